/** `GET /partijen/{uuid}/verwerkingen`: who saw or changed something of a partij. */
import type { FastifyInstance } from 'fastify'
import { readPage, readSize } from '../../derive/query.ts'
import { listLooks } from '../../features/processing-log/looked.ts'
import { APIS, collectionPath } from './api.ts'
import type { Exchange } from './exchange.ts'
import type { Surroundings } from './route.ts'
import { envelope } from './paging.ts'
import { addRoute, type Method, uuidOf } from './resource-routes.ts'

export const processingRoutes = (app: FastifyInstance, exchange: Exchange, { engine }: Surroundings): void => {
  const path = collectionPath(engine.register.get('partij'))
  const get: Method = async (visit) => {
    const [given, uuid] = [visit.query(), uuidOf(visit)]
    const wanted = { size: readSize(given.getAll('pageSize').at(-1)), page: readPage(given.getAll('page').at(-1)) }
    const page = await listLooks(engine, visit.call, uuid, wanted)
    return { status: 200, body: envelope(page, `${visit.base}${path}/${uuid}/verwerkingen`, given) }
  }
  const scopes = ['partijen.lezen', 'verwerkingen'] as const
  const forResidents = { GET: 'lezen', HEAD: 'lezen' } as const
  const route = {
    api: APIS.klantinteracties,
    needs: { GET: scopes, HEAD: scopes },
    forResidents,
    methods: { GET: get, HEAD: get },
  }
  addRoute(app, exchange, `${path}/:id/verwerkingen`, route, [''])
}
