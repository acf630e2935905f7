/** Filters as SQL. Each parameter is a condition of its own: an existence test where the path leaves the row (§3.4). */

import type { Filter } from '../model/filter.ts'
import type { Source } from '../model/kinds/collection.ts'
import type { Leaf } from '../model/kinds/field.ts'
import { type Register, toColumn } from '../model/register.ts'
import type { AnyField, Resource } from '../model/resource.ts'
import { all, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { keptBeside } from './columns.ts'
import type { Tables } from './tables.ts'

/** One step away from a row: the table, and how its rows belong to the row we come from. */
type Step =
  | { readonly kind: 'reference'; readonly to: Resource; readonly column: string }
  | { readonly kind: 'rows'; readonly of: Resource; readonly column: string }
  | {
      readonly kind: 'between'
      readonly of: Resource
      /** The rows between. */
      readonly rows: (tables: Tables, owner: string) => Sql
      readonly column: string
      readonly far: string
      /** Columns of the row we come from that the table has as well. */
      readonly kept: readonly string[]
    }

export interface Target {
  readonly steps: readonly Step[]
  /** The column at the end, and its declaration; `undefined` when the path ends at a row. */
  readonly column: string | undefined
  readonly leaf: Leaf | undefined
  readonly end: Resource
}

const sourceStep = (register: Register, { of, by, through }: Source): Step => {
  if (through === undefined) return { kind: 'rows', of: register.get(of), column: `${toColumn(by)}_id` }
  const [holder = '', field = ''] = through.split('.')
  const held = register.get(holder)
  const rows = (tables: Tables): Sql => tables.rows(held)
  const column = `${toColumn(by)}_id`
  return { kind: 'between', of: register.get(of), rows, column, far: `${toColumn(field)}_id`, kept: [] }
}

/** Follows a path; throws for one that leads nowhere, which is a mistake in a declaration. */
export const follow = (register: Register, resource: Resource, path: string): Target => {
  const steps: Step[] = []
  let here = resource
  let members: Readonly<Record<string, AnyField | Leaf>> | undefined
  let prefix = ''
  let leaf: Leaf | undefined
  let column: string | undefined
  for (const segment of path.split('.')) {
    if (segment.startsWith('<')) {
      const [of = '', by = ''] = segment.slice(1).split(':')
      here = register.get(of)
      steps.push({ kind: 'rows', of: here, column: `${toColumn(by)}_id` })
      continue
    }
    if (segment === 'uuid') {
      column = 'uuid'
      continue
    }
    const field: AnyField | Leaf | undefined = (members ?? here.fields)[segment]
    switch (field?.kind) {
      case 'reference':
        here = register.get(field.to)
        steps.push({ kind: 'reference', to: here, column: `${prefix}${toColumn(segment)}_id` })
        members = undefined
        break
      case 'collection':
      case 'links':
      case 'nested':
        steps.push(sourceStep(register, field.source))
        here = register.get(field.source.of)
        break
      case 'ordered': {
        const owner = here
        const kept = keptBeside(owner).map(({ column }) => column)
        here = register.get(field.of)
        const rows = (tables: Tables, alias: string): Sql => tables.list(owner, field, alias)
        const [column, far] = [`${owner.table}_id`, `${toColumn(field.of)}_id`]
        steps.push({ kind: 'between', of: here, rows, column, far, kept })
        break
      }
      case 'group':
        members = field.members as Readonly<Record<string, AnyField>>
        prefix = `${toColumn(segment)}_`
        break
      default:
        if (!field || !('leaf' in field)) throw new Error(`${resource.name}: no path ${path}`)
        leaf = field
        column = prefix + toColumn(segment)
    }
  }
  return { steps, column, leaf, end: here }
}

/** Where conditions look, and a fresh alias for each row that they pass. */
export interface Searching {
  readonly register: Register
  readonly tables: Tables
  alias(): string
}

/**
 * Walks the steps from a row under `alias`. `condition` is what must hold at the end; `direct` what it comes down to
 * when only the identity of the row at the end matters.
 */
const walk = (searching: Searching, steps: readonly Step[], alias: string, condition: (alias: string) => Sql): Sql => {
  const { tables } = searching
  const [step, ...rest] = steps
  if (!step) return condition(alias)
  const inner = searching.alias()
  const where = walk(searching, rest, inner, condition)
  if (step.kind === 'reference') {
    return sql`${name(`${alias}.${step.column}`)} in (select ${name(`${inner}.id`)} from ${tables.rows(step.to)} ${name(inner)} where ${where})`
  }
  if (step.kind === 'rows') {
    return sql`${name(`${alias}.id`)} in (select ${name(`${inner}.${step.column}`)} from ${tables.rows(step.of)} ${name(inner)} where ${where})`
  }
  const between = searching.alias()
  const far = sql`${name(`${between}.${step.far}`)} in (select ${name(`${inner}.id`)} from ${tables.rows(step.of)} ${name(inner)} where ${where})`
  return sql`${name(`${alias}.id`)} in (select ${name(`${between}.${step.column}`)} from ${step.rows(tables, alias)} ${name(between)} where ${far})`
}

/**
 * The same, when the row at the end is known by its uuid: its key is looked up once, so that an index finds the rest.
 * `beside`: what else must hold in the table of the last step.
 */
const walkToKey = (
  searching: Searching,
  steps: readonly Step[],
  alias: string,
  key: Sql,
  beside: readonly ((alias: string) => Sql)[],
): Sql => {
  const [step, ...rest] = steps
  if (!step) return sql`${name(`${alias}.id`)} = ${key}`
  const last = rest.length === 0
  if (step.kind === 'reference' && last) return sql`${name(`${alias}.${step.column}`)} = ${key}`
  if (step.kind === 'between' && last) {
    const between = searching.alias()
    const found = all([sql`${name(`${between}.${step.far}`)} = ${key}`, ...beside.map((holds) => holds(between))])
    // As an array the keys are looked up in one go; as a join each would be a search of its own.
    return sql`${name(`${alias}.id`)} = any(array(select ${name(`${between}.${step.column}`)} from ${step.rows(searching.tables, alias)} ${name(between)} where ${found}))`
  }
  return walk(searching, [step], alias, (inner) => walkToKey(searching, rest, inner, key, beside))
}

const LIKE_SPECIAL = /[\\%_]/g
/** A text for `like`, with its own wildcards taken literally. */
export const likePattern = (text: string): string => `%${text.replace(LIKE_SPECIAL, (found) => `\\${found}`)}%`

const comparison = (filter: Filter, target: Target, key: string) => {
  const type = target.column === 'uuid' ? 'uuid' : (target.leaf?.sqlType ?? 'text')
  return (alias: string): Sql => {
    const column = name(`${alias}.${target.column}`)
    const value = slot(key, type)
    switch (filter.operator) {
      case 'contains':
        return sql`upper(${column}) like upper(${value})`
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

/**
 * The condition of one filter on the row under `alias`; a boolean question has its answer in the text, because another
 * answer asks for another plan. `others`: filters that it answers too.
 */
export const condition = (
  searching: Searching,
  resource: Resource,
  alias: string,
  { filter, key, yes }: AskedFilter,
  others: readonly AskedFilter[],
): Sql => {
  const target = follow(searching.register, resource, filter.path)
  if (filter.operator === 'filled') {
    return walk(
      searching,
      target.steps,
      alias,
      (at) => sql`${name(`${at}.${target.column}`)} ${raw(yes ? 'is not null' : 'is null')}`,
    )
  }
  if (filter.operator === 'exists') return existence(searching, target, alias, yes ?? true)
  if (target.leaf?.sqlType === 'boolean') {
    return walk(searching, target.steps, alias, (at) => sql`${name(`${at}.${target.column}`)} = ${raw(String(yes))}`)
  }
  if (asksForRow(filter, target)) {
    const found = searching.tables.key(target.end, slot(key, 'uuid'))
    const { register } = searching
    const beside = others.map((one) => comparison(one.filter, follow(register, resource, one.filter.path), one.key))
    return walkToKey(searching, target.steps, alias, found, beside)
  }
  return walk(searching, target.steps, alias, comparison(filter, target, key))
}

/** Whether anything is at the end of the path; the last step over a reference only asks that it is set. */
const existence = ({ alias: next, tables }: Searching, { steps }: Target, alias: string, yes: boolean): Sql => {
  const [first, ...rest] = steps
  if (first?.kind !== 'rows') throw new Error('an existence question starts with rows that refer here')
  const inner = next()
  const set = rest.map((step) => {
    if (step.kind !== 'reference') throw new Error('an existence question ends in a reference')
    return sql` and ${name(`${inner}.${step.column}`)} is not null`
  })
  const more = set[0] ?? raw('')
  const found = sql`exists (select from ${tables.rows(first.of)} ${name(inner)} where ${name(`${inner}.${first.column}`)} = ${name(`${alias}.id`)}${more})`
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
