/** Which scopes stand before a row: those without which it does not exist, as the declarations say. */
import { sightWithout } from '../../derive/sight.ts'
import { hidden, viewing } from '../../derive/veil.ts'
import type { Register } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'
import type { Scope } from '../../model/scopes.ts'
import { join, literal, type Sql, sql } from '../../sql/sql.ts'

const NONE = sql`'{}'::text[]`

const hiddenWithout = (register: Register, resource: Resource, lacking: readonly Scope[]): Sql | undefined =>
  hidden(viewing(register, sightWithout(lacking)), resource, 'o')

/**
 * Of the row with the alias `o`, a text[]. A row that is part of several others may be hidden only from who lacks several
 * scopes together: then all of them are asked for.
 */
export const behindOf = (register: Register, resource: Resource): Sql => {
  const veiling = new Set(register.resources.flatMap(({ veils = [] }) => veils.map(({ scope }) => scope)))
  const scopes = [...veiling].filter((scope) => hiddenWithout(register, resource, [scope]))
  const base = hiddenWithout(register, resource, scopes)
  if (!base) return NONE
  const list = (each: (scope: Scope) => Sql): Sql => sql`array[${join(scopes.map(each), ', ')}]::text[]`
  const alone = list(
    (scope) => sql`case when ${hiddenWithout(register, resource, [scope]) ?? sql`false`} then ${literal(scope)} end`,
  )
  // Most rows are nobody's secret, and no more is asked of them.
  return sql`case when ${base} then
    coalesce(nullif(array_remove(${alone}, null), '{}'), ${list((scope) => literal(scope))}) else ${NONE} end`
}
