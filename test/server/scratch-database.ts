/** PostgreSQL for a test: a database of its own with a random name, dropped at the end. */
import { randomBytes } from 'node:crypto'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { type Database, openPool } from '../../src/sql/database.ts'

const server = process.env.TEST_DATABASE_URL || 'postgres://postgres@127.0.0.1:5432/postgres'

const onServer = async (work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
  const client = new pg.Client({ connectionString: server, connectionTimeoutMillis: 2000 })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

const reachable = await onServer((client) => client.query('select 1')).then(
  () => true,
  () => false,
)

/** For the `skip` option of a test. */
export const skip = reachable ? false : 'no PostgreSQL: set TEST_DATABASE_URL, or run one on 127.0.0.1:5432'

/** The address of a new, empty database that is dropped when the test ends. */
export const scratchDatabaseUrl = async (t: TestContext): Promise<string> => {
  const name = `test_${randomBytes(8).toString('hex')}`
  await onServer((client) => client.query(`create database ${name}`))
  t.after(() => onServer((client) => client.query(`drop database ${name} with (force)`)))
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** A pool on a database; closed when the test ends. */
export const poolOn = (t: TestContext, connectionString: string, size = 4, prepare = true): Database => {
  const database = openPool({ connection: { connectionString }, size, prepare, statementTimeoutMs: 5000 })
  t.after(() => database.close().catch(() => {}))
  return database
}
