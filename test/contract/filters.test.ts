/** Every filter of every list finds the row that was made for it, and no other. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Filter } from '../../src/model/filter.ts'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import { type Led, pathsIn } from '../support/paths.ts'
import { onBothDatabases, type Shown, type TestRegister } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'

interface Pair {
  readonly one: Led
  readonly other: Led
}

/** Questions to ask once there are two rows, and which of them must be found. */
type Questions = (pair: Pair) => readonly (readonly [value: string, found: 'one' | 'other' | 'none'])[]

const NOBODY = '00000000-0000-4000-8000-000000000000'
const text = (value: unknown): string => String(value)

const questions: Readonly<Record<Filter['operator'], Questions>> = {
  is: ({ one, other }) => [
    [text(one.value), 'one'],
    [text(other.value), 'other'],
  ],
  contains: ({ one, other }) => [
    [text(one.value).toUpperCase(), 'one'],
    [text(other.value).toLowerCase(), 'other'],
    ['%', 'none'],
  ],
  oneOf: ({ one }) => [
    [`niets,${one.value}`, 'one'],
    ['niets', 'none'],
  ],
  before: ({ one, other }) => [
    [text(other.value), 'one'],
    [text(one.value), 'none'],
  ],
  until: ({ one }) => [[text(one.value), 'one']],
  from: ({ other }) => [[text(other.value), 'other']],
  after: ({ one, other }) => [
    [text(one.value), 'other'],
    [text(other.value), 'none'],
  ],
  exists: () => [
    ['true', 'one'],
    ['false', 'other'],
  ],
  filled: () => [
    ['true', 'one'],
    ['false', 'other'],
  ],
  address: ({ one, other }) => [
    [one.end.url, 'one'],
    [other.end.url, 'other'],
    [`https://elders.example.nl/${one.end.uuid}`, 'one'],
    [`https://elders.example.nl/${NOBODY}`, 'none'],
  ],
}

/** Whether the filter asks if something is there: then the second row has nothing. */
const asksPresence = ({ operator }: Filter): boolean => operator === 'exists' || operator === 'filled'

const twoRows = async (register: TestRegister, resource: Resource, filter: Filter): Promise<Pair> => {
  const lead = pathsIn(register)
  const one = await lead(resource, filter.path, 0)
  if (!asksPresence(filter)) return { one, other: await lead(resource, filter.path, 1) }
  const start = await samplesIn(register).make(resource)
  return { one, other: { start, end: start, value: undefined, passed: [] } }
}

onBothDatabases((register) => {
  for (const resource of resources as readonly Resource[]) {
    for (const [name, filter] of Object.entries(resource.filters ?? {})) {
      test(`${resource.name} · ${name} · finds its row and only that`, async () => {
        await register().empty()
        const pair = await twoRows(register(), resource, filter)
        const uuids = { one: [pair.one.start.uuid], other: [pair.other.start.uuid], none: [] }
        for (const [value, expected] of questions[filter.operator](pair)) {
          const found = await register().list(resource, { [name]: value })
          assert.deepEqual(
            found.results.map(({ uuid }) => uuid),
            uuids[expected],
            value,
          )
          assert.equal(found.count, uuids[expected].length)
          assert.deepEqual(await register().search(resource, { [name]: value }), found, 'the same in a body')
          if (!resource.expand) continue
          const whole = await register().list(resource, {
            [name]: value,
            expand: resource.expand.join(','),
            pageSize: '1',
          })
          const bare = whole.results.map((row) => ({ ...row, _expand: {} }))
          assert.deepEqual(bare, found.results, 'the same with all expansions')
        }
        // An empty value asks nothing.
        assert.ok((await register().list(resource, { [name]: '' })).count >= 2)
      })
    }
  }

  test('interneTaak · by actor and status together · follows the status, whoever changes it', async () => {
    await register().empty()
    const { make } = samplesIn(register())
    const [actor, interneTaak] = [declared.get('actor'), declared.get('interneTaak')]
    const [one, other] = [await make(actor), await make(actor, { n: 1 })]
    const taak = await make(interneTaak, {
      set: { status: 'te_verwerken', toegewezenAanActoren: [{ uuid: one.uuid }] },
    })
    const found = async (who: Shown, status: string): Promise<boolean> => {
      const { count, results } = await register().list(interneTaak, { toegewezenAanActor__uuid: who.uuid, status })
      assert.equal(count, results.length)
      const { results: same } = await register().list(interneTaak, { toegewezenAanActor__url: who.url, status })
      assert.deepEqual(same, results)
      return results.some(({ uuid }) => uuid === taak.uuid)
    }
    const all = async (): Promise<boolean[]> => [
      await found(one, 'te_verwerken'),
      await found(one, 'verwerkt'),
      await found(other, 'te_verwerken'),
      await found(other, 'verwerkt'),
    ]
    assert.deepEqual(await all(), [true, false, false, false])
    await register().change(interneTaak, taak.uuid, { status: 'verwerkt' })
    assert.deepEqual(await all(), [false, true, false, false])
    await register().change(interneTaak, taak.uuid, { toegewezenAanActor: { uuid: other.uuid } })
    assert.deepEqual(await all(), [false, false, false, true])
    await register().database.execute("update interne_taak set status = 'te_verwerken'")
    assert.deepEqual(await all(), [false, false, true, false])
  })
})
