/** An event exists exactly when the change does. */
import { systemCaller } from '../../src/operations/caller.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '../../src/operations/problem.ts'
import { announcing } from '../../src/features/events/outbox.ts'
import type { Resource } from '../../src/model/resource.ts'
import { change } from '../../src/operations/change.ts'
import { type Call, type Consequence, type Engine, placesAt } from '../../src/operations/context.ts'
import { create } from '../../src/operations/create.ts'
import { destroy } from '../../src/operations/destroy.ts'
import { Statements } from '../../src/operations/statements.ts'
import { resources } from '../../src/resources/index.ts'
import { ALL_RIGHTS } from '../../src/model/scopes.ts'
import { callerWith } from '../support/callers.ts'
import { type Body, onBothDatabases, pathOf, type TestRegister } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'

const call: Call = {
  places: placesAt(declared, (resource) => pathOf(resource)),
  suffix: '',
  caller: systemCaller('test'),
}

const ALL = { kenmerken: true, freeText: true, links: true }

/** An engine that announces everything, with another consequence behind that. */
const engineWith = (register: TestRegister, ...more: readonly Consequence[]): Engine => {
  const statements = new Statements()
  return {
    database: register.database,
    register: declared,
    statements,
    consequences: [announcing({ register: declared, statements }, ALL, () => {}), ...more],
    numbersAuto: true,
  }
}

const outbox = async (register: TestRegister): Promise<string[]> => {
  const rows = await register.database.query({ text: 'select resource, object from outbox order by id', values: [] })
  return rows.map(({ resource, object }) => `${resource} ${object}`)
}

/** The objects of these changes, once each, by what the database knows of them while they are told. */
const witness = (): { seen: () => Promise<string[]>; consequence: Consequence } => {
  const asked: Promise<string[]>[] = []
  return {
    seen: async () => [...new Set((await Promise.all(asked)).flat())],
    consequence: async (tx, changes) => {
      for (const change of changes) {
        const { resource } = change
        const [text, value] = change.action === 'create' ? ['uuid', change.uuid] : ['id', change.id]
        const rows = tx.send({ text: `select uuid from ${resource.table} where ${text} = $1`, values: [value] })
        asked.push(rows.then((found) => found.map(({ uuid }) => `${resource.name} ${uuid}`)))
      }
    },
  }
}

/** Does something; answers the events of it, which are those that a witness asks for. */
const events = async (register: TestRegister, work: (engine: Engine) => Promise<unknown>): Promise<string[]> => {
  await register.database.execute('delete from outbox')
  const { seen, consequence } = witness()
  await work(engineWith(register, consequence))
  const found = await outbox(register)
  assert.deepEqual([...found].sort(), (await seen()).sort())
  return found
}

onBothDatabases((register) => {
  for (const resource of resources as readonly Resource[]) {
    test(`${resource.name} · each change of it has one event, and so has what follows from it`, async () => {
      const { body, make } = samplesIn(register())
      const whole = await body(resource, { all: true })
      assert.ok((await events(register(), (engine) => create(engine, call, resource, whole))).length > 0)
      for (const action of ['replace', 'change'] as const) {
        const { uuid } = await make(resource, { all: true })
        const other = await body(resource, { all: true, n: 1 })
        const told = await events(register(), (engine) => change(engine, call, resource, uuid, action, () => other))
        assert.ok(told.includes(`${resource.name} ${uuid}`))
      }
      const { uuid } = await make(resource, { all: true })
      const told = await events(register(), (engine) => destroy(engine, call, resource, uuid))
      assert.ok(told.includes(`${resource.name} ${uuid}`))
    })
  }

  test('what does not happen has no event', async () => {
    const { body } = samplesIn(register())
    const resource = declared.get('categorie')
    await register().database.execute('delete from outbox')
    const failing = engineWith(register(), () => Promise.reject(new Error('no')))
    await assert.rejects(create(failing, call, resource, await body(resource)), /no/)
    await assert.rejects(create(engineWith(register()), call, declared.get('actor'), {}), Refused)
    assert.deepEqual(await outbox(register()), [])
  })

  test('what a removal took along, or let go, is marked as following from it', async () => {
    const { make } = samplesIn(register())
    const of = (name: string): Resource => declared.get(name)
    const { uuid } = await make(of('klantcontact'))
    await make(of('betrokkene'), { set: { hadKlantcontact: { uuid } } })
    await events(register(), (engine) => destroy(engine, call, of('klantcontact'), uuid))
    const rows = await register().database.query({
      text: 'select resource, action, followed from outbox order by id',
      values: [],
    })
    assert.deepEqual(rows, [
      { resource: 'klantcontact', action: 'destroy', followed: false },
      { resource: 'betrokkene', action: 'destroy', followed: true },
    ])
  })

  test('a correction is told as what it is', async () => {
    const { make } = samplesIn(register())
    const klantcontact = declared.get('klantcontact')
    const { uuid } = await make(klantcontact)
    const [row] = await register().database.query({
      text: 'select id::text from klantcontact where uuid = $1',
      values: [uuid],
    })
    await register().database.execute('delete from outbox')
    const announce = announcing({ register: declared, statements: new Statements() }, ALL, () => {})
    await register().database.transaction((tx) =>
      announce(tx, [{ action: 'change', act: 'correct', resource: klantcontact, id: String(row?.id) }], call),
    )
    const rows = await register().database.query({ text: 'select action, object from outbox', values: [] })
    assert.deepEqual(rows, [{ action: 'correct', object: uuid }])
  })

  test('where nobody is told, nothing is written down', async () => {
    await register().database.execute('delete from outbox')
    const { make } = samplesIn(register())
    for (const resource of resources as readonly Resource[]) await make(resource, { all: true })
    const rows = await register().database.query({
      text: `select (select count(*) from outbox) + (select count(*) from event) + (select count(*) from sink) as n`,
      values: [],
    })
    assert.deepEqual(rows, [{ n: '0' }])
  })

  const VEILING = ['geheimhouding', 'klantcontacten.corrigeren', 'vertrouwelijk'] as const

  test('an event needs exactly the scopes without which its object does not exist', async () => {
    const without = (lacking: string) =>
      callerWith(register(), { scopes: [...ALL_RIGHTS].filter((scope) => scope !== lacking) })
    const blind = new Map(await Promise.all(VEILING.map(async (scope) => [scope, await without(scope)] as const)))
    // Anew for each: what an engine asks often it prepares, under names that the server on this database uses too.
    let engine = engineWith(register())
    const { body, make } = samplesIn(register())
    const partij = await make(declared.get('partij'))
    const told = async (name: string, set: Body): Promise<{ uuid: string; behind: unknown }> => {
      const resource = declared.get(name)
      const { uuid } = await create(engine, call, resource, await body(resource, { set }))
      const text = 'select behind from outbox where object = $1'
      const [row] = await register().database.query({ text, values: [uuid] })
      const hiding: string[] = []
      for (const [scope, caller] of blind)
        if ((await caller.send('GET', pathOf(resource, uuid))).status === 404) hiding.push(scope)
      const behind = ((row?.behind ?? []) as string[]).toSorted()
      assert.deepEqual(behind, hiding, name)
      return { uuid, behind }
    }
    for (const vertrouwelijk of [true, false]) {
      engine = engineWith(register())
      const klantcontact = await told('klantcontact', { vertrouwelijk })
      const of = { uuid: klantcontact.uuid }
      const betrokkene = await told('betrokkene', { hadKlantcontact: of })
      const by = { uuid: betrokkene.uuid }
      const others = await Promise.all([
        told('digitaalAdres', { verstrektDoorBetrokkene: by, verstrektDoorPartij: null }),
        told('bijlage', { wasBijlageVanKlantcontact: of }),
        told('interneTaak', { aanleidinggevendKlantcontact: of }),
        told('actorKlantcontact', { klantcontact: of }),
        told('onderwerpobject', { klantcontact: of }),
        told('onderwerpobject', { klantcontact: null, wasKlantcontact: of }),
      ])
      assert.deepEqual(
        [...new Set([klantcontact, betrokkene, ...others].map(({ behind }) => String(behind)))],
        [vertrouwelijk ? 'vertrouwelijk' : ''],
      )
      const shared = { verstrektDoorBetrokkene: by, verstrektDoorPartij: { uuid: partij.uuid } }
      assert.deepEqual((await told('digitaalAdres', shared)).behind, [], 'it is of the partij as well')
      const hidden = await make(declared.get('partij'), { set: { indicatieGeheimhouding: true } })
      const secret = { verstrektDoorBetrokkene: by, verstrektDoorPartij: { uuid: hidden.uuid } }
      assert.deepEqual((await told('digitaalAdres', secret)).behind, ['geheimhouding'])
      const both = { verstrektDoorBetrokkene: by, verstrektDoorPartij: null }
      await register().database.execute(`update betrokkene set was_partij_id =
        (select id from partij where uuid = '${hidden.uuid}') where uuid = '${by.uuid}'`)
      const { behind } = await told('digitaalAdres', both)
      assert.deepEqual(behind, vertrouwelijk ? ['geheimhouding', 'vertrouwelijk'] : ['geheimhouding'])
    }
  })
})
