/** Paths of declarations, followed through the tables. */
import type { Source } from '../model/kinds/collection.ts'
import type { Leaf } from '../model/kinds/field.ts'
import { type Register, toColumn } from '../model/register.ts'
import { type AnyField, keptIn, type Resource } from '../model/resource.ts'
import { name, type Sql, sql } from '../sql/sql.ts'
import { keptBeside } from './columns.ts'
import type { Tables } from './tables.ts'

/** One step away from a row: the table, and how its rows belong to the row we come from. */
export type Step =
  | { readonly kind: 'reference'; readonly to: Resource; readonly column: string }
  | { readonly kind: 'rows'; readonly of: Resource; readonly column: string }
  | {
      readonly kind: 'between'
      readonly of: Resource
      /** The rows between. */
      readonly rows: (tables: Tables, owner: string) => Sql
      /** Whose rows those are; undefined where they only list. */
      readonly holder: Resource | undefined
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
  return { kind: 'between', of: register.get(of), rows, holder: held, column, far: `${toColumn(field)}_id`, kept: [] }
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
    const field: AnyField | Leaf | undefined = (members ?? keptIn(here))[segment]
    switch (field?.kind) {
      case 'reference':
        here = register.get(field.to)
        steps.push({ kind: 'reference', to: here, column: `${prefix}${toColumn(segment)}_id` })
        members = undefined
        prefix = ''
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
        steps.push({ kind: 'between', of: here, rows, holder: undefined, column, far, kept })
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

/** What else must hold of the rows that a walk passes: a piece of SQL that begins with `and`, or nothing. */
export type Passing = (resource: Resource, alias: string) => Sql

const anything: Passing = () => sql``

/** Walks the steps from a row under `alias`. `condition` is what must hold at the end. */
export const walk = (
  searching: Searching,
  steps: readonly Step[],
  alias: string,
  condition: (alias: string) => Sql,
  passing: Passing = anything,
): Sql => {
  const { tables } = searching
  const [step, ...rest] = steps
  if (!step) return condition(alias)
  const inner = searching.alias()
  const where = walk(searching, rest, inner, condition, passing)
  if (step.kind === 'reference') {
    return sql`${name(`${alias}.${step.column}`)} in (select ${name(`${inner}.id`)} from ${tables.rows(step.to)} ${name(inner)} where ${where}${passing(step.to, inner)})`
  }
  const more = passing(step.of, inner)
  if (step.kind === 'rows') {
    return sql`${name(`${alias}.id`)} in (select ${name(`${inner}.${step.column}`)} from ${tables.rows(step.of)} ${name(inner)} where ${where}${more})`
  }
  const between = searching.alias()
  const held = step.holder ? passing(step.holder, between) : sql``
  const far = sql`${name(`${between}.${step.far}`)} in (select ${name(`${inner}.id`)} from ${tables.rows(step.of)} ${name(inner)} where ${where}${more})`
  return sql`${name(`${alias}.id`)} in (select ${name(`${between}.${step.column}`)} from ${step.rows(tables, alias)} ${name(between)} where ${far}${held})`
}
