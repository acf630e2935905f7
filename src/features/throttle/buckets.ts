/** How often something may be done: so many at once, and after that as fast as they come back, evenly. */
import { LRUCache } from 'lru-cache'

/** `amount` times in `perMs` milliseconds. */
export interface Rate {
  readonly amount: number
  readonly perMs: number
}

export interface Buckets {
  /** Takes one from the bucket of this name. Answers 0, or how many milliseconds it is until there is one again. */
  take(name: string): number
}

/** Names that are remembered; whoever is forgotten, because so many others came after, starts with a full bucket. */
const REMEMBERED = 10_000

/** `now`: milliseconds that never go back. All that is kept of a bucket is when it will be full again (GCRA). */
export const createBuckets = ({ amount, perMs }: Rate, now: () => number): Buckets => {
  const full = new LRUCache<string, number>({ max: REMEMBERED })
  const one = perMs / amount
  return {
    take(name) {
      const moment = now()
      const fullAgain = Math.max(full.get(name) ?? 0, moment) + one
      const wait = fullAgain - moment - perMs
      // Rounding is no reason to wait.
      if (wait > 1e-3) return wait
      full.set(name, fullAgain)
      return 0
    },
  }
}
