/** Named schemas of an OpenAPI document, and references to them. */
import type { Schema } from '../../model/kinds/field.ts'

export interface Components {
  /** Keeps a schema under a name and answers a reference to it. Throws when the name stands for another schema. */
  add(name: string, schema: Schema): Schema
  all(): Readonly<Record<string, Schema>>
}

export const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

/** A copy with its keys in alphabetical order, so that a document does not change with the order of declarations. */
export const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)))

export const createComponents = (): Components => {
  const known: Record<string, Schema> = {}
  return {
    add: (name, schema) => {
      const earlier = known[name]
      if (earlier && JSON.stringify(earlier) !== JSON.stringify(schema)) {
        throw new Error(`two different schemas are called ${name}: give one of them a schemaName of its own`)
      }
      known[name] = schema
      return reference(name)
    },
    all: () => sorted(known),
  }
}

/** The schema of an object. */
export const objectSchema = (
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
  help = '',
): Schema => ({
  type: 'object',
  ...(help === '' ? {} : { description: help }),
  properties,
  ...(required.length > 0 ? { required: [...required].sort() } : {}),
})
