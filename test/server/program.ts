/** The program as a process of its own, for tests of what it prints and how it ends. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.js')

/** Where lines of the processing log wait: not in the folder of the project. Each register has its own below it. */
const LINES = { VERWERKINGENLOG_DIR: join(tmpdir(), 'klantinteracties-verwerkingen') }

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface Program {
  readonly pid: number
  readonly ended: Promise<Ended>
  kill(signal: NodeJS.Signals): void
  /** What it wrote to standard output, once that matches. */
  shows(pattern: RegExp): Promise<RegExpExecArray>
}

/** Starts it; what it is doing is ended with the test. */
export const start = (t: TestContext, args: readonly string[], env: Record<string, string>): Program => {
  const child = spawn(process.execPath, [MAIN, ...args], {
    // One process unless a test is about more: they take longer to start.
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', WORKERS: '1', ...LINES, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  const ended = once(child, 'close').then(([code]): Ended => ({ code, out, err }))
  t.after(async () => {
    child.kill('SIGTERM')
    await ended
  })
  return {
    pid: child.pid ?? 0,
    ended,
    kill: (signal) => void child.kill(signal),
    async shows(pattern) {
      for (let tries = 0; tries < 1000; tries += 1) {
        const found = pattern.exec(out)
        if (found) return found
        if (child.exitCode !== null) break
        await wait(20)
      }
      throw new Error(`not shown: ${pattern}\n${out}\n${err}`)
    },
  }
}

export const runToEnd = (t: TestContext, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> =>
  start(t, args, env).ended

/** Starts a server on a free port. */
export const serve = async (t: TestContext, env: Record<string, string>, ...args: string[]) => {
  const program = start(t, ['serve', ...args], { PORT: '0', ...env })
  const [, base = ''] = await program.shows(/listens on +(http:\S+)/)
  return { ...program, base }
}

/** The status with which a server answers a list, for a token. */
export const statusFor = async (base: string, token: string): Promise<number> => {
  const answer = await fetch(`${base}/klantinteracties/api/v1/partijen`, {
    headers: { authorization: `Token ${token}` },
  })
  await answer.text()
  return answer.status
}

export const temporaryDirectory = (t: TestContext): string => {
  const directory = mkdtempSync(join(tmpdir(), 'data-'))
  t.after(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }))
  return directory
}
