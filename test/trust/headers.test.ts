/** Headers of every answer (behaviour.md §0.2), and those for pages of other sites (§0.5). */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { type Answer, api, ROOT, send } from '../faults/support/api.ts'
import { register, TOKEN } from '../faults/support/app.ts'
import { adres, klantcontact } from '../faults/support/bodies.ts'

// Several servers share its connections, and each would give its own statements the same names.
const made = await register({ DATABASE_PREPARE: 'off' })

const authorization = `Token ${TOKEN}`

/** What a client gets for these bytes. */
const raw = (base: string, text: string): Promise<{ status: number; headers: string }> =>
  new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(new URL(base).port), '127.0.0.1', () => socket.write(text))
    socket.setTimeout(3000, () => socket.destroy(new Error('no answer')))
    socket.on('error', reject)
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part
      socket.end()
    })
    socket.on('close', () => {
      const [headers = ''] = answer.split('\r\n\r\n')
      resolve({ status: Number(headers.split(' ')[1]), headers: headers.toLowerCase() })
    })
  })

const SECURITY = {
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
}

const assertSafe = ({ headers }: Answer, what: string): void => {
  for (const [name, value] of Object.entries(SECURITY)) assert.equal(headers[name], value, `${name} of ${what}`)
  assert.match(String(headers['content-security-policy']), /default-src 'none'/, what)
  assert.equal(headers.server, undefined)
  assert.equal(headers['x-powered-by'], undefined)
}

test('security headers are on every answer, whoever gives it', async () => {
  const base = await made.serve({ BODY_LIMIT: '2kb' })
  const { send: ask } = api(base, TOKEN)
  const { body } = await ask('POST', '/digitaleadressen', adres())
  const path = `/digitaleadressen/${body.uuid}`
  const answers: [number, Answer][] = [
    [200, await ask('GET', path)],
    [200, await ask('HEAD', path)],
    [200, await ask('OPTIONS', path)],
    [201, await ask('POST', '/digitaleadressen', adres())],
    [204, await ask('DELETE', path)],
    [400, await ask('POST', '/digitaleadressen', {})],
    [400, await ask('POST', '/digitaleadressen', '{')],
    [401, await ask('GET', path, undefined, { authorization: 'Bearer x' })],
    [404, await ask('GET', path)],
    [404, await ask('GET', `${path}/nergens`)],
    [404, await ask('GET', '/onbekend')],
    [405, await ask('PUT', '/partijen', {})],
    [406, await ask('GET', '/partijen', undefined, { accept: 'text/html' })],
    [413, await ask('POST', '/klantcontacten', klantcontact({ inhoud: 'x'.repeat(3000) }))],
    [415, await ask('POST', '/partijen', '<a/>', { 'content-type': 'text/xml' })],
    [415, await ask('POST', '/digitaleadressen', adres(), { 'content-encoding': 'gzip' })],
    [201, await ask('POST', '/digitaleadressen', adres(), { 'content-encoding': 'identity' })],
    [200, await send(`${base}/`, 'GET', {})],
    [200, await send(`${base}/ref/fouten/NotFound/`, 'GET', {})],
    [301, await send(`${base}${ROOT}`, 'GET', {})],
    [404, await send(`${base}/nergens`, 'GET', {})],
    [404, await send(`${base}/klantinteracties/api/v2/partijen`, 'GET', {})],
    [200, await send(`${base}${ROOT}/`, 'GET', {})],
    [200, await send(`${base}${ROOT}/openapi.yaml`, 'GET', {})],
    [200, await send(`${base}/_healthz/livez/`, 'GET', {})],
    [200, await send(`${base}/metrics`, 'GET', {})],
    [404, await send(`${base}/%ZZ`, 'GET', {})],
    [404, await ask('GET', '/partijen/%ZZ')],
    [404, await ask('GET', `/partijen/${'x'.repeat(600)}`)],
  ]
  for (const [index, [status, answer]] of answers.entries()) {
    assert.equal(answer.status, status, `${index}: ${answer.text}`)
    assertSafe(answer, `${index}: ${status}`)
  }
})

test('answers of the API name its version and methods; 204 has no type', async () => {
  const { send: ask } = api(await made.serve(), TOKEN)
  const { body } = await ask('POST', '/digitaleadressen', adres())
  const gone = await ask('DELETE', `/digitaleadressen/${body.uuid}`)
  assert.equal(gone.status, 204)
  assert.equal(gone.headers['content-type'], undefined)
  assert.equal(gone.headers['content-length'], '0')
  for (const answer of [
    gone,
    await ask('GET', `/digitaleadressen/${body.uuid}`),
    await ask('POST', '/partijen', '{'),
  ]) {
    assert.equal(answer.headers['api-version'], '0.9.0')
    assert.equal(answer.headers.vary, 'origin')
    assert.match(String(answer.headers.allow), /HEAD, OPTIONS/)
  }
})

test('what never becomes a request is refused with the same headers', async () => {
  const base = await made.serve({ HEADER_LIMIT: '8kb', REQUEST_TIMEOUT: '300ms' })
  const head = `GET ${ROOT}/partijen HTTP/1.1\r\nhost: localhost\r\n`
  const answers = [
    [431, await raw(base, `${head}cookie: ${'x'.repeat(10_000)}\r\n\r\n`)],
    [400, await raw(base, 'nonsense\r\n\r\n')],
    [400, await raw(base, `${head}content-length: x\r\n\r\n`)],
    [408, await raw(base, head)],
  ] as const
  for (const [status, answer] of answers) {
    assert.equal(answer.status, status)
    for (const [name, value] of Object.entries(SECURITY))
      assert.ok(answer.headers.includes(`${name}: ${value.toLowerCase()}`), `${name} of ${status}`)
    assert.match(answer.headers, /connection: close/)
  }
})

const ORIGIN = 'https://kiss.example.nl'
const corsOf = ({ headers }: Answer): string[] =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'))

const preflight = (base: string, origin: string): Promise<Answer> =>
  send(`${base}${ROOT}/partijen`, 'OPTIONS', {
    origin,
    'access-control-request-method': 'PATCH',
    'access-control-request-headers': 'authorization,content-crs',
  })

test('without CORS_ALLOWED_ORIGINS no other site may', async () => {
  const base = await made.serve()
  const answer = await send(`${base}${ROOT}/partijen`, 'GET', { authorization, origin: ORIGIN })
  assert.equal(answer.status, 200)
  assert.deepEqual(corsOf(answer), [])
  assert.equal(answer.headers.vary, 'origin')
  const refused = await preflight(base, ORIGIN)
  assert.equal(refused.status, 401)
  assert.deepEqual(corsOf(refused), [])
})

test('with a list those sites may, and without a token of the browser’s', async () => {
  const base = await made.serve({ CORS_ALLOWED_ORIGINS: `${ORIGIN} https://ita.example.nl` })
  const answer = await send(`${base}${ROOT}/partijen`, 'GET', { authorization, origin: ORIGIN })
  assert.equal(answer.headers['access-control-allow-origin'], ORIGIN)
  assert.equal(answer.headers['access-control-allow-credentials'], undefined)
  const exposed = 'content-crs, etag, location, retry-after, idempotent-replayed'
  assert.equal(answer.headers['access-control-expose-headers'], exposed)
  assert.match(String(answer.headers.vary), /origin/i)
  const refused = await send(`${base}${ROOT}/partijen`, 'GET', { origin: ORIGIN })
  assert.equal(refused.status, 401)
  assert.equal(refused.headers['access-control-allow-origin'], ORIGIN, 'the page may read why')

  const allowed = await preflight(base, ORIGIN)
  assert.ok([200, 204].includes(allowed.status))
  assert.equal(allowed.headers['access-control-allow-origin'], ORIGIN)
  assert.match(String(allowed.headers['access-control-allow-methods']), /PATCH/)
  const conditions = ['if-match', 'if-none-match', 'idempotency-key']
  for (const name of ['authorization', 'content-crs', 'accept-crs', 'content-type', ...conditions])
    assert.match(String(allowed.headers['access-control-allow-headers']), new RegExp(name))
  assertSafe(allowed, 'preflight')

  const options = await send(`${base}${ROOT}/partijen`, 'OPTIONS', { authorization, origin: ORIGIN })
  assert.equal(options.status, 200)
  assert.equal(options.body.name, 'Partij List', 'a question about the API is answered as ever')

  const other = await send(`${base}${ROOT}/partijen`, 'GET', { authorization, origin: 'https://evil.example' })
  assert.equal(other.headers['access-control-allow-origin'], undefined)
  const otherPreflight = await preflight(base, 'https://evil.example')
  assert.equal(otherPreflight.headers['access-control-allow-origin'], undefined)
})

test('with * every site may', async () => {
  const base = await made.serve({ CORS_ALLOWED_ORIGINS: '*' })
  const answer = await send(`${base}${ROOT}/partijen`, 'GET', { authorization, origin: ORIGIN })
  assert.equal(answer.headers['access-control-allow-origin'], '*')
  assert.equal(answer.headers['access-control-allow-credentials'], undefined)
  assert.equal((await preflight(base, ORIGIN)).headers['access-control-allow-origin'], '*')
})
