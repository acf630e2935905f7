/** A PostgreSQL server of the test's own, that may be stopped, killed and frozen: made with the embedded binaries. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { accountFor } from '../../../src/sql/embedded/account.ts'
import { findBinaries } from '../../../src/sql/embedded/binaries.ts'
import { eventually } from './eventually.ts'

export interface Cluster {
  readonly url: string
  start(): Promise<void>
  /** As `systemctl restart` does: sessions are ended, everything is written. */
  stop(): Promise<void>
  kill(): Promise<void>
  /** Stops its processes from doing anything at all, as a machine that hangs; and lets them go on. */
  freeze(): void
  thaw(): void
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

const childrenOf = (pid: number): number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child = 0]) => child)

/** An empty database on a new server; both are gone when the test ends. */
export const ownCluster = async (t: TestContext): Promise<Cluster> => {
  const directory = mkdtempSync(join(tmpdir(), 'cluster-'))
  chmodSync(directory, 0o755)
  const data = join(directory, 'data')
  const account = accountFor(data)
  const under = account ? { uid: account.uid, gid: account.gid } : {}
  if (account) chownSync(directory, account.uid, account.gid)
  const { initdb, postgres } = findBinaries(account)
  const options = { cwd: directory, stdio: 'ignore', ...under } as const
  const program = (file: string, ...args: string[]) => execFileSync(file, args, options)
  program(initdb, '-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync')
  const port = await freePort()
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  let child: ChildProcess | undefined

  const isThere = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 })
    client.on('error', () => {})
    await client.connect()
    await client.end()
  }
  const start = async (): Promise<void> => {
    child = spawn(postgres, ['-D', data, '-p', String(port), '-k', '', '-h', '127.0.0.1'], {
      ...options,
      cwd: dirname(data),
    })
    await eventually(isThere)
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child
    child = undefined
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    ending.kill(signal)
    await once(ending, 'exit')
  }
  const all = (signal: NodeJS.Signals): void => {
    const pid = child?.pid
    if (pid === undefined) return
    for (const one of [pid, ...childrenOf(pid)]) process.kill(one, signal)
  }
  t.after(async () => {
    all('SIGCONT')
    await end('SIGQUIT')
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
  })
  await start()
  return {
    url,
    start,
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
    freeze: () => all('SIGSTOP'),
    thaw: () => all('SIGCONT'),
  }
}
