/** The register's own events, after the NL GOV profile for CloudEvents 1.1: who changed and where to read it, no more. */
import type { Event } from './event.ts'
import { typeOf } from './type-names.ts'
import type { Voice } from './voice.ts'

/** Digits enough for as many events as a bigint counts, so that the order of texts is that of numbers. */
const DIGITS = 19

/** `dataref` and `data.url` lead nowhere once an object is gone; a receiver knows it by its uuid. */
export const cloudEvent = (voice: Voice, event: Event) => {
  const { resource, object, action, followed, facts, traceparent } = event
  const url = voice.address(resource, object)
  return {
    specversion: '1.0',
    id: event.id,
    source: voice.source,
    type: typeOf(voice.prefix, event),
    subject: object,
    time: event.time,
    sequence: event.position.padStart(DIGITS, '0'),
    dataref: url,
    datacontenttype: 'application/json',
    ...(traceparent === undefined ? {} : { traceparent }),
    data: {
      resource,
      uuid: object,
      url,
      gevolg: followed,
      ...(action === 'erase' ? { lijst: facts.lijst ?? null } : {}),
    },
  }
}
