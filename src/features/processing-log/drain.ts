/** Takes the lines of all files to one place, in order, for as long as the program runs. */
import { readSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Queryable } from '../../sql/database.ts'
import { readLine } from './line.ts'
import { type Batch, type Place, positionOf } from './place.ts'
import type { Piece, Spool } from './spool.ts'

const EVERY_MS = 250
/** After a failure; twice as long after each that follows it. */
const LATER_MS = 500
const LATEST_MS = 30_000
/** Read at once: a thousand lines or so. */
const CHUNK = 256 * 1024
const END = 10

export interface Drained {
  readonly place: Place['name']
  /** Answers of which the lines are not there yet. */
  readonly waiting: number
  /** Lines that were taken there by this process. */
  readonly written: number
  /** Times that it failed. */
  readonly failed: number
}

export interface Drain {
  /** Takes all that there is now. Rejects when that fails. */
  turn(): Promise<void>
  measure(): Drained
  /** Whether all of a file that is closed was taken. */
  has(piece: Piece): boolean
  stop(): Promise<void>
}

export interface DrainOptions {
  readonly spool: Spool
  readonly place: Place
  readonly database: Queryable
  readonly failed: (error: unknown, what: string) => void
  /** Something was taken. */
  readonly taken: () => void
}

/** The whole lines from a byte on; undefined where there are none. */
const readFrom = ({ descriptor, id }: Piece, from: number): Batch | undefined => {
  for (let length = CHUNK; ; length *= 2) {
    const buffer = Buffer.allocUnsafe(length)
    // From the memory of the system, as a rule: a promise would take longer than that.
    const size = readSync(descriptor, buffer, 0, length, from)
    const end = buffer.subarray(0, size).lastIndexOf(END)
    if (end < 0 && size === length) continue
    if (end < 0) return undefined
    const lines = buffer
      .toString('utf8', 0, end)
      .split('\n')
      .flatMap((text) => readLine(text) ?? [])
    return { piece: id, from, to: from + end + 1, lines }
  }
}

interface Progress {
  position: number
  /** Lines behind it. */
  taken: number
  isDone: boolean
}

export const startDraining = ({ spool, place, database, failed, taken }: DrainOptions): Drain => {
  const known = new Map<string, Progress>()
  const stopping = new AbortController()
  const counts = { written: 0, failed: 0 }

  const progressOf = async ({ id }: Piece): Promise<Progress> => {
    const progress = known.get(id) ?? { position: await positionOf(database, id, place.name), taken: 0, isDone: false }
    known.set(id, progress)
    return progress
  }

  const drain = async (piece: Piece): Promise<void> => {
    const progress = await progressOf(piece)
    while (!progress.isDone && (piece.size > progress.position || piece.isClosed)) {
      // Before it is read: what is written meanwhile is for the next turn.
      const isClosed = piece.isClosed
      const batch = readFrom(piece, progress.position)
      if (!batch) {
        progress.isDone = isClosed
        break
      }
      const isOurs = await place.take(batch)
      progress.position = isOurs ? batch.to : await positionOf(database, piece.id, place.name)
      progress.taken += batch.lines.length
      if (isOurs) counts.written += batch.lines.reduce((sum, { subjects }) => sum + Math.max(subjects.length, 1), 0)
    }
  }

  const turn = async (): Promise<void> => {
    const pieces = [...spool.pieces()]
    for (const id of known.keys()) if (!pieces.some((piece) => piece.id === id)) known.delete(id)
    for (const piece of pieces) await drain(piece)
    taken()
  }

  const loop = async (): Promise<void> => {
    let later = LATER_MS
    while (!stopping.signal.aborted) {
      let pause = EVERY_MS
      try {
        await turn()
        later = LATER_MS
      } catch (error) {
        counts.failed++
        failed(error, `the processing log could not be written to its place: ${place.name}`)
        pause = later
        later = Math.min(later * 2, LATEST_MS)
      }
      await wait(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
    }
  }
  const looping = loop()

  const waiting = (): number =>
    spool.pieces().reduce((sum, { id, lines = 0 }) => {
      const progress = known.get(id)
      return progress?.isDone ? sum : sum + Math.max(lines - (progress?.taken ?? 0), 0)
    }, 0)

  return {
    turn,
    measure: () => ({ place: place.name, waiting: waiting(), ...counts }),
    has: ({ id }) => known.get(id)?.isDone === true,
    stop: async () => {
      stopping.abort()
      await looping
    },
  }
}
