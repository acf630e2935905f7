/** A register of its own: in a database of its own on `DATABASE_URL`, else in a temporary embedded one. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/http/log.ts'
import { resources } from '../../src/resources/index.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { openDatabase } from '../../src/sql/open.ts'
import { createOwnDatabase } from '../own-database.ts'

export interface RunningRegister {
  readonly base: string
  readonly token: string
  /** Whether it makes numbers by itself. */
  readonly numbersAuto: boolean
  /** Takes every row away. */
  empty(): Promise<void>
  stop(): Promise<void>
}

/** Settings of the environment hold, except where a register for tests needs its own. */
export const startRegister = async (settings: Readonly<Record<string, string>> = {}): Promise<RunningRegister> => {
  const token = randomBytes(20).toString('hex')
  const given = process.env.DATABASE_URL
  const own = given ? await createOwnDatabase(given) : undefined
  const env: Record<string, string | undefined> = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: '0',
    API_TOKEN: token,
    LOG_LEVEL: 'silent',
    DATA_DIR: 'temp',
    ...(own ? { DATABASE_URL: own.url } : {}),
    ...settings,
  }
  const config = readConfig(env, (path) => readFileSync(path, 'utf8'))
  const log = createLog('silent')
  const { database, stop } = await openDatabase({ config, log, signal: new AbortController().signal })
  await migrate(database)
  const app = await createApp({ config, database, log })
  await app.listen({ host: config.host, port: 0 })
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const tables = ['interne_taak_actor', ...resources.map(({ table }) => table)]
  return {
    base: `http://127.0.0.1:${port}`,
    token,
    numbersAuto: config.nummerAuto,
    // Few rows: deleting them is quicker than truncating sixteen tables with their indexes. In one statement, because
    // what refers to each other must go at once.
    empty: () =>
      database.execute(
        `with ${tables.map((table, index) => `d${index} as (delete from ${table})`).join(', ')} select; delete from tally`,
      ),
    stop: async () => {
      await app.close()
      await stop()
      await own?.drop()
    },
  }
}
