/** Questions about a row that other rows answer, as SQL. */
import type { Holds } from '../model/guard.ts'
import { type Register, toColumn } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { literal, name, type Sql, sql } from '../sql/sql.ts'
import { allColumnsOf } from './columns.ts'
import { follow, type Passing, type Searching, type Step } from './path.ts'
import type { Sight } from './sight.ts'
import { present } from './tables.ts'

/** For whom a statement is made, and of when. What is past is judged as then and as now: the stricter wins. */
export interface View extends Searching {
  readonly sight: Sight
}

export const viewing = (register: Register, sight: Sight): View => {
  let count = 0
  return { register, sight, tables: present, alias: () => `v${count++}` }
}

/**
 * How a question about another row is put: for `each` row as it comes along, which keeps PostgreSQL to the key of that
 * other row; or for `all` rows at once, which lets it join.
 */
export type Manner = 'each' | 'all'

/** Whether something holds for the row with this key; false, never null, where there is none. */
export const inRow = (view: View, manner: Manner, resource: Resource, alias: string, key: Sql, holds: Sql): Sql => {
  const from = sql`${view.tables.rows(resource)} ${name(alias)} where ${name(`${alias}.id`)} = ${key}`
  // Who sees little: what it sees is found once, and kept at hand.
  if (manner === 'all' && view.sight.range !== 'all')
    return sql`(${key} is not null and ${key} not in (select ${name(`${alias}.id`)} from ${view.tables.rows(resource)} ${name(alias)} where not (${holds})))`
  return manner === 'all'
    ? sql`exists (select from ${from} and (${holds}))`
    : sql`coalesce((select (${holds}) from ${from}), false)`
}

/** Follows references to where something must hold. */
const there = (
  view: View,
  manner: Manner,
  steps: readonly Step[],
  alias: string,
  holds: (alias: string) => Sql,
): Sql => {
  const [step, ...rest] = steps
  if (!step) return holds(alias)
  if (step.kind !== 'reference') throw new Error('what is hidden depends on references only')
  const inner = view.alias()
  const more = there(view, manner, rest, inner, holds)
  return inRow(view, manner, step.to, inner, name(`${alias}.${step.column}`), more)
}

/** `prefix`: of the columns of the object that the path starts in. Never null. */
export const holds = (
  view: View,
  resource: Resource,
  alias: string,
  prefix: string,
  { path, is }: Holds,
  manner: Manner = 'each',
): Sql => {
  const { steps, end, column } = path.includes('.')
    ? follow(view.register, resource, path)
    : { steps: [], end: resource, column: prefix + toColumn(path) }
  const declared = allColumnsOf(end).find((one) => one.column === column)
  if (!declared) throw new Error(`${resource.name} has no value at ${path}`)
  return there(view, manner, steps, alias, (at) => {
    const own = name(`${at}.${declared.column}`)
    if (is === true) return declared.nullable ? sql`${own} is true` : own
    // What a feature keeps is written as it is declared; an index finds it (`indexes.ts`).
    if (!declared.leaf) return sql`(${own} = ${literal(is)}) is true`
    const same = declared.leaf.choices ? sql`${own} = ${literal(is)}` : sql`lower(${own}) = ${literal(is)}`
    return declared.nullable ? sql`(${same}) is true` : same
  })
}

/**
 * Whether something holds of one of the rows at the end of these steps; `more`: what else must hold of each row on the
 * way, beginning with `and`. Asked of the row at hand by its keys.
 */
export const inRows = (
  view: View,
  steps: readonly Step[],
  alias: string,
  asks: (alias: string) => Sql,
  more: Passing,
): Sql => {
  const [step, ...rest] = steps
  if (!step) return asks(alias)
  const of = step.kind === 'reference' ? step.to : step.of
  const inner = view.alias()
  const asked = inRows(view, rest, inner, asks, more)
  const rows = sql`${view.tables.rows(of)} ${name(inner)}`
  if (step.kind === 'between') {
    const between = view.alias()
    const held = step.holder ? more(step.holder, between) : sql``
    const far = sql`${name(`${inner}.id`)} = ${name(`${between}.${step.far}`)}`
    const here = sql`${name(`${between}.${step.column}`)} = ${name(`${alias}.id`)}`
    return sql`coalesce((select bool_or(${asked}) from ${step.rows(view.tables, alias)} ${name(between)} join ${rows} on ${far} where ${here}${held}${more(of, inner)}), false)`
  }
  const [own, theirs] = step.kind === 'reference' ? [step.column, 'id'] : ['id', step.column]
  const where = sql`${name(`${inner}.${theirs}`)} = ${name(`${alias}.${own}`)}${more(of, inner)}`
  return sql`coalesce((select bool_or(${asked}) from ${rows} where ${where}), false)`
}

export const asNow = (view: View): View => ({ ...view, tables: present })

/** As it was judged then, where that can be told. */
export const asThen = (view: View): View => (view.tables.areWhole ? view : asNow(view))
