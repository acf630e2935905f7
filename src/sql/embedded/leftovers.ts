import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { EmbeddedError } from './embedded-error.ts'
import { run } from './run.ts'

interface PidFile {
  readonly pid: number
  /** Seconds since 1970. */
  readonly started: number
  readonly port: number
  /** `starting`, `ready`, `stopping`. */
  readonly status: string
}

/** What a running PostgreSQL writes in postmaster.pid, and a killed one leaves there. */
export const readPidFile = (cluster: string): PidFile | undefined => {
  try {
    const [pid, , started, port, , , , status = ''] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(pid), started: Number(started), port: Number(port), status: status.trim() }
  } catch {
    return undefined
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether a process is a PostgreSQL that works in this directory, as Linux tells. */
const worksIn = (pid: number | string, cluster: string): boolean => {
  try {
    if (readFileSync(`/proc/${pid}/comm`, 'utf8') !== 'postgres\n') return false
    const [there, here] = [statSync(`/proc/${pid}/cwd`), statSync(cluster)]
    return there.ino === here.ino && there.dev === here.dev
  } catch {
    return false
  }
}

/** Whether a process is a PostgreSQL that was started at that second, as `ps` tells. */
export const startedAt = (pid: number, started: number): boolean => {
  try {
    const ps = execFileSync('ps', ['-o', 'lstart=,comm=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { LC_ALL: 'C' },
    })
    const [, start, program] = /^\s*(\w+ +\w+ +\d+ [\d:]+ \d+) +(.*?)\s*$/.exec(ps) ?? []
    return Math.abs(Date.parse(start ?? '') / 1000 - started) < 5 && (program ?? '').endsWith('postgres')
  } catch {
    return false
  }
}

const onLinux = process.platform === 'linux'

/** Waits until a process is gone. One that nobody has reaped yet is, too: it has no working directory any more. */
const gone = async (pid: number, cluster: string, milliseconds: number): Promise<boolean> => {
  for (const end = Date.now() + milliseconds; Date.now() < end; await delay(10))
    if (onLinux ? !worksIn(pid, cluster) : !isAlive(pid)) return true
  return false
}

/** How PostgreSQL is stopped, and the milliseconds to wait each time: sessions end, all is written; at once; killed. */
export const SIGNALS = [
  ['SIGINT', 30_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const

/** Ends a server that is no child of ours. */
const end = async (pid: number, cluster: string) => {
  for (const [signal, patience] of SIGNALS) {
    try {
      process.kill(pid, signal)
    } catch {
      // Gone already, or not ours to end: the wait tells.
    }
    if (await gone(pid, cluster, patience)) return
  }
  throw new EmbeddedError(`A PostgreSQL left over from an earlier run cannot be stopped: end process ${pid}.`)
}

/**
 * Ends what an earlier run left behind, so that a new PostgreSQL can start: a server whose owner was killed, or the
 * processes of a server that was killed itself, which would keep its shared memory. To be called by the owner of the
 * directory, when no PostgreSQL of its own runs.
 *
 * @returns the process that was ended (one of them); undefined when there was none
 */
export const endLeftovers = async (cluster: string, pgCtl: string): Promise<number | undefined> => {
  const left = readPidFile(cluster)
  if (process.platform === 'win32') {
    if (!left) return undefined
    const { code } = await run(pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-t', '30'], { cwd: cluster })
    return code === 0 ? left.pid : undefined
  }
  let found: number | undefined
  if (left) {
    if (onLinux ? worksIn(left.pid, cluster) : startedAt(left.pid, left.started)) {
      found = left.pid
      await end(left.pid, cluster)
    }
    // The number in them may be another process's by now, and PostgreSQL does not start while that lives.
    for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock']) rmSync(join(cluster, name), { force: true })
  }
  if (onLinux) {
    const rest = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name) && worksIn(name, cluster))
    // They see for themselves that their server is gone, unless they are busy.
    for (let tries = 0; tries < 20 && rest().length > 0; tries++) await delay(10)
    for (const pid of rest()) {
      found ??= Number(pid)
      process.kill(Number(pid), 'SIGKILL')
      await gone(Number(pid), cluster, 5_000)
    }
  }
  return found
}
