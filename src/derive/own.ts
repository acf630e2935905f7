/** Which rows are a caller's own, for who sees no more than that; as SQL. */
import type { Bounds, Thread } from '../model/guard.ts'
import { toColumn } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { join, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { holds, inRow, inRows, type Manner, type View } from './asking.ts'
import { columnAt } from './columns.ts'
import { follow, type Passing, walk } from './path.ts'
import { type Sight, sightOf } from './sight.ts'
import { versionTable } from './versions.ts'

/** The slots with the uuids of who the caller is: actors, or partijen. */
const WHO = { units: 'caller:actors', partij: 'caller:partijen' } as const

const nothing: Passing = () => sql``

/** What is declared for this caller of this resource; undefined for who sees everything, or where nothing is declared. */
export const boundsOf = ({ range }: Sight, { bounds }: Resource): Bounds | undefined =>
  range === 'all' ? undefined : bounds?.[range]

/** Whether most rows are not there for the caller: what is, is found first. */
export const seesFew = (sight: Sight, resource: Resource): boolean =>
  sight.range !== 'all' && !(isPartial(sight, resource) && !resource.within)

/** Whether they say which rows are the caller's own; else a row goes with what it is part of. */
export const claims = ({ own, thread, made, others }: Bounds): boolean =>
  own !== undefined || thread !== undefined || made === true || others !== undefined

/** Whether some of the rows that exist are not the caller's own: those are shown in part. */
export const isPartial = (sight: Sight, resource: Resource): boolean => boundsOf(sight, resource)?.others !== undefined

/** Nothing is declared of what there is of it for whom a partij is all: there is nothing. */
export const isNobodys = ({ range }: Sight, { bounds, within, standIn }: Resource): boolean =>
  range === 'partij' && !bounds?.partij && !within && !standIn

/** Whether something holds of the row, or of the one to which it belongs. */
const orOfWhom = (view: View, resource: Resource, alias: string, holds: (alias: string) => Sql): Sql => {
  if (resource.belongsTo === undefined) return holds(alias)
  const inner = view.alias()
  const reference = name(`${alias}.${columnAt(resource, resource.belongsTo).column}`)
  const whom = sql`select ${name(`${inner}.id`)} from ${view.tables.rows(resource)} ${name(inner)} where ${holds(inner)}`
  return sql`(${holds(alias)} or (${reference} in (${whom})) is true)`
}

const isCaller = (view: View, resource: Resource, alias: string): Sql => {
  const { range, acts } = view.sight
  if (range === 'all' || (range === 'units' && !acts)) return raw('false')
  const who = slot(WHO[range], 'uuid[]')
  return orOfWhom(view, resource, alias, (at) => sql`${name(`${at}.uuid`)} = any(${who})`)
}

/** Whether the path leads from the row to one for which this holds; never null. */
const leadsTo = (
  view: View,
  manner: Manner,
  resource: Resource,
  alias: string,
  path: string,
  asks: (alias: string, end: Resource) => Sql,
): Sql => {
  if (path === '') return asks(alias, resource)
  const { steps, end } = follow(view.register, resource, path)
  const asked = (at: string): Sql => asks(at, end)
  return manner === 'all'
    ? sql`((${walk(view, steps, alias, asked)}) is true)`
    : inRows(view, steps, alias, asked, nothing)
}

const toCaller = (view: View, manner: Manner, resource: Resource, alias: string, path: string): Sql =>
  leadsTo(view, manner, resource, alias, path, (at, end) => isCaller(view, end, at))

/** What the caller made itself it has seen. */
const made = (manner: Manner, resource: Resource, alias: string): Sql => {
  const by = sql`m.versie_door = ${slot('caller:name', 'text')} and m.versie_soort = ${slot('caller:kind', 'text')}`
  if (manner === 'all')
    return sql`${name(`${alias}.id`)} in (select m.id from ${name(versionTable(resource))} m where m.versie = 1 and m.versie_actie = 'toegevoegd' and ${by})`
  return sql`exists (select from ${name(versionTable(resource))} m where m.id = ${name(`${alias}.id`)} and m.versie = 1 and m.versie_actie = 'toegevoegd' and ${by})`
}

const direct = (view: View, manner: Manner, resource: Resource, alias: string, bounds: Bounds): Sql[] => [
  ...(bounds.own ?? []).map((path) => toCaller(view, manner, resource, alias, path)),
  ...(bounds.made ? [made(manner, resource, alias)] : []),
]

const anyOf = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? raw('false') : sql`(${join(conditions, ' or ')})`

/** Whether the row is of someone who is shielded; never null, undefined where nobody is. */
const flagged = (view: View, manner: Manner, resource: Resource, alias: string): Sql | undefined => {
  const { shielded: flag, own = [] } = boundsOf(view.sight, resource) ?? {}
  if (flag === undefined) return undefined
  const isFlagged = (at: string, end: Resource): Sql =>
    orOfWhom(view, end, at, (one) => sql`${name(`${one}.${columnAt(end, flag).column}`)} is true`)
  return anyOf(own.map((path) => leadsTo(view, manner, resource, alias, path, isFlagged)))
}

/** The same, where it is not directly the caller's own. */
export const shielded = (view: View, manner: Manner, resource: Resource, alias: string): Sql | undefined => {
  const bounds = boundsOf(view.sight, resource)
  const is = flagged(view, manner, resource, alias)
  return bounds && is && sql`(${is} and not ${anyOf(direct(view, manner, resource, alias, bounds))})`
}

/**
 * The rows of threads from these first ones: each step goes over a row that exists, to one that does. `exists` is asked
 * of the rows between, for who sees everything that its scopes open.
 */
const threadFrom = (view: View, resource: Resource, thread: Thread, first: Sql, exists: Passing): Sql => {
  const between = view.register.get(thread.through)
  const [from, to] = thread.ends.map((end) => columnAt(between, end).column) as [string, string]
  const rows = view.tables.rows(between)
  const [id, link, next] = [view.alias(), view.alias(), view.alias()]
  const step = (here: string, there: string): Sql => {
    const alias = view.alias()
    const [at, away] = [name(`${alias}.${here}`), name(`${alias}.${there}`)]
    return sql`select ${away} as next from ${rows} ${name(alias)} where ${at} = ${name(`${id}.id`)} and ${away} is not null${exists(between, alias)}`
  }
  const hidden = flagged(view, 'each', resource, next)
  const seen = hidden ? sql` where not ${hidden}` : sql``
  return sql`with recursive thread (id) as (${first} union select ${name(`${next}.id`)} from thread ${name(id)} cross join lateral (${step(from, to)} union all ${step(to, from)}) ${name(link)} join ${view.tables.rows(resource)} ${name(next)} on ${name(`${next}.id`)} = ${name(`${link}.next`)}${seen})`
}

/** PostgreSQL takes recursion to find millions, and would then look through all it found for every row, not hash it. */
const MOST = 100_000

const inThread = (
  view: View,
  manner: Manner,
  resource: Resource,
  alias: string,
  thread: Thread | string,
  exists: Passing,
): Sql => {
  if (typeof thread === 'string') {
    const { column, to = '' } = columnAt(resource, thread)
    const target = view.register.get(to)
    const inner = view.alias()
    const { thread: theirs } = boundsOf(view.sight, target) ?? {}
    if (theirs === undefined) throw new Error(`${resource.name}: ${to} has no threads`)
    const is = inThread(view, manner, target, inner, theirs, exists)
    const key = name(`${alias}.${column}`)
    if (manner === 'each') return inRow(view, manner, target, inner, key, is)
    return sql`${key} in (select ${name(`${inner}.id`)} from ${view.tables.rows(target)} ${name(inner)} where ${is})`
  }
  const [start, end] = [view.alias(), view.alias()]
  const rows = view.tables.rows(resource)
  if (manner === 'all') {
    const first = sql`select ${name(`${start}.id`)} from ${rows} ${name(start)} where ${toCaller(view, manner, resource, start, thread.of)}`
    return sql`${name(`${alias}.id`)} in (${threadFrom(view, resource, thread, first, exists)} select id from thread limit ${raw(String(MOST))})`
  }
  const first = sql`select ${name(`${alias}.id`)}`
  const found = sql`select from thread t join ${rows} ${name(end)} on ${name(`${end}.id`)} = t.id where ${toCaller(view, 'each', resource, end, thread.of)}`
  return sql`exists (${threadFrom(view, resource, thread, first, exists)} ${found})`
}

/** Of who sees everything that these scopes open. */
export const unbounded = ({ rights, extern, acts }: Sight): Sight => sightOf({ rights, extern, acts })

/**
 * Whether the row is the caller's own, and not of someone who is shielded; never null, undefined for who sees everything, or where nothing is declared. What
 * costs least is asked first. `exists`: of the rows that a thread passes.
 */
export const isOwn = (
  view: View,
  manner: Manner,
  resource: Resource,
  alias: string,
  exists: Passing,
): Sql | undefined => {
  const bounds = boundsOf(view.sight, resource)
  if (!bounds || !claims(bounds)) return undefined
  const thread = view.sight.acts || view.sight.range === 'partij' ? bounds.thread : undefined
  const own = direct(view, manner, resource, alias, bounds)
  if (thread === undefined) return anyOf(own)
  const is = inThread(view, manner, resource, alias, thread, exists)
  const shield = flagged(view, manner, resource, alias)
  return anyOf([...own, shield ? sql`(not ${shield} and ${is})` : is])
}

/** Whether the bounds say so of a row that is part of another: it is there as soon as that is. */
export const isShared = (view: View, manner: Manner, resource: Resource, alias: string): Sql | undefined => {
  const { shared } = boundsOf(view.sight, resource) ?? {}
  return shared && holds(view, resource, alias, '', shared, manner)
}

/** The columns of a resource whose values are shown only of the caller's own rows. */
export const isOwnersOnly = (sight: Sight, resource: Resource, column: string): boolean => {
  const { others } = boundsOf(sight, resource) ?? {}
  if (others === undefined) return false
  return !others.some((field) => {
    const shown = toColumn(field)
    return column === 'uuid' || column === shown || column === `${shown}_id` || column.startsWith(`${shown}_`)
  })
}
