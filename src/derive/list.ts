/** A page of a list, its count included, as one statement. */
import { toColumn } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { all, join, literal, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { type Expansion, objectOf, type Rendering } from './object.ts'
import { present } from './tables.ts'
import { and, byKey, hidden, may } from './veil.ts'
import { warned } from './warned.ts'
import { type AskedFilter, answersToo, condition, isSelective } from './where.ts'

/** The shape of a question: which filters, not with what values. */
export interface Question {
  readonly filters: readonly { readonly name: string; readonly yes?: boolean }[]
  readonly expansion: Expansion
  /** Whether the answer always has `_expand`: lists of resources that can expand do. */
  readonly expands: boolean
  /** `end`: the page is nearer to the last row, and read from there. */
  readonly from: 'start' | 'end'
}

/** The table that keeps the number of rows of each collection, as changes to be added up. */
export const TALLY = 'tally'

const orderedBy = (resource: Resource): string[] => (resource.newestBy ? [toColumn(resource.newestBy)] : [])

const order = (resource: Resource, alias: string, direction: 'asc' | 'desc'): Sql =>
  join(
    [...orderedBy(resource), 'id'].map((column) => sql`${name(`${alias}.${column}`)} ${raw(direction)}`),
    ', ',
  )

interface Filtered {
  readonly where: Sql
  /** The same, for who walks the table in its order as far as the page. */
  readonly walking: Sql
  /** Some filter finds few rows, by an index of its own. */
  readonly selective: boolean
  readonly any: boolean
}

const filtered = (render: Rendering, resource: Resource, question: Question): Filtered => {
  const { register } = render
  const filters = question.filters.map(({ name: key, yes }): AskedFilter => {
    const filter = resource.filters?.[key]
    if (!filter) throw new Error(`${resource.name} has no filter ${key}`)
    return { key, filter, yes }
  })
  const besides = (one: AskedFilter): AskedFilter[] =>
    filters.filter((other) => answersToo(register, resource, one.filter, other.filter))
  const answered = new Set(filters.flatMap(besides))
  const own = filters.filter((one) => !answered.has(one))
  const asked = all(own.map((one) => condition(render, resource, 'r', one, besides(one))))
  const permission = may(render, 'lezen', resource)
  return {
    where: sql`${asked}${and(permission, 'r')}`,
    walking: sql`${asked}${and(render.tables === present ? byKey(permission, resource) : permission, 'r')}`,
    selective: filters.some(({ filter }) => isSelective(register, resource, filter)),
    any: filters.length > 0,
  }
}

/**
 * The rows of these keys as one JSON array. `offset 0` keeps the planner from turning the join around: it does not know
 * how long the page will be, and would read the whole table to hash it.
 */
const results = (render: Rendering, resource: Resource, { expansion, expands }: Question): Sql => {
  const shown = objectOf(render, resource, 'o', expansion, expands)
  const warning = warned(render, resource, 'o', expansion)
  const more = warning ? sql`, coalesce(bool_or(${warning}), false) as warned` : sql``
  return sql`coalesce(json_agg(${shown} order by ${order(resource, 'o', 'desc')}), '[]')::text as results${more}`
}

const rowsOf = ({ tables }: Rendering, resource: Resource): Sql =>
  sql`cross join lateral (select * from ${tables.rows(resource)} r where r.id = k.id offset 0) o`

const orderColumns = (resource: Resource, alias: string): Sql =>
  join(
    [...orderedBy(resource), 'id'].map((column) => name(`${alias}.${column}`)),
    ', ',
  )

/**
 * Where a filter finds few rows they are all found, counted and sorted. `offset 0` keeps the planner to that. Left to
 * choose, it may walk an index in the order of the list instead, hoping to meet them soon, and read everything when they
 * are old or absent.
 */
const listOfFew = (render: Rendering, resource: Resource, question: Question, { where }: Filtered): Sql => {
  const hits = sql`select ${orderColumns(resource, 'r')} from ${render.tables.rows(resource)} r where ${where} offset 0`
  const page = sql`order by ${order(resource, 'h', 'desc')} limit ${slot('limit', 'bigint')} offset ${slot('offset', 'bigint')}`
  const keys = sql`select h.id, count(*) over () as total from (${hits}) h ${page}`
  return sql`select coalesce(max(k.total), 0)::text as count, ${slot('offset', 'bigint')}::text as skip, ${results(render, resource, question)} from (${keys}) k ${rowsOf(render, resource)}`
}

/** All rows are counted already; those that do not exist for the caller are few, or at worst most of them. */
const counted = (render: Rendering, resource: Resource): Sql => {
  const every = sql`select coalesce(sum(delta), 0) from ${name(TALLY)} where collection = ${literal(resource.table)}`
  const unseen = hidden(render, resource, 'r')
  return unseen ? sql`select (${every}) - (select count(*) from ${name(resource.table)} r where ${unseen})` : every
}

/** Other lists are read in their order, as far as the page; from the end when that is nearer. */
const listOfMany = (render: Rendering, resource: Resource, question: Question, filters: Filtered): Sql => {
  const { where, walking, any } = filters
  const table = render.tables.rows(resource)
  const [limit, offset] = [slot('limit', 'bigint'), slot('offset', 'bigint')]
  const backward = question.from === 'end'
  const count =
    any || !render.tables.countsAreKept
      ? sql`select count(*) from ${table} r where ${where}`
      : counted(render, resource)
  const skip = sql`coalesce(${offset}, greatest(amount - 1, 0) / ${limit} * ${limit})`
  const take = backward ? sql`(select greatest(least(${limit}, amount - skip), 0) from page)` : limit
  const pass = backward ? sql`greatest(amount - skip - ${limit}, 0)` : sql`skip`
  const from = sql`${table} r where ${walking} order by ${order(resource, 'r', backward ? 'asc' : 'desc')}`
  const keys = sql`select r.id from ${from} limit ${take} offset (select ${pass} from page)`
  const total = sql`total as materialized (select (${count})::bigint as amount), page as materialized (select amount, ${skip} as skip from total)`
  return sql`with ${total} select (select amount from page)::text as count, (select skip from page)::text as skip, ${results(render, resource, question)} from (${keys}) k ${rowsOf(render, resource)}`
}

/**
 * Slots: `limit`, `offset` (null: the last page), the collections' addresses, and one per filter by its name.
 * Answers one row: `count`, `skip` and `results`, a JSON text; and `warned` where that may be. A list of few that is asked for a page behind its last
 * row counts none, and has no last page of its own: it is asked for that by its offset.
 *
 * The page's keys are taken first and joined later: sorting and skipping touch an index only.
 */
export const list = (render: Rendering, resource: Resource, question: Question): Sql => {
  const filters = filtered(render, resource, question)
  return (filters.selective ? listOfFew : listOfMany)(render, resource, question, filters)
}
