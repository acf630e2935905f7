/**
 * Where a page far into a list begins. Rows are counted for each stretch of the order of the list: a day, or 4,096 keys.
 * Adding up whole stretches takes the place of skipping their rows one by one, and is as exact, because the same
 * transaction changes a row and its count.
 */
import { toColumn } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { literal, name, raw, type Sql, sql } from '../sql/sql.ts'

/** The table that keeps the number of rows of each collection, as changes to be added up. */
export const TALLY = 'tally'
/** The number of rows of each stretch, but for the changes that the tally still holds. */
export const STRETCHES = 'tally_stretch'

/** Bits of a key that tell rows of one stretch apart. */
const BITS = raw('12')

const momentOf = (resource: Resource, alias: string): Sql | undefined =>
  resource.newestBy ? name(`${alias}.${toColumn(resource.newestBy)}`) : undefined

/** The stretch that a row is in. */
export const stretchOf = (resource: Resource, alias: string): Sql => {
  const moment = momentOf(resource, alias)
  return moment
    ? sql`((${moment} at time zone 'UTC')::date - date '1970-01-01')::bigint`
    : sql`${name(`${alias}.id`)} >> ${BITS}`
}

/** Whether a row is in this stretch or an older one; put such that an index finds the first. */
export const isUpTo = (resource: Resource, alias: string, stretch: Sql): Sql => {
  const moment = momentOf(resource, alias)
  return moment
    ? sql`${moment} < (date '1970-01-01' + (${stretch} + 1)::int)::timestamp at time zone 'UTC'`
    : sql`${name(`${alias}.id`)} < (${stretch} + 1) << ${BITS}`
}

/** The number of rows of a collection. */
export const amountOf = (resource: Resource): Sql =>
  sql`select coalesce(sum(delta), 0) from ${name(TALLY)} where collection = ${literal(resource.table)}`

/**
 * The newest stretch of which not all rows are among the first `skip`: `stretch`, and the rows before it: `passed`.
 * No row where the list is not that long.
 */
export const placeOf = (resource: Resource, skip: Sql): Sql => {
  const collection = literal(resource.table)
  const kept = sql`select stretch, amount from ${name(STRETCHES)} where collection = ${collection}`
  const changes = sql`select stretch, delta from ${name(TALLY)} where collection = ${collection} and stretch is not null`
  const reached = sql`select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached from (${kept} union all ${changes}) counted group by stretch`
  return sql`select stretch, (reached - amount)::bigint as passed from (${reached}) s where reached > ${skip} order by stretch desc limit 1`
}
