/** A running database, read in one snapshot and never written to. */
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { rowsThere } from '../../../derive/move-in/staging.ts'
import { type Bulk, inBulk } from '../../../sql/bulk.ts'
import { isConnectionLoss, Unavailable } from '../../../sql/errors.ts'
import { sql, statement } from '../../../sql/sql.ts'
import { MoveError } from '../failure.ts'
import { OWN_TABLES, origins, TOKENS } from '../layout.ts'
import type { Source } from './source.ts'

const [{ table: MARK } = { table: '' }] = origins

/** Address without secrets. */
const shown = (address: string): string => {
  const { hostname, port, pathname } = new URL(address)
  return `${hostname || 'localhost'}${port ? `:${port}` : ''}${pathname}`
}

/** What went wrong with it, as a person can use it. */
const unreadable = (address: string, error: unknown): unknown => {
  const cause = error instanceof Unavailable ? error.cause : error
  if (!(cause instanceof Error) || (!isConnectionLoss(cause) && !('severity' in cause))) return error
  const { message } = cause instanceof AggregateError ? (cause.errors[0] as Error) : cause
  return new MoveError(`The database ${shown(address)} cannot be read: ${message}. Nothing was changed.`)
}

/** The failure of whoever receives, to be told from one of the source. */
class ReceiverFailed extends Error {}

/** Passes rows on, and tells whose failure it is when one fails: each is ended by that of the other. */
const passOn = async (out: Readable, to: Writable): Promise<void> => {
  let first: 'there' | 'here' | undefined
  out.once('error', () => {
    first ??= 'there'
  })
  to.once('error', () => {
    first ??= 'here'
  })
  await pipeline(out, to).catch((error: unknown) => {
    throw first === 'here' ? new ReceiverFailed('', { cause: error }) : error
  })
}

/** The schema that was asked for, or the one that has such tables. */
const schemaOf = async (bulk: Bulk, wanted: string | undefined, name: string): Promise<string> => {
  const rows = await bulk.query(
    statement(sql`select schemaname as schema from pg_tables where tablename = ${MARK} order by 1`),
  )
  const found = rows.map(({ schema }) => String(schema))
  const [only] = wanted === undefined ? found : found.filter((one) => one === wanted)
  if (only === undefined)
    throw new MoveError(
      `There is no table ${MARK} in ${wanted === undefined ? name : `schema ${wanted} of ${name}`}: no Open Klant 2 is there.`,
    )
  if (wanted === undefined && found.length > 1)
    throw new MoveError(`${name} has Open Klant in several schemas (${found.join(', ')}): choose one with --schema.`)
  return only
}

interface Table {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: number
}

const tablesIn = async (bulk: Bulk, schema: string): Promise<Table[]> => {
  const rows = await bulk.query(
    statement(sql`select c.relname as name, greatest(c.reltuples, 0)::bigint::text as rows,
        array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = (select oid from pg_namespace where nspname = ${schema}) and c.relkind in ('r', 'p')
      group by c.oid, c.relname, c.reltuples order by c.relname`),
  )
  return rows
    .map(({ name, rows: count, columns }) => ({
      name: String(name),
      rows: Number(count),
      columns: columns as readonly string[],
    }))
    .filter(({ name }) => OWN_TABLES.test(name) || name === TOKENS)
}

/** Seconds are enough for a server that is there. */
const CONNECT_MS = 10_000

export const liveSource = (address: string, schema?: string): Source => ({
  name: shown(address),
  send: async (receiver, progress, signal) => {
    const config = {
      connectionString: address,
      connectionTimeoutMillis: CONNECT_MS,
      application_name: 'klantinteracties',
    }
    const sendAll = async (bulk: Bulk): Promise<void> => {
      const at = await schemaOf(bulk, schema, shown(address))
      const tables = (await tablesIn(bulk, at)).filter(({ name, columns }) => receiver.meet(name, columns))
      const total = tables.reduce((sum, { rows }) => sum + rows, 0)
      let done = 0
      for (const { name, columns, rows } of tables) {
        await passOn(bulk.copyOut(rowsThere(at, name, columns), 'text'), await receiver.rows(name, columns, 'text'))
        done += rows
        progress(done, total)
      }
    }
    await inBulk(config, sendAll, { snapshot: true, signal }).catch((error: unknown) => {
      throw error instanceof ReceiverFailed ? error.cause : unreadable(address, error)
    })
  },
})
