/** What became of events at each receiver, and sending them again: for who looks after the register. */
import type { Database, Queryable, Row } from '../../sql/database.ts'
import { all, join, type Sql, sql, statement } from '../../sql/sql.ts'
import { type Action, type Event, eventOf } from './event.ts'
import { isAmong, typeOf, WORDS } from './type-names.ts'

/** `waiting`: not tried yet, or behind an earlier one about the same object; `failed`: to be tried again; `dead`: given up. */
export const STATES = ['waiting', 'failed', 'delivered', 'dead'] as const
export type State = (typeof STATES)[number]

export interface Message {
  readonly event: Event
  readonly sink: string
  readonly state: State
  readonly attempts: number
  /** Of the next attempt, where one is planned; and of the last. ISO 8601. */
  readonly next: string | null
  readonly last: string | null
  /** Why the last attempt failed. */
  readonly reason: string
}

/** What is looked for; all that is given must hold. */
export interface Wanted {
  readonly id?: string | undefined
  readonly sink?: string | undefined
  readonly states?: readonly State[] | undefined
  /** A type, with `*` for anything. */
  readonly type?: string | undefined
  /** Uuids: about any of these. */
  readonly objects?: readonly string[] | undefined
  /** ISO 8601: written down then or later. */
  readonly since?: string | undefined
}

/** How types are made. */
export interface Naming {
  readonly prefix: string
  readonly resources: readonly string[]
}

const STATE: Readonly<Record<State, Sql>> = {
  waiting: sql`d.state = 'waiting' and d.attempts = 0`,
  failed: sql`d.state = 'waiting' and d.attempts > 0`,
  delivered: sql`d.state = 'delivered'`,
  dead: sql`d.state = 'dead'`,
}

const either = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`false` : sql`(${join(conditions, ' or ')})`

const ofType = ({ prefix, resources }: Naming, pattern: string): Sql => {
  const actions = Object.keys(WORDS) as Action[]
  const pairs = resources.flatMap((resource) => actions.map((action) => ({ resource, action })))
  const found = pairs.filter((pair) => isAmong(typeOf(prefix, pair), [pattern]))
  const names = found.map(({ resource }) => resource)
  return sql`(e.resource, e.action) in (select * from unnest(${names}::text[], ${found.map(({ action }) => action)}::text[]))`
}

/** Over `event e`. */
const ofEvent = (naming: Naming, { id, type, objects, since }: Wanted): Sql[] => [
  ...(id === undefined ? [] : [sql`e.event = ${id}::uuid`]),
  ...(type === undefined ? [] : [ofType(naming, type)]),
  ...(objects === undefined ? [] : [sql`e.object = any(${objects}::uuid[])`]),
  ...(since === undefined ? [] : [sql`e.logged_at >= ${since}::timestamptz`]),
]

const ofState = (states: readonly State[] | undefined): Sql[] =>
  states === undefined ? [] : [either(states.map((state) => STATE[state]))]

const stateOf = ({ state, attempts }: Row): State =>
  state === 'waiting' && Number(attempts) > 0 ? 'failed' : (state as State)

const messageOf = (row: Row): Message => ({
  event: eventOf(row),
  sink: String(row.sink),
  state: stateOf(row),
  attempts: Number(row.attempts),
  next: row.next as string | null,
  last: row.last as string | null,
  reason: String(row.reason),
})

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'

/** Newest first. Events that a receiver has not come to wait for it, wanted or not. */
export const listMessages = async (
  database: Database,
  naming: Naming,
  wanted: Wanted,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Message[]> => {
  const { sink, states } = wanted
  const event = ofEvent(naming, wanted)
  const known = all([...event, ...ofState(states), ...(sink === undefined ? [] : [sql`d.sink = ${sink}`])])
  const ahead = all([
    ...event,
    ...(states === undefined || states.includes('waiting') ? [] : [sql`false`]),
    ...(sink === undefined ? [] : [sql`s.name = ${sink}`]),
  ])
  const end = limit + offset
  const rows = await database.query(
    statement(sql`
      with found as (
        (select d.sink, d.position, d.state, d.attempts, d.due, d.settled_at, d.reason
          from delivery d join event e on e.position = d.position where ${known}
          order by d.position desc, d.sink limit ${end})
        union all
        (select s.name, e.position, 'waiting', 0, null, null, '' from sink s join event e on e.position > s.position
          where ${ahead} order by e.position desc, s.name limit ${end})
      )
      select f.sink, f.state, f.attempts, f.reason, e.position, e.event, e.action, e.resource, e.object, e.followed,
        e.behind, e.facts, to_char(e.logged_at at time zone 'UTC', ${ISO}) as time,
        case when f.state = 'waiting' and f.due < 'infinity' then to_char(f.due at time zone 'UTC', ${ISO}) end as next,
        case when f.attempts > 0 then to_char(f.settled_at at time zone 'UTC', ${ISO}) end as last
      from found f join event e on e.position = f.position
      order by f.position desc, f.sink limit ${limit} offset ${offset}`),
  )
  return rows.map(messageOf)
}

/**
 * Sends again what was given up or failed; what was delivered only where that is asked for, by its state or its id.
 * Answers how many messages. They are rendered anew: with what is known of the event, as the settings are then.
 */
export const sendAgain = async (database: Queryable, naming: Naming, wanted: Wanted): Promise<number> => {
  const { id, sink } = wanted
  const states = wanted.states ?? (id === undefined ? (['failed', 'dead'] as const) : STATES)
  const conditions = all([
    ...ofEvent(naming, wanted),
    ...ofState(states),
    ...(sink === undefined ? [] : [sql`d.sink = ${sink}`]),
  ])
  const rows = await database.query(
    statement(sql`
      update delivery d set state = 'waiting', attempts = 0, due = now(), reason = ''
      from event e where e.position = d.position and ${conditions} returning d.position`),
  )
  return rows.length
}

export interface Totals {
  readonly sink: string
  readonly waiting: number
  readonly failed: number
  readonly delivered: number
  readonly dead: number
}

/**
 * Per receiver how many messages are in which state; those that are no longer configured too. An event that has no place
 * among the others yet waits for all of them.
 */
export const totals = async (database: Database): Promise<Totals[]> => {
  const rows = await database.query(
    statement(sql`
      select s.name as sink, d.failed, d.delivered, d.dead,
        (select count(*) from outbox) + (select count(*) from event e where e.position > s.position) + d.waiting as waiting
      from sink s cross join lateral (
        select count(*) filter (where ${STATE.waiting}) as waiting, count(*) filter (where ${STATE.failed}) as failed,
          count(*) filter (where ${STATE.delivered}) as delivered, count(*) filter (where ${STATE.dead}) as dead
        from delivery d where d.sink = s.name) d
      order by s.name`),
  )
  return rows.map((row) => ({
    sink: String(row.sink),
    waiting: Number(row.waiting),
    failed: Number(row.failed),
    delivered: Number(row.delivered),
    dead: Number(row.dead),
  }))
}
