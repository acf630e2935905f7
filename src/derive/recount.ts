/** The counts of collections, taken anew: for who changed rows in bulk. */
import type { Resource } from '../model/resource.ts'
import { literal, name, type Sql, sql } from '../sql/sql.ts'
import { TALLY } from './list.ts'

/**
 * In the transaction that changed the rows, behind a lock on their tables. Folding moves counts from row to row: it must
 * not do so in between.
 */
export const recount = (resources: readonly Resource[]): Sql[] => [
  sql`lock table ${name(TALLY)} in share row exclusive mode`,
  ...resources.flatMap(({ table }) => [
    sql`delete from ${name(TALLY)} where collection = ${literal(table)}`,
    sql`insert into ${name(TALLY)} select ${literal(table)}, count(*) from ${name(table)}`,
  ]),
]
