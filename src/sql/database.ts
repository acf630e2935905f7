/** The database as the register sees it: its connections, and who may stop waiting for them. */
import pg from 'pg'
import { type Bulk, type BulkOptions, inBulk } from './bulk.ts'
import { breakOff, GIVE_UP, sendCancel } from './cancel.ts'
import { isConnectionLoss, isOutOfResources, Unavailable } from './errors.ts'
import { quickReads } from './quick-reads.ts'
import type { Statement } from './sql.ts'
import { sharing } from './together.ts'
import { type Cancellation, Ended, inTransaction, type Queryable, type Row, type Transaction } from './transaction.ts'

export type { Cancellation, Queryable, Row, Transaction }

export interface Database extends Queryable {
  /** The schema that holds the register. No statement names it: sessions have it as their `search_path`. */
  readonly schema: string
  query(statement: Statement, cancellation?: Cancellation): Promise<Row[]>
  /** The same for a statement that is quick whatever it is given: it waits behind others of its kind, and they behind it. */
  quick(statement: Statement, cancellation?: Cancellation): Promise<Row[]>
  transaction<T>(work: (tx: Transaction) => Promise<T>, cancellation?: Cancellation): Promise<T>
  /** The same for work that only sends and finishes: it may share its transaction with that of others (decision 0035). */
  together<T>(work: (tx: Transaction) => Promise<T>, cancellation?: Cancellation): Promise<T>
  /** A transaction on a connection of its own, for what moves whole tables. */
  bulk<T>(work: (bulk: Bulk) => Promise<T>, options?: BulkOptions): Promise<T>
  /**
   * Stops what the holder of this cancellation is waiting for, and whatever it would ask next. A query that nobody can
   * cancel fails after `statementTimeoutMs`.
   */
  cancel(cancellation: Cancellation): void
  /**
   * Connections: open, idle, and requests that wait for one or for a transaction to share; whether some wait now, or had
   * to and are in a transaction together.
   */
  readonly pool: {
    readonly total: number
    readonly idle: number
    readonly waiting: number
    readonly isCrowded: boolean
  }
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly connection: pg.PoolConfig
  readonly schema: string
  readonly size: number
  /** False behind PgBouncer in transaction mode: no named statements, no session settings. */
  readonly prepare: boolean
  readonly statementTimeoutMs: number
  /** Called for connections that break while idle. */
  readonly onLoss?: (error: Error) => void
}

const { types } = pg
// Dates and times travel as the text that PostgreSQL writes: a JavaScript Date would lose the microseconds.
const AS_TEXT = new Set([types.builtins.DATE, types.builtins.TIMESTAMP, types.builtins.TIMESTAMPTZ])
const asText = (value: string) => value
const parsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    AS_TEXT.has(oid) ? asText : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
}

type Connection = pg.Client | pg.PoolClient

/** Connections for quick reads: one keeps PostgreSQL busy on a core, and the second is there when the first is held up. */
export const SHARED = 2

/** A database that has not let go of a connection after these milliseconds is out of reach. */
const FAREWELL = 2_000

/**
 * Resolves when these connections have ended. A pool that ends has only said goodbye: a database that is stopped then may
 * not have heard it, and breaks them off.
 */
const gone = async (connections: ReadonlySet<Connection>): Promise<void> => {
  const giveUp = setTimeout(() => connections.forEach(breakOff), FAREWELL)
  await Promise.all([...connections].map((client) => new Promise<void>((resolve) => client.once('end', resolve))))
  clearTimeout(giveUp)
}

export const openPool = (options: DatabaseOptions): Database => {
  const session = `-c search_path=${options.schema} -c jit=off -c random_page_cost=1.1 -c plan_cache_mode=force_generic_plan -c statement_timeout=${options.statementTimeoutMs} -c timezone=UTC`
  const config: pg.PoolConfig & { pipeline: boolean } = {
    ...options.connection,
    ...(options.prepare ? { options: [options.connection.options, session].filter(Boolean).join(' ') } : {}),
    max: options.size,
    pipeline: true,
    types: parsers,
    application_name: 'klantinteracties',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  }
  const pool = new pg.Pool(config)
  pool.on('error', (error) => options.onLoss?.(error))
  const connections = new Set<Connection>()
  const kept = <C extends Connection>(client: C): C => {
    // A connection that breaks while someone waits for it tells that one, and says it once more as an event: which would
    // end the process if nobody listened.
    client.on('error', () => {})
    client.once('end', () => connections.delete(client))
    connections.add(client)
    return client
  }
  pool.on('connect', kept)

  const configured = ({ text, values, name }: Statement): pg.QueryConfig => ({
    text,
    values: values as unknown[],
    ...(name !== undefined && options.prepare ? { name } : {}),
  })

  const quick = quickReads(async () => {
    const client = kept(new pg.Client(config))
    await client.connect()
    return client
  }, SHARED)

  const sent = async (client: pg.PoolClient, statement: Statement): Promise<Row[]> =>
    (await client.query<Row>(configured(statement))).rows

  /** `work` may say before when (`notBefore`) no cancellation is to be sent, and that the connection is spoilt. */
  const withClient = async <T>(
    cancellation: Cancellation,
    work: (client: pg.PoolClient, notBefore: (ready: Promise<unknown>) => void, spoil: () => void) => Promise<T>,
  ): Promise<T> => {
    let client: pg.PoolClient
    try {
      client = await pool.connect()
    } catch (error) {
      throw new Unavailable(error)
    }
    if (cancellation.cancelled) {
      client.release()
      throw new Ended()
    }
    let ready: Promise<unknown> = Promise.resolve()
    let cancelling: Promise<boolean> | undefined
    let givingUp: NodeJS.Timeout | undefined
    cancellation.stop = () => {
      givingUp ??= setTimeout(breakOff, GIVE_UP, client).unref()
      cancelling ??= ready.then(
        () => sendCancel(client, config),
        () => true,
      )
    }
    let lost = false
    try {
      return await work(
        client,
        (promise) => {
          ready = promise
        },
        () => {
          lost = true
        },
      )
    } catch (error) {
      const isLoss = isConnectionLoss(error)
      lost ||= isLoss
      throw isLoss || isOutOfResources(error) ? new Unavailable(error) : error
    } finally {
      cancellation.stop = undefined
      // It may arrive after the end of what it is for: nobody else is given the connection before.
      if (cancelling && !(await cancelling)) lost = true
      clearTimeout(givingUp)
      client.release(lost)
    }
  }

  const transaction = <T>(work: (tx: Transaction) => Promise<T>, cancellation: Cancellation = {}): Promise<T> =>
    withClient(cancellation, (client, notBefore, spoil) =>
      inTransaction({ client, notBefore, spoil, cancellation, sent: (statement) => sent(client, statement) }, work),
    )

  const cancel = (cancellation: Cancellation): void => {
    cancellation.cancelled = true
    cancellation.stop?.()
  }

  const shared = sharing(transaction, cancel)

  const query = async (statement: Statement, cancellation: Cancellation = {}): Promise<Row[]> =>
    withClient(cancellation, (client) => sent(client, statement))

  /** For those who do not watch the time themselves. */
  const queryInTime = async (statement: Statement): Promise<Row[]> => {
    const cancellation: Cancellation = {}
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        cancel(cancellation)
        reject(new Ended())
      }, options.statementTimeoutMs)
    })
    try {
      return await Promise.race([query(statement, cancellation), late])
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    schema: options.schema,
    query: (statement, cancellation) => (cancellation ? query(statement, cancellation) : queryInTime(statement)),
    execute: (script) => withClient({}, async (client) => void (await client.query(script))),
    quick: async (statement, cancellation = {}) => {
      try {
        return await quick.query<Row>(configured(statement), cancellation)
      } catch (error) {
        throw isConnectionLoss(error) || isOutOfResources(error) ? new Unavailable(error) : error
      }
    },
    transaction,
    together: (work, cancellation = {}) => shared.run(work, cancellation),
    bulk: (work, how) => inBulk({ ...config, pipeline: false } as pg.ClientConfig, work, how),
    cancel,
    pool: {
      get total() {
        return pool.totalCount
      },
      get idle() {
        return pool.idleCount
      },
      get waiting() {
        return pool.waitingCount + shared.waiting
      },
      get isCrowded() {
        return pool.waitingCount + shared.waiting > 0 || shared.isCrowded
      },
    },
    close: async () => {
      quick.close()
      await pool.end()
      await gone(connections)
    },
  }
}
