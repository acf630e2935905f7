/** What the commands that make and restore archives have in common. */
import type { ArchivedFile } from '../features/archive/manifest.ts'
import type { Archivist } from '../features/archive/export.ts'
import { type Context, withDatabase } from './context.ts'
import { untilInterrupted } from './interrupted.ts'
import { programVersion } from './version.ts'

/** Runs work on the archive of the register; Ctrl-C ends it in order. */
export const withArchivist = async <T>(context: Context, work: (archivist: Archivist) => Promise<T>): Promise<T> => {
  const { archiveShelves, takingUpRestored } = await import('../app.ts')
  const told = ({ name, rows }: ArchivedFile): void => context.say(`${name}  ${rows}`)
  return untilInterrupted((signal) =>
    withDatabase(context, (database) =>
      work({
        database,
        shelves: archiveShelves(),
        remembering: takingUpRestored('import jsonl'),
        program: programVersion(),
        told,
        signal,
      }),
    ),
  )
}
