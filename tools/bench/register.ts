/** A register to measure: the program itself in a process of its own, on a database of its own that it migrates. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { startEmbedded } from '../../src/sql/embedded/embedded.ts'
import { createOwnDatabase } from '../own-database.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.js')
/** The same on a register that has a server already. */
export const BESIDE = join(import.meta.dirname, 'beside.js')
/** A kept register may have migrations to do first, over millions of rows. */
const PATIENCE = 1_800_000

/** What `npm start` and the image give Node; docs/performance.md says why. */
const AS_STARTED = ['--max-semi-space-size=8', '--max-old-space-size=1024']

export interface Database {
  /** What is in the environment of a server on this database. */
  readonly env: Readonly<Record<string, string>>
  /** To be asked for while a server runs. */
  connection(): Promise<pg.ClientConfig>
  drop(): Promise<void>
}

export interface Server {
  readonly base: string
  readonly token: string
  /** Milliseconds from the start of the process to its first answer out of the database. */
  readonly startedIn: number
  /** Bytes of memory that are resident now. */
  resident(): Promise<number>
  /** Resolves once the receivers of events know everything. */
  allTold(): Promise<void>
  /** Resolves once the processing log has every line in its place. */
  allLogged(): Promise<void>
  stop(): Promise<void>
}

/** An empty database on the server of this address, or a directory for an embedded one. */
export const createDatabase = async (url: string | undefined): Promise<Database> => {
  if (url === undefined) {
    const directory = mkdtempSync(join(tmpdir(), 'bench-'))
    const log = (): void => {}
    return {
      env: { DATA_DIR: directory },
      connection: async () => ({ ...(await startEmbedded({ dataDir: directory, join: true, log })).connection }),
      drop: async () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }),
    }
  }
  const own = await createOwnDatabase(url)
  return {
    env: { DATABASE_URL: own.url },
    connection: async () => ({ connectionString: own.url }),
    drop: own.drop,
  }
}

/** One that is there already, and stays. */
export const reuseDatabase = (url: string): Database => ({
  env: { DATABASE_URL: url },
  connection: async () => ({ connectionString: url }),
  drop: async () => {},
})

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

/** Starts the program, and waits for its first answer. Settings of the environment hold; what it logs is thrown away. */
export const startServer = async ({ env }: Database, main = MAIN): Promise<Server> => {
  const token = randomBytes(20).toString('hex')
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const { DATABASE_URL: _url, ...own } = process.env
  const begun = performance.now()
  const child = spawn(process.execPath, [...AS_STARTED, main, 'serve'], {
    env: {
      LOG_LEVEL: 'info',
      WORKERS: '1',
      // Measured in rows of its own.
      VERWERKINGENLOG: 'uit',
      ...own,
      ...env,
      METRICS: 'on',
      HOST: '127.0.0.1',
      PORT: String(port),
      API_TOKEN: token,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  const first = `${base}/klantinteracties/api/v1/partijen?pageSize=1`
  const headers = { authorization: `Token ${token}` }
  const answers = (): Promise<boolean> =>
    fetch(first, { headers }).then(
      async (answer) => (await answer.text()) !== '' && answer.ok,
      () => false,
    )
  while (!(await answers())) {
    if (child.exitCode !== null || performance.now() - begun > PATIENCE) {
      await stop()
      throw new Error('the server did not start')
    }
    await wait(5)
  }
  const metrics = async (): Promise<string> => (await fetch(`${base}/metrics`)).text()
  return {
    base,
    token,
    startedIn: performance.now() - begun,
    resident: async () => {
      return Number(/^process_resident_memory_bytes (\S+)/m.exec(await metrics())?.[1])
    },
    allTold: async () => {
      while (/^events_waiting\S+ [1-9]/m.test(await metrics())) await wait(50)
    },
    allLogged: async () => {
      while (/^processing_log_waiting\S+ [1-9]/m.test(await metrics())) await wait(50)
    },
    stop,
  }
}
