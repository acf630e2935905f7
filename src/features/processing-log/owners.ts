/** Whose a file of lines is, as its name says: `<id>~<host>~<process>.regels`. One that is nobody's may be taken over. */
import { readdirSync, renameSync, statSync, utimesSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** The files that this process writes or reads. */
const held = new Set<string>()

const host = hostname().replace(/[^a-zA-Z0-9.-]/g, '-')
const NAME = /^([0-9a-f-]{36})~([a-zA-Z0-9.-]*)~(\d+)\.regels$/

/** A process that lives touches its file every few seconds. One elsewhere, or of a number that was used again, shows by that. */
const STALE_MS = 60_000

export interface Claimed {
  readonly id: string
  readonly path: string
}

interface Found {
  readonly name: string
  readonly id: string
  readonly host: string
  readonly process: number
}

export const fileName = (id: string): string => `${id}~${host}~${process.pid}.regels`

export const hold = (id: string): void => void held.add(id)
export const letGo = (id: string): void => void held.delete(id)

export const ownersIn = (directory: string): Found[] =>
  readdirSync(directory).flatMap((name) => {
    const [, id, host, pid] = NAME.exec(name) ?? []
    return id === undefined || host === undefined ? [] : [{ name, id, host, process: Number(pid) }]
  })

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

/** Makes the file ours if it is nobody's, and of several who try at once the first's. */
export const claim = (directory: string, found: Found): Claimed | undefined => {
  if (held.has(found.id)) return undefined
  const path = join(directory, found.name)
  const isOurs = found.host === host && found.process === process.pid
  const isLeft = found.host === host && (isOurs || isGone(found.process))
  try {
    if (!isLeft && Date.now() - statSync(path).mtimeMs < STALE_MS) return undefined
    const own = join(directory, fileName(found.id))
    renameSync(path, own)
    const now = new Date()
    utimesSync(own, now, now)
    hold(found.id)
    return { id: found.id, path: own }
  } catch (error) {
    // Another was first.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
