/** Every row that an operation touches leaves exactly one version, in the same transaction. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { versionTable } from '../../src/derive/versions.ts'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import { type Body, onBothDatabases, pathOf, type TestRegister } from '../support/register.ts'
import { rich, richContact } from '../support/rich.ts'
import { declared, samplesIn } from '../support/sample.ts'
import { watchAll, witnessed } from '../support/witness.ts'

const VERSIONS = resources
  .map(
    (resource) =>
      `select '${resource.table} ' || id as row, versie, versie_actie as actie, versie_moment::text as moment, versie_door as door, versie_soort as soort, versie_verzoek as verzoek from ${versionTable(resource)}`,
  )
  .join(' union all ')

interface Version {
  readonly row: string
  readonly versie: number
  readonly actie: string
  readonly moment: string
  readonly door: string
  readonly soort: string
  readonly verzoek: string
}

const versions = async (register: TestRegister): Promise<Version[]> =>
  (await register.database.query({ text: VERSIONS, values: [] })) as unknown as Version[]

/** Does something; what was written by it must have one new version each. Answers those. */
const remembered = async (register: TestRegister, work: () => Promise<unknown>): Promise<Version[]> => {
  await witnessed(register)
  const before = await versions(register)
  const last = new Map(before.map(({ row, versie }) => [row, versie]))
  for (const { row, versie } of before) last.set(row, Math.max(versie, last.get(row) ?? 0))
  await work()
  const known = new Set(before.map(({ row, versie }) => `${row} ${versie}`))
  const fresh = (await versions(register)).filter(({ row, versie }) => !known.has(`${row} ${versie}`))
  assert.deepEqual(fresh.map(({ row }) => row).sort(), await witnessed(register))
  for (const { row, versie } of fresh) assert.equal(versie, (last.get(row) ?? 0) + 1, row)
  assert.equal(new Set(fresh.map(({ moment }) => moment)).size, 1, 'one moment for all')
  assert.deepEqual([...new Set(fresh.map(({ door, soort }) => `${soort} ${door}`))], ['token alles'])
  assert.equal(new Set(fresh.map(({ verzoek }) => verzoek)).size, 1)
  assert.match(fresh[0]?.verzoek ?? '', /^\w+-\w+$/)
  return fresh
}

const actions = (found: readonly Version[], table: string): string[] =>
  found.filter(({ row }) => row.startsWith(`${table} `)).map(({ actie }) => actie)

onBothDatabases((register) => {
  before(() => watchAll(register()))

  for (const resource of resources as readonly Resource[]) {
    test(`${resource.name} · each operation leaves one version of each row that it touches`, async () => {
      const { body, make } = samplesIn(register())
      const whole = await body(resource, { all: true })
      let uuid = ''
      const made = await remembered(register(), async () => {
        uuid = (await register().create(resource, whole)).uuid
      })
      assert.deepEqual(actions(made, resource.table)[0], 'toegevoegd')
      for (const [method, word] of [
        ['replace', 'vervangen'],
        ['change', 'gewijzigd'],
      ] as const) {
        const { uuid: one } = await make(resource, { all: true })
        const other = await body(resource, { all: true, n: 1 })
        const found = await remembered(register(), () => register()[method](resource, one, other))
        assert.ok(actions(found, resource.table).includes(word))
      }
      const gone = await remembered(register(), () => register().send('DELETE', pathOf(resource, uuid)))
      assert.ok(actions(gone, resource.table).includes('verwijderd'))
    })
  }

  test('all that goes with a partij is remembered, and all that lets it go', async () => {
    const uuid = await rich(samplesIn(register()))
    const found = await remembered(register(), () => register().send('DELETE', pathOf(declared.get('partij'), uuid)))
    assert.deepEqual(actions(found, 'partij').sort(), ['gewijzigd', 'verwijderd'])
    assert.deepEqual(actions(found, 'betrokkene'), ['verwijderd'])
  })

  test('all that goes with an actor is remembered, and the task that loses it', async () => {
    const { make } = samplesIn(register())
    const { uuid } = await make(declared.get('actor'))
    await make(declared.get('interneTaak'), { set: { toegewezenAanActoren: [{ uuid }] } })
    const found = await remembered(register(), () => register().send('DELETE', pathOf(declared.get('actor'), uuid)))
    assert.deepEqual(actions(found, 'interne_taak'), ['gewijzigd'])
  })

  test('all that goes with an onderwerpobject and its klantcontact is remembered', async () => {
    const uuid = await richContact(samplesIn(register()))
    const path = `${pathOf(declared.get('onderwerpobject'), uuid)}?cascade=true`
    const found = await remembered(register(), () => register().send('DELETE', path))
    assert.equal(found.length, 8)
  })

  test('what maak-klantcontact makes is remembered', async () => {
    const { body } = samplesIn(register())
    const without = (given: Body, owner: string): Body => {
      const { [owner]: _owner, ...rest } = given
      return rest
    }
    const parts = {
      klantcontact: await body(declared.get('klantcontact'), { all: true }),
      betrokkene: without(await body(declared.get('betrokkene'), { all: true }), 'hadKlantcontact'),
      onderwerpobject: without(await body(declared.get('onderwerpobject'), { all: true }), 'klantcontact'),
    }
    const path = `${pathOf(declared.get('klantcontact')).replace('klantcontacten', 'maak-klantcontact')}`
    const found = await remembered(register(), () => register().send('POST', path, parts))
    assert.deepEqual(
      found.map(({ actie }) => actie),
      ['toegevoegd', 'toegevoegd', 'toegevoegd'],
    )
  })
})
