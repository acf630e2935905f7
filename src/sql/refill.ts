/**
 * Many rows into tables at once: without their indexes and references, which are made again afterwards exactly as they
 * were. That takes half the time, and rows that refer to each other need not come in any order. Constraints that are
 * unique stay: an insert may lean on them.
 */
import type { Queryable } from './database.ts'
import { violatedUnique } from './errors.ts'
import { raw, sql, statement } from './sql.ts'

interface Taken {
  readonly drop: string
  readonly make: string
}

const definitions = async (bulk: Queryable, tables: readonly string[]): Promise<Taken[]> => {
  const own = sql`select oid from pg_class where relnamespace = current_schema()::regnamespace and relname = any(${tables})`
  const rows = await bulk.query(
    statement(sql`with own as (${own})
      select 1 as turn, format('drop index %s', i.indexrelid::regclass) as drop, pg_get_indexdef(i.indexrelid) as make
        from pg_index i where i.indrelid in (select oid from own)
          and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype <> 'f')
      union all
      select 2, format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname),
          format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
        from pg_constraint c where c.contype = 'f' and c.conparentid = 0
          and (c.conrelid in (select oid from own) or c.confrelid in (select oid from own))
      order by turn desc, make`),
  )
  return rows.map(({ drop, make }) => ({ drop: String(drop), make: String(make) }))
}

/** Rows of a table that an index does not allow together, by key. */
export class NotUnique extends Error {
  readonly table: string
  readonly index: string
  readonly ids: readonly string[]
  constructor(table: string, index: string, ids: readonly string[]) {
    super(`${table} has rows that ${index} does not allow together`)
    this.name = 'NotUnique'
    this.table = table
    this.index = index
    this.ids = ids
  }
}

const UNIQUE = /^CREATE UNIQUE INDEX (\S+) ON (?:\w+\.)?(\w+) USING btree \((.+?)\)(?: WHERE (.+))?$/

/** What an index that could not be made says of the rows. */
const clash = async (bulk: Queryable, make: string): Promise<NotUnique | undefined> => {
  const [, index = '', table = '', columns = '', where = 'true'] = UNIQUE.exec(make) ?? []
  if (table === '') return undefined
  const [row] = await bulk.query(
    statement(sql`select (array_agg(id::text order by id))[1:5] as ids from ${raw(table)} where ${raw(where)}
      group by ${raw(columns)} having count(*) > 1 order by min(id) limit 1`),
  )
  return new NotUnique(table, index, (row?.ids ?? []) as string[])
}

/** Throws `NotUnique`. Nobody else reads or writes these tables until the transaction ends. */
export const refill = async <T>(bulk: Queryable, tables: readonly string[], work: () => Promise<T>): Promise<T> => {
  const taken = await definitions(bulk, tables)
  for (const { drop } of taken) await bulk.execute(drop)
  const result = await work()
  for (const { make } of taken.toReversed()) {
    await bulk.execute('savepoint made')
    try {
      await bulk.execute(make)
    } catch (error) {
      if (violatedUnique(error) === undefined) throw error
      await bulk.execute('rollback to savepoint made')
      throw (await clash(bulk, make).catch(() => undefined)) ?? error
    }
    await bulk.execute('release savepoint made')
  }
  return result
}
