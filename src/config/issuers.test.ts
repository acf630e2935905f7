import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ConfigError, readConfig } from '../config.ts'
import { ROLES } from '../model/roles.ts'

const read = (env: Record<string, string>) => readConfig(env, () => '')
const issuersIn = (value: unknown) => read({ OIDC_ISSUERS: JSON.stringify(value) }).oidcIssuers ?? []
const mistakesOf = (env: Record<string, string>): readonly string[] => {
  try {
    read(env)
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.mistakes
  }
  return []
}
const wrong = (...issuers: unknown[]) =>
  mistakesOf({ OIDC_ISSUERS: JSON.stringify(issuers) }).map((one) => one.replace('OIDC_ISSUERS ', ''))
const good = { issuer: 'https://login.example/realms/x', audience: 'register' }

test('what is left out has a meaning', () => {
  assert.deepEqual(issuersIn([good]), [
    {
      issuer: 'https://login.example/realms/x',
      jwks: undefined,
      audience: ['register'],
      algorithms: ['RS256', 'PS256', 'ES256'],
      skew: 30,
      prefix: '',
      extern: false,
      claims: {
        name: ['sub'],
        roles: [],
        scopes: [],
        units: [],
        actor: [],
        application: ['azp', 'client_id', 'appid'],
      },
      roles: new Map(),
      units: new Map(),
    },
  ])
  assert.equal(read({}).oidcIssuers, undefined)
})

test('groups become scopes: of roles, of scopes by name, and of several together', () => {
  const roles = { kcc: 'kcc-medewerker', baas: ['behandelaar', 'historie', 'partijen.lezen'] }
  const [issuer] = issuersIn({ issuers: [{ ...good, roles, units: { een: 'Burgerzaken' }, algorithms: 'EdDSA' }] })
  assert.deepEqual(issuer?.roles.get('kcc'), ROLES['kcc-medewerker']?.scopes)
  assert.deepEqual(issuer?.roles.get('baas'), [...(ROLES.behandelaar?.scopes ?? []), 'historie'])
  assert.deepEqual([issuer?.units.get('een'), issuer?.algorithms], ['Burgerzaken', ['EdDSA']])
})

test('every mistake is named', () => {
  assert.deepEqual(
    wrong({
      issuer: 'http://login.example',
      jwks: 'ftp://x',
      algorithms: ['HS256', 'none'],
      skew: 900,
      prefix: 'Met Spatie',
      extern: 'ja',
      claims: { naam: 'x', roles: [3] },
      roles: { kcc: ['kcc-medewerker', 'baas'] },
      units: { een: 1 },
      groups: 1,
    }),
    [
      'issuer 1: has a member that is not known: groups',
      'issuer 1: extern must be true or false',
      'issuer 1: skew must be a number of seconds from 0 to 300',
      'issuer 1: prefix must be lower-case letters, digits and hyphens',
      'issuer 1: issuer must be an address that starts with https://, without user and password (see plain_http)',
      'issuer 1: jwks must be an address that starts with https://, without user and password (see plain_http)',
      'issuer 1: audience must be a text, or a list of texts',
      'issuer 1: algorithms may be RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, Ed25519',
      'issuer 1: claims has a member that is not known: naam',
      'issuer 1: claims.roles must be a text, or a list of texts',
      'issuer 1: roles.kcc names what is no role or scope: baas',
      'issuer 1: units.een must be a text',
    ],
  )
  assert.deepEqual(wrong('x'), ['issuer 1: must be an object'])
  assert.deepEqual(wrong(good, good), [
    'names an issuer twice',
    'needs a prefix of its own for each of several issuers; one may go without',
  ])
  const list = 'OIDC_ISSUERS must be a list of issuers, as YAML or JSON'
  for (const text of ['[]', '{', 'issuer: x', '3']) assert.deepEqual(mistakesOf({ OIDC_ISSUERS: text }), [list])
})

test('plain HTTP is for one machine, or said in so many words', () => {
  for (const host of ['localhost', '127.0.0.1', '[::1]'])
    assert.equal(issuersIn([{ ...good, issuer: `http://${host}:8080/x` }]).length, 1, host)
  const issuer = 'http://keycloak:8080/realms/x'
  assert.equal(issuersIn([{ ...good, issuer, plain_http: true }]).length, 1)
  assert.equal(wrong({ ...good, issuer }).length, 1)
  assert.equal(wrong({ ...good, issuer: 'https://a:b@login.example' }).length, 1)
})

test('keys are 32 bytes in base64; limits are so many a time', () => {
  const key = (byte: number) => Buffer.alloc(32, byte).toString('base64')
  assert.deepEqual(read({ SECRETS_KEY: `${key(1)}, ${key(2)}` }).secretsKey, [Buffer.alloc(32, 1), Buffer.alloc(32, 2)])
  for (const wrongKey of ['x', Buffer.alloc(31).toString('base64'), `${key(1)} ${key(1)}`, `${key(1)} x`])
    assert.equal(mistakesOf({ SECRETS_KEY: wrongKey }).length, 1, wrongKey)
  assert.ok(!mistakesOf({ SECRETS_KEY: 'hemelsleutel' }).join().includes('hemelsleutel'))
  assert.deepEqual(read({ RATE_LIMIT: '600/m' }).rateLimit, { amount: 600, perMs: 60_000 })
  assert.deepEqual([read({}).rateLimit, read({ WRONG_TOKEN_LIMIT: 'off' }).wrongTokenLimit], [undefined, undefined])
  assert.deepEqual(read({}).wrongTokenLimit, { amount: 600, perMs: 60_000 })
  for (const rate of ['0/m', '600', 'x/m', '1/d', '-1/s'])
    assert.equal(mistakesOf({ RATE_LIMIT: rate }).length, 1, rate)
})

test('the examples in the documents are right', () => {
  const docs = join(import.meta.dirname, '..', '..', '..', 'docs')
  for (const [page, count] of [
    ['access.md', 1],
    ['how-to/sign-in.md', 2],
  ] as const) {
    const examples = [...readFileSync(join(docs, page), 'utf8').matchAll(/```yaml\n(.*?)```/gs)]
    assert.equal(examples.length, count)
    for (const [, example = ''] of examples) {
      assert.deepEqual(mistakesOf({ OIDC_ISSUERS: example }), [], page)
      assert.ok((read({ OIDC_ISSUERS: example }).oidcIssuers?.[0]?.roles.size ?? 0) > 0)
    }
  }
})
