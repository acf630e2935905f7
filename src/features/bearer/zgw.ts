/**
 * Tokens that clients sign themselves with a secret that both know, as APIs for zaakgericht werken ask: claims `iss`,
 * `iat`, `client_id`, `user_id`, `user_representation`; HS256 alone.
 */
import type { KeyObject } from 'node:crypto'
import { jwtVerify } from 'jose'
import { mayHoldBsn } from '../../model/formats.ts'
import { type CallerOptions, callerOf } from '../../operations/caller.ts'
import { refusals } from '../../operations/sign-in.ts'
import type { Maker } from './bearer.ts'

interface Client {
  readonly key: KeyObject
  readonly who: CallerOptions
}

/** The client of this name that is in use: the same object until something about it changes. */
export type FindClient = (identifier: string) => Client | undefined | Promise<Client | undefined>

/** Seconds. */
const OLDEST = 3600
const SKEW = 30
const LONGEST_USER = 100

/** Anyone could be named: it is told to the log, and a BSN is not. */
const userOf = (claim: unknown): string | undefined => {
  if (typeof claim !== 'string' || claim === '') return undefined
  return mayHoldBsn(claim) ? '*********' : claim.slice(0, LONGEST_USER)
}

const text = (claim: unknown): string => (typeof claim === 'string' ? claim : '')

/** `now`: milliseconds since 1970. */
export const signedByClients = (find: FindClient, now: () => number = Date.now): Maker => ({
  made: ({ header }) => header.alg?.startsWith('HS') === true,
  async verify(token, { claims }) {
    const identifier = text(claims.client_id) || text(claims.iss)
    const client = await find(identifier)
    if (!client) return refusals.unknown
    const { payload } = await jwtVerify(token, client.key, {
      algorithms: ['HS256'],
      // `jose` allows for the clocks at both ends; at this one an hour is an hour.
      maxTokenAge: OLDEST - SKEW,
      clockTolerance: SKEW,
      currentDate: new Date(now()),
    })
    const { iat = 0, exp = Number.POSITIVE_INFINITY } = payload
    const holds = (): boolean | Promise<boolean> => {
      const current = find(identifier)
      return current instanceof Promise ? current.then((one) => one === client) : current === client
    }
    return {
      who: callerOf({ ...client.who, user: userOf(payload.user_id) }),
      until: Math.min(iat + OLDEST, exp) * 1000,
      holds,
    }
  },
})
