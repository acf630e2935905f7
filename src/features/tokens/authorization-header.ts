/** Reads the Authorization header as Open Klant does: `Token <value>`, the keyword in any case (behaviour.md §0.3). */
import { type Refusal, refusals } from '../../operations/sign-in.ts'

/** The token in a header, or the refusal for a header that has none. */
export const tokenOf = (header: string | undefined): string | Refusal => {
  const words = header === undefined ? [] : header.trim().split(/\s+/)
  const [scheme = '', token] = words
  if (scheme.toLowerCase() !== 'token') return refusals.missing
  if (token === undefined) return refusals.empty
  return words.length > 2 ? refusals.spaces : token
}
