/** What takes too long is ended, in the database too; and a server that is asked to stop finishes what runs. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { describe, type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { serve } from '../server/program.ts'
import { api, ROOT } from './support/api.ts'
import { klantcontact, maakKlantcontact } from './support/bodies.ts'
import { beside, kinds, type Settings } from './support/databases.ts'
import { eventually } from './support/eventually.ts'

const TOKEN = 'geheim'

/** A server whose klantcontact is locked by someone else, until `unlock`. */
const locked = async (t: TestContext, settings: Settings) => {
  const server = await serve(t, { ...settings, API_TOKEN: TOKEN })
  const { send } = api(server.base, TOKEN)
  const { body } = await send('POST', '/klantcontacten', klantcontact())
  const [{ rows }, { rows: look }] = [await beside(t, settings), await beside(t, settings)]
  await rows('begin')
  await rows('select from klantcontact for update')
  /** Statements of the server that run or wait. */
  const running = async (): Promise<number> =>
    (
      await look(
        `select from pg_stat_activity where application_name = 'klantinteracties' and datname = current_database()
          and (state = 'active' or state like 'idle in transaction%')`,
      )
    ).length
  return {
    server,
    send,
    running,
    begun: (count: number) => eventually(async () => assert.equal(await running(), count)),
    path: `/klantcontacten/${body.uuid}`,
    unlock: () => rows('rollback'),
  }
}

// Two at a time: the longest only waits.
describe('time', { concurrency: 2 }, () => {
  test('a request that does not end is broken off after ten seconds, and the exit code is still 0', async (t) => {
    const settings = (await kinds[0]?.settings(t)) ?? {}
    const { server, send, begun, path } = await locked(t, settings)
    const hanging = assert.rejects(send('PATCH', path, { onderwerp: 'te laat' }))
    await begun(1)
    const stopped = performance.now()
    server.kill('SIGTERM')
    await hanging
    const { code } = await server.ended
    assert.equal(code, 0)
    const took = performance.now() - stopped
    assert.ok(took > 9000 && took < 13_000, `${took} ms`)
  })

  for (const { name, skip, settings: settingsOf } of kinds) {
    test(`a statement that outlives its request is cancelled on ${name}`, { skip }, async (t) => {
      const settings = { ...(await settingsOf(t)), REQUEST_TIMEOUT: '400ms', DATABASE_POOL_SIZE: '4' }
      const { server, send, running, path, unlock } = await locked(t, settings)

      const asked = performance.now()
      const answers = await Promise.all(Array.from({ length: 10 }, () => send('PATCH', path, { onderwerp: 'te laat' })))
      const took = performance.now() - asked
      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [503])
      assert.equal(answers[0]?.body.code, 'service_unavailable')
      assert.equal(answers[0]?.headers['retry-after'], '1')
      assert.ok(took > 350 && took < 4000, `${took} ms`)
      await eventually(async () => assert.equal(await running(), 0), 3000)
      assert.equal((await send('GET', path)).status, 200, 'and its connections serve others')

      await unlock()
      assert.equal((await send('GET', path)).body.onderwerp, 'vraag')
      assert.equal((await send('PATCH', path, { onderwerp: 'op tijd' })).status, 200)
      server.kill('SIGTERM')
      const { code, err } = await server.ended
      assert.deepEqual([code, err], [0, ''])
    })

    test(`a statement whose client went away is cancelled on ${name}`, { skip }, async (t) => {
      const settings = await settingsOf(t)
      const { server, send, running, begun, path, unlock } = await locked(t, settings)
      const headers = { authorization: `Token ${TOKEN}`, 'content-type': 'application/json' }
      const requests = [1, 2, 3].map(() => {
        const one = request(`${server.base}${ROOT}${path}`, { method: 'PATCH', headers, agent: false })
        one.on('error', () => {})
        one.end('{"onderwerp":"weg"}')
        return one
      })
      await begun(3)
      for (const one of requests) one.destroy()
      await eventually(async () => assert.equal(await running(), 0), 3000)
      await unlock()
      assert.equal((await send('GET', path)).body.onderwerp, 'vraag')
      server.kill('SIGTERM')
      const { code, out } = await server.ended
      assert.equal(code, 0)
      assert.equal(out.match(/"status":499/g)?.length, 3)
    })
  }

  test('a cancellation hits nobody else', async (t) => {
    const server = await serve(t, { DATA_DIR: 'temp', API_TOKEN: TOKEN, DATABASE_POOL_SIZE: '3', LOG_LEVEL: 'warn' })
    const { send } = api(server.base, TOKEN)
    const headers = { authorization: `Token ${TOKEN}` }
    let going = true
    const leaving = async (): Promise<void> => {
      for (let n = 0; going; n += 1) {
        const one = request(`${server.base}${ROOT}/klantcontacten`, { headers, agent: false }).on('error', () => {})
        one.end()
        await wait(n % 8)
        one.destroy()
        await wait(5)
      }
    }
    const leavers = [leaving(), leaving(), leaving()]
    for (let n = 0; n < 60; n += 1) {
      const { status, text } = await send('POST', '/maak-klantcontact', maakKlantcontact(String(n)))
      assert.equal(status, 201, text)
    }
    going = false
    await Promise.all(leavers)
    server.kill('SIGTERM')
    assert.equal((await server.ended).code, 0)
  })

  test('asked to stop, a server finishes what runs and refuses what is new', { skip: kinds[1]?.skip }, async (t) => {
    const settings = (await kinds[1]?.settings(t)) ?? {}
    const { server, send, begun, path, unlock } = await locked(t, settings)
    const { hostname, port } = new URL(server.base)
    const kept = connect(Number(port), hostname)
    let answers = ''
    kept.setEncoding('utf8').on('data', (text: string) => {
      answers += text
    })
    const line = (method: string, at: string) =>
      `${method} ${ROOT}${at} HTTP/1.1\r\nhost: localhost\r\nauthorization: Token ${TOKEN}\r\n`
    kept.write(`${line('GET', path)}\r\n`)
    await eventually(() => assert.match(answers, /^HTTP\/1\.1 200 /))

    const running = [1, 2, 3].map(() => send('PATCH', path, { onderwerp: 'gered' }))
    const body = '{"onderwerp":"ook gered"}'
    kept.write(`${line('PATCH', path)}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
    await begun(4)
    const stopped = performance.now()
    server.kill('SIGTERM')
    await wait(200)
    await assert.rejects(send('GET', path), /ECONNREFUSED/)
    await unlock()
    assert.deepEqual(
      (await Promise.all(running)).map(({ status }) => status),
      [200, 200, 200],
    )
    if (!kept.closed) await once(kept, 'close')
    assert.equal(answers.match(/HTTP\/1\.1 200 /g)?.length, 2)
    const { code, err } = await server.ended
    assert.deepEqual([code, err], [0, ''])
    assert.ok(performance.now() - stopped < 8000)
    const { rows } = await beside(t, settings)
    assert.match(String(await rows('select onderwerp from klantcontact')), /gered/)
  })
})
