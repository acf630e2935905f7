/** Sends events to their receivers for as long as the program runs. Any number of processes may do so at once. */
import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { repeatedly } from '../../operations/repeatedly.ts'
import type { Database } from '../../sql/database.ts'
import { LOOKED_AT, retryDue, tellNew } from './attempt.ts'
import { expire } from './expire.ts'
import { LEASE_MS, openLedger } from './ledger.ts'
import { sequence } from './sequence.ts'
import type { Sink } from './sink.ts'

/** Looked at this often without being called. */
const EVERY_MS = 250
/** After a turn that failed, as when the database is away. */
const LATER_MS = 2000
/** While requests wait for each other at the database: they go first. */
const MAKE_WAY_MS = 100
/** After a call: the transaction that calls has still to end, and others come along; all the more where many call. */
const SOON_MS = 20
const APART_MS = 100
const EXPIRE_EVERY_MS = 3_600_000
/** What is on its way when the program stops may take so long. */
const GRACE_MS = 3000

export interface Dispatching {
  readonly database: Database
  readonly sinks: readonly Sink[]
  /** Seconds before the first retry. */
  readonly firstWait: number
  /** Days that events are kept. */
  readonly keepDays: number
  readonly failed: (error: unknown, sink?: string) => void
}

export interface Dispatcher {
  /** There is something to send. */
  call(): void
  stop(): Promise<void>
}

export const startDispatching = ({ database, sinks, firstWait, keepDays, failed }: Dispatching): Dispatcher => {
  const ledger = openLedger(database)
  const names = sinks.map(({ name }) => name)
  const running = new Map<string, Promise<void>>()
  /** Of those the ones for which there may be more since. */
  const recalled = new Set<string>()
  const stopping = new AbortController()
  const breaking = new AbortController()
  // Each message on its way listens, and that is no leak.
  setMaxListeners(0, breaking.signal, stopping.signal)
  let isEnrolled = false

  const pause = (ms: number): Promise<void> =>
    wait(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => {})

  const makeWay = async (): Promise<void> => {
    if (database.pool.isCrowded) await pause(MAKE_WAY_MS)
  }

  /** Delivers until there is nothing left to do, or another process delivers. */
  const serve = async (sink: Sink): Promise<void> => {
    let position = await ledger.hold(sink.name)
    if (position === undefined) return
    const keeping = repeatedly(LEASE_MS / 3, () => ledger.claim(sink.name))
    const turn = { sink, ledger, firstWait, signal: breaking.signal, makeWay }
    let most = LOOKED_AT
    try {
      for (let isBusy = true; isBusy && !stopping.signal.aborted; ) {
        await makeWay()
        recalled.delete(sink.name)
        const retried = await retryDue(turn)
        const told = await tellNew(turn, position, most)
        position = told.position
        // Where a turn comes to few, looking at many each time costs more than sending those few.
        most = Math.min(LOOKED_AT, Math.max(sink.atOnce, told.passed) * 2)
        isBusy = retried || told.isMore || recalled.has(sink.name)
      }
    } finally {
      await keeping.stop()
    }
  }

  const serveAlone = (sink: Sink): void => {
    if (running.has(sink.name)) {
      recalled.add(sink.name)
      return
    }
    const work = serve(sink)
      .catch((error: unknown) => {
        if (!breaking.signal.aborted) failed(error, sink.name)
      })
      .finally(() => running.delete(sink.name))
    running.set(sink.name, work)
  }

  const turn = async (): Promise<void> => {
    if (!isEnrolled) await ledger.enrol(names)
    isEnrolled = true
    const { fresh, busy } = await ledger.glance(names)
    if (fresh) while (await sequence(database));
    for (const sink of sinks) if (fresh || busy.includes(sink.name)) serveAlone(sink)
  }

  let isCalled = false
  let wake = (): void => {}
  let called: Promise<void>
  const awaitCall = (): void => {
    isCalled = false
    called = new Promise((resolve) => {
      wake = resolve
    })
  }
  awaitCall()
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const since = performance.now()
      try {
        await makeWay()
        await turn()
      } catch (error) {
        failed(error)
        await pause(LATER_MS)
      }
      if (!isCalled) await Promise.race([pause(EVERY_MS), called])
      if (isCalled) await pause(Math.max(SOON_MS, since + APART_MS - performance.now()))
      awaitCall()
    }
  }
  const looping = loop()
  const expiring = repeatedly(EXPIRE_EVERY_MS, () => expire(database, keepDays), failed)

  return {
    call: () => {
      isCalled = true
      wake()
    },
    stop: async () => {
      stopping.abort()
      await Promise.all([expiring.stop(), looping])
      const grace = new AbortController()
      const ended = Promise.all(running.values())
      await Promise.race([ended, wait(GRACE_MS, undefined, { signal: grace.signal }).catch(() => {})])
      grace.abort()
      breaking.abort()
      await ended
      await ledger.letGo().catch(() => {})
      await Promise.all(sinks.map((sink) => sink.close().catch(() => {})))
    },
  }
}
