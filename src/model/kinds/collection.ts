import { basics, type Field, type FieldOptions, type OrNull, type PresenceOf } from './field.ts'
import type { Beside, Pointer, Shown } from './reference.ts'

/** Where the members of a list are: rows of `of` that refer to this one through `by`, or through a table between. */
export interface Source {
  readonly of: string
  readonly by: string
  /** `of` is reached through this field of the resource (or link table) that holds `by`. */
  readonly through?: string
}

export interface CollectionOptions extends FieldOptions {
  /** Members shown beside `uuid` and `url`: shown name → path. `'whole'`: the complete object. */
  readonly shows?: Readonly<Record<string, string>> | 'whole'
  readonly schemaName?: string
}

export interface Collection<R = unknown> extends Field<R, never, 'readOnly'> {
  readonly kind: 'collection'
  readonly source: Source
  readonly options: CollectionOptions
}

/** The rows that refer to this one; written from their side only. Oldest first. */
export const collection = <const O extends CollectionOptions>(
  source: Source,
  options: O = {} as O,
): Collection<readonly (Shown & Beside<O>)[]> => ({
  ...basics<FieldOptions & { readOnly: true }>({ ...options, readOnly: true }),
  kind: 'collection',
  source,
  options,
})

export interface LinksOptions extends FieldOptions {
  readonly schemaName?: string
}

export interface Links<
  R = unknown,
  W = unknown,
  P extends 'required' | 'optional' | 'readOnly' = 'required' | 'optional' | 'readOnly',
> extends Field<R, W, P> {
  readonly kind: 'links'
  readonly source: Source
}

/** Existing rows of `of`, chosen by uuid: written, they come to refer to this one through `by`; the others let go. */
export const links = <const O extends LinksOptions>(
  source: Source,
  options: O,
): Links<readonly Shown[], OrNull<readonly Pointer[], O>, PresenceOf<O>> => ({
  ...basics(options),
  kind: 'links',
  source,
})

export interface Ordered<
  R = unknown,
  W = unknown,
  P extends 'required' | 'optional' | 'readOnly' = 'required' | 'optional' | 'readOnly',
  F extends string = string,
> extends Field<R, W, P> {
  readonly kind: 'ordered'
  readonly of: string
  /** The table between, and its columns. */
  readonly table: string
  /** A second name of the same list that holds, and takes, its first member only. */
  readonly first: F
  readonly firstHelp: string
}

/**
 * An ordered list of existing rows of `of`, kept in a table of its own, with an older twin that names the first one.
 * On POST and PUT exactly one of the two is given (behaviour.md §1.8).
 */
export const ordered = <const O extends FieldOptions & { of: string; table: string; first: string; firstHelp: string }>(
  options: O,
): Ordered<readonly Shown[], readonly Pointer[], 'optional', O['first']> => ({
  ...basics({ ...options, optional: true as const }),
  kind: 'ordered',
  of: options.of,
  table: options.table,
  first: options.first,
  firstHelp: options.firstHelp,
})

export interface Nested<
  R = unknown,
  W = unknown,
  P extends 'required' | 'optional' | 'readOnly' = 'required' | 'optional' | 'readOnly',
> extends Field<R, W, P> {
  readonly kind: 'nested'
  readonly source: Source
}

/** Complete objects of `of` inside a body: with a uuid it is changed, without one made, and what is not listed goes. */
export const nested = <R, W, const O extends FieldOptions>(
  source: Source,
  options: O,
): Nested<readonly R[], OrNull<readonly W[], O>, PresenceOf<O>> => ({ ...basics(options), kind: 'nested', source })
