/** A page of a list, its count included, as one statement. */
import { type Register, toColumn } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { all, join, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { listThen } from './list-then.ts'
import { objectOf } from './object.ts'
import { seesFew } from './own.ts'
import type { Expansion, Rendering } from './rendering.ts'
import { amountOf, isUpTo, placeOf } from './stretch.ts'
import { aboutAll } from './subjects.ts'
import { past, present } from './tables.ts'
import { and, byKey, hidden, hiddenKeys, may, reachable, visible } from './veil.ts'
import { warned } from './warned.ts'
import { type AskedFilter, answersToo, condition, isSelective } from './where.ts'

/** The shape of a question: which filters, not with what values. */
export interface Question {
  readonly filters: readonly { readonly name: string; readonly yes?: boolean }[]
  readonly expansion: Expansion
  /** Whether the answer always has `_expand`: lists of resources that can expand do. */
  readonly expands: boolean
  /**
   * Where reading begins: `end`: at the last row; `middle`: at a stretch of the list near the page, for lists without
   * filters only.
   */
  readonly from: 'start' | 'middle' | 'end'
  /** The filters find more than `FEW` rows. */
  readonly broad?: boolean
}

/** Rows that a search for a part of a text may find and still have all of them looked up and sorted. */
export const FEW = 20_000

const orderedBy = (resource: Resource): string[] => (resource.newestBy ? [toColumn(resource.newestBy)] : [])

const order = (resource: Resource, alias: string, direction: 'asc' | 'desc'): Sql =>
  join(
    [...orderedBy(resource), 'id'].map((column) => sql`${name(`${alias}.${column}`)} ${raw(direction)}`),
    ', ',
  )

interface Filtered {
  readonly where: Sql
  /** The same, asked of all rows. */
  readonly among: Sql
  /** The same, for who walks the table in its order as far as the page. */
  readonly walking: Sql
  /** No row is hidden from the caller. */
  readonly seesAll: boolean
  /** Keys of the rows that there are for the caller, where those are looked for first. */
  readonly mine: Sql | undefined
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
  const asked = all(own.map((one) => condition(render, resource, 'r', one, besides(one), question.broad)))
  const permission = may(render, 'lezen', resource)
  const isAsked = render.tables === present && typeof permission !== 'boolean' && render.sight.range !== 'all'
  const many = isAsked && seesFew(render.sight, resource)
  const mine = many ? reachable(render, resource, false) : undefined
  const seen = (): Sql =>
    mine ? raw('r.id in (select id from mine)') : (visible(render, resource, 'r') ?? raw('true'))
  const among = isAsked ? sql`${asked} and ${seen()}` : undefined
  return {
    mine,
    where: sql`${asked}${and(permission, 'r')}`,
    among: among ?? sql`${asked}${and(permission, 'r')}`,
    walking:
      (many ? among : undefined) ??
      sql`${asked}${and(render.tables === present ? byKey(permission, resource) : permission, 'r')}`,
    seesAll: permission === true,
    selective: filters.some(({ filter }) => isSelective(register, resource, filter)),
    any: filters.length > 0,
  }
}

/** Whether the filters may turn out to find many: what finds few is a part of a text, of which nobody knows how rare it is. */
export const mayBeBroad = (register: Register, resource: Resource, { filters }: Pick<Question, 'filters'>): boolean => {
  const selective = filters
    .flatMap(({ name: key }) => resource.filters?.[key] ?? [])
    .filter((filter) => isSelective(register, resource, filter))
  return selective.length > 0 && selective.every(({ operator }) => operator === 'contains')
}

/**
 * The rows of these keys as one JSON array. `offset 0` keeps the planner from turning the join around: it does not know
 * how long the page will be, and would read the whole table to hash it.
 */
const results = (render: Rendering, resource: Resource, { expansion, expands }: Question): Sql => {
  const shown = objectOf(render, resource, 'o', expansion, expands)
  const warning = warned(render, resource, 'o', expansion)
  const more = warning ? sql`, coalesce(bool_or(${warning}), false) as warned` : sql``
  return sql`coalesce(json_agg(${shown} order by ${order(resource, 'o', 'desc')}), '[]')::text as results${more}${aboutAll(render, resource, 'o', expansion)}`
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
  const most = mayBeBroad(render.register, resource, question) ? sql`limit ${raw(String(FEW + 1))}` : raw('offset 0')
  const hits = sql`select ${orderColumns(resource, 'r')} from ${render.tables.rows(resource)} r where ${where} ${most}`
  const page = sql`order by ${order(resource, 'h', 'desc')} limit ${slot('limit', 'bigint')} offset ${slot('offset', 'bigint')}`
  const keys = sql`select h.id, count(*) over () as total from (${hits}) h ${page}`
  return sql`select coalesce(max(k.total), 0)::text as count, ${slot('offset', 'bigint')}::text as skip, ${results(render, resource, question)} from (${keys}) k ${rowsOf(render, resource)}`
}

/** All rows are counted already; those that do not exist for the caller are few, or at worst most of them. */
const counted = (render: Rendering, resource: Resource, mine: Sql | undefined): Sql => {
  const every = amountOf(resource)
  // Of who sees what is its own that is counted: it is the smaller part.
  if (mine) return raw('select count(*) from mine')
  const own = seesFew(render.sight, resource) ? visible(render, resource, 'r') : undefined
  if (own) return sql`select count(*) from ${name(resource.table)} r where ${own}`
  if (render.sight.range !== 'all') {
    const gone = hiddenKeys(render, resource)
    return gone ? sql`select (${every}) - (select count(*) from (${gone}) gone)` : every
  }
  const unseen = hidden(render, resource, 'r')
  return unseen ? sql`select (${every}) - (select count(*) from ${name(resource.table)} r where ${unseen})` : every
}

/** Other lists are read in their order, as far as the page; from the end when that is nearer. */
const listOfMany = (render: Rendering, resource: Resource, question: Question, filters: Filtered): Sql => {
  const { among, walking, any, mine } = filters
  const table = render.tables.rows(resource)
  const isCounted = any || !render.tables.countsAreKept
  const count = isCounted ? sql`select count(*) from ${table} r where ${among}` : counted(render, resource, mine)
  const keys = ({ by }: Stretch): Sql => sql`select r.id from ${table} r where ${walking} order by ${by('r')}`
  const ctes = mine && sql`mine (id) as materialized (${mine})`
  return listInOrder(render, resource, question, { ...(ctes ? { ctes } : {}), count, keys })
}

/** Of the past without filters, for who sees all: from what is there now. */
const listOfThen = (render: Rendering, resource: Resource, question: Question): Sql => {
  const { ctes, amount, keys } = listThen(resource, [...orderedBy(resource), 'id'])
  return listInOrder(render, resource, question, {
    ctes,
    count: sql`select ${amount}`,
    keys: ({ by, take, pass }) => keys(by, sql`(${take}) + (select ${pass} from page)`),
  })
}

/** A page, as it lies in the order of the list. */
interface Stretch {
  readonly by: (alias: string) => Sql
  readonly take: Sql
  readonly pass: Sql
}

interface InOrder {
  readonly ctes?: Sql
  readonly count: Sql
  readonly keys: (stretch: Stretch) => Sql
}

const listInOrder = (
  render: Rendering,
  resource: Resource,
  question: Question,
  { ctes, count, keys }: InOrder,
): Sql => {
  const [limit, offset] = [slot('limit', 'bigint'), slot('offset', 'bigint')]
  const backward = question.from === 'end'
  const skip = sql`coalesce(${offset}, greatest(amount - 1, 0) / ${limit} * ${limit})`
  const total = sql`total as materialized (select (${count})::bigint as amount), page as materialized (select amount, ${skip} as skip from total)`
  const take = backward ? sql`(select greatest(least(${limit}, amount - skip), 0) from page)` : limit
  const pass = backward ? sql`greatest(amount - skip - ${limit}, 0)` : sql`skip`
  const by = (alias: string): Sql => order(resource, alias, backward ? 'asc' : 'desc')
  const page = sql`${keys({ by, take, pass })} limit ${take} offset (select ${pass} from page)`
  return sql`with ${ctes ? sql`${ctes}, ` : sql``}${total} select ${pageOf(render, resource, question, page)}`
}

/** What both ways to a page answer, from the keys of its rows. */
const pageOf = (render: Rendering, resource: Resource, question: Question, keys: Sql): Sql =>
  sql`(select amount from page)::text as count, (select skip from page)::text as skip, ${results(render, resource, question)} from (${keys}) k ${rowsOf(render, resource)}`

/** A page far into a list without filters: from the beginning of the stretch that it begins in. */
const listFromStretch = (render: Rendering, resource: Resource, question: Question): Sql => {
  const page = sql`page as materialized (select (${amountOf(resource)})::bigint as amount, ${slot('offset', 'bigint')} as skip)`
  const place = sql`place as materialized (${placeOf(resource, sql`(select skip from page)`)})`
  const where = isUpTo(resource, 'r', sql`(select stretch from place)`)
  const pass = sql`(select skip - passed from page, place)`
  const keys = sql`select r.id from ${name(resource.table)} r where ${where} order by ${order(resource, 'r', 'desc')} limit ${slot('limit', 'bigint')} offset ${pass}`
  return sql`with ${page}, ${place} select ${pageOf(render, resource, question, keys)}`
}

/**
 * Slots: `limit`, `offset` (null: the last page), the collections' addresses, and one per filter by its name.
 * Answers one row: `count`, `skip` and `results`, a JSON text; `warned` where that may be, and `about` where that is asked. A list of few that is
 * asked for a page behind its last row counts none, and has no last page of its own: it is asked for that by its offset.
 * One that counts more than `FEW` has more, and is asked for as `broad`.
 *
 * The page's keys are taken first and joined later: sorting and skipping touch an index only.
 */
export const list = (render: Rendering, resource: Resource, question: Question): Sql => {
  const filters = filtered(render, resource, question)
  // Stretches count every row: who does not see them all, goes the long way.
  const isPlain = filters.seesAll && !filters.any && render.tables.countsAreKept
  if (render.tables === past && filters.seesAll && !filters.any) return listOfThen(render, resource, question)
  if (question.from === 'middle' && isPlain) return listFromStretch(render, resource, question)
  return (filters.selective && !question.broad ? listOfFew : listOfMany)(render, resource, question, filters)
}
