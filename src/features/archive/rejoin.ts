/** What an archive says of what happened to its rows, and whether it can go along with them. */
import { forgetGone, movedKeys, otherRows, partedVersions, takingAway } from '../../derive/archive/rejoin.ts'
import { isPlaced, type Shelf, shelfNamed } from '../../derive/archive/shelf.ts'
import type { Bulk } from '../../sql/bulk.ts'
import { type Sql, sql, statement } from '../../sql/sql.ts'
import type { ArchivedFile, Manifest } from './manifest.ts'

export interface Restoring {
  readonly from: string
  /** Secret shelves as well, where the archive has them. */
  readonly secrets: boolean
  /** Also into a register that has rows: those of the archive come beside them, or in the place of what has their key. */
  readonly intoFilled: boolean
}

/** A file of the archive that is restored. */
export interface Part {
  readonly file: ArchivedFile
  readonly shelf: Shelf
}

export interface Work {
  readonly manifest: Manifest
  readonly wish: Restoring
  readonly shelves: readonly Shelf[]
  /** What speaks of rows by key goes along. */
  readonly rejoins: boolean
}

export const run = (bulk: Bulk, piece: Sql) => bulk.query(statement(piece))

export const runAll = async (bulk: Bulk, pieces: readonly Sql[]): Promise<void> => {
  for (const piece of pieces) await run(bulk, piece)
}

/** Of what happened to rows the versions, and all else that speaks of rows by key. */
export const isAbout = ({ shelf }: Part): boolean => !isPlaced(shelf) && shelf.about !== undefined

/**
 * Whether what the archive says of rows by key can go along: they have the keys here that they have in the archive, and
 * what is known here of their past is what the archive knows of it.
 */
export const canRejoin = async (
  bulk: Bulk,
  parts: readonly Part[],
  { manifest, shelves, wish }: Work,
): Promise<boolean> => {
  if (!parts.some(isAbout) || manifest.history === 'removals') return false
  for (const { shelf } of parts) if (isPlaced(shelf) && (await run(bulk, movedKeys(shelf))).length > 0) return false
  if (!wish.intoFilled) return true
  for (const { shelf } of parts) {
    if (isPlaced(shelf) || shelf.about !== 'history') continue
    const other = shelf.of === undefined ? otherRows(shelf) : partedVersions(shelfNamed(shelves, shelf.of), shelf)
    if ((await run(bulk, other)).length > 0) return false
  }
  return true
}

/** What the archive says was removed goes: where it tells only what is new, or more of what is known here. */
export const takeAway = async (bulk: Bulk, { shelves, manifest, rejoins }: Work): Promise<void> => {
  const removes = rejoins || manifest.since !== undefined
  for (const history of shelves) {
    if (isPlaced(history) || history.of === undefined) continue
    const shelf = shelfNamed(shelves, history.of)
    await runAll(bulk, takingAway(shelf, history, removes))
    if (rejoins) await run(bulk, forgetGone(shelf))
  }
}

/** In a register without a past of its own, history began when it did in that of the archive. */
export const beginHistory = (bulk: Bulk, { historyBegan }: Manifest): Promise<unknown> =>
  run(bulk, sql`update historie_begin set moment = least(moment, ${historyBegan ?? null}::timestamptz)`)
