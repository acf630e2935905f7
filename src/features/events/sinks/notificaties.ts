/** The Notificaties API (behaviour.md §6.1, §6.2): Open Klant's messages, for those who subscribe to them there. */
import type { Register } from '../../../model/register.ts'
import type { Database } from '../../../sql/database.ts'
import { Shape, slot, sql } from '../../../sql/sql.ts'
import type { Event } from '../event.ts'
import { isNotified, notificatie } from '../notificatie.ts'
import type { Sink } from '../sink.ts'
import type { Voice } from '../voice.ts'
import { type Contact, linksIn, zaakEvents } from '../zaak-event.ts'
import { post } from './http.ts'
import { zgwToken } from './zgw-token.ts'

export interface NotificatiesOptions {
  /** Without a slash at the end. */
  readonly apiRoot: string
  readonly clientId: string
  readonly secret: string
  /** Tell also which zaak a contact is about. */
  readonly cloudEvents: boolean
  readonly freeText: boolean
}

const AT_ONCE = 20
const TIMEOUT_MS = 30_000

const contactShape = new Shape(sql`select onderwerp, nummer from klantcontact where uuid = ${slot('uuid', 'uuid')}`)

export const notificaties = (
  voice: Voice,
  { register, database }: { readonly register: Register; readonly database: Database },
  { apiRoot, clientId, secret, cloudEvents, freeText }: NotificatiesOptions,
): Sink => {
  const token = zgwToken({ clientId, secret })
  const contactOf = async ({ facts }: Event): Promise<Contact | undefined> => {
    const [row] = await database.query(contactShape.with({ uuid: facts.klantcontact ?? null }))
    return row && { onderwerp: String(row.onderwerp), nummer: String(row.nummer ?? '') }
  }
  const say = async (path: string, type: string, message: object, signal: AbortSignal): Promise<void> => {
    const headers = { authorization: await token(), 'content-type': type, accept: 'application/json' }
    await post({ url: new URL(apiRoot + path), headers, body: JSON.stringify(message), timeoutMs: TIMEOUT_MS, signal })
  }
  return {
    name: 'notificaties',
    kind: 'notificaties',
    atOnce: AT_ONCE,
    wants: (event) => isNotified(register.get(event.resource), event) || (cloudEvents && linksIn(event).length > 0),
    send: async (event, signal) => {
      const resource = register.get(event.resource)
      if (isNotified(resource, event)) {
        await say('/notificaties', 'application/json', notificatie(voice, resource, event, freeText), signal)
        return
      }
      for (const message of zaakEvents(voice, event, await contactOf(event))) {
        await say('/cloudevents', 'application/cloudevents+json', message, signal)
      }
    },
    close: async () => {},
  }
}
