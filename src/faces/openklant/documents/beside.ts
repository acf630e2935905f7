/** What is kept beside the body of an object, as the documents tell of it. */
import { besideOf } from '../../../derive/besides.ts'
import { objectSchema } from '../../../derive/openapi/components.ts'
import { type Manner, operation, type OperationParts } from '../../../derive/openapi/operations.ts'
import { uuidParameter } from '../../../derive/openapi/parameters.ts'
import { type Context, memberProperties, requiredOf } from '../../../derive/openapi/property.ts'
import type { Schema } from '../../../model/kinds/field.ts'
import type { Resource } from '../../../model/resource.ts'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The paths of what is kept beside a resource's objects. */
export const besidePaths = (context: Context, manner: Manner, resource: Resource): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    Object.entries(resource.beside ?? {}).map(([key, { help, takes }]) => {
      const { fields, schemaName } = besideOf(resource, key)
      context.components.add(schemaName, objectSchema(memberProperties(context, fields), requiredOf(fields), help))
      const also = takes ? ` Neemt ook het recht \`${takes}\`.` : ''
      const make = (verb: OperationParts['verb'], summary: string, rest: Pick<OperationParts, 'body' | 'answers'>) =>
        operation(manner, {
          verb,
          operationId: `${resource.path}${capital(key)}${verb}`,
          tag: resource.tag,
          summary,
          description: verb === 'Retrieve' ? help : `${help}${also}`,
          parameters: [uuidParameter],
          ...rest,
        })
      const found = { 200: { description: 'Wat er is vastgelegd.', schemaName } }
      return [
        `/${resource.path}/{uuid}/${key}`,
        {
          get: make('Retrieve', `${capital(key)} ophalen`, { answers: found }),
          put: make('Update', `${capital(key)} vastleggen`, { body: { schemaName, required: true }, answers: found }),
          delete: make('Destroy', `${capital(key)} verwijderen`, { answers: { 204: { description: 'Verwijderd.' } } }),
        },
      ]
    }),
  )
