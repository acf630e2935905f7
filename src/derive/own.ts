/** Which rows are a caller's own, for who sees no more than that; as SQL. */
import type { Bounds, Thread } from '../model/guard.ts'
import { toColumn } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { join, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { holds, inRow, inRows, type Manner, type View } from './asking.ts'
import { columnAt } from './columns.ts'
import { allOf, among, isAmong, keysAlong, keysFrom, keysOfWhom, keysWhere } from './keys.ts'
import { follow, type Passing } from './path.ts'
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

const isOneOfThem = ({ sight: { range, acts } }: View, alias: string): Sql =>
  range === 'all' || (range === 'units' && !acts)
    ? raw('false')
    : sql`${name(`${alias}.uuid`)} = any(${slot(WHO[range], 'uuid[]')})`

const isCaller = (view: View, resource: Resource, alias: string): Sql =>
  orOfWhom(view, resource, alias, (at) => isOneOfThem(view, at))

const callersKeys = (view: View, resource: Resource): Sql =>
  keysOfWhom(view, resource, (alias) => isOneOfThem(view, alias))

const keysToCaller = (view: View, resource: Resource, path: string): Sql =>
  keysAlong(view, resource, path, (end) => callersKeys(view, end))

/** Whether the path leads from the row to one for which this holds; never null. */
const leadsTo = (
  view: View,
  resource: Resource,
  alias: string,
  path: string,
  asks: (alias: string, end: Resource) => Sql,
): Sql => {
  if (path === '') return asks(alias, resource)
  const { steps, end } = follow(view.register, resource, path)
  return inRows(view, steps, alias, (at) => asks(at, end), nothing)
}

const toCaller = (view: View, resource: Resource, alias: string, path: string): Sql =>
  leadsTo(view, resource, alias, path, (at, end) => isCaller(view, end, at))

/** The first versions of what the caller made itself: that it has seen. An index finds them (`versions.ts`). */
const madeByCaller = (resource: Resource): Sql =>
  sql`${name(versionTable(resource))} m where m.versie = 1 and m.versie_actie = 'toegevoegd' and m.versie_door = ${slot('caller:name', 'text')} and m.versie_soort = ${slot('caller:kind', 'text')}`

const made = (resource: Resource, alias: string): Sql =>
  sql`exists (select from ${madeByCaller(resource)} and m.id = ${name(`${alias}.id`)})`

const direct = (view: View, resource: Resource, alias: string, bounds: Bounds): Sql[] => [
  ...(bounds.own ?? []).map((path) => toCaller(view, resource, alias, path)),
  ...(bounds.made ? [made(resource, alias)] : []),
]

/** The same as keys. */
const directKeys = (view: View, resource: Resource, bounds: Bounds): Sql[] => [
  ...(bounds.own ?? []).map((path) => keysToCaller(view, resource, path)),
  ...(bounds.made ? [sql`select m.id from ${madeByCaller(resource)}`] : []),
]

const anyOf = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? raw('false') : sql`(${join(conditions, ' or ')})`

/** Whether the row is of someone who is shielded; never null, undefined where nobody is. */
const flagged = (view: View, manner: Manner, resource: Resource, alias: string): Sql | undefined => {
  const { shielded: flag, own = [] } = boundsOf(view.sight, resource) ?? {}
  if (flag === undefined) return undefined
  const has = (at: string, end: Resource): Sql => sql`${name(`${at}.${columnAt(end, flag).column}`)} is true`
  if (manner === 'all') {
    const keysOf = (end: Resource): Sql => keysOfWhom(view, end, (at) => has(at, end))
    return isAmong(alias, allOf(own.map((path) => keysAlong(view, resource, path, keysOf))))
  }
  const isFlagged = (at: string, end: Resource): Sql => orOfWhom(view, end, at, (one) => has(one, end))
  return anyOf(own.map((path) => leadsTo(view, resource, alias, path, isFlagged)))
}

/** The same, where it is not directly the caller's own. */
export const shielded = (view: View, manner: Manner, resource: Resource, alias: string): Sql | undefined => {
  const bounds = boundsOf(view.sight, resource)
  const is = flagged(view, manner, resource, alias)
  if (!bounds || !is) return undefined
  const own =
    manner === 'all'
      ? isAmong(alias, allOf(directKeys(view, resource, bounds)))
      : anyOf(direct(view, resource, alias, bounds))
  return sql`(${is} and not ${own})`
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

/** The thread of a resource that goes with another: where that is, and what its threads are. */
const threadAt = (view: View, resource: Resource, path: string): [target: Resource, column: string, thread: Thread] => {
  const { column, to = '' } = columnAt(resource, path)
  const target = view.register.get(to)
  const { thread } = boundsOf(view.sight, target) ?? {}
  if (thread === undefined || typeof thread === 'string') throw new Error(`${resource.name}: ${to} has no threads`)
  return [target, column, thread]
}

const inThread = (view: View, resource: Resource, alias: string, thread: Thread | string, exists: Passing): Sql => {
  if (typeof thread === 'string') {
    const [target, column, theirs] = threadAt(view, resource, thread)
    const inner = view.alias()
    const is = inThread(view, target, inner, theirs, exists)
    return inRow(view, 'each', target, inner, name(`${alias}.${column}`), is)
  }
  const end = view.alias()
  const first = sql`select ${name(`${alias}.id`)}`
  const found = sql`select from thread t join ${view.tables.rows(resource)} ${name(end)} on ${name(`${end}.id`)} = t.id where ${toCaller(view, resource, end, thread.of)}`
  return sql`exists (${threadFrom(view, resource, thread, first, exists)} ${found})`
}

/** The keys of the rows in the caller's threads, without those of who is shielded: but the first ones are its own. */
const threadKeys = (view: View, resource: Resource, thread: Thread | string, exists: Passing): Sql => {
  if (typeof thread !== 'string') {
    const first = keysToCaller(view, resource, thread.of)
    return sql`${threadFrom(view, resource, thread, first, exists)} select id from thread`
  }
  const [target, column, theirs] = threadAt(view, resource, thread)
  const alias = view.alias()
  const shield = flagged(view, 'each', resource, alias)
  const seen = shield ? sql` and not ${shield}` : sql``
  const theirKeys = among(threadKeys(view, target, theirs, exists))
  return keysWhere(view, resource, alias, sql`${name(`${alias}.${column}`)} in ${theirKeys}${seen}`)
}

/** Of who sees everything that these scopes open. */
export const unbounded = ({ rights, extern, acts }: Sight): Sight => sightOf({ rights, extern, acts })

const threadIn = ({ sight: { acts, range } }: View, { thread }: Bounds): Bounds['thread'] =>
  acts || range === 'partij' ? thread : undefined

/** The keys of the rows that are the caller's own, each once: what it takes grows with how many those are. */
export const ownKeys = (view: View, resource: Resource, bounds: Bounds, exists: Passing): Sql => {
  const thread = threadIn(view, bounds)
  const threads = thread === undefined ? [] : [threadKeys(view, resource, thread, exists)]
  return allOf([...directKeys(view, resource, bounds), ...threads])
}

/**
 * Whether the row is the caller's own, and not of someone who is shielded; never null, undefined for who sees everything,
 * or where nothing is declared. What costs least is asked first. `exists`: of the rows that a thread passes.
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
  if (manner === 'all') return isAmong(alias, ownKeys(view, resource, bounds, exists))
  const thread = threadIn(view, bounds)
  const own = direct(view, resource, alias, bounds)
  if (thread === undefined) return anyOf(own)
  const is = inThread(view, resource, alias, thread, exists)
  const shield = flagged(view, 'each', resource, alias)
  return anyOf([...own, shield ? sql`(not ${shield} and ${is})` : is])
}

/** Whether the bounds say so of a row that is part of another: it is there as soon as that is. */
export const isShared = (view: View, manner: Manner, resource: Resource, alias: string): Sql | undefined => {
  const { shared } = boundsOf(view.sight, resource) ?? {}
  return shared && holds(view, resource, alias, '', shared, manner)
}

/** The keys of the rows of which they say so. */
export const sharedKeys = (view: View, resource: Resource): Sql | undefined => {
  const { shared } = boundsOf(view.sight, resource) ?? {}
  if (!shared) return undefined
  const { steps, end } = follow(view.register, resource, shared.path)
  const alias = view.alias()
  const is = holds(view, end, alias, '', { ...shared, path: shared.path.split('.').at(-1) ?? '' })
  return keysFrom(view, resource, steps, keysWhere(view, end, alias, is))
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
