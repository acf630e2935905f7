/** `import`: brings in what another register, or an export of this one, holds. Each kind is a file of its own. */
import type { Command } from 'commander'
import type { Context } from './context.ts'
import { addImportJsonl } from './import-jsonl.ts'
import { addImportOpenKlant } from './import-open-klant.ts'

export const addImportCommands = (program: Command, context: Context): void => {
  const group = program.command('import').description('bring data into the register')
  addImportJsonl(group, context)
  addImportOpenKlant(group, context)
}
