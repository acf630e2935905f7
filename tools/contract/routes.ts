/** Every address of the APIs with the scopes that it takes, from the routes themselves. */
import Fastify, { type FastifyInstance } from 'fastify'
import type { Route } from '../../src/faces/openklant/route.ts'
import { openKlant } from '../../src/faces/openklant/face.ts'
import { supportAllMethods } from '../../src/faces/openklant/resource-routes.ts'
import { Statements } from '../../src/operations/statements.ts'
import { declared } from '../../src/resources/index.ts'
import type { Database } from '../../src/sql/database.ts'

export interface KnownRoute {
  readonly url: string
  readonly route: Route
}

const never = (): never => {
  throw new Error('nothing is asked here')
}

/** Nobody comes here with a question. */
const nothing: Database = {
  query: never,
  quick: never,
  execute: never,
  transaction: never,
  together: never,
  cancel: never,
  close: never,
  bulk: never,
  schema: '',
  pool: { total: 0, idle: 0, waiting: 0, isCrowded: false },
}

export const knownRoutes = (): KnownRoute[] => {
  const found: KnownRoute[] = []
  const app = Fastify() as unknown as FastifyInstance
  supportAllMethods(app)
  app.addHook('onRoute', ({ url, config }) => {
    const route = config?.route
    if (route && !url.includes('.:format') && found.every((one) => one.url !== url)) found.push({ url, route })
  })
  const engine = {
    database: nothing,
    register: declared,
    statements: new Statements(),
    consequences: [],
    numbersAuto: true,
  }
  const surroundings = {
    engine,
    signIn: { challenge: '', authenticate: never },
    secrets: undefined,
    baseOf: never,
    acts: { changing: 'vrij', windows: new Map(), months: 1, witnesses: { told: never } } as const,
    timeoutMs: 0,
    naming: { prefix: '', resources: [] },
    keepCertificate: never,
    logFailure: never,
    noteWho: never,
  }
  openKlant(app, surroundings, never, '')
  return found
}
