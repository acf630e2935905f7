import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { startEmbedded } from '../../src/sql/embedded/embedded.ts'
import { startedAt } from '../../src/sql/embedded/leftovers.ts'
import {
  ask,
  claimsOn,
  connectTo,
  eventually,
  isRunning,
  kill9,
  newDatabase,
  postmasterOf,
  startOwner,
  stop,
} from './owners.ts'

const log = () => {}
/** Keeps a processor busy in PostgreSQL for some seconds, without a look at anything else. */
const BUSY = `select count(*) from generate_series(1, 30000000) n where md5(n::text) = ''`

test('a second server on a directory is refused, and the first one goes on', async () => {
  const directory = await newDatabase()
  const first = await startOwner(directory)
  const second = await startOwner(directory)
  assert.match(second.refused ?? '', new RegExp(`in use by another running server \\(process ${first.process.pid}\\)`))
  assert.equal(await ask(first.connection, 'select 1'), 1)
  const third = await startOwner(directory, { flags: ['join'] })
  assert.equal(await ask(third.connection, 'select 1'), 1)
  assert.equal(await stop(third), 0)
  assert.equal(await ask(first.connection, 'select 1'), 1, 'a guest does not stop the database')
  assert.equal(await stop(first), 0)
})

test('of several that start at once exactly one has the database', async () => {
  const directory = await newDatabase()
  const owners = await Promise.all([1, 2, 3].map(() => startOwner(directory)))
  assert.equal(owners.filter(({ refused }) => refused === undefined).length, 1)
  assert.equal(claimsOn(directory).length, 1)
})

test('the database of a killed server is taken over, with all that was committed', async () => {
  const directory = await newDatabase()
  const killed = await startOwner(directory)
  await ask(killed.connection, 'create table kept (n int)')
  const clients = await Promise.all([1, 2, 3].map(() => connectTo(killed.connection)))
  await clients[0]?.query('insert into kept values (1)')
  await clients[1]?.query('begin')
  await clients[1]?.query('insert into kept values (2)')
  clients[2]?.query(BUSY).catch(() => {})
  const orphan = postmasterOf(directory)
  await kill9(killed)
  assert.equal(isRunning(orphan), true)

  const next = await startOwner(directory)
  assert.equal(isRunning(orphan), false)
  assert.deepEqual(next.said[0], {
    level: 'warn',
    message: 'ended a PostgreSQL that an earlier run left behind',
    process: orphan,
  })
  assert.equal(await ask(next.connection, 'select string_agg(n::text, $$ $$) from kept'), '1')
  assert.equal(claimsOn(directory).length, 1)
})

test('a killed PostgreSQL is started again, on the same connection, though its sessions are busy', async () => {
  const directory = await newDatabase()
  const said: string[] = []
  const { connection, stop } = await startEmbedded({ dataDir: directory, log: (_, message) => said.push(message) })
  await ask(connection, 'create table kept as select 1 as n')
  const busy = await connectTo(connection)
  busy.query(BUSY).catch(() => {})
  for (let round = 0; round < 2; round++) {
    const before = postmasterOf(directory)
    process.kill(before, 'SIGKILL')
    assert.equal(await eventually(() => ask(connection, 'select n from kept')), 1)
    assert.notEqual(postmasterOf(directory), before)
  }
  await eventually(() => assert.equal(said.filter((message) => message === 'the database runs again').length, 2))
  await stop()
})

test('both may be killed', async () => {
  const directory = await newDatabase()
  const killed = await startOwner(directory)
  const busy = await connectTo(killed.connection)
  busy.query(BUSY).catch(() => {})
  const postmaster = postmasterOf(directory)
  killed.process.kill('SIGKILL')
  process.kill(postmaster, 'SIGKILL')
  const next = await startOwner(directory)
  assert.equal(next.refused, undefined)
  assert.equal(await ask(next.connection, 'select 1'), 1)
})

test('a number in postmaster.pid that now belongs to another process misleads nobody', async () => {
  const directory = await newDatabase()
  const file = join(directory, 'postgresql', 'postmaster.pid')
  writeFileSync(file, `${process.pid}\n${directory}/postgresql\n1\n5432\n.\n\n  1 1\nready   \n`)
  const embedded = await startEmbedded({ dataDir: directory, log })
  assert.equal(await ask(embedded.connection, 'select 1'), 1)
  const [pid, , started] = readFileSync(file, 'utf8').split('\n').map(Number)
  assert.equal(startedAt(pid as number, started as number), true)
  assert.equal(startedAt(pid as number, (started as number) - 60), false)
  assert.equal(startedAt(process.pid, started as number), false)
  await embedded.stop()
})

test('a directory of another version, or of something else, is refused', async () => {
  const dataDir = await newDatabase()
  const version = join(dataDir, 'postgresql', 'PG_VERSION')
  writeFileSync(version, '17\n')
  await assert.rejects(startEmbedded({ dataDir, log }), {
    name: 'EmbeddedError',
    message: /made by PostgreSQL 17, and this version brings PostgreSQL 18: move the data with pg_dump/,
  })
  rmSync(version)
  await assert.rejects(startEmbedded({ dataDir, log }), /holds no database: restore it from a backup/)
  assert.deepEqual(claimsOn(dataDir), [], 'a refused start leaves no claim')
  writeFileSync(join(dataDir, 'PG_VERSION'), '15\n')
  await assert.rejects(startEmbedded({ dataDir, log }), /the directory of another PostgreSQL server/)
  await assert.rejects(startEmbedded({ dataDir: join(dataDir, 'PG_VERSION'), log }), /is not a directory/)
})
