/** What all kinds of field share. A kind is one module that knows its column, its JSON, how SQL reads it and its faults. */
import type { Sql } from '../../sql/sql.ts'
import type { Complaint } from '../fault.ts'
import type { Guard } from '../guard.ts'

/** Whether a client must give a field on POST and PUT, may give it, or cannot. */
export type Presence = 'required' | 'optional' | 'readOnly'

/** A fragment of OpenAPI 3.0. */
export type Schema = Readonly<Record<string, unknown>>

export interface FieldOptions {
  readonly optional?: true
  readonly nullable?: true
  readonly readOnly?: true
  readonly deprecated?: true
  /** One sentence for the reference documentation; English terms of the standard stay Dutch. */
  readonly help?: string
  /** It takes more than the right to read the resource to be shown it. */
  readonly guard?: Guard
}

/** `Read` is what an answer shows, `Write` what a body may hold; both exist for the type checker only. */
export interface Field<Read = unknown, Write = unknown, P extends Presence = Presence> {
  readonly kind: string
  readonly presence: P
  readonly nullable: boolean
  readonly deprecated: boolean
  readonly help: string
  readonly guard?: Guard
  readonly $read?: Read
  readonly $write?: Write
}

export type PresenceOf<O> = O extends { readOnly: true }
  ? 'readOnly'
  : O extends { optional: true }
    ? 'optional'
    : 'required'

export type OrNull<T, O> = O extends { nullable: true } ? T | null : T

const presenceOf = <O extends FieldOptions>(options: O): PresenceOf<O> =>
  (options.readOnly ? 'readOnly' : options.optional ? 'optional' : 'required') as PresenceOf<O>

export const basics = <O extends FieldOptions>(options: O) => ({
  presence: presenceOf(options),
  nullable: options.nullable ?? false,
  deprecated: options.deprecated ?? false,
  help: options.help ?? '',
  ...(options.guard ? { guard: options.guard } : {}),
})

export type Outcome = { readonly value: unknown } | { readonly complaints: readonly Complaint[] }

export const accepted = (value: unknown): Outcome => ({ value })
export const refused = (...complaints: readonly Complaint[]): Outcome => ({ complaints })

/** What a filter on a column takes; behaviour.md §3.1 says how each is read. */
export type FilterValue = 'text' | 'choice' | 'boolean' | 'date' | 'dateTime' | 'uuid'

/** A field that is one column. */
export interface Leaf<Read = unknown, Write = unknown, P extends Presence = Presence> extends Field<Read, Write, P> {
  readonly kind: 'text' | 'choice' | 'yesNo' | 'integer' | 'date' | 'dateTime' | 'texts'
  readonly leaf: true
  readonly sqlType: string
  /** The value of a row made without one; `undefined`: the database makes it. */
  readonly initial: unknown
  /** SQL for that value where the database makes it. */
  readonly initialSql?: string
  /** Checks and converts a value that is not null. */
  accept(value: unknown): Outcome
  /** How JSON shows the column. */
  read(column: Sql): Sql
  readonly schema: Schema
  /** The type that an OPTIONS answer names (behaviour.md §0.4), with its limits. */
  readonly form: Schema
  readonly filterValue: FilterValue
  readonly choices?: readonly string[]
  /** The value must not occur twice in the collection; `auto`: the register makes one when none is given. */
  readonly unique?: 'given' | 'auto'
  /** The value names one thing in the world: few rows have the same. */
  readonly identifies?: true
  /** A PUT that leaves the field out sets it to its initial value. */
  readonly resets?: true
  /** Holds a moment exactly while another field has a value: set when it gets it, cleared when it loses it. */
  readonly presentWhen?: { readonly path: string; readonly is: string }
  /** For tests and documentation: values that are taken as they are, and values that are refused. */
  readonly examples: { readonly valid: readonly unknown[]; readonly invalid: readonly unknown[] }
}
