/** Puts the program together: database, resources, consequences, faces. Each replacement and addition is named here. */
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { APIS } from './faces/openklant/api.ts'
import type { Surroundings } from './faces/openklant/exchange.ts'
import { openKlant } from './faces/openklant/face.ts'
import { notFound } from './faces/openklant/pages.ts'
import { supportAllMethods } from './faces/openklant/resource-routes.ts'
import { createAuthenticator } from './features/tokens/authenticator.ts'
import { createBaseAddress } from './http/address.ts'
import { type Log, logFailure } from './http/log.ts'
import { createServer, noteOwner } from './http/server.ts'
import { register } from './model/register.ts'
import type { Consequence, Engine } from './operations/context.ts'
import { Statements } from './operations/statements.ts'
import { resources } from './resources/index.ts'
import type { Database } from './sql/database.ts'

/** What every change brings about, in the same transaction. */
const consequences: readonly Consequence[] = []

export interface Parts {
  readonly config: Config
  readonly database: Database
  readonly log: Log
}

export const createEngine = ({ config, database }: Pick<Parts, 'config' | 'database'>, more: Partial<Engine> = {}): Engine => ({
  database,
  register: register(resources),
  statements: new Statements(),
  consequences,
  numbersAuto: config.nummerAuto,
  ...more,
})

/** The server, ready to listen. */
export const createApp = async ({ config, database, log }: Parts): Promise<FastifyInstance> => {
  const app = await createServer(config, database, log)
  supportAllMethods(app)
  const engine = createEngine({ config, database })
  const { authenticate } = createAuthenticator({ database, accepted: config.apiToken })
  const surroundings: Surroundings = {
    engine,
    authenticate,
    baseOf: createBaseAddress(config),
    timeoutMs: config.requestTimeout,
    logFailure: (request, error) => logFailure(log, request, error),
    noteWho: (request, who) => noteOwner(request, who.token),
  }
  openKlant(app, surroundings, openapiText, config.subpath)
  app.setNotFoundHandler(notFound(surroundings))
  return app
}

export const openapiText = (api: keyof typeof APIS, format: 'yaml' | 'json'): string => `${api} ${format}`

export const fillDemo = async (_parts: Parts): Promise<boolean> => false
