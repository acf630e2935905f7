/** What happened to the rows comes along with them: all of it, or only that they were removed, or nothing. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { readQuery } from '../../src/derive/query.ts'
import { fillDemo } from '../../src/features/demo/fill-demo.ts'
import { approveDestruction, proposeDestruction } from '../../src/features/history/destruction.ts'
import { listVersions } from '../../src/features/history/list-versions.ts'
import { verifyHistory } from '../../src/features/history/verify.ts'
import { systemCaller } from '../../src/operations/caller.ts'
import { change } from '../../src/operations/change.ts'
import type { Engine } from '../../src/operations/context.ts'
import { create } from '../../src/operations/create.ts'
import { destroy } from '../../src/operations/destroy.ts'
import { list } from '../../src/operations/list.ts'
import { declared } from '../support/sample.ts'
import { call, everything, exported, fillGenerated, linesIn, onBoth, placeFor, restored } from './registers.ts'

const [klantcontact, categorie, interneTaak, actor, partij] = [
  declared.get('klantcontact'),
  declared.get('categorie'),
  declared.get('interneTaak'),
  declared.get('actor'),
  declared.get('partij'),
]

const uuidsOf = async ({ database }: Engine, table: string): Promise<string[]> =>
  (await database.query({ text: `select uuid from ${table} order by id`, values: [] })).map(({ uuid }) => String(uuid))

const now = async ({ database }: Engine): Promise<string> => {
  await wait(5)
  const [row] = await database.query({
    text: `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
    values: [],
  })
  await wait(5)
  return String(row?.now)
}

const faultsOf = async ({ database }: Engine) => {
  const { faults, destroyed } = await verifyHistory(database, declared, [])
  return { faults, destroyed: destroyed.toSorted() }
}

const versionsOf = (engine: Engine, resource: typeof klantcontact, uuid: string) =>
  listVersions(engine, call, resource, uuid, { size: 100, page: 1 })

const listThen = (engine: Engine, resource: typeof klantcontact, peildatum: string) =>
  list(engine, call, resource, readQuery(declared, resource, new URLSearchParams({ peildatum, pageSize: '100' })))

/** The demo, with changes, removals, a destruction, and rows that came from elsewhere. */
const eventful = async (engine: Engine): Promise<{ changed: string; removed: string; moment: string }> => {
  await fillDemo(engine)
  const [changed = '', doomed = ''] = await uuidsOf(engine, 'klantcontact')
  await change(engine, call, klantcontact, changed, 'change', () => ({ inhoud: 'Eén "aanhaling" en 🙂' }))
  const { uuid: removed } = await create(engine, call, categorie, { naam: 'Tijdelijk' })
  const moment = await now(engine)
  await change(engine, call, klantcontact, changed, 'change', () => ({ inhoud: 'Twee', metadata: { a: 'b' } }))
  await destroy(engine, call, categorie, removed)
  const list = await proposeDestruction(engine, call, {
    grond: 'avg_17',
    toelichting: 'op verzoek',
    objecten: [{ resource: klantcontact, uuid: doomed }],
  })
  await approveDestruction(engine, { ...call, caller: systemCaller('een ander') }, list)
  await engine.database.execute(`insert into moved_in (collection, ids) values ('actor', '{[1,3),[5,6)}')`)
  return { changed, removed, moment }
}

onBoth((empty) => {
  test('versions, removals, destructions and marks come back as they were, and the past answers as before', async (t) => {
    const [first, second] = [await empty(t), await empty(t)]
    const { changed, removed, moment } = await eventful(first)
    const found = await faultsOf(first)
    assert.deepEqual(found.faults, [])
    assert.match(found.destroyed.join(), /vernietigd volgens lijst 1/)
    const place = placeFor(t, 'archive.tar.gz')
    await exported(first, place)
    const { leftHistory } = await restored(second, place)
    assert.equal(leftHistory, false)
    assert.deepEqual(await everything(second), await everything(first))
    assert.deepEqual(await faultsOf(second), found)
    for (const [resource, uuid] of [
      [klantcontact, changed],
      [categorie, removed],
    ] as const)
      assert.deepEqual(await versionsOf(second, resource, uuid), await versionsOf(first, resource, uuid))
    for (const resource of [klantcontact, categorie, partij]) {
      const then = await listThen(second, resource, moment)
      assert.ok(then.count > 0)
      assert.deepEqual(then, await listThen(first, resource, moment))
    }

    // It goes on from there.
    await change(second, call, klantcontact, changed, 'change', () => ({ inhoud: 'Drie' }))
    assert.equal((await versionsOf(second, klantcontact, changed)).count, 4)
    assert.deepEqual((await faultsOf(second)).faults, [])
    const [{ moment: begun } = {}] = await second.database.query({
      text: 'select moment <= $1::timestamptz as moment from historie_begin',
      values: [moment],
    })
    assert.equal(begun, true, 'history began when that of the archive did')
  })

  test('without history an archive is small, and history begins anew', async (t) => {
    const [first, second] = [await empty(t), await empty(t)]
    const { changed } = await eventful(first)
    const place = placeFor(t, 'archive')
    await exported(first, place, { history: false })
    assert.deepEqual(
      readdirSync(place).filter((file) => /historie|vernietig/.test(file)),
      [],
    )
    assert.equal((await restored(second, place)).leftHistory, false)
    const { results } = await versionsOf(second, klantcontact, changed)
    assert.match(results, /^\[\{"versie":1,"actie":"opgenomen"/)
    assert.deepEqual((await faultsOf(second)).faults, [])
  })

  /** What may happen to a register between two exports, removals of all kinds among it. */
  const later = async (engine: Engine): Promise<{ gone: string; task: string }> => {
    const [, gone = ''] = await uuidsOf(engine, 'klantcontact')
    await destroy(engine, call, klantcontact, gone)
    const { uuid: helper } = await create(engine, call, actor, {
      naam: 'Hulp',
      soortActor: 'medewerker',
      indicatieActief: true,
    })
    const [task = ''] = await uuidsOf(engine, 'interne_taak')
    await change(engine, call, interneTaak, task, 'change', () => ({ toegewezenAanActoren: [{ uuid: helper }] }))
    await destroy(engine, call, actor, helper)
    await create(engine, call, categorie, { naam: 'Nieuw' })
    return { gone, task }
  }

  for (const [how, history] of [
    ['with', true],
    ['without', false],
  ] as const) {
    test(`what was removed since is gone from a copy that is brought up to date, ${how} history`, async (t) => {
      const [first, second] = [await empty(t), await empty(t)]
      await fillGenerated(first.database, 40)
      await fillDemo(first)
      const whole = placeFor(t, 'whole')
      await exported(first, whole, { history })
      await restored(second, whole)
      const moment = await now(first)
      const { gone, task } = await later(first)

      const [byArchive, byMoment] = [placeFor(t, 'archive'), placeFor(t, 'moment')]
      await exported(first, byArchive, { since: whole, history })
      await exported(first, byMoment, { since: moment, history })
      for (const place of [byArchive, byMoment]) {
        assert.ok(
          linesIn(place, 'klantcontact.historie.jsonl').some(
            ({ uuid, actie }) => uuid === gone && actie === 'verwijderd',
          ),
        )
        assert.deepEqual(
          linesIn(place, 'interneTaak.jsonl').map(({ uuid }) => uuid),
          [task],
          'a task that only lost an actor',
        )
        assert.equal(linesIn(place, 'partij.jsonl').length, 0)
        assert.equal((await restored(second, place, { intoFilled: true })).leftHistory, false)
        assert.deepEqual(await uuidsOf(second, 'klantcontact'), await uuidsOf(first, 'klantcontact'))
        if (history) assert.deepEqual(await everything(second), await everything(first))
        const answer = async (engine: Engine): Promise<unknown> =>
          list(engine, call, interneTaak, readQuery(declared, interneTaak, new URLSearchParams('pageSize=100')))
        assert.deepEqual(await answer(second), await answer(first))
        assert.deepEqual((await faultsOf(second)).faults, [])
      }
      assert.match((await versionsOf(second, klantcontact, gone)).results, /^\[\{"versie":\d+,"actie":"verwijderd"/)
    })
  }

  test('into a register with a history of its own, changes and removals are written into that one', async (t) => {
    const [first, second] = [await empty(t), await empty(t)]
    await fillDemo(first)
    const whole = placeFor(t, 'whole')
    await exported(first, whole)
    await restored(second, whole)
    const [own = ''] = await uuidsOf(second, 'klantcontact')
    await change(second, call, klantcontact, own, 'change', () => ({ onderwerp: 'Hier gewijzigd' }))
    await create(second, call, categorie, { naam: 'Van hier' })
    const moment = await now(first)
    const { gone } = await later(first)
    await change(first, call, klantcontact, own, 'change', () => ({ onderwerp: 'Daar gewijzigd' }))
    const place = placeFor(t, 'since')
    await exported(first, place, { since: moment })
    const { leftHistory } = await restored(second, place, { intoFilled: true })
    assert.equal(leftHistory, true)
    assert.deepEqual((await faultsOf(second)).faults, [])
    assert.ok(!(await uuidsOf(second, 'klantcontact')).includes(gone))
    assert.match((await versionsOf(second, klantcontact, gone)).results, /^\[\{"versie":2,"actie":"verwijderd"/)
    const { results } = await versionsOf(second, klantcontact, own)
    assert.match(results, /"actie":"vervangen".*Daar gewijzigd.*"actie":"gewijzigd".*Hier gewijzigd/)
    const names = await second.database.query({ text: 'select naam from categorie order by id', values: [] })
    assert.deepEqual(names.slice(-2), [{ naam: 'Van hier' }, { naam: 'Nieuw' }])
  })

  test('what was destroyed does not come back from an older archive, and is destroyed in a copy', async (t) => {
    const [first, second] = [await empty(t), await empty(t)]
    await fillDemo(first)
    const whole = placeFor(t, 'whole')
    await exported(first, whole)
    await restored(second, whole)
    const [, doomed = ''] = await uuidsOf(first, 'klantcontact')
    const list = await proposeDestruction(first, call, {
      grond: 'archiefwet',
      toelichting: '',
      objecten: [{ resource: klantcontact, uuid: doomed }],
    })
    await approveDestruction(first, { ...call, caller: systemCaller('een ander') }, list)
    const place = placeFor(t, 'since')
    await exported(first, place, { since: whole })
    await restored(second, place, { intoFilled: true })
    assert.deepEqual(await everything(second), await everything(first))
    assert.deepEqual(await faultsOf(second), await faultsOf(first))
    const [left] = await second.database.query({
      text: 'select count(inhoud)::int as contents, count(versie_zout)::int as salts from klantcontact_versie where uuid = $1',
      values: [doomed],
    })
    assert.deepEqual(left, { contents: 0, salts: 0 })
  })

  test('an export for third parties, and CSV, have no addresses of who asked for geheimhouding', async (t) => {
    const first = await empty(t)
    await fillDemo(first)
    const [secret = ''] = await uuidsOf(first, 'partij')
    const adres = { straatnaam: 'Geheimelaan', huisnummer: 1, postcode: '3512 AB', stad: 'Utrecht', land: 'NL' }
    await change(first, call, partij, secret, 'change', () => ({ indicatieGeheimhouding: true, bezoekadres: adres }))
    const { uuid: digital } = await create(first, call, declared.get('digitaalAdres'), {
      verstrektDoorBetrokkene: null,
      verstrektDoorPartij: { uuid: secret },
      adres: 'geheim@example.nl',
      soortDigitaalAdres: 'email',
      omschrijving: '',
    })
    await change(first, call, partij, secret, 'change', () => ({ voorkeursDigitaalAdres: { uuid: digital } }))
    const count = async (): Promise<number> => (await uuidsOf(first, 'digitaal_adres')).length
    const secrets = /Geheimelaan|geheim@example\.nl/
    const textsOf = (place: string): string =>
      readdirSync(place)
        .filter((file) => file !== 'manifest.json')
        .map((file) => readFileSync(join(place, file), 'utf8'))
        .join('\n')

    const open = placeFor(t, 'third')
    const manifest = await exported(first, open, { withheld: true })
    assert.equal(manifest.withheld, true)
    assert.doesNotMatch(textsOf(open), secrets)
    assert.ok(!existsSync(join(open, 'partij.historie.jsonl')))
    const shown = linesIn(open, 'partij.jsonl').find(({ uuid }) => uuid === secret)
    assert.equal(shown?.voorkeursDigitaalAdres, null)
    assert.equal(shown?.indicatieGeheimhouding, true)
    assert.ok(linesIn(open, 'digitaalAdres.jsonl').length < (await count()))
    assert.ok(linesIn(open, 'digitaalAdres.jsonl').length > 0, 'those of others are there')
    const second = await empty(t)
    await restored(second, open)
    await assert.rejects(restored(first, open, { intoFilled: true }), /made for third parties/)

    const tables = placeFor(t, 'tables')
    assert.equal((await exported(first, tables, { format: 'csv' })).withheld, true)
    assert.doesNotMatch(textsOf(tables), secrets)
    const staff = placeFor(t, 'staff')
    await exported(first, staff, { format: 'csv', withheld: false })
    assert.match(textsOf(staff), secrets)
    const backup = placeFor(t, 'backup')
    assert.equal((await exported(first, backup)).withheld, undefined)
    assert.match(textsOf(backup), secrets)
  })
})
