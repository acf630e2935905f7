/** Values that take the place of others, before the rows are put in. */
import type { Resource } from '../../model/resource.ts'
import { literal, name, raw, type Sql, sql } from '../../sql/sql.ts'
import type { Column } from '../columns.ts'
import { wanted } from './origin.ts'

const repairs = (resource: Resource): Sql => name(`repairs_${resource.table}`)

export const makeRepairs = (resource: Resource): Sql[] => [
  sql`create temp table ${repairs(resource)} (id bigint not null, path text not null, value text)`,
]

/** Where they go. */
export const intoRepairs = (resource: Resource): Sql => sql`${repairs(resource)} (id, path, value)`

export const applyRepairs = (resource: Resource, columns: readonly Column[]): Sql[] =>
  columns.map(
    ({ path, column, sqlType }) =>
      sql`update ${name(wanted(resource.table))} w set ${name(column)} = r.value::${raw(sqlType)} from ${repairs(resource)} r where r.id = w.id and r.path = ${literal(path)}`,
  )
