/** Absolute addresses come from where they may come from, and from nowhere else. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, ROOT, send } from '../faults/support/api.ts'
import { register, TOKEN } from '../faults/support/app.ts'
import { adres } from '../faults/support/bodies.ts'

// Several servers share its connections, and each would give its own statements the same names.
const made = await register({ DATABASE_PREPARE: 'off' })

const authorization = `Token ${TOKEN}`
const json = { authorization, 'content-type': 'application/json' }

const asked = (base: string, headers: Record<string, string> = {}) => ({
  get: (path: string) => send(base + path, 'GET', { authorization, ...headers }),
  post: (path: string) => send(base + ROOT + path, 'POST', { ...json, ...headers }, JSON.stringify(adres())),
})

/** Every absolute address in an answer, headers included. */
const addressesIn = ({ text, headers }: Answer): string[] => [
  ...new Set(
    `${text} ${headers.location ?? ''}`.match(/https?:\/\/[^/"\s]*(?:\/klanten)?(?=\/(?:klantinteracties|ref)\/)/g),
  ),
]

/** Where the server says to be: on a new object, in lists and their page links, in the API root, in problems. */
const origins = async (base: string, headers: Record<string, string> = {}): Promise<string[]> => {
  const { get, post } = asked(base, headers)
  const answers = [
    await post('/digitaleadressen'),
    await post('/digitaleadressen'),
    await get(`${ROOT}/digitaleadressen?pageSize=1`),
    await get(`${ROOT}/`),
    await get(`${ROOT}/partijen?onbekend=1`),
    await get(`${ROOT}/partijen/onbekend`),
    await get('/klantinteracties/api/v2/partijen'),
  ]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 200, 200, 400, 404, 404],
  )
  for (const answer of answers) assert.ok(addressesIn(answer).length > 0, answer.text)
  return [...new Set(answers.flatMap(addressesIn))]
}

test('without settings: from a Host of this machine', async () => {
  const base = await made.serve()
  assert.deepEqual(await origins(base), [base])
  assert.deepEqual(await origins(base, { host: 'localhost:1234' }), ['http://localhost:1234'])
  const forwarded = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' }
  assert.deepEqual(await origins(base, forwarded), [base])
})

test('a Host that is not allowed: 400, nothing is written, and no address is made from it', async () => {
  const base = await made.serve({ ALLOWED_HOSTS: 'kc.example.nl' })
  const count = async () => (await asked(base, { host: 'kc.example.nl' }).get(`${ROOT}/digitaleadressen`)).body.count
  const before = await count()
  for (const host of [
    'evil.example',
    '127.0.0.1',
    'kc.example.nl.evil.example',
    'kc.example.nl@evil.example',
    'evil.example:80',
  ]) {
    const { get, post } = asked(base, { host })
    const answers = [
      await post('/digitaleadressen'),
      await get(`${ROOT}/digitaleadressen`),
      await get(`${ROOT}/`),
      await get(ROOT),
      await get(`${ROOT}/partijen/onbekend`),
      await get('/klantinteracties/api/v2/partijen'),
      await get('/'),
      await get('/klantinteracties/'),
      await get('/ref/fouten/NotFound/'),
      await get('/_healthz'),
      await send(`${base}${ROOT}/partijen`, 'GET', { host }),
    ]
    assert.deepEqual(
      answers.slice(0, 3).map(({ status, body }) => [status, body.code]),
      [
        [400, 'invalid_host'],
        [400, 'invalid_host'],
        [400, 'invalid_host'],
      ],
    )
    for (const { text, headers } of answers) assert.ok(!`${text}${JSON.stringify(headers)}`.includes(host), text)
  }
  assert.equal(await count(), before)
  assert.deepEqual(await origins(base, { host: 'kc.example.nl' }), ['http://kc.example.nl'])
})

test('BASE_URL and SUBPATH say it, whatever the request says', async () => {
  const base = await made.serve({ BASE_URL: 'https://kc.example.nl', SUBPATH: '/klanten', TRUST_PROXY: 'on' })
  const said = ['https://kc.example.nl/klanten']
  assert.deepEqual(await origins(base), said)
  assert.deepEqual(await origins(base, { host: 'evil.example', 'x-forwarded-host': 'evil.example' }), said)
  const { headers } = await asked(base).get(ROOT)
  assert.equal(headers.location, `/klanten${ROOT}/`)
})

test('TRUST_PROXY: the forwarded host and scheme, from a proxy that is trusted', async () => {
  const forwarded = { host: 'intern:8000', 'x-forwarded-host': 'kc.example.nl', 'x-forwarded-proto': 'https' }
  const settings = { ALLOWED_HOSTS: 'kc.example.nl', SUBPATH: '/klanten' }
  const base = await made.serve({ ...settings, TRUST_PROXY: 'loopback' })
  assert.deepEqual(await origins(base, forwarded), ['https://kc.example.nl/klanten'])
  const { headers } = await asked(base, forwarded).get(`${ROOT}/partijen`)
  assert.equal(headers['strict-transport-security'], 'max-age=31536000')
  const evil = await asked(base, { ...forwarded, 'x-forwarded-host': 'evil.example' }).get(`${ROOT}/partijen`)
  assert.equal(evil.body.code, 'invalid_host')

  const other = await made.serve({ ...settings, TRUST_PROXY: '10.0.0.0/8' })
  assert.equal((await asked(other, forwarded).get(`${ROOT}/partijen`)).status, 400)
})
