/**
 * Fills a migrated, empty register: without its keys and indexes first, because making them afterwards takes a fraction
 * of the time, and over as many connections as there are cores, because each keeps one busy.
 */
import { availableParallelism } from 'node:os'
import pg from 'pg'
import { STRETCHES, TALLY } from '../../src/derive/stretch.ts'
import { foldTally } from '../../src/derive/upkeep.ts'
import { takeUp, versionTable } from '../../src/derive/versions.ts'
import type { Register } from '../../src/model/register.ts'
import { Shape } from '../../src/sql/sql.ts'
import { contentOf, FUNCTIONS, type Sizes } from './content.ts'
import { type Definition, definitionsOf } from './definitions.ts'

/** Numbers made by the register start where those of the filling end. */
const SEQUENCES = `
select setval(pg_get_serial_sequence(c.table_name, 'id'), 1000000000)
  from information_schema.columns c where c.table_schema = current_schema() and c.column_name = 'id' and c.is_identity = 'YES';
select setval('partij_nummer_seq', 5000000000), setval('klantcontact_nummer_seq', 5000000000), setval('interne_taak_nummer_seq', 5000000000);`

/** Rows of one insert: the trigger that counts them is handed all of them. */
const PORTION = 200_000

/**
 * Of the sessions that fill only; the server keeps its settings. Commits are waited for: vacuum, which comes right after
 * them, does not take rows for visible to all before that.
 */
const SESSION = `set statement_timeout = 0; set jit = off; set work_mem = '128MB';
set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 0`

type Job = (client: pg.Client) => Promise<unknown>

const session = async (connection: pg.ClientConfig): Promise<pg.Client> => {
  const client = new pg.Client(connection)
  await client.connect()
  await client.query(SESSION)
  await client.query(FUNCTIONS)
  return client
}

/** Each session takes the next job as soon as it is free. */
const share = async (clients: readonly pg.Client[], jobs: readonly Job[]): Promise<void> => {
  const waiting = [...jobs]
  await Promise.all(
    clients.map(async (client) => {
      for (let job = waiting.shift(); job; job = waiting.shift()) await job(client)
    }),
  )
}

const run =
  (text: string): Job =>
  (client) =>
    client.query(text)

/** One portion after another, so that the rows of a table lie in the order of their numbers. */
const insert =
  (text: string, count: number): Job =>
  async (client) => {
    for (let from = 1; from <= count; from += PORTION)
      await client.query(text, [from, Math.min(count, from + PORTION - 1)])
  }

/** The last to end should be a light one. */
const heaviestFirst = async (client: pg.Client, indexes: readonly Definition[]): Promise<Job[]> => {
  const tables = indexes.map(({ table }) => table)
  const { rows } = await client.query(
    'select relname, reltuples from pg_class where oid = any($1::text[]::regclass[])',
    [tables],
  )
  const amount = new Map(rows.map(({ relname, reltuples }) => [relname, Number(reltuples)]))
  const heavy = ({ table, work }: Definition): number => work * (amount.get(table) ?? 1)
  return indexes.toSorted((one, other) => heavy(other) - heavy(one)).map(({ make }) => run(make))
}

/** Called with what is being done, and how long the step before took. */
export type Progress = (step: string) => void

/**
 * Adds the rows of these sizes. Statistics and visibility are brought up to date, so that plans do not depend on when
 * autovacuum comes by.
 */
export const fill = async (
  connection: pg.ClientConfig,
  register: Register,
  sizes: Sizes,
  tell: Progress = () => {},
): Promise<void> => {
  const first = await session(connection)
  const clients = [first]
  try {
    while (clients.length < availableParallelism()) clients.push(await session(connection))
    const content = contentOf(sizes).toSorted((one, other) => other.count - one.count)
    const tables = [...new Set(content.map(({ table }) => table))]
    const resources = register.resources.filter(({ table }) => tables.includes(table))
    const versions = resources.map(versionTable)
    const { indexes, foreign } = await definitionsOf(first, [...tables, ...versions])
    for (const { drop } of [...foreign, ...indexes]) await first.query(drop)
    tell('rows')
    await share(
      clients,
      content.map(({ text, count }) => insert(text, count)),
    )
    // without `analyze`, whose snapshot would hold up the vacuum beside it
    tell('vacuum')
    await share(
      clients,
      tables.map((table) => run(`vacuum ${table}`)),
    )
    tell('indexes')
    await share(
      clients,
      await heaviestFirst(
        first,
        indexes.filter(({ table }) => tables.includes(table)),
      ),
    )
    // Each row gets its first version, as when history begins. What ordered lists hold is looked up by index.
    tell('versions')
    const longest = content.flatMap(({ table }) => resources.find((one) => one.table === table) ?? [])
    await share(
      clients,
      [...new Set(longest)].map((one) => run(new Shape(takeUp(one, 'bench')).text)),
    )
    await share(
      clients,
      versions.map((table) => run(`vacuum ${table}`)),
    )
    await share(
      clients,
      await heaviestFirst(
        first,
        indexes.filter(({ table }) => versions.includes(table)),
      ),
    )
    tell('keys')
    for (const { attach } of indexes) if (attach) await first.query(attach)
    for (const { make } of foreign) await first.query(make)
    await first.query(SEQUENCES)
    // a server does this every two seconds
    await first.query(new Shape(foldTally(TALLY, STRETCHES)).text)
    // expressions have statistics of their own, once there is an index on them
    tell('analyze')
    await share(
      clients,
      [
        ...[...tables, ...versions].map((table) => `analyze ${table}`),
        `vacuum (analyze) ${TALLY}`,
        `vacuum (analyze) ${STRETCHES}`,
      ].map(run),
    )
    // else one may come in the middle of a measurement; not every user may ask for it
    await first.query('checkpoint').catch(() => {})
    tell('')
  } finally {
    for (const client of clients) await client.end()
  }
}
