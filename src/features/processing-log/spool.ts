/**
 * Lines in files, until every place of the log has them. A line is in a file a few milliseconds after its answer left: a
 * process that is killed loses no more than those. Each process writes a file of its own;
 * when it is gone, another takes that over.
 */
import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  rmSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type Claimed, claim, fileName, hold, letGo, ownersIn } from './owners.ts'

/** A file that is longer is closed, and goes when its lines are where they must be. */
const LONGEST = 8 * 1024 ** 2
/** Others see by this that the file is still written. */
const BEAT_MS = 5000
/** After the first line that waits: a write for each would cost as much as the line. */
const SOON_MS = 5
/** After a write that failed. */
const LATER_MS = 500
/** Characters that are kept in memory while nothing can be written; more are lost. */
const MOST = 64 * 1024 ** 2

/** A file of lines. */
export interface Piece {
  readonly id: string
  readonly path: string
  /** To read it with. */
  readonly descriptor: number
  /** Bytes that are in it; as far as we know of one that another process left. */
  size: number
  /** Lines that are in it; undefined of one that another process left. */
  lines: number | undefined
  /** Nothing is written to it any more. */
  isClosed: boolean
}

export interface Spool {
  /** Takes one line, its end included. Never throws, and never waits. */
  write(line: string): void
  /** Writes what was taken. */
  flush(): void
  /** Oldest first. */
  pieces(): readonly Piece[]
  /** Takes over what processes left that are gone. */
  takeOver(): void
  /** All its lines are where they must be. */
  remove(piece: Piece): void
  /** Lines that could not be written to any file. */
  readonly lost: number
  /** Writes what was taken, and ends the file. */
  close(): void
  /** Others may have what is left. */
  release(): void
}

export interface SpoolOptions {
  readonly directory: string
  readonly failed: (error: unknown, what: string) => void
  readonly longest?: number
}

/** Throws when the directory cannot be made or written. */
export const openSpool = ({ directory, failed, longest = LONGEST }: SpoolOptions): Spool => {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  accessSync(directory, constants.W_OK)
  const pieces: Piece[] = []
  let current: Piece | undefined
  let waiting: string[] = []
  let length = 0
  /** What is on its way to the file: a write may stop half-way. */
  let rest = Buffer.alloc(0)
  let restLines = 0
  let isPlanned = false
  let lost = 0

  const open = (): Piece => {
    const id = randomUUID()
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    const path = join(directory, fileName(id))
    const descriptor = openSync(path, 'ax+', 0o600)
    hold(id)
    const piece: Piece = { id, path, size: 0, lines: 0, isClosed: false, descriptor }
    pieces.push(piece)
    return piece
  }

  const end = (): void => {
    if (!current) return
    current.isClosed = true
    current = undefined
  }

  const write = (): void => {
    if (rest.length === 0) {
      rest = Buffer.from(waiting.join(''))
      restLines = waiting.length
      waiting = []
      length = 0
    }
    if (rest.length === 0) return
    current ??= open()
    while (rest.length > 0) {
      const done = writeSync(current.descriptor, rest)
      current.size += done
      rest = rest.subarray(done)
    }
    current.lines = (current.lines ?? 0) + restLines
    if (current.size > longest) end()
  }

  const flush = (): void => {
    try {
      write()
      // After what was left of an earlier write, what came since.
      write()
    } catch (error) {
      failed(error, 'lines of the processing log could not be written to a file; they are kept in memory')
      plan(LATER_MS)
    }
  }

  const plan = (ms = SOON_MS): void => {
    if (isPlanned) return
    isPlanned = true
    setTimeout(() => {
      isPlanned = false
      flush()
    }, ms).unref()
  }

  const beating = setInterval(() => {
    if (!current) return
    try {
      const now = new Date()
      utimesSync(current.path, now, now)
    } catch {
      // Another took it over, because this process did not move for a long time.
      end()
    }
  }, BEAT_MS)
  beating.unref()

  return {
    write: (line) => {
      if (length + rest.length + line.length > MOST) {
        lost++
        return
      }
      waiting.push(line)
      length += line.length
      plan()
    },
    flush,
    pieces: () => pieces,
    takeOver: () => {
      for (const found of ownersIn(directory)) {
        const taken: Claimed | undefined = claim(directory, found)
        if (!taken) continue
        const descriptor = openSync(taken.path, 'r')
        const { size } = fstatSync(descriptor)
        pieces.unshift({ ...taken, descriptor, size, lines: undefined, isClosed: true })
      }
    },
    remove: (piece) => {
      rmSync(piece.path, { force: true })
      closeSync(piece.descriptor)
      letGo(piece.id)
      pieces.splice(pieces.indexOf(piece), 1)
    },
    get lost() {
      return lost
    },
    close: () => {
      clearInterval(beating)
      flush()
      end()
    },
    release: () => {
      for (const { id, descriptor } of pieces.splice(0)) {
        closeSync(descriptor)
        letGo(id)
      }
    },
  }
}
