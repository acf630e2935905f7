/** One turn of a receiver: many messages, of each object one after the other, and one note of what became of them. */
import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'
import { type Turn, tellNew } from '../../src/features/events/attempt.ts'
import type { Event } from '../../src/features/events/event.ts'
import type { Fresh, Ledger, Outcome } from '../../src/features/events/ledger.ts'
import { Undelivered } from '../../src/features/events/sink.ts'

const AT_ONCE = 20

/** Milliseconds, as the program sees them. */
let clock = 0
mock.method(performance, 'now', () => clock)
beforeEach(() => {
  clock = 0
})

const eventAt = (position: number, object: string): Event => ({
  position: String(position),
  id: `event-${position}`,
  time: '2026-01-01T00:00:00.000000Z',
  action: 'change',
  resource: 'actor',
  object,
  followed: false,
  behind: [],
  facts: {},
})

/** A receiver and its ledger; `send` is what the receiver does. */
const turnWith = (events: readonly Event[], send: (event: Event) => Promise<void> | void) => {
  const settled: { position: string; outcomes: readonly Outcome[] }[] = []
  let madeWay = 0
  const ledger = {
    fresh: async (_sink: string, after: string, limit: number): Promise<Fresh[]> =>
      events
        .filter(({ position }) => Number(position) > Number(after))
        .slice(0, limit)
        .map((event) => ({ event, heldUp: false })),
    settle: async (_sink: string, position: string, outcomes: readonly Outcome[]): Promise<boolean> => {
      settled.push({ position, outcomes })
      return true
    },
  } satisfies Partial<Ledger>
  const turn: Turn = {
    sink: {
      name: 'een',
      kind: 'none',
      atOnce: AT_ONCE,
      wants: ({ object }) => object !== 'unwanted',
      send: async (event) => send(event),
      close: async () => {},
    },
    ledger: ledger as unknown as Ledger,
    firstWait: 1,
    signal: new AbortController().signal,
    makeWay: async () => {
      madeWay += 1
    },
  }
  return { turn, settled, madeWay: () => madeWay }
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_one, n) => n + 1)

test('many messages are noted at once, and requests may go before each handful', async () => {
  let underway = 0
  let most = 0
  const events = numbers(100).map((n) => eventAt(n, `object-${n}`))
  const { turn, settled, madeWay } = turnWith(events, async () => {
    underway += 1
    most = Math.max(most, underway)
    await Promise.resolve()
    underway -= 1
  })
  assert.deepEqual(await tellNew(turn, '0', 500), { position: '100', passed: 100, isMore: false })
  assert.deepEqual(
    settled.map(({ position, outcomes }) => [position, outcomes.length]),
    [['100', 100]],
  )
  assert.equal(most, AT_ONCE)
  assert.equal(madeWay(), 4)
})

test('what failed holds up the next about its object, in a later handful too', async () => {
  const sent: string[] = []
  const events = numbers(60).map((n) => eventAt(n, n % 30 === 1 ? 'fails' : `object-${n}`))
  const { turn, settled } = turnWith(events, ({ position, object }) => {
    sent.push(position)
    if (object === 'fails') throw new Undelivered('no')
  })
  await tellNew(turn, '0', 500)
  assert.ok(sent.includes('1'))
  assert.ok(!sent.includes('31'))
  const outcomes = new Map(settled[0]?.outcomes.map((outcome) => [outcome.event.position, outcome]))
  assert.equal(outcomes.get('1')?.attempts, 1)
  assert.deepEqual(
    [outcomes.get('31')?.state, outcomes.get('31')?.attempts, outcomes.get('31')?.wait],
    ['waiting', 0, Number.POSITIVE_INFINITY],
  )
  assert.equal(outcomes.get('32')?.state, 'delivered')
})

test('a receiver that is slow has noted what it took, before it is sent all', async () => {
  const events = numbers(100).map((n) => eventAt(n, `object-${n}`))
  const { turn, settled } = turnWith(events, () => {
    clock += 7
  })
  assert.deepEqual(await tellNew(turn, '0', 500), { position: '40', passed: 40, isMore: true })
  assert.equal(settled.length, 1)
  assert.deepEqual(await tellNew(turn, '90', 10), { position: '100', passed: 10, isMore: true })
})

test('what is not wanted is passed over, and nothing is noted where nothing is new', async () => {
  const { turn, settled } = turnWith(
    numbers(50).map((n) => eventAt(n, 'unwanted')),
    () => assert.fail('not wanted'),
  )
  assert.deepEqual(await tellNew(turn, '0', 500), { position: '50', passed: 50, isMore: false })
  assert.deepEqual(await tellNew(turn, '50', 500), { position: '50', passed: 0, isMore: false })
  assert.deepEqual(settled, [{ position: '50', outcomes: [] }])
})
