/** How much a client may ask of the server before it is told no. Page size and depth of expansion are in the faces. */
import type { FastifyServerOptions } from 'fastify'
import type { Config } from '../config.ts'

interface Limits extends Pick<FastifyServerOptions, 'bodyLimit' | 'requestTimeout'> {
  readonly http: {
    readonly maxHeaderSize: number
    readonly headersTimeout: number
    connectionsCheckingInterval: number
  }
}

/** Node looks for requests that take too long at this interval; its default of 30 s would make most limits a lie. */
const CHECK_EVERY = 2000

/**
 * Options of the server library. A body that is too long gets 413, headers that are 431, a request that does not come
 * in on time 408; the time to answer is watched where the answer is made.
 */
export const serverLimits = ({ bodyLimit, headerLimit, requestTimeout }: Config): Limits => ({
  bodyLimit,
  requestTimeout,
  http: {
    maxHeaderSize: headerLimit,
    headersTimeout: requestTimeout,
    connectionsCheckingInterval: Math.min(CHECK_EVERY, requestTimeout),
  },
})
