/** The two databases that the program runs on, for a test that holds on both. */
import type { TestContext } from 'node:test'
import pg from 'pg'
import { temporaryDirectory } from '../../server/program.ts'
import { scratchDatabaseUrl, skip } from '../../server/scratch-database.ts'

export type Settings = Record<string, string>

export interface Kind {
  readonly name: string
  /** For the `skip` option of a test. */
  readonly skip: string | false
  /** Settings with which a program runs on a new and empty database of this kind. */
  settings(t: TestContext): Promise<Settings>
}

export const kinds: readonly Kind[] = [
  { name: 'the embedded database', skip: false, settings: async (t) => ({ DATA_DIR: temporaryDirectory(t) }) },
  { name: 'PostgreSQL', skip, settings: async (t) => ({ DATABASE_URL: await scratchDatabaseUrl(t) }) },
]

/** A connection beside the server's, to look into the database and to stand in its way. */
export const beside = async (
  t: TestContext,
  { DATABASE_URL, DATA_DIR }: Settings,
): Promise<{
  /** The rows, each as a list of values. */
  rows(statement: string, values?: unknown[]): Promise<unknown[][]>
}> => {
  const client = new pg.Client(
    DATABASE_URL
      ? { connectionString: DATABASE_URL }
      : { host: `${DATA_DIR}/postgresql`, user: 'klantinteracties', database: 'klantinteracties' },
  )
  client.on('error', () => {})
  await client.connect()
  t.after(() => client.end().catch(() => {}))
  return {
    rows: async (text, values = []) => (await client.query<unknown[]>({ text, values, rowMode: 'array' })).rows,
  }
}
