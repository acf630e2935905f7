/** The database goes away under load and comes back: 503 in between, and afterwards all is well without a restart. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { serve, temporaryDirectory } from '../server/program.ts'
import { type Answer, api, send } from './support/api.ts'
import { maakKlantcontact } from './support/bodies.ts'
import { ownCluster } from './support/cluster.ts'
import { eventually } from './support/eventually.ts'

const TOKEN = 'geheim'

/** Reads and writes all the time, by eight at once. */
const load = (t: TestContext, base: string) => {
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
  t.after(() => {
    going = false
  })
  const statusesOf = async (ms: number): Promise<number[]> => {
    const from = answers.length
    await wait(ms)
    return [...new Set(answers.slice(from).map(({ status }) => status))].sort()
  }
  return {
    answers,
    /** What all requests of a while are answered with, once that is this. */
    settlesOn: (expected: readonly number[]) =>
      eventually(async () => assert.deepEqual(await statusesOf(300), expected)),
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
  const running = load(t, server.base)

  for (const way of ['stop', 'kill'] as const) {
    await running.settlesOn([200, 201])
    await cluster[way]()
    // Sessions of a server that was killed go on until they notice.
    await running.settlesOn([503])
    const { status, headers, body } = await ask('GET', '/partijen')
    assert.equal(status, 503)
    assert.equal(headers['retry-after'], '1')
    assert.equal(body.code, 'service_unavailable')
    assert.equal((await send(`${server.base}/_healthz/readyz/`, 'GET', {})).status, 500)
    assert.equal((await send(`${server.base}/_healthz/livez/`, 'GET', {})).status, 200)
    await cluster.start()
    await running.settlesOn([200, 201])
  }

  cluster.freeze()
  const begun = performance.now()
  const unknown = { authorization: `Token ${'f'.repeat(40)}` }
  const hanging = await Promise.all([ask('GET', '/partijen'), ask('GET', '/partijen', undefined, unknown)])
  assert.deepEqual(
    hanging.map(({ status }) => status),
    [503, 503],
  )
  assert.ok(performance.now() - begun < 4000, 'a database that hangs does not make requests hang')
  cluster.thaw()
  await running.settlesOn([200, 201])

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
  const running = load(t, server.base)
  for (let round = 0; round < 2; round += 1) {
    await running.settlesOn([200, 201])
    const postmaster = Number(readFileSync(join(data, 'postgresql', 'postmaster.pid'), 'utf8').split('\n')[0])
    const from = running.answers.length
    process.kill(postmaster, 'SIGKILL')
    await eventually(() => assert.ok(running.answers.slice(from).some(({ status }) => status === 503)))
    await running.settlesOn([200, 201])
  }
  await running.end()
  await assertWritten(server.base, running.answers)
  server.kill('SIGTERM')
  assert.equal((await server.ended).code, 0)
})
