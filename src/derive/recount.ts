/** The counts of collections, taken anew: for who changed rows in bulk. */
import type { Resource } from '../model/resource.ts'
import { literal, name, type Sql, sql } from '../sql/sql.ts'
import { STRETCHES, stretchOf, TALLY } from './stretch.ts'

/**
 * In the transaction that changed the rows, behind a lock on their tables. Folding moves counts from row to row: it must
 * not do so in between.
 */
export const recount = (resources: readonly Resource[]): Sql[] => [
  sql`lock table ${name(TALLY)} in share row exclusive mode`,
  ...resources.flatMap((resource) => [
    ...[TALLY, STRETCHES].map((at) => sql`delete from ${name(at)} where collection = ${literal(resource.table)}`),
    sql`insert into ${name(TALLY)} (collection, delta, stretch)
      select ${literal(resource.table)}, count(*), ${stretchOf(resource, 'r')} from ${name(resource.table)} r group by 3`,
  ]),
]
