/** PostgreSQL for a test: a database of its own with a random name, dropped at the end. */
import type { TestContext } from 'node:test'
import { type Database, openPool } from '../../src/sql/database.ts'
import { DEFAULT_SCHEMA } from '../../src/sql/schema.ts'
import { createOwnDatabase, onServer } from '../../tools/own-database.ts'

/** The server that tests may make databases on. */
export const server = process.env.TEST_DATABASE_URL || 'postgres://postgres@127.0.0.1:5432/postgres'

const reachable = await onServer(server, (client) => client.query('select 1')).then(
  () => true,
  () => false,
)

/** For the `skip` option of a test. */
export const skip = reachable ? false : 'no PostgreSQL: set TEST_DATABASE_URL, or run one on 127.0.0.1:5432'

/** The address of a new, empty database that is dropped when the test ends. */
export const scratchDatabaseUrl = async (t: TestContext): Promise<string> => {
  const { url, drop } = await createOwnDatabase(server)
  t.after(drop)
  return url
}

/** A pool on a database; closed when the test ends. */
export const poolOn = (
  t: TestContext,
  connectionString: string,
  size = 4,
  prepare = true,
  schema = DEFAULT_SCHEMA,
): Database => {
  const database = openPool({ connection: { connectionString }, schema, size, prepare, statementTimeoutMs: 5000 })
  t.after(() => database.close().catch(() => {}))
  return database
}
