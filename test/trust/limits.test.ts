/** How much a client may ask: what is too much is refused with a clear 4xx, and the server goes on. */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { api, type Json, ROOT } from '../faults/support/api.ts'
import { register, TOKEN } from '../faults/support/app.ts'
import { klantcontact } from '../faults/support/bodies.ts'

const made = await register({ BODY_LIMIT: '4kb', HEADER_LIMIT: '8kb', REQUEST_TIMEOUT: '500ms' })
const base = await made.serve()
const { send } = api(base, TOKEN)

/** What a client reads that sends these pieces, one every `every` milliseconds, until the server closes. */
const conversation = (pieces: Iterable<string>, every = 0): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(new URL(base).port), '127.0.0.1', async () => {
      for (const piece of pieces) {
        if (!socket.writable) break
        socket.write(piece)
        if (every > 0) await wait(every)
      }
    })
    socket.setTimeout(5000, () => socket.destroy(new Error('the server keeps the connection open')))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error)
    })
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text
    })
    socket.on('close', () => resolve(answer))
  })

const problemIn = (answer: string): Json => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as Json

const head = (method: string, path: string, more = ''): string =>
  `${method} ${ROOT}${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Token ${TOKEN}\r\n${more}`

const works = async (): Promise<void> => assert.equal((await send('GET', '/klantcontacten')).status, 200)

test('a body that is too long: 413, told or found out', async () => {
  const long = klantcontact({ inhoud: 'x'.repeat(5000) })
  const told = await send('POST', '/klantcontacten', long)
  assert.equal(told.status, 413)
  assert.equal(told.body.code, 'request_too_large')
  const chunk = `400\r\n${' '.repeat(1024)}\r\n`
  const chunked = head(
    'POST',
    '/klantcontacten',
    'content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
  )
  const found = await conversation([chunked, ...Array<string>(8).fill(chunk)])
  assert.match(found, /^HTTP\/1\.1 413 /)
  assert.equal((await send('GET', '/klantcontacten')).body.count, 0)
  const untold = await send('POST', '/klantcontacten', long, { authorization: 'Token onbekend' })
  assert.equal(untold.status, 401, 'who may not write is told so first')
})

test('headers that are too long: 431', async () => {
  const answer = await conversation([head('GET', '/partijen', `x: ${'x'.repeat(9000)}\r\n\r\n`)])
  assert.match(answer, /^HTTP\/1\.1 431 /)
  assert.equal(problemIn(answer).code, 'request_header_fields_too_large')
  const address = await conversation([head('GET', `/partijen?nummer=${'1'.repeat(9000)}`, '\r\n')])
  assert.match(address, /^HTTP\/1\.1 431 /)
  await works()
})

test('a request that does not come in: 408', async () => {
  const drops = Array<string>(100).fill('x: y\r\n')
  const slowHead = await conversation([head('GET', '/partijen'), ...drops], 50)
  assert.match(slowHead, /^HTTP\/1\.1 408 /)
  assert.equal(problemIn(slowHead).code, 'request_timeout')
  const slowBody = await conversation(
    [
      head('POST', '/partijen', 'content-type: application/json\r\ncontent-length: 100\r\n\r\n{'),
      ...Array<string>(99).fill(' '),
    ],
    50,
  )
  assert.match(slowBody, /^HTTP\/1\.1 408 /)
  await works()
})

test('what is no request: 400, without a word of it in the answer', async () => {
  for (const pieces of [
    ['Bert belde over 123456782\r\n\r\n'],
    [head('GET', '/partijen', 'content-length: 1\r\ncontent-length: 2\r\n\r\n')],
    [head('POST', '/partijen', 'transfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n')],
    [head('POST', '/partijen', 'transfer-encoding: chunked\r\n\r\nzz\r\n')],
  ]) {
    const answer = await conversation(pieces)
    assert.match(answer, /^HTTP\/1\.1 400 /, pieces[0])
    assert.doesNotMatch(answer, /123456782/)
  }
  await works()
})

test('pages have at most 500 objects, whatever is asked', async () => {
  await made.database.execute(`insert into klantcontact (uuid, onderwerp)
    select gen_random_uuid(), 'vraag ' || n from generate_series(1, 600) n`)
  const lengthFor = async (pageSize: string): Promise<number> => {
    const { status, body } = await send('GET', `/klantcontacten?pageSize=${pageSize}`)
    assert.equal(status, 200)
    return (body.results as unknown[]).length
  }
  assert.equal(await lengthFor('500'), 500)
  assert.equal(await lengthFor('501'), 500)
  assert.equal(await lengthFor('99999999999999999999999'), 500)
  for (const odd of ['0', '-1', 'x', '1e3', '']) assert.equal(await lengthFor(odd), 100, odd)
  for (const page of ['0', '-1', 'x', '3', '99999999999999999999999']) {
    const { status, body } = await send('GET', `/klantcontacten?pageSize=500&page=${page}`)
    assert.deepEqual([status, body.detail], [404, 'Ongeldige pagina.'], page)
  }
})

test('expansions are those that are declared, once each, and no deeper', async () => {
  const status = async (expand: string) => (await send('GET', `/klantcontacten?pageSize=1&expand=${expand}`)).status
  assert.equal(await status('hadBetrokkenen,hadBetrokkenen.wasPartij'), 200)
  assert.equal(await status(Array<string>(300).fill('hadBetrokkenen').join(',')), 200)
  for (const deeper of [
    'hadBetrokkenen.wasPartij.betrokkenen',
    'hadBetrokkenen.hadKlantcontact.hadBetrokkenen',
    'x',
    '__proto__',
  ])
    assert.equal(await status(deeper), 400, deeper)
})

test('JSON that is nested deeper than any body is refused, and costs nothing', async () => {
  for (const body of ['['.repeat(4000), '{"a":'.repeat(600), `{"metadata":${'['.repeat(1500)}${']'.repeat(1500)}}`]) {
    const { status } = await send('POST', '/klantcontacten', body)
    assert.equal(status, 400)
  }
  await works()
})
