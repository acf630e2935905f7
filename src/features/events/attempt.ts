/** One turn of a receiver: what it has not heard yet, or what it is to be told again. */
import type { Event } from './event.ts'
import type { Again, Fresh, Ledger, Outcome } from './ledger.ts'
import { waitAfter } from './retry.ts'
import { reasonOf, type Sink } from './sink.ts'

/** Unwanted events are passed over; so many are looked at for one turn. */
const LOOKED_AT = 500

export interface Turn {
  readonly sink: Sink
  readonly ledger: Ledger
  /** Seconds before the first retry. */
  readonly firstWait: number
  readonly signal: AbortSignal
}

interface Todo {
  readonly event: Event
  /** That failed before. */
  readonly attempts: number
  readonly heldUp: boolean
}

const heldUp = ({ event, attempts }: Todo): Outcome => ({
  event,
  attempts,
  state: 'waiting',
  wait: Number.POSITIVE_INFINITY,
  reason: '',
})

/** Settings may have changed since: what a receiver does not hear of any more is not sent for having waited. */
const unwanted = ({ event, attempts }: Todo): Outcome => ({
  event,
  attempts,
  state: 'dead',
  wait: 0,
  reason: 'not for this receiver',
})

const tried = async ({ sink, firstWait, signal }: Turn, todo: Todo): Promise<Outcome> => {
  const { event, attempts } = todo
  if (!sink.wants(event)) return unwanted(todo)
  const made = attempts + 1
  try {
    await sink.send(event, signal)
    return { event, attempts: made, state: 'delivered', wait: 0, reason: '' }
  } catch (error) {
    signal.throwIfAborted()
    const wait = waitAfter(made, firstWait)
    const reason = reasonOf(error)
    return wait === undefined
      ? { event, attempts: made, state: 'dead', wait: 0, reason }
      : { event, attempts: made, state: 'waiting', wait, reason }
  }
}

/** Those of one object after each other, of all objects at once. */
const tryAll = async (turn: Turn, todo: readonly Todo[]): Promise<Outcome[]> => {
  const byObject = new Map<string, Todo[]>()
  for (const one of todo) byObject.set(one.event.object, [...(byObject.get(one.event.object) ?? []), one])
  const lines = [...byObject.values()].map(async (line) => {
    const outcomes: Outcome[] = []
    for (const one of line) {
      const isHeldUp = one.heldUp || outcomes.some(({ state }) => state === 'waiting')
      outcomes.push(isHeldUp ? heldUp(one) : await tried(turn, one))
    }
    return outcomes
  })
  return (await Promise.all(lines)).flat()
}

/** Answers whether anything was due. Throws when the lease was lost. */
export const retryDue = async (turn: Turn): Promise<boolean> => {
  const { sink, ledger } = turn
  const again: Again[] = await ledger.due(sink.name, sink.atOnce)
  if (again.length === 0) return false
  const outcomes = await tryAll(
    turn,
    again.map((one) => ({ ...one, heldUp: false })),
  )
  if (!(await ledger.settle(sink.name, '0', outcomes))) throw new Error('the lease was lost')
  return true
}

/** As many as the receiver is sent at once, and the position up to which they were looked at. */
const taken = ({ sink }: Turn, fresh: readonly Fresh[]): { todo: Todo[]; position: string } => {
  const todo: Todo[] = []
  let position = '0'
  for (const { event, heldUp } of fresh) {
    if (todo.length === sink.atOnce) break
    position = event.position
    if (sink.wants(event)) todo.push({ event, attempts: 0, heldUp })
  }
  return { todo, position }
}

/** Answers the position after it; undefined when there was nothing. Throws when the lease was lost. */
export const tellNew = async (turn: Turn, after: string): Promise<string | undefined> => {
  const { sink, ledger } = turn
  const fresh = await ledger.fresh(sink.name, after, LOOKED_AT)
  if (fresh.length === 0) return undefined
  const { todo, position } = taken(turn, fresh)
  const outcomes = await tryAll(turn, todo)
  if (!(await ledger.settle(sink.name, position, outcomes))) throw new Error('the lease was lost')
  return position
}
