/** `POST /klantcontacten/{uuid}/aanvullen`, `…/corrigeren`: what is done to a klantcontact that was reported. */
import type { FastifyInstance } from 'fastify'
import { correct } from '../../features/acts/correct.ts'
import { supplement } from '../../features/acts/supplement.ts'
import { APIS, collectionPath } from './api.ts'
import type { Exchange, Surroundings } from './exchange.ts'
import { addRoute, bodyOf, type Method, uuidOf } from './resource-routes.ts'

const NEEDS = { POST: ['klantcontacten.lezen', 'klantcontacten.schrijven'] } as const

export const actRoutes = (app: FastifyInstance, exchange: Exchange, { engine, acts }: Surroundings): void => {
  const address = `${collectionPath(engine.register.get('klantcontact'))}/:id`
  const post = (act: string, method: Method): void =>
    addRoute(
      app,
      exchange,
      `${address}/${act}`,
      { api: APIS.klantinteracties, needs: NEEDS, methods: { POST: method } },
      [''],
    )

  post('aanvullen', async (visit) => ({
    status: 200,
    body: await supplement(engine, visit.call, acts.windows, uuidOf(visit), () => bodyOf(visit)),
  }))
  post('corrigeren', async (visit) => ({
    status: 200,
    body: await correct(engine, visit.call, uuidOf(visit), () => bodyOf(visit)),
  }))
}
