/** Requests: nearly right, or nothing like it. */
import { METHODS } from 'node:http'
import fc from 'fast-check'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import { pathOf, TOKEN } from '../support/register.ts'
import { anything, bodyOf, type Known, oddText, rawBody } from './bodies.ts'
import type { Asked } from './outcome.ts'

const all: readonly Resource[] = resources
const JSON_HEADERS = { authorization: `Token ${TOKEN}`, 'content-type': 'application/json' }
const MAAK = '/klantinteracties/api/v1/maak-klantcontact'

const resource = fc.constantFrom(...all)

/** Addresses to write to, with the resource whose body belongs there. */
export const writes = (known: Known): fc.Arbitrary<Asked> =>
  resource.chain((one) =>
    fc
      .tuple(
        fc.constantFrom('POST', 'PUT', 'PATCH', 'maak'),
        fc.constantFrom(...(known[one.name] ?? [])),
        bodyOf(all, known, one),
        fc.record({
          klantcontact: bodyOf(all, known, all[4] ?? one),
          betrokkene: bodyOf(all, known, all[5] ?? one),
          onderwerpobject: anything,
        }),
      )
      .map(([method, uuid, body, parts]) => {
        const isMaak = method === 'maak'
        const path = isMaak ? MAAK : pathOf(one, method === 'POST' ? undefined : uuid)
        return {
          method: isMaak ? 'POST' : method,
          path,
          headers: JSON_HEADERS,
          body: JSON.stringify(isMaak ? parts : body),
        }
      }),
  )

/** Writes whose body is anything but what was expected. */
export const rawWrites = (known: Known): fc.Arbitrary<Asked> =>
  fc
    .tuple(
      resource,
      fc.constantFrom('POST', 'PUT', 'PATCH', 'maak'),
      rawBody,
      fc.constantFrom('application/json', 'application/json; charset=utf-16', 'text/plain', ''),
    )
    .map(([one, method, body, type]) => ({
      method: method === 'maak' ? 'POST' : method,
      path: method === 'maak' ? MAAK : pathOf(one, method === 'POST' ? undefined : known[one.name]?.[0]),
      headers: { ...JSON_HEADERS, 'content-type': type },
      body,
    }))

// Lone surrogates have no encoding.
const encodeSafely = (text: string): string => encodeURIComponent(Buffer.from(text).toString())

const value = fc.oneof(
  oddText.map(encodeSafely),
  fc.constantFrom(
    'true',
    'false',
    '1',
    '0',
    '2024-01-01',
    '31-01-2024',
    '2024-01-01T00:00:00Z',
    '24:00',
    '-infinity',
    'NaN',
    'last',
    '9'.repeat(30),
  ),
  fc.uuid(),
  fc.webUrl().map(encodeURIComponent),
  fc.constantFrom('%', '%zz', '%ff', '%00', '%c3%28', '%ed%a0%80', '+', '&', '=', '[]', '%5B%5D', ','.repeat(500)),
)

/** Lists and objects, asked for with parameters right and wrong. */
export const queries = (known: Known): fc.Arbitrary<Asked> =>
  resource.chain((one) => {
    const expansions = fc.subarray([...(one.expand ?? ['onzin'])]).map((paths) => paths.join(','))
    const names = [...Object.keys(one.filters ?? {}), 'page', 'pageSize']
    const pair = fc.oneof(
      { weight: 8, arbitrary: fc.tuple(fc.constantFrom(...names), value) },
      { weight: 3, arbitrary: fc.tuple(fc.constant('expand'), fc.oneof(expansions, value)) },
      { weight: 1, arbitrary: fc.tuple(oddText.map(encodeSafely), value) },
    )
    const uuids = fc.oneof(fc.constantFrom(undefined, undefined, ...(known[one.name] ?? [])), fc.constant('geen'))
    return fc.tuple(uuids, fc.array(pair, { maxLength: 5 })).map(([uuid, pairs]) => {
      const query = pairs.map(([name, text]) => `${name}=${text}`).join('&')
      return { method: 'GET', path: `${pathOf(one, uuid)}?${query}`, headers: JSON_HEADERS }
    })
  })

const oddPath = fc.oneof(
  fc.webPath(),
  fc.webPath().map((path) => `/klantinteracties/api/v1${path}`),
  fc.constantFrom(
    '/',
    '//',
    '/%',
    '/%00',
    '/%ff',
    '/..%2f..',
    '/klantinteracties/api/v1//partijen',
    '/klantinteracties/api/v1/partijen/%',
    `/${'x'.repeat(5000)}`,
  ),
  resource.chain((one) =>
    fc
      .constantFrom(
        '/',
        '.json',
        '.json.json',
        '.xml',
        '/.json',
        '/x.json',
        '/x.yaml',
        `/${'y'.repeat(600)}`,
        '/%2e%2e',
        '/a/b',
        '/%00',
        '?',
        '#x',
        ';a=b',
      )
      .map((end) => pathOf(one) + end),
  ),
  fc.constantFrom(
    '/klantinteracties/api/v2/partijen',
    '/klantinteracties/api/v1/schema/',
    '/ref/fouten/x/',
    '/_healthz/',
    '/metrics',
    '/openapi.json',
    '/klantinteracties/api/v1/openapi.yaml',
  ),
)
const oddHeaders = fc
  .record(
    {
      authorization: fc.constantFrom(
        `Token ${TOKEN}`,
        `token   ${TOKEN}`,
        'Token',
        'Token a b',
        'Bearer x',
        '',
        `Token ${'x'.repeat(3000)}`,
        'Token é',
      ),
      accept: fc.constantFrom(
        '*/*',
        'text/html',
        'application/problem+json',
        '',
        ';;;',
        'application/json;q=0',
        ','.repeat(200),
        'application/*',
      ),
      'content-type': fc.constantFrom(
        'application/json',
        'application/json;',
        'multipart/form-data',
        'x',
        '',
        'application/json; charset="',
      ),
      host: fc.constantFrom('127.0.0.1', 'evil.example.nl', '', 'localhost:99999', '[::1]', 'a b', 'x'.repeat(300)),
      'x-forwarded-host': fc.constantFrom('evil.example.nl', ''),
      'if-none-match': fc.constantFrom('*', 'x'),
      range: fc.constantFrom('bytes=0-1', 'x'),
      'accept-encoding': fc.constantFrom('gzip', 'x;q=z'),
      'accept-language': fc.constantFrom('nl', '\t'),
    },
    { requiredKeys: [] },
  )
  .map((headers): Readonly<Record<string, string>> => ({ authorization: `Token ${TOKEN}`, ...headers }))

// CONNECT asks a proxy for a tunnel: Node hangs up, as no request has come.
const method = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE') },
  { weight: 1, arbitrary: fc.constantFrom(...METHODS.filter((one) => one !== 'CONNECT')) },
)
/** Methods, addresses and headers that nobody should send. */
export const oddRequests: fc.Arbitrary<Asked> = fc
  .tuple(
    method,
    fc.oneof(
      oddPath,
      resource.map((one) => pathOf(one)),
    ),
    oddHeaders,
    fc.option(rawBody, { nil: undefined }),
  )
  .map(([method, path, headers, body]) => ({ method, path, headers, ...(body === undefined ? {} : { body }) }))
