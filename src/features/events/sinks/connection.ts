/** A connection that is made when it is needed, and made anew after it broke. */
import { Undelivered } from '../sink.ts'

/** After a failure nobody tries again for so long, and all are told the same: each message would wait for it. */
const QUIET_MS = 1000

export interface Lasting<T> {
  get(): Promise<T>
  /** It broke: the next to ask gets another. */
  lose(broken: T): void
  close(): Promise<void>
}

export const lasting = <T>(open: () => Promise<T>, shut: (connection: T) => Promise<void>): Lasting<T> => {
  let current: Promise<T> | undefined
  let value: T | undefined
  let failedAt = Number.NEGATIVE_INFINITY
  let failure: unknown
  return {
    get: () => {
      if (current) return current
      if (performance.now() - failedAt < QUIET_MS) return Promise.reject(failure)
      const opening = open().then(
        (made) => {
          value = made
          return made
        },
        (error: unknown) => {
          failedAt = performance.now()
          failure = error
          current = undefined
          throw error
        },
      )
      current = opening
      return opening
    },
    lose: (broken) => {
      if (value !== broken) return
      current = undefined
      value = undefined
    },
    close: async () => {
      const last = await current?.catch(() => undefined)
      current = undefined
      if (last !== undefined) await shut(last)
    },
  }
}

/** Rejects when work takes longer, or nobody waits for it any more. */
export const within = async <T>(ms: number, signal: AbortSignal, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  let give = (): void => {}
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Undelivered('timeout')), ms)
    give = () => reject(signal.reason)
    signal.addEventListener('abort', give, { once: true })
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', give)
    work.catch(() => {})
  }
}
