import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { startEmbedded } from '../../src/sql/embedded/embedded.ts'
import {
  ask,
  claimsOn,
  connectTo,
  eventually,
  isRunning,
  kill9,
  newDatabase,
  newPath,
  postmasterOf,
  startOwner,
  stop,
} from './owners.ts'

const log = () => {}

test('a database is made, kept, and let go of', async () => {
  const dataDir = newPath()
  // What was left when an earlier attempt was killed.
  mkdirSync(join(dataDir, 'postgresql.new', 'base'), { recursive: true })
  const first = await startEmbedded({ dataDir, log })
  const { connection } = first
  assert.match(String(await ask(connection, 'select version()')), /^PostgreSQL 18\./)
  assert.equal(await ask(connection, 'show fsync'), 'on')
  assert.equal(await ask(connection, 'show listen_addresses'), '')
  assert.equal(await ask(connection, `select rolsuper from pg_roles where rolname = current_user`), false)
  assert.equal(statSync(connection.host).mode & 0o777, 0o700, 'the directory of the socket is for its user only')
  await ask(connection, 'create table kept as select 42 as answer')
  const pid = postmasterOf(dataDir)
  await first.stop()
  assert.equal(isRunning(pid), false)
  assert.deepEqual(claimsOn(dataDir), [])

  const second = await startEmbedded({ dataDir, log })
  assert.deepEqual(second.connection, connection)
  assert.equal(await ask(connection, 'select answer from kept'), 42)
  await second.stop()
})

test('letters fold as Unicode says, and pg_trgm takes them for letters', async () => {
  const { connection, stop } = await startEmbedded({ dataDir: await newDatabase(), log })
  assert.equal(await ask(connection, `select lower('ÉÏŠØ') || upper('éïšø')`), 'éïšøÉÏŠØ')
  assert.equal(await ask(connection, `select 'Renée' ilike '%RENÉE%'`), true)
  await ask(connection, 'create extension pg_trgm')
  assert.equal(await ask(connection, `select cardinality(show_trgm('éé'))`), 3)
  await stop()
})

test('a path too long for a socket, and one through a link, do as well', async () => {
  const long = join(newPath(), 'x'.repeat(60), 'y'.repeat(60))
  const embedded = await startEmbedded({ dataDir: await newDatabase(long), log })
  assert.equal(await ask(embedded.connection, 'select 1'), 1)
  await assert.rejects(startEmbedded({ dataDir: long, log }), /in use/)
  assert.equal(await ask(embedded.connection, 'select 1'), 1)
  await embedded.stop()
  assert.equal(existsSync(embedded.connection.host), false)

  const link = newPath()
  symlinkSync(await newDatabase(), link)
  const linked = await startEmbedded({ dataDir: link, log })
  assert.equal(await ask(linked.connection, 'select 1'), 1)
  await linked.stop()
})

test('a temporary one is removed when it is stopped, when the program fails, and after it was killed', async () => {
  const embedded = await startEmbedded({ dataDir: 'temp', log })
  assert.equal(await ask(embedded.connection, 'select 1'), 1)
  await embedded.stop()
  assert.equal(existsSync(embedded.connection.host), false)

  const killed = await startOwner('temp')
  const [left, orphan] = [join(killed.connection.host, '..'), postmasterOf(join(killed.connection.host, '..'))]
  await kill9(killed)
  assert.equal(isRunning(orphan), true)
  utimesSync(left, 0, 0)

  const owner = await startOwner('temp', { flags: ['throw'] })
  assert.equal(isRunning(orphan) || existsSync(left), false)
  const pid = postmasterOf(join(owner.connection.host, '..'))
  await eventually(() => assert.equal(isRunning(pid) || existsSync(owner.connection.host), false))
})

test('an uncaught error of the program stops the database', async () => {
  const directory = await newDatabase()
  await startOwner(directory, { flags: ['throw'] })
  const pid = postmasterOf(directory)
  await eventually(() => assert.equal(isRunning(pid), false))
  const again = await startOwner(directory)
  assert.equal(again.refused, undefined)
})

test('Ctrl-C in a terminal does not reach the database', async () => {
  const { connection, stop } = await startEmbedded({ dataDir: await newDatabase(), log })
  const pid = postmasterOf(join(connection.host, '..'))
  const group = (id: number | 'self') => readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]?.split(' ')[2]
  if (existsSync('/proc/self/stat')) assert.notEqual(group(pid), group('self'))
  await stop()
})

test('nothing of the register comes into the log of PostgreSQL', async () => {
  const dataDir = await newDatabase()
  const owner = await startOwner(dataDir)
  const client = await connectTo(owner.connection)
  await client.query('create table persoon (bsn text primary key, leeftijd int)')
  for (let i = 0; i < 2; i++) await client.query('insert into persoon values ($1, 1)', ['123456782']).catch(() => {})
  await client.query('select $1::int', ['nr 123456782']).catch(() => {})
  await client.query(`select '123456782' from nergens`).catch(() => {})
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const ended = client.query(`select '123456782', pg_sleep(9)`).catch(() => {})
  process.kill(rows[0]?.pid as number, 'SIGKILL')
  await ended
  await eventually(() => ask(owner.connection, 'select 1'))
  await client.end()
  await stop(owner)
  const written = readFileSync(join(dataDir, 'postgresql.log'), 'utf8')
  assert.match(written, /was terminated by signal 9/)
  assert.doesNotMatch(written, /123456782/)
})
