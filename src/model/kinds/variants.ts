import { basics, type Field, type FieldOptions, type PresenceOf } from './field.ts'
import type { Members, ReadOf, WriteOf } from './group.ts'

export interface Variant<M extends Members = Members> {
  readonly members: M
  /** Names of the schemas in OpenAPI: of the object, and of the resource with this object. */
  readonly schemaName: string
  /** The record has an identity of its own, which a client may choose when it is made. */
  readonly identified?: { readonly label: string }
}

export interface VariantsOptions extends FieldOptions {
  /** The choice field that says which variant holds. */
  readonly by: string
}

export interface Variants<
  R = unknown,
  W = unknown,
  P extends 'required' | 'optional' | 'readOnly' = 'required' | 'optional' | 'readOnly',
> extends Field<R, W, P> {
  readonly kind: 'variants'
  readonly by: string
  readonly variants: Readonly<Record<string, Variant>>
}

type Flat<T> = { readonly [K in keyof T]: T[K] }
type Identity<V, T> = V extends { readonly identified: object } ? T : unknown

type AnyVariants = Readonly<Record<string, Variant>>

/**
 * An object whose members depend on a choice elsewhere in the row. Each variant has its own columns and survives a
 * change of that choice: switching back shows it again (behaviour.md §1.1).
 */
export const variants = <const V extends AnyVariants, const O extends VariantsOptions>(
  by: V,
  options: O,
): Variants<
  { [K in keyof V]: Flat<ReadOf<V[K]['members']> & Identity<V[K], { readonly uuid: string }>> }[keyof V] | null,
  { [K in keyof V]: Flat<WriteOf<V[K]['members']> & Identity<V[K], { readonly uuid?: string }>> }[keyof V],
  PresenceOf<O>
> => ({ ...basics(options), kind: 'variants', by: options.by, variants: by })
