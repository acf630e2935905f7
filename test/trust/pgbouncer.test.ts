/** Behind PgBouncer in transaction mode, where a session is nobody's own. */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import pg from 'pg'
import { accountFor } from '../../src/sql/embedded/account.ts'
import { api } from '../faults/support/api.ts'
import { adres, klantcontact, maakKlantcontact, wholePartij } from '../faults/support/bodies.ts'
import { beside } from '../faults/support/databases.ts'
import { eventually } from '../faults/support/eventually.ts'
import { serve } from '../server/program.ts'
import { skip as noServer, scratchDatabaseUrl } from '../server/scratch-database.ts'

const TOKEN = 'geheim'
const PROGRAM = ['/usr/sbin/pgbouncer', '/usr/local/bin/pgbouncer', 'pgbouncer'].find(
  (path) => spawnSync(path, ['--version']).status === 0,
)
const skip = noServer || (PROGRAM ? false : 'no PgBouncer: install the package pgbouncer')

/** A PgBouncer with three sessions for a database; answers the address through it. */
const bouncerFor = async (t: TestContext, url: string): Promise<string> => {
  const to = new URL(url)
  const directory = mkdtempSync(join(tmpdir(), 'pgbouncer-'))
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  const name = to.pathname.slice(1)
  const password = to.password === '' ? '' : ` password=${decodeURIComponent(to.password)}`
  const file = join(directory, 'pgbouncer.ini')
  writeFileSync(
    file,
    `[databases]
${name} = host=${to.hostname} port=${to.port || 5432} user=${decodeURIComponent(to.username)}${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
`,
  )
  chmodSync(directory, 0o755)
  const account = accountFor(join(directory, 'none'))
  if (account) for (const path of [directory, file]) chownSync(path, account.uid, account.gid)
  const under = account ? { uid: account.uid, gid: account.gid } : {}
  const child = spawn(PROGRAM ?? '', ['-q', file], { stdio: 'ignore', ...under })
  t.after(async () => {
    if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit')
    rmSync(directory, { recursive: true })
  })
  const through = `postgres://${to.username}@127.0.0.1:${port}/${name}`
  await eventually(async () => {
    const client = new pg.Client({ connectionString: through })
    client.on('error', () => {})
    await client.connect()
    await client.end()
  })
  return through
}

test('DATABASE_PREPARE=off behind PgBouncer in transaction mode', { skip }, async (t) => {
  const direct = await scratchDatabaseUrl(t)
  const { rows } = await beside(t, { DATABASE_URL: direct })
  // What a session would set for itself may be anything here.
  await rows(
    `do $$ begin execute format('alter database %I set timezone = ''America/New_York''', current_database()); end $$`,
  )
  const settings = {
    DATABASE_URL: await bouncerFor(t, direct),
    DATABASE_PREPARE: 'off',
    API_TOKEN: TOKEN,
    REQUEST_TIMEOUT: '2s',
  }
  const servers = await Promise.all([serve(t, settings), serve(t, settings)])
  const [one, other] = servers.map(({ base }) => api(base, TOKEN))
  assert.ok(one && other)

  const writes = Array.from({ length: 60 }, async (_, n) => {
    const { send } = n % 2 === 0 ? one : other
    const { body } = await send('POST', '/digitaleadressen', adres())
    const made = await send('POST', '/partijen', wholePartij('merk', n, String(body.uuid)))
    const both = [made, await send('POST', '/maak-klantcontact', maakKlantcontact('merk'))]
    return [...both, await send('PATCH', `/partijen/${made.body.uuid}`, { interneNotitie: 'anders' })]
  })
  const reads = Array.from({ length: 120 }, async (_, n) => [
    await (n % 2 === 0 ? one : other).send('GET', '/klantcontacten?pageSize=5&expand=hadBetrokkenen'),
  ])
  const statuses = (await Promise.all([...writes, ...reads])).flat().map(({ status }) => status)
  assert.deepEqual([...new Set(statuses)].sort(), [200, 201])
  assert.equal((await one.send('GET', '/partijen')).body.count, 60)

  const moment = { plaatsgevondenOp: '2024-01-01T00:30:00Z', onderwerp: 'nacht' }
  const { body } = await one.send('POST', '/klantcontacten', klantcontact(moment))
  assert.equal(body.plaatsgevondenOp, moment.plaatsgevondenOp)
  const found = await other.send('GET', '/klantcontacten?plaatsgevondenOp=2024-01-01%2000:30:00')
  assert.equal(found.body.count, 1)

  await rows('begin')
  await rows('select from klantcontact for update')
  assert.equal((await one.send('PATCH', `/klantcontacten/${body.uuid}`, { onderwerp: 'te laat' })).status, 503)
  const { rows: look } = await beside(t, { DATABASE_URL: direct })
  await eventually(async () => {
    assert.deepEqual(
      await look(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`),
      [],
    )
  })
  await rows('rollback')
  assert.equal((await other.send('PATCH', `/klantcontacten/${body.uuid}`, { onderwerp: 'op tijd' })).status, 200)

  for (const server of servers) server.kill('SIGTERM')
  for (const { ended } of servers) assert.equal((await ended).code, 0)
})
