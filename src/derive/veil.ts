/** What a caller does not see, as SQL: rows that do not exist for it, and values that are not shown. */
import type { Copies, Guard, Holds, Veil } from '../model/guard.ts'
import { type Register, toColumn } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import type { Right } from '../model/scopes.ts'
import { all, join, literal, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { allColumnsOf, columnAt, columnsOf } from './columns.ts'
import { follow, type Passing, type Searching, type Step, walk } from './path.ts'
import { grants, has, type Sight } from './sight.ts'
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
type Manner = 'each' | 'all'

/** Whether something holds for the row with this key; false, never null, where there is none. */
const inRow = (view: View, manner: Manner, resource: Resource, alias: string, key: Sql, holds: Sql): Sql => {
  const from = sql`${view.tables.rows(resource)} ${name(alias)} where ${name(`${alias}.id`)} = ${key}`
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
  if (step.kind === 'between') throw new Error('what is beyond a table between is not asked by key')
  const of = step.kind === 'reference' ? step.to : step.of
  const inner = view.alias()
  const [own, theirs] = step.kind === 'reference' ? [step.column, 'id'] : ['id', step.column]
  const where = sql`${name(`${inner}.${theirs}`)} = ${name(`${alias}.${own}`)}${more(of, inner)}`
  const found = sql`select bool_or(${inRows(view, rest, inner, asks, more)}) from ${view.tables.rows(of)} ${name(inner)} where ${where}`
  return sql`coalesce((${found}), false)`
}

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

const now = (view: View): View => ({ ...view, tables: present })

/** As it was judged then, where that can be told. */
const then = (view: View): View => (view.tables.areWhole ? view : now(view))

/** Whether the guard is up for this row; of one in the past also when it is up now. */
export const guardUp = (view: View, resource: Resource, place: Place, { when }: Guard): Sql => {
  if (!when) return raw('true')
  const at = (of: View, { alias, prefix, column }: Place): Sql =>
    'is' in when ? holds(of, resource, alias, prefix, when) : copies(of, resource, alias, `${alias}.${column}`, when)
  if (view.tables === present) return at(view, place)
  const inner = view.alias()
  const today = at(now(view), { ...place, alias: inner })
  return sql`(${at(then(view), place)} or ${inRow(now(view), 'each', resource, inner, name(`${place.alias}.id`), today)})`
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
export const hides = (register: Register, sight: Sight, resource: Resource): boolean =>
  (resource.veils ?? []).some(({ scope }) => !has(sight, scope)) ||
  ownersOf(resource)
    .flat()
    .some((path) => hides(register, sight, register.get(columnAt(resource, path).to ?? '')))

/** Rows that go with what they belong to: all that they belong to is hidden. */
const belongsToHidden = (
  view: View,
  manner: Manner,
  resource: Resource,
  alias: string,
  references: readonly string[],
): Sql[] => {
  const owners = references.map((path) => {
    const { column, to = '' } = columnAt(resource, path)
    const target = view.register.get(to)
    const at = name(`${alias}.${column}`)
    if (!hides(view.register, view.sight, target)) return { at, is: undefined }
    const inner = view.alias()
    const why = join(hiddenBecause(view, manner, target, inner), ' or ')
    return { at, is: inRow(view, manner, target, inner, at, why) }
  })
  if (owners.every(({ is }) => is === undefined)) return []
  const gone = owners.map(({ at, is }) => (is ? sql`(${at} is null or ${is})` : sql`${at} is null`))
  const some = owners.flatMap(({ is }) => is ?? [])
  return owners.length === 1 ? some : [sql`(${all([...gone, sql`(${join(some, ' or ')})`])})`]
}

/**
 * Each reason why the row does not exist for the caller, never null; none when it always does. `seen`: the row was found
 * by this reference, from a row that is shown.
 */
const hiddenBecause = (view: View, manner: Manner, resource: Resource, alias: string, seen?: string): Sql[] => [
  ...(resource.veils ?? [])
    .filter(({ scope }) => !has(view.sight, scope))
    .map((veil) => veiled(view, manner, resource, alias, veil)),
  ...ownersOf(resource)
    .filter((owners) => seen === undefined || !owners.includes(seen))
    .flatMap((owners) => belongsToHidden(view, manner, resource, alias, owners)),
]

/** Whether the row does not exist for the caller, asked of many; undefined when all rows do. */
export const hidden = (view: View, resource: Resource, alias: string): Sql | undefined =>
  hides(view.register, view.sight, resource) ? join(hiddenBecause(view, 'all', resource, alias), ' or ') : undefined

/** What a caller may do to the rows of a resource: nothing, anything, or something to those where this holds. */
export type Permission = boolean | ((alias: string) => Sql)

const existing = (view: View, resource: Resource, seen?: string): Permission => {
  if (!hides(view.register, view.sight, resource)) return true
  const visible = (of: View, alias: string, by?: string): Sql =>
    all(hiddenBecause(of, 'each', resource, alias, by).map((why) => sql`not (${why})`))
  if (view.tables === present) return (alias) => visible(view, alias, seen)
  // Of what is gone nobody can say any more who may see it.
  return (alias) => {
    const today = inRow(now(view), 'each', resource, 'today', name(`${alias}.id`), visible(now(view), 'today'))
    return view.tables.areWhole ? sql`${visible(view, alias, seen)} and ${today}` : today
  }
}

/** The one place that decides. */
export const may = (view: View, right: Right, resource: Resource): Permission =>
  grants(view.sight, right, resource) && existing(view, resource)

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
export const andExisting = (view: View, resource: Resource, alias: string, seen?: string): Sql =>
  and(existing(view, resource, seen), alias)

/** The same, for each row that a path passes. */
export const passing =
  (view: View): Passing =>
  (resource, alias) =>
    andExisting(view, resource, alias)
