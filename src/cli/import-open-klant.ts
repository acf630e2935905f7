import type { Command } from 'commander'
import { importOpenKlant } from '../features/open-klant/import.ts'
import { openReport } from '../features/open-klant/report.ts'
import type { Moved } from '../features/open-klant/tables.ts'
import { declared } from '../resources/index.ts'
import { type Context, withDatabase } from './context.ts'
import { untilInterrupted } from './interrupted.ts'
import { addSourceOptions, type SourceOptions, sourceOf } from './open-klant-source.ts'
import { showProgress } from './progress.ts'
import { tableOf } from './table.ts'

interface Options extends SourceOptions {
  readonly dryRun?: boolean
  readonly report: string
  readonly withoutTokens?: boolean
}

const COLUMNS = ['rows', 'fresh', 'changed', 'gone'] as const

const showMoved = (moved: readonly Moved[], { print }: Context): void => {
  const rows = moved.map((one) => [one.collection, ...COLUMNS.map((column) => String(one[column]))])
  const sums = COLUMNS.map((column) => String(moved.reduce((sum, one) => sum + one[column], 0)))
  for (const line of tableOf([['', 'in source', 'new', 'changed', 'gone'], ...rows, ['total', ...sums]])) print(line)
}

const run = async (options: Options, context: Context): Promise<void> => {
  const started = performance.now()
  const report = openReport(options.report)
  const progress = showProgress(context)
  const { dryRun = false, withoutTokens = false, number = false, repair = false } = options
  const source = sourceOf(options)
  try {
    const moved = await untilInterrupted((signal) =>
      withDatabase(context, (database) =>
        importOpenKlant({
          database,
          register: declared,
          source,
          report,
          progress,
          withTokens: !withoutTokens,
          number,
          repair,
          dryRun,
          signal,
        }),
      ),
    )
    progress.end()
    showMoved(moved, context)
    const isWithoutTokens = !withoutTokens && !moved.some(({ collection }) => collection === 'tokens')
    if (isWithoutTokens) context.say('The source has no API tokens: clients need new ones (token create).')
    const seconds = (performance.now() - started) / 1000
    const rows = moved.reduce((sum, one) => sum + one.rows, 0)
    context.say(`${dryRun ? 'Nothing was written (--dry-run). ' : ''}${rows} rows in ${seconds.toFixed(1)} s.`)
  } finally {
    await report.close()
    if (report.total > 0) {
      context.say(`${report.total} findings, listed in ${options.report}:`)
      for (const line of report.summary()) context.say(line)
    }
  }
}

export const addImportOpenKlant = (group: Command, context: Context): void => {
  addSourceOptions(group.command('openklant').description('bring in an Open Klant 2.18; again: what is new since'))
    .option('--dry-run', 'read, check and report, and write nothing')
    .option(
      '--report <file>',
      'where to list what today’s rules would refuse, a line of JSON each',
      'import-report.jsonl',
    )
    .action((options: Options) => run(options, context))
}
