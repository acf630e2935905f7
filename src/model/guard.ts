/** Words in which a declaration says who may see what, beside the right to read the resource. */
import type { Range } from './range.ts'
import type { Scope } from './scopes.ts'

/** A value of the row, or of one that its references lead to, is this. Texts are compared whatever their case. */
export interface Holds {
  readonly path: string
  readonly is: true | string
}

/** The value itself is one that is guarded at this path: a copy. */
export interface Copies {
  readonly copyOf: string
  /** Whether a text may be such a value, whichever: who may not use those writes none. */
  readonly like: (text: string) => boolean
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
  /** What it hides, with all of its group that is part of it, is not changed or removed by who does see it; the text tells them why. */
  readonly freezes?: string
}

/** Rows that answer each other, through rows of another resource that refer to two of them. */
export interface Thread {
  readonly through: string
  readonly ends: readonly [from: string, to: string]
  /** Where a path leads from one of them to the caller, all of them are the caller's own. */
  readonly of: string
}

/**
 * On a resource: what there is of it for who sees no more than what is its own. Who that is, the range says: actors or
 * partijen, whose uuids come in a slot.
 */
export interface Bounds {
  /** A row is the caller's own where one of these paths leads to the caller; `''`: the row itself is. */
  readonly own?: readonly string[]
  /** So are all rows of its thread; or, where a path is given, rows that refer to a row of such a thread. */
  readonly thread?: Thread | string
  /** What was first recorded by the caller is its own. */
  readonly made?: true
  /** The fields that are shown of rows that are not; without this such rows do not exist. */
  readonly others?: readonly string[]
  /** A flag where an own path ends: what is of those, and not directly the caller's own, does not exist. */
  readonly shielded?: string
  /** Rows that are part of another (`within`) and are there as soon as that is, even if it is not the caller's own. */
  readonly shared?: Holds
}

export type Ranges = Partial<Record<Exclude<Range, 'all'>, Bounds>>
