/** Tokens whose signature was checked, by their hash, so that it is checked once and not for every request. */
import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Caller } from '../../operations/caller.ts'

export interface Verified {
  readonly who: Caller
  /** Milliseconds since 1970 until which the token is good. */
  readonly until: number
  /** Whether what it was checked against is still so; without it, it is. A promise only when that must be read. */
  readonly holds?: () => boolean | Promise<boolean>
}

const REMEMBERED = 10_000
/** So long a token is taken without asking: who withdraws a key, or changes an actor, waits no longer than this. */
const LONGEST = 300_000

export const hashOfToken = (token: string): string => hash('sha256', token, 'base64')

/** `now`: milliseconds since 1970. */
export const createVerified = (now: () => number) => {
  const known = new LRUCache<string, Verified>({ max: REMEMBERED })
  return {
    get(key: string): Verified | undefined {
      const found = known.get(key)
      return found !== undefined && found.until > now() ? found : undefined
    },
    add(key: string, found: Verified): Caller {
      known.set(key, { ...found, until: Math.min(found.until, now() + LONGEST) })
      return found.who
    },
  }
}
