/** `Authorization: Bearer …`: signed tokens (JWT, RFC 7519), of whoever may make them. */
import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, type ProtectedHeaderParameters } from 'jose'
import type { Caller } from '../../operations/caller.ts'
import { type Refusal, refusals, type SignInKind } from '../../operations/sign-in.ts'
import { createVerified, hashOfToken, type Verified } from './verified.ts'

/** What a token says of itself, before anyone has checked it. */
export interface Said {
  readonly header: ProtectedHeaderParameters
  readonly claims: JWTPayload
}

/** Those who make tokens in one way. */
export interface Maker {
  /** Whether the token says that it is one of these. */
  made(said: Said): boolean
  /** Checks it. Throws errors of `jose` for one that is wrong, and `Unavailable` where that cannot be known. */
  verify(token: string, said: Said): Promise<Verified | Refusal>
}

const failed = (detail: string): Refusal => ({ ...refusals.unknown, detail })

const EXPIRED = failed('De token is verlopen.')
const CLAIMS: Readonly<Record<string, Refusal>> = {
  aud: failed('De token is niet voor dit register bedoeld.'),
  iss: failed('De uitgever van de token is onbekend.'),
  nbf: failed('De token is nog niet geldig.'),
  iat: failed('Het moment waarop de token is gemaakt ontbreekt of klopt niet.'),
  exp: failed('De token zegt niet tot wanneer hij geldig is.'),
}

/** Whoever signed it with the wrong key, or not at all, hears no more than that. */
const refusalFor = (error: unknown): Refusal => {
  if (error instanceof errors.JWTExpired) return EXPIRED
  if (error instanceof errors.JWTClaimValidationFailed) return CLAIMS[error.claim] ?? refusals.unknown
  if (error instanceof errors.JOSEError) return refusals.unknown
  throw error
}

const saidBy = (token: string): Said | undefined => {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) }
  } catch {
    return undefined
  }
}

const tokenOf = (header: string): string | Refusal => {
  const [, token, ...more] = header.trim().split(/\s+/)
  if (token === undefined) return refusals.empty
  return more.length > 0 ? refusals.spaces : token
}

/** `now`: milliseconds since 1970. */
export const bearerSignIn = (makers: readonly Maker[], now: () => number = Date.now): SignInKind => {
  const verified = createVerified(now)

  const verify = async (key: string, token: string): Promise<Caller | Refusal> => {
    const said = saidBy(token)
    const maker = said && makers.find(({ made }) => made(said))
    if (!maker) return refusals.unknown
    try {
      const found = await maker.verify(token, said)
      return 'code' in found ? found : verified.add(key, found)
    } catch (error) {
      return refusalFor(error)
    }
  }

  return {
    scheme: 'Bearer',
    authenticate({ headers: { authorization = '' } }) {
      if (!/^\s*bearer(\s|$)/i.test(authorization)) return undefined
      const token = tokenOf(authorization)
      if (typeof token !== 'string') return token
      const key = hashOfToken(token)
      const found = verified.get(key)
      if (!found) return verify(key, token)
      const holds = found.holds?.() ?? true
      if (holds instanceof Promise) return holds.then((yes) => (yes ? found.who : verify(key, token)))
      return holds ? found.who : verify(key, token)
    },
  }
}
