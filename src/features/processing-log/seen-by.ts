/** Who saw or received an object or a partij since a moment: whom to tell when it turns out to be the wrong person's. */
import { FULL_SIGHT } from '../../derive/sight.ts'
import { aboutEver, peopleIn } from '../../derive/subjects.ts'
import { viewing } from '../../derive/veil.ts'
import type { Resource } from '../../model/resource.ts'
import { Absent } from '../../operations/problem.ts'
import type { Engine } from '../../operations/context.ts'
import type { Row } from '../../sql/database.ts'
import { Shape, sql, statement } from '../../sql/sql.ts'
import { peopleAt } from './looked.ts'
import { knownPseudonyms } from './pseudonyms.ts'

export interface Seen {
  /** ISO 8601. */
  readonly moment: string
  /** `GET /klantinteracties/api/v1/klantcontacten`. */
  readonly operation: string
  readonly purpose: string
  readonly kind: string
  readonly name: string
  readonly application: string
  /** Who uses a client, as it says itself; empty where it says nothing. */
  readonly user: string
  readonly actor: string | null
  readonly units: readonly string[]
  /** This very object was asked for; otherwise a list or another object with the same person in it, which may have shown it. */
  readonly certain: boolean
}

/** A partij by its uuid, or any object that is about people. */
export type Sought =
  | { readonly partij: string }
  | { readonly object: { readonly resource: Resource; readonly uuid: string } }

export interface Since {
  readonly since: Date
}

/** The people whom the object is about, or was. */
const peopleOf = async ({ database, register }: Engine, resource: Resource, uuid: string): Promise<string[]> => {
  const query = aboutEver(viewing(register, FULL_SIGHT), resource)
  const [row] = await database.query(new Shape(query).with({ uuid }))
  if (row?.versions === 0) throw new Absent()
  return typeof row?.about === 'string' ? [...new Set(peopleIn(row.about))] : []
}

const seenOf = (row: Row): Seen => row as unknown as Seen

/**
 * Each line about it, oldest first. Lines that are in files still are not among them: those of the last moments. Throws
 * `Absent` for what never was.
 */
export const seenBy = async (engine: Engine, sought: Sought, { since }: Since): Promise<Seen[]> => {
  const object = 'object' in sought ? sought.object : { resource: engine.register.get('partij'), uuid: sought.partij }
  const people =
    'object' in sought ? await peopleOf(engine, object.resource, object.uuid) : await peopleAt(engine, object.uuid)
  const names = [...(await knownPseudonyms(engine.database, people)).values()]
  const isPartij = 'partij' in sought
  const rows = await engine.database.query(
    statement(sql`select to_char(v.moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as moment,
        k.handeling as operation, k.doel as purpose, k.soort as kind, k.naam as name, k.toepassing as application, k.gebruiker as "user",
        k.actor, k.eenheden as units, coalesce(${isPartij} or v.object = ${object.uuid}, false) as certain
      from verwerking v join verwerking_kader k on k.id = v.kader
      where v.moment >= ${since.toISOString()} and v.status < 400
        and (v.betrokkene = any(${names}::uuid[]) or ${names.length === 0} and v.betrokkene is null and v.object = ${object.uuid})
      order by v.moment, v.trace, v.span`),
  )
  return rows.map(seenOf)
}
