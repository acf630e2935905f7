/** Routes of features that take the place of generated ones, or stand beside them. */
import type { FastifyInstance } from 'fastify'
import { removeWithKlantcontacten } from '../../features/cascade/cascade.ts'
import { readThread } from '../../features/keten/keten.ts'
import { maakKlantcontact } from '../../features/maak-klantcontact/maak-klantcontact.ts'
import { destroy } from '../../operations/destroy.ts'
import { APIS, collectionPath } from './api.ts'
import { tagOf } from './etag.ts'
import type { Exchange } from './exchange.ts'
import type { Surroundings } from './route.ts'
import { envelope } from './paging.ts'
import { addRoute, bodyOf, type Method, type Replacements, uuidOf } from './resource-routes.ts'

/** `?cascade=true` takes the klantcontacten along, and answers which stayed. */
const destroyOnderwerpobject =
  ({ engine }: Surroundings): Method =>
  async (visit) => {
    const uuid = uuidOf(visit)
    if (visit.query().getAll('cascade').at(-1)?.toLowerCase() === 'true') {
      const behouden = await removeWithKlantcontacten(engine, visit.call, uuid)
      return { status: 200, body: JSON.stringify({ behouden }) }
    }
    await destroy(engine, visit.call, engine.register.get('onderwerpobject'), uuid)
    return { status: 204 }
  }

/** `changes`: what becomes of methods that change what was reported. */
export const replacements = (surroundings: Surroundings, changes: Replacements): Replacements => {
  const cascading = destroyOnderwerpobject(surroundings)
  return {
    ...changes,
    'DELETE onderwerpobject': () => changes['DELETE onderwerpobject']?.(cascading) ?? cascading,
  }
}

/** `GET /klantcontacten/{uuid}/keten`, in the envelope of a list that has one page. */
export const ketenRoute = (app: FastifyInstance, exchange: Exchange, { engine }: Surroundings): void => {
  const get: Method = async (visit) => {
    const { count, results } = await readThread(engine, visit.call, uuidOf(visit))
    const body = envelope({ count, page: 1, pages: 1, results }, '', new URLSearchParams())
    return { status: 200, body, tagging: 'whole' }
  }
  const url = `${collectionPath(engine.register.get('klantcontact'))}/:id/keten`
  const needs = { GET: ['klantcontacten.lezen'], HEAD: ['klantcontacten.lezen'] } as const
  const forResidents = { GET: 'lezen', HEAD: 'lezen' } as const
  const route = { api: APIS.klantinteracties, needs, forResidents, methods: { GET: get, HEAD: get } }
  addRoute(app, exchange, url, route, [''])
}

export const maakKlantcontactRoute = (app: FastifyInstance, exchange: Exchange, { engine }: Surroundings): void => {
  const post: Method = async (visit) => {
    const { body, klantcontact } = await maakKlantcontact(engine, visit.call, bodyOf(visit))
    return { status: 201, body, etag: tagOf(klantcontact) }
  }
  const options: Method = async () => ({
    status: 200,
    body: JSON.stringify({
      name: 'Maak Klantcontact',
      description: 'Klantcontact met betrokkene en onderwerpobject in één keer.',
      renders: ['application/json'],
      parses: ['application/json'],
    }),
  })
  const api = APIS.klantinteracties
  const needs = { POST: ['klantcontacten.schrijven'], OPTIONS: ['klantcontacten.schrijven'] } as const
  addRoute(app, exchange, `${api.base}/maak-klantcontact`, { api, needs, methods: { POST: post, OPTIONS: options } }, [
    '',
    '.:format',
  ])
}
