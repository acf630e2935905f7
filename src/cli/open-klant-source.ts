/** The options that name an Open Klant. */
import { type Command, Option } from 'commander'
import { MoveError } from '../features/open-klant/failure.ts'
import { fileSource } from '../features/open-klant/sources/files.ts'
import { liveSource } from '../features/open-klant/sources/live.ts'
import type { Source } from '../features/open-klant/sources/source.ts'

export interface SourceOptions {
  readonly from: readonly string[]
  readonly schema?: string
  readonly tokens: boolean
  readonly number: boolean
  readonly repair: boolean
}

const all = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

export const addSourceOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--from <place>',
        'the database (postgresql://…), or a file of its dump: .sql, .tar, each also .gz; more than once for a dump in parts',
      )
        .argParser(all)
        .makeOptionMandatory(),
    )
    .option('--schema <name>', 'schema of that database, where several have Open Klant')
    .option('--without-tokens', 'leave the API tokens')
    .option('--number', 'give a nummer to each partij, klantcontact and internetaak that has none')
    .option('--repair', 'put right what can be, such as a postcode without its space')

const isAddress = (place: string): boolean => /^postgres(ql)?:\/\//.test(place)

export const sourceOf = ({ from, schema }: SourceOptions): Source => {
  const [first = ''] = from
  if (!from.some(isAddress)) return fileSource(from)
  if (from.length > 1) throw new MoveError('Give either one database or files, not both.')
  return liveSource(first, schema)
}
