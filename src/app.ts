/** Puts the program together: database, resources, consequences, faces. Each replacement and addition is named here. */
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { type Shelf, shelfOf } from './derive/archive/shelf.ts'
import { vernietigingen } from './faces/beheer/vernietigingen.ts'
import { openapiText } from './faces/openklant/documents.ts'
import type { Surroundings } from './faces/openklant/exchange.ts'
import { openKlant } from './faces/openklant/face.ts'
import { failed, notFound } from './faces/openklant/pages.ts'
import { supportAllMethods } from './faces/openklant/resource-routes.ts'
import { catchUp, takeUp } from './derive/versions.ts'
import { applySetup, type Setting } from './features/configure/apply.ts'
import { stepsWith } from './features/configure/steps.ts'
import { startFolding } from './features/counts/fold.ts'
import { fillDemo as demo } from './features/demo/fill-demo.ts'
import { createAuthenticator } from './features/tokens/authenticator.ts'
import { readTokens } from './features/tokens/setup.ts'
import { tokenShelf } from './features/tokens/shelf.ts'
import { keepCertificate } from './features/history/certificates.ts'
import { remember } from './features/history/remember.ts'
import { startSigning } from './features/history/sign.ts'
import { createBaseAddress } from './http/address.ts'
import { errorMembers } from './http/error-members.ts'
import { type Log, logFailure } from './http/log.ts'
import type { Metrics } from './http/metrics.ts'
import { createServer, noteOwner } from './http/server.ts'
import { register } from './model/register.ts'
import type { Consequence, Engine } from './operations/context.ts'
import { Statements } from './operations/statements.ts'
import { resources } from './resources/index.ts'
import type { Database } from './sql/database.ts'
import type { Sql } from './sql/sql.ts'

/** What every change brings about, in the same transaction. */
const consequencesOf = (statements: Statements): readonly Consequence[] => [remember(statements)]

export interface Parts {
  readonly config: Config
  readonly database: Database
  readonly log: Log
  /** Measurements of more than this process; else its own. */
  readonly metrics?: Metrics
  /** In place of all that there are: to measure what they cost. */
  readonly consequences?: readonly Consequence[]
}

/** What the operations need, with all consequences. */
export const createEngine = ({ config, database, consequences }: Omit<Parts, 'log'>): Engine => {
  const statements = new Statements()
  return {
    database,
    register: register(resources),
    statements,
    consequences: consequences ?? consequencesOf(statements),
    numbersAuto: config.nummerAuto,
  }
}

/** The server, ready to listen. */
export const createApp = async (parts: Parts): Promise<FastifyInstance> => {
  const { config, database, log } = parts
  const app = await createServer(parts)
  supportAllMethods(app)
  const engine = createEngine(parts)
  const { authenticate } = createAuthenticator({ database, accepted: config.apiToken })
  const surroundings: Surroundings = {
    engine,
    authenticate,
    baseOf: createBaseAddress(config),
    timeoutMs: config.requestTimeout,
    logFailure: (request, error) => logFailure(log, request, error),
    noteWho: (request, who) => noteOwner(request, who.name),
  }
  const jobs = [startFolding(database)]
  if (config.historyDir !== undefined) {
    jobs.push(
      startSigning(engine, config.historyDir, (error) =>
        log.error({ error: errorMembers(error) }, 'the history was not signed'),
      ),
    )
  }
  app.addHook('onClose', async () => void (await Promise.all(jobs.map((job) => job.stop()))))
  vernietigingen(app, surroundings, (certificate) => {
    if (config.historyDir !== undefined) keepCertificate(config.historyDir, certificate)
  })
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

/** Statements that remember rows which were written without their history. `door`: what the program was doing. */
export const takingUp = (door: string): Sql[] =>
  register(resources).resources.flatMap((resource) => [takeUp(resource, door), catchUp(resource, door)])

/** Fills an empty register with the case that the standard tells; false when it is not empty. */
export const fillDemo = (parts: Parts): Promise<boolean> => demo(createEngine(parts))

/** Applies a file with settings; each step that the register can do is named here. */
export const configure = (database: Database, setting: Omit<Setting, 'steps'>): Promise<string[]> =>
  applySetup(database, { ...setting, steps: stepsWith({ tokenauth: readTokens }) })
