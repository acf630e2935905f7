/**
 * What an archive holds of one table, and how a row of it stands in a line. For a resource it follows from the
 * declaration; a feature with a table of its own describes that with the same words.
 */
import type { Register } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'
import { AGAINST_THIRD_PARTIES } from '../../model/scopes.ts'
import { literal, name, raw, type Sql, sql } from '../../sql/sql.ts'
import { allColumnsOf, type Column, keptBeside } from '../columns.ts'
import { THIRD_PARTY } from '../sight.ts'
import { guardUp, hidden, type View, viewing } from '../veil.ts'
import { versionTable } from '../versions.ts'

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
  /** What it holds where the object at `at` is not there, and was made without: others hold nothing then. */
  readonly blank?: { readonly at: Path; readonly value: Sql }
  /** Whether third parties do not get the value of the row under the alias `r`. */
  readonly secretValue?: Sql
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
  /** Whether a row, under the alias `r`, was written at this moment or later; absent: nobody knows. */
  readonly writtenSince?: (moment: Sql) => Sql
}

/** Rows with an `id`, which says where they stand among the others, and by which others refer to them. */
export interface PlacedShelf extends AnyShelf {
  /** The column that tells one row from all others, in this register and in a copy of it; unique, and never empty. */
  readonly key: string
  readonly listings: readonly Listing[]
  /** The table of their versions. */
  readonly versions?: string
  /** Whether a row does not exist for third parties; undefined when all do. */
  readonly secretRow?: (alias: string) => Sql | undefined
}

/** Rows that nothing refers to. */
export interface PlainShelf extends AnyShelf {
  /** The columns of their primary key, in whose order they stand. */
  readonly order: readonly string[]
  /**
   * They speak of other rows by `id`: they mean something only where those have the same as in the archive. `history`:
   * what happened to the rows; `marks`: what they are.
   */
  readonly about?: 'history' | 'marks'
  /** The shelf that has the rows whose versions these are. */
  readonly of?: string
  /** Whether a row says that the one it is about was removed. */
  readonly isRemoval?: Sql
  /** A row that is there stays as it is where this holds. */
  readonly lasting?: Sql
  /** Lines hold only the values that there are. */
  readonly sparse?: true
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

const secretValueOf = (view: View, resource: Resource, { guard, prefix, column }: Column): Pick<Cell, 'secretValue'> =>
  guard && AGAINST_THIRD_PARTIES.has(guard.scope)
    ? { secretValue: guardUp(view, resource, { alias: 'r', prefix, column }, guard) }
    : {}

const cellOf = (view: View, resource: Resource, column: Column): Cell => {
  const { path, sqlType, leaf, to, variant, initial } = column
  const common = {
    path: path.split('.'),
    column: column.column,
    sqlType,
    nullable: column.nullable || variant !== undefined,
    ...(variant !== undefined && initial === '' ? { blank: { at: variant.split('.'), value: literal(initial) } } : {}),
    ...secretValueOf(view, resource, column),
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
export const shelfOf = (register: Register, resource: Resource): PlacedShelf => {
  const view = viewing(register, THIRD_PARTY)
  const versions = versionTable(resource)
  return {
    name: resource.name,
    table: resource.table,
    key: 'uuid',
    cells: [
      { path: ['uuid'], column: 'uuid', sqlType: 'uuid', nullable: false },
      ...allColumnsOf(resource).map((column) => cellOf(view, resource, column)),
    ],
    listings: orderedOf(register, resource),
    versions,
    writtenSince: (moment) => sql`r.id in (select v.id from ${name(versions)} v where v.versie_moment >= ${moment})`,
    secretRow: (alias) => hidden(view, resource, alias),
  }
}

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
export const shelfNamed = (shelves: readonly Shelf[], called: string): PlacedShelf => {
  const found = shelves.filter(isPlaced).find((shelf) => shelf.name === called)
  if (!found) throw new Error(`no shelf is called ${called}`)
  return found
}
