import type { Register } from '../../src/model/register.ts'
export interface Difference { readonly reason: string }
export class Differences {
  constructor(_rules: readonly Difference[], _register: Register) {}
  recording(fetch: undefined): undefined { return fetch }
  unexplained<T>(_scenario: unknown, failures: readonly T[]): readonly T[] { return failures }
  unused(): readonly Difference[] { return [] }
}
