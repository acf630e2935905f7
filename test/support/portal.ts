/** A portal that signs what it asserts of residents. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { HEADER } from '../../src/features/resident/sign-in.ts'
import type { TestRegister } from './register.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const ISSUER = 'https://mijn.example.nl'

/** The settings of a register that takes its assertions. */
export const portalSettings = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  INWONER_PORTALEN: JSON.stringify([{ issuer: ISSUER, publicKey: publicKey.export({ type: 'spki', format: 'pem' }) }]),
  ...more,
})

export interface Asserted {
  readonly identiteit?: unknown
  readonly niveau?: unknown
  readonly namens?: unknown
  readonly aud?: string
  readonly iss?: string
  /** Seconds since it was signed. */
  readonly age?: number
  readonly key?: KeyObject
}

export const assertion = (given: Asserted): Promise<string> => {
  const {
    aud = 'klantinteracties',
    iss = ISSUER,
    age = 0,
    key = privateKey,
    niveau = 'substantieel',
    ...claims
  } = given
  return new SignJWT({ niveau, ...claims })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(iss)
    .setAudience(aud)
    .setIssuedAt(Math.floor(Date.now() / 1000) - age)
    .sign(key)
}

export { HEADER }

/** The portal as it speaks for someone: each request has an assertion of its own. */
export const speakingFor = (portal: TestRegister, given: Asserted): TestRegister =>
  portal.saying(async () => ({ [HEADER]: await assertion(given) }))
