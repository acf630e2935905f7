/** Writes what the register holds, or a part of it, as it was at one moment. Clients notice nothing of it. */
import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { columnsAsText, linesOf } from '../../derive/archive/lines.ts'
import type { Shelf } from '../../derive/archive/shelf.ts'
import type { Database } from '../../sql/database.ts'
import type { Bulk } from '../../sql/bulk.ts'
import { type Sql, sql, statement } from '../../sql/sql.ts'
import { ArchiveError } from './archive-error.ts'
import { digesting, emptyDigest } from './digest.ts'
import { type ArchivedFile, MANIFEST, type Manifest, manifestText, readManifest } from './manifest.ts'
import { momentOf, schemaOf } from './moment.ts'
import { openArchive } from './place.ts'
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
  /** An earlier archive: only what is new or changed since. */
  readonly since?: string
}

const chosen = (shelves: readonly Shelf[], { names, secrets }: Wish): Shelf[] => {
  const open = shelves.filter(({ secret }) => !secret || secrets)
  const strange = names?.filter((name) => !open.some((shelf) => shelf.name === name)) ?? []
  if (strange.length > 0)
    throw new ArchiveError(`There is no ${strange.join(', ')}; there are ${open.map(({ name }) => name).join(', ')}.`)
  return open.filter(({ name, secret }) => names === undefined || names.includes(name) || secret)
}

const earlier = async (path: string): Promise<Manifest> => {
  if (/^\d{4}-\d{2}-\d{2}/.test(path))
    throw new ArchiveError(
      'The register does not keep when a row was made or changed, so --since takes no moment: name an earlier archive.',
    )
  return (await openArchive(path)).manifest
}

const followsOn = (moment: Manifest['moment'], from: Manifest): void => {
  if (from.moment.database !== moment.database)
    throw new ArchiveError(
      'The earlier archive is of another database, or this one was set back since: what changed cannot be known. Make a whole archive.',
    )
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
  wish: Wish,
  shelf: Shelf,
  at: string,
  since?: bigint,
): Promise<ArchivedFile> => {
  const { shelves, signal, told } = archivist
  const name = `${shelf.name}.${wish.format}`
  const rows =
    wish.format === 'jsonl'
      ? bulk.copyOut(linesOf(shelves, shelf, since), 'lines')
      : bulk.copyOut(columnsAsText(shelves, shelf, since), 'csv')
  const digest = emptyDigest()
  const end = createWriteStream(join(at, name), { mode: PRIVATE, flags: 'wx' })
  await pipeline(rows, (source) => digesting(source, digest), end, signal ? { signal } : {})
  const file = { name, holds: shelf.name, rows: rows.rowCount, bytes: digest.bytes, sha256: digest.sha256 }
  told?.(file)
  return file
}

/** Answers the manifest. Throws `ArchiveError`, and leaves nothing behind then. */
export const exportArchive = async (archivist: Archivist, wish: Wish): Promise<Manifest> => {
  const { database, shelves, program, signal } = archivist
  const wanted = chosen(shelves, wish)
  const from = wish.since === undefined ? undefined : await earlier(wish.since)
  const moment = await momentOf(database)
  if (from) followsOn(moment, from)
  const target = await openTarget(wish.to)
  try {
    const text = await database.bulk(
      async (bulk) => {
        const since = from && { ...from.moment, madeAt: from.madeAt }
        const madeAt = new Date().toISOString()
        const files: ArchivedFile[] = []
        for (const shelf of wanted)
          files.push(await write(bulk, archivist, wish, shelf, target.directory, since && BigInt(since.transaction)))
        const about = { program, schema: await schemaOf(bulk), format: wish.format, madeAt, moment }
        return manifestText({ ...about, ...(since ? { since } : {}), files, sequences: await sequencesOf(bulk) })
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
