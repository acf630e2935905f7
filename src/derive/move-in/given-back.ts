/** The rows of the register in the tables of another: the way back. */
import type { Register } from '../../model/register.ts'
import { join, literal, name, type Sql, sql } from '../../sql/sql.ts'
import { columnAt, columnsOf } from '../columns.ts'
import { listOf, type SourceColumn, type SourceTable } from './origin.ts'
import { TEXT_KEYS } from './wanted.ts'

/** Of numbers that only one row may have there, an empty one is a number too. */
const uniqueThere = (column: Sql, table: Sql): Sql =>
  sql`case when ${column} = '' and exists (select from ${table} e where e.${column} = '' and e.id < r.id) then null else ${column} end`

const texts = (column: Sql): Sql => {
  const order = sql`length(t.key), t.key collate "C"`
  const stored = sql`select coalesce(jsonb_object_agg(k.stored, t.value order by ${order}), '{}') from jsonb_each(${column}) t join ${name(TEXT_KEYS)} k on k.shown = t.key`
  return sql`case when ${column} = '{}' or jsonb_typeof(${column}) <> 'object' then ${column} else (${stored}) end`
}

const value = ({ holds }: SourceColumn, table: Sql): Sql => {
  if (!holds) throw new Error('a column without a value')
  const at = name(`r.${holds.column}`)
  if (holds.leaf?.unique) return uniqueThere(name(holds.column), table)
  if (holds.leaf?.kind === 'texts') return texts(at)
  // Here a variant that is not there has no texts; there a text is never null.
  return holds.variant !== undefined && holds.sqlType === 'text' && !holds.nullable ? sql`coalesce(${at}, '')` : at
}

const selectOf = (register: Register, { kind, resource, part, columns }: SourceTable): { list: Sql[]; from: Sql } => {
  const table = name(resource.table)
  const held = columns.filter(({ holds }) => holds).map((column) => value(column, table))
  if (kind === 'rows') return { list: [sql`r.id`, sql`r.uuid`, ...held], from: sql`${table} r order by r.id` }
  if (kind === 'side') {
    const given = name(`r.${columnAt(resource, part).column}`)
    // These rows have no key here; nobody outside sees the one they had.
    return {
      list: [sql`row_number() over (order by r.id)`, sql`r.id`, ...held],
      from: sql`${table} r where ${given} order by r.id`,
    }
  }
  const field = listOf({ resource, part })
  const own = [`r.${resource.table}_id`, `r.${register.get(field.of).table}_id`].map(name)
  return { list: [sql`r.id`, ...own], from: sql`${name(field.table)} r order by r.id` }
}

/** The rows of a table there. */
export const givenBack = (register: Register, table: SourceTable): Sql => {
  const { list, from } = selectOf(register, table)
  return sql`select ${join(list, ', ')} from ${from}`
}

/** The keys of free texts, as they are shown. */
export const shownKeys = (tables: readonly SourceTable[]): Sql => {
  const from = tables.flatMap(({ resource, kind }) =>
    kind !== 'rows'
      ? []
      : columnsOf(resource).flatMap(({ column, leaf }) => {
          if (leaf?.kind !== 'texts') return []
          const at = name(column)
          const filled = sql`jsonb_typeof(${at}) = 'object' and ${at} <> '{}'`
          return [
            sql`select jsonb_object_keys(case when ${filled} then ${at} else '{}' end) as shown from ${name(resource.table)}`,
          ]
        }),
  )
  return sql`select distinct shown from (${join([sql`select ''::text as shown where false`, ...from], ' union all ')}) k`
}

/** The highest key of any row that is given back: `id`, of `table`. */
export const highestKeys = (tables: readonly string[]): Sql =>
  sql`select table_name, id::text from (${join(
    tables.map((table) => sql`select ${literal(table)} as table_name, max(id) as id from ${name(table)}`),
    ' union all ',
  )}) h where id is not null`
