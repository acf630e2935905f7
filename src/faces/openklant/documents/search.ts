/** Searching with a body, as the documents tell of it. */
import { objectSchema } from '../../../derive/openapi/components.ts'
import { type Manner, operation } from '../../../derive/openapi/operations.ts'
import { listParameters, pageParameters } from '../../../derive/openapi/parameters.ts'
import type { Context } from '../../../derive/openapi/property.ts'
import { pageName, shownName } from '../../../derive/openapi/resource.ts'
import type { Schema } from '../../../model/kinds/field.ts'
import type { Resource } from '../../../model/resource.ts'

const camel = (path: string): string => path.replace(/-(\w)/g, (_found, letter: string) => letter.toUpperCase())

/** A list with commas may be a list. */
const memberOf = ({ filters = {} }: Resource, { name, schema, description, deprecated }: Schema): Schema => {
  const own = { ...(schema as Schema), description, ...(deprecated ? { deprecated } : {}) }
  if (filters[String(name)]?.operator !== 'oneOf') return own
  const one = { type: 'string' }
  return { description, oneOf: [one, { type: 'array', items: one }] }
}

export const searchPath = (context: Context, manner: Manner, resource: Resource): Readonly<Record<string, Schema>> => {
  const schemaName = `${resource.schemaName}Zoekvraag`
  const parameters = listParameters(context.register, resource)
  const members = Object.fromEntries(parameters.map((one) => [String(one.name), memberOf(resource, one)]))
  context.components.add(schemaName, objectSchema(members, [], `Vraag naar ${resource.path}.`))
  // It asks: nothing is made once, and the answer is nobody's version.
  const plain: Manner = {
    ...manner,
    headers: () => manner.headers('Destroy'),
    parameters: () => [],
    failures: (verb) => {
      const { 409: _busy, 410: _destroyed, 422: _reused, ...failures } = manner.failures(verb)
      return failures
    },
  }
  return {
    [`/${resource.path}/_zoek`]: {
      post: operation(plain, {
        verb: 'Create',
        operationId: `${camel(resource.path)}Zoek`,
        tag: resource.tag,
        summary: 'Zoeken zonder gegevens in het adres',
        description:
          'Antwoordt als de lijst. De parameters van de lijst staan in de inhoud, zodat er bijvoorbeeld geen BSN in een adres komt. `next` en `previous` noemen alleen de pagina: stuur er dezelfde inhoud naartoe.',
        parameters: pageParameters,
        body: { schemaName, required: false },
        answers: { 200: { description: 'Een pagina.', schemaName: pageName(shownName(resource)) } },
      }),
    },
  }
}
