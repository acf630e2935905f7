/** The months of the table: what there is of each, and until when it is kept. */
import type { Queryable } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'

export interface Month {
  /** `2026-11`. */
  readonly month: string
  readonly lines: number
  /** Of the table and its index, on disk. */
  readonly bytes: number
  /** The first day on which the server may drop it: `2031-12-01`. */
  readonly keptUntil: string
}

/** Oldest first. `months`: how many are kept. Counts the lines: that takes as long as reading them. */
export const listMonths = async (database: Queryable, months: number): Promise<Month[]> => {
  const tables = await database.query(
    statement(sql`select c.relname as table, pg_total_relation_size(c.oid)::text as bytes, coalesce(counted.lines, 0)::text as lines
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
        left join (select v.tableoid, count(*) as lines from verwerking v group by v.tableoid) counted on counted.tableoid = c.oid
      where i.inhparent = 'verwerking'::regclass order by c.relname`),
  )
  return tables.map(({ table, bytes, lines }) => {
    const [year = 0, month = 0] = String(table).match(/\d+/g)?.map(Number) ?? []
    // As `verwerking_maanden` drops them: when the month that is so many later is over.
    const gone = new Date(Date.UTC(year, month + Math.max(months, 1), 1))
    return {
      month: String(table).replace(/^verwerking_(\d+)_(\d+)$/, '$1-$2'),
      lines: Number(lines),
      bytes: Number(bytes),
      keptUntil: gone.toISOString().slice(0, 10),
    }
  })
}
