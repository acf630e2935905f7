/**
 * Brings the tables up to date with the `.sql` files in /migrations. Each file is one transaction that starts with an
 * advisory lock, so of several programs that start at once exactly one migrates and the others wait for it. The lock
 * lasts as long as the transaction: a lock of the session would not survive PgBouncer in transaction mode.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database, Queryable } from './database.ts'
import { isConnectionLoss } from './errors.ts'
import { sql, statement } from './sql.ts'

export interface Migration {
  readonly version: number
  /** Name of the file, without `.sql`. */
  readonly name: string
  readonly script: string
  /** SHA-256 in hexadecimal of the script, line endings aside. */
  readonly checksum: string
}

/** The database cannot be used by this program; the message says why and what to do. */
export class MigrationError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MigrationError'
  }
}

/** This file runs from build/src/sql. */
const FOLDER = join(import.meta.dirname, '..', '..', '..', 'migrations')
const OLDEST_POSTGRESQL = 14

/** The migrations in a folder, in order. Throws a plain `Error` for a file that is named wrongly: a mistake of ours. */
export const readMigrations = (folder = FOLDER): Migration[] => {
  const migrations = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file): Migration => {
      const [, number] = /^(\d{4})_[a-z0-9-_]+\.sql$/.exec(file) ?? []
      if (number === undefined) throw new Error(`not named as a migration (0001_name.sql): ${file}`)
      // git may have written the file with other line endings than the ones that were applied elsewhere
      const script = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
      const checksum = createHash('sha256').update(script).digest('hex')
      return { version: Number(number), name: file.slice(0, -'.sql'.length), script, checksum }
    })
  migrations.forEach(({ version, name }, index) => {
    if (version !== index + 1) throw new Error(`migrations must be numbered 0001, 0002, … without gaps: ${name}`)
  })
  return migrations
}

interface Applied {
  readonly version: number
  readonly name: string
  readonly checksum: string
}

const appliedTo = async (database: Queryable): Promise<Applied[]> => {
  // Not `to_regclass`: that may answer from before the wait for the lock, when another program had not made it yet.
  const made = await database.query(
    statement(sql`select from pg_tables where schemaname = current_schema() and tablename = 'schema_migration'`),
  )
  if (made.length === 0) return []
  const rows = await database.query(
    statement(sql`select version, name, checksum from schema_migration order by version`),
  )
  return rows.map((row) => ({
    version: Number(row.version),
    name: String(row.name),
    checksum: String(row.checksum),
  }))
}

/** What is still to be done; throws when the database is not the past of these migrations. */
const pending = (known: readonly Migration[], applied: readonly Applied[]): readonly Migration[] => {
  applied.forEach((done, index) => {
    const migration = known[index]
    if (migration === undefined)
      throw new MigrationError(
        `The database was migrated by a newer version of this program (${done.name}); ` +
          `this version knows migrations up to ${known.at(-1)?.name ?? 'none'}. Run the newer version.`,
      )
    if (migration.name !== done.name || migration.checksum !== done.checksum)
      throw new MigrationError(
        `Migration ${done.name} is not the one that was applied to this database: ` +
          `the file ${migration.name}.sql was changed afterwards. Restore it, and put the change in a migration of its own.`,
      )
  })
  return known.slice(applied.length)
}

const checkServer = async (database: Queryable): Promise<void> => {
  const [row] = await database.query(
    statement(sql`select current_setting('server_version_num')::int / 10000 as version,
      current_setting('server_encoding') as encoding, current_schema() as schema`),
  )
  if (Number(row?.version) < OLDEST_POSTGRESQL)
    throw new MigrationError(`PostgreSQL ${OLDEST_POSTGRESQL} or newer is needed; this server is ${row?.version}.`)
  if (row?.encoding !== 'UTF8')
    throw new MigrationError(`The encoding of the database must be UTF8; this one has ${row?.encoding}.`)
  if (typeof row.schema !== 'string')
    throw new MigrationError('The search_path of the database user names no schema that exists.')
}

const failure = (migration: Migration, error: unknown): unknown =>
  error instanceof Error && 'severity' in error && !isConnectionLoss(error)
    ? new MigrationError(`Migration ${migration.name} failed and was undone: ${error.message}.`)
    : error

/**
 * Applies the first pending migration, if there still is one.
 * @returns its name, or undefined when nothing was left to do.
 */
const step = (database: Database, known: readonly Migration[]): Promise<string | undefined> =>
  database.transaction(async (tx) => {
    // A statement timeout of the connection is for requests; waiting for the lock and building an index may take longer.
    await tx.execute('set local statement_timeout = 0; set local lock_timeout = 0')
    // The schema takes part in the key: each tenant's schema is migrated on its own.
    await tx.query(
      statement(sql`select pg_advisory_xact_lock(hashtext('klantinteracties.migrate'), hashtext(current_schema()))`),
    )
    const [next] = pending(known, await appliedTo(tx))
    if (next === undefined) return undefined
    try {
      if (next.version === 1)
        await tx.execute(`create table if not exists schema_migration (
          version int primary key,
          name text not null,
          checksum text not null,
          applied_at timestamptz not null default now()
        )`)
      await tx.execute(next.script)
    } catch (error) {
      throw failure(next, error)
    }
    await tx.query(
      statement(sql`insert into schema_migration (version, name, checksum)
        values (${next.version}, ${next.name}, ${next.checksum})`),
    )
    return next.name
  })

/**
 * Applies what is missing; does nothing but read when all is there.
 * @returns the names of the migrations that this call applied.
 * @throws MigrationError when the database is too old, newer than the program, or has another history.
 */
export const migrate = async (database: Database, known = readMigrations()): Promise<string[]> => {
  await checkServer(database)
  const done: string[] = []
  if (pending(known, await appliedTo(database)).length === 0) return done
  for (let name = await step(database, known); name !== undefined; name = await step(database, known)) done.push(name)
  return done
}
