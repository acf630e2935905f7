/** Words in which a declaration says who may see what, beside the right to read the resource. */
import type { Scope } from './scopes.ts'

/** A value of the row, or of one that its references lead to, is this. Texts are compared whatever their case. */
export interface Holds {
  readonly path: string
  readonly is: true | string
}

/** The value itself is one that is guarded at this path: a copy. */
export interface Copies {
  readonly copyOf: string
}

/** On a field: it is not shown to who lacks the scope. Paths start where the field stands. */
export interface Guard {
  readonly scope: Scope
  /** Without this: always. */
  readonly when?: Holds | Copies
  /** What is shown in its place; by default what a new row has there. */
  readonly mask?: string
  /** Who has this may search for the value and write it, seen or not. */
  readonly use?: Scope
}

/** On a resource: such rows do not exist for who lacks the scope. */
export interface Veil {
  readonly scope: Scope
  readonly when: Holds
  /** Except rows from which one of these paths leads to an actor that the caller is or belongs to. */
  readonly unless?: readonly string[]
}
