/** `verify`: is what came in what was there? Each kind of source is a command of its own. */
import type { Command } from 'commander'
import { type AnswersCompared, compareAnswers } from '../features/open-klant/compare-answers.ts'
import { type Compared, isEqual, type VerifyOptions, verifyOpenKlant } from '../features/open-klant/verify.ts'
import { declared } from '../resources/index.ts'
import { askServer, withOwnServer } from './ask-servers.ts'
import { type Context, withDatabase } from './context.ts'
import { CommandError } from './failure.ts'
import { untilInterrupted } from './interrupted.ts'
import { addSourceOptions, type SourceOptions, sourceOf } from './open-klant-source.ts'
import { showProgress } from './progress.ts'
import { tableOf } from './table.ts'

interface Options extends SourceOptions {
  readonly withoutTokens?: boolean
  readonly first: string
  readonly api?: string
  readonly token?: string
  readonly objects: string
}

const show = (compared: readonly Compared[], { print }: Context): void => {
  const rows = compared.map((one) => [
    one.collection,
    String(one.there.rows),
    String(one.here.rows),
    one.there.sum.padStart(8, '0'),
    one.here.sum.padStart(8, '0'),
    isEqual(one) ? 'equal' : 'DIFFERENT',
    one.made > 0 ? `${one.made} made here` : '',
  ])
  for (const line of tableOf([['', 'there', 'here', 'sum there', 'sum here', '', ''], ...rows])) print(line)
  for (const { collection, misplaced, gone, differences } of compared) {
    if (misplaced > 0) print(`${collection}: ${misplaced} stand in another order`)
    if (gone > 0) print(`${collection}: ${gone} are here and no longer there`)
    for (const { uuid, paths } of differences)
      print(`${collection} ${uuid}: ${paths === null ? 'is not here' : `differs in ${paths.join(', ')}`}`)
  }
}

const showAnswers = ({ asked, differences }: AnswersCompared, first: number, { print }: Context): void => {
  print(`${asked} answers of both servers compared, ${differences.length} differences`)
  for (const { path, at } of differences.slice(0, first)) print(`GET ${path}: ${at}`)
}

const run = async (options: Options, context: Context): Promise<void> => {
  const { number = false, repair = false, withoutTokens = false, api, token = context.env.OPEN_KLANT_TOKEN } = options
  if (api !== undefined && token === undefined)
    throw new CommandError('Give the token for --api with --token, or in OPEN_KLANT_TOKEN.')
  const progress = showProgress(context)
  const first = Number(options.first)
  const isAll = await untilInterrupted((signal) =>
    withDatabase(context, async (database, { config, log }) => {
      const verifying: VerifyOptions = {
        database,
        register: declared,
        source: sourceOf(options),
        progress,
        withTokens: !withoutTokens,
        number,
        repair,
        limit: first,
        signal,
      }
      const compared = await verifyOpenKlant(verifying)
      progress.end()
      show(compared, context)
      const isSame = compared.every(isEqual)
      if (api === undefined) return isSame
      const answers = await withOwnServer({ config, database, log }, (here) =>
        compareAnswers({
          register: declared,
          there: askServer(api, token ?? ''),
          here,
          objects: Number(options.objects),
          number,
          progress: (collection, done, total) => {
            progress.step(`asking both servers for ${collection}`)
            progress.share(done, total)
          },
        }),
      )
      progress.end()
      showAnswers(answers, first, context)
      return isSame && answers.differences.length === 0
    }),
  )
  if (!isAll) throw new CommandError('The register differs from the source.')
  context.say('The register holds what the source holds.')
}

export const addVerifyCommands = (program: Command, context: Context): void => {
  const group = program.command('verify').description('compare the register with where it came from')
  addSourceOptions(group.command('openklant').description('compare with an Open Klant 2.18, as it is now'))
    .option('--first <n>', 'how many differences to name for each collection', '10')
    .option('--api <url>', 'address of the running Open Klant, to compare answers too')
    .option('--token <token>', 'its API token (or in the environment: OPEN_KLANT_TOKEN)')
    .option('--objects <n>', 'how many objects of each collection to ask for', '20')
    .action((options: Options) => run(options, context))
}
