/**
 * What of an archive says something of rows by key, and where it may go: into a register in which the rows have the same
 * keys, and whose history is that of the archive as far as both go.
 */
import type { Resource } from '../../model/resource.ts'
import { join, literal, name, raw, type Sql, sql } from '../../sql/sql.ts'
import { skeletonHash } from '../versions.ts'
import { formatOf } from './formats.ts'
import { keysName, stagedName } from './restore.ts'
import { type PlacedShelf, type PlainShelf, POSITION } from './shelf.ts'

/** Answers a row when rows of the archive got other keys than they had. Counted, for a limit would make for a poor plan. */
export const movedKeys = (shelf: PlacedShelf): Sql =>
  sql`select count(*) from ${keysName(shelf)} k join ${stagedName(shelf)} s on s.n = k.n where k.id is distinct from (s.line ->> ${literal(POSITION)})::bigint having count(*) > 0`

/** Answers a row when one of the archive has the key of another that is here. */
export const otherRows = (shelf: PlainShelf): Sql => {
  const same = shelf.order.map((column) => sql`${name(`r.${column}`)} = ${member(shelf, column)}`)
  return sql`select count(*) from ${stagedName(shelf)} s join ${name(shelf.table)} r on ${join(same, ' and ')} where r.uuid <> ${member(shelf, 'uuid')} having count(*) > 0`
}

const member = (shelf: PlainShelf, column: string): Sql => {
  const { path = [], sqlType = 'text' } = shelf.cells.find((cell) => cell.column === column) ?? {}
  return formatOf(sqlType).write(sql`s.line ->> ${literal(path.join())}`)
}

const SKELETON = ['id', 'uuid', 'versie', 'versie_actie', 'versie_moment', 'versie_vorige', 'versie_belofte']

/**
 * Answers a row when a version of the archive does not follow from those that are here, or is another than the one here.
 */
export const partedVersions = (shelf: PlacedShelf, history: PlainShelf): Sql => {
  const read = SKELETON.map((column) => sql`${member(history, column)} as ${name(column)}`)
  const columns = (alias: string): Sql => raw(SKELETON.map((column) => `${alias}.${column}`).join(', '))
  const versions = name(history.table)
  const isOther = sql`v.id is not null and (${columns('v')}) is distinct from (${columns('c')})`
  const before = sql`select from came d where d.id = c.id and d.versie = c.versie - 1`
  const isLoose = sql`v.id is null and c.versie > 1 and not exists (${before}) and (p.id is null or ${skeletonHash(shelf, 'p')} is distinct from c.versie_vorige)`
  const isTaken = sql`exists (select from ${name(shelf.table)} r where r.id = c.id and r.uuid <> c.uuid)`
  return sql`with came as materialized (select ${join(read, ', ')} from ${stagedName(history)} s)
    select count(*) from came c left join ${versions} v on v.id = c.id and v.versie = c.versie
      left join ${versions} p on p.id = c.id and p.versie = c.versie - 1
    where (${isOther}) or (${isLoose}) or (${isTaken}) having count(*) > 0`
}

/** Rows that were taken away, as they were. */
export const goneRows = ({ table }: Pick<Resource, 'table'>): Sql => name(`gone_${table}`)

/** Takes away the rows of which the archive says that they were removed, where it has none of that name; if `removes`. */
export const takingAway = (shelf: PlacedShelf, history: PlainShelf, removes: boolean): Sql[] => {
  const removed = sql`select (s.line ->> 'uuid')::uuid from ${stagedName(history)} s where s.line ->> 'actie' = 'verwijderd'`
  const mine = sql`r.uuid in (${removed}) and not exists (select from ${keysName(shelf)} k where k.key = r.uuid and k.n is not null)`
  const gone = goneRows(shelf)
  return [
    sql`create temp table ${gone} on commit drop as select r.* from ${name(shelf.table)} r where ${removes ? mine : raw('false')}`,
    ...shelf.listings.map(
      ({ table, own }) => sql`delete from ${name(table)} l using ${gone} g where ${name(`l.${own}`)} = g.id`,
    ),
    sql`delete from ${name(shelf.table)} r using ${gone} g where r.id = g.id`,
  ]
}

/** That they went is in the versions of the archive. */
export const forgetGone = (shelf: PlacedShelf): Sql => sql`delete from ${goneRows(shelf)}`
