/** Writers that share a transaction do not notice each other: whatever is wrong with one, or keeps it waiting. */
import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql, statement } from '../../src/sql/sql.ts'
import { sharing } from '../../src/sql/together.ts'
import type { Cancellation, Transaction } from '../../src/sql/transaction.ts'
import { serve } from '../server/program.ts'
import { type Answer, api, type Json } from './support/api.ts'
import { klantcontact, maakKlantcontact } from './support/bodies.ts'
import { beside, kinds, type Settings } from './support/databases.ts'
import { eventually } from './support/eventually.ts'

const TOKEN = 'geheim'
const MANY = 60

const started = async (t: TestContext, settings: Settings) => {
  const server = await serve(t, { ...settings, API_TOKEN: TOKEN, VERWERKINGENLOG: 'uit' })
  const { send } = api(server.base, TOKEN)
  const { rows } = await beside(t, settings)
  return {
    send,
    rows,
    /** Before the database is taken away. */
    end: async () => {
      server.kill('SIGTERM')
      assert.deepEqual((await server.ended).err, '')
    },
    /** Sends all of them at once. */
    all: (path: string, bodies: readonly unknown[]): Promise<Answer[]> =>
      Promise.all(bodies.map((body) => send('POST', path, body))),
  }
}

const numbered = (more: (n: number) => Record<string, unknown> = () => ({})): unknown[] =>
  Array.from({ length: MANY }, (_one, n) => klantcontact({ onderwerp: `vraag ${n}`, ...more(n) }))

/** Writers without a database: each transaction waits for `begin`, as for a connection, and then answers nothing. */
const withoutDatabase = () => {
  const begins: (() => void)[] = []
  const transaction = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    await new Promise<void>((begin) => begins.push(begin))
    const asksNothing = (): never => assert.fail('asks nothing')
    return work({
      send: async () => [],
      finish: async () => [],
      query: asksNothing,
      look: asksNothing,
      execute: asksNothing,
    })
  }
  const cancel = (cancellation: Cancellation): void => {
    cancellation.cancelled = true
    cancellation.stop?.()
  }
  const shared = sharing(transaction, cancel)
  const write = (cancellation: Cancellation = {}): Promise<unknown> =>
    shared.run((tx) => tx.finish(statement(sql`select 1`)), cancellation)
  return { shared, cancel, write, begins }
}

test('several in one transaction are a crowd, one alone is none', async () => {
  const { shared, write, begins } = withoutDatabase()
  const one = write()
  await nextTurn()
  assert.equal(shared.isCrowded, false)
  const others = Promise.all([write(), write()])
  await nextTurn()
  assert.equal(shared.isCrowded, true)
  for (const begin of begins.splice(0)) begin()
  await Promise.all([one, others])
  await nextTurn()
  assert.equal(shared.isCrowded, false)
})

describe('a writer who leaves', () => {
  test('while it waits for a connection takes nobody else out of the queue', async () => {
    const { shared, cancel, write, begins } = withoutDatabase()
    const first: Cancellation = {}
    const leaves = write(first)
    await nextTurn()
    const alsoAlone = write()
    await nextTurn()
    assert.equal(begins.length, 2)
    const behind = write()
    assert.equal(shared.waiting, 1)
    cancel(first)
    assert.equal(shared.waiting, 1)
    await eventually(async () => {
      for (const begin of begins.splice(0)) begin()
      assert.equal(shared.waiting, 0)
    })
    await Promise.all([leaves, alsoAlone])
    for (const begin of begins.splice(0)) begin()
    assert.deepEqual(await behind, [])
  })

  test('while it is in the queue is told so, and the others go on', async () => {
    const { shared, cancel, write, begins } = withoutDatabase()
    const others = [write()]
    await nextTurn()
    others.push(write())
    await nextTurn()
    const queued: Cancellation = {}
    const leaves = write(queued)
    others.push(write())
    assert.equal(shared.waiting, 2)
    cancel(queued)
    await assert.rejects(leaves, { name: 'Ended' })
    assert.equal(shared.waiting, 1)
    cancel(queued)
    assert.equal(shared.waiting, 1)
    const everybody = Promise.all(others)
    const beginning = setInterval(() => {
      for (const begin of begins.splice(0)) begin()
    }, 1)
    assert.deepEqual(await everybody, [[], [], []])
    clearInterval(beginning)
  })
})

for (const { name, skip, settings: settingsOf } of kinds) {
  describe(`writers at once on ${name}`, { skip }, () => {
    test('share transactions, and each is told of its own row', async (t) => {
      const { all, rows, end } = await started(t, await settingsOf(t))
      const answers = await all('/klantcontacten', numbered())
      assert.deepEqual(
        answers.map(({ status, body }) => [status, body.onderwerp]),
        answers.map((_answer, n) => [201, `vraag ${n}`]),
      )
      const made = await all(
        '/maak-klantcontact',
        Array.from({ length: MANY }, (_one, n) => maakKlantcontact(`drie ${n}`)),
      )
      for (const [n, { status, body }] of made.entries()) {
        assert.equal(status, 201)
        const { klantcontact, betrokkene } = body as Record<string, Json>
        assert.equal(klantcontact?.onderwerp, `drie ${n}`)
        assert.equal(betrokkene?.organisatienaam, `drie ${n}`)
        const owner = betrokkene?.hadKlantcontact as Json | undefined
        assert.equal(owner?.uuid, klantcontact?.uuid)
      }
      const [[contacts, transactions] = []] = await rows(
        'select count(*), count(distinct xmin::text) from klantcontact',
      )
      assert.equal(Number(contacts), 2 * MANY)
      assert.ok(Number(transactions) < MANY, `${transactions} transactions`)
      await end()
    })

    test('of whom some are wrong: those alone are refused', async (t) => {
      const { send, all, rows, end } = await started(t, await settingsOf(t))
      assert.equal((await send('POST', '/klantcontacten', klantcontact({ nummer: '1000' }))).status, 201)
      const taken = await all(
        '/klantcontacten',
        numbered((n) => (n % 7 === 0 ? { nummer: '1000' } : {})),
      )
      for (const [n, { status, body }] of taken.entries()) {
        assert.equal(status, n % 7 === 0 ? 400 : 201, `number ${n}`)
        if (n % 7 === 0) assert.deepEqual((body.invalidParams as { name: string }[])[0]?.name, 'nummer')
        else assert.equal(body.onderwerp, `vraag ${n}`)
      }
      const unknown = await all(
        '/betrokkenen',
        taken
          .filter(({ status }) => status === 201)
          .map(({ body: { uuid } }, n) => ({
            hadKlantcontact: { uuid },
            wasPartij: n % 5 === 0 ? { uuid: crypto.randomUUID() } : null,
            rol: 'klant',
            initiator: true,
          })),
      )
      for (const [n, { status, body }] of unknown.entries()) {
        assert.equal(status, n % 5 === 0 ? 400 : 201, `betrokkene ${n}`)
        if (n % 5 === 0) assert.equal((body.invalidParams as { name: string }[])[0]?.name, 'wasPartij.uuid')
      }
      const kept = await rows('select (select count(*) from klantcontact), (select count(*) from betrokkene)')
      const wasMade = (answers: readonly Answer[]): number => answers.filter(({ status }) => status === 201).length
      assert.deepEqual(kept[0]?.map(Number), [1 + wasMade(taken), wasMade(unknown)])
      await end()
    })

    test('of whom one waits for someone else: the others do not', async (t) => {
      const settings = await settingsOf(t)
      const { send, all, rows, end } = await started(t, settings)
      assert.equal((await send('POST', '/klantcontacten', klantcontact({ nummer: '1001' }))).status, 201)
      await rows('begin')
      await rows(`update klantcontact set nummer = '1002' where nummer = '1001'`)
      let isTold = false
      const waits = send('POST', '/klantcontacten', klantcontact({ nummer: '1002' })).finally(() => {
        isTold = true
      })
      for (const { status } of await all('/klantcontacten', numbered())) assert.equal(status, 201)
      assert.equal(isTold, false)
      await rows('commit')
      assert.equal((await waits).status, 400)
      await end()
    })

    test('who all run out of time leave nothing behind', async (t) => {
      const settings = { ...(await settingsOf(t)), REQUEST_TIMEOUT: '600ms' }
      const { all, rows, end } = await started(t, settings)
      const { rows: look } = await beside(t, settings)
      await rows('begin')
      await rows('lock table klantcontact in share mode')
      for (const { status } of await all('/klantcontacten', numbered())) assert.equal(status, 503)
      await eventually(async () => {
        const active = await look(
          `select state, now() - query_start, wait_event, left(query, 200) from pg_stat_activity
            where application_name = 'klantinteracties' and datname = current_database()
            and (state = 'active' or state like 'idle in transaction%')`,
        )
        assert.deepEqual(active, [])
      }, 3000)
      await rows('rollback')
      for (const { status } of await all('/klantcontacten', numbered())) assert.equal(status, 201)
      assert.equal(Number((await look('select count(*) from klantcontact'))[0]?.[0]), MANY)
      await end()
    })
  })
}
