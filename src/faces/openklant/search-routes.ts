/** `POST /{collection}/_zoek`: the list, asked in a body. */
import type { FastifyInstance } from 'fastify'
import { readQuery } from '../../derive/query.ts'
import { readQueryBody } from '../../derive/query-body.ts'
import { at, complaints } from '../../model/fault.ts'
import type { Resource } from '../../model/resource.ts'
import { list } from '../../operations/list.ts'
import { refuse } from '../../operations/problem.ts'
import { APIS, collectionPath } from './api.ts'
import type { Exchange } from './exchange.ts'
import type { Surroundings } from './route.ts'
import { searchEnvelope } from './paging.ts'
import { addRoute, bodyOf, type Method } from './resource-routes.ts'

const search =
  ({ engine }: Surroundings, resource: Resource): Method =>
  async (visit) => {
    const { given, paging, faults } = readQueryBody(resource, bodyOf(visit), visit.query())
    const asked = readQuery(engine.register, resource, given)
    // A list ignores what is neither yes nor no, as Open Klant does; here it is a mistake like any other.
    const neither = asked.ignored.map((name) => at(name, complaints.notBoolean))
    refuse([...faults, ...asked.faults, ...neither])
    const page = await list(engine, visit.call, resource, asked)
    return { status: 200, body: searchEnvelope(page, `${visit.base}${collectionPath(resource)}/_zoek`, paging) }
  }

export const searchRoutes = (app: FastifyInstance, exchange: Exchange, surroundings: Surroundings): void => {
  for (const resource of surroundings.engine.register.resources) {
    const scopes = [`${resource.group}.lezen`] as const
    const about = {
      name: `${resource.model} Zoek`,
      description: resource.help,
      renders: ['application/json'],
      parses: ['application/json'],
    }
    const options: Method = async () => ({ status: 200, body: JSON.stringify(about) })
    const methods = { POST: search(surroundings, resource), OPTIONS: options }
    const forResidents = { POST: resource.forResidents?.lezen }
    const needs = { POST: scopes, OPTIONS: scopes }
    const route = { api: APIS[resource.api], needs, forResidents, methods, asks: true } as const
    addRoute(app, exchange, `${collectionPath(resource)}/_zoek`, route, [''])
  }
}
