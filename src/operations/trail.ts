/** Whom the answer to a request shows or changes something of, gathered while it is made. */
import { isAboutPeople, peopleIn } from '../derive/subjects.ts'
import type { Resource } from '../model/resource.ts'

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
