/** A server that does not own its tables can do its work, and cannot change what is history. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { versionTable } from '../../src/derive/versions.ts'
import { grantServer } from '../../src/features/history/protect.ts'
import { verifyHistory } from '../../src/features/history/verify.ts'
import { createLog } from '../../src/http/log.ts'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import { openPool } from '../../src/sql/database.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { createOwnDatabase } from '../../tools/own-database.ts'
import { temporaryDirectory } from '../server/program.ts'
import { server, skip } from '../server/scratch-database.ts'
import { eventually } from '../faults/support/eventually.ts'
import { giveAllScopes, pathOf, TestRegister } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'

const OTHER = 'b'.repeat(40)
const ONE = 'e'.repeat(40)

test('the role of the server, as docs/history.md sets it up', { skip }, async (t) => {
  const own = await createOwnDatabase(server)
  const pool = (connectionString: string) =>
    openPool({
      connection: { connectionString },
      schema: 'klantinteracties',
      size: 4,
      prepare: true,
      statementTimeoutMs: 5000,
    })
  const owner = pool(own.url)
  await migrate(owner)
  const role = `server_${randomBytes(6).toString('hex')}`
  await owner.execute(`create role ${role} login`)
  await grantServer(owner, declared, role)
  const address = new URL(own.url)
  address.username = role
  const database = pool(address.href)
  assert.deepEqual(await migrate(database), [], 'it may look whether there is anything to migrate')
  await giveAllScopes(owner)
  const lines = temporaryDirectory(t)
  const settings = { HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', VERWERKINGENLOG_DIR: lines }
  const app = await createApp({ config: readConfig(settings, () => ''), database, log: createLog('silent') })
  t.after(async () => {
    await app.close()
    await database.close()
    await owner.execute(`drop owned by ${role}; drop role ${role}`)
    await owner.close()
    await own.drop()
  })
  const register = new TestRegister(await app.listen({ host: '127.0.0.1', port: 0 }), database)
  const { make, body } = samplesIn(register)

  await t.test('it makes, changes and removes', async () => {
    for (const resource of resources as readonly Resource[]) {
      const { uuid } = await make(resource, { all: true })
      await register.change(resource, uuid, await body(resource, { all: true, n: 1 }))
      assert.equal((await register.send('DELETE', pathOf(resource, uuid))).status, 204)
    }
    assert.deepEqual((await verifyHistory(owner, declared, [])).faults, [])
  })

  await t.test('it can neither change nor take away a version, a list, or the beginning', async () => {
    const denied = (text: string) =>
      assert.rejects(database.execute(text), (error: Error & { code?: string }) => error.code === '42501', text)
    for (const resource of resources as readonly Resource[]) {
      const table = versionTable(resource)
      await denied(`update ${table} set versie_reden = 'x'`)
      await denied(`delete from ${table}`)
      await denied(`truncate ${table}`)
    }
    await denied('update vernietigingslijst set goedgekeurd_op = now()')
    await denied('delete from vernietigd_object')
    await denied('update historie_begin set moment = now()')
    await denied('drop table actor_versie')
  })

  await t.test('it writes who saw what, and can neither change that nor take it away', async () => {
    const { uuid } = await make(declared.get('partij'))
    await eventually(async () => {
      const rows = await database.query({ text: 'select from verwerking where object = $1', values: [uuid] })
      assert.equal(rows.length, 1)
    })
    for (const table of ['verwerking', 'verwerking_kader', 'verwerking_sleutel', 'verwerking_register']) {
      await assert.rejects(database.execute(`delete from ${table}`), { code: '42501' })
      await assert.rejects(database.execute(`truncate ${table}`), { code: '42501' })
    }
    await assert.rejects(database.execute('update verwerking set kader = 0'), { code: '42501' })
    await assert.rejects(database.execute('update verwerking_sleutel set sleutel = null'), { code: '42501' })
    const [month] = await database.query({
      text: `select 'verwerking_' || to_char(now() at time zone 'UTC', 'YYYY_MM') as name`,
      values: [],
    })
    await assert.rejects(database.execute(`delete from ${month?.name}`), { code: '42501' })
  })

  await t.test('it destroys what two people agree on', async () => {
    const { uuid } = await make(declared.get('actor'), { set: { naam: 'geheim' } })
    const may = "array['actoren.lezen', 'vernietiging.voorstellen', 'vernietiging.goedkeuren']"
    await owner.execute(`insert into token (identifier, hash, scopes)
      values ('eerste', sha256('${ONE}'), ${may}), ('tweede', sha256('${OTHER}'), ${may})`)
    const path = `${register.base}/beheer/api/v1/vernietigingen`
    const post = async (token: string, to: string, given?: object) => {
      const headers = { authorization: `Token ${token}`, 'content-type': 'application/json' }
      const answer = await fetch(to, { method: 'POST', headers, body: JSON.stringify(given ?? {}) })
      return { status: answer.status, body: (await answer.json()) as { uuid: string } }
    }
    const list = await post(ONE, path, { grond: 'archiefwet', objecten: [pathOf(declared.get('actor'), uuid)] })
    assert.equal(list.status, 201, JSON.stringify(list.body))
    const done = await post(OTHER, `${path}/${list.body.uuid}/goedkeuren`)
    assert.equal(done.status, 200, JSON.stringify(done.body))
    const rows = await owner.query({ text: 'select naam from actor_versie where uuid = $1', values: [uuid] })
    assert.deepEqual(rows, [{ naam: null }, { naam: null }])
    assert.deepEqual((await verifyHistory(owner, declared, [])).faults, [])
  })
})
