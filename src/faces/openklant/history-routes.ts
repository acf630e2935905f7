/** `GET /{collection}/{uuid}/historie`, of every resource. */
import type { FastifyInstance } from 'fastify'
import { readPage, readSize } from '../../derive/query.ts'
import { listVersions } from '../../features/history/list-versions.ts'
import type { Resource } from '../../model/resource.ts'
import { APIS, collectionPath } from './api.ts'
import type { Exchange } from './exchange.ts'
import type { Surroundings } from './route.ts'
import { envelope } from './paging.ts'
import { addRoute, type Method, uuidOf } from './resource-routes.ts'

/** The page of versions that is asked for. */
export const versionsAsked = (given: URLSearchParams) => ({
  size: readSize(given.getAll('pageSize').at(-1)),
  page: readPage(given.getAll('page').at(-1)),
})

const versions =
  ({ engine }: Surroundings, resource: Resource): Method =>
  async (visit) => {
    const [given, uuid] = [visit.query(), uuidOf(visit)]
    const page = await listVersions(engine, visit.call, resource, uuid, versionsAsked(given))
    const body = envelope(page, `${visit.base}${collectionPath(resource)}/${uuid}/historie`, given)
    return { status: 200, body, tagging: 'whole' }
  }

export const historyRoutes = (app: FastifyInstance, exchange: Exchange, surroundings: Surroundings): void => {
  for (const resource of surroundings.engine.register.resources) {
    const get = versions(surroundings, resource)
    const scopes = [`${resource.group}.lezen`, 'historie'] as const
    const needs = { GET: scopes, HEAD: scopes }
    const route = { api: APIS[resource.api], needs, methods: { GET: get, HEAD: get } }
    addRoute(app, exchange, `${collectionPath(resource)}/:id/historie`, route, [''])
  }
}
