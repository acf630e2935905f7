/** The words in which a resource is declared. A resource is a value; everything else is derived from it. */
import type { Filters } from './filter.ts'
import type { Holds, Ranges, Veil } from './guard.ts'
import type { Collection, Links, Nested, Ordered } from './kinds/collection.ts'
import type { Derived } from './kinds/derived.ts'
import type { Field, Leaf } from './kinds/field.ts'
import type { Group } from './kinds/group.ts'
import type { Shown as Pair, Pointer, Reference } from './kinds/reference.ts'
import type { Variants } from './kinds/variants.ts'
import type { ForResidents } from './resident.ts'
import type { Rule } from './rule.ts'
import type { Scope, ScopeGroup } from './scopes.ts'

export type AnyField = Leaf | Reference | Group | Variants | Derived | Collection | Links | Ordered | Nested
export type Fields = Readonly<Record<string, AnyField>>

export interface ResourceOptions<F extends Fields = Fields> {
  readonly api: 'klantinteracties' | 'contactgegevens'
  /** With which scopes it is opened: `<group>.lezen` and so on. */
  readonly group: ScopeGroup
  /** The collection's name in addresses. */
  readonly path: string
  /** How texts call it: `Partij object bestaat niet.`, `Er bestaat al een partij …`, `De unieke URL van deze partij …`. */
  readonly model: string
  readonly label: string
  readonly help: string
  /** Names in OpenAPI: tag, schema, operationId prefix. */
  readonly tag: string
  readonly schemaName: string
  readonly fields: F
  readonly filters?: Filters
  /** Paths that `expand` accepts, in the order in which they are documented. */
  readonly expand?: readonly string[]
  /** Newest first by this date-time; without it by order of making. */
  readonly newestBy?: string
  readonly rules?: readonly Rule[]
  /** Rows that do not exist for who lacks a scope. */
  readonly veils?: readonly Veil[]
  /** References to what the row is part of: hidden with it. Of several between brackets: with the last that is seen. */
  readonly within?: readonly (string | readonly string[])[]
  /** References and lists that lead to the people whom the row is about. */
  readonly about?: readonly string[]
  /** The row is a person or organisation of its own, unless `about` leads to another that it stands for. */
  readonly person?: true
  /** What there is for who sees no more than what is its own. */
  readonly bounds?: Ranges
  /** What residents may do with its objects. */
  readonly forResidents?: ForResidents
  /** Kept with each row, but no part of its body: each has an address of its own, `/{collection}/{uuid}/{name}`. */
  readonly beside?: Readonly<Record<string, Beside>>
  /** A reference to the row, of the same resource, to which it belongs: what is of the one is of the other too. */
  readonly belongsTo?: string
  /** A reference to the row that is shown in its place to who sees only what is of a partij; without one, nothing is. */
  readonly standIn?: { readonly unless: Holds; readonly by: string }
  /** At most one row has the flag among those with the same values at `within`; setting it takes it from the others. */
  readonly sole?: { readonly flag: string; readonly within: readonly [owner: string, ...others: string[]] }
  /** A reference to a member of one of this resource's lists: `voorkeursDigitaalAdres` is one of `digitaleAdressen`. */
  readonly preferred?: readonly Preferred[]
  /** Told to the Notificaties API. */
  readonly announced?: Announced
  /**
   * What a feature keeps of a row beside its fields: name → the words that it may be; none of them is usual. No body takes
   * or shows it, and no write of a body touches it; veils, versions and archives know it.
   */
  readonly states?: Readonly<Record<string, readonly string[]>>
  /** Of the records of a feature: what becomes of them when what they name by its uuid is destroyed. */
  readonly whenDestroyed?: WhenDestroyed
  /** The uuid may stand in a body, to point at an existing object (behaviour.md §1.10). */
  readonly namesItself?: { readonly label: string }
}

export interface WhenDestroyed {
  /** The row is destroyed with what it names here. */
  readonly goesWith: Named
  /** These texts are, in the row and in all that it was, with what it names here. */
  readonly isEmptiedWith: Named & { readonly texts: readonly string[] }
}

/** A field that holds the uuid of an object of a resource, there or not. */
interface Named {
  readonly field: string
  readonly of: string
}

/** What is kept beside the body of a row, as a group of columns; nothing is there as long as none has a value. */
export interface Beside {
  readonly group: Group
  /** A body may hold it too: it is taken out of what others ignore, and no answer shows it. */
  readonly inBody?: true
  /** Where a setting asks for it: the reference that may only be set when this member has at least a given value. */
  readonly proves?: { readonly reference: string; readonly by: string }
  /** What writing takes, beside writing the resource. */
  readonly takes?: Scope
  readonly help: string
}

export interface Announced {
  /** The kanaal of its notifications. */
  readonly channel: string
  /** Fields whose values go along, as kenmerken. */
  readonly facts: readonly string[]
  /** Those among them that hold free text: told to no one unless a setting says so. */
  readonly free?: readonly string[]
}

export interface Preferred {
  readonly field: string
  readonly among: string
  /** Complaints: not one of the list, and a list that is given empty. */
  readonly notLinked: string
  readonly noneGiven: string
}

export interface Resource<F extends Fields = Fields> extends ResourceOptions<F> {
  readonly name: string
  readonly table: string
}

/** What follows from a declaration is found out once: a resource is a value. */
export const onceFor = <T>(find: (resource: Resource) => T): ((resource: Resource) => T) => {
  const known = new WeakMap<Resource, { readonly found: T }>()
  return (resource) => {
    const before = known.get(resource) ?? { found: find(resource) }
    known.set(resource, before)
    return before.found
  }
}

const toTable = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Declares a resource. Its name is singular camelCase; the table's the same in snake_case. */
export const resource = <const F extends Fields>(name: string, options: ResourceOptions<F>): Resource<F> => ({
  ...options,
  name,
  table: toTable(name),
})

type Keys<F, P extends string> = { [K in keyof F]: F[K] extends { presence: P } ? K : never }[keyof F]
type Written<X> = X extends Field<infer _R, infer W> ? W : never
type Shown<X> = X extends Field<infer R, infer _W> ? R : never
type Flat<T> = { [K in keyof T]: T[K] }

/** The older names of ordered lists, which hold their first member only. */
type Twin<X> = X extends Ordered<infer _R, infer _W, infer _P, infer F> ? F : never
type Twins<F, T> = { readonly [K in keyof F as Twin<F[K]>]: T }

/** What a POST or PUT body may hold. */
export type Create<R extends Resource> = Flat<
  { readonly [K in Keys<R['fields'], 'required'>]: Written<R['fields'][K]> } & {
    readonly [K in Keys<R['fields'], 'optional'>]?: Written<R['fields'][K]>
  } & Partial<Twins<R['fields'], Pointer>>
>

/** What a PATCH body may hold. */
export type Patch<R extends Resource> = Flat<Partial<Create<R>>>

/** What an answer shows. */
export type Read<R extends Resource> = Flat<
  { readonly uuid: string; readonly url: string } & {
    readonly [K in keyof R['fields']]: Shown<R['fields'][K]>
  } & Twins<R['fields'], Pair | { readonly uuid: null }>
>

/** All that a row holds, whether its body shows it or not. */
export const keptIn = onceFor(
  ({ fields, beside = {} }): Readonly<Record<string, AnyField>> => ({
    ...fields,
    ...Object.fromEntries(Object.entries(beside).map(([key, { group }]) => [key, group])),
  }),
)
