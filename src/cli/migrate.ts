import type { Command } from 'commander'
import { type Context, withDatabase } from './context.ts'

export const addMigrateCommand = (program: Command, context: Context): void => {
  program
    .command('migrate')
    .description('bring the tables of the database up to date; `serve` does so by itself')
    .action(async () => {
      const migrated = await withDatabase(context, async (_database, beside) => beside.migrated)
      if (migrated.length === 0) context.say('The database is up to date.')
      for (const name of migrated) context.print(name)
    })
}
