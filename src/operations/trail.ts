/** Whom the answer to a request shows or changes something of, gathered while it is made. */
import { aboutRows, isAboutPeople, peopleIn } from '../derive/subjects.ts'
import { FULL_SIGHT } from '../derive/sight.ts'
import { viewing } from '../derive/veil.ts'
import type { Register } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import type { Change, Consequence } from './context.ts'
import type { Statements } from './statements.ts'

export class Trail {
  /** When the request came, in milliseconds since 1970. */
  readonly since = Date.now()
  /** Something was asked of people, whether or not they were found. */
  isAboutPeople = false
  readonly #people = new Set<string>()

  asked(resource: Resource): void {
    this.isAboutPeople ||= isAboutPeople(resource)
  }

  /** `found`: what `about` in an answer of the database says. */
  add(found: unknown): void {
    if (typeof found !== 'string') return
    for (const person of peopleIn(found)) this.#people.add(person)
  }

  /** The answer is one that was given before, about these people. */
  again(people: readonly string[]): void {
    this.isAboutPeople = true
    for (const person of people) this.#people.add(person)
  }

  /** Each person once, as table and key: `partij:12`. */
  get people(): readonly string[] {
    return [...this.#people]
  }
}

/** What an answer does not show, because it goes or changes along with something else: whom that was about. */
export const trailing = (register: Register, statements: Statements): Consequence => {
  const rowsOf = (resource: Resource) =>
    statements.shape(`about ${resource.name}`, 'own', () => aboutRows(viewing(register, FULL_SIGHT), resource))
  const idsOf = (changes: readonly Change[]): Map<Resource, Set<string>> => {
    const found = new Map<Resource, Set<string>>()
    for (const change of changes) {
      if (change.action === 'create' || !isAboutPeople(change.resource)) continue
      found.set(change.resource, (found.get(change.resource) ?? new Set()).add(change.id))
    }
    return found
  }
  return async (tx, changes, { trail }) => {
    if (!trail) return
    for (const [resource, ids] of idsOf(changes)) {
      trail.asked(resource)
      const rows = tx.send(rowsOf(resource).with({ ids: [...ids] }))
      rows.then(([row]) => trail.add(row?.about)).catch(() => {})
    }
  }
}
