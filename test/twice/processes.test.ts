/** Keys hold across processes, restarts and deaths: what was begun is done once, or not at all. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { type Answer, type Api, api } from '../faults/support/api.ts'
import { klantcontact, maakKlantcontact } from '../faults/support/bodies.ts'
import { beside, kinds, type Settings } from '../faults/support/databases.ts'
import { serve } from '../server/program.ts'

const TOKEN = 'geheim'

/** A request with a key of its own: of every second one the answer is more than one object. */
const requestOf = (mark: string) => {
  const key = { 'idempotency-key': randomUUID() }
  return ({ send }: Api): Promise<Answer> =>
    mark.endsWith('0')
      ? send('POST', '/maak-klantcontact', maakKlantcontact(mark), key)
      : send('POST', '/klantcontacten', klantcontact({ onderwerp: mark }), key)
}

const MADE = 'select onderwerp, count(*)::int from klantcontact group by onderwerp order by onderwerp'

for (const { name, skip, settings: settingsOf } of kinds) {
  test(`${name}: two processes that get the same request at once do it once`, { skip }, async (t) => {
    const settings: Settings = { API_TOKEN: TOKEN, ...(await settingsOf(t)) }
    // The embedded database has one server, with processes that share its port.
    const isShared = settings.DATABASE_URL === undefined
    const start = () => serve(t, { ...settings, ...(isShared ? { WORKERS: '2' } : {}) })
    const servers = isShared ? [await start()] : await Promise.all([start(), start()])
    const apis = servers.map(({ base }) => api(base, TOKEN))
    const marks = Array.from({ length: 20 }, (_, n) => `merk ${100 + n}`)
    for (const mark of marks) {
      const request = requestOf(mark)
      const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => request(apis[n % apis.length] as Api)))
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
      assert.equal(new Set(answers.map(({ text }) => text)).size, 1)
      assert.equal(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true').length, 5)
    }
    const { rows } = await beside(t, settings)
    assert.deepEqual(
      await rows(MADE),
      marks.map((mark) => [mark, 1]),
    )
  })

  test(`${name}: a server that is killed leaves nothing half done, and its successor knows what was answered`, {
    skip,
  }, async (t) => {
    const settings: Settings = { API_TOKEN: TOKEN, ...(await settingsOf(t)) }
    const marks = Array.from({ length: 200 }, (_, n) => `merk ${1000 + n}`)
    const requests = marks.map(requestOf)
    const answered = new Map<number, Answer>()
    // Each is killed somewhere else, in the midst of what it is asked.
    for (const killAt of [10, 25, 40]) {
      const server = await serve(t, settings)
      const one = api(server.base, TOKEN)
      let fresh = 0
      await Promise.all(
        requests.map(async (request, n) => {
          const answer = await request(one).catch(() => undefined)
          if (!answer) return
          assert.equal(answer.status, 201)
          const known = answered.get(n)
          if (known) assert.equal(withoutPort(answer.text), withoutPort(known.text), 'answered as before')
          else fresh++
          answered.set(n, answer)
          if (fresh === killAt) server.kill('SIGKILL')
        }),
      )
      server.kill('SIGKILL')
      await server.ended
    }
    const last = await serve(t, settings)
    const one = api(last.base, TOKEN)
    const answers = await Promise.all(requests.map((request) => request(one)))
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
    for (const [n, { text }] of answered) assert.equal(withoutPort(answers[n]?.text ?? ''), withoutPort(text))
    assert.ok(answered.size >= 75 && answered.size < marks.length, String(answered.size))
    const { rows } = await beside(t, settings)
    assert.deepEqual(
      await rows(MADE),
      marks.map((mark) => [mark, 1]),
    )
  })

  test(`${name}: an answer outlives the server`, { skip }, async (t) => {
    const settings: Settings = { API_TOKEN: TOKEN, ...(await settingsOf(t)) }
    const request = requestOf('merk')
    const first = await serve(t, settings)
    const { text, headers } = await request(api(first.base, TOKEN))
    first.kill('SIGTERM')
    assert.equal((await first.ended).code, 0)
    const next = await serve(t, settings)
    const again = await request(api(next.base, TOKEN))
    assert.equal(again.text, text, 'to the byte')
    assert.equal(again.headers.etag, headers.etag)
    assert.equal(again.headers['idempotent-replayed'], 'true')
  })
}

/** The first answer has the address under which it was asked. */
function withoutPort(text: string): string {
  return text.replaceAll(/127\.0\.0\.1:\d+/g, 'server')
}
