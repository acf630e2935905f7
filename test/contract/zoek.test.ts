/** A question in a body is answered as the list, and leaves nothing of it in an address. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import { callerWith } from '../support/callers.ts'
import { type List, onBothDatabases, pathOf } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'

const BSN = '123456782'
const brp = { codeRegister: 'brp', codeObjecttype: 'natuurlijk_persoon', codeSoortObjectId: 'bsn', objectId: BSN }
const [partij, klantcontact, identificator] = [
  declared.get('partij'),
  declared.get('klantcontact'),
  declared.get('partijIdentificator'),
]
const bodyOf = (query: string) => Object.fromEntries(new URLSearchParams(query))

onBothDatabases((register) => {
  for (const resource of resources as readonly Resource[]) {
    test(`${resource.name} · pages, expansions and moments as the list has them`, async () => {
      const samples = samplesIn(register())
      for (let n = 0; n < 3; n++) await samples.make(resource, { n })
      const now = new Date().toISOString()
      const questions = ['', 'page=2&pageSize=1', 'pageSize=2&page=last', `peildatum=${now}&pageSize=500`]
      const expand = resource.expand?.join(',')
      if (expand) questions.push(`expand=${expand}`)
      for (const question of questions) {
        const { results, count, next, previous } = await register().list(resource, bodyOf(question))
        const found = await register().search(resource, bodyOf(question))
        assert.deepEqual([found.results, found.count], [results, count], question)
        assert.deepEqual([found.next === null, found.previous === null], [next === null, previous === null], question)
      }
      if (expand) {
        const asList = await register().search(resource, { expand: resource.expand })
        assert.deepEqual(asList.results, (await register().list(resource, { expand })).results)
      }
      const paths = [`${pathOf(resource)}/_zoek`, `${pathOf(resource)}/_zoek/`]
      const [get, slash] = await Promise.all(paths.map((path) => register().send('GET', path)))
      assert.deepEqual([get?.status, get?.headers.get('allow')], [405, 'POST, OPTIONS'])
      assert.equal(slash?.status, 404)
    })
  }

  test('links name the page only, and lead through all pages with the same body', async () => {
    await register().empty()
    const { make } = samplesIn(register())
    const rows = []
    for (let n = 0; n < 5; n++) rows.push(await make(partij, { n, set: { soortPartij: 'persoon' } }))
    await make(partij, { n: 9, set: { soortPartij: 'organisatie' } })
    const body = { soortPartij: 'persoon', pageSize: 2, page: 1, expand: ['digitaleAdressen'] }
    const address = `${register().base}${pathOf(partij)}/_zoek?`
    const pages: List[] = [await register().search(partij, body)]
    for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) {
      pages.push((await register().send('POST', next, body)).body as List)
    }
    assert.deepEqual(
      pages.map(({ count, next, previous }) => [count, next, previous]),
      [
        [5, `${address}page=2&pageSize=2`, null],
        [5, `${address}page=3&pageSize=2`, `${address}page=1&pageSize=2`],
        [5, null, `${address}page=2&pageSize=2`],
      ],
    )
    assert.deepEqual(
      pages.flatMap(({ results }) => results.map(({ uuid }) => uuid)).sort(),
      rows.map(({ uuid }) => uuid).sort(),
    )
    // Back to the first page, also with a body that asks for another.
    const back = await register().send('POST', `${address}page=1&pageSize=2`, { ...body, page: 3 })
    assert.deepEqual((back.body as List).results, pages[0]?.results)
    assert.equal((await register().send('POST', `${pathOf(partij)}/_zoek`, { page: 4, pageSize: 2 })).status, 404)
  })

  test('a BSN stands in no address of the answer', async () => {
    await register().empty()
    const { make } = samplesIn(register())
    const owner = await make(partij, { set: { soortPartij: 'persoon' } })
    await register().create(identificator, { identificeerdePartij: { uuid: owner.uuid }, partijIdentificator: brp })
    const asked = {
      partijIdentificator__codeSoortObjectId: 'bsn',
      partijIdentificator__objectId: Number(BSN),
      pageSize: 1,
    }
    const found = await register().search(partij, asked)
    assert.deepEqual([found.count, found.results[0]?.uuid], [1, owner.uuid])
    assert.ok(!JSON.stringify([found.next, found.previous]).includes(BSN))
  })

  test('every wrong member is named, and so is what does not belong in the address', async () => {
    const faultsOf = async (body: unknown, query = '') =>
      (await register().refused('POST', `${pathOf(klantcontact)}/_zoek${query}`, body)).map(
        ({ name, code }) => `${name} ${code}`,
      )
    assert.deepEqual(
      await faultsOf({
        bestaatNiet: 1,
        ['__proto__']: {},
        kanaal: ['a', 'b'],
        hadBetrokkene__uuid: 'x',
        nummer: { is: 1 },
        onderwerp: null,
        plaatsgevondenOp: 'gisteren',
        peildatum: 'x',
        expand: ['hadBetrokkenen', 3.5],
      }),
      [
        'bestaatNiet unknown-parameters',
        '__proto__ unknown-parameters',
        'kanaal invalid',
        'nummer invalid',
        'onderwerp null',
        'expand.1 invalid',
        'plaatsgevondenOp invalid',
        'hadBetrokkene__uuid invalid',
        'peildatum invalid',
      ],
    )
    assert.deepEqual(await faultsOf({ vertrouwelijk: 'misschien', indicatieContactGelukt: 2, pageSize: 'veel' }), [
      'pageSize invalid',
      'indicatieContactGelukt invalid',
      'vertrouwelijk invalid',
    ])
    assert.deepEqual(await faultsOf({ expand: 'niets' }), ['expand invalid_choice'])
    assert.deepEqual(await faultsOf([]), ['nonFieldErrors invalid'])
    assert.deepEqual(await faultsOf({}, '?nummer=1&kanaal=x&page=1'), ['nonFieldErrors unknown-parameters'])
    assert.equal((await register().send('POST', `${pathOf(klantcontact)}/_zoek`)).status, 200)
  })

  test('it is a read, and filters take the rights that they take in the list', async () => {
    const reader = await callerWith(register(), { scopes: ['partijen.lezen'] })
    const writer = await callerWith(register(), { scopes: ['partijen.schrijven'] })
    assert.equal((await reader.send('POST', `${pathOf(partij)}/_zoek`, {})).status, 200)
    assert.equal((await writer.send('POST', `${pathOf(partij)}/_zoek`, {})).status, 403)
    assert.equal(
      (
        await register()
          .as('wrong')
          .send('POST', `${pathOf(partij)}/_zoek`, {})
      ).status,
      401,
    )
    const { status, body } = await reader.send('POST', `${pathOf(partij)}/_zoek`, {
      partijIdentificator__codeSoortObjectId: 'bsn',
    })
    assert.equal(status, 403)
    assert.match(JSON.stringify(body), /bsn\.gebruiken/)
  })
})
