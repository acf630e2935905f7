import type { Command } from 'commander'
import { withArchivist } from './archivist.ts'
import type { Context } from './context.ts'

interface Options {
  readonly from: string
  readonly withTokens?: true
  readonly intoFilled?: true
}

export const addImportJsonl = (group: Command, context: Context): void => {
  group
    .command('jsonl')
    .description('restore what `export --to` wrote, into an empty register; all of it or nothing')
    .requiredOption('--from <place>', 'the directory or the file that export wrote')
    .option('--with-tokens', 'the API tokens too, when the archive has them')
    .option('--into-filled', 'into a register with rows: what has the same uuid is changed, the rest comes beside it')
    .action(async ({ from, withTokens, intoFilled }: Options) => {
      const wish = { from, secrets: withTokens === true, intoFilled: intoFilled === true }
      const { restoreArchive } = await import('../features/archive/restore.ts')
      const restored = await withArchivist(context, (archivist) => restoreArchive(archivist, wish))
      const { rows, madeAt, leftHistory } = restored
      context.say(`Restored the register of ${madeAt}: ${rows} rows.`)
      if (leftHistory)
        context.say(
          'Its history stayed behind, because this register has another: what changed was written into that one.',
        )
    })
}
