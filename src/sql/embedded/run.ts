import { type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
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

/** The few variables that PostgreSQL's programs need. Ours hold secrets, and PG… variables would change what they do. */
const environment = (): NodeJS.ProcessEnv => {
  const kept = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SYSTEMROOT', 'TEMP', 'TMP', 'USERPROFILE', 'APPDATA']
  const set = kept.filter((name) => process.env[name] !== undefined).map((name) => [name, process.env[name]])
  return { ...Object.fromEntries(set), LC_ALL: 'C', TZ: 'UTC' }
}

/** Starts a program of PostgreSQL; answers when it runs. */
export const start = async (program: string, args: string[], account: Account | undefined, options: SpawnOptions) => {
  const child = spawn(program, args, {
    ...options,
    env: environment(),
    windowsHide: true,
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  })
  await once(child, 'spawn').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException
    // The file exists, so ENOENT means its loader: these binaries are made for glibc.
    if (code !== 'ENOENT' && code !== 'ENOEXEC') throw error
    throw new EmbeddedError(
      'The embedded PostgreSQL cannot run on this system (it needs glibc, which Alpine does not have): set DATABASE_URL to a PostgreSQL server, version 14 or newer.',
    )
  })
  return child
}

/** Runs a program of PostgreSQL to its end. */
export const run = async (
  program: string,
  args: string[],
  { cwd, account, input = '' }: RunOptions,
): Promise<Outcome> => {
  const child = await start(program, args, account, { cwd, stdio: 'pipe' })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text))
  // A program that stops early closes its input; its output says why.
  child.stdin?.on('error', () => {})
  child.stdin?.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}
