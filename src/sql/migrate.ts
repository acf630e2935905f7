/**
 * Brings the tables up to date with the `.sql` files in /migrations. Each file is one transaction that starts with an
 * advisory lock, so of several programs that start at once exactly one migrates and the others wait for it. The lock
 * lasts as long as the transaction: a lock of the session would not survive PgBouncer in transaction mode. Each
 * register is a schema, and is migrated on its own.
 */
import type { Database, Queryable } from './database.ts'
import { isConnectionLoss } from './errors.ts'
import { type Migration, MigrationError, readMigrations } from './migration.ts'
import { movedTo } from './move.ts'
import { findExtension, lockSchema, prepareSchema } from './schema.ts'
import { sql, statement } from './sql.ts'

export { type Migration, MigrationError, readMigrations }

const OLDEST_POSTGRESQL = 14

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
  const elsewhere = movedTo(applied)
  if (elsewhere !== undefined)
    throw new MigrationError(
      `The register that was in this schema is in ${elsewhere} now: set DATABASE_SCHEMA to that, or leave it out.`,
    )
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

/** @returns the schema in which sessions start. */
const checkServer = async (database: Queryable): Promise<unknown> => {
  const [row] = await database.query(
    statement(sql`select current_setting('server_version_num')::int / 10000 as version,
      current_setting('server_encoding') as encoding, current_schema() as schema`),
  )
  if (Number(row?.version) < OLDEST_POSTGRESQL)
    throw new MigrationError(`PostgreSQL ${OLDEST_POSTGRESQL} or newer is needed; this server is ${row?.version}.`)
  if (row?.encoding !== 'UTF8')
    throw new MigrationError(`The encoding of the database must be UTF8; this one has ${row?.encoding}.`)
  return row.schema
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
    await lockSchema(tx, database.schema)
    await findExtension(tx, database.schema)
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
 * @returns what this call did: the names of the migrations that it applied.
 * @throws MigrationError when the database is too old, newer than the program, or has another history.
 */
export const migrate = async (database: Database, known = readMigrations()): Promise<string[]> => {
  const start = await checkServer(database)
  const isReady = async (): Promise<boolean> => pending(known, await appliedTo(database)).length === 0
  if (start === database.schema && (await isReady())) return []
  const moved = await prepareSchema(database, known)
  const done = moved ? [`moved to the schema ${database.schema}`] : []
  for (let name = await step(database, known); name !== undefined; name = await step(database, known)) done.push(name)
  return done
}
