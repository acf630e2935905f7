/** `GET /{collection}/{uuid}/historie` tells what happened, in the words of the API. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import { at, propertiesOf } from '../support/properties.ts'
import { type Body, onBothDatabases, pathOf, type Shown, type TestRegister, TOKEN } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'

interface Version extends Body {
  readonly versie: number
  readonly actie: string
  readonly door: Body
  readonly reden: string | null
  readonly wijzigingen: readonly { readonly veld: string; readonly van: unknown; readonly naar: unknown }[]
}

const historyOf = async (register: TestRegister, resource: Resource, uuid: string, query = '') => {
  const { status, body } = await register.send('GET', `${pathOf(resource, uuid)}/historie${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body as { count: number; next: string | null; results: readonly Version[] }
}

onBothDatabases((register) => {
  for (const resource of resources as readonly Resource[]) {
    test(`${resource.name} · its history tells each change, from what to what`, async () => {
      const { body, make } = samplesIn(register())
      const made = await make(resource, { all: true })
      const other = await body(resource, { all: true, n: 1 })
      const changed = await register().replace(resource, made.uuid, other)
      const same = await register().change(resource, made.uuid, {})
      assert.deepEqual(same, changed)
      await register().send('DELETE', pathOf(resource, made.uuid))
      const { count, results } = await historyOf(register(), resource, made.uuid)
      assert.equal(count, results.length)
      const told = results.map(({ versie, actie }) => `${versie} ${actie}`)
      // Making a row with lists may change it once more in the same request; then that is one version still.
      assert.deepEqual(told, ['4 verwijderd', '3 gewijzigd', '2 vervangen', '1 toegevoegd'])
      const [gone, nothing, second, first] = results as [Version, Version, Version, Version]
      assert.deepEqual(nothing.wijzigingen, [])
      const leaves = propertiesOf(resource).filter(
        ({ field, path }) => 'leaf' in field && field.kind !== 'texts' && path !== '',
      )
      for (const { path } of leaves) {
        const [was, is] = [at(made, path), at(changed, path)]
        const find = ({ wijzigingen }: Version) => wijzigingen.find(({ veld }) => veld === path)
        assert.deepEqual(find(first)?.naar ?? null, was ?? null, `${path} at first`)
        assert.deepEqual(find(second) ?? { veld: path, van: was ?? null, naar: was ?? null }, {
          veld: path,
          van: was ?? null,
          naar: is ?? null,
        })
        assert.deepEqual(find(gone)?.van ?? null, is ?? null, `${path} at last`)
      }
      assert.ok(first.wijzigingen.every(({ van }) => van === null))
      assert.deepEqual(first.door, { soort: 'token', naam: 'alles', toepassing: null })
    })
  }

  test('an ordered list is told as a whole, and a reference as such', async () => {
    const { make } = samplesIn(register())
    const [one, other] = [await make(declared.get('actor')), await make(declared.get('actor'))]
    const ref = ({ uuid }: Shown): Body => ({ uuid })
    const shown = ({ uuid, url }: Shown): Body => ({ uuid, url })
    const task = await make(declared.get('interneTaak'), { set: { toegewezenAanActoren: [ref(one)] } })
    await register().change(declared.get('interneTaak'), task.uuid, { toegewezenAanActoren: [ref(other), ref(one)] })
    await register().send('DELETE', pathOf(declared.get('actor'), other.uuid))
    const { results } = await historyOf(register(), declared.get('interneTaak'), task.uuid)
    assert.deepEqual(
      results.map(({ wijzigingen }) => wijzigingen.filter(({ veld }) => veld === 'toegewezenAanActoren')),
      [
        [{ veld: 'toegewezenAanActoren', van: [shown(other), shown(one)], naar: [shown(one)] }],
        [{ veld: 'toegewezenAanActoren', van: [shown(one)], naar: [shown(other), shown(one)] }],
        [{ veld: 'toegewezenAanActoren', van: null, naar: [shown(one)] }],
      ],
    )
    const reference = results.at(-1)?.wijzigingen.find(({ veld }) => veld === 'aanleidinggevendKlantcontact')
    const { uuid, url } = task.aanleidinggevendKlantcontact as Shown
    assert.deepEqual(reference?.naar, { uuid, url })
  })

  test('why a request is made is told, whatever the encoding of the header', async () => {
    const { make } = samplesIn(register())
    const { url, uuid } = await make(declared.get('actor'))
    const patch = (reason: string) =>
      fetch(url, {
        method: 'PATCH',
        headers: {
          authorization: `Token ${TOKEN}`,
          'content-type': 'application/json',
          'x-audit-toelichting': reason,
        },
        body: '{"naam": "anders"}',
      })
    assert.equal((await patch('Verbeterd')).status, 200)
    assert.equal((await patch(Buffer.from('Op verzoek van Zoë').toString('latin1'))).status, 200)
    assert.equal((await patch('Zoë')).status, 200)
    assert.equal((await patch('x'.repeat(1001))).status, 400)
    const { results } = await historyOf(register(), declared.get('actor'), uuid)
    assert.deepEqual(
      results.map(({ reden }) => reden),
      ['Zoë', 'Op verzoek van Zoë', 'Verbeterd', null],
    )
  })

  test('it is paged like other lists', async () => {
    const { make } = samplesIn(register())
    const { uuid } = await make(declared.get('actor'))
    for (const naam of ['a', 'b', 'c']) await register().change(declared.get('actor'), uuid, { naam })
    const first = await historyOf(register(), declared.get('actor'), uuid, '?pageSize=3')
    assert.deepEqual([first.count, first.results.map(({ versie }) => versie)], [4, [4, 3, 2]])
    const path = `${pathOf(declared.get('actor'), uuid)}/historie`
    assert.equal(first.next, `${register().base}${path}?page=2&pageSize=3`)
    const last = await historyOf(register(), declared.get('actor'), uuid, '?pageSize=3&page=last')
    assert.deepEqual(
      last.results.map(({ versie }) => versie),
      [1],
    )
    for (const page of ['3', '0', 'x']) {
      assert.equal((await register().send('GET', `${path}?pageSize=3&page=${page}`)).status, 404)
    }
  })

  test('an object that never was has none', async () => {
    for (const uuid of ['00000000-0000-4000-8000-000000000000', 'geen-uuid'])
      assert.equal((await register().send('GET', `${pathOf(declared.get('actor'), uuid)}/historie`)).status, 404)
  })
})
