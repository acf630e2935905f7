import type { Command } from 'commander'
import { listLooks } from '../features/processing-log/looked.ts'
import { listMonths } from '../features/processing-log/months.ts'
import { systemCaller } from '../operations/caller.ts'
import { type Call, placesAt } from '../operations/context.ts'
import { Absent } from '../operations/problem.ts'
import { amount, uuid } from './arguments.ts'
import { type Context, withDatabase } from './context.ts'
import { CommandError } from './failure.ts'
import { tableOf } from './table.ts'

/** As `GET /partijen/{uuid}/verwerkingen` shows it. */
interface Look {
  readonly moment: string
  readonly handeling: string
  readonly doel: string
  readonly door: {
    readonly soort: string
    readonly naam: string
    readonly toepassing: string
    readonly gebruiker: string | null
    readonly eenheden: readonly { readonly naam: string | null; readonly uuid: string }[]
  }
  readonly object: string | null
  readonly status: number
}

const rowOf = ({ moment, handeling, doel, door, object, status }: Look): string[] => [
  moment,
  handeling,
  String(status),
  doel,
  [door.soort, door.naam, door.toepassing && `(${door.toepassing})`].filter(Boolean).join(' '),
  door.gebruiker ?? '',
  door.eenheden.map(({ naam, uuid }) => naam ?? uuid).join(', '),
  object ?? '',
]

const TITLES = ['moment', 'request', 'status', 'purpose', 'by', 'user', 'units', 'object']

const list = (context: Context, partij: string, limit: number, asJson: boolean): Promise<void> =>
  withDatabase(context, async (database, { config }) => {
    const { createEngine } = await import('../app.ts')
    const engine = createEngine({ config, database })
    const places = placesAt(engine.register, ({ path }) => `/${path}`)
    const call: Call = { places, suffix: '', caller: systemCaller('verwerkingen list') }
    const page = await listLooks(engine, call, partij, { size: limit, page: 1, showing: 'whole' }).catch(
      (error: unknown) => {
        throw error instanceof Absent ? new CommandError(`There is no partij ${partij}, and never was.`) : error
      },
    )
    const looks = JSON.parse(page.results) as Look[]
    if (asJson) context.print(JSON.stringify(looks, null, 2))
    else for (const line of tableOf([TITLES, ...looks.map(rowOf)])) context.print(line)
    if (looks.length < page.count) context.say(`These are the newest ${looks.length} of ${page.count}; see --limit.`)
  })

const months = (context: Context): Promise<void> =>
  withDatabase(context, async (database, { config }) => {
    const found = await listMonths(database, config.verwerkingenlogMaanden)
    const rows = found.map(({ month, lines, bytes, keptUntil }) => [month, `${lines}`, `${bytes}`, keptUntil])
    for (const line of tableOf([['month', 'lines', 'bytes', 'kept until'], ...rows])) context.print(line)
  })

export const addVerwerkingenCommands = (program: Command, context: Context): void => {
  const verwerkingen = program
    .command('verwerkingen')
    .description('who saw or changed data of whom: the table of the processing log')
  verwerkingen
    .command('list')
    .description('list who saw or changed something of a partij or its betrokkenen, newest first')
    .argument('<partij>', 'its uuid; also of one that was removed, until it is destroyed', uuid)
    .option('--limit <number>', 'at most so many', amount, 100)
    .option('--json', 'as JSON, with trace and span, as the API answers it')
    .action((partij: string, { limit, json = false }: { limit: number; json?: boolean }) =>
      list(context, partij, limit, json),
    )
  verwerkingen
    .command('months')
    .description('the months that there are: lines, bytes on disk, and until when they are kept')
    .action(() => months(context))
}
