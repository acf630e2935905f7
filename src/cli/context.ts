/** What the commands get from the process they run in, and the database they work on. */
import { readFileSync } from 'node:fs'
import { type Config, readConfig } from '../config.ts'
import { createLog, type Log } from '../http/log.ts'
import { logStream } from '../http/log-stream.ts'
import type { Database } from '../sql/database.ts'
import { migrate } from '../sql/migrate.ts'
import { openDatabase } from '../sql/open.ts'
import { CommandError } from './failure.ts'

export interface Context {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Writes a line for whoever started the program, or for the program that reads it. */
  print(line: string): void
  /** Writes a line that is no result: explanations and errors. */
  say(line: string): void
}

/** Throws `ConfigError`. */
export const configOf = ({ env }: Context): Config => readConfig(env, (path) => readFileSync(path, 'utf8'))

/** What a command may need besides the database. */
export interface Beside {
  readonly config: Config
  readonly log: Log
  /** Names of the migrations that were applied just now. */
  readonly migrated: readonly string[]
}

/** Runs a command on the migrated database, also beside a running server. */
export const withDatabase = async <T>(
  context: Context,
  work: (database: Database, beside: Beside) => Promise<T>,
): Promise<T> => {
  const config = configOf(context)
  if (config.databaseUrl === undefined && config.dataDir === 'temp')
    throw new CommandError(
      'With DATA_DIR=temp there is no database left when this command ends; set another, or DATABASE_URL.',
    )
  // Standard output is for the result, and a result needs no lines about how it came about.
  const level = config.logLevel === 'info' ? 'warn' : config.logLevel
  const log = createLog(level, logStream(2))
  const { database, stop } = await openDatabase({ config, log, beside: true })
  try {
    const migrated = await migrate(database)
    return await work(database, { config, log, migrated })
  } finally {
    await stop()
  }
}
