/** The CloudEvents that say which zaak a contact is about, or no longer is (behaviour.md §6.2). */
import { createHash } from 'node:crypto'
import type { Event } from './event.ts'
import { looksLikeBsn } from './notificatie.ts'
import type { Voice } from './voice.ts'
import { LINKS } from './zaak-link.ts'

interface Link {
  readonly verb: 'gekoppeld' | 'ontkoppeld'
  readonly zaak: string
}

/** What an event says about zaken, in the order in which it is told. */
export const linksIn = ({ resource, action, followed, facts: { zaak, was } }: Event): Link[] => {
  if (resource !== LINKS || followed) return []
  const link = (verb: Link['verb'], id: unknown): Link[] => (typeof id === 'string' ? [{ verb, zaak: id }] : [])
  if (action === 'create') return link('gekoppeld', zaak)
  if (action === 'destroy') return link('ontkoppeld', zaak)
  return was === undefined ? [] : [...link('ontkoppeld', was), ...link('gekoppeld', zaak)]
}

/** A second message of one event has an id of its own, the same at every attempt. */
const idOf = (event: string, index: number): string => {
  if (index === 0) return event
  const hash = createHash('sha256').update(`${event} ${index}`).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

/** The contact that an onderwerpobject belongs to, as people call it. */
export interface Contact {
  readonly onderwerp: string
  readonly nummer: string
}

const labelOf = ({ onderwerp, nummer }: Contact): string =>
  nummer === '' || looksLikeBsn(nummer) ? onderwerp : `${onderwerp} - (${nummer})`

/** `contact` is missing when it is gone by now. */
export const zaakEvents = (voice: Voice, event: Event, contact: Contact | undefined) =>
  linksIn(event).map(({ verb, zaak }, index) => ({
    id: idOf(event.id, index),
    source: voice.source,
    specversion: '1.0',
    type: `nl.overheid.zaken.zaak-${verb}`,
    subject: zaak,
    time: event.time,
    dataref: null,
    datacontenttype: 'application/json',
    data: {
      zaak: `urn:uuid:${zaak}`,
      linkTo: voice.address(event.resource, event.object),
      label: contact ? labelOf(contact) : '',
      linkObjectType: 'Onderwerpobject',
    },
  }))
