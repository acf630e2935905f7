/** The rows of a shelf as JSON texts, and as flat columns. */
import { join, literal, name, raw, type Sql, sql } from '../../sql/sql.ts'
import { formatOf } from './formats.ts'
import {
  type Cell,
  isListing,
  isPlaced,
  type Listing,
  listingsOf,
  type Member,
  membersOf,
  POSITION,
  type Shelf,
  shelfNamed,
} from './shelf.ts'

const keyOf = (shelves: readonly Shelf[], to: string, where: (alias: string) => Sql): Sql => {
  const { table, key } = shelfNamed(shelves, to)
  return sql`(select ${name(`t.${key}`)} from ${name(table)} t where ${where('t')})`
}

const cellSql = (shelves: readonly Shelf[], { column, sqlType, to }: Cell): Sql => {
  const at = name(`r.${column}`)
  return to === undefined
    ? formatOf(sqlType).read(at)
    : keyOf(shelves, to, (alias) => sql`${name(`${alias}.id`)} = ${at}`)
}

const listed = (shelves: readonly Shelf[], { table, own, other, to }: Listing, gather: (key: Sql) => Sql): Sql => {
  const target = shelfNamed(shelves, to)
  const items = sql`${name(table)} l join ${name(target.table)} t on t.id = ${name(`l.${other}`)}`
  return sql`(select ${gather(name(`t.${target.key}`))} from ${items} where ${name(`l.${own}`)} = r.id)`
}

const objectSql = (shelves: readonly Shelf[], members: readonly Member[], first: readonly Sql[] = []): Sql => {
  const pairs = members.map((member) => sql`${literal(member.name)}, ${memberSql(shelves, member)}`)
  return sql`json_build_object(${join([...first, ...pairs], ', ')})`
}

const memberSql = (shelves: readonly Shelf[], { own, members }: Member): Sql => {
  if (own === undefined) return objectSql(shelves, members)
  if (isListing(own)) return listed(shelves, own, (key) => sql`coalesce(json_agg(${key} order by l.id), '[]')`)
  if (own.opens) return sql`case when ${name(`r.${own.column}`)} then ${objectSql(shelves, members)} end`
  return cellSql(shelves, own)
}

/**
 * The number of the transaction that made this version of a row. A row keeps the last 32 bits of it; what stood before
 * them follows, because it cannot be newer than now. Of a row that is billions of transactions old it may seem newer.
 */
const madeBy = (alias: string): Sql => {
  const now = raw('(select pg_snapshot_xmax(pg_current_snapshot())::text::bigint)')
  return sql`${now} - ((${now} - ${name(`${alias}.xmin`)}::text::bigint) & 4294967295)`
}

const changedSince = (shelf: Shelf, since: bigint): Sql => {
  const from = raw(String(since))
  const lists = listingsOf(shelf).map(
    ({ table, own }) =>
      sql`exists (select from ${name(table)} l where ${name(`l.${own}`)} = r.id and ${madeBy('l')} >= ${from})`,
  )
  return join([sql`${madeBy('r')} >= ${from}`, ...lists], ' or ')
}

const orderOf = (shelf: Shelf): Sql =>
  join(
    (isPlaced(shelf) ? ['id'] : shelf.order).map((column) => name(`r.${column}`)),
    ', ',
  )

const rowsOf = (shelf: Shelf, since: bigint | undefined): Sql =>
  sql`from ${name(shelf.table)} r where ${since === undefined ? raw('true') : changedSince(shelf, since)} order by ${orderOf(shelf)}`

/** A JSON text for each row, in the order of making. `since`: only what that transaction and those after it left. */
export const linesOf = (shelves: readonly Shelf[], shelf: Shelf, since?: bigint): Sql => {
  const position = isPlaced(shelf) ? [sql`${literal(POSITION)}, r.id`] : []
  return sql`select ${objectSql(shelves, membersOf(shelf), position)}::text ${rowsOf(shelf, since)}`
}

/** The same rows for a spreadsheet: a column for each value, its path with dots as its name; lists with spaces between. */
export const columnsAsText = (shelves: readonly Shelf[], shelf: Shelf, since?: bigint): Sql => {
  const named = (value: Sql, path: readonly string[]): Sql => sql`${value} as ${raw(`"${path.join('.')}"`)}`
  const cells = shelf.cells.map((cell) => named(sql`(${cellSql(shelves, cell)})::text`, cell.path))
  const lists = listingsOf(shelf).map((listing) =>
    named(
      listed(shelves, listing, (key) => sql`string_agg(${key}::text, ' ' order by l.id)`),
      listing.path,
    ),
  )
  const position = isPlaced(shelf) ? [named(raw('r.id'), [POSITION])] : []
  return sql`select ${join([...position, ...cells, ...lists], ', ')} ${rowsOf(shelf, since)}`
}
