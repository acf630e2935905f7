import type { Command } from 'commander'
import { type Context, withDatabase } from './context.ts'
import { CommandError } from './failure.ts'

export const addDemoCommand = (program: Command, context: Context): void => {
  program
    .command('demo')
    .description('fill an empty register with the case that the standard tells')
    .action(async () => {
      const { fillDemo } = await import('../app.ts')
      const filled = await withDatabase(context, (database, { config, log }) => fillDemo({ config, database, log }))
      if (!filled) throw new CommandError('The register is not empty; the demo only fills an empty one.')
      context.say('The register now holds the case of Henk de Bruin.')
    })
}
