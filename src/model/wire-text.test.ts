import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toCamel, toSnake, typeName, WireNumber, wireText } from './wire-text.ts'

test('member names are re-cased as the compatible API does', () => {
  // As recorded: behaviour.md §1.9.
  for (const [given, shown] of [
    ['snake_case', 'snakeCase'],
    ['BSN', 'bsn'],
    ['BSNnummer', 'bsNnummer'],
    ['zaakID', 'zaakId'],
    ['kenmerk_1', 'kenmerk1'],
    ['SOME_KEY', 'someKey'],
    ['_x', 'X'],
    ['a__b', 'a_B'],
    ['camelCase', 'camelCase'],
    ['e-mail', 'e-mail'],
    ['Betreft', 'Betreft'],
    ['Zaak Nummer', 'Zaak Nummer'],
    ['kenmerk1', 'kenmerk1'],
  ] as const) {
    assert.equal(toCamel(toSnake(given)), shown, given)
  }
  assert.equal(toSnake('adresregel1'), 'adresregel_1')
})

test('values are written as the compatible API writes them in its texts', () => {
  for (const [value, text, type] of [
    [null, 'None', 'NoneType'],
    [true, 'True', 'bool'],
    [12, '12', 'int'],
    [1.5, '1.5', 'float'],
    [1e-7, '1e-07', 'float'],
    [new WireNumber('1.0'), '1.0', 'float'],
    [new WireNumber('12345678901234567890'), '12345678901234567890', 'int'],
    [new WireNumber('1e400'), 'inf', 'float'],
    [["it's", 'a"b'], '["it\'s", \'a"b\']', 'list'],
    [{ a: { b: [null, false] } }, "{'a': {'b': [None, False]}}", 'dict'],
    ['x', 'x', 'str'],
  ] as const) {
    assert.equal(wireText(value), text)
    assert.equal(typeName(value), type)
  }
})
