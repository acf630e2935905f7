/**
 * What an archive holds of one table, and how a row of it stands in a line. For a resource it follows from the
 * declaration; a feature with a table of its own describes that with the same words.
 */
import type { Register } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'
import { literal, raw, type Sql } from '../../sql/sql.ts'
import { type Column, columnsOf, keptBeside } from '../columns.ts'

/** Where something stands in a line, from the outside in. */
type Path = readonly string[]

/** A column. */
export interface Cell {
  readonly path: Path
  readonly column: string
  readonly sqlType: string
  readonly nullable: boolean
  /** The value for a line without one, where the column may not be empty. */
  readonly initial?: Sql | undefined
  /** The shelf of the row that the column refers to; the line has the key of that row. */
  readonly to?: string | undefined
  /** The column says whether the object at this path is there; what is in it are columns of their own. */
  readonly opens?: true
}

/** Rows of another table, in order, kept in a table between. */
export interface Listing {
  readonly path: Path
  readonly table: string
  readonly own: string
  readonly other: string
  readonly to: string
  /** Columns of the owner that the table between has as well. */
  readonly kept: readonly string[]
}

interface AnyShelf {
  /** Of its file, and in what refers to it. */
  readonly name: string
  readonly table: string
  readonly cells: readonly Cell[]
  /** Left out unless it is asked for. */
  readonly secret?: true
}

/** Rows with an `id`, which says where they stand among the others, and by which others refer to them. */
export interface PlacedShelf extends AnyShelf {
  /** The column that tells one row from all others, in this register and in a copy of it; unique, and never empty. */
  readonly key: string
  readonly listings: readonly Listing[]
}

/** Rows that nothing refers to. */
export interface PlainShelf extends AnyShelf {
  /** The columns of their primary key, in whose order they stand. */
  readonly order: readonly string[]
}

export type Shelf = PlacedShelf | PlainShelf

export const isPlaced = (shelf: Shelf): shelf is PlacedShelf => 'key' in shelf

export const listingsOf = (shelf: Shelf): readonly Listing[] => (isPlaced(shelf) ? shelf.listings : [])

const initialOf = ({ nullable, variant, initial, initialSql }: Column): Sql | undefined => {
  if (nullable || variant !== undefined) return undefined
  if (initialSql !== undefined) return raw(initialSql)
  if (typeof initial === 'boolean') return raw(String(initial))
  return typeof initial === 'string' ? literal(initial) : undefined
}

const cellOf = (column: Column): Cell => {
  const { path, sqlType, leaf, to, variant } = column
  const common = {
    path: path.split('.'),
    column: column.column,
    sqlType,
    nullable: column.nullable || variant !== undefined,
  }
  if (to !== undefined) return { ...common, to }
  const opens = leaf === undefined && sqlType === 'boolean'
  return { ...common, initial: initialOf(column), ...(opens ? { opens } : {}) }
}

const orderedOf = (register: Register, resource: Resource): Listing[] =>
  Object.entries(resource.fields).flatMap(([path, field]) => {
    if (field.kind !== 'ordered') return []
    const to = register.get(field.of)
    const kept = keptBeside(resource).map(({ column }) => column)
    const [own, other] = [`${resource.table}_id`, `${to.table}_id`]
    return [{ path: [path], table: field.table, own, other, to: to.name, kept }]
  })

/** All that is stored of a resource, what answers do not show included. */
export const shelfOf = (register: Register, resource: Resource): PlacedShelf => ({
  name: resource.name,
  table: resource.table,
  key: 'uuid',
  cells: [{ path: ['uuid'], column: 'uuid', sqlType: 'uuid', nullable: false }, ...columnsOf(resource).map(cellOf)],
  listings: orderedOf(register, resource),
})

/** Something of a line, with what stands inside it. */
export interface Member {
  readonly name: string
  readonly own: Cell | Listing | undefined
  readonly members: readonly Member[]
}

const membersAt = (parts: readonly (Cell | Listing)[], depth: number): Member[] => {
  const byName = new Map<string, (Cell | Listing)[]>()
  for (const part of parts) {
    const name = part.path[depth] ?? ''
    byName.set(name, [...(byName.get(name) ?? []), part])
  }
  return [...byName].map(([name, all]) => ({
    name,
    own: all.find(({ path }) => path.length === depth + 1),
    members: membersAt(
      all.filter(({ path }) => path.length > depth + 1),
      depth + 1,
    ),
  }))
}

/** What a line holds, in order. Before it stands `position` where rows have a place: the `id` of the row. */
export const membersOf = (shelf: Shelf): Member[] => membersAt([...shelf.cells, ...listingsOf(shelf)], 0)

/** The member of a line that says where its row stands among the others. */
export const POSITION = 'position'

export const isListing = (part: Cell | Listing): part is Listing => 'own' in part

/** The shelf that a reference leads to. */
export const shelfNamed = (shelves: readonly Shelf[], name: string): PlacedShelf => {
  const found = shelves.filter(isPlaced).find((shelf) => shelf.name === name)
  if (!found) throw new Error(`no shelf is called ${name}`)
  return found
}
