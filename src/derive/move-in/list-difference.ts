/** Ordered lists as they are to be beside those that are. */
import type { Register } from '../../model/register.ts'
import { join, literal, name, raw, type Sql, sql } from '../../sql/sql.ts'
import { keptBeside } from '../columns.ts'
import { listOf, otherLists, parting, type SourceTable, wanted } from './origin.ts'

interface Names {
  readonly own: Sql
  readonly to: Sql
  readonly row: Sql
  readonly member: Sql
  /** What the list keeps of the row that has it. */
  readonly kept: readonly Sql[]
  /** The rows that have the lists. */
  readonly holders: Sql
}

const namesOf = (register: Register, table: SourceTable): Names => {
  const field = listOf(table)
  return {
    own: name(field.table),
    to: name(wanted(field.table)),
    row: name(`${table.resource.table}_id`),
    member: name(`${register.get(field.of).table}_id`),
    kept: keptBeside(table.resource).map(({ column }) => name(column)),
    holders: name(wanted(table.resource.table)),
  }
}

/** The members as they are to be, with what is kept beside them. */
const membersToBe = ({ to, row, kept, holders }: Names): Sql => {
  const beside = kept.map((column) => sql`, h.${column}`)
  return sql`select l.*${join(beside, '')} from ${to} l join ${holders} h on h.id = l.${row}`
}

/** The members of each list, in order: `id` of the row that has it. */
const listed = ({ row, member, kept }: Names, from: Sql): Sql => {
  const one = sql`concat_ws(' ', ${join([member, ...kept], ', ')})`
  return sql`select ${row} as id, array_agg(${one} order by l.id) as members from ${from} l group by ${row}`
}

const listedToBe = (names: Names): Sql => listed(names, sql`(${membersToBe(names)})`)

const different = (names: Names): Sql =>
  sql`select coalesce(h.id, w.id) as id from (${listed(names, names.own)}) h full join (${listedToBe(names)}) w on w.id = h.id where h.members is distinct from w.members`

/** Into an empty table. */
export const fillList = (register: Register, table: SourceTable): Sql => {
  const names = namesOf(register, table)
  const { own, row, member, kept } = names
  const columns = join([sql`id`, row, member, ...kept], ', ')
  return sql`insert into ${own} (${columns}) select ${columns} from (${membersToBe(names)}) m order by id`
}

/** Lists that are not as they are to be, taken away and filled anew once the rows that have them are there. */
export const replaceLists = (
  register: Register,
  table: SourceTable,
): { readonly away: readonly Sql[]; readonly anew: Sql } => {
  const names = namesOf(register, table)
  const { own, row, member, kept, holders } = names
  const other = name(otherLists(listOf(table).table))
  const moved = sql`select id from ${holders} union all select id from ${name(parting(table.resource.table))}`
  const columns = join([row, member, ...kept], ', ')
  return {
    away: [
      sql`create temp table ${other} as select id from (${different(names)}) o where id in (${moved})`,
      sql`delete from ${own} l using ${other} o where o.id = l.${row}`,
    ],
    anew: sql`insert into ${own} (${columns}) select ${columns} from (${membersToBe(names)}) m where ${row} in (select id from ${other}) order by id`,
  }
}

/** Number of members and a sum over the lists; `of`: those to be, or those of the same rows here. */
export const checksumOfList = (register: Register, table: SourceTable, of: 'wanted' | 'own'): Sql => {
  const names = namesOf(register, table)
  const rows = of === 'wanted' ? listedToBe(names) : listed(names, names.own)
  const own = of === 'wanted' ? sql`true` : sql`id in (select id from ${names.holders})`
  return sql`select coalesce(sum(cardinality(members)), 0)::int as rows, to_hex(abs(coalesce(sum(hashtextextended(id || ':' || members::text, 0)), 0) % 4294967296)::bigint) as sum from (${rows}) l where ${own}`
}

/** `uuid` of the rows whose list differs, and where; the first of them. */
export const listDifferences = (register: Register, table: SourceTable, limit: number): Sql => {
  const names = namesOf(register, table)
  return sql`select w.uuid, array[${literal(table.part)}] as paths from (${different(names)}) d join ${names.holders} w on w.id = d.id order by w.id limit ${raw(String(limit))}`
}
