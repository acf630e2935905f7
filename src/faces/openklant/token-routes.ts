/** The API with which tokens are administered: who has the scope `beheer` makes, lists, changes and revokes them. */
import type { FastifyInstance } from 'fastify'
import { readTokenBody } from '../../features/tokens/token-body.ts'
import { changeToken, createToken, listTokens, revokeToken, TokenError } from '../../features/tokens/tokens.ts'
import { Absent, Refused, refuse } from '../../operations/problem.ts'
import { APIS } from './api.ts'
import type { Exchange, Surroundings } from './exchange.ts'
import { addRoute, bodyOf, type Method } from './resource-routes.ts'

/** What cannot be done, in words of the register. */
const told = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    if (error.reason === 'absent') throw new Absent()
    const reason = 'Er bestaat al een token met deze identifier.'
    throw new Refused([{ name: 'identifier', code: 'unique', reason }])
  }
}

export const tokenRoutes = (app: FastifyInstance, exchange: Exchange, { engine: { database } }: Surroundings): void => {
  const api = APIS.beheer
  const record = async (identifier: string) =>
    (await listTokens(database)).findLast((one) => one.identifier === identifier && one.revokedAt === null)
  const idOf: (visit: Parameters<Method>[0]) => string = ({ request }) => (request.params as { id: string }).id

  const list: Method = async () => {
    const results = await listTokens(database)
    return { status: 200, body: JSON.stringify({ count: results.length, next: null, previous: null, results }) }
  }
  const create: Method = async (visit) => {
    const { given, faults } = readTokenBody(bodyOf(visit), true)
    refuse(faults)
    const { identifier = '', ...rest } = given
    const token = await told(createToken(database, identifier, rest))
    return { status: 201, body: JSON.stringify({ ...(await record(identifier)), token }) }
  }
  const read: Method = async (visit) => {
    const found = await record(idOf(visit))
    if (!found) throw new Absent()
    return { status: 200, body: JSON.stringify(found) }
  }
  const change: Method = async (visit) => {
    const { given, faults } = readTokenBody(bodyOf(visit), false)
    refuse(faults)
    await told(changeToken(database, idOf(visit), given))
    return read(visit)
  }
  const revoke: Method = async (visit) => {
    await told(revokeToken(database, idOf(visit)))
    return { status: 204 }
  }
  const needs = Object.fromEntries(['GET', 'POST', 'PATCH', 'DELETE'].map((method) => [method, ['beheer'] as const]))
  addRoute(app, exchange, `${api.base}/tokens`, { api, needs, methods: { GET: list, POST: create } }, [''])
  const one = { GET: read, PATCH: change, DELETE: revoke }
  addRoute(app, exchange, `${api.base}/tokens/:id`, { api, needs, methods: one }, [''])
}
