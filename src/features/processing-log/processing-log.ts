/**
 * The processing log, after the standard Logboek Dataverwerkingen: each answer that shows or changes data of people leaves
 * a line for each of them. It is never sampled, and no request waits for it or is refused because of it.
 */
import { rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { toUuid } from '../../derive/uuid.ts'
import type { Caller } from '../../operations/caller.ts'
import type { Trail } from '../../operations/trail.ts'
import type { Database } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'
import { type ActivityRule, activityOf } from './activities.ts'
import { type Drain, type Drained, startDraining } from './drain.ts'
import { type Frame, written } from './line.ts'
import { otlpPlace } from './otlp.ts'
import { forget, type Place } from './place.ts'
import { openPseudonyms } from './pseudonyms.ts'
import { openSpool, type Spool } from './spool.ts'
import { keepMonths, tablePlace } from './table.ts'

const HOUR_MS = 3_600_000
const TAKE_OVER_MS = 10_000
/** At the end lines are still taken to their places for so long; after that the files keep them. */
const GRACE_MS = 3000

export interface Answered {
  readonly trail: Trail
  readonly method: string
  /** The pattern of the address. */
  readonly route: string
  /** What the route takes; the last one tells what it is for. */
  readonly scopes: readonly string[]
  readonly caller: Caller
  /** The uuid in the address; empty where there is none. */
  readonly object: string
  readonly status: number
}

export interface ProcessingLog {
  /** Writes down what was answered, if it was about people. */
  note(answered: Answered): void
  measure(): readonly Drained[]
  /** Lines that could not be kept anywhere. */
  readonly lost: number
  stop(): Promise<void>
}

export interface ProcessingLogOptions {
  readonly database: Database
  readonly places: readonly Place['name'][]
  readonly directory: string
  readonly rules: readonly ActivityRule[]
  readonly months: number
  readonly otlp: { readonly url: string; readonly token: string | undefined } | undefined
  readonly failed: (error: unknown, what: string) => void
}

/** What was refused at the door showed and changed nothing. */
const isRefused = (status: number): boolean => status >= 400 && status < 500 && status !== 404

/** PostgreSQL keeps no such character, and one line must not hold up all others. */
const plain = (text: string): string => text.replaceAll('\0', '')

const isUuid = (text: string): boolean => toUuid(text) === text

/** The frame of each route and caller, as text; callers live as long as their token is not read again. */
const openFrames = (rules: readonly ActivityRule[]) => {
  const known = new Map<string, WeakMap<Caller, string>>()
  const frameOf = ({ caller, scopes }: Answered, operation: string): Frame => {
    const { kind, name, application, user = '', actor, units } = caller
    const { activity, purpose } = activityOf(rules, operation, scopes.at(-1) ?? '', [name, application])
    return {
      operation,
      activity,
      purpose,
      kind,
      name: plain(name),
      application: plain(application),
      user: plain(user),
      actor: actor !== undefined && isUuid(actor) ? actor : null,
      units: units.filter(isUuid),
    }
  }
  return (answered: Answered): string => {
    const { method, route, caller } = answered
    const key = `${method} ${route}`
    const callers = known.get(key) ?? new WeakMap<Caller, string>()
    known.set(key, callers)
    const text = callers.get(caller) ?? JSON.stringify(frameOf(answered, key.replace(/:(\w+)/g, '{$1}')))
    callers.set(caller, text)
    return text
  }
}

const directoryOf = async (database: Database, directory: string): Promise<string> => {
  const [row] = await database.query(statement(sql`select id from verwerking_register`))
  return join(directory, String(row?.id))
}

const placesIn = ({ database, places, months, otlp }: ProcessingLogOptions): Place[] => {
  const pseudonyms = openPseudonyms(database)
  return places.map((name) => {
    if (name === 'tabel') return tablePlace({ database, pseudonyms, months })
    if (!otlp) throw new Error('nobody said where the lines go')
    return otlpPlace({ database, pseudonyms, ...otlp })
  })
}

const settleAll = async (drains: readonly Drain[], spool: Spool): Promise<void> => {
  await Promise.all(drains.map((drain) => drain.stop()))
  spool.close()
  const grace = new AbortController()
  const last = Promise.allSettled(drains.map((drain) => drain.turn()))
  await Promise.race([last, wait(GRACE_MS, undefined, { signal: grace.signal }).catch(() => {})])
  grace.abort()
}

/** Rejects when the files cannot be written: then it is said at the start, not when it is too late. */
export const startProcessingLog = async (options: ProcessingLogOptions): Promise<ProcessingLog> => {
  const { database, months, rules, failed } = options
  const directory = await directoryOf(database, options.directory)
  const spool = openSpool({ directory, failed })
  const frameOf = openFrames(rules)

  const clear = (): void => {
    for (const piece of [...spool.pieces()]) {
      if (!drains.every((drain) => drain.has(piece))) continue
      spool.remove(piece)
      forget(database, piece.id).catch((error: unknown) =>
        failed(error, 'a file of the processing log is not forgotten'),
      )
    }
  }
  const takeOver = (): void => {
    try {
      spool.takeOver()
    } catch (error) {
      failed(error, 'files of the processing log could not be taken over')
    }
  }
  const keep = (): void =>
    void keepMonths(database, months).catch((error: unknown) => failed(error, 'the months of the processing log'))
  if (options.places.includes('tabel')) await keepMonths(database, months)
  takeOver()
  const drains = placesIn(options).map((place) =>
    startDraining({ spool, place, database, failed, taken: () => clear() }),
  )
  const timers = [setInterval(takeOver, TAKE_OVER_MS), setInterval(keep, HOUR_MS)]
  for (const timer of timers) timer.unref()

  return {
    note: (answered) => {
      const { trail, status, object } = answered
      if (!trail.isAboutPeople || isRefused(status)) return
      const { since: moment, people: subjects, step } = trail
      const took = Date.now() - moment
      spool.write(written({ moment, took, ...step, status, object, subjects, frame: frameOf(answered) }))
    },
    measure: () => drains.map((drain) => drain.measure()),
    get lost() {
      return spool.lost
    },
    stop: async () => {
      for (const timer of timers) clearInterval(timer)
      await settleAll(drains, spool)
      spool.release()
      try {
        rmdirSync(directory)
      } catch {
        // There is something in it still.
      }
    },
  }
}
