import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError, readConfig } from '../config.ts'

const files: Readonly<Record<string, string>> = {
  '/run/secrets/hook': 'a secret in a file of its own\n',
  '/etc/sinks.yaml': `
sinks:
  - name: zaken
    kind: webhook
    url: https://zaken.example/hook
    secret: {file: /run/secrets/hook}
    authorization: {env: BEARER}
    scopes: [klantcontacten.lezen, vertrouwelijk]
    types: ['*.klantcontact-*']
    timeout: 5
  - {name: bus, kind: nats, servers: ['nats://one:4222', 'tls://two:4222'], token: {env: BEARER}}
  - {name: rabbit, kind: rabbitmq, url: 'amqps://host/vhost', user: {env: BEARER}, password: {file: /run/secrets/hook}}
`,
}
const readFile = (path: string): string => {
  const found = files[path]
  if (found === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' })
  return found
}
const speaking = { BASE_URL: 'https://klant.example', EVENT_SOURCE: 'urn:x:y', BEARER: 'Bearer hemelsleutel' }
const read = (env: Record<string, string>) => readConfig({ ...speaking, ...env }, readFile)
const mistakesOf = (env: Record<string, string>): readonly string[] => {
  try {
    read(env)
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.mistakes
  }
  return []
}

test('a file of receivers, with secrets from elsewhere', () => {
  const { eventSinks } = read({ EVENT_SINKS_FILE: '/etc/sinks.yaml' })
  assert.deepEqual(eventSinks, [
    {
      name: 'zaken',
      kind: 'webhook',
      url: 'https://zaken.example/hook',
      secret: 'a secret in a file of its own',
      authorization: 'Bearer hemelsleutel',
      scopes: ['klantcontacten.lezen', 'vertrouwelijk'],
      types: ['*.klantcontact-*'],
      timeoutMs: 5000,
    },
    {
      name: 'bus',
      kind: 'nats',
      servers: ['nats://one:4222', 'tls://two:4222'],
      subject: 'klantinteracties',
      user: undefined,
      password: undefined,
      token: 'Bearer hemelsleutel',
      scopes: [],
      types: [],
      timeoutMs: 10_000,
    },
    {
      name: 'rabbit',
      kind: 'rabbitmq',
      url: 'amqps://host/vhost',
      user: 'Bearer hemelsleutel',
      password: 'a secret in a file of its own',
      exchange: 'klantinteracties',
      scopes: [],
      types: [],
      timeoutMs: 10_000,
    },
  ])
})

test('every mistake is named, and no value repeated', () => {
  const wrong = [
    { name: 'Zaken', kind: 'webhook', url: 'https://user:hemelsleutel@zaken.example', secret: 'hemelsleutel' },
    { name: 'short', kind: 'webhook', url: 'ftp://hemelsleutel', secret: { env: 'SHORT' }, colour: 'red', timeout: 0 },
    { name: 'bus', kind: 'nats', servers: ['hemelsleutel'], scopes: ['alles'], types: 'x' },
    { name: 'bus', kind: 'rabbitmq', url: 'amqp://host', user: { env: 'NONE' } },
    { name: 'mail', kind: 'smtp' },
    'hemelsleutel',
    { name: 'notificaties', kind: 'nats' },
  ]
  const mistakes = mistakesOf({ EVENT_SINKS: JSON.stringify(wrong), SHORT: 'kort' })
  assert.doesNotMatch(mistakes.join('\n'), /hemelsleutel/)
  assert.deepEqual(
    mistakes.map((mistake) => mistake.split(' ').slice(0, 4).join(' ')),
    [
      'EVENT_SINKS receiver 1: name',
      'EVENT_SINKS receiver 1: url',
      'EVENT_SINKS receiver 1: secret',
      'EVENT_SINKS receiver short: has',
      'EVENT_SINKS receiver short: timeout',
      'EVENT_SINKS receiver short: url',
      'EVENT_SINKS receiver short: secret',
      'EVENT_SINKS receiver bus: scopes',
      'EVENT_SINKS receiver bus: types',
      'EVENT_SINKS receiver bus: servers',
      'EVENT_SINKS receiver bus: user',
      'EVENT_SINKS receiver bus: password',
      'EVENT_SINKS receiver 5: kind',
      'EVENT_SINKS receiver 6: must',
      'EVENT_SINKS receiver notificaties: name',
      'EVENT_SINKS receiver bus: there',
      'EVENT_SINKS receiver bus: servers',
      'EVENT_SINKS receiver notificaties: servers',
    ].map((line) => line.replace('receiver 5', 'receiver mail')),
  )
  for (const text of ['{', 'een tekst', '{"sinks": 3}'])
    assert.deepEqual(mistakesOf({ EVENT_SINKS: text }), ['EVENT_SINKS must be a list of receivers, as YAML or JSON'])
})

test('what a setting needs is asked for', () => {
  const mistakes = (env: Record<string, string>): readonly string[] =>
    mistakesOf({ BASE_URL: '', EVENT_SOURCE: '', ...env })
  assert.deepEqual(mistakes({ EVENT_SINKS: '[]' }), ['EVENT_SINKS needs EVENT_SOURCE and BASE_URL'])
  assert.deepEqual(mistakes({ NOTIFICATIES_API_ROOT: 'https://nrc.example/api/v1/' }), [
    'NOTIFICATIES_API_ROOT needs NOTIFICATIES_CLIENT_ID and NOTIFICATIES_SECRET and BASE_URL',
  ])
  assert.deepEqual(mistakes({ NOTIFICATIES_CLOUD_EVENTS: 'on' }), [
    'NOTIFICATIES_CLOUD_EVENTS needs NOTIFICATIES_API_ROOT and EVENT_SOURCE',
  ])
  assert.deepEqual(mistakes({}), [])
})
