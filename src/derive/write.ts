/** Statements that make and change one row. All columns each time, so there is one statement per resource. */
import type { Resource } from '../model/resource.ts'
import { join, literal, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { besideColumns } from './besides.ts'
import { bodyColumns, type Column } from './columns.ts'
import { objectOf } from './object.ts'
import type { Fresh, Rendering } from './rendering.ts'
import { aboutMade, aboutStored } from './subjects.ts'
import { and, andWhole, frozen, may, type View } from './veil.ts'

export const sequenceOf = (resource: Resource, column: string): string => `${resource.table}_${column}_seq`

/** How a statement comes by the key of a row that a new one refers to. */
type KeyOf = (column: Column, to: string) => Sql

const value = (resource: Resource, column: Column, auto: boolean, keyOf: KeyOf, row?: number): Sql => {
  const { path, sqlType, initialSql, leaf, to } = column
  if (to !== undefined) return keyOf(column, to)
  const given = slot(path, sqlType, row)
  if (auto && leaf?.unique === 'auto') {
    return sql`coalesce(${given}, nextval(${literal(sequenceOf(resource, column.column))})::text)`
  }
  return initialSql ? sql`coalesce(${given}, ${raw(initialSql)})` : given
}

/** The columns that a body writes: its own, and those of what it holds of what is kept beside it. */
const writtenBy = (resource: Resource, beside: readonly string[] = []): readonly Column[] =>
  beside.length === 0 ? bodyColumns(resource) : [...bodyColumns(resource), ...besideColumns(resource, beside)]

interface Insertion {
  readonly resource: Resource
  readonly alias: string
  readonly auto: boolean
  readonly keyOf: KeyOf
  readonly row?: number
  readonly beside?: readonly string[] | undefined
}

const insertion = ({ resource, alias, auto, keyOf, row, beside }: Insertion): Sql => {
  const columns = writtenBy(resource, beside)
  const names = join([name('uuid'), ...columns.map(({ column }) => name(column))], ', ')
  const given = columns.map((column) => value(resource, column, auto, keyOf, row))
  const values = join([slot('uuid', 'uuid', row), ...given], ', ')
  return sql`insert into ${name(resource.table)} as ${name(alias)} (${names}) values (${values})`
}

/**
 * Slots: `uuid`, and one per path; null where SQL makes the value. `auto`: numbers that are not given are made.
 * Answers the key of the row: `id`.
 */
export const insert = (resource: Resource, auto: boolean, beside?: readonly string[]): Sql => {
  const keyOf: KeyOf = ({ path }) => slot(path, 'bigint')
  return sql`${insertion({ resource, alias: 'made', auto, keyOf, beside })} returning made.id::text`
}

/** A row that is made together with others; `owner`: its reference to the first of them. */
export interface Part {
  readonly resource: Resource
  readonly owner?: string | undefined
  /** What comes with it of what is kept beside it. */
  readonly beside?: readonly string[] | undefined
}

/** No row has this key: a foreign key refuses it. */
const NO_KEY = sql`0`

const uuidAt = (path: string, row: number): Sql => slot(path, 'uuid', row)

/** The key of the row with a given uuid; of the first part, where that is the owner. A uuid of no row is refused. */
const keyByUuid =
  (view: View, { owner }: Part, row: number): KeyOf =>
  ({ path }, to) => {
    if (path === owner) return sql`(select id from ${name(aliasOf(0))})`
    const uuid = uuidAt(path, row)
    const target = view.register.get(to)
    const exists = andWhole(view, target, target.table)
    const found = sql`(select id from ${name(target.table)} where uuid = ${uuid}${exists})`
    return sql`coalesce(${found}, case when ${uuid} is not null then ${NO_KEY} end)`
  }

const aliasOf = (index: number): string => `part_${index}`

/** The rows that `insertShown` makes, for the rendering of it. */
export const freshOf = (parts: readonly Part[]): Fresh[] =>
  parts.map(({ resource, owner }, index) => ({
    resource,
    alias: aliasOf(index),
    uuidAt: (path) => uuidAt(path, index),
    ...(owner === undefined ? {} : { owner: { by: owner, alias: aliasOf(0) } }),
  }))

/**
 * Makes rows and shows them as GET does. Slots of each row: as `insert`, but references by the uuid of what they refer
 * to; and the collections' addresses. Answers one row: `body_0`, `body_1` …, and `about` where that is asked. `render` is made with `freshOf` the parts.
 * `alongside`: what else is written about the rows of a part, which are found under the given name.
 */
export const insertShown = (
  render: Rendering,
  parts: readonly Part[],
  auto: boolean,
  alongside: readonly ((resource: Resource, made: string) => Sql)[] = [],
): Sql => {
  const inserts = parts.map(({ resource, beside, owner }, row) => {
    const keyOf = keyByUuid(render, { resource, owner }, row)
    return insertion({ resource, alias: aliasOf(row), auto, keyOf, row, beside })
  })
  const shown = join(
    parts.map(({ resource }, index) => {
      const body = objectOf(render, resource, aliasOf(index))
      return sql`${body}::text as ${name(`body_${index}`)}`
    }),
    ', ',
  )
  const [only] = inserts
  const all = sql`${shown}${aboutMade(render)}`
  if (only && inserts.length === 1 && alongside.length === 0) return sql`${only} returning ${all}`
  const made = inserts.map((one, index) => sql`${name(aliasOf(index))} as (${one} returning *)`)
  const more = parts.flatMap(({ resource }, index) =>
    alongside.map((write, at) => sql`${name(`about_${index}_${at}`)} as (${write(resource, aliasOf(index))})`),
  )
  const from = parts.map((_part, index) => name(aliasOf(index)))
  return sql`with ${join([...made, ...more], ', ')} select ${all} from ${join(from, ', ')}`
}

/** Slots: `id`, and one per path. */
export const update = (resource: Resource, beside?: readonly string[]): Sql => {
  const set = writtenBy(resource, beside).map(
    ({ path, column, sqlType }) => sql`${name(column)} = ${slot(path, sqlType)}`,
  )
  return sql`update ${name(resource.table)} set ${join(set, ', ')} where id = ${slot('id', 'bigint')}`
}

/**
 * The row as it is kept, if it may be changed, locked until the transaction ends. Slot: `uuid`. Answers `id`, `uuid` and
 * every column; `frozen` where it may be: why it is not changed; `trailed`: and `about`.
 */
export const stored = (view: View, resource: Resource, trailed = false): Sql => {
  const names = bodyColumns(resource).map(({ column, sqlType }) =>
    sqlType === 'jsonb' ? sql`${name(column)}::text` : name(column),
  )
  const why = frozen(view, resource, resource.table)
  return sql`select id::text, uuid, ${join(names, ', ')}${why ? sql`, ${why} as frozen` : sql``}${trailed ? aboutStored(view, resource) : sql``} from ${name(resource.table)} where uuid = ${slot('uuid', 'uuid')}${and(may(view, 'schrijven', resource), resource.table)} for update`
}

/** The values of a stored row, by path. */
export const valuesOf = (resource: Resource, row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(bodyColumns(resource).map(({ path, column }) => [path, row[column]]))

/** A number that is still free, drawn from the sequence. For when the one that came with the insert was taken. */
export const freeNumber = (resource: Resource, column: string): Sql => {
  const drawn = sql`select nextval(${literal(sequenceOf(resource, column))})::text as number from generate_series(1, 1000)`
  const taken = sql`select from ${name(resource.table)} r where r.${name(column)} = drawn.number and r.${name(column)} <> ''`
  return sql`select number from (${drawn}) drawn where not exists (${taken}) limit 1`
}
