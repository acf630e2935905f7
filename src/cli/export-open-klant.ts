import type { Command } from 'commander'
import { exportOpenKlant } from '../features/open-klant/export.ts'
import { declared } from '../resources/index.ts'
import { type Context, withDatabase } from './context.ts'
import { untilInterrupted } from './interrupted.ts'
import { showProgress } from './progress.ts'

export const addExportOpenKlant = (group: Command, context: Context): void => {
  group
    .command('openklant')
    .description('as a data dump that an Open Klant 2.18 database loads; API tokens are not in it')
    .requiredOption('--to <file>', 'the dump; packed when its name ends in .gz')
    .option('--schema <name>', 'schema of the tables there', 'public')
    .action(async ({ to, schema }: { to: string; schema: string }) => {
      const progress = showProgress(context)
      await untilInterrupted((signal) =>
        withDatabase(context, (database) =>
          exportOpenKlant({
            database,
            register: declared,
            path: to,
            schema,
            progress,
            signal,
          }),
        ),
      )
      progress.end()
      context.say(`Written to ${to}. Clients need new API tokens there: this register knows only hashes of theirs.`)
    })
}
