import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callerOf } from '../../operations/caller.ts'
import { isRefusal, refusals, type Sender, signInWith } from '../../operations/sign-in.ts'
import { createBuckets } from './buckets.ts'
import { networkOf } from './network.ts'
import { throttle } from './throttle.ts'

const tokens = signInWith([
  {
    scheme: 'Token',
    authenticate: ({ headers: { authorization } }) => {
      const name = /^Token (goed-\w+)$/.exec(authorization ?? '')?.[1]
      if (name !== undefined) return callerOf({ kind: 'token', name, scopes: [] })
      return authorization === undefined ? undefined : Promise.resolve(refusals.unknown)
    },
  },
])
const from = (ip: string, authorization?: string): Sender => ({ ip, headers: authorization ? { authorization } : {} })

test('a bucket gives its amount at once, and then as fast as it fills', () => {
  let now = 0
  const { take } = createBuckets({ amount: 3, perMs: 3000 }, () => now)
  assert.deepEqual([take('a'), take('a'), take('a'), take('a')], [0, 0, 0, 1000])
  assert.equal(take('b'), 0, 'each name has its own')
  now = 400
  assert.equal(take('a'), 600, 'asking in vain costs nothing')
  now = 1000
  assert.deepEqual([take('a'), take('a')], [0, 1000])
  now = 60_000
  assert.deepEqual([take('a'), take('a'), take('a'), take('a')], [0, 0, 0, 1000], 'it holds no more than its amount')
})

test('its memory is bounded', () => {
  const { take } = createBuckets({ amount: 1, perMs: 1000 }, () => 0)
  assert.equal(take('first'), 0)
  assert.equal(take('first'), 1000)
  for (let index = 0; index < 20_000; index++) take(`other ${index}`)
  assert.equal(take('first'), 0, 'whoever came so long before is forgotten')
})

test('wrong tokens are slowed down by address; right ones and empty hands never are', async () => {
  let now = 0
  const { authenticate } = throttle(tokens, { wrong: { amount: 2, perMs: 60_000 }, now: () => now })
  const codeOf = async (sender: Sender) => {
    const answer = await authenticate(sender)
    return isRefusal(answer) ? `${answer.code} ${answer.retryAfter ?? ''}`.trim() : answer.name
  }
  const wrong = from('192.0.2.1', 'Token fout')
  assert.deepEqual(
    [await codeOf(wrong), await codeOf(wrong), await codeOf(wrong)],
    ['authentication_failed', 'authentication_failed', 'throttled 30'],
  )
  assert.equal(await codeOf(from('192.0.2.1', 'Token goed-a')), 'goed-a')
  assert.equal(await codeOf(from('192.0.2.1')), 'not_authenticated')
  assert.equal(await codeOf(from('192.0.2.2', 'Token fout')), 'authentication_failed')
  now = 30_000
  assert.deepEqual([await codeOf(wrong), await codeOf(wrong)], ['authentication_failed', 'throttled 30'])
})

test('each caller has its own limit; without any limit nothing is in between', async () => {
  const limited = throttle(tokens, { perCaller: { amount: 1, perMs: 1000 }, now: () => 0 })
  const first = limited.authenticate(from('192.0.2.1', 'Token goed-a'))
  assert.ok(!(first instanceof Promise) && !isRefusal(first), 'what need not be waited for is not')
  const second = await limited.authenticate(from('192.0.2.2', 'Token goed-a'))
  assert.ok(isRefusal(second))
  assert.deepEqual(second, {
    code: 'throttled',
    title: 'Aanvraag was verstikt.',
    detail: 'Er komen te veel verzoeken met dit token. Probeer het over 1 seconde weer.',
    retryAfter: 1,
  })
  assert.ok(!isRefusal(await limited.authenticate(from('192.0.2.1', 'Token goed-b'))))
  assert.equal(throttle(tokens, {}), tokens)
})

test('addresses that one sender can choose from are one', () => {
  assert.equal(networkOf('192.0.2.1'), '192.0.2.1')
  assert.equal(networkOf('::ffff:192.0.2.1'), '192.0.2.1')
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2')
  assert.equal(networkOf('2001:db8:1:2::6'), '2001:db8:1:2')
  assert.equal(networkOf('2001:db8::1'), '2001:db8:0:0')
  assert.equal(networkOf('::1'), '0:0:0:0')
  assert.equal(networkOf('fe80::1'), networkOf('fe80::2'))
})
