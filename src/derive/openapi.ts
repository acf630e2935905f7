/** An OpenAPI 3.0.3 document made from the declarations of resources. */
import type { Schema } from '../model/kinds/field.ts'
import type { Register } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { createComponents, sorted } from './openapi/components.ts'
import { type Manner, pathsOf } from './openapi/operations.ts'
import type { Context } from './openapi/property.ts'
import { addResource } from './openapi/resource.ts'

/** What a dialect adds: everything that does not follow from the declarations. */
export interface Frame {
  readonly info: Schema
  readonly servers: readonly Schema[]
  readonly manner: Manner
  /** Components other than schemas: responses, headers, security schemes. */
  readonly components: Readonly<Record<string, Schema>>
  readonly schemas: Readonly<Record<string, Schema>>
  /** More about a tag than what its resource says; tags without a resource stand here alone. */
  readonly tags: Readonly<Record<string, string>>
  /** Paths of features; they may add schemas, and stand in place of generated ones. */
  readonly paths: (context: Context, generated: Readonly<Record<string, Schema>>) => Readonly<Record<string, Schema>>
}

/** A document, as a value to be written as JSON or YAML. */
export type Document = Schema

const tagsOf = (resources: readonly Resource[], more: Frame['tags']): Schema[] => {
  const own = Object.fromEntries(resources.map(({ tag, help }) => [tag, more[tag] ? `${help}\n\n${more[tag]}` : help]))
  return Object.entries(sorted({ ...more, ...own })).map(([name, description]) => ({ name, description }))
}

/** The document about these resources. Throws when two declarations use one schema name for different things. */
export const openapi = (register: Register, resources: readonly Resource[], frame: Frame): Document => {
  const context: Context = { register, components: createComponents() }
  for (const resource of resources) addResource(context, resource)
  for (const [name, schema] of Object.entries(frame.schemas)) context.components.add(name, schema)
  const generated: Record<string, Schema> = Object.assign(
    {},
    ...resources.map((resource) => pathsOf(register, resource, frame.manner)),
  )
  const paths = sorted({ ...generated, ...frame.paths(context, generated) })
  return {
    openapi: '3.0.3',
    info: frame.info,
    servers: frame.servers,
    tags: tagsOf(resources, frame.tags),
    paths,
    components: { schemas: context.components.all(), ...frame.components },
  }
}
