/** The database goes away under load and comes back: 503 in between, and afterwards all is well without a restart. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { serve, temporaryDirectory } from '../server/program.ts'
import { type Answer, api, send } from './support/api.ts'
import { adres, maakKlantcontact } from './support/bodies.ts'
import { ownCluster } from './support/cluster.ts'
import { eventually } from './support/eventually.ts'

const TOKEN = 'geheim'

/** Reads and writes all the time, by eight at once. */
const load = (base: string) => {
  const { send } = api(base, TOKEN)
  const answers: Answer[] = []
  let going = true
  let unanswered = 0
  let count = 0
  const one = async (): Promise<void> => {
    while (going) {
      count += 1
      const write = count % 2 === 0
      try {
        const answer = write
          ? await send('POST', '/maak-klantcontact', maakKlantcontact(String(count)))
          : await send('GET', '/klantcontacten?pageSize=5')
        answers.push(answer)
        if (answer.status === 503) await wait(20)
      } catch {
        unanswered += 1
      }
    }
  }
  const workers = Array.from({ length: 8 }, one)
  return {
    answers,
    since: () => {
      const from = answers.length
      return () => answers.slice(from)
    },
    end: async () => {
      going = false
      await Promise.all(workers)
      assert.equal(unanswered, 0, 'the server answered every request')
      const odd = answers.filter(({ status }) => ![200, 201, 503].includes(status))
      assert.deepEqual(odd, [])
    },
  }
}

/** Every klantcontact that was answered is there with all its parts. */
const assertWritten = async (base: string, answers: readonly Answer[]): Promise<void> => {
  const { send } = api(base, TOKEN)
  const written = answers.filter(({ status }) => status === 201)
  assert.ok(written.length > 0)
  for (const { body } of written) {
    const { klantcontact, betrokkene } = body as Record<string, { uuid: string }>
    const { status, body: found } = await send('GET', `/klantcontacten/${klantcontact?.uuid}`)
    assert.equal(status, 200)
    assert.deepEqual(
      (found.hadBetrokkenen as { uuid: string }[]).map(({ uuid }) => uuid),
      [betrokkene?.uuid],
    )
    assert.equal((found.gingOverOnderwerpobjecten as unknown[]).length, 1)
  }
}

test('PostgreSQL is restarted, killed and frozen under load', async (t) => {
  const cluster = await ownCluster(t)
  const server = await serve(t, { DATABASE_URL: cluster.url, API_TOKEN: TOKEN, REQUEST_TIMEOUT: '1s' })
  const { send: ask } = api(server.base, TOKEN)
  const works = async () => assert.equal((await ask('POST', '/digitaleadressen', adres())).status, 201)
  const running = load(server.base)

  for (const way of ['stop', 'kill'] as const) {
    await wait(200)
    await cluster[way]()
    const away = running.since()
    await wait(500)
    assert.ok(away().length > 10)
    assert.deepEqual(
      away().filter(({ status }) => status !== 503),
      [],
      `only 503 after ${way}`,
    )
    const { status, headers, body } = await ask('GET', '/partijen')
    assert.equal(status, 503)
    assert.equal(headers['retry-after'], '1')
    assert.equal(body.code, 'service_unavailable')
    assert.equal((await send(`${server.base}/_healthz/readyz/`, 'GET', {})).status, 500)
    assert.equal((await send(`${server.base}/_healthz/livez/`, 'GET', {})).status, 200)
    await cluster.start()
    await eventually(works, 3000)
    const back = running.since()
    await wait(300)
    assert.deepEqual(
      back().filter(({ status }) => status === 503),
      [],
      `no 503 once it was back after ${way}`,
    )
  }

  await wait(200)
  cluster.freeze()
  const begun = performance.now()
  assert.equal((await ask('GET', '/partijen')).status, 503)
  assert.ok(performance.now() - begun < 1500, 'a database that hangs does not make requests hang')
  cluster.thaw()
  await eventually(works, 3000)

  await running.end()
  await assertWritten(server.base, running.answers)
  server.kill('SIGTERM')
  const { code, out, err } = await server.ended
  assert.equal(code, 0)
  assert.equal(err, '')
  assert.doesNotMatch(out, /uncaught|unhandled/)
})

test('a killed embedded database is started again under load', async (t) => {
  const data = temporaryDirectory(t)
  const server = await serve(t, { DATA_DIR: data, API_TOKEN: TOKEN })
  const running = load(server.base)
  for (let round = 0; round < 2; round += 1) {
    await wait(200)
    const postmaster = Number(readFileSync(join(data, 'postgresql', 'postmaster.pid'), 'utf8').split('\n')[0])
    const away = running.since()
    process.kill(postmaster, 'SIGKILL')
    await eventually(() => assert.ok(away().some(({ status }) => status === 503)))
    const after = running.since()
    await eventually(() => assert.ok(after().some(({ status }) => status === 201)))
  }
  await running.end()
  await assertWritten(server.base, running.answers)
  server.kill('SIGTERM')
  assert.equal((await server.ended).code, 0)
})
