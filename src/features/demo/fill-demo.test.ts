import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { poolOn, scratchDatabaseUrl, skip } from '../../../test/server/scratch-database.ts'
import { readQuery } from '../../derive/query.ts'
import type { Engine } from '../../operations/context.ts'
import { list } from '../../operations/list.ts'
import { Statements } from '../../operations/statements.ts'
import { declared } from '../../resources/index.ts'
import { migrate } from '../../sql/migrate.ts'
import { sql, statement } from '../../sql/sql.ts'
import { fillDemo } from './fill-demo.ts'
import { callOf } from './pen.ts'

const emptyRegister = async (t: TestContext, more: Partial<Engine> = {}): Promise<Engine> => {
  const database = poolOn(t, await scratchDatabaseUrl(t))
  await migrate(database)
  const statements = new Statements()
  return { database, register: declared, statements, consequences: [], numbersAuto: true, ...more }
}

interface Shown {
  readonly uuid: string
  readonly nummer: string | null
  readonly [field: string]: unknown
}

/** The objects that a list answers, and how many there are. */
const listed = async (engine: Engine, name: string, query = ''): Promise<{ count: number; results: Shown[] }> => {
  const resource = engine.register.get(name)
  const asked = readQuery(engine.register, resource, new URLSearchParams(query))
  const { count, results } = await list(engine, callOf(engine), resource, asked)
  return { count, results: JSON.parse(results) }
}

const counts = async (engine: Engine): Promise<number[]> =>
  Promise.all(engine.register.resources.map(async ({ name }) => (await listed(engine, name)).count))

test('the demo fills every collection of an empty register, once', { skip }, async (t) => {
  const engine = await emptyRegister(t)
  assert.equal(await fillDemo(engine), true)
  const filled = await counts(engine)
  assert.ok(
    filled.every((count) => count > 0),
    String(filled),
  )
  assert.equal(await fillDemo(engine), false)
  assert.deepEqual(await counts(engine), filled)
})

test('Henk is three partijen with three numbers, and only the private one leads to his BSN', { skip }, async (t) => {
  const engine = await emptyRegister(t, { numbersAuto: false })
  await fillDemo(engine)
  const { results } = await listed(engine, 'partij')
  const henks = results.filter(({ partijIdentificatie }) =>
    JSON.stringify(partijIdentificatie).includes('Henk de Bruin'),
  )
  assert.deepEqual(henks.map(({ soortPartij }) => soortPartij).sort(), ['contactpersoon', 'contactpersoon', 'persoon'])
  assert.equal(new Set(henks.map(({ nummer }) => nummer)).size, 3)
  const found = await listed(engine, 'partij', 'partijIdentificator__objectId=999990019')
  assert.deepEqual(
    found.results.map(({ soortPartij }) => soortPartij),
    ['persoon'],
  )
})

test('the contacts of each capacity are its own; the unknown caller is no partij', { skip }, async (t) => {
  const engine = await emptyRegister(t)
  await fillDemo(engine)
  const subjects = async (query: string): Promise<unknown[]> =>
    (await listed(engine, 'klantcontact', query)).results.map(({ onderwerp }) => onderwerp)
  const about = (objectId: string) => subjects(`hadBetrokkene__wasPartij__partijIdentificator__objectId=${objectId}`)
  assert.deepEqual(await about('999990019'), ['Gft-container wordt niet geleegd'])
  assert.deepEqual(await about('90003179'), ['Extra uren in de sporthal'])
  assert.deepEqual(await about('69599076'), [
    'Besluit op aanvraag objectvergunning',
    'Aanvulling op aanvraag objectvergunning',
    'Verzoek om aanvullende gegevens',
    'Aanvraag objectvergunning',
    'Graafmachine op de openbare weg',
    'Graafmachine op de openbare weg',
  ])
  assert.deepEqual(await subjects('hadBetrokkene__wasPartij=false'), ['Lantaarnpaal brandt niet'])
})

test('the question for the specialist is answered, two others wait', { skip }, async (t) => {
  const engine = await emptyRegister(t)
  await fillDemo(engine)
  const open = await listed(engine, 'interneTaak', 'status=te_verwerken')
  assert.deepEqual(
    open.results.map(({ gevraagdeHandeling }) => gevraagdeHandeling),
    ['Terugbellen', 'Terugbellen'],
  )
  const done = await listed(engine, 'interneTaak', 'status=verwerkt')
  for (const { nummer, toegewezenOp, afgehandeldOp } of done.results) {
    assert.match(String(nummer), /^\d{10}$/)
    assert.ok(String(afgehandeldOp) >= String(toegewezenOp))
  }
})

test('a register with anything in it stays as it is', { skip }, async (t) => {
  const engine = await emptyRegister(t)
  await engine.database.query(
    statement(sql`insert into categorie (uuid, naam) values (gen_random_uuid(), 'Van iemand anders')`),
  )
  assert.equal(await fillDemo(engine), false)
  assert.deepEqual(
    (await counts(engine)).filter((count) => count > 0),
    [1],
  )
})

test('of two that fill at once one does', { skip }, async (t) => {
  const engine = await emptyRegister(t)
  const both = await Promise.all([fillDemo(engine), fillDemo(engine)])
  assert.deepEqual(both.sort(), [false, true])
  assert.equal((await listed(engine, 'klantcontact')).count, 9)
})

test('what fails near the end leaves nothing', { skip }, async (t) => {
  const engine = await emptyRegister(t)
  const failing: Engine = {
    ...engine,
    consequences: [
      async (_tx, changes) => {
        if (changes.some(({ resource }) => resource.name === 'organisatie')) throw new Error('out of ink')
      },
    ],
  }
  await assert.rejects(fillDemo(failing), /out of ink/)
  assert.deepEqual(new Set(await counts(engine)), new Set([0]))
  assert.equal(await fillDemo(engine), true)
})
