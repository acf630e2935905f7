import { basics, type Field, type FieldOptions, type OrNull, type PresenceOf } from './field.ts'

/** What happens to a row when the one it refers to is removed. */
export type OnRemoval = 'remove' | 'clear' | 'refuse' | 'clearVariant'

export interface ReferenceOptions extends FieldOptions {
  readonly onRemoval: OnRemoval
  /** Members of the other resource that an answer shows beside `uuid` and `url`: shown name → path there. */
  readonly shows?: Readonly<Record<string, string>>
  /** The other row must have this value. */
  readonly must?: { readonly path: string; readonly be: string; readonly reason: string }
  /** Name of the schema in OpenAPI; by default that of the other resource's references. */
  readonly schemaName?: string
}

export interface Shown {
  readonly uuid: string
  readonly url: string
}
export interface Pointer {
  readonly uuid: string
}

export interface Reference<
  R = unknown,
  W = unknown,
  P extends 'required' | 'optional' | 'readOnly' = 'required' | 'optional' | 'readOnly',
> extends Field<R, W, P> {
  readonly kind: 'reference'
  readonly to: string
  readonly options: ReferenceOptions
}

/** What an answer shows beside the pointer. */
export type Beside<O> = O extends { readonly shows: infer S }
  ? S extends string
    ? unknown
    : { readonly [K in keyof S]: unknown }
  : unknown

/** A row of another collection, by its name: `{uuid}` in, `{uuid, url}` out. */
export const reference = <const O extends ReferenceOptions>(
  to: string,
  options: O,
): Reference<OrNull<Shown & Beside<O>, O>, OrNull<Pointer, O>, PresenceOf<O>> => ({
  ...basics(options),
  kind: 'reference',
  to,
  options,
})
