import type { Command } from 'commander'
import { grantServer } from '../features/history/protect.ts'
import { declared } from '../resources/index.ts'
import { type Context, withDatabase } from './context.ts'

export const addMigrateCommand = (program: Command, context: Context): void => {
  program
    .command('migrate')
    .description('bring the tables of the database up to date; `serve` does so by itself')
    .option('--grant-to <role>', 'give a role what a server needs that does not own the tables (docs/history.md)')
    .action(async ({ grantTo }: { grantTo?: string }) => {
      const migrated = await withDatabase(context, async (database, beside) => {
        if (grantTo !== undefined) await grantServer(database, declared, grantTo)
        return beside.migrated
      })
      if (migrated.length === 0) context.say('The database is up to date.')
      for (const name of migrated) context.print(name)
    })
}
