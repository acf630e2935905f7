/** What a caller does not see, as SQL: rows that do not exist for it, and values that are not shown. */
import type { Copies, Guard, Veil } from '../model/guard.ts'
import type { Register } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import type { Right } from '../model/scopes.ts'
import { all, join, literal, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { holds, inRow, inRows, asNow, asThen, type Manner, type View } from './asking.ts'
import { columnAt, columnsOf } from './columns.ts'
import { among, keysWhere, thoseOf } from './keys.ts'
import {
  boundsOf,
  claims,
  isNobodys,
  isOwn,
  isPartial,
  isShared,
  ownKeys,
  sharedKeys,
  shielded,
  unbounded,
} from './own.ts'
import { follow, type Passing, walk } from './path.ts'
import { grants, has, type Sight, sightWithout } from './sight.ts'
import { present } from './tables.ts'

export { holds, inRows, type View, viewing } from './asking.ts'

const copies = (view: View, resource: Resource, alias: string, own: string, { copyOf }: Copies): Sql => {
  const { steps, end, column } = follow(view.register, resource, copyOf)
  const original = columnsOf(end).find((one) => one.column === column)
  const when = original?.guard?.when
  if (!original || !when || !('is' in when)) throw new Error(`${resource.name}: nothing is guarded at ${copyOf}`)
  return inRows(
    view,
    steps,
    alias,
    (at) => sql`${holds(view, end, at, original.prefix, when)} and ${name(`${at}.${original.column}`)} = ${name(own)}`,
    () => raw(''),
  )
}

/** Where a guarded value, or a group of them, stands. */
export interface Place {
  readonly alias: string
  /** Of the columns of the object that holds it. */
  readonly prefix: string
  /** The column itself. */
  readonly column: string
}

/** Whether the guard is up for this row; of one in the past also when it is up now. */
export const guardUp = (view: View, resource: Resource, place: Place, { when }: Guard): Sql => {
  if (!when) return raw('true')
  const at = (of: View, { alias, prefix, column }: Place): Sql =>
    'is' in when ? holds(of, resource, alias, prefix, when) : copies(of, resource, alias, `${alias}.${column}`, when)
  if (view.tables === present) return at(view, place)
  const inner = view.alias()
  const today = at(asNow(view), { ...place, alias: inner })
  return sql`(${at(asThen(view), place)} or ${inRow(asNow(view), 'each', resource, inner, name(`${place.alias}.id`), today)})`
}

const own = (view: View, resource: Resource, alias: string, paths: readonly string[]): Sql =>
  join(
    paths.map((path) =>
      walk(
        view,
        follow(view.register, resource, path).steps,
        alias,
        (at) => sql`${name(`${at}.uuid`)} = any(${slot('caller:actors', 'uuid[]')})`,
      ),
    ),
    ' or ',
  )

const veiled = (view: View, manner: Manner, resource: Resource, alias: string, { when, unless = [] }: Veil): Sql => {
  const base = holds(view, resource, alias, '', when, manner)
  return view.sight.acts && unless.length > 0
    ? sql`(${base} and (${own(view, resource, alias, unless)}) is not true)`
    : base
}

const ownersOf = ({ within = [] }: Resource): readonly (readonly string[])[] =>
  within.map((owners) => (typeof owners === 'string' ? [owners] : owners))

/** Whether there may be rows of the resource that do not exist for the caller. */
export const hides = (register: Register, sight: Sight, resource: Resource): boolean => {
  const bounds = boundsOf(sight, resource)
  return (
    (resource.veils ?? []).some(({ scope }) => !has(sight, scope)) ||
    isNobodys(sight, resource) ||
    (sight.range === 'partij' && resource.standIn !== undefined) ||
    (bounds !== undefined && claims(bounds) && (bounds.others === undefined || bounds.shielded !== undefined)) ||
    ownersOf(resource)
      .flat()
      .map((path) => register.get(columnAt(resource, path).to ?? ''))
      .some((owner) => isPartial(sight, owner) || hides(register, sight, owner))
  )
}

/** Whether all of a row is the caller's own, or only a part is shown; undefined: nobody asked. */
export type Standing = 'whole' | 'part'

/** How much is asked of a row. */
interface Asked {
  /** It was found by this reference, from a row that is shown; `standing`: whether that is all the caller's own. */
  readonly seen?: string | undefined
  readonly standing?: Standing | undefined
  /** It must be all the caller's own, not only there: what is written, and what writing refers to. */
  readonly whole?: boolean
  /** It is known to be the caller's own. */
  readonly known?: boolean
}

/** The rows that threads pass are those that the caller's scopes open, whoever's they are. */
const asOpened =
  (view: View): Passing =>
  (resource, alias) =>
    and(existing({ ...view, sight: unbounded(view.sight) }, resource), alias)

const notOwn = (view: View, manner: Manner, resource: Resource, alias: string): Sql =>
  sql`not ${isOwn(view, manner, resource, alias, asOpened(view)) ?? raw('true')}`

/** Never null. */
const isIn = (key: Sql, keys: Sql): Sql => sql`((${key} in ${among(keys)}) is true)`

/** Rows that go with what they belong to: all that they belong to is hidden, or not all the caller's own. */
const belongsToHidden = (
  view: View,
  manner: Manner,
  resource: Resource,
  alias: string,
  references: readonly string[],
  { seen, standing, whole = false }: Asked,
): Sql[] => {
  const shared = whole ? undefined : isShared(view, manner, resource, alias)
  const owners = references.map((path) => {
    const { column, to = '' } = columnAt(resource, path)
    const target = view.register.get(to)
    const at = name(`${alias}.${column}`)
    const inner = view.alias()
    // Where it must be all the caller's own anyway, one answer says both.
    const isWholly = !shared && isPartial(view.sight, target)
    const isOut = path !== seen && hides(view.register, view.sight, target)
    const hidden = isOut ? hiddenBecause(view, manner, target, inner, isWholly ? { whole: true } : {}) : []
    const known = path === seen ? standing : undefined
    const notAll = (): Sql => (known === 'part' ? raw('true') : notOwn(view, manner, target, inner))
    const partly = isPartial(view.sight, target) && known !== 'whole' && !(isOut && isWholly) ? [notAll()] : []
    const because = (why: readonly Sql[]): Sql[] =>
      why.length > 0 ? [inRow(view, manner, target, inner, at, join(why, ' or '))] : []
    const own = boundsOf(view.sight, target)
    // Asked of all rows: the keys are found from the caller.
    if (manner === 'all' && view.sight.range !== 'all') {
      const there = isOut ? reachable(view, target, isWholly) : undefined
      const notIn = (keys: Sql): Sql => sql`(${at} is not null and ${at} not in ${among(keys)})`
      const hiddenKeys = hidden.map((why) => keysWhere(view, target, inner, why))
      const isGone = there ? [notIn(there)] : hiddenKeys.length > 0 ? [isIn(at, join(hiddenKeys, ' union '))] : []
      const isPart =
        partly.length > 0 && known !== 'part' && own ? [notIn(ownKeys(view, target, own, asOpened(view)))] : partly
      const is = [...isGone, ...isPart.map((why) => (shared ? sql`(not (${shared}) and ${why})` : why))]
      return { at, is: is.length > 0 ? join(is, ' or ') : undefined }
    }
    const is = shared
      ? [...because(hidden), ...because(partly).map((why) => sql`(not (${shared}) and ${why})`)]
      : because([...hidden, ...partly])
    return { at, is: is.length > 0 ? sql`${join(is, ' or ')}` : undefined }
  })
  if (owners.every(({ is }) => is === undefined)) return []
  const gone = owners.map(({ at, is }) => (is ? sql`(${at} is null or ${is})` : sql`${at} is null`))
  const some = owners.flatMap(({ is }) => is ?? [])
  return owners.length === 1 ? some : [sql`(${all([...gone, sql`(${join(some, ' or ')})`])})`]
}

/** Each reason why the row does not exist for the caller, never null; none when it always does. */
const hiddenBecause = (
  view: View,
  manner: Manner,
  resource: Resource,
  alias: string,
  asked: Asked = {},
  ofOwners: Manner = manner,
): Sql[] => {
  const bounds = boundsOf(view.sight, resource)
  const isBound = bounds !== undefined && claims(bounds) && !asked.known
  const isAll = isBound && (asked.whole || !bounds.others)
  const shield = isAll || asked.known ? undefined : shielded(view, manner, resource, alias)
  return [
    ...(resource.veils ?? [])
      .filter(({ scope }) => !has(view.sight, scope))
      .map((veil) => veiled(view, manner, resource, alias, veil)),
    ...(isNobodys(view.sight, resource) ? [raw('true')] : []),
    // It is shown as what stands in for it, and not found as what it is.
    ...(view.sight.range === 'partij' && resource.standIn
      ? [sql`not ${holds(view, resource, alias, '', resource.standIn.unless, manner)}`]
      : []),
    ...(isAll ? [notOwn(view, manner, resource, alias)] : []),
    ...(shield ? [shield] : []),
    ...ownersOf(resource)
      // Who is shown a row sees what is part of it, if not only a part of the row is shown.
      .filter((owners) => asked.seen === undefined || owners.length === 1 || !owners.includes(asked.seen))
      .flatMap((owners) => belongsToHidden(view, ofOwners, resource, alias, owners, asked)),
  ]
}

/** Those that belong to rows that are there, or to nothing; undefined where what they belong to is not bounded. */
const keysWithin = (view: View, resource: Resource): Sql | undefined => {
  const [owners] = ownersOf(resource)
  if (!owners) return undefined
  const columns = owners.map((path) => columnAt(resource, path))
  const found = columns.flatMap(({ column, to = '' }) => {
    const target = view.register.get(to)
    const keys = reachable(view, target, isPartial(view.sight, target))
    const alias = view.alias()
    return keys ? [keysWhere(view, resource, alias, sql`${name(`${alias}.${column}`)} in ${among(keys)}`)] : []
  })
  if (found.length < owners.length) return undefined
  const alias = view.alias()
  const isNothings = columns.map(({ column }) => sql`${name(`${alias}.${column}`)} is null`)
  const loose = columns.every(({ nullable }) => nullable) ? [keysWhere(view, resource, alias, all(isNothings))] : []
  return join([...found, ...loose], ' union ')
}

/**
 * The keys of the rows that exist for a caller who sees no more than what is its own, each once; `whole`: those that are
 * all its own. Found from the caller, so what it takes grows with what there is for it, not with the table. Undefined for
 * others, and where most rows are there.
 */
export const reachable = (view: View, resource: Resource, whole: boolean): Sql | undefined => {
  const bounds = boundsOf(view.sight, resource)
  if (view.sight.range === 'all' || isNobodys(view.sight, resource) || resource.standIn) return undefined
  const but = (asked: Asked) => (alias: string) =>
    hiddenBecause(view, 'each', resource, alias, asked, 'all').map((why) => sql`not (${why})`)
  if (bounds && claims(bounds) && (whole || !bounds.others)) {
    return thoseOf(view, resource, ownKeys(view, resource, bounds, asOpened(view)), but({ whole, known: true }))
  }
  const within = whole ? undefined : keysWithin(view, resource)
  const shared = sharedKeys(view, resource)
  if (!within) return undefined
  if (shared) return thoseOf(view, resource, sql`${within} union ${shared}`, but({}))
  // Where they belong to one row, that is there already.
  const [path, ...others] = ownersOf(resource)[0] ?? []
  const isLoose = path !== undefined && columnAt(resource, path).nullable
  const known: Asked = others.length === 0 && !isLoose ? { seen: path, standing: 'whole' } : {}
  return thoseOf(view, resource, within, but(known))
}

/** Whether the row does not exist for the caller, asked of many; undefined when all rows do. */
export const hidden = (view: View, resource: Resource, alias: string): Sql | undefined =>
  hides(view.register, view.sight, resource) ? join(hiddenBecause(view, 'all', resource, alias), ' or ') : undefined

/** The keys of those rows: each reason finds its own by an index. Undefined where there is none. */
export const hiddenKeys = (view: View, resource: Resource): Sql | undefined => {
  const alias = view.alias()
  const keys = hiddenBecause(view, 'all', resource, alias).map((why) => keysWhere(view, resource, alias, why))
  return keys.length > 0 ? join(keys, ' union ') : undefined
}

/** The same, turned around. */
export const visible = (view: View, resource: Resource, alias: string): Sql | undefined =>
  hides(view.register, view.sight, resource)
    ? all(hiddenBecause(view, 'all', resource, alias).map((why) => sql`not (${why})`))
    : undefined

/**
 * Why the row is not changed or removed, by who sees it: a text, or null. Undefined where every row that is seen may be.
 * Rows that go with what is frozen are found as those that are hidden with it: by looking with eyes that lack the scope.
 * Of another group (tasks) they have a life of their own.
 */
export const frozen = (view: View, resource: Resource, alias: string): Sql | undefined => {
  const reasons = view.register.resources
    .flatMap(({ group, veils = [] }) => (group === resource.group ? veils : []))
    .flatMap(({ scope, freezes }) => {
      if (freezes === undefined || !has(view.sight, scope)) return []
      const lacking = { ...view, sight: sightWithout([scope]) }
      const because = hides(view.register, lacking.sight, resource)
        ? hiddenBecause(lacking, 'each', resource, alias)
        : []
      return because.length > 0 ? [sql`case when ${join(because, ' or ')} then ${literal(freezes)} end`] : []
    })
  return reasons.length > 0 ? sql`coalesce(${join(reasons, ', ')})` : undefined
}

/** Whether the caller does not see all that is frozen, and so is not told why. */
export const isFrozenUnseen = ({ register, sight }: View): boolean =>
  register.resources.some(({ veils = [] }) =>
    veils.some(({ scope, freezes }) => freezes !== undefined && !has(sight, scope)),
  )

/** Whether all of the row is shown, as then and as now; undefined where that goes for every row that exists. */
export const isWhole = (view: View, resource: Resource, alias: string): Sql | undefined => {
  if (!isPartial(view.sight, resource)) return undefined
  const own = (of: View, at: string): Sql => isOwn(of, 'each', resource, at, asOpened(of)) ?? raw('true')
  if (view.tables === present) return own(view, alias)
  const inner = view.alias()
  const today = inRow(asNow(view), 'each', resource, inner, name(`${alias}.id`), own(asNow(view), inner))
  return view.tables.areWhole ? sql`(${own(asThen(view), alias)} and ${today})` : today
}

/** What a caller may do to the rows of a resource: nothing, anything, or something to those where this holds. */
export type Permission = boolean | ((alias: string) => Sql)

const existing = (view: View, resource: Resource, asked: Asked = {}): Permission => {
  const { register, sight } = view
  if (!hides(register, sight, resource) && !(asked.whole && isPartial(sight, resource))) return true
  const visible = (of: View, alias: string, how: Asked): Sql =>
    all(hiddenBecause(of, 'each', resource, alias, how).map((why) => sql`not (${why})`))
  if (view.tables === present) return (alias) => visible(view, alias, asked)
  // Of what is gone nobody can say any more who may see it.
  const { seen: _seen, standing: _standing, ...anyhow } = asked
  return (alias) => {
    const today = inRow(
      asNow(view),
      'each',
      resource,
      'today',
      name(`${alias}.id`),
      visible(asNow(view), 'today', anyhow),
    )
    return view.tables.areWhole ? sql`${visible(view, alias, asked)} and ${today}` : today
  }
}

/** The one place that decides. What is not all the caller's own it may read in part, and not write. */
export const may = (view: View, right: Right, resource: Resource): Permission =>
  grants(view.sight, right, resource) && existing(view, resource, right === 'lezen' ? {} : { whole: true })

/** A permission as what stands behind the condition of a statement: `and …`, or nothing. */
export const and = (permission: Permission, alias: string): Sql => {
  if (permission === true) return raw('')
  return permission === false ? raw(' and false') : sql` and ${permission(alias)}`
}

/**
 * The same, asked of the row by its key. PostgreSQL then takes the question to be dear, and asks it of no more rows than
 * it must: it walks to a page in the order of the list, instead of reading and sorting the table.
 */
export const byKey = (permission: Permission, { table }: Resource): Permission => {
  if (typeof permission === 'boolean') return permission
  const inner = 'same'
  return (alias) =>
    sql`coalesce((select ${permission(inner)} from ${name(table)} ${name(inner)} where ${name(`${inner}.id`)} = ${name(`${alias}.id`)}), false)`
}

/**
 * The same for rows that are pointed at: they must exist for the caller, whatever it may do to them. `seen`: they are
 * listed by a row that is shown, to which this reference of theirs points.
 */
export const andExisting = (view: View, resource: Resource, alias: string, seen?: string, standing?: Standing): Sql =>
  and(existing(view, resource, { seen, standing }), alias)

/** The same for rows that what is written points at: those must be all the caller's own. */
export const andWhole = (view: View, resource: Resource, alias: string): Sql =>
  and(existing(view, resource, { whole: true }), alias)

/** The same, for each row that a path passes. */
export const passing =
  (view: View): Passing =>
  (resource, alias) =>
    andExisting(view, resource, alias)
