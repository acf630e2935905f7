import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBody } from './body.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const reads = (text: string | Buffer) => () => readBody(Buffer.from(text), JSON_TYPE)
const fault = (detail: string) => ({ detail: `JSON parse error - ${detail}` })

test('what is wrong with a text is told, where in what was sent, and nothing of the text itself', () => {
  assert.throws(reads('{"a": '), fault('the text ends too soon'))
  assert.throws(reads('{"bsn": 123456782,}'), fault('unexpected text at position 18'))
  assert.throws(reads('geheim'), fault('unexpected text'))
  // Read in another notation, in which the comma stands elsewhere.
  assert.throws(reads('{"a": 1.50,}'), fault('unexpected text'))
  assert.throws(reads(Buffer.from([0x22, 0xff, 0x22])), fault('not UTF-8'))
})
