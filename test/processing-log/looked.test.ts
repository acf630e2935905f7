/** Who looked: asked by who may, shown to the resident without the employee, and nobody's once a person is destroyed. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { listLooks } from '../../src/features/processing-log/looked.ts'
import { seenBy } from '../../src/features/processing-log/seen-by.ts'
import { createToken } from '../../src/features/tokens/tokens.ts'
import type { Resource } from '../../src/model/resource.ts'
import { ALL_RIGHTS, type Scope } from '../../src/model/scopes.ts'
import { callerOf, systemCaller } from '../../src/operations/caller.ts'
import { type Engine, placesAt } from '../../src/operations/context.ts'
import { Absent } from '../../src/operations/problem.ts'
import { Statements } from '../../src/operations/statements.ts'
import { eventually } from '../faults/support/eventually.ts'
import { callerWith } from '../support/callers.ts'
import { type Body, type List, onBothDatabases, pathOf, type TestRegister } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'
import { allLines, linesOf, newTrace, traceparent } from './support/lines.ts'

const directory = mkdtempSync(join(tmpdir(), 'looked-'))
after(() => rmSync(directory, { recursive: true, force: true }))

const [partij, klantcontact, betrokkene] = ['partij', 'klantcontact', 'betrokkene'].map((name) =>
  declared.get(name),
) as [Resource, Resource, Resource]
const settings = () => ({ VERWERKINGENLOG: 'tabel', VERWERKINGENLOG_DIR: directory })
const SCOPES = [
  'partijen.lezen',
  'klantcontacten.lezen',
  'klantcontacten.schrijven',
  'vertrouwelijk',
  'geheimhouding',
] as const

onBothDatabases((register) => {
  const looksPath = (uuid: string): string => `${pathOf(partij, uuid)}/verwerkingen`

  const engine = (): Engine => ({
    database: register().database,
    register: declared,
    statements: new Statements(),
    consequences: [],
    numbersAuto: true,
  })

  /** Asks, and waits until it is written down. */
  const look = async (who: TestRegister, path: string): Promise<void> => {
    const trace = newTrace()
    const headers = { authorization: `Token ${who.token}`, ...traceparent(trace) }
    const answer = await fetch(who.base + path, { headers })
    assert.equal(answer.status, 200, await answer.text())
    await linesOf(who.database, trace)
  }

  const balie = async (): Promise<TestRegister> => {
    const { make } = samplesIn(register())
    const unit = await make(declared.get('actor'), {
      set: { naam: 'Burgerzaken', soortActor: 'organisatorische_eenheid' },
    })
    return callerWith(register(), { scopes: SCOPES, units: [unit.uuid] })
  }

  test('who looked, newest first, by page; and asking is looking', async () => {
    const { make } = samplesIn(register())
    const [who, made] = [await balie(), await make(partij)]
    await look(who, pathOf(partij, made.uuid))
    await look(who, `${pathOf(partij)}?pageSize=1`)
    await look(register(), looksPath(made.uuid))
    const answer = await register().send('GET', looksPath(made.uuid))
    assert.equal(answer.status, 200)
    const list = answer.body as List
    assert.equal(list.count, 4, 'made, seen, seen in a list, asked who looked')
    const [asked, listed, seen, posted] = list.results as unknown as Record<string, unknown>[]
    assert.equal(asked?.handeling, 'GET /klantinteracties/api/v1/partijen/{id}/verwerkingen')
    assert.equal(asked?.verwerkingsactiviteit, 'urn:klantinteracties:verwerking:verwerkingen')
    assert.equal(listed?.object, null)
    const door = listed?.door as { soort: string; naam: string; eenheden: { naam: string }[] }
    assert.match(door.naam, /^caller-/)
    assert.equal(door.soort, 'token')
    assert.deepEqual(
      door.eenheden.map(({ naam }) => naam),
      ['Burgerzaken'],
    )
    assert.deepEqual([seen?.object, posted?.object, posted?.status], [made.uuid, made.uuid, 201])
    // Each question adds a line: the last page is that of the first.
    const last = (await register().send('GET', `${looksPath(made.uuid)}?pageSize=1&page=last`)).body as List
    assert.deepEqual([last.results.length, last.next], [1, null])
    assert.match(String(last.previous), /verwerkingen\?page=\d+&pageSize=1$/)
    assert.match(JSON.stringify(last.results), /"handeling" ?: ?"POST /)
  })

  test('it names no object that the caller may not see', async () => {
    const { make } = samplesIn(register())
    const made = await make(partij)
    const secret = await make(klantcontact, { set: { vertrouwelijk: true } })
    await make(betrokkene, { set: { hadKlantcontact: { uuid: secret.uuid }, wasPartij: { uuid: made.uuid } } })
    await look(register(), pathOf(partij, made.uuid))
    await look(register(), pathOf(klantcontact, secret.uuid))
    const objects = async (...more: Scope[]): Promise<unknown[]> => {
      const caller = await callerWith(register(), { scopes: ['partijen.lezen', 'verwerkingen', ...more] })
      const { results } = (await caller.send('GET', looksPath(made.uuid))).body as List
      const reads = results.filter(({ handeling }) => /^GET .*\{id\}$/.test(String(handeling)))
      return reads.map(({ object }) => object)
    }
    assert.deepEqual(await objects(), [null, made.uuid])
    assert.deepEqual(await objects('klantcontacten.lezen', 'klantcontacten.corrigeren'), [null, made.uuid])
    const all = ['klantcontacten.lezen', 'klantcontacten.corrigeren', 'vertrouwelijk'] as const
    assert.deepEqual(await objects(...all), [secret.uuid, made.uuid])
  })

  test('it takes a scope of its own', async () => {
    const { make } = samplesIn(register())
    const made = await make(partij)
    const who = await balie()
    assert.equal((await who.send('GET', looksPath(made.uuid))).status, 403)
    assert.equal((await register().send('GET', looksPath('00000000-0000-4000-8000-000000000000'))).status, 404)
    assert.equal((await register().send('GET', `${looksPath(made.uuid)}?page=9`)).status, 404)
  })

  test('the resident sees when, what for and which unit, and not who', async () => {
    const { make } = samplesIn(register())
    const [who, made] = [await balie(), await make(partij)]
    await look(who, pathOf(partij, made.uuid))
    const caller = callerOf({ kind: 'resident', name: '999990007', scopes: ALL_RIGHTS })
    const call = { caller, places: placesAt(declared, ({ path }) => path), suffix: '' }
    const page = await listLooks(engine(), call, made.uuid, { size: 100, page: 1 })
    const [line] = JSON.parse(page.results) as Body[]
    assert.deepEqual(Object.keys(line ?? {}).sort(), ['doel', 'eenheid', 'moment'])
    assert.deepEqual([line?.doel, line?.eenheid], ['Bijhouden met wie de gemeente contact heeft', 'Burgerzaken'])
    assert.doesNotMatch(page.results, /caller-|token/)
  })

  test('what was seen of someone before it was known who, is about that one too', async () => {
    const { make } = samplesIn(register())
    const contact = await make(klantcontact)
    const set = { hadKlantcontact: { uuid: contact.uuid }, wasPartij: null }
    const [stranger, made] = [await make(betrokkene, { set }), await make(partij)]
    await look(register(), pathOf(betrokkene, stranger.uuid))
    const count = async () => ((await register().send('GET', looksPath(made.uuid))).body as List).count
    const before = await count()
    await register().change(betrokkene, stranger.uuid, { wasPartij: { uuid: made.uuid } })
    await eventually(async () => assert.ok((await count()) > before + 1))
  })

  test('who saw an object since a moment, and who may have in a list', async () => {
    const { make } = samplesIn(register())
    const [who, made, contact] = [await balie(), await make(partij), await make(klantcontact)]
    await make(betrokkene, { set: { hadKlantcontact: { uuid: contact.uuid }, wasPartij: { uuid: made.uuid } } })
    await look(register(), pathOf(klantcontact, contact.uuid))
    const since = new Date()
    await look(who, pathOf(klantcontact, contact.uuid))
    await look(who, `${pathOf(klantcontact)}?pageSize=1`)
    const seen = await seenBy(engine(), [{ resource: klantcontact, uuid: contact.uuid }], since)
    assert.deepEqual(
      seen.map(({ operation, certain }) => [operation, certain]),
      [
        ['GET /klantinteracties/api/v1/klantcontacten/{id}', true],
        ['GET /klantinteracties/api/v1/klantcontacten', false],
      ],
    )
    assert.ok(seen.every(({ name, units }) => name.startsWith('caller-') && units.length === 1))
    const ofPartij = await seenBy(engine(), [{ resource: partij, uuid: made.uuid }], new Date(0))
    assert.ok(ofPartij.length >= 4 && ofPartij.every(({ certain }) => certain))
    await assert.rejects(
      seenBy(engine(), [{ resource: partij, uuid: '00000000-0000-4000-8000-000000000000' }], since),
      Absent,
    )
  })

  test('who repairs a contact that was tied to the wrong person is told who saw it', async () => {
    const { make } = samplesIn(register())
    const who = await balie()
    const [wrong, right] = [await make(partij), await make(partij)]
    const contact = await make(klantcontact, { set: { vertrouwelijk: false } })
    const set = { hadKlantcontact: { uuid: contact.uuid }, wasPartij: { uuid: wrong.uuid } }
    await make(betrokkene, { set })
    await look(who, pathOf(klantcontact, contact.uuid))
    const body = { van: { uuid: wrong.uuid }, naar: { uuid: right.uuid }, reden: 'verwisseld' }
    const answer = await register().send('POST', `${pathOf(klantcontact, contact.uuid)}/verkeerde-persoon`, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    const { bekend, inzagen } = (answer.body as { ingezien: { bekend: boolean; inzagen: Body[] } }).ingezien
    assert.equal(bekend, true)
    const seen = inzagen.filter(({ naam }) => String(naam).startsWith('caller-'))
    assert.deepEqual(
      seen.map(({ handeling, zeker }) => [handeling, zeker]),
      [['GET /klantinteracties/api/v1/klantcontacten/{id}', true]],
    )
  })

  test('an object of nobody that is known has been seen as well', async () => {
    const { make } = samplesIn(register())
    const contact = await make(klantcontact)
    await look(register(), pathOf(klantcontact, contact.uuid))
    const seen = await seenBy(engine(), [{ resource: klantcontact, uuid: contact.uuid }], new Date(0))
    assert.deepEqual(
      seen.map(({ operation }) => operation.split(' ')[0]),
      ['POST', 'GET'],
    )
  })

  test('destruction unties the lines: they are there, and nobody can say any more whose they are', async () => {
    const { database, base } = register()
    const { make } = samplesIn(register())
    const [made, other] = [await make(partij), await make(partij)]
    for (const { uuid } of [made, other]) await look(register(), pathOf(partij, uuid))
    const keyOf = async (uuid: string): Promise<string> => {
      const [row] = await database.query({
        text: `select 'partij:' || id as key from partij where uuid = $1`,
        values: [uuid],
      })
      return String(row?.key)
    }
    const [key, otherKey] = [await keyOf(made.uuid), await keyOf(other.uuid)]
    const about = (await allLines(database)).filter(({ person }) => person === key)
    assert.ok(about.length >= 2)
    const tokens = await Promise.all(
      ['een', 'ander'].map((name) =>
        createToken(database, name, {
          scopes: ['partijen.lezen', 'vernietiging.voorstellen', 'vernietiging.goedkeuren'],
        }),
      ),
    )
    const post = async (token: string | undefined, path: string, body: unknown): Promise<Body> => {
      const headers = { authorization: `Token ${token}`, 'content-type': 'application/json' }
      const answer = await fetch(`${base}/beheer/api/v1/vernietigingen${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      const shown = (await answer.json()) as Body
      assert.ok(answer.ok, JSON.stringify(shown))
      return shown
    }
    const list = await eventually(() => post(tokens[0], '', { grond: 'avg_17', objecten: [pathOf(partij, made.uuid)] }))
    await post(tokens[1], `/${list.uuid}/goedkeuren`, {})
    const later = await allLines(database)
    assert.deepEqual(
      later.filter(({ person }) => person === key),
      [],
    )
    const names = new Set(about.map(({ pseudonym }) => pseudonym))
    const untied = later.filter(({ pseudonym }) => names.has(pseudonym))
    assert.equal(untied.length, about.length, 'the lines themselves stay')
    assert.ok(untied.every(({ person }) => person === '?'))
    assert.ok(
      later.some(({ person }) => person === otherKey),
      'those of others stay theirs',
    )
    const [row] = await database.query({
      text: `select sleutel from verwerking_sleutel where soort || ':' || id = $1`,
      values: [key],
    })
    assert.equal(row?.sleutel, null)
    const call = { caller: systemCaller('test'), places: placesAt(declared, ({ path }) => path), suffix: '' }
    assert.equal((await listLooks(engine(), call, made.uuid, { size: 100, page: 1 })).count, 0)
  })
}, settings)
