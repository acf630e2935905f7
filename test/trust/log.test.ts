/** Whatever happens, the log names no one: no BSN, no name, no token, nothing of a body or an address. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { api, ROOT, send } from '../faults/support/api.ts'
import { bsnOf, identificator, klantcontact, partij } from '../faults/support/bodies.ts'
import { beside, kinds } from '../faults/support/databases.ts'
import { eventually } from '../faults/support/eventually.ts'
import { serve } from '../server/program.ts'

const BSN = bsnOf(4711)
const NAME = 'Kwakkelstein'
const TOKEN = 'f00dfeedc0ffee'
const SECRETS = [BSN, NAME, TOKEN, 'Verzonnen']

for (const { name, skip, settings: settingsOf } of kinds) {
  test(`nobody is named in the log on ${name}`, { skip }, async (t) => {
    const settings = await settingsOf(t)
    const server = await serve(t, {
      ...settings,
      API_TOKEN: TOKEN,
      LOG_LEVEL: 'trace',
      REQUEST_TIMEOUT: '600ms',
      BODY_LIMIT: '2kb',
    })
    const { send: ask } = api(server.base, TOKEN)
    const { rows } = await beside(t, settings)
    const statuses = async (...asked: Promise<{ status: number }>[]) =>
      (await Promise.all(asked)).map(({ status }) => status)

    // A unique value that is taken: found by the check, and found by the database.
    const racing = Array.from({ length: 12 }, () => ask('POST', '/partij-identificatoren', identificator(BSN)))
    assert.equal((await statuses(...racing)).filter((status) => status === 400).length, 11)
    const person = partij({ partijIdentificatie: { contactnaam: { voornaam: 'Verzonnen', achternaam: NAME } } })
    assert.deepEqual(await statuses(ask('POST', '/partijen', { ...person, nummer: BSN })), [201])
    const again = Array.from({ length: 12 }, () => ask('POST', '/partijen', { ...person, nummer: BSN }))
    assert.deepEqual(new Set(await statuses(...again)), new Set([400]))

    // Errors of the database that carry the row, the value, the statement.
    await rows(`alter table partij add constraint broken check (nummer <> '${BSN}1')`)
    assert.deepEqual(await statuses(ask('POST', '/partijen', { ...person, nummer: `${BSN}1` })), [500])
    await rows('alter table partij drop constraint broken')
    await rows('alter table betrokkene rename to gone')
    assert.deepEqual(
      await statuses(
        ask('GET', `/betrokkenen?contactnaamAchternaam=${NAME}`),
        ask('POST', '/maak-klantcontact', {
          klantcontact: klantcontact({ onderwerp: `${NAME} ${BSN}` }),
          betrokkene: { rol: 'klant', initiator: true, contactnaam: { achternaam: NAME } },
        }),
      ),
      [500, 500],
    )
    await rows('alter table gone rename to betrokkene')

    // A statement that is cancelled, one whose client leaves, and one whose session is ended.
    const { body: stored } = await ask('GET', `/partijen?nummer=${BSN}`)
    const path = `/partijen/${(stored.results as { uuid: string }[])[0]?.uuid}`
    await rows('begin')
    await rows('select from partij for update')
    assert.deepEqual(await statuses(ask('PATCH', path, { interneNotitie: `${NAME} ${BSN}` })), [503])
    const headers = {
      authorization: `Token ${TOKEN}`,
      'content-type': 'application/json',
      referer: `https://x/?${BSN}`,
    }
    const leaving = request(`${server.base}${ROOT}${path}?${BSN}`, { method: 'PATCH', headers }).on('error', () => {})
    leaving.end(`{"interneNotitie":"${BSN}"}`)
    await wait(100)
    leaving.destroy()
    const ended = ask('PATCH', path, { interneNotitie: `${NAME} ${BSN}` })
    await eventually(async () => {
      const ends = await rows(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`)
      assert.ok(ends.length > 0)
    })
    assert.deepEqual(await statuses(ended), [503])
    await rows('rollback')

    // What is asked wrongly, in every place where something can stand.
    const odd: [number, Promise<{ status: number }>][] = [
      [400, ask('POST', '/partij-identificatoren', identificator(`${BSN}9`))],
      [400, ask('POST', '/partijen', { soortPartij: BSN, nummer: `${BSN}00`, [BSN]: BSN, indicatieActief: NAME })],
      [400, ask('POST', '/partijen', `{"nummer": "${BSN}", ${NAME}`)],
      [400, ask('POST', '/partijen', `["${BSN}"]`)],
      [413, ask('POST', '/partijen', `{"x":"${BSN.repeat(300)}"}`)],
      [415, ask('POST', '/partijen', BSN, { 'content-type': `text/${NAME}` })],
      [200, ask('GET', `/partijen?partijIdentificator__objectId=${BSN}&partijIdentificator__codeSoortObjectId=bsn`)],
      [400, ask('GET', `/partijen?bsn=${BSN}`)],
      [
        200,
        ask('POST', '/partijen/_zoek', {
          partijIdentificator__objectId: BSN,
          categorierelatie__categorie__naam: [NAME],
        }),
      ],
      [400, ask('POST', '/partijen/_zoek', { [BSN]: NAME, nummer: [BSN], expand: BSN })],
      [400, ask('POST', `/partijen/_zoek?nummer=${BSN}`, `{"${NAME}"`)],
      [400, ask('GET', `/partijen?${BSN}=1&expand=${NAME}`)],
      [404, ask('GET', `/partijen?page=${BSN}`)],
      [404, ask('GET', `/partijen/${BSN}`)],
      [404, ask('GET', `/${BSN}/${NAME}?x=${BSN}`)],
      [404, ask('GET', `/partijen/%ZZ${BSN}`)],
      [404, ask('GET', `/partijen/${BSN.repeat(100)}`)],
      [404, ask('GET', `/partijen.${BSN}`)],
      [406, ask('GET', '/partijen', undefined, { accept: `text/${NAME}` })],
      [401, ask('GET', '/partijen', undefined, { authorization: `Token ${BSN}` })],
      [401, ask('GET', '/partijen', undefined, { authorization: `Bearer ${TOKEN}` })],
      [400, ask('GET', '/partijen', undefined, { host: `${NAME}.nl` })],
      [200, ask('GET', '/partijen', undefined, { 'x-request-id': BSN, 'x-forwarded-for': BSN, 'user-agent': NAME })],
      [404, send(`${server.base}/${NAME}/?${BSN}`, 'GET', {})],
      [404, send(`${server.base}/ref/fouten/${NAME}/`, 'GET', {})],
    ]
    assert.deepEqual(
      await statuses(...odd.map(([, one]) => one)),
      odd.map(([status]) => status),
    )
    const socket = connect(Number(new URL(server.base).port), '127.0.0.1', () => socket.end(`${BSN} ${NAME}\r\n\r\n`))
    socket.resume()
    await wait(100)

    const metrics = await send(`${server.base}/metrics`, 'GET', {})
    server.kill('SIGTERM')
    const { code, out, err } = await server.ended
    assert.equal(code, 0)
    const written = settings.DATA_DIR ? readFileSync(join(settings.DATA_DIR, 'postgresql.log'), 'utf8') : ''
    for (const [what, text] of Object.entries({ out, err, written, metrics: metrics.text })) {
      for (const secret of SECRETS) {
        const line = text.split('\n').find((one) => one.includes(secret))
        assert.equal(line, undefined, `${secret} in ${what}`)
      }
    }
    const lines = out
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
    assert.ok(
      lines.some(({ error }) => error?.code === '23514' && error.constraint === 'broken'),
      'errors are in the log',
    )
    assert.ok(lines.some(({ error }) => error?.code === '42P01'))
    const requests = lines.filter(({ msg }) => msg === 'request')
    assert.equal(requests.filter(({ route }) => route === undefined).length, 4, 'what has no route has a line too')
    assert.ok(requests.length > 50)
    for (const line of requests) {
      assert.deepEqual(
        Object.keys(line).filter(
          (key) =>
            !['level', 'time', 'worker', 'requestId', 'method', 'route', 'status', 'ms', 'token', 'msg'].includes(key),
        ),
        [],
      )
    }
    assert.ok(requests.some(({ route, token }) => route?.endsWith('/partijen/:id') && token === 'environment'))
    assert.equal(err, '')
  })
}
