/**
 * Brings an archive back: the rows as they were, in their order, with the numbers going on behind them. All of it comes
 * in one transaction, or nothing. It is no change of the objects: what changes bring about does not happen, but that they
 * were taken up is remembered.
 */
import { pipeline } from 'node:stream/promises'
import * as rows from '../../derive/archive/restore.ts'
import { isPlaced, type Shelf } from '../../derive/archive/shelf.ts'
import type { Bulk } from '../../sql/bulk.ts'
import { isOutOfTime, violatedBy } from '../../sql/errors.ts'
import { NotUnique, refill } from '../../sql/refill.ts'
import { sql } from '../../sql/sql.ts'
import { ArchiveError, archiveError } from './archive-error.ts'
import { digesting, emptyDigest } from './digest.ts'
import type { Archivist } from './export.ts'
import type { Manifest } from './manifest.ts'
import { schemaOf } from './moment.ts'
import { type OpenedArchive, openArchive } from './place.ts'
import {
  beginHistory,
  canRejoin,
  isAbout,
  type Part,
  type Restoring,
  run,
  runAll,
  takeAway,
  type Work,
} from './rejoin.ts'
import { fileFault, verify } from './verify.ts'

const partsOf = ({ files }: Manifest, shelves: readonly Shelf[], secrets: boolean): Part[] => {
  const strange = files.filter(({ holds }) => !shelves.some(({ name }) => name === holds))
  if (strange.length > 0)
    throw archiveError(
      'The archive holds what this program does not know; a newer one may:',
      strange.map(({ name }) => name),
    )
  return files.flatMap((file) => {
    const shelf = shelves.find(({ name }) => name === file.holds)
    return shelf && (secrets || !shelf.secret) ? [{ file, shelf }] : []
  })
}

const check = (manifest: Manifest, { intoFilled }: Restoring): void => {
  if (manifest.format !== 'jsonl')
    throw new ArchiveError('This archive is CSV, which is made for reading; only JSON Lines can be restored.')
  if (manifest.since && !intoFilled)
    throw new ArchiveError(
      `This archive holds only what changed after ${manifest.since.madeAt}. Restore the one of that moment first, and then this one with --into-filled.`,
    )
  if (manifest.withheld && intoFilled)
    throw new ArchiveError(
      'This archive was made for third parties. What is secret is not in it, and would be erased from a register that has it.',
    )
}

const checkRoom = async (
  bulk: Bulk,
  shelves: readonly Shelf[],
  manifest: Manifest,
  { intoFilled }: Restoring,
): Promise<void> => {
  const schema = await schemaOf(bulk)
  if (manifest.schema > schema)
    throw new ArchiveError(
      `The archive is of a newer register (${manifest.schema}; this one is at ${schema}). Restore it with the newer program.`,
    )
  if (intoFilled) return
  const filled = await run(bulk, rows.filled(shelves.filter(({ secret }) => !secret)))
  if (filled.length > 0)
    throw new ArchiveError(
      `The register is not empty: it has${filled.every(({ about }) => about) ? ' had' : ''} rows of ${[...new Set(filled.map(({ name }) => name))].join(', ')}. An archive is restored into an empty one; --into-filled adds it to what is there, and changes what has the same uuid.`,
    )
}

const stage = async (
  bulk: Bulk,
  archive: OpenedArchive,
  parts: readonly Part[],
  { shelves, told }: Archivist,
): Promise<void> => {
  for (const shelf of shelves) await run(bulk, rows.staging(shelf))
  for await (const { name, content } of archive.files()) {
    const part = parts.find(({ file }) => file.name === name)
    if (!part) continue
    const digest = emptyDigest()
    await pipeline(digesting(content, digest), bulk.copyIn(rows.stagedLines(part.shelf), 'lines'))
    const fault = fileFault(part.file, digest)
    if (fault !== undefined)
      throw new ArchiveError(`${fault}: the archive changed while it was read. Nothing was changed.`)
    told?.(part.file)
  }
}

const keyed = async (bulk: Bulk, shelves: readonly Shelf[]): Promise<void> => {
  for (const shelf of shelves) {
    await run(bulk, rows.analyzeStaged(shelf))
    if (!isPlaced(shelf)) continue
    await run(bulk, rows.keying(shelf))
    await run(bulk, rows.analyzeKeys(shelf))
  }
}

const checkKeys = async (bulk: Bulk, parts: readonly Part[], shelves: readonly Shelf[]): Promise<void> => {
  const faults: string[] = []
  for (const { shelf, file } of parts) {
    for (const { lines, path } of isPlaced(shelf) ? await run(bulk, rows.repeated(shelf)) : [])
      faults.push(`${file.name}:${(lines as string[]).join(', ')}: have the same ${path}`)
    const query = rows.dangling(shelves, shelf)
    if (query)
      for (const { line, path } of await run(bulk, query))
        faults.push(`${file.name}:${line}: ${path} names what is neither in the archive nor in the register`)
  }
  if (faults.length > 0) throw archiveError('The archive cannot be restored; nothing was changed:', faults)
}

const fill = async (bulk: Bulk, parts: readonly Part[], shelves: readonly Shelf[], work: Work): Promise<void> => {
  await takeAway(bulk, work)
  for (const { shelf } of parts) await run(bulk, rows.filling(shelves, shelf))
  for (const { shelf } of parts) if (isPlaced(shelf)) await runAll(bulk, rows.listing(shelves, shelf))
}

/** What the database would not have, in words. Its own message repeats values. */
const refusal = async (bulk: Bulk, parts: readonly Part[], error: unknown): Promise<unknown> => {
  if (error instanceof NotUnique) {
    const { table, index, ids } = error
    const part = parts.find(({ shelf }) => shelf.table === table)
    const found = part && isPlaced(part.shelf) ? await run(bulk, rows.linesBehind(part.shelf, ids)) : []
    const lines = found.filter(({ line }) => line !== null).map(({ line }) => String(line))
    const where = [part?.file.name ?? table, lines.join(', ')].filter(Boolean).join(':')
    const others = lines.length < found.length ? ', beside a row of the register' : ''
    return archiveError('The archive cannot be restored; nothing was changed:', [
      `${where}: not allowed together (${index})${others}`,
    ])
  }
  const constraint = violatedBy(error)
  return constraint === undefined ? error : new ArchiveError(`The archive breaks ${constraint}; nothing was changed.`)
}

/** Only forward: a number that was given out stays so, also when the archive did not come in whole. */
const setSequences = (bulk: Bulk, { sequences }: Manifest): Promise<unknown> =>
  run(
    bulk,
    sql`select setval(format('%I', s.sequencename)::regclass, g.last::bigint)
      from jsonb_each_text(${JSON.stringify(sequences)}::jsonb) g (name, last) join pg_sequences s on s.sequencename = g.name
      where s.schemaname = current_schema() and g.last::bigint > coalesce(s.last_value, s.min_value - 1)`,
  )

const lock = async (bulk: Bulk, tables: readonly string[]): Promise<void> => {
  try {
    await bulk.execute("set local lock_timeout = '30s'")
    await run(bulk, rows.locking(tables))
  } catch (error) {
    throw isOutOfTime(error) ? new ArchiveError('The register is in use, and did not come free in 30 seconds.') : error
  }
}

export interface Restored {
  readonly rows: number
  /** Of which moment the archive is. */
  readonly madeAt: string
  /** The archive has the history of its rows, and it could not come along: the register has another, or other keys. */
  readonly leftHistory: boolean
}

const place = async (bulk: Bulk, all: readonly Part[], work: Work): Promise<void> => {
  const { shelves, manifest, rejoins, wish } = work
  const parts = rejoins ? all : all.filter((part) => !isAbout(part))
  const tables = rows.tablesOf(shelves.filter((shelf) => isPlaced(shelf) || parts.some((part) => part.shelf === shelf)))
  try {
    await refill(bulk, tables, () => fill(bulk, parts, shelves, work))
  } catch (error) {
    throw await refusal(bulk, parts, error)
  }
  for (const { shelf } of parts) if (isPlaced(shelf)) await runAll(bulk, rows.nextIds(shelf))
  await setSequences(bulk, manifest)
  if (rejoins && !wish.intoFilled) await beginHistory(bulk, manifest)
  await run(bulk, rows.analyzing(tables))
}

/** Throws `ArchiveError`, and has changed nothing then. */
export const restoreArchive = async (archivist: Archivist, wish: Restoring): Promise<Restored> => {
  const { database, signal } = archivist
  const archive = await openArchive(wish.from)
  const { manifest } = archive
  check(manifest, wish)
  const parts = partsOf(manifest, archivist.shelves, wish.secrets)
  const shelves = archivist.shelves.filter((one) => !one.secret || parts.some(({ shelf }) => shelf === one))
  await verify(archive, new Map(parts.map(({ file, shelf }) => [file.name, shelf])))
  const rejoins = await database.bulk(
    async (bulk) => {
      await lock(bulk, rows.tablesOf(shelves))
      await checkRoom(bulk, shelves, manifest, wish)
      await stage(bulk, archive, parts, { ...archivist, shelves })
      await keyed(bulk, shelves)
      await checkKeys(bulk, parts, shelves)
      const work = { manifest, wish, shelves, rejoins: false }
      const rejoins = await canRejoin(bulk, parts, work)
      await place(bulk, parts, { ...work, rejoins })
      await runAll(bulk, archivist.remembering)
      return rejoins
    },
    { signal },
  )
  const restored = parts.filter((part) => rejoins || !isAbout(part))
  return {
    rows: restored.reduce((sum, { file }) => sum + file.rows, 0),
    madeAt: manifest.madeAt,
    leftHistory: manifest.history === 'whole' && !rejoins,
  }
}
