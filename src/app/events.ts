/** Events, as the settings ask for them: who is told, in whose name, and for how long it is tried. */
import type { Config } from '../config.ts'
import { collectionPath } from '../faces/openklant/api.ts'
import { type Dispatcher, startDispatching } from '../features/events/dispatch.ts'
import { needsOf, type Receivers, sinksOf } from '../features/events/events.ts'
import { type Measured, measure } from '../features/events/measure.ts'
import { announcing } from '../features/events/outbox.ts'
import { type Kanaal, registerKanalen } from '../features/events/sinks/kanalen.ts'
import type { Voice } from '../features/events/voice.ts'
import type { Log } from '../http/log.ts'
import type { Register } from '../model/register.ts'
import type { Consequence, Engine } from '../operations/context.ts'
import type { Database } from '../sql/database.ts'

const notificatiesIn = (config: Config): Receivers['notificaties'] => {
  const { notificatiesApiRoot: apiRoot, notificatiesClientId: clientId, notificatiesSecret: secret } = config
  if (apiRoot === undefined || clientId === undefined || secret === undefined) return undefined
  return {
    apiRoot,
    clientId,
    secret,
    cloudEvents: config.notificatiesCloudEvents,
    freeText: config.notificatiesFreeText,
  }
}

const receiversIn = (config: Config): Receivers => ({
  sinks: config.eventSinks ?? [],
  notificaties: notificatiesIn(config),
})

const voiceIn = ({ baseUrl = '', subpath, eventSource, eventTypePrefix }: Config, register: Register): Voice => {
  const base = baseUrl + subpath
  return {
    source: eventSource,
    prefix: eventTypePrefix,
    base,
    address: (resource, uuid) => `${base}${collectionPath(register.get(resource))}/${uuid}`,
  }
}

/** Nothing where nobody is told. `written`: there is something to send. */
export const announcements = (
  config: Config,
  at: Pick<Engine, 'register' | 'statements'>,
  written: () => void,
): Consequence[] => {
  const needs = needsOf(receiversIn(config))
  return needs ? [announcing(at, needs, written)] : []
}

export interface Events {
  readonly dispatcher: Dispatcher
  measure(): Promise<Measured[]>
}

export interface EventParts {
  readonly config: Config
  readonly database: Database
  readonly register: Register
  readonly log: Log
}

/** Undefined where nobody is told. */
export const startEvents = ({ config, database, register, log }: EventParts): Events | undefined => {
  const sinks = sinksOf(voiceIn(config, register), receiversIn(config), { register, database })
  if (sinks.length === 0) return undefined
  const dispatcher = startDispatching({
    database,
    sinks,
    firstWait: config.eventRetry / 1000,
    keepDays: config.eventKeepDays,
    failed: (error, sink) => log.warn({ error, sink }, 'events are held up'),
  })
  const names = sinks.map(({ name }) => name)
  return { dispatcher, measure: () => measure(database, names) }
}

/** Undefined where no Notificaties API is set. */
export const makeKanalenKnown = async (config: Config, register: Register): Promise<Kanaal[] | undefined> => {
  const api = notificatiesIn(config)
  return api && registerKanalen(register, voiceIn(config, register), api)
}
