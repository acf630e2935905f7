/** Gives events their place: from the outbox, where transactions wrote them side by side, into one row after another. */
import type { Database } from '../../sql/database.ts'
import { Shape, sql } from '../../sql/sql.ts'

const MOST = 1000

/** One server at a time; the others need not wait for it. */
const alone = new Shape(
  sql`select pg_try_advisory_xact_lock(hashtext('klantinteracties.event'), hashtext(current_schema())) as mine`,
)

/**
 * Rows that are about one object come to light in the order of their ids, because the object was locked meanwhile. Those
 * of others may come late, and then simply get a later position.
 */
const move = new Shape(sql`
  with moved as (
    delete from outbox where id = any(array(select id from outbox order by id limit ${MOST}))
    returning id, event, logged_at, action, resource, object, followed, behind, facts, traceparent
  )
  insert into event (event, logged_at, action, resource, object, followed, behind, facts, traceparent)
  select event, logged_at, action, resource, object, followed, behind, facts, traceparent from moved order by id
  returning position`)

/** Answers whether there may be more. */
export const sequence = (database: Database): Promise<boolean> =>
  database.transaction(async (tx) => {
    const [lock] = await tx.query(alone.with({}))
    if (lock?.mine !== true) return false
    return (await tx.query(move.with({}))).length === MOST
  })
