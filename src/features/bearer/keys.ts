/** The keys of an identity provider: found by discovery, kept, and read again when it changes them. */
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose'
import { Unavailable } from '../../sql/errors.ts'

export interface KeySource {
  readonly issuer: string
  readonly jwks: string | undefined
}

/** A key that is unknown is looked for once in so many milliseconds, whoever sends how many tokens with one. */
const COOLDOWN = 5000
/** Keys are read again in the background, so that one that was withdrawn is not trusted for ever. */
const REFRESH = 600_000
/** A provider that does not answer is left alone for so long. */
const LEFT_ALONE = 3000
const TIMEOUT = 5000

type Fetch = typeof globalThis.fetch

/** Fails at once for a while after it failed. Throws `Unavailable`. */
const patient = (fetch: Fetch): Fetch => {
  let failedAt = Number.NEGATIVE_INFINITY
  let reason: unknown
  return async (...request) => {
    if (performance.now() - failedAt < LEFT_ALONE) throw new Unavailable(reason)
    try {
      // A connection that was kept open may have been closed at the other side just now.
      const answer = await fetch(...request).catch(() => fetch(...request))
      if (answer.status !== 200) throw new Error('the identity provider did not answer 200')
      return answer
    } catch (error) {
      failedAt = performance.now()
      reason = error
      throw new Unavailable(error)
    }
  }
}

/** OpenID Connect Discovery 1.0 §4. */
const discover = async (issuer: string, fetch: Fetch): Promise<string> => {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT) })
  const found = (await answer.json().catch(() => ({}))) as { issuer?: unknown; jwks_uri?: unknown }
  if (found.issuer !== issuer || typeof found.jwks_uri !== 'string' || !URL.canParse(found.jwks_uri))
    throw new Unavailable(new Error('the discovery document is not that of the issuer, or names no keys'))
  const [own, theirs] = [new URL(issuer), new URL(found.jwks_uri)]
  if (theirs.protocol !== own.protocol && theirs.protocol !== 'https:')
    throw new Unavailable(new Error('the discovery document leads to keys over plain HTTP'))
  return found.jwks_uri
}

const isUnknownKey = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys

/**
 * Answers the key that a token names. Throws `Unavailable` when the provider must be asked and does not answer: whether
 * the token is good cannot be known then. A key that is known keeps working without it.
 */
export const keysOf = ({ issuer, jwks }: KeySource): JWTVerifyGetKey => {
  const asked = patient(globalThis.fetch)
  type Keys = ReturnType<typeof createRemoteJWKSet>
  let finding: Promise<Keys> | undefined
  let readAt = performance.now()

  const find = async (): Promise<Keys> => {
    const url = new URL(jwks ?? (await discover(issuer, asked)))
    return createRemoteJWKSet(url, {
      cooldownDuration: COOLDOWN,
      cacheMaxAge: Number.POSITIVE_INFINITY,
      timeoutDuration: TIMEOUT,
      [customFetch]: asked,
    })
  }
  const found = (): Promise<Keys> => {
    finding ??= find().catch((error: unknown) => {
      finding = undefined
      throw error
    })
    return finding
  }
  return async (header, token) => {
    const keys = await found()
    if (performance.now() - readAt > REFRESH) {
      readAt = performance.now()
      keys.reload().catch(() => {})
    }
    try {
      return await keys(header, token)
    } catch (error) {
      throw isUnknownKey(error) || error instanceof Unavailable ? error : new Unavailable(error)
    }
  }
}
