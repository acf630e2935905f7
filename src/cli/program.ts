/** The command line. */
import { Command, CommanderError } from 'commander'
import { addBerichtenCommands } from './berichten.ts'
import { addClientCommands } from './client.ts'
import { addConfigureCommand } from './configure.ts'
import type { Context } from './context.ts'
import { addDemoCommand } from './demo.ts'
import { addExportCommands } from './export.ts'
import { failureOf } from './failure.ts'
import { addHistoryCommands } from './history.ts'
import { addImportCommands } from './import.ts'
import { addKanalenCommand } from './kanalen.ts'
import { addMigrateCommand } from './migrate.ts'
import { addOpenapiCommand } from './openapi.ts'
import { addServeCommand } from './serve.ts'
import { addTokenCommands } from './token.ts'
import { addVerifyCommands } from './verify.ts'
import { addVerwerkingenCommands } from './verwerkingen.ts'
import { programVersion } from './version.ts'

const EXIT_CODES = `
Exit codes: 0 done, 1 failed, 2 wrong use or wrong settings.`

/**
 * @param args without the names of node and the program.
 * @returns the exit code.
 */
export const run = async (args: readonly string[], context: Context): Promise<number> => {
  let exitCode = 0
  const program = new Command('klantinteracties')
    .description('The register of contacts between a municipality and its residents and entrepreneurs.')
    .version(programVersion())
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(--help shows what is possible)')
    .exitOverride()
    // What stands behind the name of a command belongs to that command, also where one above it has it too.
    .enablePositionalOptions()
  addServeCommand(program, context, (code) => {
    exitCode = code
  })
  addMigrateCommand(program, context)
  addTokenCommands(program, context)
  addClientCommands(program, context)
  addConfigureCommand(program, context)
  addDemoCommand(program, context)
  addExportCommands(program, context)
  addImportCommands(program, context)
  addVerifyCommands(program, context)
  addHistoryCommands(program, context)
  addKanalenCommand(program, context)
  addBerichtenCommands(program, context)
  addVerwerkingenCommands(program, context)
  addOpenapiCommand(program, context)
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    const failure = failureOf(error)
    for (const line of failure.lines) context.say(line)
    return failure.exitCode
  }
}
