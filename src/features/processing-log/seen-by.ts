/** Who saw or received an object or a partij since a moment: whom to tell when it turns out to be the wrong person's. */
import { FULL_SIGHT } from '../../derive/sight.ts'
import { aboutEver, peopleIn } from '../../derive/subjects.ts'
import { viewing } from '../../derive/veil.ts'
import type { Resource } from '../../model/resource.ts'
import { Absent } from '../../operations/problem.ts'
import type { Engine } from '../../operations/context.ts'
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

export interface Sought {
  readonly resource: Resource
  readonly uuid: string
}

/** The people whom these objects are about, or were. Throws `Absent` for what never was. */
const peopleOf = async ({ database, register }: Engine, sought: readonly Sought[]): Promise<string[]> => {
  const found = new Set<string>()
  for (const { resource, uuid } of sought) {
    const query = aboutEver(viewing(register, FULL_SIGHT), resource)
    const [row] = await database.query(new Shape(query).with({ uuid }))
    if (row?.versions === 0) throw new Absent()
    for (const person of typeof row?.about === 'string' ? peopleIn(row.about) : []) found.add(person)
  }
  return [...found]
}

/** The partijen among them, with their betrokkenen: each line about those is about what is sought. */
const soughtPeople = async (engine: Engine, sought: readonly Sought[]): Promise<string[]> => {
  const partijen = sought.filter(({ resource }) => resource.person && !resource.about)
  return (await Promise.all(partijen.map(({ uuid }) => peopleAt(engine, uuid)))).flat()
}

/**
 * Each line since a moment that shows one of these objects, or something with the same people in it; oldest first. Lines
 * that are in files still are not among them: those of the last moments. Throws `Absent` for what never was.
 */
export const seenBy = async (engine: Engine, sought: readonly Sought[], since: Date): Promise<Seen[]> => {
  const { database } = engine
  const named = async (people: readonly string[]) => [...(await knownPseudonyms(database, people)).values()]
  const themselves = await named(await soughtPeople(engine, sought))
  const around = await named(await peopleOf(engine, sought))
  const uuids = sought.map(({ uuid }) => uuid)
  const people = [...themselves, ...around]
  // Lines about nobody have no index: there are few ways to come to them.
  const about =
    people.length > 0
      ? sql`v.betrokkene = any(${people}::uuid[])`
      : sql`v.betrokkene is null and v.object = any(${uuids}::uuid[])`
  const rows = await database.query(
    statement(sql`select to_char(v.moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as moment,
        k.handeling as operation, k.doel as purpose, k.soort as kind, k.naam as name, k.toepassing as application,
        k.gebruiker as "user", k.actor, k.eenheden as units,
        coalesce(v.object = any(${uuids}::uuid[]) or v.betrokkene = any(${themselves}::uuid[]), false) as certain
      from verwerking v join verwerking_kader k on k.id = v.kader
      where v.moment >= ${since.toISOString()} and v.status < 400
        and ${about}
      order by v.moment, v.trace, v.span`),
  )
  return rows as unknown as Seen[]
}
