import type { Command } from 'commander'
import { type Context, configOf } from './context.ts'
import { CommandError } from './failure.ts'

export const addKanalenCommand = (program: Command, context: Context): void => {
  program
    .command('kanalen')
    .description('the kanalen of the Notificaties API (NOTIFICATIES_…)')
    .command('registreren')
    .description('make the kanalen of this register known to the Notificaties API, where they are not')
    .action(async () => {
      const { registerKanalen } = await import('../app.ts')
      const kanalen = await registerKanalen(configOf(context))
      if (!kanalen) throw new CommandError('No Notificaties API is set: see NOTIFICATIES_API_ROOT.')
      for (const { naam, isNew } of kanalen) context.print(`${naam}  ${isNew ? 'made' : 'was there'}`)
    })
}
