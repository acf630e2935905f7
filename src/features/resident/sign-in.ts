/** A portal that asks on behalf of a resident: its own token, and beside it what it asserts of the resident. */
import { FUNCTIE_NAMEN, type Functie, type Niveau, reaches } from '../../model/resident.ts'
import { type Caller, residentCaller } from '../../operations/caller.ts'
import { isRefusal, type Refusal, type SignIn } from '../../operations/sign-in.ts'
import type { Database } from '../../sql/database.ts'
import { Shape, slot, sql } from '../../sql/sql.ts'
import { type Assertion, createAssertions, type Identity, NotAsserted, type Portal } from './assertion.ts'

/** The header of an assertion. */
export const HEADER = 'inwoner-verklaring'

/** At most two: one says who it is, two say nothing. */
const byIdentity = (() => {
  const [soort, nummer, kvk] = [slot('soort', 'text'), slot('nummer', 'text'), slot('kvk', 'text')]
  const number = sql`i.partij_identificator_code_soort_object_id = ${soort} and i.partij_identificator_object_id = ${nummer} and i.partij_identificator_object_id <> ''`
  const under = sql`(${kvk} is null or exists (select from partij_identificator o where o.id = i.sub_identificator_van_id and o.partij_identificator_code_soort_object_id = 'kvk_nummer' and o.partij_identificator_object_id = ${kvk}))`
  return new Shape(
    sql`select p.uuid from partij_identificator i join partij p on p.id = i.identificeerde_partij_id where ${number} and ${under} limit 2`,
  )
})()

/** Of a number that no register gives out. */
const byOther = new Shape(
  sql`select p.uuid from partij_identificator i join partij p on p.id = i.identificeerde_partij_id where i.andere_partij_identificator = ${slot('nummer', 'text')} and i.andere_partij_identificator <> '' limit 2`,
)

const partijOf = async (database: Database, { soort, nummer, kvk }: Identity): Promise<string | undefined> => {
  const statement = soort === 'anders' ? byOther.with({ nummer }) : byIdentity.with({ soort, nummer, kvk: kvk ?? null })
  const found = await database.quick(statement)
  return found.length === 1 ? String(found[0]?.uuid) : undefined
}

export interface Residents {
  readonly database: Database
  readonly portals: readonly Portal[]
  /** The least level that each function takes. */
  readonly levels: Readonly<Record<Functie, Niveau>>
  /** Whether residents see their own confidential contacts. */
  readonly confidential: boolean
}

const refusal = (detail: string): Refusal => ({
  code: 'authentication_failed',
  title: 'Ongeldige authenticatiegegevens.',
  detail,
})

/** The same ways to sign in; with an assertion beside them the caller is the resident. */
export const withResidents = ({ challenge, authenticate }: SignIn, residents: Residents): SignIn => {
  const { database, portals, levels, confidential } = residents
  const assertionIn = createAssertions(portals)

  const resident = async (portal: Caller, { identity, niveau, namens }: Assertion): Promise<Caller> => {
    const own = await partijOf(database, identity)
    const partij = namens === undefined ? own : await partijOf(database, namens)
    const functies = FUNCTIE_NAMEN.filter((functie) => reaches(niveau, levels[functie]))
    return residentCaller({ portal: portal.name, name: own ?? 'onbekend', partij, functies, confidential })
  }

  const asserted = async (portal: Caller | Refusal, jwt: string): Promise<Caller | Refusal> => {
    if (isRefusal(portal)) return portal
    if (!portal.rights.has('inwoners')) return refusal('Dit token mag niet namens inwoners werken. Nodig: inwoners.')
    try {
      return await resident(portal, await assertionIn(jwt))
    } catch (error) {
      if (error instanceof NotAsserted) return refusal(error.message)
      throw error
    }
  }

  return {
    challenge,
    authenticate(sender) {
      const jwt = sender.headers[HEADER]
      const portal = authenticate(sender)
      if (jwt === undefined) return portal
      if (typeof jwt !== 'string') return refusal(`Geef één ${HEADER}.`)
      return portal instanceof Promise ? portal.then((who) => asserted(who, jwt)) : asserted(portal, jwt)
    },
  }
}
