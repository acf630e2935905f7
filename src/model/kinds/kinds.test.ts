import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resources } from '../../resources/index.ts'
import { visitFields } from '../register.ts'
import { isoDay } from './date.ts'
import { isoMoment } from './date-time.ts'
import type { Leaf } from './field.ts'
import { choice, date, integer, text, texts, yesNo } from './index.ts'
import { lengthOf, strip } from './text.ts'

const complaintsOf = (leaf: Leaf, value: unknown): string[] => {
  const outcome = leaf.accept(value)
  return 'complaints' in outcome ? outcome.complaints.map(({ code }) => code) : []
}
const taken = (leaf: Leaf, value: unknown): unknown => {
  const outcome = leaf.accept(value)
  return 'value' in outcome ? outcome.value : outcome
}

for (const resource of resources) {
  visitFields(resource.fields, ({ path }, field) => {
    if (!('leaf' in field)) return
    test(`${resource.name} · ${path} · its examples are what it says of them`, () => {
      for (const example of field.examples.valid) assert.deepEqual(complaintsOf(field, example), [], String(example))
      for (const example of field.examples.invalid)
        assert.notDeepEqual(complaintsOf(field, example), [], String(example))
    })
  })
}

test('a date is read in the spellings of ISO 8601', () => {
  for (const [given, day] of [
    ['2024-01-05', '2024-01-05'],
    ['2024-1-5', '2024-01-05'],
    ['20240105', '2024-01-05'],
    ['2024-W01-5', '2024-01-05'],
    ['2020-W53-7', '2021-01-03'],
    ['0001-01-01', '0001-01-01'],
    ['2024-02-30', undefined],
    ['2023-W53-1', undefined],
    ['0000-01-01', undefined],
    ['2024-01-05T00:00', undefined],
    ['05-01-2024', undefined],
  ] as const) {
    assert.equal(isoDay(given), day, given)
  }
})

test('a moment without a zone is UTC, and keeps six digits of a second', () => {
  for (const [given, moment] of [
    ['2024-01-05', '2024-01-05T00:00:00Z'],
    ['2024-01-05 10:00', '2024-01-05T10:00:00Z'],
    ['2024-01-05T10:00:00.1234567+02:00', '2024-01-05T10:00:00.123456+02:00'],
    ['2024-01-05T10:00:00-0130', '2024-01-05T10:00:00-01:30'],
    ['2024-01-05T24:00:00Z', undefined],
    ['2024-01-05T10:60:00Z', undefined],
    ['9999-12-31T23:59:59-01:00', undefined],
    ['0001-01-01T00:00:00+01:00', undefined],
    ['nu', undefined],
  ] as const) {
    assert.equal(isoMoment(given), moment, given)
  }
})

test('texts are trimmed as Python does, and counted in characters', () => {
  assert.equal(strip('\u00a0 a b\u2028'), 'a b')
  assert.equal(strip('\ufeffa'), '\ufeffa')
  assert.equal(lengthOf('a😀é'), 3)
  const field = text({ max: 3, min: 2 })
  assert.equal(taken(field, ' ab '), 'ab')
  assert.equal(taken(field, 12), '12')
  assert.deepEqual(complaintsOf(field, ' '), ['blank'])
  assert.deepEqual(complaintsOf(field, 'a'), ['min_length'])
  assert.deepEqual(complaintsOf(field, '😀😀😀😀'), ['max_length'])
  assert.deepEqual(complaintsOf(field, true), ['invalid'])
  assert.deepEqual(complaintsOf(field, 'a\0\ud800'), [
    'null_characters_not_allowed',
    'surrogate_characters_not_allowed',
  ])
})

test('numbers, booleans and choices are read as forms write them', () => {
  const number = integer({ min: 1, max: 99 })
  assert.deepEqual(
    [' 12 ', '+7', 3, '4.0', '1_0'].map((value) => taken(number, value)),
    [12, 7, 3, 4, 10],
  )
  assert.deepEqual(complaintsOf(number, 0), ['min_value'])
  assert.deepEqual(complaintsOf(number, '9'.repeat(1001)), ['max_string_length'])
  const boolean = yesNo({ nullable: true })
  assert.deepEqual(
    ['YES', 'off', 1, 0, '', 'null'].map((value) => taken(boolean, value)),
    [true, false, true, false, null, null],
  )
  assert.deepEqual(complaintsOf(yesNo({}), 'null'), ['null'])
  const size = choice({ s: 'Small', 1: 'One' }, { schemaName: 'Size' })
  assert.equal(taken(size, 1), '1')
  assert.deepEqual(complaintsOf(size, ''), ['invalid_choice'])
  assert.equal(taken(date({}), '20240105'), '2024-01-05')
})

test('free keys are re-cased, and a complaint carries its key', () => {
  const field = texts({ max: 5 })
  assert.equal(
    taken(field, { snake_case: 'a', BSN: 1, _expand: 'x', a_b: 'first', aB: 'last' }),
    '{"snakeCase":"a","bsn":"1","_expand":"x","aB":"last"}',
  )
  const outcome = field.accept({ goed: 'x', te_lang: 'xxxxxx' })
  assert.deepEqual('complaints' in outcome && outcome.complaints.map((one) => (one as { key?: string }).key), [
    'teLang',
  ])
})
