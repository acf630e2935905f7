/** Whoever changes the versions, or the register behind them, is found out. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { nextVersion } from '../../src/derive/versions.ts'
import { readRoots } from '../../src/features/history/roots.ts'
import { signHistory } from '../../src/features/history/sign.ts'
import { verifyHistory } from '../../src/features/history/verify.ts'
import { Statements } from '../../src/operations/statements.ts'
import { Shape } from '../../src/sql/sql.ts'
import { onBothDatabases, pathOf, type TestRegister } from '../support/register.ts'
import { rich, richContact } from '../support/rich.ts'
import { declared, samplesIn } from '../support/sample.ts'

const actor = declared.get('actor')

onBothDatabases((register) => {
  const directory = mkdtempSync(join(tmpdir(), 'roots-'))
  after(() => rmSync(directory, { recursive: true, force: true }))
  let uuid = ''

  const sign = ({ database }: TestRegister) =>
    signHistory({ database, register: declared, statements: new Statements() }, directory)
  const faults = async (roots = readRoots(directory)): Promise<readonly string[]> =>
    (await verifyHistory(register().database, declared, roots)).faults

  before(async () => {
    const samples = samplesIn(register())
    await rich(samples)
    await richContact(samples)
    for (const name of ['interneTaak', 'klantcontact', 'partij'])
      await register().send(
        'DELETE',
        pathOf(declared.get(name), (await samples.make(declared.get(name), { all: true })).uuid),
      )
    uuid = (await samples.make(actor, { all: true })).uuid
    for (const naam of ['Eerste', 'Tweede']) await register().change(actor, uuid, { naam })
    await sign(register())
    await samples.make(actor)
    await sign(register())
    await register().database.execute(
      'create table kept as table actor; create table kept_versie as table actor_versie',
    )
  })

  /** Does something by hand; answers what is found wrong, and undoes it. */
  const faultsAfter = async (script: string): Promise<readonly string[]> => {
    await register().database.execute(script.replaceAll('$uuid', `'${uuid}'`))
    const found = await faults()
    await register().database.execute(
      `delete from actor_versie; insert into actor_versie select * from kept_versie;
       delete from actor where id not in (select id from kept);
       insert into actor overriding system value select * from kept where id not in (select id from actor);
       update actor a set naam = k.naam from kept k where k.id = a.id`,
    )
    return found
  }

  test('nothing is wrong with what the register wrote', async () => {
    const { versions, faults, destroyed, signedUntil } = await verifyHistory(
      register().database,
      declared,
      readRoots(directory),
    )
    assert.deepEqual([faults, destroyed], [[], []])
    assert.ok(versions > 30)
    assert.equal(signedUntil, readRoots(directory)[1]?.content.until)
  })

  const cases: readonly (readonly [title: string, script: string, ...found: RegExp[]])[] = [
    [
      'content is altered',
      `update actor_versie set naam = 'x' where uuid = $uuid and versie = 1`,
      /version 1: its content/,
    ],
    [
      'who did it is altered',
      `update actor_versie set versie_door = 'x' where uuid = $uuid and versie = 2`,
      /version 2: its content/,
    ],
    [
      'a reason is put in',
      `update actor_versie set versie_reden = 'x' where uuid = $uuid and versie = 2`,
      /version 2: its content/,
    ],
    [
      'a version is missing',
      'delete from actor_versie where uuid = $uuid and versie = 2',
      /version 3: the versions before it are missing/,
      /versions were signed for/,
    ],
    [
      'the first is missing',
      'delete from actor_versie where uuid = $uuid and versie = 1',
      /version 2: the versions before it are missing/,
      /signed for/,
    ],
    [
      'the tail is cut off',
      `delete from actor_versie where uuid = $uuid and versie = 3`,
      /the object in the register was altered without a version/,
      /versions were signed for/,
    ],
    [
      'the tail is cut off, and the register set back',
      `delete from actor_versie where uuid = $uuid and versie = 3; update actor set naam = 'Eerste' where uuid = $uuid`,
      /^actor, written until .*: \d+ versions were signed for, there are \d+$/,
    ],
    [
      'an object is gone as a whole',
      'delete from actor_versie where uuid = $uuid; delete from actor where uuid = $uuid',
      /^actor, written until .*: \d+ versions were signed for, there are \d+$/,
    ],
    [
      'a moment is altered',
      `update actor_versie set versie_moment = versie_moment - interval '1 ms' where uuid = $uuid and versie = 2`,
      /version 3: it does not follow/,
      /not those that were signed for/,
    ],
    [
      'the last moment is altered',
      `update actor_versie set versie_moment = versie_moment - interval '1 us' where uuid = $uuid and versie = 3`,
      /not those that were signed for/,
    ],
    [
      'a version is put in between',
      `update actor_versie set versie = versie + 1 where uuid = $uuid and versie = 3;
       insert into actor_versie select id, uuid, 3, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort from actor_versie where uuid = $uuid and versie = 2`,
      /version 3: its content was altered/,
      /version 3: it does not follow/,
      /version 4: it does not follow/,
      /signed for/,
    ],
    [
      'a row is altered by hand',
      `update actor set naam = 'x' where uuid = $uuid`,
      /version 3: the object in the register was altered/,
    ],
    ['a row is removed by hand', 'delete from actor where uuid = $uuid', /version 3: the object is gone/],
    [
      'a row is made by hand',
      `insert into actor (uuid, naam) values (gen_random_uuid(), 'x')`,
      /^actor [-0-9a-f]{36}: the object is in the register, and its versions are missing/,
    ],
    [
      'content is erased',
      `update actor_versie set versie_zout = null, naam = null where uuid = $uuid and versie = 2`,
      /version 2: its content was erased, and no list/,
    ],
  ]

  for (const [title, script, ...expected] of cases) {
    test(`${title}: it is named`, async () => {
      const found = await faultsAfter(script)
      assert.equal(found.length, expected.length, found.join('\n'))
      for (const one of expected)
        assert.ok(
          found.some((line) => one.test(line)),
          `${one} in ${found.join('\n')}`,
        )
      assert.deepEqual(await faults(), [], 'undone')
    })
  }

  test('a version that is put in with the right hashes, in a signed period, is found by the roots', async () => {
    const { database } = register()
    const [row] = await database.query({ text: 'select id::text from actor where uuid = $1', values: [uuid] })
    const about = { 'versie:door': 'x', 'versie:soort': 'token', 'versie:toepassing': null, 'versie:verzoek': null }
    const values = { ...about, 'versie:reden': null, 'versie:actie': 'gewijzigd', ids: [row?.id] }
    await database.query(new Shape(nextVersion(actor)).with(values))
    assert.deepEqual(await faults(), [], 'as if the register had written it now')
    const found = await faultsAfter(
      `update actor_versie v set versie_moment = (select max(versie_moment) from kept_versie where uuid = $uuid) where uuid = $uuid and versie = 4`,
    )
    assert.match(found.join('\n'), /^actor, written until .*: \d+ versions were signed for, there are \d+$/)
  })

  test('roots that were altered, or are missing, are named', async () => {
    const [first = '', second = ''] = readdirSync(directory)
      .filter((file) => file.includes('root'))
      .sort()
    const text = readFileSync(join(directory, second), 'utf8')
    writeFileSync(join(directory, second), text.replace(/"versions":(\d+)/, '"versions":9$1'))
    assert.match((await faults()).join(' '), /root 2: it is not signed.*signed for, there are/)
    writeFileSync(join(directory, second), text)
    const whole = readFileSync(join(directory, first), 'utf8')
    rmSync(join(directory, first))
    assert.match((await faults()).join('\n'), /root 2: it does not follow/)
    writeFileSync(join(directory, first), whole)
    assert.deepEqual(await faults(), [])
  })
})
