/** The databases that the register runs on: every suite that touches one runs on both. */
import { type Config, readConfig } from '../../src/config.ts'
import type { Log } from '../../src/http/log.ts'
import { type OpenDatabase, openDatabase } from '../../src/sql/open.ts'
import { createOwnDatabase } from '../../tools/own-database.ts'
import { server, skip } from '../server/scratch-database.ts'

export type DatabaseName = 'embedded' | 'PostgreSQL'

/** Why a suite on this database is skipped, if it is. */
export const skipOn: Readonly<Record<DatabaseName, string | false>> = { embedded: false, PostgreSQL: skip }

export interface OpenedDatabase extends Pick<OpenDatabase, 'database' | 'connection'> {
  readonly config: Config
  close(): Promise<void>
}

/** The processing log is tested on its own. */
const DEFAULTS = { HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', VERWERKINGENLOG: 'uit' }

/** An empty database, and the settings of a program on it. Gone when closed. */
export const emptyDatabase = async (
  name: DatabaseName,
  log: Log,
  settings: Readonly<Record<string, string>> = {},
): Promise<OpenedDatabase> => {
  const own = name === 'PostgreSQL' ? await createOwnDatabase(server, ['synchronous_commit = off']) : undefined
  const where: Record<string, string> = own ? { DATABASE_URL: own.url } : { DATA_DIR: 'temp' }
  const config = readConfig({ ...DEFAULTS, ...where, ...settings }, () => '')
  const { database, connection, stop } = await openDatabase({ config, log, signal: new AbortController().signal })
  // Nobody needs these rows tomorrow: a test need not wait for the disk.
  if (!own) await database.execute('alter role current_user set synchronous_commit = off; set synchronous_commit = off')
  const close = async (): Promise<void> => {
    await stop()
    await own?.drop()
  }
  return { config, database, connection, close }
}
