import { setTimeout as delay } from 'node:timers/promises'
import type { Postmaster } from './postmaster.ts'

export type Log = (level: 'info' | 'warn' | 'error', message: string, fields?: Record<string, unknown>) => void

const FIRST_WAIT = 100
const LONGEST_WAIT = 5_000
/** A server that ran this long was well; one that ends sooner is waited for. */
const WELL = 10_000

export interface Supervised {
  /** Stops the database for good. */
  stop(): Promise<void>
  /** Signals it without waiting, and without starting it again. */
  kill(signal: NodeJS.Signals): void
}

/**
 * Keeps a PostgreSQL running: starts another when it ends, again and again, with longer and longer pauses when that
 * fails or does not last.
 *
 * @param launch cleans up after the last one and starts the next
 */
export const supervise = (first: Postmaster, launch: () => Promise<Postmaster>, log: Log): Supervised => {
  let current: Postmaster | undefined = first
  const stopping = new AbortController()
  const stopped = new Promise<'stopped'>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve('stopped'))
  })

  const again = async (pause: number): Promise<Postmaster | undefined> => {
    for (let wait = pause; ; wait = Math.min(2 * wait || FIRST_WAIT, LONGEST_WAIT)) {
      await delay(wait, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
      if (stopping.signal.aborted) return undefined
      try {
        return await launch()
      } catch (error) {
        log('error', (error as Error).message)
      }
    }
  }

  const watch = async () => {
    let pause = 0
    while (current) {
      const started = Date.now()
      const end = await Promise.race([stopped, current.ended])
      if (stopping.signal.aborted) return current.stop()
      log('error', 'the database ended by itself and is started again', { process: current.pid, end })
      pause = Date.now() - started > WELL ? 0 : Math.min(2 * pause || FIRST_WAIT, LONGEST_WAIT)
      current = await again(pause)
      if (current) log('info', 'the database runs again', { process: current.pid })
    }
  }

  const watching = watch()
  return {
    stop: () => {
      stopping.abort()
      return watching
    },
    kill: (signal) => {
      stopping.abort()
      current?.signal(signal)
    },
  }
}
