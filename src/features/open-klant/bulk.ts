/** Statements one after another, and rows in and out by the thousand. */
import { once } from 'node:events'
import type { Bulk } from '../../sql/bulk.ts'
import { type Sql, sql, statement } from '../../sql/sql.ts'
import { rowsOf } from './copy-text.ts'

export const runAll = async (bulk: Bulk, statements: readonly Sql[]): Promise<void> => {
  for (const one of statements) await bulk.query(statement(one))
}

/** Sends rows that are together already. */
export const copyInto = async (bulk: Bulk, into: Sql, rows: string): Promise<void> => {
  const to = bulk.copyIn(into, 'text')
  to.end(rows)
  await once(to, 'finish')
}

/** The rows of a query without values, as they come. */
export const found = (bulk: Bulk, query: Sql): AsyncGenerator<(string | null)[][]> =>
  rowsOf(bulk.copyOut(query, 'text'))

/** From here on the register is seen as it is at one moment; unlike in a snapshot that only reads, tables may be made. */
export const snapshot = (bulk: Bulk): Promise<void> => bulk.execute('set transaction isolation level repeatable read')

/** For work with tables of its own: room for them in memory, and PostgreSQL looks whether anybody still waits for it. */
export const settle = async (bulk: Bulk): Promise<void> => {
  await bulk.query(statement(sql`set local temp_buffers = '64MB'`))
  await bulk.execute('savepoint settled')
  try {
    await bulk.execute("set local client_connection_check_interval = '2s'")
  } catch {
    // Not every system can tell.
    await bulk.execute('rollback to savepoint settled')
  }
}
