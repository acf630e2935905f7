/** What happened, as it is kept until everyone knows: enough to render a message from, at any time. */
import type { Act, Change } from '../../operations/context.ts'
import type { Row } from '../../sql/database.ts'

export type Action = Change['action'] | Act | 'erase'

export interface Event {
  /** The order of events: of one object, and of all. */
  readonly position: string
  /** The same for every receiver and every attempt. */
  readonly id: string
  /** When it was written down, ISO 8601 in UTC. */
  readonly time: string
  readonly action: Action
  /** The name of the resource, and the uuid of the object. */
  readonly resource: string
  readonly object: string
  /** Brought about by another change. */
  readonly followed: boolean
  /** The scopes without which there was no such object. */
  readonly behind: readonly string[]
  readonly facts: Readonly<Record<string, unknown>>
  /** The step of the request that brought it about (W3C Trace Context), where that is known. */
  readonly traceparent?: string
}

/** From the columns of `event`, with `time` as text. */
export const eventOf = (row: Row): Event => ({
  position: String(row.position),
  id: String(row.event),
  time: String(row.time),
  action: row.action as Action,
  resource: String(row.resource),
  object: String(row.object),
  followed: row.followed === true,
  behind: row.behind as string[],
  facts: row.facts as Event['facts'],
  ...(typeof row.traceparent === 'string' ? { traceparent: row.traceparent } : {}),
})
