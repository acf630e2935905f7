/** What is done to a klantcontact that was reported, as the documents tell of it. */
import { objectSchema, reference } from '../../../derive/openapi/components.ts'
import { type Manner, operation } from '../../../derive/openapi/operations.ts'
import { uuidParameter } from '../../../derive/openapi/parameters.ts'
import { type Context, memberProperties, requiredOf } from '../../../derive/openapi/property.ts'
import { patchName } from '../../../derive/openapi/resource.ts'
import { aanvulling, correctie } from '../../../features/acts/bodies.ts'
import type { Schema } from '../../../model/kinds/field.ts'
import type { Resource } from '../../../model/resource.ts'

const UUID = { type: 'string', format: 'uuid', description: 'Welk object.' }

/** A reference as an act takes it: only which row. */
const pointer = (context: Context): Schema =>
  context.components.add('Verwijzing', objectSchema({ uuid: UUID }, ['uuid']))

/** The body of an act, as it is declared; `more`: members that no declaration has. */
const bodyOf = (
  context: Context,
  { fields, schemaName, help }: Resource,
  more: Readonly<Record<string, Schema>> = {},
): string => {
  const plain = Object.fromEntries(Object.entries(fields).filter(([, { kind }]) => kind !== 'reference'))
  const pointers = Object.entries(fields)
    .filter(([, { kind }]) => kind === 'reference')
    .map(([key, field]) => [key, { allOf: [pointer(context)], description: field.help }])
  const properties = { ...memberProperties(context, plain), ...Object.fromEntries(pointers), ...more }
  context.components.add(schemaName, objectSchema(properties, [...requiredOf(fields), ...Object.keys(more)], help))
  return schemaName
}

/** An object that hangs on the contact, with its uuid: what is left out stays. */
const part = (context: Context, name: string): Schema => {
  const resource = context.register.get(name)
  const change = reference(patchName(resource))
  const own = objectSchema({ uuid: UUID }, ['uuid'])
  const items = context.components.add(`Correctie${resource.schemaName}`, { allOf: [change, own] })
  return { type: 'array', items, description: `${resource.help} Alleen wat al bij dit klantcontact hoort.` }
}

const corrections = (context: Context): Schema => {
  const lists = {
    hadBetrokkenen: part(context, 'betrokkene'),
    gingOverOnderwerpobjecten: part(context, 'onderwerpobject'),
  }
  const own = { type: 'object', properties: lists }
  const all = [reference(patchName(context.register.get('klantcontact'))), own]
  return {
    ...context.components.add('CorrectieWijzigingen', { allOf: all, description: 'Wat anders wordt; de rest blijft.' }),
  }
}

interface Act {
  readonly act: string
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly body: string
  readonly answer: { readonly status: number; readonly description: string; readonly schemaName: string }
}

/** No Location: what an act answers stands at its own address. */
export const actPath = (
  context: Context,
  manner: Manner,
  { act, answer, body, ...rest }: Act,
): Readonly<Record<string, Schema>> => ({
  [`/klantcontacten/{uuid}/${act}`]: {
    post: operation(
      { ...manner, headers: () => manner.headers('Retrieve') },
      {
        verb: 'Create',
        tag: context.register.get('klantcontact').tag,
        parameters: [uuidParameter],
        body: { schemaName: body, required: true },
        answers: { [answer.status]: answer },
        ...rest,
      },
    ),
  },
})

export const actPaths = (context: Context, manner: Manner): Readonly<Record<string, Schema>> => {
  const contact = reference(context.register.get('klantcontact').schemaName)
  const rest = { allOf: [contact], nullable: true, description: 'Het klantcontact met wat niet meer paste, of null.' }
  context.components.add(
    'Aangevuld',
    objectSchema({ klantcontact: contact, vervolg: rest }, ['klantcontact', 'vervolg']),
  )
  return {
    ...actPath(context, manner, {
      act: 'aanvullen',
      operationId: 'klantcontactenAanvullen',
      summary: 'Klantcontact aanvullen',
      description:
        'Zet tekst achter `inhoud` omdat hetzelfde contact verder ging, en de actor erbij. Kan zolang de termijn van het kanaal loopt, of met het recht `klantcontacten.altijd_aanvullen`. Wat niet meer past wordt een nieuw klantcontact dat naar dit verwijst. De historie noemt het een aanvulling.',
      body: bodyOf(context, aanvulling),
      answer: { status: 200, description: 'Aangevuld.', schemaName: 'Aangevuld' },
    }),
    ...actPath(context, manner, {
      act: 'corrigeren',
      operationId: 'klantcontactenCorrigeren',
      summary: 'Klantcontact corrigeren',
      description:
        'Verbetert wat verkeerd is vastgelegd: velden van het klantcontact, wie erbij was (`hadBetrokkenen`) en waar het over ging (`gingOverOnderwerpobjecten`). Voor wie erbij betrokken was, of met het recht `klantcontacten.corrigeren`. De historie noemt het een correctie, met de reden.',
      body: bodyOf(context, correctie, { wijzigingen: corrections(context) }),
      answer: {
        status: 200,
        description: 'Gecorrigeerd.',
        schemaName: context.register.get('klantcontact').schemaName,
      },
    }),
  }
}
