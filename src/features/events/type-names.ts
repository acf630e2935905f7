/** What events are called: `nl.klantinteracties.klantcontact-gewijzigd` (NL GOV profile for CloudEvents). */
import type { Action, Event } from './event.ts'

/** What happened, in the word of the type. */
export const WORDS: Readonly<Record<Action, string>> = {
  create: 'aangemaakt',
  replace: 'gewijzigd',
  change: 'gewijzigd',
  destroy: 'verwijderd',
  supplement: 'aangevuld',
  correct: 'gecorrigeerd',
  dispute: 'betwist',
  erase: 'vernietigd',
}

/** As types spell a resource: `digitaal-adres`. */
export const entityOf = (resource: string): string => resource.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

export const typeOf = (prefix: string, { resource, action }: Pick<Event, 'resource' | 'action'>): string =>
  `${prefix}.${entityOf(resource)}-${WORDS[action]}`

/** Whether a type is among these; `*` stands for anything. Without patterns every type is. */
export const isAmong = (type: string, patterns: readonly string[]): boolean =>
  patterns.length === 0 ||
  patterns.some((pattern) => {
    const [first = '', ...rest] = pattern.split('*')
    if (rest.length === 0) return type === pattern
    if (!type.startsWith(first)) return false
    let at = first.length
    for (const piece of rest.slice(0, -1)) {
      const found = type.indexOf(piece, at)
      if (found < 0) return false
      at = found + piece.length
    }
    const last = rest.at(-1) ?? ''
    return type.length - last.length >= at && type.endsWith(last)
  })
