/** Tables of the session that take the rows of another register as they come, and what is seen to before they are used. */
import { join, literal, name, raw, type Sql, sql } from '../../sql/sql.ts'
import { versionTable } from '../versions.ts'
import { keys, type SourceColumn, type SourceTable, staged } from './origin.ts'

export const makeStaged = (table: string, columns: readonly SourceColumn[]): Sql =>
  sql`create temp table ${name(staged(table))} (${join(
    columns.map(({ column, sqlType }) => sql`${name(column)} ${raw(sqlType)}`),
    ', ',
  )})`

/** Where its rows go: the table, and the columns in the order in which they come. */
export const intoStaged = (table: string, columns: readonly string[]): Sql =>
  sql`${name(staged(table))} (${join(columns.map(name), ', ')})`

const quoted = (identifier: string): Sql => raw(`"${identifier.replaceAll('"', '""')}"`)

/** All rows of a table of another database. */
export const rowsThere = (schema: string, table: string, columns: readonly string[]): Sql =>
  sql`select ${join(columns.map(quoted), ', ')} from ${quoted(schema)}.${quoted(table)}`

/** Makes the rows known to the planner, and refuses a row that came twice. */
export const finishStaged = ({ table, kind }: SourceTable): Sql[] => [
  sql`alter table ${name(staged(table))} add primary key (id)`,
  ...(kind === 'rows' ? [sql`alter table ${name(staged(table))} add unique (uuid)`] : []),
  sql`analyze ${name(staged(table))}`,
]

/** A reference to a row that is not there. */
export interface Dangling {
  readonly table: SourceTable
  readonly column: SourceColumn
  /** Where the value is needed the row cannot be kept. */
  readonly needed: boolean
  /** Finds them: `id` of the row, and its `uuid` where it has one. */
  readonly find: Sql
  /** Clears the reference, or takes the row away. */
  readonly mend: Sql
}

/** Every reference there may be, to be looked into. `at`: the table of a resource's rows there. */
export const danglingReferences = (tables: readonly SourceTable[]): Dangling[] => {
  const rowsOf = new Map(tables.flatMap((one) => (one.kind === 'rows' ? [[one.resource.name, one.table]] : [])))
  return tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      const target = column.to === undefined ? undefined : rowsOf.get(column.to)
      if (target === undefined) return []
      const [from, reference] = [name(staged(table.table)), name(column.column)]
      const missing = sql`${reference} is not null and not exists (select from ${name(staged(target))} t where t.id = s.${reference})`
      const needed = column.holds === undefined || (column.holds.variant === undefined && !column.holds.nullable)
      const uuid = table.kind === 'rows' ? sql`uuid` : sql`null`
      const find = sql`select id::text, ${uuid} as uuid from ${from} s where ${missing} order by id`
      const mend = needed
        ? sql`delete from ${from} s where ${missing}`
        : sql`update ${from} s set ${reference} = null where ${missing}`
      return [{ table, column, needed, find, mend }]
    }),
  )
}

/** The keys of the rows here: those of rows with the same uuid; new rows keep theirs, or come behind all others. */
export const makeKeys = ({ table, resource }: SourceTable): Sql[] => {
  const [own, there, key] = [name(resource.table), name(staged(table)), name(keys(resource.table))]
  const known = sql`create temp table ${key} as select s.id as theirs, r.id as known, r.id as ours from ${there} s left join ${own} r on r.uuid = s.uuid`
  // A key that a row once had is not given to another: its versions are there.
  const past = name(versionTable(resource))
  const taken = sql`select from ${key} k where k.known is null and (exists (select from ${own} r where r.id = k.theirs) or exists (select from ${past} v where v.id = k.theirs))`
  const before = sql`select coalesce(known, theirs) as ours, lag(coalesce(known, theirs)) over (order by theirs) as before from ${key}`
  // New rows keep their keys where those are free and the order of all stays what it is there.
  const mayKeep = sql`not exists (${taken}) and not exists (select from (${before}) o where ours <= before)`
  const last = sql`select greatest(coalesce((select max(id) from ${own}), 0), coalesce((select max(theirs) from ${key}), 0), coalesce(pg_sequence_last_value(pg_get_serial_sequence(${literal(resource.table)}, 'id')::regclass), 0)) as id`
  const fresh = sql`select theirs, row_number() over (order by theirs) as n from ${key} where known is null`
  return [
    known,
    sql`alter table ${key} add primary key (theirs)`,
    sql`with keep as materialized (select ${mayKeep} as may), last as materialized (${last}) update ${key} k set ours = case when keep.may then k.theirs else last.id + f.n end from keep, last, (${fresh}) f where f.theirs = k.theirs`,
    sql`analyze ${key}`,
  ]
}
