/** Who sends a request: the ways in which it can say so, and what is told to who is not let in. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Caller } from './caller.ts'

/** What of a request says who sends it. */
export interface Sender {
  readonly headers: IncomingHttpHeaders
  /** The address it comes from; behind a proxy that is trusted, the client's. */
  readonly ip: string
}

/** Why a request is not let in: the members of the answer, with status 401, or 429 for who is `throttled`. */
export interface Refusal {
  readonly code: 'not_authenticated' | 'authentication_failed' | 'throttled'
  readonly title: string
  readonly detail: string
  /** Seconds after which it may be tried again; of who is throttled. */
  readonly retryAfter?: number
}

type SignedIn = Caller | Refusal

/** One way to say who one is. */
export interface SignInKind {
  /** As `WWW-Authenticate` names it. */
  readonly scheme: string
  /**
   * `undefined`: the request does not say it in this way, and the next kind is asked. A promise only where something must
   * be waited for; it rejects with `Unavailable` when that cannot be had.
   */
  authenticate(sender: Sender): SignedIn | Promise<SignedIn> | undefined
}

/** All the ways that a server takes. Tell the two answers apart by `isRefusal`. */
export interface SignIn {
  /** The value of `WWW-Authenticate`. */
  readonly challenge: string
  authenticate(sender: Sender): SignedIn | Promise<SignedIn>
}

export const isRefusal = (answer: SignedIn): answer is Refusal => 'code' in answer

const failed = (detail: string): Refusal => ({
  code: 'authentication_failed',
  title: 'Ongeldige authenticatiegegevens.',
  detail,
})

const NOTHING_GIVEN = 'Authenticatiegegevens zijn niet opgegeven.'

/** The first four as Open Klant words them (behaviour.md §0.3). */
export const refusals = {
  missing: { code: 'not_authenticated', title: NOTHING_GIVEN, detail: NOTHING_GIVEN },
  unknown: failed('Ongeldige token.'),
  empty: failed('Ongeldige token header. Geen logingegevens opgegeven'),
  spaces: failed('Ongeldige token header. Token kan geen spaties bevatten.'),
} as const satisfies Record<string, Refusal>

const schemeOf = (header = ''): string => (/^\s*(\S+)/.exec(header)?.[1] ?? '').toLowerCase()

/** The kinds are asked in this order; the first that knows the request as its own answers. */
export const signInWith = (kinds: readonly SignInKind[]): SignIn => {
  const schemes = [...new Set(kinds.map(({ scheme }) => scheme))]
  const known = new Set(schemes.map((scheme) => scheme.toLowerCase()))
  return {
    challenge: schemes.join(', '),
    authenticate(sender) {
      for (const kind of kinds) {
        const answer = kind.authenticate(sender)
        if (answer !== undefined) return answer
      }
      return known.has(schemeOf(sender.headers.authorization)) ? refusals.unknown : refusals.missing
    },
  }
}

/** Callers are kept for as long as their tokens are, so this is found out once for each. */
const once = (narrow: (caller: Caller) => Caller): ((answer: SignedIn) => SignedIn) => {
  const known = new WeakMap<Caller, Caller>()
  return (answer) => {
    if (isRefusal(answer)) return answer
    const before = known.get(answer) ?? narrow(answer)
    known.set(answer, before)
    return before
  }
}

/** The same, and each caller as `narrow` makes it. */
export const narrowed = ({ challenge, authenticate }: SignIn, narrow: (caller: Caller) => Caller): SignIn => {
  const found = once(narrow)
  return {
    challenge,
    authenticate(sender) {
      const answer = authenticate(sender)
      return answer instanceof Promise ? answer.then(found) : found(answer)
    },
  }
}
