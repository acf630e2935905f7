/** Dumps and archives in files; several together are one source. */
import { basename } from 'node:path'
import { MoveError } from '../failure.ts'
import { openBytes, sizeOf } from './bytes.ts'
import { isTar, sendArchive } from './csv-archive.ts'
import { Dump } from './dump.ts'
import type { Source } from './source.ts'

const CUSTOM = 'PGDMP'

/** What zlib and the reader of archives say of a file that ends too early, or is not what it seems. */
const isDamaged = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && String(error.code).startsWith('Z_')) ||
    /^(Unexpected end of data|Invalid tar header)/.test(error.message))

export const fileSource = (paths: readonly string[]): Source => {
  const sizes = paths.map(sizeOf)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  return {
    name: paths.map((path) => basename(path)).join(', '),
    send: async (receiver, progress) => {
      // A schema in one file tells the columns of rows in another.
      const dump = new Dump(receiver)
      let done = 0
      for (const [index, path] of paths.entries()) {
        const { stream, head } = await openBytes(path, (bytes) => progress(done + bytes, total))
        if (head.subarray(0, CUSTOM.length).toString('latin1') === CUSTOM)
          throw new MoveError(
            `${basename(path)} is a dump in PostgreSQL's own format. Make it plain first: pg_restore -f dump.sql ${basename(path)}`,
          )
        try {
          await (isTar(head) ? sendArchive(stream, receiver) : dump.read(stream, basename(path)))
        } catch (error) {
          throw isDamaged(error) ? new MoveError(`${basename(path)} is damaged or not complete.`) : error
        }
        done += sizes[index] ?? 0
      }
    },
  }
}
