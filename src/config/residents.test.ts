import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { readConfig } from '../config.ts'

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = publicKey.export({ type: 'spki', format: 'pem' })
const issuer = 'https://mijn.example.nl'
const read = (settings: Record<string, string>) => readConfig(settings, () => '')
const portals = (list: unknown) => read({ INWONER_PORTALEN: JSON.stringify(list) }).inwonerPortalen

test('portals are known by public keys', () => {
  const jwk = publicKey.export({ format: 'jwk' })
  assert.deepEqual(portals([{ issuer, publicKey: pem }]), [{ issuer, keys: { pem } }])
  assert.deepEqual(portals([{ issuer, jwks: { keys: [jwk] } }]), [{ issuer, keys: { jwks: { keys: [jwk] } } }])
  assert.deepEqual(portals([{ issuer, jwksUrl: 'https://x.nl/jwks' }])?.[0]?.keys, { url: 'https://x.nl/jwks' })
})

test('what would let others speak for residents is refused, and not repeated', () => {
  const secret = privateKey.export({ format: 'jwk' })
  for (const [list, why] of [
    [{}, /list of portals/],
    [[{ issuer }], /one of jwksUrl, jwks and publicKey/],
    [[{ publicKey: pem }], /issuer/],
    [[{ issuer, jwksUrl: 'http://x.nl/jwks' }], /https/],
    [[{ issuer, jwks: { keys: [secret] } }], /public keys/],
    [[{ issuer, jwks: { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] } }], /public keys/],
    [[{ issuer, publicKey: 'x' }], /PEM/],
    [[{ issuer, publicKey: pem, key: 'x' }], /not known: key/],
    [
      [
        { issuer, publicKey: pem },
        { issuer, publicKey: pem },
      ],
      /twice/,
    ],
  ] as const) {
    assert.throws(
      () => portals(list),
      (error: Error) =>
        why.test(error.message) && !error.message.includes('c2VjcmV0') && !error.message.includes(secret.d ?? '?'),
      why.source,
    )
  }
})

test('a function that is not named takes the most', () => {
  assert.deepEqual(read({ INWONER_NIVEAUS: 'lezen=basis' }).inwonerNiveaus, {
    lezen: 'basis',
    adressen: 'hoog',
    betwisten: 'hoog',
  })
  for (const wrong of ['lezen', 'lezen=zeker', 'kijken=basis'])
    assert.throws(() => read({ INWONER_NIVEAUS: wrong }), /INWONER_NIVEAUS must be pairs/)
})
