/** How long an answer is kept, and its end. */
import { type Repeating, repeatedly } from '../../operations/repeatedly.ts'
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

/** Does so every minute until stopped. */
export const startForgetting = (database: Database): Repeating => repeatedly(EVERY_MS, () => forget(database))
