/** One import at a time, and nobody else writing while it does. */
import { setTimeout as wait } from 'node:timers/promises'
import { isConflict } from '../../sql/errors.ts'
import type { Bulk } from '../../sql/bulk.ts'
import { sql, statement } from '../../sql/sql.ts'
import { MoveError } from './failure.ts'

/** How long to wait for another import; PostgreSQL may need a moment to notice that one is gone. */
const WAIT_MS = 30_000
const LOCK_TRIES = 5

/** The lock goes with the transaction. */
export const claim = async (bulk: Bulk): Promise<void> => {
  const until = performance.now() + WAIT_MS
  const mine = statement(
    sql`select pg_try_advisory_xact_lock(hashtext('klantinteracties.move-in'), hashtext(current_schema())) as mine`,
  )
  while ((await bulk.query(mine))[0]?.mine !== true) {
    if (performance.now() > until) throw new MoveError('Another import into this register is running.')
    await wait(500)
  }
}

/** Until the transaction ends nobody else writes; with `alone`, for who drops indexes, nobody reads either. */
export const lockTables = async (bulk: Bulk, tables: readonly string[], alone: boolean): Promise<void> => {
  const names = tables.map((table) => `"${table}"`).join(', ')
  const mode = alone ? 'access exclusive' : 'share row exclusive'
  for (let tries = 1; ; tries++) {
    await bulk.execute('savepoint locking')
    try {
      await bulk.execute(`lock table ${names} in ${mode} mode`)
      return
    } catch (error) {
      // A writer may hold one of the tables and wait for another.
      if (!isConflict(error) || tries === LOCK_TRIES) throw error
      await bulk.execute('rollback to savepoint locking')
    }
  }
}
