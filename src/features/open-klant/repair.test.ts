import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bagId, country, iban, phone, postcode } from '../../model/formats.ts'
import { repaired } from './repair.ts'

const with_ = (rule: typeof postcode) => (text: string) => repaired(text, (better) => rule.check(better) === undefined)

test('slips are put right where it is plain what was meant', () => {
  for (const written of ['1234AB', '1234ab', ' 1234 AB', '1234  ab']) assert.equal(with_(postcode)(written), '1234 AB')
  for (const written of ['06-12345678', '06 1234 5678', '(06) 12345678'])
    assert.equal(with_(phone)(written), '0612345678')
  assert.equal(with_(phone)('+31 (0)6 12345678'), '+31612345678')
  assert.equal(with_(iban)('NL91 ABNA 0417 1643 00'), 'NL91ABNA0417164300')
  assert.equal(with_(country)('nl'), 'NL')
})

test('anything else is left', () => {
  assert.equal(with_(postcode)('12345'), undefined)
  assert.equal(with_(phone)('onbekend'), undefined)
  assert.equal(with_(country)('Nederland'), undefined)
  assert.equal(with_(bagId)('12'), undefined)
})
