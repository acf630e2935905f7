/**
 * A connection of one's own for what moves whole tables: one transaction, without the time limit of requests, and rows
 * as streams in both directions. Nobody else waits behind it.
 */
import type { Readable, Writable } from 'node:stream'
import pg from 'pg'
import { from, to } from 'pg-copy-streams'
import { sendCancel } from './cancel.ts'
import { isConnectionLoss, Unavailable } from './errors.ts'
import { Shape, type Sql } from './sql.ts'
import type { Queryable, Row } from './transaction.ts'

/**
 * `lines`: one text a row, byte for byte, where the texts are JSON: it holds none of the three characters that would
 * be quoted. `csv`: as RFC 4180 has it, with the names of the columns first. `text`: PostgreSQL's own, as dumps have it.
 */
export type CopyFormat = 'lines' | 'csv' | 'text'

const FORMATS: Readonly<Record<CopyFormat, string>> = {
  lines: String.raw`format csv, delimiter E'\x02', quote E'\x01'`,
  csv: 'format csv, header',
  text: 'format text',
}

/** Rows on their way out; `rowCount` is right at their end. */
export type RowsOut = Readable & { readonly rowCount: number }

export interface Bulk extends Queryable {
  /** The rows of a query that takes no values. */
  copyOut(query: Sql, format: CopyFormat): RowsOut
  /** Takes rows for a table; `into` names it and its columns. */
  copyIn(into: Sql, format: CopyFormat): Writable
}

export interface BulkOptions {
  /** Reads one moment of the database from beginning to end, and writes nothing. */
  readonly snapshot?: true
  /** Aborted, the work is broken off and nothing of it stays. */
  readonly signal?: AbortSignal | undefined
}

const textOf = (piece: Sql): string => {
  const { text, values } = new Shape(piece).with({})
  if (values.length > 0) throw new Error('COPY takes no values')
  return text
}

const SETTINGS = `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local jit = off;
set local timezone = 'UTC'; set local datestyle = 'ISO'; set local work_mem = '64MB'; set local maintenance_work_mem = '128MB'`

/** A cancellation that comes between two statements hits none of them: so the next one is not sent either. */
const bulkOn = (client: pg.Client, signal: AbortSignal | undefined): Bulk => {
  const going = (): pg.Client => {
    signal?.throwIfAborted()
    return client
  }
  return {
    query: async ({ text, values }) => (await going().query<Row>({ text, values: values as unknown[] })).rows,
    execute: async (script) => void (await going().query(script)),
    copyOut: (query, format) => going().query(to(`copy (${textOf(query)}) to stdout with (${FORMATS[format]})`)),
    copyIn: (into, format) => going().query(from(`copy ${textOf(into)} from stdin with (${FORMATS[format]})`)),
  }
}

/** Runs work in one transaction on a new connection. */
export const inBulk = async <T>(
  config: pg.ClientConfig,
  work: (bulk: Bulk) => Promise<T>,
  { snapshot, signal }: BulkOptions = {},
): Promise<T> => {
  const client = new pg.Client(config)
  client.on('error', () => {})
  const stop = (): void => void sendCancel(client, config)
  try {
    await client.connect()
    signal?.throwIfAborted()
    signal?.addEventListener('abort', stop)
    await client.query(snapshot ? 'begin isolation level repeatable read read only' : 'begin')
    await client.query(SETTINGS)
    const result = await work(bulkOn(client, signal))
    signal?.throwIfAborted()
    await client.query('commit')
    return result
  } catch (error) {
    signal?.throwIfAborted()
    throw isConnectionLoss(error) ? new Unavailable(error) : error
  } finally {
    signal?.removeEventListener('abort', stop)
    // What was not committed goes with the connection.
    await client.end().catch(() => {})
  }
}
