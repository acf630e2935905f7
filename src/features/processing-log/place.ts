/** Where lines go, and what that must do. */
import type { Queryable } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'
import type { Line } from './line.ts'

/** A stretch of a file of lines: from byte `from` up to byte `to`. */
export interface Batch {
  readonly piece: string
  readonly from: number
  readonly to: number
  readonly lines: readonly Line[]
}

export interface Place {
  readonly name: 'tabel' | 'otlp'
  /** Takes the lines, and notes how far the file was taken. False when it was taken further already. Rejects to try again. */
  take(batch: Batch): Promise<boolean>
}

/** How far a file was taken to a place, in bytes. */
export const positionOf = async (database: Queryable, piece: string, place: string): Promise<number> => {
  const [row] = await database.query(
    statement(sql`with made as (insert into verwerking_bron (bron, doel, tot) values (${piece}, ${place}, 0) on conflict do nothing)
      select tot::text from verwerking_bron where bron = ${piece} and doel = ${place}`),
  )
  return Number(row?.tot ?? 0)
}

/** Notes that a stretch was taken. False when another was first. */
export const advance = async (database: Queryable, place: string, { piece, from, to }: Batch): Promise<boolean> => {
  const rows = await database.query(
    statement(sql`update verwerking_bron set tot = ${to}, bijgewerkt = now()
      where bron = ${piece} and doel = ${place} and tot = ${from} returning 1`),
  )
  return rows.length > 0
}

/** The file is gone. */
export const forget = async (database: Queryable, piece: string): Promise<void> =>
  void (await database.query(statement(sql`delete from verwerking_bron where bron = ${piece}`)))
