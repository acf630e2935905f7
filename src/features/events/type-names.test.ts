import assert from 'node:assert/strict'
import { test } from 'node:test'
import { looksLikeBsn } from './notificatie.ts'
import { waitAfter } from './retry.ts'
import { isAmong, typeOf } from './type-names.ts'

test('types are words in reverse-DNS order', () => {
  assert.equal(typeOf('nl.k', { resource: 'digitaalAdres', action: 'replace' }), 'nl.k.digitaal-adres-gewijzigd')
})

test('patterns of types', () => {
  const type = 'nl.k.klantcontact-aangemaakt'
  for (const pattern of [type, '*', 'nl.k.*', '*-aangemaakt', 'nl.*.klantcontact-*', '*klantcontact*'])
    assert.ok(isAmong(type, ['iets.anders', pattern]), pattern)
  for (const pattern of [
    'nl.k',
    'nl.k.klantcontact-aangemaakt-',
    '*-gewijzigd',
    'nl.k.klantcontact-aangemaakt*t',
    'x*',
  ])
    assert.ok(!isAmong(type, [pattern]), pattern)
  assert.ok(isAmong(type, []))
})

test('the waits of a message that keeps failing (behaviour.md §6.1)', () => {
  const waits = Array.from({ length: 9 }, (_, at) => waitAfter(at + 1, 25))
  assert.deepEqual(waits, [25, 100, 400, 1600, 6400, 25_600, 52_000, undefined, undefined])
})

test('what looks like a BSN', () => {
  assert.deepEqual(['999990019', '123456782', '000000000', '123456789', '4100000001', 999_990_019].map(looksLikeBsn), [
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})
