/** Reads the Authorization header as Open Klant does: `Token <value>`, the keyword in any case (behaviour.md §0.3). */

/** Why a request is not let in: the members of the 401 answer. */
export interface Refusal {
  readonly code: 'not_authenticated' | 'authentication_failed'
  readonly title: string
  readonly detail: string
}

const failed = (detail: string): Refusal => ({
  code: 'authentication_failed',
  title: 'Ongeldige authenticatiegegevens.',
  detail,
})

const NOTHING_GIVEN = 'Authenticatiegegevens zijn niet opgegeven.'

export const refusals = {
  missing: { code: 'not_authenticated', title: NOTHING_GIVEN, detail: NOTHING_GIVEN },
  unknown: failed('Ongeldige token.'),
  empty: failed('Ongeldige token header. Geen logingegevens opgegeven'),
  spaces: failed('Ongeldige token header. Token kan geen spaties bevatten.'),
} as const satisfies Record<string, Refusal>

/** The token in a header, or the refusal for a header that has none. */
export const tokenOf = (header: string | undefined): string | Refusal => {
  const words = header === undefined ? [] : header.trim().split(/\s+/)
  const [scheme = '', token] = words
  if (scheme.toLowerCase() !== 'token') return refusals.missing
  if (token === undefined) return refusals.empty
  return words.length > 2 ? refusals.spaces : token
}
