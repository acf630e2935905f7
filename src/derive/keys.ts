/**
 * Keys of rows, found from the far end: from the few rows that something is about, by indexes, to those that lead to them.
 * What it takes grows with what is found, not with the table.
 */
import type { Resource } from '../model/resource.ts'
import { join, name, raw, type Sql, sql } from '../sql/sql.ts'
import type { View } from './asking.ts'
import { columnAt } from './columns.ts'
import { follow, type Step } from './path.ts'

/** Those of the rows of which this holds. */
export const keysWhere = (view: View, resource: Resource, alias: string, where: Sql): Sql =>
  sql`select ${name(`${alias}.id`)} from ${view.tables.rows(resource)} ${name(alias)} where ${where}`

/**
 * These keys, found once and kept at hand. PostgreSQL takes them to be few, and comes from them to their rows by an index:
 * it cannot know how little one caller's is, and would read whole tables for it.
 */
export const among = (keys: Sql): Sql => sql`(select unnest(array(${keys})))`

/**
 * Those of these keys whose row is as asked. The row is looked up by its key, whatever PostgreSQL takes their number to be;
 * `as`: what must hold of it.
 */
export const thoseOf = (view: View, resource: Resource, keys: Sql, as: (alias: string) => readonly Sql[]): Sql => {
  const [key, row] = [view.alias(), view.alias()]
  const is = as(row).map((one) => sql` and ${one}`)
  if (is.length === 0) return keys
  const found = sql`select from ${view.tables.rows(resource)} ${name(row)} where ${name(`${row}.id`)} = ${name(`${key}.id`)}${join(is, '')} offset 0`
  return sql`select ${name(`${key}.id`)} from unnest(array(${keys})) ${name(key)} (id) cross join lateral (${found}) ${name(view.alias())}`
}

export const isAmong = (alias: string, keys: Sql): Sql => sql`${name(`${alias}.id`)} in ${among(keys)}`

/** The keys of rows of which something holds, and of those that belong to them. */
export const keysOfWhom = (view: View, resource: Resource, holds: (alias: string) => Sql): Sql => {
  const whom = (): Sql => {
    const alias = view.alias()
    return keysWhere(view, resource, alias, holds(alias))
  }
  if (resource.belongsTo === undefined) return whom()
  const alias = view.alias()
  const reference = name(`${alias}.${columnAt(resource, resource.belongsTo).column}`)
  return sql`${whom()} union all select ${name(`${alias}.id`)} from ${view.tables.rows(resource)} ${name(alias)} where ${reference} in ${among(whom())}`
}

/** The keys of the rows from which these steps lead to rows with those keys; never null. */
export const keysFrom = (view: View, resource: Resource, [step, ...rest]: readonly Step[], keys: Sql): Sql => {
  if (!step) return keys
  const alias = view.alias()
  if (step.kind === 'reference') {
    const found = keysFrom(view, step.to, rest, keys)
    return sql`select ${name(`${alias}.id`)} from ${view.tables.rows(resource)} ${name(alias)} where ${name(`${alias}.${step.column}`)} in ${among(found)}`
  }
  const column = name(`${alias}.${step.column}`)
  if (step.kind === 'between') {
    const found = keysFrom(view, step.of, rest, keys)
    return sql`select ${column} from ${step.rows(view.tables, alias)} ${name(alias)} where ${name(`${alias}.${step.far}`)} in ${among(found)}`
  }
  const [next, ...further] = rest
  const [by, found] =
    next?.kind === 'reference'
      ? [next.column, keysFrom(view, next.to, further, keys)]
      : ['id', keysFrom(view, step.of, rest, keys)]
  return sql`select ${column} from ${view.tables.rows(step.of)} ${name(alias)} where ${name(`${alias}.${by}`)} in ${among(found)} and ${column} is not null`
}

/** The keys of the rows that this path leads from, to rows with the keys that `of` finds at its end. */
export const keysAlong = (view: View, resource: Resource, path: string, of: (end: Resource) => Sql): Sql => {
  if (path === '') return of(resource)
  const { steps, end } = follow(view.register, resource, path)
  return keysFrom(view, resource, steps, of(end))
}

const noKeys = raw('select null::bigint where false')

/** Each once. */
export const allOf = (keys: readonly Sql[]): Sql =>
  keys.length === 0
    ? noKeys
    : join(
        keys.map((one) => sql`(${one})`),
        ' union ',
      )
