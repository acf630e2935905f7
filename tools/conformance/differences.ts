/** Differences that are meant, as rules on requests and answers: a scenario that nobody has seen yet passes as well. */

export interface Failure {
  readonly step: string
  /** A JSON pointer into the body, or `status`, or `header <name>`. */
  readonly pointer: string
  readonly expected: unknown
  readonly actual: unknown
}

export interface Sent {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly query?: string
  readonly headers?: Readonly<Record<string, string | null>>
  readonly body?: unknown
}

/** Which requests a rule is about. */
export interface About {
  readonly methods?: readonly string[]
  readonly path?: RegExp
  readonly query?: RegExp
  readonly accept?: RegExp
  readonly body?: (body: Readonly<Record<string, unknown>>) => boolean
}

/** One way in which answers differ. */
export interface Case {
  readonly request: About
  /** An earlier request of the same scenario that brought it about. */
  readonly after?: About
  /** Part of the answer, its recorded value and ours. `status` stands for the whole answer. */
  readonly pointer: RegExp
  readonly recorded: (value: unknown) => boolean
  readonly ours: (value: unknown) => boolean
  /** Items of an array of another length stand at other places: what is below such an array is explained with it. */
  readonly shifts?: true
}

export interface Difference {
  /** Why we may: lines of behaviour.md §7 marked fix or superset, or another ground that was agreed on. */
  readonly ground: string
  readonly reason: string
  readonly cases: readonly Case[]
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const decoded = (query = ''): string => {
  try {
    return decodeURIComponent(query)
  } catch {
    return query
  }
}

const concerns = (about: About, sent: Sent): boolean =>
  (about.methods?.includes(sent.method) ?? true) &&
  (about.path?.test(sent.path) ?? true) &&
  (about.query?.test(decoded(sent.query)) ?? true) &&
  (about.accept?.test(sent.headers?.Accept ?? '') ?? true) &&
  (about.body === undefined || (isObject(sent.body) && about.body(sent.body)))

const matches = ({ pointer, recorded, ours }: Case, failure: Failure): boolean =>
  pointer.test(failure.pointer) && recorded(failure.expected) && ours(failure.actual)

const explains = (one: Case, steps: readonly Sent[], failures: readonly Failure[], failure: Failure): boolean => {
  const position = steps.findIndex(({ id }) => id === failure.step)
  const sent = steps[position]
  const { after } = one
  if (!sent || !concerns(one.request, sent)) return false
  if (after && !steps.slice(0, position).some((earlier) => concerns(after, earlier))) return false
  if (matches(one, failure)) return true
  const others = failures.filter((other) => other.step === failure.step && matches(one, other))
  if (others.some(({ pointer }) => pointer === 'status')) return true
  const below = ({ pointer }: Failure): boolean =>
    pointer.endsWith('/length') && failure.pointer.startsWith(pointer.slice(0, -'length'.length))
  return one.shifts === true && others.some(below)
}

/** Keeps which rules were needed, over all scenarios. */
export class Differences {
  readonly #rules: readonly Difference[]
  readonly #used = new Set<Difference>()
  constructor(rules: readonly Difference[]) {
    this.#rules = rules
  }

  /** The failures that no rule explains. */
  unexplained(steps: readonly Sent[], failures: readonly Failure[]): readonly Failure[] {
    return failures.filter((failure) => {
      const rule = this.#rules.find(({ cases }) => cases.some((one) => explains(one, steps, failures, failure)))
      if (rule) this.#used.add(rule)
      return rule === undefined
    })
  }

  /** Rules that no answer needed. */
  unused(): readonly Difference[] {
    return this.#rules.filter((rule) => !this.#used.has(rule))
  }
}
