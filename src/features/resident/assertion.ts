/**
 * What a portal asserts of a resident: a JWT that it signs itself for each session of a few minutes. An assertion that is
 * used again within its life says the same once more, and shows no more than it did: what guards it is TLS.
 */
import { createPublicKey } from 'node:crypto'
import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import { isObject } from '../../model/wire-text.ts'
import { NIVEAUS, type Niveau } from '../../model/resident.ts'
import { Unavailable } from '../../sql/errors.ts'

/** A portal that may speak for residents, and how its signature is known. */
export interface Portal {
  readonly issuer: string
  readonly keys:
    | { readonly url: string }
    | { readonly jwks: { readonly keys: readonly object[] } }
    | { readonly pem: string }
}

/** A number by which a partij is known: exactly one of these, and a vestiging with its kvk-nummer. */
export interface Identity {
  readonly soort: 'bsn' | 'rsin' | 'kvk_nummer' | 'vestigingsnummer' | 'anders'
  readonly nummer: string
  readonly kvk?: string
}

export interface Assertion {
  readonly identity: Identity
  readonly niveau: Niveau
  /** Whose data it is about, where that is someone else; the portal saw the machtiging. */
  readonly namens: Identity | undefined
}

/** Of who takes these assertions, as the portal names it. */
const AUDIENCE = 'klantinteracties'
/** Seconds. */
const MOST_AGE = 300
const SKEW = 30
const ALGORITHMS = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA']

/** Why an assertion is not taken, in words for who builds the portal. Nothing of its content is in it. */
export class NotAsserted extends Error {}

const NUMBER = /^[\p{L}\p{N}._:-]{1,200}$/u
const isNumber = (value: unknown): value is string => typeof value === 'string' && NUMBER.test(value)

const identityOf = (claim: unknown, name: string): Identity => {
  const wrong = (): never => {
    throw new NotAsserted(
      `${name} moet een object zijn met bsn, rsin, kvk, kvk en vestiging, of anders: teksten, en één identiteit.`,
    )
  }
  if (!isObject(claim)) return wrong()
  const { bsn, rsin, kvk, vestiging, anders, ...rest } = claim
  const given = Object.values({ bsn, rsin, kvk, vestiging, anders }).filter((value) => value !== undefined)
  if (Object.keys(rest).length > 0 || !given.every(isNumber)) return wrong()
  if (isNumber(kvk) && isNumber(vestiging) && given.length === 2)
    return { soort: 'vestigingsnummer', nummer: vestiging, kvk }
  if (given.length !== 1 || vestiging !== undefined) return wrong()
  if (isNumber(bsn)) return { soort: 'bsn', nummer: bsn }
  if (isNumber(rsin)) return { soort: 'rsin', nummer: rsin }
  if (isNumber(kvk)) return { soort: 'kvk_nummer', nummer: kvk }
  return isNumber(anders) ? { soort: 'anders', nummer: anders } : wrong()
}

const read = ({ identiteit, niveau, namens }: JWTPayload): Assertion => {
  if (!NIVEAUS.includes(niveau as Niveau)) throw new NotAsserted(`niveau moet een zijn van ${NIVEAUS.join(', ')}.`)
  return {
    identity: identityOf(identiteit, 'identiteit'),
    niveau: niveau as Niveau,
    namens: namens === undefined ? undefined : identityOf(namens, 'namens'),
  }
}

const FAILURES: readonly (readonly [new (...args: never[]) => Error, string])[] = [
  [errors.JWTExpired, 'De verklaring is verlopen: zij is hoogstens vijf minuten geldig.'],
  [
    errors.JWTClaimValidationFailed,
    'Van de verklaring ontbreekt iss, aud, iat of exp, of het klopt niet: aud is klantinteracties, iat en exp zijn getallen, en iat ligt niet in de toekomst.',
  ],
  [errors.JOSEAlgNotAllowed, `De verklaring is niet ondertekend met een van ${ALGORITHMS.join(', ')}.`],
  [errors.JWKSNoMatchingKey, 'De sleutel waarmee de verklaring is ondertekend, is hier niet bekend.'],
  [errors.JWSSignatureVerificationFailed, 'De handtekening onder de verklaring klopt niet.'],
]

/** The keys of a portal could not be had: that is no fault of who asks. */
const isOurs = (error: unknown): boolean =>
  error instanceof errors.JWKSTimeout || (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC')

const told = (error: unknown): Error => {
  if (error instanceof NotAsserted) return error
  if (isOurs(error) || !(error instanceof errors.JOSEError)) return new Unavailable(error as Error)
  const found = FAILURES.find(([kind]) => error instanceof kind)
  return new NotAsserted(found?.[1] ?? 'De verklaring is geen ondertekende JWT.')
}

const keyOf = ({ keys }: Portal) => {
  if ('url' in keys) return createRemoteJWKSet(new URL(keys.url))
  if ('jwks' in keys) return createLocalJWKSet(keys.jwks as JSONWebKeySet)
  const key = createPublicKey(keys.pem)
  return async () => key
}

/** Reads assertions of these portals. The promise rejects with `NotAsserted`, or `Unavailable`. */
export const createAssertions = (portals: readonly Portal[]): ((jwt: string) => Promise<Assertion>) => {
  const known = portals.map((portal) => ({ issuer: portal.issuer, key: keyOf(portal) }))
  const issuerOf = (jwt: string): unknown => {
    try {
      return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8')).iss
    } catch {
      return undefined
    }
  }
  return async (jwt) => {
    // Who it says that it is decides which keys are tried; whether that is so, the signature.
    const portal = known.find(({ issuer }) => issuer === issuerOf(jwt))
    if (!portal) throw new NotAsserted('De verklaring is niet van een portaal dat hier bekend is (iss).')
    const how = {
      issuer: portal.issuer,
      audience: AUDIENCE,
      algorithms: ALGORITHMS,
      maxTokenAge: MOST_AGE,
      clockTolerance: SKEW,
    }
    try {
      return read((await jwtVerify(jwt, portal.key, how)).payload)
    } catch (error) {
      throw told(error)
    }
  }
}
