/** A consequence hears of every row that a change touches: as many as triggers of the database see. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { removeWithKlantcontacten } from '../../src/features/cascade/cascade.ts'
import { maakKlantcontact } from '../../src/features/maak-klantcontact/maak-klantcontact.ts'
import type { Resource } from '../../src/model/resource.ts'
import { systemCaller } from '../../src/operations/caller.ts'
import { change } from '../../src/operations/change.ts'
import { type Call, type Change, type Consequence, type Engine, placesAt } from '../../src/operations/context.ts'
import { create } from '../../src/operations/create.ts'
import { destroy } from '../../src/operations/destroy.ts'
import { Statements } from '../../src/operations/statements.ts'
import { resources } from '../../src/resources/index.ts'
import type { Transaction } from '../../src/sql/database.ts'
import { onBothDatabases, pathOf, type TestRegister } from '../support/register.ts'
import { rich, richContact } from '../support/rich.ts'
import { declared, samplesIn } from '../support/sample.ts'
import { watchAll, witnessed } from '../support/witness.ts'

const call: Call = {
  places: placesAt(declared, (resource) => pathOf(resource)),
  suffix: '',
  caller: systemCaller('test'),
}

/** The operations with these consequences. */
const engineWith = (register: TestRegister, consequences: readonly Consequence[]): Engine => ({
  database: register.database,
  register: declared,
  statements: new Statements(),
  consequences,
  numbersAuto: true,
})

/** Of a new row only the uuid is known. */
const keyOf = async (tx: Transaction, change: Change): Promise<string> => {
  if (change.action !== 'create') return change.id
  const text = `select id::text from ${change.resource.table} where uuid = $1`
  // Who is told of a new row only sends: it may share its transaction with others.
  const [row] = await tx.send({ text, values: [change.uuid] })
  return String(row?.id)
}

const sorted = (rows: Iterable<string>): string[] => [...new Set(rows)].sort()

/** Does something; what was told must be what the database saw. */
const heard = async (register: TestRegister, work: (engine: Engine) => Promise<unknown>): Promise<string[]> => {
  await witnessed(register)
  const keys: Promise<string>[] = []
  const spy: Consequence = async (tx, changes) => {
    for (const change of changes) keys.push(keyOf(tx, change).then((key) => `${change.resource.table} ${key}`))
  }
  await work(engineWith(register, [spy]))
  const told = await Promise.all(keys)
  assert.deepEqual(sorted(told), await witnessed(register))
  return sorted(told)
}

onBothDatabases((register) => {
  before(() => watchAll(register()))

  for (const resource of resources as readonly Resource[]) {
    test(`${resource.name} · every row that a create, replace, change or destroy touches is told`, async () => {
      const { body, make } = samplesIn(register())
      const whole = await body(resource, { all: true })
      await heard(register(), (engine) => create(engine, call, resource, whole))
      for (const action of ['replace', 'change'] as const) {
        const { uuid } = await make(resource, { all: true })
        const other = await body(resource, { all: true, n: 1 })
        await heard(register(), (engine) => change(engine, call, resource, uuid, action, () => other))
      }
      const { uuid } = await make(resource, { all: true })
      await heard(register(), (engine) => destroy(engine, call, resource, uuid))
    })

    test(`${resource.name} · a consequence that fails undoes the change`, async () => {
      const { body, make } = samplesIn(register())
      const whole = await body(resource, { all: true })
      const { uuid } = await make(resource, { all: true })
      const engine = engineWith(register(), [() => Promise.reject(new Error('no'))])
      const trace = await register().trace()
      await assert.rejects(create(engine, call, resource, whole), /no/)
      await assert.rejects(
        change(engine, call, resource, uuid, 'change', () => ({})),
        /no/,
      )
      await assert.rejects(destroy(engine, call, resource, uuid), /no/)
      assert.equal(await register().trace(), trace)
    })
  }

  test('all that goes with a partij is told, and all that lets it go', async () => {
    const uuid = await rich(samplesIn(register()))
    const told = await heard(register(), (engine) => destroy(engine, call, declared.get('partij'), uuid))
    for (const table of [
      'betrokkene',
      'digitaal_adres',
      'rekeningnummer',
      'partij_identificator',
      'categorie_relatie',
      'vertegenwoordiging',
    ]) {
      assert.ok(
        told.some((row) => row.startsWith(`${table} `)),
        table,
      )
    }
    assert.equal(
      told.filter((row) => row.startsWith('partij ')).length,
      2,
      'the contactpersoon that worked for it as well',
    )
  })

  test('all that goes with an actor is told, and the task that loses it', async () => {
    const { make } = samplesIn(register())
    const { uuid } = await make(declared.get('actor'))
    await make(declared.get('interneTaak'), { set: { toegewezenAanActoren: [{ uuid }] } })
    await make(declared.get('actorKlantcontact'), { set: { actor: { uuid } } })
    await heard(register(), (engine) => destroy(engine, call, declared.get('actor'), uuid))
  })

  test('all that goes with an onderwerpobject and its klantcontact is told', async () => {
    const uuid = await richContact(samplesIn(register()))
    const told = await heard(register(), (engine) => removeWithKlantcontacten(engine, call, uuid))
    assert.equal(told.length, 8)
  })

  test('what maak-klantcontact makes is told', async () => {
    const { body } = samplesIn(register())
    const { hadKlantcontact: _had, ...betrokkene } = await body(declared.get('betrokkene'), { all: true })
    const { klantcontact: _klantcontact, ...onderwerpobject } = await body(declared.get('onderwerpobject'), {
      all: true,
    })
    const parts = { klantcontact: await body(declared.get('klantcontact'), { all: true }), betrokkene, onderwerpobject }
    const told = await heard(register(), (engine) => maakKlantcontact(engine, call, parts))
    assert.equal(told.length, 3)
  })

  test('a row that is made can be read when it is told, and one that is removed still', async () => {
    const { make, body } = samplesIn(register())
    const looks: Promise<unknown>[] = []
    const look: Consequence = async (tx, changes) => {
      for (const change of changes) {
        const { action, resource } = change
        const [column, key] = action === 'create' ? ['uuid', change.uuid] : ['id', change.id]
        const text = `select uuid from ${resource.table} where ${column} = $1`
        looks.push(tx.send({ text, values: [key] }).then(([row]) => [action, resource.name, row !== undefined]))
      }
    }
    const engine = engineWith(register(), [look])
    await create(engine, call, declared.get('categorie'), await body(declared.get('categorie')))
    const { uuid } = await make(declared.get('categorie'))
    await make(declared.get('categorieRelatie'), { set: { categorie: { uuid } } })
    await destroy(engine, call, declared.get('categorie'), uuid)
    assert.deepEqual(await Promise.all(looks), [
      ['create', 'categorie', true],
      ['destroy', 'categorie', true],
      ['destroy', 'categorieRelatie', true],
    ])
  })
})
