/** Tokens of identity providers (OpenID Connect, RFC 9068): people, with the rights that their groups have here. */
import { type JWTPayload, jwtVerify } from 'jose'
import { mayHoldBsn } from '../../model/formats.ts'
import { isScope, type Scope } from '../../model/scopes.ts'
import { callerOf } from '../../operations/caller.ts'
import { type Refusal, refusals } from '../../operations/sign-in.ts'
import type { FoundActors } from './actors.ts'
import type { Maker } from './bearer.ts'
import { textAt, textsAt } from './claims.ts'
import { keysOf, type KeySource } from './keys.ts'
import type { Verified } from './verified.ts'

/** An identity provider. Claims: where in a token they stand, see `claims.ts`. */
export interface Issuer extends KeySource {
  readonly audience: readonly string[]
  readonly algorithms: readonly string[]
  /** Seconds that the clocks may differ. */
  readonly skew: number
  readonly prefix: string
  readonly extern: boolean
  readonly claims: Readonly<Record<'name' | 'roles' | 'scopes' | 'units' | 'actor' | 'application', readonly string[]>>
  readonly roles: ReadonlyMap<string, readonly Scope[]>
  readonly units: ReadonlyMap<string, string>
}

export type FindActors = (actor: string | undefined, units: readonly string[]) => Promise<FoundActors>

const LONGEST_NAME = 200

const nameless = (claim: string, why: string): Refusal => ({
  ...refusals.unknown,
  detail: `De token noemt geen bruikbare naam: ${claim} ${why}.`,
})

/** A name is kept with what its bearer does, and stands in the log: it may be anything but a BSN. */
const nameOf = ({ claims: { name }, prefix }: Issuer, claims: JWTPayload): string | Refusal => {
  const found = textAt(claims, name)
  const claim = name.join(', ')
  if (found === undefined) return nameless(claim, 'ontbreekt')
  if (found.length > LONGEST_NAME || /\p{C}/u.test(found)) return nameless(claim, 'is te lang of onleesbaar')
  if (mayHoldBsn(found)) return nameless(claim, 'kan een BSN zijn; stel een andere claim in')
  return prefix === '' ? found : `${prefix}:${found}`
}

/** A list of scopes may be one text, as in the claim `scope` (RFC 8693 §4.2). */
const scopesOf = ({ claims: { roles, scopes }, ...issuer }: Issuer, claims: JWTPayload): Scope[] => [
  ...textsAt(claims, roles).flatMap((role) => issuer.roles.get(role) ?? []),
  ...textsAt(claims, scopes)
    .flatMap((text) => text.split(' '))
    .filter(isScope),
]

const personOf = async (issuer: Issuer, claims: JWTPayload, find: FindActors): Promise<Verified | Refusal> => {
  const name = nameOf(issuer, claims)
  if (typeof name !== 'string') return name
  const named = textsAt(claims, issuer.claims.units).map((unit) => issuer.units.get(unit) ?? unit)
  const who = callerOf({
    kind: 'person',
    name,
    application: textAt(claims, issuer.claims.application) ?? '',
    scopes: scopesOf(issuer, claims),
    extern: issuer.extern,
    ...(await find(textAt(claims, issuer.claims.actor), named)),
  })
  return { who, until: ((claims.exp ?? 0) + issuer.skew) * 1000 }
}

/** `now`: milliseconds since 1970. */
export const issuedBy = (issuers: readonly Issuer[], find: FindActors, now: () => number = Date.now): Maker => {
  const known = new Map(issuers.map((issuer) => [issuer.issuer, { issuer, keys: keysOf(issuer) }]))
  return {
    // One that names no issuer of ours is refused here: it says that it is such a token.
    made: ({ header }) => !header.alg?.startsWith('HS'),
    async verify(token, { claims: { iss = '' } }) {
      const found = known.get(iss)
      if (!found) return { ...refusals.unknown, detail: 'De uitgever van de token is onbekend.' }
      const { issuer, keys } = found
      const { payload } = await jwtVerify(token, keys, {
        issuer: issuer.issuer,
        audience: [...issuer.audience],
        algorithms: [...issuer.algorithms],
        clockTolerance: issuer.skew,
        requiredClaims: ['exp'],
        currentDate: new Date(now()),
      })
      return personOf(issuer, payload, find)
    },
  }
}
