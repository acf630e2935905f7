/** What the Notificaties API is told of partijen, internetaken and klantcontacten (behaviour.md §6.1). */
import { passesElevenTest } from '../../model/formats.ts'
import type { Resource } from '../../model/resource.ts'
import type { Action, Event } from './event.ts'
import type { Voice } from './voice.ts'

/** Acts are changes of the object to those who know no acts. */
const ACTIES: Readonly<Partial<Record<Action, string>>> = {
  create: 'create',
  replace: 'update',
  change: 'partial_update',
  destroy: 'destroy',
  supplement: 'partial_update',
  correct: 'partial_update',
  dispute: 'partial_update',
}

/** Nine digits that pass the eleven test: a BSN does not leave the register as a number of something else. */
export const looksLikeBsn = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{9}$/.test(value) && value !== '000000000' && passesElevenTest(value)

/** What Open Klant tells, and no more: nothing that follows from another change. */
export const isNotified = ({ announced }: Resource, { action, followed }: Event): boolean =>
  announced !== undefined && !followed && ACTIES[action] !== undefined

/** Free text is empty unless it was asked for, also in messages that are sent again after that has changed. */
const shown = (resource: Resource, field: string, value: unknown, freeText: boolean): unknown =>
  value === undefined || looksLikeBsn(value) || (!freeText && resource.announced?.free?.includes(field)) ? '' : value

export const notificatie = (voice: Voice, resource: Resource, event: Event, freeText: boolean) => {
  const url = voice.address(event.resource, event.object)
  const { channel, facts } = resource.announced ?? { channel: '', facts: [] }
  return {
    kanaal: channel,
    ...(voice.source === undefined ? {} : { source: voice.source }),
    hoofdObject: url,
    resource: resource.model.toLowerCase(),
    resourceUrl: url,
    actie: ACTIES[event.action],
    aanmaakdatum: event.time,
    kenmerken: Object.fromEntries(
      facts.map((field) => [field, shown(resource, field, event.facts[field], freeText)] as const),
    ),
  }
}
