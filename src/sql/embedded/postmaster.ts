import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { failure } from './failure.ts'
import { readPidFile, SIGNALS } from './leftovers.ts'
import { nameFor, type Place } from './place.ts'
import { run, start } from './run.ts'
import { type Listening, settings } from './settings.ts'
import type { Supervisable } from './supervise.ts'

/** A PostgreSQL that takes connections. To stop it ends all sessions and writes everything to disk; killed it loses nothing either. */
export type Postmaster = Supervisable

/** The last cause that PostgreSQL wrote to its log, from this position on. */
const lastWords = (logFile: string, from: number): string => {
  const lines = readFileSync(logFile).subarray(from).toString('utf8').split('\n')
  const cause = lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.findLast((line) => line.trim() !== '')
  return cause?.replace(/^.*?(FATAL|PANIC): +/, '') ?? 'it wrote no reason'
}

/**
 * Starts PostgreSQL and waits until it takes connections, however long it takes to recover from a crash.
 *
 * @throws EmbeddedError when it ends before that
 */
export const launch = async (place: Place, binaries: Binaries, listening: Listening): Promise<Postmaster> => {
  const { cluster, account, logFile } = place
  const options = Object.entries(settings(listening)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(logFile, 'a', 0o600)
  const logged = fstatSync(log).size
  // In a session of its own: Ctrl-C in a terminal is for this process, which stops it when the last request is done.
  const child = await start(binaries.postgres, ['-D', nameFor(cluster, account), ...options], account, {
    cwd: cluster,
    stdio: ['ignore', log, log],
    detached: process.platform !== 'win32',
  }).finally(() => closeSync(log))
  let isThere = true
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      isThere = false
      resolve(signal ?? `exit code ${code}`)
    })
  })
  child.unref()
  const pid = child.pid as number
  for (let status = ''; status !== 'ready'; ) {
    await delay(5)
    if (!isThere)
      throw failure(`PostgreSQL did not start: ${lastWords(logFile, logged)} (see ${logFile}).`, place.directory)
    const file = readPidFile(cluster)
    status = file?.pid === pid ? file.status : ''
  }
  const stop = async () => {
    if (process.platform === 'win32') await run(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast'], { cwd: cluster })
    for (const [signal, patience] of SIGNALS) {
      if (!isThere) return
      child.kill(signal)
      const timer = new AbortController()
      await Promise.race([ended, delay(patience, undefined, timer).catch(() => {})])
      timer.abort()
    }
  }
  return { pid, ended, signal: (signal) => void child.kill(signal), stop }
}
