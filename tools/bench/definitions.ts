/** The keys and indexes of tables as the database has them: how to drop and how to make each. */
import type pg from 'pg'

export interface Definition {
  readonly table: string
  readonly drop: string
  readonly make: string
  /** What turns an index into the constraint that it was. */
  readonly attach: string | undefined
  /** How long it takes to make, roughly: columns, and more for parts of texts. */
  readonly work: number
}

export interface Definitions {
  /** Keys first, then other indexes. */
  readonly indexes: readonly Definition[]
  readonly foreign: readonly Definition[]
}

const INDEXES = `
select t.relname as table, x.relname as name, c.contype as constraint, pg_get_indexdef(i.indexrelid) as make,
    i.indnatts * case when m.amname = 'btree' then 1 else 20 end as work
  from pg_index i
  join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam
  join pg_class t on t.oid = i.indrelid
  left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u')
  where t.relnamespace = current_schema()::regnamespace and t.relname = any($1) order by c.contype, x.relname`

const FOREIGN = `
select t.relname as table, c.conname as name, pg_get_constraintdef(c.oid) as make
  from pg_constraint c join pg_class t on t.oid = c.conrelid
  where c.contype = 'f' and t.relnamespace = current_schema()::regnamespace and t.relname = any($1) order by c.conname`

const KINDS: Readonly<Record<string, string>> = { p: 'primary key', u: 'unique' }

export const definitionsOf = async (client: pg.ClientBase, tables: readonly string[]): Promise<Definitions> => {
  const indexes = await client.query(INDEXES, [tables])
  const foreign = await client.query(FOREIGN, [tables])
  return {
    indexes: indexes.rows.map(({ table, name, constraint, make, work }) => {
      const kind = KINDS[constraint]
      return {
        table,
        drop: kind ? `alter table ${table} drop constraint ${name}` : `drop index ${name}`,
        make,
        attach: kind && `alter table ${table} add constraint ${name} ${kind} using index ${name}`,
        work: Number(work),
      }
    }),
    foreign: foreign.rows.map(({ table, name, make }) => ({
      table,
      drop: `alter table ${table} drop constraint ${name}`,
      make: `alter table ${table} add constraint ${name} ${make}`,
      attach: undefined,
      work: 1,
    })),
  }
}
