/**
 * A whole list as it was: what is there now, but for what changed since. A page near the moment of asking costs what
 * changed, and not all versions that there ever were.
 */
import type { Resource } from '../model/resource.ts'
import { join, name, type Sql, sql } from '../sql/sql.ts'
import { amountOf } from './stretch.ts'
import { peilmoment } from './tables.ts'
import { versionTable } from './versions.ts'

interface ListThen {
  /** What the others read, to stand in front of them. */
  readonly ctes: Sql
  /** The number of rows. */
  readonly amount: Sql
  /** The first of them in this order, which is that of `columns` in one direction: `id`. */
  keys(order: (alias: string) => Sql, most: Sql): Sql
}

/** `columns`: by which the list is ordered, `id` among them. */
export const listThen = (resource: Resource, columns: readonly string[]): ListThen => {
  const [own, versions] = [name(resource.table), name(versionTable(resource))]
  const read = (alias: string): Sql =>
    join(
      columns.map((column) => name(`${alias}.${column}`)),
      ', ',
    )
  const changed = sql`select distinct v.id from ${versions} v where v.versie_moment > ${peilmoment}`
  // The last version up to the moment: one look in the index for each that changed.
  const last = sql`select * from ${versions} v where v.id = c.id and v.versie_moment <= ${peilmoment} order by v.versie desc limit 1`
  const were = sql`select ${read('v')} from changed c cross join lateral (${last}) v where v.versie_actie <> 'verwijderd' and v.versie_zout is not null`
  // A value, and no condition that could be joined: rows are to be read in their order, as far as the page.
  const written = sql`(select v.versie_moment from ${versions} v where v.id = r.id order by v.versie desc limit 1)`
  return {
    ctes: sql`changed as materialized (${changed}), were as materialized (${were})`,
    amount: sql`(${amountOf(resource)}) - (select count(*) from changed c join ${own} r on r.id = c.id) + (select count(*) from were)`,
    keys: (order, most) => {
      const same = sql`select ${read('r')} from ${own} r where ${written} <= ${peilmoment} order by ${order('r')} limit ${most}`
      const others = sql`select ${read('w')} from were w order by ${order('w')} limit ${most}`
      return sql`select r.id from ((${same}) union all (${others})) r order by ${order('r')}`
    },
  }
}
