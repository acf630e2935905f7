/** One turn of a receiver: what it has not heard yet, or what it is to be told again. */
import type { Event } from './event.ts'
import type { Again, Fresh, Ledger, Outcome } from './ledger.ts'
import { waitAfter } from './retry.ts'
import { reasonOf, type Sink } from './sink.ts'

/** Unwanted events are passed over; so many are looked at for one turn at most. */
export const LOOKED_AT = 500

/** Milliseconds of sending before it is noted what became of it: what was not, a crash has told again. */
const UNNOTED_MS = 200

export interface Turn {
  readonly sink: Sink
  readonly ledger: Ledger
  /** Seconds before the first retry. */
  readonly firstWait: number
  readonly signal: AbortSignal
  /** Lets requests go first, where some wait for each other. */
  readonly makeWay: () => Promise<void>
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

interface Taken {
  readonly todo: readonly Todo[]
  readonly left: readonly Fresh[]
}

/** As many as the receiver is sent at once. */
const take = ({ sink }: Turn, fresh: readonly Fresh[], waiting: ReadonlySet<string>): Taken => {
  const todo: Todo[] = []
  for (const [index, { event, heldUp }] of fresh.entries()) {
    if (todo.length === sink.atOnce) return { todo, left: fresh.slice(index) }
    if (sink.wants(event)) todo.push({ event, attempts: 0, heldUp: heldUp || waiting.has(event.object) })
  }
  return { todo, left: [] }
}

/** Sends them, so many at once, for as long as may go unnoted. Answers what came of it, and those it did not come to. */
const sendSome = async (
  turn: Turn,
  fresh: readonly Fresh[],
): Promise<{ outcomes: Outcome[]; left: readonly Fresh[] }> => {
  const until = performance.now() + UNNOTED_MS
  const outcomes: Outcome[] = []
  const waiting = new Set<string>()
  let left = fresh
  do {
    if (left !== fresh) await turn.makeWay()
    const taken = take(turn, left, waiting)
    const came = await tryAll(turn, taken.todo)
    for (const { state, event } of came) if (state === 'waiting') waiting.add(event.object)
    outcomes.push(...came)
    left = taken.left
  } while (left.length > 0 && performance.now() < until)
  return { outcomes, left }
}

export interface Told {
  /** After what was dealt with. */
  readonly position: string
  /** How many that were, with those that were not wanted. */
  readonly passed: number
  /** There may be more to tell. */
  readonly isMore: boolean
}

/** Looks at so many at most. Throws when the lease was lost. */
export const tellNew = async (turn: Turn, after: string, most: number): Promise<Told> => {
  const { sink, ledger } = turn
  const fresh = await ledger.fresh(sink.name, after, most)
  const { outcomes, left } = await sendSome(turn, fresh)
  const passed = fresh.length - left.length
  const position = fresh[passed - 1]?.event.position ?? after
  if (passed > 0 && !(await ledger.settle(sink.name, position, outcomes))) throw new Error('the lease was lost')
  return { position, passed, isMore: left.length > 0 || fresh.length === most }
}
