/** Which pages of other sites may call the API (behaviour.md §0.5). Without a setting: none, and no header says so. */
import cors, { type FastifyCorsOptions } from '@fastify/cors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const HEADERS = [
  'accept',
  'authorization',
  'content-type',
  'accept-crs',
  'content-crs',
  'if-match',
  'if-none-match',
  'idempotency-key',
]

/** A browser that asks beforehand names the method; another OPTIONS is a question about the API itself. */
const asksBeforehand = ({ headers }: FastifyRequest): boolean =>
  headers.origin !== undefined && headers['access-control-request-method'] !== undefined

/** To be called before routes are added. */
export const allowOrigins = async (app: FastifyInstance, origins: Config['corsAllowedOrigins']): Promise<void> => {
  if (origins.length === 0) return
  const options: FastifyCorsOptions = {
    origin: origins === '*' ? '*' : [...origins],
    allowedHeaders: HEADERS,
    exposedHeaders: ['content-crs', 'etag', 'location', 'retry-after', 'idempotent-replayed'],
    methods: METHODS,
  }
  await app.register(cors, {
    delegator: (request, done) => done(null, { ...options, preflight: asksBeforehand(request) }),
  })
}
