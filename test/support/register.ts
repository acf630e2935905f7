/** A register for a suite: an empty database, the server on it, and a client that knows the token. */
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { RouteOptions } from 'fastify'
import { createApp } from '../../src/app.ts'
import { createLog } from '../../src/http/log.ts'
import { versionTable } from '../../src/derive/versions.ts'
import { hashOf } from '../../src/features/tokens/tokens.ts'
import type { Resource } from '../../src/model/resource.ts'
import { SCOPES } from '../../src/model/scopes.ts'
import { resources } from '../../src/resources/index.ts'
import type { Database, Queryable } from '../../src/sql/database.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { sql, statement } from '../../src/sql/sql.ts'
import { type DatabaseName, emptyDatabase, skipOn } from './databases.ts'
import { complaintsAbout } from './openapi-validator.ts'

export type Body = Record<string, unknown>

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** The JSON of the answer; undefined when it has no body. */
  readonly body: unknown
}

export interface Shown extends Body {
  readonly uuid: string
  readonly url: string
}

export interface List {
  readonly count: number
  readonly next: string | null
  readonly previous: string | null
  readonly results: readonly Shown[]
}

export interface Fault {
  readonly name: string
  readonly code: string
  readonly reason: string
}

const BASES = { klantinteracties: '/klantinteracties/api/v1', contactgegevens: '/contactgegevens/api/v1' }
/** A token that may do and see everything. */
export const TOKEN = 'a'.repeat(40)
/** The one of the environment: it may do what Open Klant allows. */
export const ENVIRONMENT = 'e'.repeat(40)

/** Puts `TOKEN` among the tokens of a register. */
export const giveAllScopes = async (database: Queryable): Promise<void> => {
  const scopes = [...SCOPES.keys()]
  await database.query(
    statement(sql`insert into token (identifier, hash, scopes)
      values ('alles', decode(${hashOf(TOKEN)}, 'hex'), ${scopes}::text[])`),
  )
}

/** The path of a collection, or of one object in it. */
export const pathOf = (resource: Resource, uuid?: string): string =>
  `${BASES[resource.api]}/${resource.path}${uuid === undefined ? '' : `/${uuid}`}`

type SentAlong = () => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>

export class TestRegister {
  readonly base: string
  readonly database: Database
  /** Every address that the server answers at. */
  readonly routes: readonly RouteOptions[]
  readonly token: string
  /** Before the token, in the header. */
  readonly scheme: 'Token' | 'Bearer'
  /** Sent along with every request. */
  readonly headers: SentAlong

  constructor(
    base: string,
    database: Database,
    token = TOKEN,
    routes: readonly RouteOptions[] = [],
    scheme: 'Token' | 'Bearer' = 'Token',
    headers: SentAlong = () => ({}),
  ) {
    this.headers = headers
    this.base = base
    this.database = database
    this.routes = routes
    this.token = token
    this.scheme = scheme
  }

  /** The same register for who has another token. */
  as(token: string, scheme: 'Token' | 'Bearer' = 'Token'): TestRegister {
    return new TestRegister(this.base, this.database, token, this.routes, scheme)
  }

  /** The same, with these headers beside the token. */
  saying(headers: SentAlong): TestRegister {
    return new TestRegister(this.base, this.database, this.token, this.routes, this.scheme, headers)
  }

  /** Sends a request; its answer must be as our documents say. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const answer = await fetch(path.startsWith('http') ? path : this.base + path, {
      method,
      headers: {
        ...(await this.headers()),
        authorization: `${this.scheme} ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const found = {
      status: answer.status,
      headers: answer.headers,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    }
    assert.deepEqual(complaintsAbout({ method, path, ...found }), [], `not as documented: ${text}`)
    return found
  }

  /** Sends what must succeed; answers the JSON. */
  async #must(status: number, method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await this.send(method, path, body)
    const told = () => `${method} ${path} ${JSON.stringify(body)}: ${answer.status} ${JSON.stringify(answer.body)}`
    if (answer.status !== status) assert.fail(told())
    return answer.body
  }

  async create(resource: Resource, body: Body): Promise<Shown> {
    return (await this.#must(201, 'POST', pathOf(resource), body)) as Shown
  }

  async read(resource: Resource, uuid: string, query = ''): Promise<Shown> {
    return (await this.#must(200, 'GET', pathOf(resource, uuid) + query)) as Shown
  }

  async list(resource: Resource, query: Readonly<Record<string, string>> = {}): Promise<List> {
    return (await this.#must(200, 'GET', `${pathOf(resource)}?${new URLSearchParams(query)}`)) as List
  }

  /** Asks the list in a body. `query`: what stands in the address all the same. */
  async search(resource: Resource, body: Body, query = ''): Promise<List> {
    return (await this.#must(200, 'POST', `${pathOf(resource)}/_zoek${query}`, body)) as List
  }

  async replace(resource: Resource, uuid: string, body: Body): Promise<Shown> {
    return (await this.#must(200, 'PUT', pathOf(resource, uuid), body)) as Shown
  }

  async change(resource: Resource, uuid: string, body: Body): Promise<Shown> {
    return (await this.#must(200, 'PATCH', pathOf(resource, uuid), body)) as Shown
  }

  /** Sends what must be refused; answers the faults. */
  async refused(method: string, path: string, body?: unknown): Promise<readonly Fault[]> {
    return ((await this.#must(400, method, path, body)) as { invalidParams: readonly Fault[] }).invalidParams
  }

  /** Something that differs whenever a row anywhere does. */
  async trace(): Promise<string> {
    return JSON.stringify(await this.database.query({ text: TRACE, values: [] }))
  }

  /** Takes every row away: in one statement, so that references are only checked when all are gone. */
  empty(): Promise<void> {
    const [first, ...others] = ROWS
    const all = others.map((table, index) => `d${index} as (delete from ${table})`)
    const versions = resources.map((resource) => `delete from ${versionTable(resource)};`)
    return this.database.execute(
      `with ${all.join(', ')} delete from ${first}; delete from tally; delete from tally_stretch; ${versions.join(' ')}`,
    )
  }
}

const ROWS = ['interne_taak_actor', ...resources.map(({ table }) => table)]
const TRACE = ROWS.map(
  (table) => `select '${table}' as t, count(*) as n, sum(hashtext(r::text)) as h from ${table} r`,
).join(' union all ')

const kinds = new WeakMap<Database, DatabaseName>()
/** On which of the two a register runs that `onBothDatabases` started. */
export const databaseOf = ({ database }: TestRegister): DatabaseName | undefined => kinds.get(database)

/** A running register; `stop` takes it and its database away. */
const startRegister = async (
  name: DatabaseName,
  settings: Readonly<Record<string, string>> = {},
): Promise<{ register: TestRegister; stop: () => Promise<void> }> => {
  const log = createLog('silent')
  const { config, database, close } = await emptyDatabase(name, log, { API_TOKEN: ENVIRONMENT, ...settings })
  kinds.set(database, name)
  await migrate(database)
  await giveAllScopes(database)
  const routes: RouteOptions[] = []
  const app = await createApp({ config, database, log, onRoute: (route) => routes.push(route) })
  const base = await app.listen({ host: '127.0.0.1', port: 0 })
  const stop = async (): Promise<void> => {
    await app.close()
    await close()
  }
  return { register: new TestRegister(base, database, TOKEN, routes), stop }
}

/** The same suite on both databases, with these settings. The register is there once its tests run. */
export const onBothDatabases = (
  suite: (register: () => TestRegister) => void,
  settings: () => Readonly<Record<string, string>> = () => ({}),
): void => {
  for (const name of ['embedded', 'PostgreSQL'] as const) {
    describe(name, { skip: skipOn[name] }, () => {
      let running: Awaited<ReturnType<typeof startRegister>> | undefined
      before(async () => {
        running = await startRegister(name, settings())
      })
      after(() => running?.stop())
      suite(() => {
        assert.ok(running)
        return running.register
      })
    })
  }
}
