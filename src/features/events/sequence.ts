/** Gives events their place: from the outbox, where transactions wrote them side by side, into one row after another. */
import type { Database } from '../../sql/database.ts'
import { Shape, sql } from '../../sql/sql.ts'

const MOST = 1000

/**
 * One server at a time; the others need not wait for it. Rows that are about one object come to light in the order of
 * their ids, because the object was locked meanwhile. Those of others may come late, and then simply get a later position.
 */
const move = new Shape(sql`
  with turn as (
    select pg_try_advisory_xact_lock(hashtext('klantinteracties.event'), hashtext(current_schema())) as mine
  ), moved as (
    delete from outbox where id = any(array(
      select id from outbox where (select mine from turn) order by id limit ${MOST}))
    returning id, event, logged_at, action, resource, object, followed, behind, facts, traceparent
  ), placed as (
    insert into event (event, logged_at, action, resource, object, followed, behind, facts, traceparent)
    select event, logged_at, action, resource, object, followed, behind, facts, traceparent from moved order by id
  )
  select count(*) as moved from moved`)

/** Answers whether there may be more. */
export const sequence = async (database: Database): Promise<boolean> => {
  const [row] = await database.query(move.with({}))
  return Number(row?.moved) === MOST
}
