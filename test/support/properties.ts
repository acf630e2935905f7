/** The properties of a resource as bodies write them: groups and variants opened, each with its path. */
import type { Variants } from '../../src/model/kinds/variants.ts'
import type { AnyField, Resource } from '../../src/model/resource.ts'
import type { Body } from './register.ts'

export interface Property {
  /** `bezoekadres.postcode` */
  readonly path: string
  readonly field: AnyField
  /** The choice under which the property exists. */
  readonly variant?: Readonly<Record<string, string>>
  /** The field of the resource that it stands in, or is. */
  readonly top: string
}

type Fields = Readonly<Record<string, AnyField>>

const open = (fields: Fields, prefix: string, more: Pick<Property, 'variant'> & { top?: string }): Property[] =>
  Object.entries(fields).flatMap(([key, field]) => {
    const own: Property = { ...more, path: prefix + key, field, top: more.top ?? key }
    const inside = { ...more, top: own.top }
    if (field.kind === 'group') return [own, ...open(field.members as Fields, `${own.path}.`, inside)]
    return field.kind === 'variants' ? [own, ...openVariants(own, field, inside)] : [own]
  })

const openVariants = ({ path }: Property, { by, variants }: Variants, inside: { top: string }): Property[] =>
  Object.entries(variants).flatMap(([kind, { members }]) =>
    open(members as Fields, `${path}.`, { ...inside, variant: { [by]: kind } }).map((one) => ({
      ...one,
      path: one.path,
    })),
  )

export const propertiesOf = (resource: Resource): Property[] => open(resource.fields, '', {})

/** How titles call a property: with the choice that it depends on. */
export const titleOf = ({ path, variant }: Property): string => (variant ? `${path} (${Object.values(variant)})` : path)

/** How faults call it: a digit keeps its underscore. */
export const faultNameOf = (path: string): string => path.replace(/(?<=[a-z])(\d)/g, '_$1')

export const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((here, key) => (here as Body | null | undefined)?.[key], value)

/** The body with this value at the path. */
export const withValue = (body: Body, path: string, value: unknown): Body => {
  const [key = '', ...rest] = path.split('.')
  return { ...body, [key]: rest.length === 0 ? value : withValue((body[key] ?? {}) as Body, rest.join('.'), value) }
}

/** The body without the member at the path. */
export const without = (body: Body, path: string): Body => {
  const [key = '', ...rest] = path.split('.')
  const { [key]: value, ...others } = body
  return rest.length === 0 ? others : { ...body, [key]: without(value as Body, rest.join('.')) }
}
