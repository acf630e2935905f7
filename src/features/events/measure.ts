/** How receivers are doing, for those who watch over the register. */
import type { Database } from '../../sql/database.ts'
import { Shape, slot, sql } from '../../sql/sql.ts'

export interface Measured {
  readonly sink: string
  /** Events that it has not been told, wanted or not. */
  readonly waiting: number
  /** Among them those of which an attempt failed. */
  readonly failed: number
  /** Given up. */
  readonly dead: number
  /** Seconds since the oldest of those that wait. */
  readonly oldest: number
}

const shape = new Shape(sql`
  select s.name as sink,
    (select count(*) from outbox) + (select count(*) from event e where e.position > s.position) + d.waiting as waiting,
    d.failed, d.dead, coalesce(extract(epoch from now() - least(
      (select min(logged_at) from outbox),
      (select e.logged_at from event e where e.position > s.position order by e.position limit 1),
      (select e.logged_at from delivery w join event e on e.position = w.position
        where w.sink = s.name and w.state = 'waiting' order by w.position limit 1))), 0) as oldest
  from sink s cross join lateral (
    select count(*) filter (where state = 'waiting') as waiting,
      count(*) filter (where state = 'waiting' and attempts > 0) as failed, count(*) filter (where state = 'dead') as dead
    from delivery where sink = s.name and state <> 'delivered') d
  where s.name = any(${slot('sinks', 'text[]')}) order by s.name`)

export const measure = async (database: Database, sinks: readonly string[]): Promise<Measured[]> => {
  const rows = await database.query(shape.with({ sinks }))
  return rows.map((row) => ({
    sink: String(row.sink),
    waiting: Number(row.waiting),
    failed: Number(row.failed),
    dead: Number(row.dead),
    oldest: Math.max(Number(row.oldest), 0),
  }))
}
