/** The actors of the register that a token means, by uuid, by what other registers call them, or units by name. */
import type { Queryable } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'

export interface FoundActors {
  readonly actor: string | undefined
  readonly units: readonly string[]
}

/**
 * Asked once for a token, and not for each of its requests. One person may be several actors, of which none can be told
 * to be meant: then it is none of them. A unit may be several: those of all are its own.
 */
export const findActors = async (
  database: Queryable,
  actor: string | undefined,
  units: readonly string[],
): Promise<FoundActors> => {
  if (actor === undefined && units.length === 0) return { actor: undefined, units: [] }
  const rows = await database.query(
    statement(sql`select uuid, soort_actor = 'organisatorische_eenheid' as is_unit from actor
      where soort_actor = 'organisatorische_eenheid'
          and (uuid::text = any(${units}::text[]) or actoridentificator_object_id = any(${units}::text[])
            or naam = any(${units}::text[]))
        or soort_actor = 'medewerker'
          and (uuid::text = ${actor ?? null}::text or actoridentificator_object_id = ${actor ?? null}::text)
      order by id`),
  )
  const uuids = (isUnit: boolean): string[] =>
    rows.filter(({ is_unit }) => is_unit === isUnit).map(({ uuid }) => String(uuid))
  const persons = uuids(false)
  return { actor: persons.length === 1 ? persons[0] : undefined, units: uuids(true) }
}
