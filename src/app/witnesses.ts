/** Who learnt of objects, as those who repair a contact are told: put together from what other features know. */
import type { Config } from '../config.ts'
import { wordOf } from '../faces/openklant/message-routes.ts'
import type { Named, Witnesses } from '../features/acts/witnesses.ts'
import { listMessages, type Naming } from '../features/events/messages.ts'
import { typeOf } from '../features/events/type-names.ts'
import { seenBy } from '../features/processing-log/seen-by.ts'
import { errorMembers } from '../http/error-members.ts'
import type { Log } from '../http/log.ts'
import type { Engine } from '../operations/context.ts'

interface Known {
  readonly config: Config
  readonly engine: Engine
  readonly naming: Naming
  readonly log: Log
}

/** An event a moment before what it tells is of that: both take the clock themselves. */
const JUST_BEFORE_MS = 1000
const MOST = 1000

/** Undefined when the question fails: it is asked after a repair, which stands all the same. */
const orUnknown =
  <T>(log: Log, ask: (objects: readonly Named[], since: string) => Promise<T>) =>
  (objects: readonly Named[], since: string): Promise<T | undefined> =>
    ask(objects, since).catch((error: unknown) => {
      log.error({ error: errorMembers(error) }, 'who learnt of a wrong person could not be read')
      return undefined
    })

const seenIn = (engine: Engine) => async (objects: readonly Named[], since: string) => {
  const sought = objects.map(({ resource, uuid }) => ({ resource: engine.register.get(resource), uuid }))
  return (await seenBy(engine, sought, new Date(since))).map((one) => ({
    moment: one.moment,
    handeling: one.operation,
    doel: one.purpose,
    soort: one.kind,
    naam: one.name,
    toepassing: one.application,
    zeker: one.certain,
  }))
}

/** The first first. */
const toldIn =
  ({ database }: Engine, naming: Naming) =>
  async (named: readonly Named[], since: string) => {
    const from = new Date(Date.parse(since) - JUST_BEFORE_MS).toISOString()
    const objects = named.map(({ uuid }) => uuid)
    const found = await listMessages(database, naming, { objects, since: from }, { limit: MOST, offset: 0 })
    return found
      .map(({ event, sink, state }) => ({
        moment: event.time,
        ontvanger: sink,
        type: typeOf(naming.prefix, event),
        object: event.object,
        status: wordOf(state),
      }))
      .sort((one, other) => (one.moment < other.moment ? -1 : 1))
  }

/** Nobody knows who was shown something where there is no table of the processing log. */
export const witnessesOf = ({ config, engine, naming, log }: Known): Witnesses => ({
  told: orUnknown(log, toldIn(engine, naming)),
  ...(config.verwerkingenlog.includes('tabel') ? { seen: orUnknown(log, seenIn(engine)) } : {}),
})
