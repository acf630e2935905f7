/** `verify`: what differs is found and named, and what is equal is called equal. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { fileSource } from '../../src/features/open-klant/sources/files.ts'
import { isEqual, verifyOpenKlant } from '../../src/features/open-klant/verify.ts'
import { runToEnd } from '../server/program.ts'
import { type OpenedDatabase, skipOn } from '../support/databases.ts'
import { declared } from '../support/sample.ts'
import { dumpFile, emptied, emptyRegister, importInto, serverOn, silent, skip, skipLive } from './sample.ts'

const verified = ({ database }: OpenedDatabase, options: { repair?: boolean; number?: boolean } = {}) =>
  verifyOpenKlant({
    database,
    register: declared,
    source: fileSource([dumpFile]),
    progress: silent,
    withTokens: true,
    number: false,
    repair: false,
    limit: 3,
    ...options,
  })

for (const name of ['embedded', 'PostgreSQL'] as const) {
  describe(`verify on ${name}`, { skip: skipOn[name] || skip }, () => {
    const ends: (() => unknown)[] = []
    let register: OpenedDatabase
    before(async () => {
      register = await emptyRegister({ after: (end) => void ends.unshift(end) }, name)
    })
    beforeEach(() => emptied(register))
    after(async () => {
      for (const end of ends) await end()
    })

    test('what moved in is equal, objects that were made here aside', async () => {
      await importInto(register, fileSource([dumpFile]))
      await register.database.execute("insert into categorie (uuid, naam) values (gen_random_uuid(), 'hier')")
      const compared = await verified(register)
      assert.deepEqual(
        compared.filter((one) => !isEqual(one)),
        [],
      )
      assert.equal(compared.find(({ collection }) => collection === 'categorieen')?.made, 1)
      // The links of tasks and actors are counted as well: they have no collection of their own.
      assert.equal(
        compared.reduce((sum, { there }) => sum + there.rows, 0),
        7820 + 324,
      )
    })

    test('repaired and numbered, it is equal to the source repaired and numbered alike', async () => {
      await importInto(register, fileSource([dumpFile]), { repair: true, number: true })
      assert.deepEqual(
        (await verified(register, { repair: true, number: true })).filter((one) => !isEqual(one)),
        [],
      )
      const different = (await verified(register)).filter((one) => !isEqual(one)).map(({ collection }) => collection)
      assert.deepEqual(different, ['partijen', 'klantcontacten', 'digitaleadressen', 'internetaken'])
    })

    test('values, rows, lists, order and tokens that differ are named', async () => {
      await importInto(register, fileSource([dumpFile]))
      await register.database.execute(
        `update klantcontact set onderwerp = 'x', metadata = '{"a": "b"}' where id = 7;
         delete from bijlage where id = 3;
         update interne_taak_actor set actor_id = 5 where id = 1;
         update onderwerpobject set id = 100000 where id = 9;
         update token set hash = sha256('x') where identifier = 'kiss'`,
      )
      const different = (await verified(register)).filter((one) => !isEqual(one))
      assert.deepEqual(
        different.map(({ collection }) => collection),
        ['klantcontacten', 'onderwerpobjecten', 'bijlagen', 'internetaken toegewezenAanActoren', 'tokens'],
      )
      const [contact, subject, attachment, list] = different
      assert.deepEqual(
        contact?.differences.map(({ paths }) => paths),
        [['onderwerp', 'metadata']],
      )
      assert.equal(subject?.misplaced, 1)
      assert.deepEqual(
        attachment?.differences.map(({ paths }) => paths),
        [null],
      )
      assert.deepEqual(
        list?.differences.map(({ paths }) => paths),
        [['toegewezenAanActoren']],
      )
    })
  })
}

test('with --api, live answers of both servers are compared', { skip: skipLive }, async (t) => {
  const token = 'e'.repeat(40)
  const [there, here] = [
    await emptyRegister(t, 'PostgreSQL', { API_TOKEN: token }),
    await emptyRegister(t, 'PostgreSQL'),
  ]
  for (const one of [there, here]) await importInto(one, fileSource([dumpFile]))
  // Another register of ours plays the Open Klant.
  const base = await serverOn(t, there)
  const args = ['verify', 'openklant', '--from', dumpFile, '--api', base]
  const env = { DATABASE_URL: here.config.databaseUrl ?? '', OPEN_KLANT_TOKEN: token }
  const equal = await runToEnd(t, args, env)
  assert.equal(equal.code, 0, equal.out + equal.err)
  const [, asked] = /^(\d+) answers of both servers compared, 0 differences$/m.exec(equal.out) ?? []
  assert.ok(Number(asked) > 300, equal.out)

  await there.database.execute("update actor set naam = 'Robot' where id = 100002")
  const different = await runToEnd(t, args, env)
  assert.equal(different.code, 1)
  assert.match(different.out, /^GET \/klantinteracties\/api\/v1\/actoren\?pageSize=100: \/results\/1\/naam$/m)
  assert.doesNotMatch(different.out + different.err, /Robot/)

  const refused = await runToEnd(t, args, { ...env, OPEN_KLANT_TOKEN: 'f'.repeat(40) })
  assert.equal(refused.code, 1)
  assert.match(refused.out, /: status$/m)
})
