/** How long an answer is kept, and its end. */
import type { Database } from '../../sql/database.ts'
import { Shape, sql } from '../../sql/sql.ts'

export const KEPT = sql`interval '24 hours'`

const EVERY_MS = 60_000
const MOST = 5000

const shape = new Shape(sql`delete from remembered_answer where id = any(array(
  select id from remembered_answer where made_at <= now() - ${KEPT} order by made_at limit ${MOST})) returning 1 as gone`)

/** Takes away the answers that nobody is given any more. */
export const forget = async (database: Database): Promise<void> => {
  while ((await database.query(shape.with({}))).length === MOST);
}

/** Does so every minute until stopped. A database that is away is no reason to stop. */
export const startForgetting = (database: Database): { stop(): Promise<void> } => {
  let running: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(() => forget(database)).catch(() => {})
  }, EVERY_MS)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
