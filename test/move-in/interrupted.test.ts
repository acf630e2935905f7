/** An import that is broken off, at whatever point, leaves nothing behind, and can be started again at once. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { start } from '../server/program.ts'
import type { OpenedDatabase } from '../support/databases.ts'
import { databaseWith, dumpText, emptied, emptyRegister, onDatabase, skipLive, temporaryFolder } from './sample.ts'

const LOST = /(The database went away|The database \S+ cannot be read: ).*Nothing was changed/

describe('an import that is broken off', { skip: skipLive }, () => {
  const ends: (() => unknown)[] = []
  const scope = { after: (end: () => unknown) => void ends.unshift(end) }
  let register: OpenedDatabase
  let source = ''
  before(async () => {
    register = await emptyRegister(scope, 'PostgreSQL')
    source = await databaseWith(scope, dumpText())
  })
  beforeEach(() => emptied(register))
  after(async () => {
    for (const end of ends) await end()
  })

  const ask = async (text: string) => (await register.database.query({ text, values: [] }))[0] ?? {}
  const rows = async () =>
    ask(`select (select count(*) from klantcontact)::int as contacts, (select count(*) from token)::int as tokens,
      (select count(*) from moved_in)::int as moved, (select count(*) from pg_indexes where schemaname = current_schema())::int as indexes`)

  const importing = (t: Parameters<typeof start>[0]) =>
    start(t, ['import', 'openklant', '--from', source, '--report', `${temporaryFolder(t)}/r.jsonl`], {
      DATABASE_URL: register.config.databaseUrl ?? '',
    })

  /** Holds a lock that the import needs, until it waits for it; then breaks it off and lets go. */
  const brokenOffAt = async (
    t: Parameters<typeof start>[0],
    database: string,
    lock: string,
    breakOff: (program: ReturnType<typeof start>, backend: number, letGo: () => Promise<unknown>) => unknown,
  ): Promise<{ code: number | null; err: string }> => {
    const holder = new pg.Client({ connectionString: database })
    await holder.connect()
    const program = importing(t)
    try {
      await holder.query(`begin; ${lock}`)
      let waiting: number | undefined
      for (let tries = 0; waiting === undefined && tries < 200; tries++) {
        await wait(50)
        // Not the holder: what others do is shown as it was when its transaction first looked.
        const { rows: found } = await onDatabase(database, (client) =>
          client.query<{ pid: number }>(
            `select pid from pg_stat_activity where datname = current_database() and application_name = 'klantinteracties' and wait_event_type = 'Lock'`,
          ),
        )
        waiting = found[0]?.pid
      }
      assert.ok(waiting !== undefined, 'the import came to the lock')
      await breakOff(program, waiting, () => holder.query('rollback'))
      return await program.ended
    } finally {
      await holder.query('rollback')
      await holder.end()
    }
  }

  const ours = () => register.config.databaseUrl ?? ''
  /** Behind all that is written: the counts are taken last. */
  const ATEND = 'lock table tally in access share mode; lock table tally in row exclusive mode'

  const isUntouchedAndTakesIt = async (t: Parameters<typeof start>[0], before: unknown): Promise<void> => {
    // PostgreSQL notices within two seconds that its client is gone; the next import waits for that.
    const { code, err } = await importing(t).ended
    assert.equal(code, 0, err)
    const now = await rows()
    assert.deepEqual(now, { ...(before as object), contacts: 1500, tokens: 2, moved: 17 })
  }

  const WAYS: readonly [title: string, (program: ReturnType<typeof start>) => void, code: number | null][] = [
    ['by Ctrl-C', (program) => program.kill('SIGINT'), 1],
    ['by SIGTERM', (program) => program.kill('SIGTERM'), 1],
    ['by kill -9', (program) => program.kill('SIGKILL'), null],
  ]
  for (const [title, breakOff, code] of WAYS)
    test(`${title}, with everything written and nothing committed`, async (t) => {
      const before = await rows()
      const ended = await brokenOffAt(t, ours(), ATEND, breakOff)
      assert.equal(ended.code, code, ended.err)
      if (code !== null) assert.match(ended.err, /Stopped. Nothing was changed/)
      assert.deepEqual(await rows(), before)
      await isUntouchedAndTakesIt(t, before)
    })

  test('by the loss of its connection', async (t) => {
    const before = await rows()
    const terminate = async (_program: unknown, backend: number): Promise<void> => {
      await onDatabase(ours(), (client) => client.query('select pg_terminate_backend($1)', [backend]))
    }
    const { code, err } = await brokenOffAt(t, ours(), ATEND, terminate)
    assert.equal(code, 1)
    assert.match(err, LOST)
    assert.deepEqual(await rows(), before)
    await isUntouchedAndTakesIt(t, before)
  })

  test('while it reads a table', async (t) => {
    const before = await rows()
    const lock = 'lock table klantinteracties_partij in access exclusive mode'
    const ended = await brokenOffAt(t, source, lock, (program) => program.kill('SIGINT'))
    assert.equal(ended.code, 1, ended.err)
    assert.match(ended.err, /Stopped. Nothing was changed/)
    await isUntouchedAndTakesIt(t, before)
  })

  test('while the source loses its connection', async (t) => {
    const before = await rows()
    const lock = 'lock table klantinteracties_partij in access exclusive mode'
    const terminate = async (_program: unknown, backend: number): Promise<void> => {
      await onDatabase(source, (client) => client.query('select pg_terminate_backend($1)', [backend]))
    }
    const { code, err } = await brokenOffAt(t, source, lock, terminate)
    assert.equal(code, 1)
    assert.match(err, LOST)
    assert.deepEqual(await rows(), before)
  })

  test('nobody sees a part of it meanwhile', async (t) => {
    let seen: unknown
    const { code, err } = await brokenOffAt(t, ours(), ATEND, async (_program, _backend, letGo) => {
      // Readers wait for the tables; what they are shown then is all or nothing.
      const reading = onDatabase(ours(), (client) => client.query('select count(*)::int as n from klantcontact'))
      seen = await Promise.race([reading, wait(300, 'waits')])
      await letGo()
      assert.deepEqual((await reading).rows, [{ n: 1500 }])
    })
    assert.equal(code, 0, err)
    assert.equal(seen, 'waits')
    assert.deepEqual(await ask('select count(*)::int as n from klantcontact'), { n: 1500 })
  })
})
