/**
 * How far each receiver is. It reads events in order and remembers its position; only what it did not take at once gets
 * attention of its own. One process delivers to a receiver at a time, under a lease that ends by itself when the process
 * does.
 */
import { randomUUID } from 'node:crypto'
import type { Database } from '../../sql/database.ts'
import { Shape, slot, sql } from '../../sql/sql.ts'
import { type Event, eventOf } from './event.ts'

/** How long a process may deliver without saying that it is still there. */
export const LEASE_MS = 10_000

const EVENT = sql`e.position, e.event, to_char(e.logged_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as time,
  e.action, e.resource, e.object, e.followed, e.behind, e.facts, e.traceparent`
const SINK = slot('sink', 'text')
const HOLDER = slot('holder', 'uuid')
const LIMIT = slot('limit', 'int')

const enrol = new Shape(sql`
  insert into sink (name, position) select name, (select coalesce(max(position), 0) from event)
  from unnest(${slot('sinks', 'text[]')}) name on conflict (name) do nothing`)

const glance = new Shape(sql`
  select exists (select from outbox) as fresh, array(
    select s.name from sink s where s.name = any(${slot('sinks', 'text[]')})
      and (s.holder = ${HOLDER} or s.held_until < now())
      and (s.position < (select max(position) from event)
        or exists (select from delivery d where d.sink = s.name and d.state = 'waiting' and d.due <= now()))
  ) as busy`)

const claimed = new Shape(sql`
  update sink set holder = ${HOLDER}, held_until = now() + ${slot('lease', 'int')} * interval '1 millisecond'
  where name = ${SINK} and (holder = ${HOLDER} or held_until < now()) returning position`)

const letGo = new Shape(sql`update sink set held_until = '-infinity' where holder = ${HOLDER}`)

/** New ones, and whether an earlier one about the same object still waits. */
const fresh = new Shape(sql`
  select ${EVENT}, exists (select from delivery d
    where d.sink = ${SINK} and d.object = e.object and d.state = 'waiting') as held_up
  from event e where e.position > ${slot('after', 'bigint')} order by e.position limit ${LIMIT}`)

/** Those to be tried again now, if nothing about the same object goes before. */
const due = new Shape(sql`
  select ${EVENT}, d.attempts from delivery d join event e on e.position = d.position
  where d.sink = ${SINK} and d.state = 'waiting' and d.due <= now() and not exists (
    select from delivery b where b.sink = d.sink and b.object = d.object and b.state = 'waiting' and b.position < d.position)
  order by d.position limit ${LIMIT}`)

/** Does nothing, and answers nothing, when another process delivers by now. The next about each object may follow. */
const settle = new Shape(sql`
  with held as (
    update sink set position = greatest(position, ${slot('position', 'bigint')})
    where name = ${SINK} and holder = ${HOLDER} and held_until > now() returning name
  ), outcome as (
    select * from unnest(${slot('positions', 'bigint[]')}, ${slot('objects', 'uuid[]')}, ${slot('states', 'text[]')},
      ${slot('attempts', 'int[]')}, ${slot('waits', 'float8[]')}, ${slot('reasons', 'text[]')})
      o (position, object, state, attempts, wait, reason)
  ), kept as (
    insert into delivery (sink, position, object, state, attempts, due, reason)
    select h.name, o.position, o.object, o.state, o.attempts,
      case when o.wait = 'infinity' then 'infinity' else now() + o.wait * interval '1 second' end, o.reason
    from held h, outcome o
    on conflict (sink, position) do update set state = excluded.state, attempts = excluded.attempts,
      due = excluded.due, reason = excluded.reason, settled_at = now()
  ), freed as (
    update delivery d set due = now() from held h, outcome o
    where d.sink = h.name and d.object = o.object and d.state = 'waiting' and d.due = 'infinity'
      and o.state <> 'waiting' and d.position > o.position and not exists (
        select from delivery b where b.sink = d.sink and b.object = d.object and b.state = 'waiting'
          and b.position < d.position and b.position <> o.position)
  )
  select from held`)

export interface Outcome {
  readonly event: Event
  readonly state: 'waiting' | 'delivered' | 'dead'
  readonly attempts: number
  /** Seconds until the next attempt; infinity: after an earlier one about the same object. */
  readonly wait: number
  readonly reason: string
}

export interface Fresh {
  readonly event: Event
  readonly heldUp: boolean
}

export interface Again {
  readonly event: Event
  /** That failed. */
  readonly attempts: number
}

export type Ledger = ReturnType<typeof openLedger>

/** The ledger as one process sees it. */
export const openLedger = (database: Database) => {
  const holder = randomUUID()
  /** Of the leases that this process has: how far the receiver is, and until when nobody needs to be asked. */
  const leases = new Map<string, { position: string; readonly until: number }>()

  const claim = async (sink: string): Promise<string | undefined> => {
    const until = performance.now() + LEASE_MS / 3
    const [row] = await database.query(claimed.with({ sink, holder, lease: LEASE_MS }))
    const known = leases.get(sink)?.position
    leases.delete(sink)
    if (!row) return undefined
    const found = String(row.position)
    // What was noted while this was asked is not told again.
    const position = known !== undefined && BigInt(known) > BigInt(found) ? known : found
    leases.set(sink, { position, until })
    return position
  }

  return {
    /** New receivers hear what happens from now on. */
    enrol: async (sinks: readonly string[]): Promise<void> => {
      await database.query(enrol.with({ sinks }))
    },
    /** Whether events wait for their place, and which receivers have something to do that nobody does. */
    glance: async (sinks: readonly string[]): Promise<{ fresh: boolean; busy: string[] }> => {
      const [row] = await database.query(glance.with({ sinks, holder }))
      return { fresh: row?.fresh === true, busy: (row?.busy ?? []) as string[] }
    },
    /** Takes or keeps the lease; answers how far the receiver is, or undefined when another process has it. */
    claim,
    /** The same, without a question soon after the last. */
    hold: async (sink: string): Promise<string | undefined> => {
      const lease = leases.get(sink)
      return lease && performance.now() < lease.until ? lease.position : claim(sink)
    },
    letGo: async (): Promise<void> => {
      await database.query(letGo.with({ holder }))
    },
    fresh: async (sink: string, after: string, limit: number): Promise<Fresh[]> => {
      const rows = await database.query(fresh.with({ sink, after, limit }))
      return rows.map((row) => ({ event: eventOf(row), heldUp: row.held_up === true }))
    },
    due: async (sink: string, limit: number): Promise<Again[]> => {
      const rows = await database.query(due.with({ sink, limit }))
      return rows.map((row) => ({ event: eventOf(row), attempts: Number(row.attempts) }))
    },
    /** `position`: 0 where it stays. Answers whether this process still had the lease. */
    settle: async (sink: string, position: string, outcomes: readonly Outcome[]): Promise<boolean> => {
      const rows = await database.query(
        settle.with({
          sink,
          holder,
          position,
          positions: outcomes.map(({ event }) => event.position),
          objects: outcomes.map(({ event }) => event.object),
          states: outcomes.map(({ state }) => state),
          attempts: outcomes.map(({ attempts }) => attempts),
          waits: outcomes.map(({ wait }) => (wait === Number.POSITIVE_INFINITY ? 'Infinity' : String(wait))),
          reasons: outcomes.map(({ reason }) => reason),
        }),
      )
      const lease = leases.get(sink)
      if (rows.length === 0) leases.delete(sink)
      else if (lease && position !== '0') lease.position = position
      return rows.length > 0
    },
  }
}
