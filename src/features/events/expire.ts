/** Events that are old enough to be forgotten, with all that came of them. */
import type { Database } from '../../sql/database.ts'
import { Shape, slot, sql } from '../../sql/sql.ts'

const MOST = 5000

const shape = new Shape(sql`
  with old as (
    delete from event where position = any(array(
      select position from event where logged_at < now() - ${slot('days', 'int')} * interval '1 day'
      order by logged_at limit ${MOST})) returning position
  ), outcome as (delete from delivery where position in (select position from old))
  select from old`)

/** Delivered, dead or still waiting: after so many days they go. */
export const expire = async (database: Database, days: number): Promise<void> => {
  while ((await database.query(shape.with({ days }))).length === MOST);
}
