import type { Command } from 'commander'
import type { Context } from './context.ts'
import { addImportJsonlCommand } from './import-jsonl.ts'

/** Answers the command; each way to import is a command under it. */
export const addImportCommand = (program: Command, context: Context): Command => {
  const command = program.command('import').description('bring data into the register')
  addImportJsonlCommand(command, context)
  return command
}
