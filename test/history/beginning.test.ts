/** Where history begins: what was there before, the command line, and the roots that a server writes. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { takeUp } from '../../src/derive/versions.ts'
import { verifyHistory } from '../../src/features/history/verify.ts'
import { migrate, readMigrations } from '../../src/sql/migrate.ts'
import { Shape } from '../../src/sql/sql.ts'
import { runToEnd, serve, temporaryDirectory } from '../server/program.ts'
import { poolOn, scratchDatabaseUrl, skip } from '../server/scratch-database.ts'
import { declared } from '../support/sample.ts'

const actor = declared.get('actor')
const NAMES = 'select versie, versie_actie, versie_door, naam from actor_versie order by id, versie'

const rootsIn = (directory: string): string[] =>
  existsSync(directory) ? readdirSync(directory).filter((file) => file.includes('root')) : []

test('what was there before history is its first version', { skip }, async (t) => {
  const database = poolOn(t, await scratchDatabaseUrl(t))
  const all = readMigrations()
  await migrate(
    database,
    all.slice(
      0,
      all.findIndex(({ name }) => name.endsWith('_history')),
    ),
  )
  await database.execute(
    `insert into actor (uuid, naam) values (gen_random_uuid(), 'een'), (gen_random_uuid(), 'twee');
     insert into klantcontact (uuid) values (gen_random_uuid());
     insert into interne_taak (uuid, aanleidinggevend_klantcontact_id) select gen_random_uuid(), id from klantcontact;
     insert into interne_taak_actor (interne_taak_id, actor_id, status) select t.id, a.id, t.status from interne_taak t, actor a`,
  )
  await migrate(database)
  const first = { versie: 1, versie_actie: 'opgenomen', versie_door: 'migratie' }
  assert.deepEqual(await database.query({ text: NAMES, values: [] }), [
    { ...first, naam: 'een' },
    { ...first, naam: 'twee' },
  ])
  const { versions, faults } = await verifyHistory(database, declared, [])
  assert.deepEqual([versions, faults], [4, []])
  // Rows that come in bulk later are taken up in the same way.
  await database.execute(`insert into actor (uuid, naam) values (gen_random_uuid(), 'drie')`)
  await database.query(new Shape(takeUp(actor, 'inlezen')).with({}))
  const rows = await database.query({ text: NAMES, values: [] })
  assert.deepEqual(rows.at(-1), { ...first, versie_door: 'inlezen', naam: 'drie' })
  assert.deepEqual((await verifyHistory(database, declared, [])).faults, [])
})

test('the command line signs, verifies, and says what is wrong', { skip }, async (t) => {
  const env = { DATABASE_URL: await scratchDatabaseUrl(t), HISTORY_DIR: join(temporaryDirectory(t), 'roots') }
  const unsigned = await runToEnd(t, ['history', 'verify'], { DATABASE_URL: env.DATABASE_URL })
  assert.deepEqual([unsigned.code, unsigned.out], [0, '0 versions were verified; nothing is wrong.\n'])
  assert.match(unsigned.err, /There are no signed roots/)
  assert.equal((await runToEnd(t, ['history', 'sign'], { DATABASE_URL: env.DATABASE_URL })).code, 1)

  const server = await serve(t, { ...env, API_TOKEN: 'geheim' })
  // The server signs when it starts, because it had not done so today.
  for (let tries = 0; tries < 500 && rootsIn(env.HISTORY_DIR).length === 0; tries++) await wait(20)
  assert.equal(rootsIn(env.HISTORY_DIR).length, 1)
  const made = await fetch(`${server.base}/klantinteracties/api/v1/actoren`, {
    method: 'POST',
    headers: { authorization: 'Token geheim', 'content-type': 'application/json' },
    body: JSON.stringify({ naam: 'Naam', soortActor: 'medewerker' }),
  })
  assert.equal(made.status, 201)
  assert.match((await runToEnd(t, ['history', 'sign'], env)).out, /^root 2: 1 versions until /)
  const good = await runToEnd(t, ['history', 'verify'], env)
  assert.deepEqual([good.code, good.out], [0, '1 versions were verified; nothing is wrong.\n'])
  assert.match(good.err, /2 signed roots cover what was written until/)

  const database = poolOn(t, env.DATABASE_URL)
  await database.execute(`update actor_versie set naam = 'Anders'`)
  const bad = await runToEnd(t, ['history', 'verify'], env)
  assert.equal(bad.code, 1)
  assert.match(bad.out, /^actor [-0-9a-f]{36} version 1: its content was altered$/m)
  assert.match(bad.err, /1 versions were verified; 2 things are wrong\./)

  const file = join(env.HISTORY_DIR, 'vernietiging-000007.json')
  const [row] = await database.query({ text: 'select id, uuid from actor', values: [] })
  const list = { lijst: 7, uuid: row?.uuid, grond: 'avg_17', toelichting: '' }
  const objecten = [{ collectie: 'actor', id: Number(row?.id), uuid: row?.uuid }]
  writeFileSync(file, JSON.stringify({ ...list, voorgesteldDoor: 'a', goedgekeurdDoor: 'b', objecten }))
  for (const said of ['carried out once more', 'was carried out already'])
    assert.equal((await runToEnd(t, ['history', 'replay', file], env)).out, `lijst 7: ${said}\n`)
  const after = await runToEnd(t, ['history', 'verify'], env)
  assert.match(after.out, /^actor [-0-9a-f]{36}: 2 versions vernietigd volgens lijst 7$/m)
  assert.equal(after.code, 0)
})

test('disputes from before they were remembered are taken up too', { skip }, async (t) => {
  const database = poolOn(t, await scratchDatabaseUrl(t))
  const all = readMigrations()
  const before = all.findIndex(({ name }) => name.endsWith('_remembered_disputes'))
  await migrate(database, all.slice(0, before))
  await database.execute(
    `insert into betwisting (uuid, klantcontact, betrokkene, toelichting, ingediend_soort, ingediend_door, uiterlijk_op)
     values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'Nee.', 'token', 'portaal', now())`,
  )
  await migrate(database)
  const text = 'select versie, versie_actie, versie_door, toelichting from betwisting_versie'
  assert.deepEqual(await database.query({ text, values: [] }), [
    { versie: 1, versie_actie: 'opgenomen', versie_door: 'migratie', toelichting: 'Nee.' },
  ])
  const { versions, faults } = await verifyHistory(database, declared, [])
  assert.deepEqual([versions, faults], [1, []])
})
