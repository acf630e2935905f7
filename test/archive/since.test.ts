/** What an archive adds to an earlier one. */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fillDemo } from '../../src/features/demo/fill-demo.ts'
import { change } from '../../src/operations/change.ts'
import { create } from '../../src/operations/create.ts'
import { declared } from '../support/sample.ts'
import { call, everything, exported, fillGenerated, linesIn, onBoth, placeFor, restored } from './registers.ts'

onBoth((empty) => {
  test('only what is new or changed since, and restored over the earlier one that is equal', async (t) => {
    const [first, second] = [await empty(t), await empty(t)]
    await fillGenerated(first.database, 60)
    await fillDemo(first)
    const whole = placeFor(t, 'archive.tar.gz')
    await exported(first, whole)
    const { files } = await exported(first, placeFor(t, 'none'), { since: whole })
    assert.deepEqual(
      files.filter(({ rows }) => rows > 0),
      [],
      'nothing happened',
    )

    const [klantcontact, taak, categorie] = ['klantcontact', 'interneTaak', 'categorie'].map((name) =>
      declared.get(name),
    )
    assert.ok(klantcontact && taak && categorie)
    const rows = await first.database.query({ text: 'select uuid from klantcontact order by id limit 2', values: [] })
    const changed = String(rows[1]?.uuid)
    await change(first, call, klantcontact, changed, 'change', () => ({ inhoud: 'Aangevuld.' }))
    const made = await create(first, call, klantcontact, {
      kanaal: 'x',
      onderwerp: 'y',
      taal: 'nld',
      vertrouwelijk: true,
    })
    const { uuid: named } = await create(first, call, categorie, { naam: 'Nieuw' })
    const [task] = await first.database.query({
      text: 'select t.uuid, (select uuid from actor a where not exists (select from interne_taak_actor l where l.actor_id = a.id and l.interne_taak_id = t.id) limit 1) as actor from interne_taak t limit 1',
      values: [],
    })
    await change(first, call, taak, String(task?.uuid), 'change', () => ({
      toegewezenAanActoren: [{ uuid: task?.actor }],
    }))

    const later = placeFor(t, 'archive')
    await exported(first, later, { since: whole })
    const uuids = (name: string): unknown[] => linesIn(later, `${name}.jsonl`).map(({ uuid }) => uuid)
    assert.deepEqual(uuids('klantcontact'), [changed, made.uuid])
    assert.deepEqual(uuids('categorie'), [named])
    assert.deepEqual(uuids('interneTaak'), [task?.uuid])
    assert.deepEqual(uuids('partij'), [])

    await assert.rejects(restored(second, later), /only what changed after .* Restore the one of that moment first/)
    await restored(second, whole)
    await restored(second, later, { intoFilled: true })
    assert.deepEqual(await everything(second), await everything(first))
    await restored(second, later, { intoFilled: true })
    assert.deepEqual(await everything(second), await everything(first), 'and again')
  })

  test('what was under way during an export is in the next one', async (t) => {
    const engine = await empty(t)
    const whole = placeFor(t, 'archive')
    await engine.database.transaction(async (tx) => {
      await tx.execute("insert into categorie (uuid, naam) values (gen_random_uuid(), 'Onderweg')")
      await create(engine, call, declared.get('categorie'), { naam: 'Later begonnen' })
      await exported(engine, whole)
    })
    const later = placeFor(t, 'later')
    await exported(engine, later, { since: whole })
    assert.deepEqual(
      [linesIn(whole, 'categorie.jsonl'), linesIn(later, 'categorie.jsonl')].map((lines) =>
        lines.map(({ naam }) => naam),
      ),
      [['Later begonnen'], ['Onderweg', 'Later begonnen']],
    )
  })

  test('into a register with rows of its own, those of the archive come behind them', async (t) => {
    const [first, second] = [await empty(t), await empty(t)]
    await fillDemo(first)
    await fillGenerated(second.database, 60)
    const place = placeFor(t, 'archive')
    await exported(first, place, { names: ['categorie', 'actor'] })
    await restored(second, place, { intoFilled: true })
    const order = async (): Promise<unknown[]> =>
      (await second.database.query({ text: 'select uuid from categorie order by id', values: [] })).map(
        ({ uuid }) => uuid,
      )
    const own = linesIn(place, 'categorie.jsonl').map(({ uuid }) => uuid)
    assert.deepEqual((await order()).slice(-own.length), own)
    const { uuid } = await create(second, call, declared.get('categorie'), { naam: 'Later' })
    assert.equal((await order()).at(-1), uuid)
  })

  test('a moment that is not known, and the archive of another database, are no answer to since when', async (t) => {
    const [first, second] = [await empty(t), await empty(t)]
    const place = placeFor(t, 'archive')
    await exported(first, place)
    const to = placeFor(t, 'later')
    await assert.rejects(exported(first, to, { since: '2024-01-01' }), /history of this register began at/)
    await assert.rejects(exported(first, to, { since: '2124-01-01T00:00' }), /lies in the future/)
    await assert.rejects(exported(first, to, { since: 'gisteren' }), /There is no gisteren/)
    await assert.rejects(exported(second, to, { since: place }), /of another database/)
    const manifest = join(place, 'manifest.json')
    writeFileSync(
      manifest,
      readFileSync(manifest, 'utf8').replace(/"transaction": "\d+"/, '"transaction": "1; drop table x"'),
    )
    await assert.rejects(exported(first, to, { since: place }), /lacks something/)
  })
})
