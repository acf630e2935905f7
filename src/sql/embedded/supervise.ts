import { setTimeout as delay } from 'node:timers/promises'

export type Log = (level: 'info' | 'warn' | 'error', message: string, fields?: Record<string, unknown>) => void

const FIRST_WAIT = 100
const LONGEST_WAIT = 5_000
/** A server that ran this long was well; one that ends sooner is waited for. */
const WELL = 10_000

/** A process that is meant to go on. */
export interface Supervisable {
  readonly pid: number
  /** Resolved with a description once the process is gone, whatever the cause. */
  readonly ended: Promise<string>
  signal(signal: NodeJS.Signals): void
  /** Asks it to end, and sees to it that it does. */
  stop(): Promise<void>
}

export interface Supervised {
  /** Stops it for good. */
  stop(): Promise<void>
  /** Signals it without waiting, and without starting it again. */
  kill(signal: NodeJS.Signals): void
}

/**
 * Keeps a process running: starts another when it ends, again and again, with longer and longer pauses when that
 * fails or does not last.
 *
 * @param what is told in the log: `the database`
 * @param first the one that runs; without one it is started like every later one
 * @param launch cleans up after the last one and starts the next
 */
export const supervise = (
  what: string,
  first: Supervisable | undefined,
  launch: () => Promise<Supervisable>,
  log: Log,
): Supervised => {
  let current = first
  const stopping = new AbortController()
  const stopped = new Promise<'stopped'>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve('stopped'))
  })

  const again = async (pause: number): Promise<Supervisable | undefined> => {
    for (let wait = pause; ; wait = Math.min(2 * wait || FIRST_WAIT, LONGEST_WAIT)) {
      await delay(wait, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
      if (stopping.signal.aborted) return undefined
      try {
        return await launch()
      } catch (error) {
        if (!stopping.signal.aborted) log('error', (error as Error).message)
      }
    }
  }

  const watch = async () => {
    let pause = 0
    current ??= await again(0)
    while (current) {
      const started = Date.now()
      const end = await Promise.race([stopped, current.ended])
      if (stopping.signal.aborted) return current.stop()
      log('error', `${what} ended by itself and is started again`, { process: current.pid, end })
      pause = Date.now() - started > WELL ? 0 : Math.min(2 * pause || FIRST_WAIT, LONGEST_WAIT)
      current = await again(pause)
      if (current) log('info', `${what} runs again`, { process: current.pid })
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
