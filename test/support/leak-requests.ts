/** All that can be asked of a register without changing it, and what a caller is answered. */
import { follow } from '../../src/derive/path.ts'
import type { Filter } from '../../src/model/filter.ts'
import { toColumn } from '../../src/model/register.ts'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import { databaseOf, pathOf, type TestRegister } from './register.ts'
import { declared } from './sample.ts'

const all: readonly Resource[] = resources

/** Enough to meet what was made last, which is what is hidden. */
const VALUES = 2
const ROWS = 4

const valuesFor = async ({ database }: TestRegister, resource: Resource, filter: Filter): Promise<string[]> => {
  if (filter.operator === 'exists' || filter.operator === 'filled') return ['true', 'false']
  const { column, leaf, end } = follow(declared, resource, filter.path)
  if (leaf?.sqlType === 'boolean') return ['true', 'false']
  const asked = column ?? 'uuid'
  const text = `select ${asked}::text as value from ${end.table} where coalesce(${asked}::text, '') <> '' group by 1 order by max(id) desc limit ${VALUES}`
  const rows = await database.query({ text, values: [] })
  const found = rows.map(({ value }) => String(value))
  // The kind of a number is found by its position, not by being new.
  const kinds = leaf && asked.endsWith('code_soort_object_id') ? ['bsn'] : []
  return [...new Set([...found, ...kinds])]
}

const query = (pairs: Readonly<Record<string, string>>): string => `?${new URLSearchParams(pairs)}`

/** What the newest rows of others point at: it is there before what is hidden, which may show in it. */
const besideNewest = async ({ database }: TestRegister, resource: Resource): Promise<string[]> => {
  const pointing = all.flatMap((other) =>
    Object.entries(other.fields).flatMap(([key, field]) =>
      field.kind === 'reference' && field.to === resource.name
        ? [`(select ${toColumn(key)}_id from ${other.table} order by id desc limit ${VALUES})`]
        : [],
    ),
  )
  if (pointing.length === 0) return []
  const text = `select uuid from ${resource.table} where id in (${pointing.join(' union ')}) order by id`
  return (await database.query({ text, values: [] })).map(({ uuid }) => String(uuid))
}

const ofResource = async (register: TestRegister, resource: Resource): Promise<string[]> => {
  const list = pathOf(resource)
  const expand = (resource.expand ?? []).join(',')
  const filters = await Promise.all(
    Object.entries(resource.filters ?? {}).map(async ([name, filter]) => {
      const values = await valuesFor(register, resource, filter)
      return values.map((value) => query({ [name]: value, pageSize: '2' }))
    }),
  )
  const text = `select uuid from ${resource.table} order by id desc limit ${ROWS}`
  const uuids = (await register.database.query({ text, values: [] })).map(({ uuid }) => String(uuid))
  const disputes = await register.database.query({
    text: 'select klantcontact, uuid from betwisting where klantcontact = any($1::uuid[])',
    values: [`{${uuids}}`],
  })
  const ofDisputes = disputes.flatMap(({ klantcontact, uuid }) => {
    const one = `${pathOf(resource, String(klantcontact))}/betwistingen/${uuid}`
    return [`GET ${one}`, `GET ${one}/historie`]
  })
  const expandedOf = (uuid: string): string => `GET ${pathOf(resource, uuid)}${expand ? query({ expand }) : ''}`
  const threadOf = (uuid: string): string[] =>
    resource.name === 'klantcontact' ? [`GET ${pathOf(resource, uuid)}/keten`] : []
  const objects = uuids.flatMap((uuid) => {
    const one = pathOf(resource, uuid)
    const disputes = resource.name === 'klantcontact' ? [`GET ${one}/betwistingen`] : []
    const looks = resource.name === 'partij' ? [`GET ${one}/verwerkingen`] : []
    const beside = Object.keys(resource.beside ?? {}).map((key) => `GET ${one}/${key}`)
    const own = [...beside, `GET ${one}`, `HEAD ${one}`, `OPTIONS ${one}`, `GET ${one}.json`, `GET ${one}/historie`]
    return [...own, ...threadOf(uuid), ...disputes, ...looks, expandedOf(uuid)]
  })
  const around = (await besideNewest(register, resource)).flatMap((uuid) => [expandedOf(uuid), ...threadOf(uuid)])
  const pages = [{ pageSize: '1' }, { pageSize: '1', page: '2' }, { pageSize: '2', page: 'last' }, { pageSize: '500' }]
  const lists = [
    ...['', '.json', ...filters.flat(), ...pages.map(query)].map((rest) => `GET ${list}${rest}`),
    ...(resource.expand ?? []).map((path) => `GET ${list}${query({ expand: path })}`),
    ...(expand ? [`GET ${list}${query({ expand, pageSize: '500' })}`] : []),
  ]
  return [
    ...lists,
    ...inBody(lists),
    `HEAD ${list}`,
    `OPTIONS ${list}`,
    `OPTIONS ${list}/_zoek`,
    ...objects,
    ...around,
    ...ofDisputes,
  ]
}

/** What is told of the program itself differs from moment to moment, and is not about rows. */
const ABOUT_THE_PROGRAM = new Set(['/metrics'])

/** One in three, always the same ones whatever the values in them are. */
const isOfThird = (request: string): boolean => {
  const names = request.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|=[^&]*/g, '')
  return [...names].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 3 === 0
}

/**
 * Every question of a list can be asked in a body, too, and is the same question then (`test/contract/filters.test.ts`):
 * a third will do.
 */
const inBody = (requests: readonly string[]): string[] =>
  requests.flatMap((request) => {
    const [, list, asked] = /^GET ([^?]*)\?(.*)$/.exec(request) ?? []
    if (list === undefined || list.endsWith('.json') || !isOfThird(request)) return []
    return [`POST ${list}/_zoek ${JSON.stringify(Object.fromEntries(new URLSearchParams(asked)))}`]
  })

/** Addresses with something to fill in that this knows to fill in, and those it may leave alone. */
export const isKnown = (url: string): boolean => {
  const plain = url.replace(/\.:format$/, '')
  const ofOne = (resource: Resource): string[] => [
    '',
    '/historie',
    ...Object.keys(resource.beside ?? {}).map((key) => `/${key}`),
  ]
  if (all.some((resource) => ofOne(resource).some((rest) => plain === `${pathOf(resource)}/:id${rest}`))) return true
  if (
    /^\/klantinteracties\/api\/v1\/klantcontacten\/:id\/(keten|aanvullen|corrigeren|betwisten|verkeerde-persoon|betwistingen(\/:betwisting(\/(besluit|historie))?)?)$/.test(
      plain,
    )
  )
    return true
  if (plain === '/klantinteracties/api/v1/partijen/:id/verwerkingen') return true
  if (!plain.includes(':') && !plain.includes('*')) return true
  // What administrators ask is not about rows; nobody else gets in.
  return (
    /^\/beheer\/api\/v1\/(tokens|clients|berichten|vernietigingen)\/:id(\/goedkeuren)?$/.test(plain) ||
    /^\/ref\/fouten\/:name\/$|\/schema\/|^\*$/.test(plain)
  )
}

/**
 * `GET /path`, `POST /path {…}`, …: of the resources as they are now, and every other address that takes no more than that.
 * All of them on PostgreSQL; the embedded database gets the same statements, and is asked a third.
 */
export const allRequests = async (register: TestRegister): Promise<string[]> => {
  const own = await Promise.all(all.map((resource) => ofResource(register, resource)))
  const fixed = register.routes
    .filter(({ url, method }) => !url.includes(':') && !url.includes('*') && [method].flat().includes('GET'))
    .filter(({ url }) => !ABOUT_THE_PROGRAM.has(url))
    .map(({ url }) => `GET ${url}`)
  const requests = databaseOf(register) === 'embedded' ? own.flat().filter(isOfThird) : own.flat()
  return [...new Set([...requests, ...fixed, 'GET /beheer/api/v1/tokens/first', 'GET /beheer/api/v1/clients/first'])]
}

/** The same questions about a moment. */
export const asOf = (requests: readonly string[], moment: string): string[] =>
  requests.flatMap((request) => {
    if (/^POST .*\/_zoek \{/.test(request)) return request.replace(/\}$/, `,"peildatum":"${moment}"}`)
    if (!/^GET .*\/api\/v1\/[a-z-]+(\/[0-9a-f-]{36})?(\?|$)/.test(request)) return []
    return `${request}${request.includes('?') ? '&' : '?'}${new URLSearchParams({ peildatum: moment })}`
  })

/** Headers that differ each time. */
const EACH_TIME = new Set(['date', 'connection', 'keep-alive', 'traceparent', 'x-request-id'])

/** An answer without what differs each time: its status, its headers between brackets, its text. */
export const answerTo = async (caller: TestRegister, request: string, given?: unknown): Promise<string> => {
  const [, method = '', path = '', inside] = /^(\S+) (\S+)(?: (.*))?$/s.exec(request) ?? []
  const body = inside === undefined ? given : JSON.parse(inside)
  const answer = await fetch(caller.base + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(await caller.headers()),
      authorization: `Token ${caller.token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = (await answer.text()).replace(/urn:uuid:[0-9a-f-]{36}/, 'urn:uuid:…')
  const headers = [...answer.headers].filter(([name]) => !EACH_TIME.has(name))
  const told = headers.map(([name, value]) => `${name}: ${value.replaceAll(']', '')}`)
  return `${answer.status} [${told.join(', ')}] ${text}`
}

const AT_ONCE = 12

/** Request → answer. */
export const answersTo = async (caller: TestRegister, requests: readonly string[]): Promise<Map<string, string>> => {
  const found = new Map<string, string>()
  const left = [...requests]
  const work = async (): Promise<void> => {
    for (let request = left.pop(); request !== undefined; request = left.pop()) {
      found.set(request, await answerTo(caller, request))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return found
}
