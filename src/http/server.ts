/** The HTTP server without what it serves: limits, log, metrics, health. */
import Fastify, { type FastifyInstance, type FastifyRequest, type RouteOptions } from 'fastify'
import type { Config } from '../config.ts'
import type { Caller } from '../operations/caller.ts'
import type { Database } from '../sql/database.ts'
import { sql, statement } from '../sql/sql.ts'
import { allowOrigins } from './cors.ts'
import { healthRoutes } from './health.ts'
import { serverLimits } from './limits.ts'
import { type Log, requestLog, serverLogging } from './log.ts'
import { type Metrics, metricsRoute } from './metrics.ts'
import { observeRequests } from './observe.ts'
import { serverRefusals } from './refusal.ts'
import { SECURITY_HEADERS } from './security-headers.ts'

/** Whose request it is, for the log. */
const callers = new WeakMap<FastifyRequest, Caller>()
export const noteCaller = (request: FastifyRequest, who: Caller): void => void callers.set(request, who)

/** Hears of every route. */
export type OnRoute = (route: RouteOptions) => void

interface ServerParts {
  readonly config: Config
  readonly database: Database
  readonly log: Log
  readonly metrics: Metrics
  readonly onRoute?: OnRoute
}

export const createServer = async (parts: ServerParts): Promise<FastifyInstance> => {
  const { config, database, log, metrics, onRoute } = parts
  const observers = [requestLog(log, (request) => callers.get(request)), ...(config.metrics ? [metrics.observe] : [])]
  const app = Fastify({
    ...serverLimits(config),
    ...serverLogging(log),
    ...serverRefusals(observers),
    trustProxy: config.trustProxy,
    routerOptions: { ignoreTrailingSlash: false, caseSensitive: true, maxParamLength: 500 },
    exposeHeadRoutes: true,
    return503OnClosing: true,
  }) as unknown as FastifyInstance
  if (onRoute) app.addHook('onRoute', onRoute)
  observeRequests(app, observers)
  app.addHook('onRequest', (_request, reply, next) => {
    reply.headers(SECURITY_HEADERS)
    next()
  })
  await allowOrigins(app, config.corsAllowedOrigins)
  healthRoutes(app, { checkDatabase: () => database.query(statement(sql`select 1`)) })
  if (config.metrics) metricsRoute(app, { metrics })
  return app
}
