/** Puts the program together: database, resources, consequences, faces. Each replacement and addition is named here. */
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { type Shelf, shelfOf } from './derive/archive/shelf.ts'
import { openapiText } from './faces/openklant/documents.ts'
import type { Surroundings } from './faces/openklant/exchange.ts'
import { openKlant } from './faces/openklant/face.ts'
import { failed, notFound } from './faces/openklant/pages.ts'
import { supportAllMethods } from './faces/openklant/resource-routes.ts'
import { applySetup, type Setting } from './features/configure/apply.ts'
import { stepsWith } from './features/configure/steps.ts'
import { startFolding } from './features/counts/fold.ts'
import { fillDemo as demo } from './features/demo/fill-demo.ts'
import { createAuthenticator } from './features/tokens/authenticator.ts'
import { readTokens } from './features/tokens/setup.ts'
import { tokenShelf } from './features/tokens/shelf.ts'
import { createBaseAddress } from './http/address.ts'
import { type Log, logFailure } from './http/log.ts'
import type { Metrics } from './http/metrics.ts'
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
  /** Measurements of more than this process; else its own. */
  readonly metrics?: Metrics
}

const createEngine = (
  { config, database }: Pick<Parts, 'config' | 'database'>,
  more: Partial<Engine> = {},
): Engine => ({
  database,
  register: register(resources),
  statements: new Statements(),
  consequences,
  numbersAuto: config.nummerAuto,
  ...more,
})

/** The server, ready to listen. */
export const createApp = async (parts: Parts): Promise<FastifyInstance> => {
  const { config, database, log } = parts
  const app = await createServer(parts)
  supportAllMethods(app)
  const engine = createEngine({ config, database })
  const { authenticate } = createAuthenticator({ database, accepted: config.apiToken })
  const surroundings: Surroundings = {
    engine,
    authenticate,
    baseOf: createBaseAddress(config),
    timeoutMs: config.requestTimeout,
    logFailure: (request, error) => logFailure(log, request, error),
    noteWho: (request, who) => noteOwner(request, who.name),
  }
  const folding = startFolding(database)
  app.addHook('onClose', () => folding.stop())
  openKlant(app, surroundings, (api, format) => openapiText(api, format, config.subpath), config.subpath)
  app.setErrorHandler(failed(surroundings))
  app.setNotFoundHandler(notFound(surroundings))
  return app
}

export { openapiText }

/** What an archive of the register holds: all resources, and the tables of features that are no copy of something else. */
export const archiveShelves = (): Shelf[] => {
  const all = register(resources)
  return [...all.resources.map((resource) => shelfOf(all, resource)), tokenShelf]
}

/** Fills an empty register with the case that the standard tells; false when it is not empty. */
export const fillDemo = ({ config, database }: Parts): Promise<boolean> => demo(createEngine({ config, database }))

/** Applies a file with settings; each step that the register can do is named here. */
export const configure = (database: Database, setting: Omit<Setting, 'steps'>): Promise<string[]> =>
  applySetup(database, { ...setting, steps: stepsWith({ tokenauth: readTokens }) })
