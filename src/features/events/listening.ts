/** What every receiver of own events is configured with, and what it hears of. */
import type { Register } from '../../model/register.ts'
import type { Scope } from '../../model/scopes.ts'
import { mayHear, scopesOf } from './may-hear.ts'
import type { Sink } from './sink.ts'
import { isAmong, typeOf } from './type-names.ts'

export interface Listening {
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Patterns of types; empty: all. */
  readonly types: readonly string[]
  readonly timeoutMs: number
}

/** Whether a receiver asked for an event and may hear it. */
export const listensTo = (
  register: Register,
  prefix: string,
  { scopes: given, types }: Pick<Listening, 'scopes' | 'types'>,
): Sink['wants'] => {
  const scopes = scopesOf(given)
  return (event) => mayHear(scopes, register.get(event.resource), event) && isAmong(typeOf(prefix, event), types)
}
