import assert from 'node:assert/strict'
import { test } from 'node:test'
import { declared } from '../resources/index.ts'
import { readQuery } from './query.ts'

const all = declared
const read = (name: string, query: string) => readQuery(all, all.get(name), new URLSearchParams(query))

test('values are read as forms write them', () => {
  const values = (query: string) => Object.values(read('digitaalAdres', query).values)
  for (const day of ['2024-01-05', '2024/1/5', '5-1-2024', '05/01/24'])
    assert.deepEqual(values(`verificatieDatum=${day}`), ['2024-01-05'], day)
  assert.deepEqual(values('adres=%20a%20'), ['a'])
  assert.deepEqual(values('adres=a&adres=b'), ['b'])
  assert.deepEqual(values('adres__icontains=50%25'), ['%50\\%%'])
  assert.deepEqual(read('digitaalAdres', 'isStandaardAdres=TRUE').filters, [{ name: 'isStandaardAdres', yes: true }])
  assert.deepEqual(read('digitaalAdres', 'isStandaardAdres=ja&adres=').filters, [])
})

test('faults are named; unknown parameters come before all others', () => {
  const faults = (query: string) => read('digitaalAdres', query).faults.map(({ name, code }) => `${name} ${code}`)
  assert.deepEqual(faults('verificatieDatum=morgen&verstrektDoorPartij__uuid=x'), [
    'verificatieDatum invalid',
    'verstrektDoorPartij__uuid invalid',
  ])
  assert.deepEqual(faults('soortDigitaalAdres=fax'), ['soortDigitaalAdres invalid_choice'])
  assert.deepEqual(faults('adres=%00'), ['adres null_characters_not_allowed'])
  assert.deepEqual(faults('soortDigitaalAdres=fax&foo=1'), ['nonFieldErrors unknown-parameters'])
  assert.deepEqual(faults('expand=verstrektDoorBetrokkene,onzin'), ['expand invalid_choice'])
})

test('an address counts by its last segment', () => {
  const uuid = '5f3d4c9e-7a3b-4d3a-9f52-0c8f1f2b7a11'
  const asked = read('digitaalAdres', `verstrektDoorPartij__url=http://openklant:8000/x/${uuid}`)
  assert.deepEqual(asked.values, { verstrektDoorPartij__url: uuid })
  assert.equal(read('digitaalAdres', 'verstrektDoorPartij__url=http://x.nl/geen').nothing, true)
  assert.equal(read('digitaalAdres', 'verstrektDoorPartij__url=geen adres').faults.length, 1)
})

test('pages and sizes stay within their bounds', () => {
  const paging = (query: string) => {
    const { page, size } = read('partij', query)
    return [page, size]
  }
  assert.deepEqual(paging(''), [1, 100])
  assert.deepEqual(paging('page=last&pageSize=9999'), ['last', 500])
  assert.deepEqual(paging('page=+2&pageSize=0'), [2, 100])
  for (const page of ['0', '-1', 'x', '1.5', '9'.repeat(20)]) assert.deepEqual(paging(`page=${page}`), [undefined, 100])
})

test('an expansion includes what it passes through', () => {
  assert.deepEqual(read('klantcontact', 'expand=hadBetrokkenen.wasPartij,omvatteBijlagen').expansion, {
    hadBetrokkenen: { wasPartij: {} },
    omvatteBijlagen: {},
  })
})
