/** Whom the answer to a request shows or changes something of, gathered while it is made. */
import { isAboutPeople, peopleIn } from '../derive/subjects.ts'
import type { Resource } from '../model/resource.ts'
import { newSpan, type Trace, traceOf } from './trace.ts'

/** What a request says of the trace that it belongs to: the headers as they came. */
export interface Given {
  readonly traceparent?: unknown
  readonly fscTransactionId?: unknown
}

/** A step in a trace. */
interface Step extends Trace {
  /** 16 hexadecimal digits. */
  readonly span: string
}

export class Trail {
  /** When the request came, in milliseconds since 1970. */
  readonly since = Date.now()
  /** Something was asked of people, whether or not they were found. */
  isAboutPeople = false
  readonly #people = new Set<string>()
  readonly #given: Given
  #step: Step | undefined

  constructor(given: Given = {}) {
    this.#given = given
  }

  /** This request, as a step in the trace of whoever sent it, or in one that begins here. */
  get step(): Step {
    this.#step ??= { ...traceOf(this.#given.traceparent, this.#given.fscTransactionId), span: newSpan() }
    return this.#step
  }

  /** What others are told of it who go on from here: W3C Trace Context. */
  get traceparent(): string {
    const { trace, span } = this.step
    return `00-${trace}-${span}-01`
  }

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
