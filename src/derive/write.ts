/** Statements that make and change one row. All columns each time, so there is one statement per resource. */
import type { Register } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { join, literal, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { type Column, columnsOf } from './columns.ts'

export const sequenceOf = (resource: Resource, column: string): string => `${resource.table}_${column}_seq`

const value = (register: Register, resource: Resource, { path, column, sqlType, initialSql, leaf, to }: Column, auto: boolean, fresh: ReadonlySet<string>): Sql => {
  if (to !== undefined && fresh.has(path)) {
    return sql`(select id from ${name(register.get(to).table)} where uuid = ${slot(path, 'uuid')})`
  }
  const given = slot(path, sqlType)
  if (auto && leaf?.unique === 'auto') return sql`coalesce(${given}, nextval(${literal(sequenceOf(resource, column))})::text)`
  return initialSql ? sql`coalesce(${given}, ${raw(initialSql)})` : given
}

/**
 * Slots: `uuid`, and one per path; null where SQL makes the value. `auto`: numbers that are not given are made.
 * `fresh`: references to rows made in the same flight, given by uuid because nobody knows their key yet.
 * Answers the key of the row: `id`.
 */
export const insert = (register: Register, resource: Resource, auto: boolean, fresh: ReadonlySet<string> = new Set()): Sql => {
  const columns = columnsOf(resource)
  const names = join([name('uuid'), ...columns.map(({ column }) => name(column))], ', ')
  const values = join([slot('uuid', 'uuid'), ...columns.map((column) => value(register, resource, column, auto, fresh))], ', ')
  return sql`insert into ${name(resource.table)} (${names}) values (${values}) returning id::text`
}

/** Slots: `id`, and one per path. */
export const update = (resource: Resource): Sql => {
  const set = columnsOf(resource).map(({ path, column, sqlType }) => sql`${name(column)} = ${slot(path, sqlType)}`)
  return sql`update ${name(resource.table)} set ${join(set, ', ')} where id = ${slot('id', 'bigint')}`
}

/** The row as it is kept, locked until the transaction ends. Slot: `uuid`. Answers `id`, `uuid` and every column. */
export const stored = (resource: Resource): Sql => {
  const names = columnsOf(resource).map(({ column, sqlType }) =>
    sqlType === 'jsonb' ? sql`${name(column)}::text` : name(column),
  )
  return sql`select id::text, uuid, ${join(names, ', ')} from ${name(resource.table)} where uuid = ${slot('uuid', 'uuid')} for update`
}

/** The values of a stored row, by path. */
export const valuesOf = (resource: Resource, row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(columnsOf(resource).map(({ path, column }) => [path, row[column]]))

/** A number that is still free, drawn from the sequence. For when the one that came with the insert was taken. */
export const freeNumber = (resource: Resource, column: string): Sql => {
  const drawn = sql`select nextval(${literal(sequenceOf(resource, column))})::text as number from generate_series(1, 1000)`
  const taken = sql`select from ${name(resource.table)} r where r.${name(column)} = drawn.number and r.${name(column)} <> ''`
  return sql`select number from (${drawn}) drawn where not exists (${taken}) limit 1`
}
