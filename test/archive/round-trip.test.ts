/** What is exported and restored is the same register: same answers, rows, order, numbers, tables. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { listingsOf } from '../../src/derive/archive/shelf.ts'
import { fillDemo } from '../../src/features/demo/fill-demo.ts'
import { verifyHistory } from '../../src/features/history/verify.ts'
import { createAuthenticator } from '../../src/features/tokens/authenticator.ts'
import { createClient } from '../../src/features/tokens/clients.ts'
import { createSecretBox } from '../../src/features/tokens/secret-box.ts'
import { createToken, listTokens } from '../../src/features/tokens/tokens.ts'
import { create } from '../../src/operations/create.ts'
import { declared } from '../support/sample.ts'
import { fillAwkward } from './awkward.ts'
import {
  call,
  everything,
  exported,
  fillGenerated,
  linesIn,
  onBoth,
  placeFor,
  restored,
  shelves,
  takeUpAll,
} from './registers.ts'

const aKlantcontact = { kanaal: 'telefoon', onderwerp: 'Vraag', taal: 'nld', vertrouwelijk: false }

onBoth((empty) => {
  test('the demo, rows that no rule would allow, and generated ones come back equal', async (t) => {
    const [first, second] = [await empty(t), await empty(t)]
    await fillGenerated(first.database, 700)
    await fillDemo(first)
    await fillAwkward(first.database)
    await takeUpAll(first)
    const before = await everything(first)
    const { files } = await exported(first, placeFor(t, 'archive'))
    assert.ok(files.every(({ rows, holds }) => rows > 0 || /^vernietig|^movedIn$/.test(holds)))
    const place = placeFor(t, 'archive.tar.gz')
    await exported(first, place)
    assert.deepEqual(await everything(first), before, 'nothing is changed by an export')
    const { rows } = await restored(second, place)
    assert.equal(
      rows,
      files.reduce((sum, file) => sum + file.rows, 0),
    )
    assert.deepEqual(await everything(second), before)
    const { versions, faults } = await verifyHistory(second.database, declared, [])
    assert.deepEqual(faults, [], 'history goes on from what was restored')
    assert.ok(versions > 1000)
    // Whatever else was written in bulk is found, and remembered.
    await second.database.execute("update actor set naam = naam || ' (nieuw)'")
    await takeUpAll(second)
    assert.deepEqual((await verifyHistory(second.database, declared, [])).faults, [])

    const made = await create(second, call, declared.get('klantcontact'), aKlantcontact)
    assert.equal((JSON.parse(made.body) as { nummer: string }).nummer, '4100500778', 'numbers go on')
  })

  test('a directory, a tar file and a compressed one hold the same, and are nobody else’s to read', async (t) => {
    const engine = await empty(t)
    await fillDemo(engine)
    for (const name of ['archive', 'archive.tar', 'archive.tgz']) {
      const place = placeFor(t, name)
      const { madeAt: _moment, moment: _transaction, ...manifest } = await exported(engine, place)
      assert.equal(statSync(place).mode & 0o077, 0)
      assert.deepEqual(readdirSync(join(place, '..')), [name], 'nothing is left beside it')
      const copy = await empty(t)
      await restored(copy, place)
      const again = await exported(copy, placeFor(t, 'again'))
      assert.deepEqual(again.files, manifest.files)
      assert.deepEqual(again.sequences, manifest.sequences)
    }
  })

  test('tokens come along only when both sides ask for them, and work then', async (t) => {
    const [first, second, third] = [await empty(t), await empty(t), await empty(t)]
    const token = await createToken(first.database, 'kiss', { contactPerson: 'Jan', email: 'jan@example.nl' })
    const box = createSecretBox([randomBytes(32)])
    const secret = await createClient(first.database, box, 'omc', { scopes: ['partijen.lezen'] })
    const place = placeFor(t, 'archive')
    assert.ok((await exported(first, place)).files.every(({ holds }) => holds !== 'token'))
    const whole = placeFor(t, 'archive')
    await exported(first, whole, { secrets: true })
    assert.doesNotMatch(readFileSync(join(whole, 'token.jsonl'), 'utf8'), new RegExp(`${token}|${secret}`))
    await restored(second, whole)
    assert.deepEqual(await listTokens(second.database), [])
    await restored(third, whole, { secrets: true })
    assert.deepEqual(await listTokens(third.database), await listTokens(first.database))
    assert.deepEqual(await listTokens(third.database, 'client'), await listTokens(first.database, 'client'))
    const client = await createAuthenticator({ database: third.database, box }).client('omc')
    assert.equal(client?.key.export().toString(), secret)
    await createToken(third.database, 'later')
  })

  test('CSV has a column for each value, by its path', async (t) => {
    const engine = await empty(t)
    await fillDemo(engine)
    const place = placeFor(t, 'tables')
    await exported(engine, place, { format: 'csv', names: ['partij', 'interneTaak'] })
    assert.deepEqual(readdirSync(place).sort(), ['interneTaak.csv', 'manifest.json', 'partij.csv'])
    const [head = '', first = ''] = readFileSync(join(place, 'partij.csv'), 'utf8').split('\n')
    assert.match(
      head,
      /^position,uuid,nummer,.*,bezoekadres\.straatnaam,.*partijIdentificatie\.persoon\.contactnaam\.voornaam/,
    )
    assert.match(first, /,Henk,de,Bruin/)
    assert.match(readFileSync(join(place, 'interneTaak.csv'), 'utf8'), /,[0-9a-f-]{36} [0-9a-f-]{36}\n/)
    await assert.rejects(restored(await empty(t), place), /CSV/)
  })

  test('everything that is kept is in an archive, but for what was', async (t) => {
    const { database } = await empty(t)
    const rows = await database.query({
      text: `select table_name as table, column_name as column from information_schema.columns where table_schema = current_schema()
        and table_name <> 'schema_migration' and table_name not like 'tally%'
        and table_name !~ '^historie_begin$|^(outbox|event|sink|delivery|remembered_answer)$|^verwerking'`,
      values: [],
    })
    // Nor what others were told or answered, which a copy of the register would tell them again. When history began is in the manifest.
    // Who looked stays where they looked, with the keys that tell at whom.
    const held = new Set(
      shelves.flatMap((shelf) => [
        `${shelf.table}.id`,
        ...shelf.cells.map(({ column }) => `${shelf.table}.${column}`),
        ...listingsOf(shelf).flatMap(({ table: at, own, other, kept }) =>
          ['id', own, other, ...kept].map((column) => `${at}.${column}`),
        ),
      ]),
    )
    assert.deepEqual(
      rows.map(({ table, column }) => `${table}.${column}`).filter((column) => !held.has(column)),
      [],
      'a table of a feature needs a shelf in app.ts',
    )
  })

  test('lines speak of rows by uuid and of fields by their declared names', async (t) => {
    const engine = await empty(t)
    await fillAwkward(engine.database)
    const place = placeFor(t, 'archive')
    await exported(engine, place)
    const [organisatie] = linesIn(place, 'partij.jsonl')
    const identificatie = organisatie?.partijIdentificatie as Record<string, Record<string, unknown> | null>
    assert.equal(organisatie?.soortPartij, 'organisatie')
    assert.equal(identificatie.contactpersoon?.werkteVoorPartij, organisatie?.uuid)
    assert.deepEqual(identificatie.persoon?.contactnaam, {
      voorletters: null,
      voornaam: null,
      voorvoegselAchternaam: null,
      achternaam: 'van vroeger',
    })
    assert.equal(identificatie.organisatie, null)
    const actoren = linesIn(place, 'actor.jsonl').map(({ uuid }) => uuid)
    assert.deepEqual(linesIn(place, 'interneTaak.jsonl')[1]?.toegewezenAanActoren, actoren.toReversed())
    assert.equal(linesIn(place, 'klantcontact.jsonl')[0]?.plaatsgevondenOp, '0001-01-01T00:00:00.000001Z')
  })
})
