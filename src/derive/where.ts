/** Filters as SQL. Each parameter is a condition of its own: an existence test where the path leaves the row (§3.4). */

import type { Filter } from '../model/filter.ts'
import type { Register } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { all, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { columnsOf } from './columns.ts'
import { follow, type Passing, type Searching, type Step, type Target, walk } from './path.ts'
import { has } from './sight.ts'
import { isOwnersOnly } from './own.ts'
import { andWhole, guardUp, passing, type View } from './veil.ts'

/** What else must hold of the rows on the way to one that is known by its uuid. */
interface Besides {
  /** In the table of the last step. */
  readonly beside: readonly ((alias: string) => Sql)[]
  readonly pass: Passing
}

/** Walks the steps to a row that is known by its uuid: its key is looked up once, so that an index finds the rest. */
const walkToKey = (
  searching: Searching,
  steps: readonly Step[],
  alias: string,
  key: Sql,
  { beside, pass }: Besides,
): Sql => {
  const [step, ...rest] = steps
  if (!step) return sql`${name(`${alias}.id`)} = ${key}`
  const last = rest.length === 0
  if (step.kind === 'reference' && last) return sql`${name(`${alias}.${step.column}`)} = ${key}`
  if (step.kind === 'between' && last) {
    const between = searching.alias()
    const held = step.holder ? pass(step.holder, between) : sql``
    const found = all([sql`${name(`${between}.${step.far}`)} = ${key}`, ...beside.map((holds) => holds(between))])
    // As an array the keys are looked up in one go; as a join each would be a search of its own.
    return sql`${name(`${alias}.id`)} = any(array(select ${name(`${between}.${step.column}`)} from ${step.rows(searching.tables, alias)} ${name(between)} where ${found}${held}))`
  }
  return walk(searching, [step], alias, (inner) => walkToKey(searching, rest, inner, key, { beside, pass }), pass)
}

const LIKE_SPECIAL = /[\\%_]/g
/** A text for `like`, with its own wildcards taken literally. */
export const likePattern = (text: string): string => `%${text.replace(LIKE_SPECIAL, (found) => `\\${found}`)}%`

const comparison = (filter: Filter, target: Target, key: string, broad: boolean) => {
  const type = target.column === 'uuid' ? 'uuid' : (target.leaf?.sqlType ?? 'text')
  return (alias: string): Sql => {
    const column = name(`${alias}.${target.column}`)
    const value = slot(key, type)
    switch (filter.operator) {
      case 'contains':
        // Where most rows match, an index over parts is of no use, and this way it cannot be used.
        return broad
          ? sql`(upper(${column}) like (select upper(${value}))) is true`
          : sql`upper(${column}) like upper(${value})`
      case 'oneOf':
        return sql`${column} = any(${slot(key, 'text[]')}) and ${column} <> ''`
      case 'before':
        return sql`${column} < ${value}`
      case 'until':
        return sql`${column} <= ${value}`
      case 'from':
        return sql`${column} >= ${value}`
      case 'after':
        return sql`${column} > ${value}`
      default:
        return isText(target) ? sql`${column} = ${value} and ${column} <> ''` : sql`${column} = ${value}`
    }
  }
}

/** Indexes leave empty texts out, and an empty value is no filter: said in the statement, the index can be used. */
const isText = ({ column, leaf }: Target): boolean => column !== 'uuid' && leaf?.kind === 'text'

/** A filter that is asked. `key` names the slot of its value; a boolean question has its answer, `yes`, in the text. */
export interface AskedFilter {
  readonly key: string
  readonly filter: Filter
  readonly yes: boolean | undefined
}

/** Whether the row at the end of the path is asked for by its identity. */
const asksForRow = ({ operator }: Filter, { column, steps }: Target): boolean =>
  operator === 'address' || (column === 'uuid' && steps.length > 0)

/** Whether `other` can be answered where this filter walks: in a table that keeps the column it is about. */
export const answersToo = (register: Register, resource: Resource, filter: Filter, other: Filter): boolean => {
  const target = targetOf(register, resource, filter)
  const { steps, column } = targetOf(register, resource, other)
  const [only] = target.steps
  return (
    target.steps.length === 1 &&
    only?.kind === 'between' &&
    asksForRow(filter, target) &&
    other.operator === 'is' &&
    steps.length === 0 &&
    column !== undefined &&
    only.kept.includes(column)
  )
}

/** A value that is only shown of the caller's own rows is not found in others. */
const ofOwner = (view: View, { end, column }: Target, holds: (alias: string) => Sql) => {
  if (column === undefined || !isOwnersOnly(view.sight, end, column)) return holds
  return (alias: string): Sql => sql`${holds(alias)}${andWhole(view, end, alias)}`
}

/** A guarded value is not found by who may neither see nor use it. */
const unguarded = (view: View, target: Target, asks: (alias: string) => Sql) => {
  const { end, column } = target
  const holds = ofOwner(view, target, asks)
  const declared = columnsOf(end).find((one) => one.column === column)
  const guard = declared?.guard
  if (!guard || has(view.sight, guard.use ?? guard.scope)) return holds
  return (alias: string): Sql =>
    sql`${holds(alias)} and (${guardUp(view, end, { alias, prefix: declared.prefix, column: declared.column }, guard)}) is not true`
}

/**
 * The condition of one filter on the row under `alias`; a boolean question has its answer in the text, because another
 * answer asks for another plan. `others`: filters that it answers too; `broad`: many rows have the text that is looked for.
 */
export const condition = (
  view: View,
  resource: Resource,
  alias: string,
  { filter, key, yes }: AskedFilter,
  others: readonly AskedFilter[],
  broad = false,
): Sql => {
  const { register, tables } = view
  const target = follow(register, resource, filter.path)
  const pass = passing(view)
  const walked = (holds: (alias: string) => Sql) =>
    walk(view, target.steps, alias, unguarded(view, target, holds), pass)
  if (filter.operator === 'filled') {
    return walked((at) => sql`${name(`${at}.${target.column}`)} ${raw(yes ? 'is not null' : 'is null')}`)
  }
  if (filter.operator === 'exists') return existence(view, target, alias, yes ?? true, pass)
  if (target.leaf?.sqlType === 'boolean') {
    return walked((at) => sql`${name(`${at}.${target.column}`)} = ${raw(String(yes))}`)
  }
  if (asksForRow(filter, target)) {
    const { end } = target
    const found = tables.key(end, slot(key, 'uuid'), (at) => pass(end, at))
    const beside = others.map((one) => {
      const own = follow(register, resource, one.filter.path)
      return comparison(one.filter, own, one.key, false)
    })
    const isTold = others.some(({ filter: { path } }) =>
      isOwnersOnly(view.sight, resource, follow(register, resource, path).column ?? 'uuid'),
    )
    return sql`${walkToKey(view, target.steps, alias, found, { beside, pass })}${isTold ? andWhole(view, resource, alias) : sql``}`
  }
  return walked(comparison(filter, target, key, broad))
}

/** Whether anything is at the end of the path; the last step over a reference only asks that it is set. */
const existence = (
  { alias: next, tables }: Searching,
  { steps }: Target,
  alias: string,
  yes: boolean,
  pass: Passing,
): Sql => {
  const [first, ...rest] = steps
  if (first?.kind !== 'rows') throw new Error('an existence question starts with rows that refer here')
  const inner = next()
  const set = rest.map((step) => {
    if (step.kind !== 'reference') throw new Error('an existence question ends in a reference')
    return sql` and ${name(`${inner}.${step.column}`)} is not null`
  })
  const more = set[0] ?? raw('')
  const found = sql`exists (select from ${tables.rows(first.of)} ${name(inner)} where ${name(`${inner}.${first.column}`)} = ${name(`${alias}.id`)}${more}${pass(first.of, inner)})`
  return yes ? found : sql`not ${found}`
}

const isSelectiveFilter = (register: Register, resource: Resource, filter: Filter): boolean => {
  if (filter.operator === 'exists' || filter.operator === 'filled') return false
  const target = follow(register, resource, filter.path)
  return (
    filter.operator === 'address' || filter.operator === 'contains' || target.column === 'uuid' || isIndexed(target)
  )
}

/** Choices, and codes of which there are a handful, find too many rows for an index to help. */
export const isIndexed = ({ column, leaf }: Target): boolean =>
  column !== undefined &&
  leaf !== undefined &&
  leaf.sqlType !== 'boolean' &&
  leaf.choices === undefined &&
  !/_(code_\w+|land|adresregel\d)$|^kanaal$/.test(column)

const isNarrowFilter = (register: Register, resource: Resource, filter: Filter): boolean => {
  if (filter.operator !== 'is') return false
  const { leaf } = follow(register, resource, filter.path)
  return leaf?.unique !== undefined || leaf?.identifies === true
}

/** A filter is a value of a declaration, so what is found out about it is found out once. */
const once = <T>(ask: (register: Register, resource: Resource, filter: Filter) => T): typeof ask => {
  const known = new WeakMap<Filter, { readonly answer: T }>()
  return (register, resource, filter) => {
    const before = known.get(filter) ?? { answer: ask(register, resource, filter) }
    known.set(filter, before)
    return before.answer
  }
}

/** Where the path of a filter ends. */
export const targetOf = once((register, resource, filter) => follow(register, resource, filter.path))

/** Whether the values of this filter find few rows, so that its index should be read before the order of the list. */
export const isSelective = once(isSelectiveFilter)

/** Whether the filter finds the rows of one thing that is known by its number or address: few, whatever is asked. */
export const isNarrow = once(isNarrowFilter)
