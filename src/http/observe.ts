/** Tells what became of each request, once: to the log and to the metrics. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

export interface Ended {
  readonly request: FastifyRequest
  /** The pattern under which the route was declared, undefined where none was: the address itself may hold anything. */
  readonly route: string | undefined
  /** 499 (as nginx writes it) when the client went away before it had the whole answer. */
  readonly status: number
  readonly ms: number
}

export type Observer = (ended: Ended) => void

const CLIENT_WENT_AWAY = 499

/** Has the observers told when this request has ended. */
export const observeRequest = (
  request: FastifyRequest,
  reply: Pick<FastifyReply, 'raw' | 'elapsedTime'>,
  observers: readonly Observer[],
): void => {
  // `onResponse` would not do: it is not called for a request that its client gives up.
  reply.raw.once('close', () => {
    const status = reply.raw.writableFinished ? reply.raw.statusCode : CLIENT_WENT_AWAY
    const ended = { request, route: request.routeOptions.url, status, ms: reply.elapsedTime }
    for (const observe of observers) observe(ended)
  })
}

/** To be called before routes are added. */
export const observeRequests = (app: FastifyInstance, observers: readonly Observer[]): void => {
  app.addHook('onRequest', (request, reply, next) => {
    observeRequest(request, reply, observers)
    next()
  })
}
