/**
 * The schema that holds the register: made when it is not there, and found by every session without being named. What a
 * database shares between its registers is the extension `pg_trgm`; its names are needed to make indexes only, so
 * sessions do not look for anything outside their own schema.
 */
import type { Database, Transaction } from './database.ts'
import { type Migration, MigrationError } from './migration.ts'
import { moveFromPublic } from './move.ts'
import { sql, statement } from './sql.ts'

export const DEFAULT_SCHEMA = 'klantinteracties'

const EXTENSION = 'pg_trgm'

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** A statement with names in it, as PostgreSQL quotes them. */
const written = async (tx: Transaction, format: string, ...names: string[]): Promise<string> => {
  const [row] = await tx.query(statement(sql`select format(${format}, variadic ${names}::text[]) as text`))
  return String(row?.text)
}

/** Of programs that make things at once one does, and the others wait for it. */
export const lockSchema = async (tx: Transaction, schema: string): Promise<void> => {
  // A statement timeout of the connection is for requests; waiting for the lock and building an index may take longer.
  await tx.execute('set local statement_timeout = 0; set local lock_timeout = 0')
  await tx.query(
    statement(sql`select pg_advisory_xact_lock(hashtext('klantinteracties.migrate'), hashtext(${schema}))`),
  )
}

const make = async (tx: Transaction, schema: string): Promise<void> => {
  const [row] = await tx.query(
    statement(sql`select quote_ident(session_user) as "user",
      exists (select from pg_namespace where nspname = ${schema}) as found`),
  )
  if (row?.found) return
  try {
    await tx.execute(await written(tx, 'create schema %I', schema))
  } catch (error) {
    throw new MigrationError(
      `There is no schema ${schema} in the database, and it could not be made: ${messageOf(error)}. ` +
        `Let an administrator run: create schema ${schema} authorization ${row?.user}`,
    )
  }
}

/** Sessions start in the schema, or the program must not touch the database: it would find another register, or none. */
const checkSession = async (tx: Transaction, schema: string): Promise<void> => {
  const [row] = await tx.query(
    statement(sql`select current_schema() as found, has_schema_privilege(${schema}, 'usage') as usable,
      quote_ident(session_user) as "user", quote_ident(current_database()) as database`),
  )
  if (row?.found === schema) return
  throw new MigrationError(
    row?.usable
      ? `DATABASE_SCHEMA is ${schema}, but sessions start in ${row.found ?? 'no schema'}. ` +
          'With DATABASE_PREPARE=off, and behind a pooler, the program cannot choose it for them. ' +
          `Run: alter role ${row.user} in database ${row.database} set search_path = ${schema}; ` +
          'and let the pooler connect anew.'
      : `The database user ${row?.user} may not use the schema ${schema}. ` +
          `Let an administrator run: grant usage, create on schema ${schema} to ${row?.user}`,
  )
}

const extensionSchema = async (tx: Transaction): Promise<string | undefined> => {
  const [row] = await tx.query(
    statement(sql`select nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace
      where extname = ${EXTENSION}`),
  )
  return row === undefined ? undefined : String(row.nspname)
}

const checkUsage = async (tx: Transaction, schema: string): Promise<void> => {
  const [row] = await tx.query(
    statement(sql`select has_schema_privilege(${schema}, 'usage') as usable, quote_ident(session_user) as "user"`),
  )
  if (!row?.usable)
    throw new MigrationError(
      `The extension ${EXTENSION} is in the schema ${schema}, which the database user ${row?.user} may not use. ` +
        `Let an administrator run: grant usage on schema ${schema} to ${row?.user}`,
    )
}

/** In `public`, and not in the schema of the register that comes first: the others need it when that one goes. */
const makeExtension = async (tx: Transaction): Promise<void> => {
  await tx.query(statement(sql`select pg_advisory_xact_lock(hashtext('klantinteracties.extension'))`))
  const where = await extensionSchema(tx)
  if (where !== undefined) return checkUsage(tx, where)
  try {
    await tx.execute(await written(tx, 'create extension %I schema %I', EXTENSION, 'public'))
  } catch (error) {
    throw new MigrationError(
      `The extension ${EXTENSION} is not in the database, and could not be made: ${messageOf(error)}. ` +
        `Let an administrator run: create extension ${EXTENSION}`,
    )
  }
}

/** For this transaction: the names of the extension are found too, after those of the register. */
export const findExtension = async (tx: Transaction, schema: string): Promise<void> => {
  const where = (await extensionSchema(tx)) ?? schema
  await tx.query(
    statement(sql`select set_config('search_path', quote_ident(${schema}) || ', ' || quote_ident(${where}), true)`),
  )
}

/**
 * Makes what a register needs before its first table: its schema, and the extension. A register that was made in
 * `public` comes along, if the schema is the one that any register has unless told otherwise.
 * @returns whether one came along.
 */
export const prepareSchema = (database: Database, known: readonly Migration[]): Promise<boolean> =>
  database.transaction(async (tx) => {
    const { schema } = database
    await lockSchema(tx, schema)
    await make(tx, schema)
    await checkSession(tx, schema)
    await makeExtension(tx)
    return moveFromPublic(tx, known, { to: schema, mayMove: schema === DEFAULT_SCHEMA })
  })
