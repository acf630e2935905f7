import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { type Context, withDatabase } from './context.ts'
import { CommandError } from './failure.ts'

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new CommandError(`${path} cannot be read (${code}).`)
  }
}

export const addConfigureCommand = (program: Command, context: Context): void => {
  program
    .command('configure')
    .description('apply a setup_configuration file of Open Klant: its API tokens; again and again if need be')
    .requiredOption('--from <file>', 'the YAML file, such as data.yaml')
    .option('--dry-run', 'tell what would come of it, and change nothing')
    .action(async ({ from, dryRun = false }: { from: string; dryRun?: boolean }) => {
      const text = textOf(from)
      const { configure } = await import('../app.ts')
      const lines = await withDatabase(context, (database) => configure(database, { text, env: context.env, dryRun }))
      for (const line of lines) context.print(line)
      if (dryRun) context.say('Nothing was changed.')
    })
}
