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

/** What of the rows is written. */
export interface Extent {
  /** Only what a transaction and those after it wrote, or what was written at a moment (ISO 8601) or later. */
  readonly since?: { readonly transaction: bigint } | { readonly moment: string } | undefined
  /** Nothing that is secret to third parties. */
  readonly withheld: boolean
  /** Of what happened to the rows only that they were removed. */
  readonly removalsOnly: boolean
}

interface Writing extends Extent {
  readonly shelves: readonly Shelf[]
}

/** `and not …` for a row under this alias that third parties do not get. */
const exceptSecret = ({ withheld }: Writing, shelf: Shelf, alias: string): Sql => {
  const why = withheld && isPlaced(shelf) ? shelf.secretRow?.(alias) : undefined
  return why ? sql` and not (${why})` : sql``
}

const keyOf = (writing: Writing, to: string, where: (alias: string) => Sql): Sql => {
  const target = shelfNamed(writing.shelves, to)
  return sql`(select ${name(`t.${target.key}`)} from ${name(target.table)} t where ${where('t')}${exceptSecret(writing, target, 't')})`
}

const valueSql = (writing: Writing, { column, sqlType, to }: Cell): Sql => {
  const at = name(`r.${column}`)
  return to === undefined
    ? formatOf(sqlType).read(at)
    : keyOf(writing, to, (alias) => sql`${name(`${alias}.id`)} = ${at}`)
}

const cellSql = (writing: Writing, cell: Cell): Sql => {
  const value = valueSql(writing, cell)
  const { secretValue, initial } = cell
  if (!writing.withheld || !secretValue) return value
  return sql`case when ${secretValue} then ${initial ?? raw('null')} else ${value} end`
}

const listed = (writing: Writing, { table, own, other, to }: Listing, gather: (key: Sql) => Sql): Sql => {
  const target = shelfNamed(writing.shelves, to)
  const items = sql`${name(table)} l join ${name(target.table)} t on t.id = ${name(`l.${other}`)}`
  return sql`(select ${gather(name(`t.${target.key}`))} from ${items} where ${name(`l.${own}`)} = r.id${exceptSecret(writing, target, 't')})`
}

const objectSql = (writing: Writing, members: readonly Member[], first: readonly Sql[] = []): Sql => {
  const pairs = members.map((member) => sql`${literal(member.name)}, ${memberSql(writing, member)}`)
  return sql`json_build_object(${join([...first, ...pairs], ', ')})`
}

const blanksIn = (members: readonly Member[]): Sql[] =>
  members.flatMap(({ own, members: inside }) =>
    own === undefined ? blanksIn(inside) : !isListing(own) && own.blank ? [name(`r.${own.column}`)] : [],
  )

/** `false` in place of an object that is not there, where its columns hold blanks: a copy is to hold them too. */
const blankSql = (members: readonly Member[]): Sql => {
  const blanks = blanksIn(members)
  return blanks.length === 0 ? sql`` : sql` when num_nonnulls(${join(blanks, ', ')}) > 0 then 'false'::json`
}

const memberSql = (writing: Writing, { own, members }: Member): Sql => {
  if (own === undefined) return objectSql(writing, members)
  if (isListing(own)) return listed(writing, own, (key) => sql`coalesce(json_agg(${key} order by l.id), '[]')`)
  if (own.opens)
    return sql`case when ${name(`r.${own.column}`)} then ${objectSql(writing, members)}${blankSql(members)} end`
  return cellSql(writing, own)
}

/** How many arguments one call takes: PostgreSQL allows a hundred. */
const ARGUMENTS = 90

/** The text of an object with only those members that hold something. */
const sparseText = (writing: Writing, members: readonly Member[]): Sql => {
  const pairs = members.map(({ name: key, own, members: inside }) => {
    if (own !== undefined && isListing(own)) throw new Error('a sparse line holds no lists')
    const value = own === undefined ? sparseText(writing, inside) : sql`to_json(${cellSql(writing, own)})::text`
    return sql`${literal(`, "${key}": `)} || ${value}`
  })
  const calls: Sql[] = []
  for (let at = 0; at < pairs.length; at += ARGUMENTS)
    calls.push(sql`concat(${join(pairs.slice(at, at + ARGUMENTS), ', ')})`)
  return sql`'{' || substr(${join(calls, ' || ')}, 3) || '}'`
}

/**
 * The number of the transaction that made this version of a row. A row keeps the last 32 bits of it; what stood before
 * them follows, because it cannot be newer than now. Of a row that is billions of transactions old it may seem newer.
 */
const madeBy = (alias: string): Sql => {
  const now = raw('(select pg_snapshot_xmax(pg_current_snapshot())::text::bigint)')
  return sql`${now} - ((${now} - ${name(`${alias}.xmin`)}::text::bigint) & 4294967295)`
}

/** Written, or remembered as changed: an ordered list that only lost a member leaves no row that tells. */
const writtenBy = (shelf: Shelf, since: bigint): Sql => {
  const from = raw(String(since))
  const lists = listingsOf(shelf).map(
    ({ table, own }) =>
      sql`exists (select from ${name(table)} l where ${name(`l.${own}`)} = r.id and ${madeBy('l')} >= ${from})`,
  )
  const remembered =
    isPlaced(shelf) && shelf.versions !== undefined
      ? [sql`r.id in (select v.id from ${name(shelf.versions)} v where ${madeBy('v')} >= ${from})`]
      : []
  return sql`(${join([sql`${madeBy('r')} >= ${from}`, ...lists, ...remembered], ' or ')})`
}

const written = (shelf: Shelf, since: NonNullable<Extent['since']>): Sql =>
  'transaction' in since
    ? writtenBy(shelf, since.transaction)
    : (shelf.writtenSince?.(sql`${literal(since.moment)}::timestamptz`) ?? raw('true'))

const orderOf = (shelf: Shelf): Sql =>
  join(
    (isPlaced(shelf) ? ['id'] : shelf.order).map((column) => name(`r.${column}`)),
    ', ',
  )

const rowsOf = (writing: Writing, shelf: Shelf): Sql => {
  const since = writing.since ? written(shelf, writing.since) : raw('true')
  const removals = writing.removalsOnly && !isPlaced(shelf) && shelf.isRemoval ? sql` and ${shelf.isRemoval}` : sql``
  return sql`from ${name(shelf.table)} r where ${since}${removals}${exceptSecret(writing, shelf, 'r')} order by ${orderOf(shelf)}`
}

/** A JSON text for each row, in the order of making. */
export const linesOf = (shelves: readonly Shelf[], shelf: Shelf, extent: Extent): Sql => {
  const writing = { ...extent, shelves }
  const members = membersOf(shelf)
  if (!isPlaced(shelf) && shelf.sparse) return sql`select ${sparseText(writing, members)} ${rowsOf(writing, shelf)}`
  const position = isPlaced(shelf) ? [sql`${literal(POSITION)}, r.id`] : []
  return sql`select ${objectSql(writing, members, position)}::text ${rowsOf(writing, shelf)}`
}

/** The same rows for a spreadsheet: a column for each value, its path with dots as its name; lists with spaces between. */
export const columnsAsText = (shelves: readonly Shelf[], shelf: Shelf, extent: Extent): Sql => {
  const writing = { ...extent, shelves }
  const named = (value: Sql, path: readonly string[]): Sql => sql`${value} as ${raw(`"${path.join('.')}"`)}`
  const cells = shelf.cells.map((cell) => named(sql`(${cellSql(writing, cell)})::text`, cell.path))
  const lists = listingsOf(shelf).map((listing) =>
    named(
      listed(writing, listing, (key) => sql`string_agg(${key}::text, ' ' order by l.id)`),
      listing.path,
    ),
  )
  const position = isPlaced(shelf) ? [named(raw('r.id'), [POSITION])] : []
  return sql`select ${join([...position, ...cells, ...lists], ', ')} ${rowsOf(writing, shelf)}`
}
