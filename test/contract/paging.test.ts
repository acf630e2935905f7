/** Pages of every list: complete, in order, and counted. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import { type List, onBothDatabases, pathOf, type Shown, type TestRegister } from '../support/register.ts'
import { samplesIn } from '../support/sample.ts'

const SIZE = 3
const ROWS = 7

const uuids = ({ results }: List): string[] => results.map(({ uuid }) => uuid)

/** Seven rows in an otherwise empty collection; answers them as the list must show them. */
const fill = async (register: TestRegister, resource: Resource): Promise<Shown[]> => {
  await register.empty()
  const samples = samplesIn(register)
  const rows: Shown[] = []
  for (let n = 0; n < ROWS; n++) {
    // Moments run against the order of making, so that one cannot be taken for the other.
    const set = resource.newestBy ? { [resource.newestBy]: `2024-01-0${ROWS - n}T10:00:00Z` } : {}
    rows.push(await samples.make(resource, { n, set }))
  }
  return resource.newestBy ? rows : rows.reverse()
}

onBothDatabases((register) => {
  for (const resource of resources as readonly Resource[]) {
    test(`${resource.name} · pages follow each other, newest first, and hold every row once`, async () => {
      const expected = (await fill(register(), resource)).map(({ uuid }) => uuid)
      const whole = await register().list(resource)
      assert.deepEqual([whole.count, whole.next, whole.previous], [ROWS, null, null])
      assert.deepEqual(uuids(whole), expected)

      const address = `${register().base}${pathOf(resource)}?`
      const found: string[] = []
      const pages = [undefined, '2', '3']
      for (const [index, page] of pages.entries()) {
        const answer = await register().list(resource, { pageSize: String(SIZE), ...(page ? { page } : {}) })
        found.push(...uuids(answer))
        assert.equal(answer.count, ROWS)
        assert.equal(answer.next, index === 2 ? null : `${address}page=${index + 2}&pageSize=${SIZE}`)
        assert.equal(
          answer.previous,
          index === 0 ? null : index === 1 ? `${address}pageSize=${SIZE}` : `${address}page=2&pageSize=${SIZE}`,
        )
      }
      assert.deepEqual(found, expected)

      const last = await register().list(resource, { page: 'last', pageSize: String(SIZE) })
      assert.deepEqual(uuids(last), expected.slice(6))
      for (const page of ['4', '0', '-1', 'x', '99999999999999999999']) {
        const beyond = await register().send('GET', `${pathOf(resource)}?page=${page}&pageSize=${SIZE}`)
        assert.equal(beyond.status, 404, page)
        assert.equal((beyond.body as { detail: string }).detail, 'Ongeldige pagina.')
      }
    })

    test(`${resource.name} · the count is exact after removal, and an empty list has one page`, async () => {
      const rows = await fill(register(), resource)
      for (const [index, { uuid }] of rows.entries()) {
        await register().send('DELETE', pathOf(resource, uuid))
        assert.equal((await register().list(resource)).count, ROWS - index - 1)
      }
      for (const page of ['1', 'last'])
        assert.deepEqual(await register().list(resource, { page }), {
          count: 0,
          next: null,
          previous: null,
          results: [],
        })
      assert.equal((await register().send('GET', `${pathOf(resource)}?page=2`)).status, 404)
    })

    test(`${resource.name} · a parameter that it does not have is refused by name`, async () => {
      for (const path of [pathOf(resource), pathOf(resource, '00000000-0000-4000-8000-000000000000')]) {
        const answer = await register().send('GET', `${path}?foo=1&bar=2`)
        if (answer.status === 404) continue
        const { invalidParams } = answer.body as { invalidParams: unknown }
        const reason = 'Onbekende query parameters: bar, foo'
        assert.deepEqual(invalidParams, [{ name: 'nonFieldErrors', code: 'unknown-parameters', reason }])
      }
    })
  }
})
