import { type Command, Option } from 'commander'
import { withArchivist } from './archivist.ts'
import type { Context } from './context.ts'
import { addExportOpenKlant } from './export-open-klant.ts'

interface Options {
  readonly to?: string
  readonly resource?: readonly string[]
  readonly since?: string
  readonly format: 'jsonl' | 'csv'
  readonly withTokens?: true
}

const names = (text: string): string[] => text.split(',').map((name) => name.trim())

/** `export` itself writes an archive of this program; other kinds are commands under it, each a file of its own. */
export const addExportCommands = (program: Command, context: Context): void => {
  // `--to` is no required option, and those behind the name of a command under this one are that one's own.
  const command = program
    .command('export')
    .enablePositionalOptions()
    .description('write what the register holds, as JSON Lines with a manifest; clients notice nothing of it')
    .option('--to <place>', 'a directory that is not there yet, or a file: .tar, .tar.gz or .tgz')
    .option('--resource <names>', 'only these, with commas between: klantcontact,betrokkene', names)
    .option('--since <archive>', 'only what is new or changed since this earlier export')
    .addOption(
      new Option('--format <format>', 'csv: flat columns, to read only').choices(['jsonl', 'csv']).default('jsonl'),
    )
    .option('--with-tokens', 'the hashes of the API tokens too')
  addExportOpenKlant(command, context)
  command.action(async ({ to, resource, since, format, withTokens }: Options) => {
    if (to === undefined) return command.error("error: required option '--to <place>' not specified")
    const wish = {
      to,
      format,
      secrets: withTokens === true,
      ...(resource ? { names: resource } : {}),
      ...(since ? { since } : {}),
    }
    const { exportArchive } = await import('../features/archive/export.ts')
    await withArchivist(context, (archivist) => exportArchive(archivist, wish))
    context.print(to)
  })
}
