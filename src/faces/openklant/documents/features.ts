/** Operations that are no resource's own: maak-klantcontact, and removal of an onderwerpobject with what it is about. */
import { objectSchema, reference } from '../../../derive/openapi/components.ts'
import { type Manner, operation } from '../../../derive/openapi/operations.ts'
import { uuidParameter } from '../../../derive/openapi/parameters.ts'
import type { Context } from '../../../derive/openapi/property.ts'
import { objectOf } from '../../../derive/openapi/resource.ts'
import type { Schema } from '../../../model/kinds/field.ts'
import { actPaths } from './acts.ts'
import { besidePaths } from './beside.ts'
import { historyPath } from './history.ts'
import { processingPath } from './processing.ts'
import { searchPath } from './search.ts'
import { TAG_OF_CONTACT } from './conditions.ts'

const part = (context: Context, name: string, owner: string): Schema => {
  const resource = context.register.get(name)
  const schema = context.components.add(
    `${resource.schemaName}KlantcontactReadOnly`,
    objectOf(context, resource, [owner]),
  )
  return {
    allOf: [schema],
    nullable: true,
    description: `${resource.help} In een antwoord null als die niet is gemaakt.`,
  }
}

const maakKlantcontact = (context: Context, manner: Manner): Schema => {
  const klantcontact = reference(context.register.get('klantcontact').schemaName)
  const betrokkene = part(context, 'betrokkene', 'hadKlantcontact')
  const onderwerpobject = part(context, 'onderwerpobject', 'klantcontact')
  context.components.add(
    'MaakKlantcontact',
    objectSchema({ klantcontact, betrokkene, onderwerpobject }, ['klantcontact']),
  )
  // No Location: what was made is more than one object.
  const { Location: _location, ...rest } = manner.headers('Create')
  const headers = { ...rest, ETag: TAG_OF_CONTACT }
  return {
    post: operation(
      { ...manner, headers: () => headers },
      {
        verb: 'Create',
        operationId: 'maakKlantcontactCreate',
        tag: 'maak-klantcontact',
        summary: 'Klantcontact met betrokkene en onderwerpobject toevoegen',
        description:
          'Maakt een klantcontact en, als ze zijn meegegeven, een betrokkene en een onderwerpobject die ernaar verwijzen. Alles wordt gemaakt, of niets.',
        body: { schemaName: 'MaakKlantcontact', required: true },
        answers: { 201: { description: 'Toegevoegd.', schemaName: 'MaakKlantcontact' } },
      },
    ),
  }
}

const withCascade = (context: Context, manner: Manner, generated: Schema): Schema => {
  const own = generated.delete as Schema & {
    readonly parameters: readonly Schema[]
    readonly responses: Readonly<Record<string, Schema>>
  }
  const behouden = {
    type: 'array',
    items: { type: 'string', format: 'uri' },
    description: 'Adressen van de klantcontacten die bleven.',
  }
  const schema = context.components.add('OnderwerpobjectDeleteResponse', objectSchema({ behouden }, ['behouden']))
  const cascade = {
    in: 'query',
    name: 'cascade',
    schema: { type: 'boolean' },
    description:
      '`true`: ook het klantcontact en het eerdere klantcontact gaan weg, met alles wat ernaar verwijst, tenzij een ander onderwerpobject erover gaat.',
  }
  const answer = {
    headers: manner.headers('Destroy'),
    content: { 'application/json': { schema } },
    description: 'Verwijderd met `cascade=true`.',
  }
  return {
    ...generated,
    delete: { ...own, parameters: [cascade, ...own.parameters], responses: { 200: answer, ...own.responses } },
  }
}

const keten = (context: Context, manner: Manner): Schema => ({
  get: operation(manner, {
    verb: 'Retrieve',
    operationId: 'klantcontactenKeten',
    tag: context.register.get('klantcontact').tag,
    summary: 'Keten van klantcontacten ophalen',
    description:
      'Alle klantcontacten die via onderwerpobjecten (`wasKlantcontact`) op elkaar volgen, het eerste eerst, met hun taken.',
    parameters: [uuidParameter],
    answers: { 200: { description: 'De keten op één pagina.', schemaName: 'PaginatedExpandKlantcontactList' } },
  }),
})

const ONDERWERPOBJECT = '/onderwerpobjecten/{uuid}'

export const featurePaths =
  (manner: Manner) =>
  (context: Context, generated: Readonly<Record<string, Schema>>): Readonly<Record<string, Schema>> => {
    const own = context.register.resources.filter(({ path }) => generated[`/${path}`])
    const ofAll: Readonly<Record<string, Schema>> = Object.assign(
      {},
      ...own.flatMap((resource) => [
        historyPath(context, manner, resource),
        searchPath(context, manner, resource),
        besidePaths(context, manner, resource),
      ]),
    )
    const onderwerpobject = generated[ONDERWERPOBJECT]
    if (!onderwerpobject) return ofAll
    return {
      ...ofAll,
      ...actPaths(context, manner),
      ...processingPath(context, manner),
      '/klantcontacten/{uuid}/keten': keten(context, manner),
      '/maak-klantcontact': maakKlantcontact(context, manner),
      [ONDERWERPOBJECT]: withCascade(context, manner, onderwerpobject),
    }
  }
