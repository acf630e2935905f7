/** The schemas of a resource: the object, a change of it, a page of them, and the object with what it includes. */
import type { Schema } from '../../model/kinds/field.ts'
import type { Variants } from '../../model/kinds/variants.ts'
import type { AnyField, Resource } from '../../model/resource.ts'
import { toSnake } from '../../model/wire-text.ts'
import { objectSchema, reference } from './components.ts'
import { type Context, IDENTITY, memberProperties, requiredOf, variantSchema } from './property.ts'

/** The name under which a page of these objects is known. */
export const pageName = (schemaName: string): string => `Paginated${schemaName}List`
export const patchName = ({ schemaName }: Resource): string => `Patched${schemaName}`
/** The name of the objects that a GET answers. */
export const shownName = ({ schemaName, expand }: Resource): string => (expand ? `Expand${schemaName}` : schemaName)

/** The object itself. `readOnly`: fields that are filled in where the object is made as part of another. */
export const objectOf = (context: Context, resource: Resource, readOnly: readonly string[] = []): Schema => {
  const fields: Record<string, AnyField> = Object.fromEntries(
    Object.entries(resource.fields).map(([key, field]) => [
      key,
      readOnly.includes(key) ? { ...field, presence: 'readOnly' } : field,
    ]),
  )
  const uuid = resource.namesItself ? IDENTITY.uuid : { ...IDENTITY.uuid, readOnly: true }
  const own = resource.namesItself ? ['url'] : ['uuid', 'url']
  return objectSchema(
    { uuid, url: IDENTITY.url, ...memberProperties(context, fields) },
    [...own, ...requiredOf(fields)],
    resource.help,
  )
}

/** One schema per choice, each the common part and an object of its own. */
const polymorphic = (context: Context, resource: Resource, key: string, field: Variants): Schema => {
  const { components } = context
  const common = components.add(`Base_${resource.schemaName}Serializer`, objectOf(context, resource))
  const mapping: Record<string, string> = {}
  for (const [choice, { members, schemaName, identified }] of Object.entries(field.variants)) {
    const own = components.add(schemaName, variantSchema(context, members, identified !== undefined))
    const help = `${field.help} Een antwoord toont null als ze er niet zijn.`.trim()
    const property = { [key]: { allOf: [own], nullable: true, description: help } }
    const member = components.add(`${toSnake(key)}_${schemaName}`, { type: 'object', properties: property })
    const name = `${choice}_${resource.schemaName}Serializer`
    mapping[choice] = components.add(name, { allOf: [common, member] }).$ref as string
  }
  return {
    oneOf: Object.values(mapping).map(($ref) => ({ $ref })),
    discriminator: { propertyName: field.by, mapping },
  }
}

/** A page of these. */
export const page = (results: Schema): Schema => ({
  type: 'object',
  required: ['count', 'results'],
  properties: {
    count: {
      type: 'integer',
      example: 123,
      description: 'Hoeveel objecten er in alle pagina’s samen zijn.',
    },
    next: { type: 'string', nullable: true, format: 'uri', description: 'Adres van de volgende pagina.' },
    previous: { type: 'string', nullable: true, format: 'uri', description: 'Adres van de vorige pagina.' },
    results: { type: 'array', items: results },
  },
})

interface Tree {
  [field: string]: Tree
}

const treeOf = (paths: readonly string[]): Tree => {
  const tree: Tree = {}
  for (const path of paths) {
    let here = tree
    for (const field of path.split('.')) here = here[field] ??= {}
  }
  return tree
}

/** The object with `_expand`; what is included may include more, under a name that tells the way. */
const expanded = (context: Context, resource: Resource, tree: Tree, way: string): Schema => {
  const properties: Record<string, Schema> = {}
  for (const [key, field] of Object.entries(resource.fields)) {
    const inside = tree[key]
    if (!inside) continue
    const to = context.register.get(field.kind === 'reference' ? field.to : 'source' in field ? field.source.of : '')
    const leaf = Object.keys(inside).length === 0
    const included = leaf ? reference(to.schemaName) : expanded(context, to, inside, way + to.schemaName)
    const nullable = field.nullable ? { nullable: true } : {}
    properties[key] =
      field.kind === 'reference'
        ? { allOf: [included], ...nullable, description: field.help }
        : { type: 'array', items: included, ...nullable, description: field.help }
  }
  const description = 'Wat met `expand` is gevraagd.'
  const more = { type: 'object', properties: { _expand: { type: 'object', description, properties } } }
  return context.components.add(`Expand${way}`, { allOf: [reference(resource.schemaName), more] })
}

/** Adds all schemas of a resource. */
export const addResource = (context: Context, resource: Resource): void => {
  const { components } = context
  const { schemaName, expand } = resource
  const [key, field] = Object.entries(resource.fields).find(([, { kind }]) => kind === 'variants') ?? []
  if (key !== undefined && field?.kind === 'variants') {
    const either = polymorphic(context, resource, key, field)
    components.add(schemaName, either)
    components.add(patchName(resource), either)
  } else {
    const { required: _required, ...change } = objectOf(context, resource)
    components.add(schemaName, objectOf(context, resource))
    components.add(patchName(resource), change)
  }
  components.add(pageName(schemaName), page(reference(schemaName)))
  if (expand)
    components.add(pageName(shownName(resource)), page(expanded(context, resource, treeOf(expand), schemaName)))
}
