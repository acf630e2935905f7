import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textAt, textsAt } from './claims.ts'

const claims = {
  sub: 'anna',
  number: 47,
  empty: '',
  groups: ['a', 'b', 3, null, { x: 1 }],
  realm_access: { roles: ['kcc'] },
  resource_access: { 'klant.app': { roles: ['uit'] } },
  'https://x/roles': 'ver',
  'a~b': 'tilde',
}

test('a place is a name, names with dots between, or a JSON Pointer', () => {
  assert.deepEqual(textsAt(claims, ['sub']), ['anna'])
  assert.deepEqual(textsAt(claims, ['realm_access.roles', 'sub']), ['kcc', 'anna'])
  assert.deepEqual(textsAt(claims, ['/resource_access/klant.app/roles']), ['uit'])
  assert.deepEqual(textsAt(claims, ['/https:~1~1x~1roles', '/a~0b']), ['ver', 'tilde'])
  assert.deepEqual(textsAt(claims, ['groups', 'number']), ['a', 'b', '3', '47'])
})

test('what is not there, or no text, is nothing', () => {
  for (const path of ['x', 'sub.x', 'groups.0', 'realm_access', 'constructor', '__proto__', 'sub.length', '/'])
    assert.deepEqual(textsAt(claims, [path]), [], path)
  assert.equal(textAt(claims, ['empty', 'x', 'number']), '47')
  assert.equal(textAt(claims, []), undefined)
})
