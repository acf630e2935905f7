/** Rules of a resource that look at more than one field. Pure: what they need to know of other rows, they declare. */
import type { Fault } from './fault.ts'

/** A row by path (`partijIdentificator.objectId`); a reference is the key of the row it points to. */
export type Values = Readonly<Record<string, unknown>>

/** What a rule must know from the database before it can judge. */
export type Need =
  /** Whether another row has the same values at these paths, among those where each `when` holds. */
  | { readonly taken: readonly string[]; readonly when: readonly Condition[] }
  /** The value at `path` of the row that `reference` points to. */
  | { readonly of: string; readonly path: string }
  /** Whether following the reference from row to row leads back to this one. */
  | { readonly loops: string }
  /** Whether any row refers to this one: resource and field. */
  | { readonly referredBy: readonly [resource: string, field: string] }

export interface Condition {
  readonly path: string
  readonly is: 'filled' | 'empty'
}

export interface Change {
  readonly action: 'create' | 'replace' | 'change'
  /** Paths that stand in the body. */
  readonly given: ReadonlySet<string>
  readonly before: Values | undefined
  readonly after: Values
  readonly key: string | undefined
  readonly facts: Readonly<Record<string, unknown>>
}

export interface Rule {
  /**
   * `object`: after the faults of fields, stopping at the first rule that finds something; `saving`: last (behaviour.md
   * §2.2).
   */
  readonly phase: 'object' | 'saving'
  readonly needs: Readonly<Record<string, Need>>
  readonly check: (change: Change) => readonly Fault[]
  /** The unique index that keeps this promise when two writers are at it at once. */
  readonly unique?: {
    readonly constraint: string
    readonly paths: readonly string[]
    readonly when: readonly Condition[]
    readonly fault: Fault
  }
}

export const isFilled = (value: unknown): boolean => value !== null && value !== undefined && value !== ''

export const rule = (phase: Rule['phase'], check: Rule['check'], needs: Readonly<Record<string, Need>> = {}): Rule => ({
  phase,
  check,
  needs,
})

export interface UniqueOptions {
  /** Name of the index: `<table>_<columns>_key`. */
  readonly constraint: string
  readonly paths: readonly string[]
  readonly when?: readonly Condition[]
  readonly phase?: Rule['phase']
  readonly fault: Fault
}

/** No two rows with the same values at these paths. */
export const unique = ({ constraint, paths, when = [], phase = 'object', fault }: UniqueOptions): Rule => ({
  phase,
  needs: { [constraint]: { taken: paths, when } },
  check: ({ facts }) => (facts[constraint] === true ? [fault] : []),
  unique: { constraint, paths, when, fault },
})
