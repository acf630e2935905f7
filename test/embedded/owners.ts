import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { after } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type Connection, startEmbedded } from '../../src/sql/embedded/embedded.ts'

export interface Owner {
  readonly process: ChildProcess
  readonly connection: Connection
  /** All that it has said: its log, and how it fared. */
  readonly said: Record<string, unknown>[]
}

const scratch = mkdtempSync(join(tmpdir(), 'embedded-test-'))
// Other accounts pass through it.
chmodSync(scratch, 0o755)
const children: ChildProcess[] = []
const mounts: string[] = []
let template: string | undefined
let count = 0

after(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  for (const mount of mounts) spawnSync('umount', ['-l', mount])
  rmSync(scratch, { recursive: true, force: true })
})

/** A path at which nothing is yet; removed after the tests. */
export const newPath = () => join(scratch, String(++count))

/** A small disk; undefined where none may be mounted. */
export const newDisk = (megabytes: number): string | undefined => {
  const directory = newPath()
  mkdirSync(directory)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory]).status !== 0) return undefined
  mounts.push(directory)
  return directory
}

/** A directory with an empty database, copied: that is faster than to make one. */
export const newDatabase = async (directory = newPath()): Promise<string> => {
  if (!template) {
    template = newPath()
    const embedded = await startEmbedded({ dataDir: template, log: () => {} })
    await embedded.stop()
  }
  mkdirSync(dirname(directory), { recursive: true })
  execFileSync('cp', ['-r', template, directory])
  return directory
}

const program = fileURLToPath(new URL('./owner.js', import.meta.url))

export interface OwnerOptions {
  readonly flags?: string[]
  readonly node?: string[]
  readonly program?: string
  readonly env?: NodeJS.ProcessEnv
  readonly uid?: number
}

/** Starts a program that owns the database of the directory; answers when it runs or was refused. */
export const startOwner = async (
  directory: string,
  options: OwnerOptions = {},
): Promise<Owner & { readonly refused?: string }> => {
  const args = [...(options.node ?? []), options.program ?? program, directory, ...(options.flags ?? [])]
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  })
  children.push(child)
  const said: Record<string, unknown>[] = []
  let fault = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (fault += text))
  for await (const line of createInterface(child.stdout)) {
    const words = JSON.parse(line) as Record<string, unknown>
    said.push(words)
    if ('connection' in words || 'refused' in words) break
  }
  createInterface(child.stdout).on('line', (line) => said.push(JSON.parse(line) as Record<string, unknown>))
  const last = said.at(-1) as { connection: Connection; refused?: string } | undefined
  assert.ok(last, `the owner ended: ${fault}`)
  return { process: child, said, ...last }
}

export const kill9 = async ({ process }: Owner) => {
  process.kill('SIGKILL')
  await once(process, 'exit')
}

export const stop = async ({ process }: Owner): Promise<number | null> => {
  process.kill('SIGTERM')
  const [code] = (await once(process, 'exit')) as [number | null]
  return code
}

export const connectTo = async (connection: Connection): Promise<pg.Client> => {
  const client = new pg.Client(connection)
  // The server is killed under some of them.
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Runs one statement on a connection of its own; answers the first value. */
export const ask = async (connection: Connection, statement: string): Promise<unknown> => {
  const client = await connectTo(connection)
  try {
    const { rows } = await client.query({ text: statement, rowMode: 'array' })
    return (rows as unknown[][])[0]?.[0]
  } finally {
    await client.end()
  }
}

/** Tries until it succeeds, for ten seconds. */
export const eventually = async <T>(attempt: () => Promise<T> | T): Promise<T> => {
  for (const end = Date.now() + 10_000; ; await delay(20)) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > end) throw error
    }
  }
}

export const postmasterOf = (directory: string) =>
  Number(readFileSync(join(directory, 'postgresql', 'postmaster.pid'), 'utf8').split('\n')[0])

/** The sockets by which owners claim a directory. */
export const claimsOn = (directory: string) => readdirSync(directory).filter((name) => name.startsWith('.owner-'))

/** Whether a process is there; one that is dead but not yet reaped is not. */
export const isRunning = (pid: number) =>
  spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
    .stdout.replace(/^Z.*/, '')
    .trim() !== ''
