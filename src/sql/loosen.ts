/**
 * What stands in the way of many rows at once, set aside within a transaction and put back as it was: references that
 * are checked row by row, triggers that run for each statement.
 */
import { sql, statement } from './sql.ts'
import type { Queryable } from './transaction.ts'

/** The statements that put back what was set aside. */
export type Restoring = readonly string[]

const quoted = (identifier: unknown): string => `"${String(identifier).replaceAll('"', '""')}"`

const runAll = async (database: Queryable, texts: readonly string[]): Promise<void> => {
  for (const text of texts) await database.execute(text)
}

/** References of these tables are checked when all is done. */
export const deferReferences = async (database: Queryable, tables: readonly string[]): Promise<Restoring> => {
  const held = await database.query(
    statement(sql`select k.conname as name, t.relname as table from pg_constraint k join pg_class t on t.oid = k.conrelid
      where t.relnamespace = current_schema()::regnamespace and t.relname = any(${tables}) and k.contype = 'f'
      order by k.conname`),
  )
  const alter = (how: string): string[] =>
    held.map((one) => `alter table ${quoted(one.table)} alter constraint ${quoted(one.name)} ${how}`)
  await runAll(database, alter('deferrable initially deferred'))
  return ['set constraints all immediate', ...alter('not deferrable')]
}

/** No trigger of ours runs for rows of these tables. */
export const silenceTriggers = async (database: Queryable, tables: readonly string[]): Promise<Restoring> => {
  const alter = (how: string): string[] => tables.map((table) => `alter table ${quoted(table)} ${how} trigger user`)
  await runAll(database, alter('disable'))
  return alter('enable')
}

export const restore = runAll
