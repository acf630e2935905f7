/** From the rows that are here to those that are to be: what changes, comes and goes, and the statements that do it. */
import type { Register } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'
import { join, literal, name, raw, type Sql, sql } from '../../sql/sql.ts'
import { columnAt, columnsOf } from '../columns.ts'
import { conditionSql } from '../facts.ts'
import { catchUp, letGo, orderedLists, takeUp } from '../versions.ts'
import { listOf, otherLists, parting, type SourceTable, staged, wanted } from './origin.ts'

/** Which rows came from elsewhere, by collection. */
export const MOVED_IN = 'moved_in'

const columnNames = (resource: Resource): string[] => ['id', 'uuid', ...columnsOf(resource).map(({ column }) => column)]
const list = (columns: readonly string[], alias = ''): Sql =>
  join(
    columns.map((column) => name(alias === '' ? column : `${alias}.${column}`)),
    ', ',
  )

const differs = (resource: Resource, one: string, other: string): Sql => {
  const columns = columnsOf(resource).map(({ column }) => column)
  return sql`(${list(columns, one)}) is distinct from (${list(columns, other)})`
}

const cameIn = (resource: Resource, alias: string): Sql =>
  sql`exists (select from ${name(MOVED_IN)} m where m.collection = ${literal(resource.table)} and m.ids @> ${name(`${alias}.id`)})`

/** All rows, into an empty table. */
export const fillEmpty = (resource: Resource): Sql =>
  sql`insert into ${name(resource.table)} (${list(columnNames(resource))}) select ${list(columnNames(resource))} from ${name(wanted(resource.table))} order by id`

/** Sets apart the rows that change or go: those of the source, whatever became of them here. */
export const part = (resource: Resource): Sql[] => {
  const [own, to, gone] = [name(resource.table), name(wanted(resource.table)), name(parting(resource.table))]
  const changed = sql`select r.*, true as stays from ${own} r join ${to} w on w.uuid = r.uuid where ${differs(resource, 'r', 'w')}`
  const absent = sql`select r.* from ${own} r where not exists (select from ${to} w where w.uuid = r.uuid)`
  // Materialized: whether a row came in is asked of the few that are absent only.
  const left = sql`with absent as materialized (${absent}) select r.*, false as stays from absent r where ${cameIn(resource, 'r')}`
  return [sql`create temp table ${gone} as (${changed}) union all (${left})`, sql`analyze ${gone}`]
}

/** How many change, go and come: `changed`, `gone`, `fresh`. To be asked before anything is done. */
export const countDifferences = (resource: Resource): Sql => {
  const [own, to, gone] = [name(resource.table), name(wanted(resource.table)), name(parting(resource.table))]
  return sql`select (select count(*) from ${gone} where stays)::int as changed, (select count(*) from ${gone} where not stays)::int as gone, (select count(*) from ${to} w where not exists (select from ${own} r where r.uuid = w.uuid))::int as fresh`
}

/** Rows that change are taken out and put in anew: two may trade a value that only one may have. */
export const takeOut = (resource: Resource): Sql =>
  sql`delete from ${name(resource.table)} r using ${name(parting(resource.table))} p where p.id = r.id`

export const putIn = (resource: Resource): Sql => {
  const [own, to] = [name(resource.table), name(wanted(resource.table))]
  return sql`insert into ${own} (${list(columnNames(resource))}) select ${list(columnNames(resource), 'w')} from ${to} w where not exists (select from ${own} r where r.uuid = w.uuid) order by w.id`
}

/** Rows that are gone there, but to which rows made here refer: they come back. Answers their `id`, `uuid`. */
export const keepReferred = (register: Register, lists: readonly SourceTable[], resource: Resource): Sql => {
  const [own, gone] = [name(resource.table), name(parting(resource.table))]
  const referring = register
    .referrers(resource.name)
    .map(({ resource: from, column }) => sql`exists (select from ${name(from.table)} f where f.${name(column)} = p.id)`)
  const listing = lists.flatMap((one) => {
    const field = listOf(one)
    const isMember = field.of === resource.name
    const column = name(`${resource.table}_id`)
    return isMember ? [sql`exists (select from ${name(field.table)} f where f.${column} = p.id)`] : []
  })
  const any = [...referring, ...listing]
  if (any.length === 0) return sql`select null as id where false`
  const absent = sql`not p.stays and not exists (select from ${own} r where r.id = p.id) and (${join(any, ' or ')})`
  return sql`insert into ${own} (${list(columnNames(resource))}) select ${list(columnNames(resource), 'p')} from ${gone} p where ${absent} returning id::text, uuid`
}

/** The versions that the rows leave which were put in place. */
export const leaveVersions = (resource: Resource, door: string, isEmpty: boolean): Sql[] => {
  if (isEmpty) return [takeUp(resource, door)]
  const gone = name(parting(resource.table))
  const lists = orderedLists(resource).map(({ field }) => sql` union select id from ${name(otherLists(field.table))}`)
  const touched = sql`select id from ${gone} where stays${join(lists, '')}`
  return [letGo(resource, door, gone), catchUp(resource, door, touched), takeUp(resource, door)]
}

/** Remembers which rows came in: those that are to be, and those that had to stay. */
export const rememberMovedIn = (resource: Resource, isEmpty: boolean): Sql => {
  const [own, to, gone] = [name(resource.table), name(wanted(resource.table)), name(parting(resource.table))]
  const kept = sql`select r.id from ${own} r join ${gone} p on p.id = r.id where not p.stays`
  const all = isEmpty ? sql`select id from ${to}` : sql`select id from ${to} union all ${kept}`
  const ids = sql`select coalesce(range_agg(int8range(id, id, '[]')), '{}') from (${all}) i`
  return sql`insert into ${name(MOVED_IN)} (collection, ids) select ${literal(resource.table)}, (${ids}) on conflict (collection) do update set ids = excluded.ids, moved_at = now()`
}

/** Keys that are drawn from now on come after all that are there. */
export const passKeys = (table: string): Sql =>
  sql`select setval(pg_get_serial_sequence(${literal(table)}, 'id'), m.id) from (select max(id) as id from ${name(table)}) m where m.id > coalesce(pg_sequence_last_value(pg_get_serial_sequence(${literal(table)}, 'id')::regclass), 0)`

/** Rows made here that have what only one row may have, and a row that is to come has too: `uuid`, `other`. */
export const collisions = (resource: Resource): { readonly constraint: string; readonly find: Sql }[] => {
  const [own, to] = [name(resource.table), name(wanted(resource.table))]
  const clash = (constraint: string, columns: readonly string[], when: readonly Sql[]) => {
    const same = columns.map((column) => sql`w.${name(column)} = r.${name(column)}`)
    const made = sql`not exists (select from ${to} o where o.uuid = r.uuid) and not exists (select from ${name(parting(resource.table))} p where p.id = r.id)`
    const find = sql`select w.uuid, r.uuid as other from ${to} w join ${own} r on ${join([...same, ...when], ' and ')} where ${made}`
    return { constraint, find }
  }
  const filled = (column: string): Sql => sql`r.${name(column)} <> ''`
  const rules = (resource.rules ?? []).flatMap(({ unique }) => {
    if (!unique) return []
    const columns = unique.paths.map((path) => columnAt(resource, path).column)
    const when = unique.when.flatMap((one) => ['r', 'w'].map((alias) => conditionSql(resource, one, alias)))
    return [clash(unique.constraint, columns, when)]
  })
  const numbers = columnsOf(resource).flatMap(({ column, leaf }) => {
    if (leaf?.unique) return [clash(`${resource.table}_${column}_key`, [column], [filled(column)])]
    return column.endsWith('_uuid') ? [clash(`${resource.table}_${column}_key`, [column], [])] : []
  })
  const sole = resource.sole && {
    flag: columnAt(resource, resource.sole.flag).column,
    within: resource.sole.within.map((path) => columnAt(resource, path).column),
  }
  const flags = sole
    ? [
        clash(
          `${resource.table}_${sole.flag}_key`,
          sole.within,
          ['w', 'r'].map((alias) => name(`${alias}.${sole.flag}`)),
        ),
      ]
    : []
  return [...rules, ...numbers, ...flags]
}

/** Number of rows and a sum over their values; `of`: those to be, or those here that are among them. */
export const checksum = (resource: Resource, of: 'wanted' | 'own'): Sql => {
  const [own, to] = [name(resource.table), name(wanted(resource.table))]
  const columns = ['uuid', ...columnsOf(resource).map(({ column }) => column)]
  const from = of === 'wanted' ? sql`${to} r` : sql`${own} r join ${to} w on w.uuid = r.uuid`
  const value = sql`hashtextextended(row(${list(columns, 'r')})::text, 0)`
  return sql`select count(*)::int as rows, to_hex(abs(coalesce(sum(${value}), 0) % 4294967296)::bigint) as sum from ${from}`
}

/** Uuids of rows that differ, and the paths in which they do; the first of them. */
export const firstDifferences = (resource: Resource, limit: number): Sql => {
  const [own, to] = [name(resource.table), name(wanted(resource.table))]
  const paths = columnsOf(resource).map(
    ({ path, column }) => sql`case when r.${name(column)} is distinct from w.${name(column)} then ${literal(path)} end`,
  )
  const changed = sql`select w.id, w.uuid, array_remove(array[${join(paths, ', ')}], null) as paths from ${own} r join ${to} w on w.uuid = r.uuid where ${differs(resource, 'r', 'w')}`
  const absent = sql`select w.id, w.uuid, null::text[] from ${to} w where not exists (select from ${own} r where r.uuid = w.uuid)`
  return sql`select uuid, paths from (${changed} union all ${absent}) d order by id limit ${raw(String(limit))}`
}

/** Rows here that are not to be: those that came in and are gone there (`gone`), and those that were made here (`made`). */
export const others = (resource: Resource): Sql => {
  const absent = sql`select r.id from ${name(resource.table)} r where not exists (select from ${name(wanted(resource.table))} w where w.uuid = r.uuid)`
  const came = sql`with absent as materialized (${absent}) select ${cameIn(resource, 'r')} as came from absent r`
  return sql`select count(*) filter (where came)::int as gone, count(*) filter (where not came)::int as made from (${came}) c`
}

/** How many rows stand here before one that they follow there. */
export const misplaced = ({ table, resource }: SourceTable): Sql => {
  const pairs = sql`select r.id, lag(r.id) over (order by s.id) as before from ${name(staged(table))} s join ${name(resource.table)} r on r.uuid = s.uuid`
  return sql`select count(*)::int as misplaced from (${pairs}) p where id < before`
}
