/** The tables of another register, declared by what they have in common with the resources here and where they differ. */
import { type Register, toColumn } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'
import { type Column, columnsOf } from '../columns.ts'

/** Where the rows of a resource are. Columns are called as ours, unless said otherwise. */
export interface Origin {
  readonly resource: string
  readonly table: string
  /** Path of a value → its column there. */
  readonly renamed?: Readonly<Record<string, string>>
  /** Paths of values that are not kept there. */
  readonly without?: readonly string[]
  /** Variants that have a table of their own, which refers to the row. */
  readonly sides?: { readonly by: string; readonly tables: Readonly<Record<string, string>> }
  /** The table of an ordered list, by field: its reference to the row and to the member. */
  readonly lists?: Readonly<Record<string, { readonly table: string; readonly own: string; readonly other: string }>>
}

export interface SourceColumn {
  readonly column: string
  readonly sqlType: string
  /** What it holds: a value of the resource, and the resource that it refers to. */
  readonly holds?: Column
  readonly to?: string
}

/** A table there. */
export interface SourceTable {
  readonly table: string
  readonly resource: Resource
  readonly origin: Origin
  readonly kind: 'rows' | 'side' | 'list'
  /** Of a side: the variant, by path; of a list: the field. */
  readonly part: string
  readonly columns: readonly SourceColumn[]
}

/** The table into which rows are copied as they are there. */
export const staged = (table: string): string => `staged_${table}`
/** The table of rows as they are to be here. It has the columns of ours. */
export const wanted = (table: string): string => `wanted_${table}`
/** Whole rows that go, or make room for what they have become. */
export const parting = (table: string): string => `parting_${table}`
/** Rows whose ordered list in this table is replaced. */
export const otherLists = (table: string): string => `other_${table}`
/** Keys there and here, of the rows of a resource. */
export const keys = (table: string): string => `keys_${table}`

const ID: SourceColumn = { column: 'id', sqlType: 'bigint' }
const UUID: SourceColumn = { column: 'uuid', sqlType: 'uuid' }

const holding = (column: string, holds: Column): SourceColumn => ({
  column,
  sqlType: holds.sqlType,
  holds,
  ...(holds.to === undefined ? {} : { to: holds.to }),
})

/** The column of a member of a variant in the variant's own table. */
const sideColumn = (variant: string, { path, to }: Column): string =>
  toColumn(path.slice(variant.length + 1)) + (to === undefined ? '' : '_id')

/** Not there at all: what the origin says, and what is kept here beside the body. */
const isOutside = (origin: Origin, { path, beside }: Column): boolean =>
  beside !== undefined || (origin.without?.includes(path) ?? false)

const rowTable = (resource: Resource, origin: Origin): SourceTable => {
  const own = columnsOf(resource).filter(
    (column) =>
      column.variant === undefined && !isOutside(origin, column) && variantAt(resource, column.path) === undefined,
  )
  const columns = own.map((column) => holding(origin.renamed?.[column.path] ?? column.column, column))
  return { table: origin.table, resource, origin, kind: 'rows', part: '', columns: [ID, UUID, ...columns] }
}

/** The name of the variant whose presence this path tells. */
export const variantAt = (resource: Resource, path: string): string | undefined => {
  const [field = '', name] = path.split('.')
  return resource.fields[field]?.kind === 'variants' && path === `${field}.${name}` ? name : undefined
}

const sideTables = (resource: Resource, origin: Origin): SourceTable[] => {
  const { sides } = origin
  if (!sides) return []
  return columnsOf(resource).flatMap(({ path }) => {
    const table = sides.tables[variantAt(resource, path) ?? '']
    if (table === undefined) return []
    const owner = { column: sides.by, sqlType: 'bigint', to: resource.name }
    const own = columnsOf(resource).filter((column) => column.variant === path && !isOutside(origin, column))
    const columns = own.map((column) => holding(sideColumn(path, column), column))
    return [{ table, resource, origin, kind: 'side' as const, part: path, columns: [ID, owner, ...columns] }]
  })
}

const listTables = (resource: Resource, origin: Origin): SourceTable[] =>
  Object.entries(origin.lists ?? {}).map(([key, { table, own, other }]) => {
    const field = resource.fields[key]
    if (field?.kind !== 'ordered') throw new Error(`${resource.name}.${key} is no ordered list`)
    const owner = { column: own, sqlType: 'bigint', to: resource.name }
    const member = { column: other, sqlType: 'bigint', to: field.of }
    return { table, resource, origin, kind: 'list' as const, part: key, columns: [ID, owner, member] }
  })

export const sourceTables = (register: Register, origins: readonly Origin[]): SourceTable[] =>
  origins.flatMap((origin) => {
    const resource = register.get(origin.resource)
    return [rowTable(resource, origin), ...sideTables(resource, origin), ...listTables(resource, origin)]
  })

/** The ordered list that a table there holds. */
export const listOf = ({ resource, part }: Pick<SourceTable, 'resource' | 'part'>) => {
  const field = resource.fields[part]
  if (field?.kind !== 'ordered') throw new Error(`${resource.name}.${part} is no ordered list`)
  return field
}
