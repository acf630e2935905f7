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
  readonly withoutHistory?: true
  readonly forThirdParties?: true
  readonly withGeheimhouding?: true
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
    .option(
      '--since <when>',
      'only what is new, changed or gone since an earlier export, or a moment: 2026-11-23T18:00',
    )
    .option('--without-history', 'only what is there now, not what happened to it')
    .addOption(
      new Option('--format <format>', 'csv: flat columns, to read only').choices(['jsonl', 'csv']).default('jsonl'),
    )
    .option('--with-tokens', 'the hashes of the API tokens too')
    .option(
      '--for-third-parties',
      'without the addresses of who asked for geheimhouding, and without history; csv is so',
    )
    .option('--with-geheimhouding', 'csv: with the addresses of who asked for geheimhouding')
  addExportOpenKlant(command, context)
  command.action(async (options: Options) => {
    const { to, resource, since, format, withTokens, withoutHistory, forThirdParties, withGeheimhouding } = options
    if (to === undefined) return command.error("error: required option '--to <place>' not specified")
    if (forThirdParties && withGeheimhouding)
      return command.error('error: third parties get no addresses of who asked for geheimhouding')
    const wish = {
      to,
      format,
      secrets: withTokens === true,
      history: !withoutHistory,
      withheld: forThirdParties === true || (format === 'csv' && !withGeheimhouding),
      ...(resource ? { names: resource } : {}),
      ...(since ? { since } : {}),
    }
    const { exportArchive } = await import('../features/archive/export.ts')
    const { withheld } = await withArchivist(context, (archivist) => exportArchive(archivist, wish))
    if (!withheld) context.say('It holds the addresses of who asked for geheimhouding: not for third parties.')
    context.print(to)
  })
}
