/** Puts the program together: database, resources, consequences, faces. Each replacement and addition is named here. */
import type { FastifyInstance } from 'fastify'
import { announcements, makeKanalenKnown, startEvents } from './app/events.ts'
import { isLogged, openProcessingLog } from './app/processing-log.ts'
import { signInFor } from './app/sign-in.ts'
import { witnessesOf } from './app/witnesses.ts'
import { openSigning } from './app/signing.ts'
import type { Config } from './config.ts'
import { historyShelf } from './derive/archive/history-shelf.ts'
import { goneRows } from './derive/archive/rejoin.ts'
import { type Shelf, shelfOf } from './derive/archive/shelf.ts'
import { openapiText } from './faces/openklant/documents.ts'
import type { Surroundings } from './faces/openklant/route.ts'
import { openKlant } from './faces/openklant/face.ts'
import { failed, notFound } from './faces/openklant/pages.ts'
import { supportAllMethods } from './faces/openklant/resource-routes.ts'
import { catchUp, letGo, takeUp } from './derive/versions.ts'
import { disputeShelf } from './features/acts/shelf.ts'
import { applySetup, type Setting } from './features/configure/apply.ts'
import { stepsWith } from './features/configure/steps.ts'
import { startFolding } from './features/counts/fold.ts'
import { startForgetting } from './features/idempotency/kept.ts'
import { fillDemo as demo } from './features/demo/fill-demo.ts'
import type { Naming } from './features/events/messages.ts'
import { createSecretBox } from './features/tokens/secret-box.ts'
import { readTokens } from './features/tokens/setup.ts'
import { tokenShelf } from './features/tokens/shelf.ts'
import { withResidents } from './features/resident/sign-in.ts'
import { keepCertificate } from './features/history/certificates.ts'
import { remember } from './features/history/remember.ts'
import { destructionShelves } from './features/history/shelves.ts'
import { movedInShelf } from './features/open-klant/shelf.ts'
import { createBaseAddress } from './http/address.ts'
import { type Log, logFailure } from './http/log.ts'
import { createMetrics, type Metrics } from './http/metrics.ts'
import { createServer, noteCaller, type OnRoute } from './http/server.ts'
import { withinUnits } from './operations/caller.ts'
import type { Consequence, Engine } from './operations/context.ts'
import { narrowed } from './operations/sign-in.ts'
import { Statements } from './operations/statements.ts'
import { trailing } from './operations/trailing.ts'
import { declared } from './resources/index.ts'
import type { Database } from './sql/database.ts'
import type { Sql } from './sql/sql.ts'

export interface Parts {
  readonly config: Config
  readonly database: Database
  readonly log: Log
  /** Measurements of more than this process; else its own. */
  readonly metrics?: Metrics
  /** In place of all that there are: to measure what they cost. */
  readonly consequences?: (statements: Statements) => readonly Consequence[]
  /** Hears of every route, for what must know them all. */
  readonly onRoute?: OnRoute
}

/** What the operations need, with all consequences. `written`: a change was made that someone must be told of. */
export const createEngine = (
  { config, database, consequences }: Omit<Parts, 'log'>,
  written = (): void => {},
): Engine => {
  const statements = new Statements()
  return {
    database,
    register: declared,
    statements,
    /** What every change brings about, in the same transaction. */
    consequences: consequences?.(statements) ?? [
      remember(statements),
      ...announcements(config, { register: declared, statements }, written),
      ...(isLogged(config) ? [trailing(declared, statements)] : []),
    ],
    numbersAuto: config.nummerAuto,
    trailed: isLogged(config),
    ...(config.identificatieNiveau ? { proof: { identificatie: config.identificatieNiveau } } : {}),
  }
}

/** The server, ready to listen. */
export const createApp = async (parts: Parts): Promise<FastifyInstance> => {
  const { config, database, log, metrics = createMetrics(() => database.pool) } = parts
  const events = startEvents({ config, database, register: declared, log })
  if (events) metrics.watch(events.measure)
  const { onRoute } = parts
  const app = await createServer({ config, database, log, metrics, ...(onRoute ? { onRoute } : {}) })
  supportAllMethods(app)
  const engine = createEngine(parts, events?.dispatcher.call)
  const processingLog = await openProcessingLog({ config, database, log, metrics })
  const secrets = config.secretsKey && createSecretBox(config.secretsKey)
  const everyone = signInFor({ config, database, secrets, log })
  const staff = config.zicht === 'eenheid' ? narrowed(everyone, withinUnits) : everyone
  const { inwonerPortalen: portals, inwonerNiveaus: levels, inwonerVertrouwelijk: confidential } = config
  const signIn = portals ? withResidents(staff, { database, portals, levels, confidential }) : staff
  const surroundings: Surroundings = {
    engine,
    signIn,
    secrets,
    baseOf: createBaseAddress(config),
    acts: {
      changing: config.klantcontactWijzigen,
      windows: config.aanvullenTermijn,
      months: config.betwistingMaanden,
      witnesses: witnessesOf({ config, engine, naming: namingIn(config), log }),
    },
    timeoutMs: config.requestTimeout,
    naming: namingIn(config),
    keepCertificate: (certificate) => {
      if (config.historyDir !== undefined) keepCertificate(config.historyDir, certificate)
    },
    logFailure: (request, error) => logFailure(log, request, error),
    noteWho: noteCaller,
    processingLog,
  }
  const jobs = [
    ...openSigning(engine, config, log),
    startFolding(database),
    startForgetting(database),
    ...(events ? [events.dispatcher] : []),
    ...(processingLog ? [processingLog] : []),
  ]
  app.addHook('onClose', async () => void (await Promise.all(jobs.map((job) => job.stop()))))
  openKlant(app, surroundings, (api, format) => openapiText(api, format, config.subpath), config.subpath)
  app.setErrorHandler(failed(surroundings))
  app.setNotFoundHandler(notFound(surroundings))
  return app
}

export { openapiText }

/** What an archive of the register holds: all resources with their versions, and the tables of features that are no copy. */
export const archiveShelves = (): Shelf[] => [
  ...declared.resources.map((resource) => shelfOf(declared, resource)),
  ...declared.remembered.map(historyShelf),
  ...destructionShelves,
  disputeShelf(declared),
  movedInShelf,
  tokenShelf,
]

/** Statements that remember rows which were written without their history. `door`: what the program was doing. */
export const takingUp = (door: string): Sql[] =>
  declared.remembered.flatMap((resource) => [takeUp(resource, door), catchUp(resource, door)])

/** The same, and what a restore took away. */
export const takingUpRestored = (door: string): Sql[] => [
  ...declared.remembered.map((resource) => letGo(resource, door, goneRows(resource))),
  ...takingUp(door),
]

/** How the types of events are made. */
export const namingIn = ({ eventTypePrefix: prefix }: Config): Naming => ({
  prefix,
  resources: declared.resources.map(({ name }) => name),
})

/** Makes the kanalen known to the Notificaties API; undefined where none is set. */
export const registerKanalen = (config: Config) => makeKanalenKnown(config, declared)

/** Fills an empty register with the case that the standard tells; false when it is not empty. */
export const fillDemo = (parts: Parts): Promise<boolean> => demo(createEngine(parts))

/** Applies a file with settings; each step that the register can do is named here. */
export const configure = (database: Database, setting: Omit<Setting, 'steps'>): Promise<string[]> =>
  applySetup(database, { ...setting, steps: stepsWith({ tokenauth: readTokens }) })
