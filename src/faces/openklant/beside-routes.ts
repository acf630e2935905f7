/** `/{collection}/{uuid}/{name}`: what is kept beside the bodies of a resource. */
import type { FastifyInstance } from 'fastify'
import type { Scope } from '../../model/scopes.ts'
import { readBeside, removeBeside, writeBeside } from '../../operations/beside.ts'
import { APIS, collectionPath } from './api.ts'
import type { Exchange } from './exchange.ts'
import type { Surroundings } from './route.ts'
import { addRoute, bodyOf, type Method, uuidOf } from './resource-routes.ts'

export const besideRoutes = (app: FastifyInstance, exchange: Exchange, { engine }: Surroundings): void => {
  for (const resource of engine.register.resources) {
    for (const [key, { takes }] of Object.entries(resource.beside ?? {})) {
      const get: Method = async (visit) => ({
        status: 200,
        body: await readBeside(engine, visit.call, resource, uuidOf(visit), key),
      })
      const put: Method = async (visit) => ({
        status: 200,
        body: await writeBeside(engine, visit.call, resource, uuidOf(visit), key, () => bodyOf(visit)),
      })
      const remove: Method = async (visit) => {
        await removeBeside(engine, visit.call, resource, uuidOf(visit), key)
        return { status: 204 }
      }
      const read: readonly Scope[] = [`${resource.group}.lezen`]
      const write: readonly Scope[] = [...read, `${resource.group}.schrijven`, ...(takes ? [takes] : [])]
      const needs = { GET: read, HEAD: read, PUT: write, DELETE: write }
      const methods = { GET: get, PUT: put, DELETE: remove, HEAD: get }
      const route = { api: APIS[resource.api], needs, methods }
      addRoute(app, exchange, `${collectionPath(resource)}/:id/${key}`, route, [''])
    }
  }
}
