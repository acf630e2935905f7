/** Who asks too often, or guesses, is told to wait; a right token is never kept out by wrong ones. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callerWith } from '../support/callers.ts'
import { onBothDatabases, pathOf } from '../support/register.ts'
import { declared } from '../support/sample.ts'

const partijen = pathOf(declared.get('partij'))
const WRONG = { authorization: `Token ${'0'.repeat(40)}` }

/** From behind the proxy that the server trusts. */
const from = (address: string, headers: Readonly<Record<string, string>>) => ({
  ...headers,
  'x-forwarded-for': address,
})

onBothDatabases(
  (register) => {
    const ask = async (headers: Readonly<Record<string, string>>, path = partijen) => {
      const answer = await fetch(register().base + path, { headers })
      return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> }
    }
    const statuses = async (count: number, headers: Readonly<Record<string, string>>, path = partijen) => {
      const found: number[] = []
      for (let n = 0; n < count; n++) found.push((await ask(headers, path)).status)
      return found
    }

    test('wrong tokens of an address are slowed down, in the words of each face', async () => {
      const wrong = from('192.0.2.1', WRONG)
      assert.deepEqual(await statuses(3, wrong), [401, 401, 401])
      const { status, headers, body } = await ask(wrong)
      const wait = Number(headers.get('retry-after'))
      assert.ok(status === 429 && wait > 1190 && wait <= 1200, `${status} ${wait}`)
      const { instance, ...rest } = body
      assert.match(String(instance), /^urn:uuid:/)
      assert.deepEqual(rest, {
        type: `${register().base}/ref/fouten/Throttled/`,
        code: 'throttled',
        title: 'Aanvraag was verstikt.',
        status: 429,
        detail: `Er kwam te vaak een verkeerd token van dit adres. Probeer het over ${wait} seconden weer.`,
      })
      assert.equal(headers.get('api-version'), '0.9.0')
      assert.equal(headers.get('www-authenticate'), null)
      assert.equal((await fetch(`${register().base}/ref/fouten/Throttled/`)).status, 200)
      const asProblem = await ask({ ...wrong, accept: 'application/problem+json, application/json' })
      assert.equal(asProblem.status, 429)
      for (const path of ['/beheer/api/v1/berichten', '/beheer/api/v1/vernietigingen', '/beheer/api/v1/tokens']) {
        const other = await ask(wrong, path)
        assert.equal(other.status, 429, path)
        assert.equal(other.body.status, 429, path)
        assert.ok(Number(other.headers.get('retry-after')) > 0, path)
      }

      // All of KISS is one address: whoever has a good token there, or none, notices nothing.
      assert.deepEqual(await statuses(2, from('192.0.2.1', { authorization: `Token ${register().token}` })), [200, 200])
      assert.deepEqual(await statuses(5, from('192.0.2.1', {})), [401, 401, 401, 401, 401])
      assert.deepEqual(await statuses(3, from('192.0.2.2', WRONG)), [401, 401, 401], 'nor does another address')
      assert.deepEqual(await statuses(3, from('2001:db8::1', WRONG)), [401, 401, 401])
      assert.deepEqual(await statuses(1, from('2001:db8::2', WRONG)), [429], 'of IPv6 one network is one sender')
      assert.deepEqual(await statuses(1, from('2001:db8:0:1::2', WRONG)), [401])
    })

    test('a token has its own limit', async () => {
      const one = await callerWith(register(), { scopes: ['actoren.lezen'] })
      const other = await callerWith(register(), { scopes: ['actoren.lezen'] })
      const actoren = '/klantinteracties/api/v1/actoren'
      let answer = await one.send('GET', actoren)
      for (let n = 0; n < 50 && answer.status === 200; n++) answer = await one.send('GET', actoren)
      assert.equal(answer.status, 429)
      const wait = Number(answer.headers.get('retry-after'))
      assert.ok(wait > 170 && wait <= 180, String(wait))
      assert.match(String((answer.body as { detail: string }).detail), /^Er komen te veel verzoeken met dit token\./)
      assert.equal((await one.send('POST', `${actoren}/_zoek`, {})).status, 429)
      assert.equal((await other.send('GET', actoren)).status, 200)
      assert.equal((await other.send('GET', '/klantinteracties/api/v1/')).status, 200)
    })
  },
  () => ({ TRUST_PROXY: 'on', WRONG_TOKEN_LIMIT: '3/h', RATE_LIMIT: '20/h' }),
)
