import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBaseAddress } from './address.ts'

const from = (host: string, protocol: 'http' | 'https' = 'http') => ({ host, protocol })
const defaults = { baseUrl: undefined, allowedHosts: undefined, host: '127.0.0.1', subpath: '' }

test('a set address is used whatever the request says', () => {
  const base = createBaseAddress({ ...defaults, baseUrl: 'https://klant.example.nl', subpath: '/kc' })
  assert.equal(base(from('evil.example')), 'https://klant.example.nl/kc')
})

test('without one, only allowed names come into an address', () => {
  const base = createBaseAddress({ ...defaults, host: '::', subpath: '/kc' })
  assert.equal(base(from('localhost:8000')), 'http://localhost:8000/kc')
  assert.equal(base(from('LOCALHOST:8000')), 'http://LOCALHOST:8000/kc')
  assert.equal(base(from('[::1]:8000', 'https')), 'https://[::1]:8000/kc')
  for (const host of [
    'evil.example',
    'localhost.evil.example',
    'localhost@evil.example',
    'localhost/evil',
    '',
    'localhost:8000:1',
  ])
    assert.equal(base(from(host)), undefined, host)
})

test('a list names hosts, domains or all', () => {
  const base = createBaseAddress({ ...defaults, allowedHosts: ['kc.example.nl', '.intern.nl'] })
  assert.equal(base(from('kc.example.nl')), 'http://kc.example.nl')
  assert.equal(base(from('a.b.intern.nl:81')), 'http://a.b.intern.nl:81')
  assert.equal(base(from('intern.nl')), 'http://intern.nl')
  assert.equal(base(from('nietintern.nl')), undefined)
  assert.equal(base(from('localhost')), undefined)
  const any = createBaseAddress({ ...defaults, allowedHosts: ['*'] })
  assert.equal(any(from('whatever.example')), 'http://whatever.example')
  assert.equal(any(from('what ever')), undefined)
})
