/** Opens the database that the settings name: a PostgreSQL elsewhere, or one of our own in a directory. */
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { Config } from '../config.ts'
import { type Database, openPool, SHARED } from './database.ts'
import { startEmbedded } from './embedded/embedded.ts'
import { sql, statement } from './sql.ts'

export interface OpenDatabase {
  readonly database: Database
  /** How others reach the same database, while it is open. */
  readonly connection: pg.PoolConfig
  /** Closes the connections, and stops the embedded database if this call started it. */
  stop(): Promise<void>
}

/** The database of `DATABASE_URL` cannot be used; the message says why. */
export class DatabaseUnreachable extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause })
    this.name = 'DatabaseUnreachable'
  }
}

export interface OpenOptions {
  readonly config: Config
  readonly log: Record<'info' | 'warn' | 'error', (members: object, text: string) => void>
  /** Use the embedded database of a server that runs, instead of refusing: for commands beside it. */
  readonly beside?: boolean
  /** Ends the wait for a database that does not answer yet. */
  readonly signal?: AbortSignal
}

/** Not there yet: refused, no such host (yet), starting up. Anything else will not get better by waiting. */
const MAY_COME = /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOENT|57P0[123])$/
const TRY_EVERY = 500

/** Connections of a command, and those that the embedded database has room for. */
const BESIDE = 2
const EMBEDDED = 80

const rootOf = (error: unknown): Error & { code?: unknown } => {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0])
  if (error instanceof Error && error.cause instanceof Error) return rootOf(error.cause)
  return error instanceof Error ? error : new Error(String(error))
}

const answering = async (database: Database, name: string, { config, log, signal }: OpenOptions): Promise<void> => {
  const until = performance.now() + config.databaseWait
  for (let tries = 0; ; tries += 1) {
    try {
      await database.query(statement(sql`select 1`))
      return
    } catch (error) {
      const root = rootOf(error)
      const mayCome = MAY_COME.test(String(root.code)) || /timeout/i.test(root.message)
      if (!mayCome || performance.now() > until || signal?.aborted)
        throw new DatabaseUnreachable(`The ${name} cannot be used: ${root.message}.`, error)
      if (tries === 0) log.warn({ error }, 'waiting for the database')
      await wait(TRY_EVERY, undefined, signal ? { signal } : {}).catch(() => {})
    }
  }
}

/** The options of an address apart: the driver would let them take the place of those that a session needs. */
const connectionOf = (address: string): pg.PoolConfig => {
  const url = new URL(address)
  const options = url.searchParams.get('options')
  if (options === null) return { connectionString: address }
  url.searchParams.delete('options')
  return { connectionString: url.href, options }
}

/** Connections to a database that runs; none is made before it is needed. At most `most`, whatever the settings say. */
export const connectTo = (
  connection: pg.PoolConfig,
  { config, log }: Pick<OpenOptions, 'config' | 'log'>,
  most: number,
): Database =>
  openPool({
    connection,
    schema: config.databaseSchema,
    size: Math.min(config.databasePoolSize, most),
    prepare: config.databasePrepare,
    statementTimeoutMs: config.requestTimeout,
    onLoss: (error) => log.warn({ error }, 'a connection to the database was lost'),
  })

const openOn = async (
  options: OpenOptions,
  name: string,
  connection: pg.PoolConfig,
  most: number,
  stop: () => Promise<void>,
): Promise<OpenDatabase> => {
  const database = connectTo(connection, options, options.beside ? BESIDE : most)
  const end = async (): Promise<void> => {
    await database.close()
    await stop()
  }
  try {
    await answering(database, name, options)
  } catch (error) {
    await end()
    throw error
  }
  return { database, connection, stop: end }
}

/** What of a server's connections its requests may use: others want some, too. */
const FOR_REQUESTS = 0.8

/** The most connections for the pool of each of so many processes, if all together are to fit in the server. */
export const poolShare = async (database: Database, processes: number): Promise<number> => {
  const [row] = await database.query(statement(sql`select current_setting('max_connections')::int as most`))
  return Math.max(1, Math.floor((Number(row?.most) * FOR_REQUESTS) / processes) - SHARED)
}

/** Throws `DatabaseUnreachable` or `EmbeddedError`, whose messages are for the person who starts the program. */
export const openDatabase = async (options: OpenOptions): Promise<OpenDatabase> => {
  const { config, log, beside = false } = options
  if (config.databaseUrl !== undefined) {
    const connection = connectionOf(config.databaseUrl)
    return openOn(options, 'PostgreSQL of DATABASE_URL', connection, Number.POSITIVE_INFINITY, async () => {})
  }
  const { connection, stop } = await startEmbedded({
    dataDir: config.dataDir,
    join: beside,
    log: (level, text, members = {}) => log[level](members, text),
  })
  return openOn(options, `database in ${config.dataDir}`, connection, EMBEDDED, stop)
}
