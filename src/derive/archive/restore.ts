/**
 * From lines to rows. The lines of a shelf are staged as they are; then every key of an archive, and of the register it
 * goes into, is set against the `id` of its row; then the rows follow, whatever they refer to.
 */
import { join, literal, name, raw, type Sql, sql } from '../../sql/sql.ts'
import { formatOf } from './formats.ts'
import {
  type Cell,
  isPlaced,
  type Listing,
  listingsOf,
  type PlacedShelf,
  POSITION,
  type Shelf,
  shelfNamed,
} from './shelf.ts'

export const stagedName = ({ table }: Pick<Shelf, 'table'>): Sql => name(`staged_${table}`)
export const keysName = ({ table }: Pick<Shelf, 'table'>): Sql => name(`keys_${table}`)

/** The text of a value in the line of the alias `s`. */
const textAt = (path: readonly string[]): Sql => sql`s.line #>> ${literal(`{${path.join(',')}}`)}`

const keyCell = (shelf: PlacedShelf): Cell => {
  const found = shelf.cells.find(({ column }) => column === shelf.key)
  if (!found) throw new Error(`${shelf.name} has no ${shelf.key}`)
  return found
}

const keyAt = (shelf: PlacedShelf, path: readonly string[]): Sql => formatOf(keyCell(shelf).sqlType).write(textAt(path))

/** A table for the lines. */
export const staging = (shelf: Shelf): Sql =>
  sql`create temp table ${stagedName(shelf)} (n bigint generated always as identity, line jsonb not null) on commit drop`

/** Where the lines go. */
export const stagedLines = (shelf: Shelf): Sql => sql`${stagedName(shelf)} (line)`

/**
 * The keys of the rows that are there and of those that come: `n` (the number of the line), `id`, `key`. A row keeps its
 * place where no other has it; into a register with rows of its own, all new ones come behind those.
 */
export const keying = (shelf: PlacedShelf): Sql => {
  const key = keyAt(shelf, keyCell(shelf).path)
  const own = name(`r.${shelf.key}`)
  const given = sql`select s.n, ${key} as key, coalesce((${textAt([POSITION])})::bigint, s.n) as position, r.id
    from ${stagedName(shelf)} s left join ${name(shelf.table)} r on ${own} = ${key}`
  // Nor is a key taken that a row once had: its versions are there.
  const past = shelf.versions === undefined ? sql`0` : sql`(select max(id) from ${name(shelf.versions)})`
  const last = sql`(select coalesce(greatest(max(id), ${past}), 0) from ${name(shelf.table)})`
  const shift = sql`select case when min(position) filter (where id is null) > ${last} then 0 else ${last} end as by from given`
  const others = sql`select null, r.id, ${own} from ${name(shelf.table)} r where not exists (select from given g where g.key = ${own})`
  return sql`create temp table ${keysName(shelf)} on commit drop as with given as materialized (${given}), shift as (${shift})
    select n, coalesce(id, position + (select by from shift)) as id, key from given union all ${others}`
}

/** After staging and after keying: without these the plans would be those for empty tables. */
export const analyzeStaged = (shelf: Shelf): Sql => sql`analyze ${stagedName(shelf)}`
export const analyzeKeys = (shelf: PlacedShelf): Sql => sql`analyze ${keysName(shelf)}`

/** Lines that say the same where no two may: `lines` (the first five), `path`. */
export const repeated = (shelf: PlacedShelf): Sql => {
  const same = (column: string, path: string): Sql =>
    sql`select (array_agg(n order by n))[1:5]::text[] as lines, ${literal(path)} as path from ${keysName(shelf)}
      group by ${name(column)} having count(*) > 1 and count(n) > 0`
  return sql`${same('key', keyCell(shelf).path.join('.'))} union all ${same('id', POSITION)} limit 10`
}

interface Pointing {
  readonly path: readonly string[]
  readonly to: string
}

/** References in lines to rows that are neither in the archive nor in the register: `line`, `path`. */
export const dangling = (shelves: readonly Shelf[], shelf: Shelf): Sql | undefined => {
  const found = (target: PlacedShelf, from: Sql, key: Sql, path: readonly string[]): Sql =>
    sql`(select s.n::text as line, ${literal(path.join('.'))} as path from ${from}
      where ${key} is not null and not exists (select from ${keysName(target)} k where k.key = ${key}) order by s.n limit 10)`
  const pointing = shelf.cells.filter((cell): cell is Cell & Pointing => cell.to !== undefined)
  const pieces = [
    ...pointing.map(({ path, to }) => {
      const target = shelfNamed(shelves, to)
      return found(target, sql`${stagedName(shelf)} s`, keyAt(target, path), path)
    }),
    ...listingsOf(shelf).map((listing) => {
      const from = sql`${stagedName(shelf)} s cross join lateral ${itemsOf(listing)}`
      return found(shelfNamed(shelves, listing.to), from, sql`e.key::uuid`, listing.path)
    }),
  ]
  return pieces.length === 0 ? undefined : join(pieces, ' union all ')
}

const itemsOf = ({ path }: Listing): Sql =>
  sql`jsonb_array_elements_text(coalesce(s.line #> ${literal(`{${path.join(',')}}`)}, '[]')) with ordinality e (key, place)`

const cellValue = (cell: Cell, alias: string): Sql => {
  const { path, sqlType, opens, to, initial, blank } = cell
  if (to !== undefined) return name(`${alias}.id`)
  if (opens) return sql`coalesce(jsonb_typeof(s.line #> ${literal(`{${path.join(',')}}`)}) = 'object', false)`
  const value = formatOf(sqlType).write(textAt(path))
  if (blank)
    return sql`case when s.line #> ${literal(`{${blank.at.join(',')}}`)} = 'false' then ${blank.value} else ${value} end`
  return initial === undefined ? value : sql`coalesce(${value}, ${initial})`
}

/** The rows. One that is there already becomes as the line says. */
export const filling = (shelves: readonly Shelf[], shelf: Shelf): Sql => {
  const { cells, table } = shelf
  const key = isPlaced(shelf) ? [shelf.key] : shelf.order
  const columns = join(
    cells.map(({ column }) => name(column)),
    ', ',
  )
  const values = join(
    cells.map((cell, index) => cellValue(cell, `t${index}`)),
    ', ',
  )
  const joins = cells.flatMap(({ to, path }, index) => {
    if (to === undefined) return []
    const target = shelfNamed(shelves, to)
    const alias = name(`t${index}`)
    return [sql` left join ${keysName(target)} ${alias} on ${alias}.key = ${keyAt(target, path)}`]
  })
  const set = cells
    .filter(({ column }) => !key.includes(column))
    .map(({ column }) => sql`${name(column)} = ${name(`excluded.${column}`)}`)
  const lasting = !isPlaced(shelf) && shelf.lasting ? sql` where not (${shelf.lasting})` : sql``
  const conflict = sql`on conflict (${join(key.map(name), ', ')}) do update set ${join(set, ', ')}${lasting}`
  const staged = sql`${stagedName(shelf)} s`
  if (!isPlaced(shelf))
    return sql`insert into ${name(table)} (${columns}) overriding system value
      select ${values} from ${staged}${join(joins, '')} order by s.n ${conflict}`
  return sql`insert into ${name(table)} (id, ${columns}) overriding system value
    select k.id, ${values} from ${staged} join ${keysName(shelf)} k on k.n = s.n${join(joins, '')} order by k.id ${conflict}`
}

/** The ordered lists of the rows, as statements one after another. */
export const listing = (shelves: readonly Shelf[], shelf: PlacedShelf): Sql[] =>
  shelf.listings.flatMap((one) => {
    const { table, own, other, to, kept } = one
    const columns = join([own, other, ...kept].map(name), ', ')
    const values = join([sql`k.id`, sql`o.id`, ...kept.map((column) => name(`r.${column}`))], ', ')
    const owner = kept.length > 0 ? sql` join ${name(shelf.table)} r on r.id = k.id` : sql``
    const target = keysName(shelfNamed(shelves, to))
    const mine = sql`${keysName(shelf)} k`
    return [
      sql`delete from ${name(table)} l using ${mine} where k.n is not null and ${name(`l.${own}`)} = k.id`,
      sql`insert into ${name(table)} (${columns}) select ${values} from ${stagedName(shelf)} s
        join ${mine} on k.n = s.n${owner} cross join lateral ${itemsOf(one)} join ${target} o on o.key = e.key::uuid order by k.id, e.place`,
    ]
  })

/** What comes later stands behind what was restored. */
export const nextIds = ({ table, listings }: PlacedShelf): Sql[] =>
  [table, ...listings.map((one) => one.table)].map(
    (
      at,
    ) => sql`select setval(s.sequence, s.last) from (select pg_get_serial_sequence(${literal(at)}, 'id')::regclass as sequence,
      (select max(id) from ${name(at)}) as last) s where s.last > coalesce(pg_sequence_last_value(s.sequence), 0)`,
  )

/** The numbers of the lines that became these rows, and null for those that were there: `line`. */
export const linesBehind = (shelf: PlacedShelf, ids: readonly string[]): Sql =>
  sql`select n::text as line from ${keysName(shelf)} where id = any(${ids}::bigint[]) order by n`

/** The tables of these shelves. */
export const tablesOf = (shelves: readonly Shelf[]): string[] =>
  shelves.flatMap((shelf) => [shelf.table, ...listingsOf(shelf).map((one) => one.table)])

/** Nobody else reads or writes them until the transaction ends. */
export const locking = (tables: readonly string[]): Sql =>
  sql`lock table ${join(tables.map(name), ', ')} in access exclusive mode`

/** Shelves that have rows: `name`, of what they are about (`about`) where they are about others. */
export const filled = (shelves: readonly Shelf[]): Sql =>
  join(
    shelves.map((shelf) => {
      const about = !isPlaced(shelf) && shelf.about !== undefined
      const called = isPlaced(shelf) ? shelf.name : (shelf.of ?? shelf.name)
      return sql`select ${literal(called)} as name, ${raw(String(about))} as about where exists (select from ${name(shelf.table)})`
    }),
    ' union all ',
  )

/** Statistics for the plans of the restored tables. */
export const analyzing = (tables: readonly string[]): Sql => sql`analyze ${join(tables.map(name), ', ')}`
