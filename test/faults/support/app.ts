/** Servers inside the test, with settings of their own, on one temporary database. */
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import { createApp } from '../../../src/app.ts'
import { readConfig } from '../../../src/config.ts'
import { createLog } from '../../../src/http/log.ts'
import type { Database } from '../../../src/sql/database.ts'
import { migrate } from '../../../src/sql/migrate.ts'
import { type OpenDatabase, openDatabase } from '../../../src/sql/open.ts'

export const TOKEN = 'geheim'

const log = createLog('silent', { write: () => {} })
const configOf = (settings: Record<string, string>) =>
  readConfig({ DATA_DIR: 'temp', API_TOKEN: TOKEN, ...settings }, () => '')

export interface Register {
  readonly database: Database
  /** The address of a new server. */
  serve(settings?: Record<string, string>): Promise<string>
}

/** A register that lasts as long as the tests of the file. */
export const register = async (settings: Record<string, string> = {}): Promise<Register> => {
  const ends: (() => Promise<unknown>)[] = []
  after(async () => {
    for (const end of ends.toReversed()) await end()
  })
  const { database, stop }: OpenDatabase = await openDatabase({ config: configOf(settings), log })
  ends.push(stop)
  await migrate(database)
  return {
    database,
    serve: async (more = {}) => {
      const app = await createApp({ config: configOf({ ...settings, ...more }), database, log })
      await app.listen({ host: '127.0.0.1', port: 0 })
      ends.push(() => app.close())
      return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
    },
  }
}
