/** The API with which tokens and clients are administered: who has the scope `beheer` makes, lists, changes, revokes them. */
import type { FastifyInstance } from 'fastify'
import { createClient } from '../../features/tokens/clients.ts'
import { readTokenBody, type TokenBody } from '../../features/tokens/token-body.ts'
import {
  changeToken,
  createToken,
  listTokens,
  revokeToken,
  TokenError,
  type TokenKind,
} from '../../features/tokens/tokens.ts'
import { WHOLE } from '../../model/fault.ts'
import { Absent, Refused, refuse } from '../../operations/problem.ts'
import type { Queryable } from '../../sql/database.ts'
import { APIS } from './api.ts'
import type { Exchange } from './exchange.ts'
import type { Surroundings } from './route.ts'
import { addRoute, bodyOf, type Method } from './resource-routes.ts'

const REASONS = {
  taken: { name: 'identifier', code: 'unique', reason: 'Er bestaat al een token of client met deze identifier.' },
  invalid: { name: 'identifier', code: 'invalid', reason: 'Dit kan geen identifier zijn.' },
  keyless: {
    name: WHOLE,
    code: 'keyless',
    reason: 'Geheimen van clients worden versleuteld bewaard, en op deze server is daarvoor geen sleutel ingesteld.',
  },
}

/** What cannot be done, in words of the register. */
const told = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    if (error.reason === 'absent') throw new Absent()
    throw new Refused([REASONS[error.reason]])
  }
}

/** Answers what is shown once, under the name that it has in the answer. */
type Make = (on: Queryable, identifier: string, given: TokenBody) => Promise<Readonly<Record<string, string>>>

const methodsOf = ({ engine: { database } }: Surroundings, kind: TokenKind, make: Make) => {
  const record = async (identifier: string, on: Queryable = database) =>
    (await listTokens(on, kind)).findLast((one) => one.identifier === identifier && one.revokedAt === null)
  const idOf: (visit: Parameters<Method>[0]) => string = ({ request }) => (request.params as { id: string }).id

  const list: Method = async () => {
    const results = await listTokens(database, kind)
    return { status: 200, body: JSON.stringify({ count: results.length, next: null, previous: null, results }) }
  }
  const create: Method = async (visit) => {
    const { given, faults } = readTokenBody(bodyOf(visit), true, kind)
    refuse(faults)
    const { identifier = '', ...rest } = given
    const on = visit.call.within ?? database
    const shown = await told(make(on, identifier, rest))
    return { status: 201, body: JSON.stringify({ ...(await record(identifier, on)), ...shown }) }
  }
  const read: Method = async (visit) => {
    const found = await record(idOf(visit))
    if (!found) throw new Absent()
    return { status: 200, body: JSON.stringify(found) }
  }
  const change: Method = async (visit) => {
    const { given, faults } = readTokenBody(bodyOf(visit), false, kind)
    refuse(faults)
    await told(changeToken(database, idOf(visit), given, kind))
    return read(visit)
  }
  const revoke: Method = async (visit) => {
    await told(revokeToken(database, idOf(visit), kind))
    return { status: 204 }
  }
  return { all: { GET: list, POST: create }, one: { GET: read, PATCH: change, DELETE: revoke } }
}

export const tokenRoutes = (app: FastifyInstance, exchange: Exchange, surroundings: Surroundings): void => {
  const { secrets } = surroundings
  const api = APIS.beheer
  const needs = Object.fromEntries(['GET', 'POST', 'PATCH', 'DELETE'].map((method) => [method, ['beheer'] as const]))
  const makeToken: Make = async (on, identifier, given) => ({
    token: await createToken(on, identifier, given),
  })
  const makeClient: Make = async (on, identifier, { secret, ...given }) => ({
    secret: await createClient(on, secrets, identifier, given, secret),
  })
  for (const [kind, make] of [
    ['token', makeToken],
    ['client', makeClient],
  ] as const) {
    const { all, one } = methodsOf(surroundings, kind, make)
    addRoute(app, exchange, `${api.base}/${kind}s`, { api, needs, methods: all }, [''])
    addRoute(app, exchange, `${api.base}/${kind}s/:id`, { api, needs, methods: one }, [''])
  }
}
