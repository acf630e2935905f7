import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { test } from 'node:test'
import { configurationPage, configurationPagePath } from '../tools/configuration-docs.ts'
import { ConfigError, readConfig, settings } from './config.ts'

const noFiles = (path: string): string => {
  throw Object.assign(new Error(path), { code: 'ENOENT' })
}
const read = (env: Record<string, string>) => readConfig(env, noFiles)
const mistakesOf = (env: Record<string, string>): readonly string[] => {
  try {
    read(env)
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.mistakes
  }
  return []
}

test('the defaults are valid', () => {
  const config = read({})
  assert.equal(config.host, '127.0.0.1')
  assert.equal(config.port, 8000)
  assert.equal(config.databaseUrl, undefined)
  assert.equal(config.databasePrepare, true)
  assert.equal(config.bodyLimit, 1_048_576)
  assert.equal(config.requestTimeout, 30_000)
  assert.equal(config.trustProxy, false)
  assert.equal(config.subpath, '')
  assert.deepEqual(config.corsAllowedOrigins, [])
  assert.ok(isAbsolute(config.dataDir))
})

test('all mistakes are named together, and no value is repeated', () => {
  const mistakes = mistakesOf({
    PORT: '80000',
    DATABASE_URL: 'mysql://root:hemelsleutel@db/x',
    API_TOKEN: 'hemel sleutel',
    BODY_LIMIT: 'veel',
    NUMMER_AUTO: 'misschien',
    BASE_URL: 'https://example.nl/pad',
    LOG_LEVEL: 'luid',
  })
  assert.deepEqual(
    mistakes.map((line) => line.split(' ')[0]),
    ['PORT', 'DATABASE_URL', 'API_TOKEN', 'NUMMER_AUTO', 'BASE_URL', 'BODY_LIMIT', 'LOG_LEVEL'],
  )
  assert.doesNotMatch(mistakes.join('\n'), /sleutel/)
})

test('an empty variable counts as not set', () => {
  assert.equal(read({ PORT: '', API_TOKEN: ' ' }).port, 8000)
})

test('the name of a schema', () => {
  assert.equal(read({}).databaseSchema, 'klantinteracties')
  for (const name of ['public', 'gemeente_0363', '_a', 'user', 'a'.repeat(63)])
    assert.equal(read({ DATABASE_SCHEMA: name }).databaseSchema, name)
  for (const name of ['Gemeente', '0363', 'a-b', 'a b', 'a,public', 'a;drop', '"a"', 'é', 'a'.repeat(64)])
    assert.match(mistakesOf({ DATABASE_SCHEMA: name }).join(), /^DATABASE_SCHEMA must be 1 to 63 lower-case letters/)
  for (const name of ['pg_catalog', 'pg_x', 'information_schema'])
    assert.match(mistakesOf({ DATABASE_SCHEMA: name }).join(), /^DATABASE_SCHEMA must not be a schema of PostgreSQL/)
})

test('booleans, sizes and times', () => {
  for (const [word, value] of [
    ['on', true],
    ['TRUE', true],
    ['1', true],
    ['yes', true],
    ['off', false],
    ['False', false],
    ['0', false],
    ['no', false],
  ] as const)
    assert.equal(read({ NUMMER_AUTO: word }).nummerAuto, value)
  assert.equal(read({ BODY_LIMIT: '65536' }).bodyLimit, 65_536)
  assert.equal(read({ BODY_LIMIT: '2 MB' }).bodyLimit, 2_097_152)
  assert.equal(read({ BODY_LIMIT: '512KiB' }).bodyLimit, 524_288)
  assert.equal(read({ REQUEST_TIMEOUT: '5' }).requestTimeout, 5000)
  assert.equal(read({ REQUEST_TIMEOUT: '250ms' }).requestTimeout, 250)
  assert.equal(read({ REQUEST_TIMEOUT: '2m' }).requestTimeout, 120_000)
  assert.equal(mistakesOf({ REQUEST_TIMEOUT: '5 uur' }).length, 1)
  assert.equal(mistakesOf({ BODY_LIMIT: '-1' }).length, 1)
  assert.equal(mistakesOf({ BODY_LIMIT: '1constructor' }).length, 1)
})

test('origins and hosts', () => {
  assert.equal(read({ CORS_ALLOWED_ORIGINS: '*' }).corsAllowedOrigins, '*')
  assert.deepEqual(read({ CORS_ALLOWED_ORIGINS: 'https://a.nl, http://b.nl:8080/' }).corsAllowedOrigins, [
    'https://a.nl',
    'http://b.nl:8080',
  ])
  assert.equal(mistakesOf({ CORS_ALLOWED_ORIGINS: 'a.nl' }).length, 1)
  assert.deepEqual(read({ ALLOWED_HOSTS: 'Example.NL .kant.nl,[::1]' }).allowedHosts, [
    'example.nl',
    '.kant.nl',
    '[::1]',
  ])
  assert.equal(mistakesOf({ ALLOWED_HOSTS: 'https://example.nl' }).length, 1)
  assert.equal(read({ BASE_URL: 'https://Example.nl:443/' }).baseUrl, 'https://example.nl')
  assert.equal(read({ SUBPATH: '/klanten/' }).subpath, '/klanten')
  assert.equal(mistakesOf({ SUBPATH: 'klanten' }).length, 1)
})

test('whom to believe about the client', () => {
  assert.equal(read({ TRUST_PROXY: 'on' }).trustProxy, true)
  assert.equal(read({ TRUST_PROXY: '0' }).trustProxy, false)
  assert.deepEqual(read({ TRUST_PROXY: '10.0.0.0/8, ::1 loopback' }).trustProxy, ['10.0.0.0/8', '::1', 'loopback'])
  assert.equal(mistakesOf({ TRUST_PROXY: '10.0.0.0/33' }).length, 1)
  assert.equal(mistakesOf({ TRUST_PROXY: 'proxy.example.nl' }).length, 1)
  const hops = read({ TRUST_PROXY: '2' }).trustProxy
  assert.ok(typeof hops === 'function')
  assert.deepEqual([hops('10.0.0.1', 0), hops('10.0.0.1', 1), hops('10.0.0.1', 2)], [true, true, false])
})

test('a secret may come from a file', () => {
  const config = readConfig({ API_TOKEN_FILE: '/run/secrets/token' }, (path) => `${path.length}abc\n`)
  assert.equal(config.apiToken, '18abc')
  assert.match(mistakesOf({ API_TOKEN_FILE: '/nergens' })[0] ?? '', /API_TOKEN_FILE names \(ENOENT\)/)
  assert.match(mistakesOf({ API_TOKEN_FILE: '/nergens', API_TOKEN: 'a' })[0] ?? '', /both set/)
  assert.equal(read({ PORT_FILE: '/nergens' }).port, 8000)
})

test('docs/configuration.md is what the declaration says', () => {
  assert.equal(readFileSync(configurationPagePath, 'utf8'), configurationPage())
  for (const setting of settings) assert.ok(configurationPage().includes(`\`${setting.name}\``))
})
