/** Statements that make and change one row. All columns each time, so there is one statement per resource. */
import type { Resource } from '../model/resource.ts'
import { join, literal, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { type Column, columnsOf } from './columns.ts'
import { objectOf, type Rendering } from './object.ts'

export const sequenceOf = (resource: Resource, column: string): string => `${resource.table}_${column}_seq`

/** Where the values of a row come from: slots under a prefix, and one reference that the statement itself fills in. */
interface Written {
  readonly prefix: string
  readonly owner?: { readonly path: string; readonly key: Sql }
}

const value = (resource: Resource, column: Column, auto: boolean, { prefix, owner }: Written): Sql => {
  const { path, sqlType, initialSql, leaf } = column
  if (owner?.path === path) return owner.key
  const given = slot(prefix + path, sqlType)
  if (auto && leaf?.unique === 'auto') {
    return sql`coalesce(${given}, nextval(${literal(sequenceOf(resource, column.column))})::text)`
  }
  return initialSql ? sql`coalesce(${given}, ${raw(initialSql)})` : given
}

/**
 * Slots: `uuid`, and one per path; null where SQL makes the value. `auto`: numbers that are not given are made.
 * Answers the key of the row: `id`.
 */
export const insert = (resource: Resource, auto: boolean, written: Written = { prefix: '' }, alias = 'made'): Sql => {
  const columns = columnsOf(resource)
  const names = join([name('uuid'), ...columns.map(({ column }) => name(column))], ', ')
  const uuid = slot(`${written.prefix}uuid`, 'uuid')
  const values = join([uuid, ...columns.map((column) => value(resource, column, auto, written))], ', ')
  return sql`insert into ${name(resource.table)} as ${name(alias)} (${names}) values (${values}) returning ${name(`${alias}.id`)}::text`
}

/** The alias of a row that is shown by the statement that makes it. */
export const MADE = 'made'

/** The same, and the object as GET shows it: `id`, `body`. Slots too: the collections' addresses. */
export const insertShown = (render: Rendering, resource: Resource, auto: boolean): Sql =>
  sql`${insert(resource, auto, { prefix: '' }, MADE)}, ${objectOf(render, resource, MADE)}::text as body`

/** A row that is made together with others; `owner`: its reference to the first of them. */
export interface Part {
  readonly resource: Resource
  readonly owner?: string
}

/** Slots: as `insert`, under `0.`, `1.` …. Answers the keys of the rows: `id_0`, `id_1` …. */
export const insertTogether = (parts: readonly Part[], auto: boolean): Sql => {
  const inserts = parts.map(({ resource, owner }, index) => {
    const first = sql`(select id::bigint from part_0)`
    const written = { prefix: `${index}.`, ...(owner === undefined ? {} : { owner: { path: owner, key: first } }) }
    return sql`${name(`part_${index}`)} as (${insert(resource, auto, written)})`
  })
  const keys = parts.map((_part, index) => sql`(select id from ${name(`part_${index}`)}) as ${name(`id_${index}`)}`)
  return sql`with ${join(inserts, ', ')} select ${join(keys, ', ')}`
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
