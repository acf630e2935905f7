/** Writes what the register holds, or a part of it, as it was at one moment. Clients notice nothing of it. */
import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { columnsAsText, type Extent, linesOf } from '../../derive/archive/lines.ts'
import { isPlaced, type Shelf } from '../../derive/archive/shelf.ts'
import type { Database } from '../../sql/database.ts'
import type { Bulk } from '../../sql/bulk.ts'
import { type Sql, sql, statement } from '../../sql/sql.ts'
import { ArchiveError } from './archive-error.ts'
import { digesting, emptyDigest } from './digest.ts'
import { type ArchivedFile, MANIFEST, type Manifest, manifestText, readManifest } from './manifest.ts'
import { momentOf, schemaOf } from './moment.ts'
import { historyBegan, readSince } from './since.ts'
import { openTarget, PRIVATE } from './target.ts'

export interface Archivist {
  readonly database: Database
  /** All that an archive can hold. */
  readonly shelves: readonly Shelf[]
  /** Statements that remember what was restored, in the transaction that restores it. */
  readonly remembering: readonly Sql[]
  /** The version of the program. */
  readonly program: string
  /** Told of each file when it is done. */
  readonly told?: (file: ArchivedFile) => void
  readonly signal?: AbortSignal
}

export interface Wish {
  /** A directory that is not there yet, or a file that ends in `.tar`, `.tar.gz` or `.tgz`. */
  readonly to: string
  readonly format: 'jsonl' | 'csv'
  /** Names of shelves; absent: all that are not secret. */
  readonly names?: readonly string[]
  /** Secret shelves as well. */
  readonly secrets: boolean
  /** An earlier archive, or a moment: only what is new, changed or gone since. */
  readonly since?: string
  /** What happened to the rows as well; by default where it can be restored. */
  readonly history?: boolean
  /** Leave out what is secret to third parties; by default where it cannot be restored. */
  readonly withheld?: boolean
}

/** What is left out of history: all, all but removals (for who brings a copy up to date), or nothing. */
const historyOf = ({ format, since, withheld, history = true }: Wish): Manifest['history'] => {
  if (format === 'csv' || withheld) return undefined
  if (history) return 'whole'
  return since === undefined ? undefined : 'removals'
}

/** Rows that one may ask for by name; the others go with them. */
const isAsked = (shelf: Shelf): boolean => isPlaced(shelf) || shelf.about === undefined

const isWanted = (shelf: Shelf, { names, format, withheld }: Wish, history: Manifest['history']): boolean => {
  if (isPlaced(shelf) || shelf.about === undefined) return names === undefined || names.includes(shelf.name)
  if (names !== undefined && !names.includes(shelf.of ?? '')) return false
  if (shelf.about === 'marks') return format === 'jsonl' && !withheld
  return history === 'whole' || (history === 'removals' && shelf.of !== undefined)
}

const chosen = (shelves: readonly Shelf[], wish: Wish): Shelf[] => {
  const { names, secrets } = wish
  const open = shelves.filter(({ secret }) => !secret || secrets)
  const known = open.filter(isAsked).map(({ name }) => name)
  const strange = names?.filter((name) => !known.includes(name)) ?? []
  if (strange.length > 0) throw new ArchiveError(`There is no ${strange.join(', ')}; there are ${known.join(', ')}.`)
  const history = historyOf(wish)
  return open.filter((shelf) => shelf.secret || isWanted(shelf, wish, history))
}

const sequencesOf = async (bulk: Bulk): Promise<Record<string, string>> => {
  const rows = await bulk.query(
    statement(sql`select sequencename as name, last_value::text as last from pg_sequences
      where schemaname = current_schema() and last_value is not null order by 1`),
  )
  return Object.fromEntries(rows.map(({ name, last }) => [String(name), String(last)]))
}

const write = async (
  bulk: Bulk,
  archivist: Archivist,
  { format }: Wish,
  shelf: Shelf,
  at: string,
  extent: Extent,
): Promise<ArchivedFile> => {
  const { shelves, signal, told } = archivist
  const name = `${shelf.name}.${format}`
  const rows =
    format === 'jsonl'
      ? bulk.copyOut(linesOf(shelves, shelf, extent), 'lines')
      : bulk.copyOut(columnsAsText(shelves, shelf, extent), 'csv')
  const digest = emptyDigest()
  const end = createWriteStream(join(at, name), { mode: PRIVATE, flags: 'wx' })
  await pipeline(rows, (source) => digesting(source, digest), end, signal ? { signal } : {})
  const file = { name, holds: shelf.name, rows: rows.rowCount, bytes: digest.bytes, sha256: digest.sha256 }
  told?.(file)
  return file
}

/** Answers the manifest. Throws `ArchiveError`, and leaves nothing behind then. */
export const exportArchive = async (archivist: Archivist, asked: Wish): Promise<Manifest> => {
  const { database, shelves, program, signal } = archivist
  const { format, withheld = format === 'csv' } = asked
  const wish = { ...asked, withheld }
  const history = historyOf(wish)
  const wanted = chosen(shelves, wish)
  const moment = await momentOf(database)
  const since = wish.since === undefined ? undefined : await readSince(database, wish.since, moment)
  const extent: Extent = { since: since?.extent, withheld, removalsOnly: history === 'removals' }
  const target = await openTarget(wish.to)
  try {
    const text = await database.bulk(
      async (bulk) => {
        const madeAt = new Date().toISOString()
        const files: ArchivedFile[] = []
        for (const shelf of wanted) files.push(await write(bulk, archivist, wish, shelf, target.directory, extent))
        return manifestText({
          program,
          schema: await schemaOf(bulk),
          format,
          madeAt,
          moment,
          ...(since ? { since: since.told } : {}),
          ...(history ? { history } : {}),
          ...(history === 'whole' ? { historyBegan: await historyBegan(bulk) } : {}),
          ...(withheld ? { withheld } : {}),
          files,
          sequences: await sequencesOf(bulk),
        })
      },
      { snapshot: true, signal },
    )
    await writeFile(join(target.directory, MANIFEST), text, { mode: PRIVATE })
    const manifest = readManifest(text)
    // The manifest comes first: who wants only that need not read the rest.
    await target.finish([MANIFEST, ...manifest.files.map(({ name }) => name)], signal)
    return manifest
  } catch (error) {
    await target.discard()
    throw error
  }
}
