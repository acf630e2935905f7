import { spawn } from 'node:child_process'
import type { Account } from './account.ts'
import { EmbeddedError } from './embedded-error.ts'

export interface RunOptions {
  readonly cwd: string
  readonly account?: Account | undefined
  /** What the program reads on its standard input. */
  readonly input?: string
}

export interface Outcome {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null
  /** Standard output and standard error together. */
  readonly output: string
}

/** Under which account a child runs: that of this process when there is none. */
export const under = (account: Account | undefined) => (account ? { uid: account.uid, gid: account.gid } : {})

/** The few variables that PostgreSQL's programs need. Ours hold secrets, and PG… variables would change what they do. */
export const environment = (): NodeJS.ProcessEnv => {
  const kept = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SYSTEMROOT', 'TEMP', 'TMP', 'USERPROFILE', 'APPDATA']
  const set = kept.filter((name) => process.env[name] !== undefined).map((name) => [name, process.env[name]])
  return { ...Object.fromEntries(set), LC_ALL: 'C', TZ: 'UTC' }
}

/** A program of PostgreSQL that is there and yet cannot be started, in words; other errors as they are. */
export const cannotRun = (error: unknown): unknown => {
  const { code } = error as NodeJS.ErrnoException
  // The file exists, so ENOENT means its loader: these binaries are made for glibc.
  if (code === 'ENOENT' || code === 'ENOEXEC')
    return new EmbeddedError(
      'The embedded PostgreSQL cannot run on this system (it needs glibc, which Alpine does not have): set DATABASE_URL to a PostgreSQL server, version 14 or newer.',
    )
  if (code === 'EPERM' || code === 'EINVAL')
    return new EmbeddedError(
      'PostgreSQL does not run as root, and here root may not start a process as another user: run this as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
    )
  return error
}

/** Runs a program of PostgreSQL to its end. */
export const run = (program: string, args: string[], options: RunOptions): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: environment(),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
      ...under(options.account),
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('error', (error) => reject(cannotRun(error)))
    child.on('close', (code) => resolve({ code, output }))
    // A program that stops early closes its input; its output says why.
    child.stdin.on('error', () => {})
    child.stdin.end(options.input ?? '')
  })
