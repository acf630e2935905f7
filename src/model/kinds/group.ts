import type { Derived } from './derived.ts'
import { basics, type Field, type FieldOptions, type Leaf, type OrNull, type PresenceOf } from './field.ts'
import type { Reference } from './reference.ts'

export type Members = Readonly<Record<string, Leaf | Reference | Group | Derived>>

export interface GroupOptions extends FieldOptions {
  /** Name of the schema in OpenAPI. */
  readonly schemaName: string
  /** Every member must be there whenever the object is, in PATCH too. */
  readonly whole?: true
}

export type ReadOf<M> = { readonly [K in keyof M]: M[K] extends Field<infer R, infer _W> ? R : never }
type Keys<M, P extends string> = { [K in keyof M]: M[K] extends { presence: P } ? K : never }[keyof M]
type Written<F> = F extends Field<infer _R, infer W> ? W : never
export type WriteOf<M> = { readonly [K in Keys<M, 'required'>]: Written<M[K]> } & {
  readonly [K in Keys<M, 'optional'>]?: Written<M[K]>
}

export interface Group<
  R = unknown,
  W = unknown,
  P extends 'required' | 'optional' | 'readOnly' = 'required' | 'optional' | 'readOnly',
> extends Field<R, W, P> {
  readonly kind: 'group'
  readonly members: Members
  readonly options: GroupOptions
}

/** An object inside a row: one column per member. Given, it replaces the whole group; shown, it is never null. */
export const group = <const M extends Members, const O extends GroupOptions>(
  members: M,
  options: O,
): Group<ReadOf<M>, OrNull<WriteOf<M>, O>, PresenceOf<O>> => ({ ...basics(options), kind: 'group', members, options })
