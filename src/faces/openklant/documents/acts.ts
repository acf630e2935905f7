/** What is done to a klantcontact that was reported, as the documents tell of it. */
import { objectSchema, reference } from '../../../derive/openapi/components.ts'
import { type Manner, operation } from '../../../derive/openapi/operations.ts'
import { listParameters, pageParameters, uuidParameter } from '../../../derive/openapi/parameters.ts'
import { type Context, memberProperties, requiredOf } from '../../../derive/openapi/property.ts'
import { page, patchName } from '../../../derive/openapi/resource.ts'
import { aanvulling, besluit, betwisten, betwisting, correctie } from '../../../features/acts/bodies.ts'
import type { Schema } from '../../../model/kinds/field.ts'
import { actPath, bodyOf, UUID } from './act.ts'
import { repairPath } from './wrong-person.ts'

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

const disputeParameter: Schema = {
  ...uuidParameter,
  name: 'betwisting',
  description: 'Identificatie van de betwisting.',
}

/** The schemas of a dispute and of a page of them. */
const addDispute = (context: Context): void => {
  const uuid = { type: 'string', format: 'uuid', description: 'Identificatie van de betwisting.' }
  const url = { type: 'string', format: 'uri', description: 'Adres van de betwisting.' }
  const properties = { uuid, url, ...memberProperties(context, betwisting.fields) }
  context.components.add(
    'Betwisting',
    objectSchema(properties, ['uuid', 'url', ...requiredOf(betwisting.fields)], betwisting.help),
  )
  context.components.add('PaginatedBetwistingList', page(reference('Betwisting')))
}

const listOf = (context: Context, manner: Manner, operationId: string, more: readonly Schema[]): Schema => ({
  get: operation(manner, {
    verb: 'List',
    operationId,
    tag: betwisting.tag,
    summary: 'Betwistingen ophalen',
    description:
      'Betwistingen, de laatste eerst: van klantcontacten die het token helemaal ziet, en die het zelf vastlegde; van een inwoner alleen de eigen. `verlopen=true`: de termijn is voorbij en er is niet besloten.',
    parameters: [...listParameters(context.register, betwisting).filter(({ name }) => name !== 'peildatum'), ...more],
    answers: { 200: { description: 'Een pagina.', schemaName: 'PaginatedBetwistingList' } },
  }),
})

const disputePaths = (context: Context, manner: Manner): Readonly<Record<string, Schema>> => {
  addDispute(context)
  const one = '/klantcontacten/{uuid}/betwistingen/{betwisting}'
  return {
    '/betwistingen': listOf(context, manner, 'betwistingenList', []),
    '/klantcontacten/{uuid}/betwistingen': listOf(context, manner, 'klantcontactenBetwistingen', [uuidParameter]),
    [one]: {
      get: operation(manner, {
        verb: 'Retrieve',
        operationId: 'klantcontactenBetwisting',
        tag: betwisting.tag,
        summary: 'Betwisting ophalen',
        description: 'Een betwisting van dit klantcontact, met wat erover is besloten.',
        parameters: [uuidParameter, disputeParameter],
        answers: { 200: { description: 'De betwisting.', schemaName: 'Betwisting' } },
      }),
    },
    [`${one}/historie`]: {
      get: operation(manner, {
        verb: 'Retrieve',
        operationId: 'klantcontactenBetwistingHistorie',
        tag: betwisting.tag,
        summary: 'Historie van een betwisting ophalen',
        description: 'Wat er is gezegd en besloten, wanneer en door wie, het laatste eerst.',
        parameters: [...pageParameters, uuidParameter, disputeParameter],
        answers: { 200: { description: 'Een pagina.', schemaName: 'PaginatedVersieList' } },
      }),
    },
    ...actPath(context, manner, {
      act: 'betwisten',
      operationId: 'klantcontactenBetwisten',
      summary: 'Klantcontact betwisten',
      description:
        'Legt vast dat een betrokkene het niet eens is met het klantcontact. Tot het besluit heeft een antwoord met het klantcontact de header `betwisting: open`; met `beperking` is het er dan alleen voor wie `klantcontacten.corrigeren` mag (`betwisting: beperkt`).',
      body: bodyOf(context, betwisten),
      answer: { status: 201, description: 'Vastgelegd.', schemaName: 'Betwisting' },
    }),
    ...actPath(context, manner, {
      act: 'betwistingen/{betwisting}/besluit',
      operationId: 'klantcontactenBetwistingBesluit',
      summary: 'Over een betwisting besluiten',
      description:
        'Voor iemand anders dan wie het klantcontact vastlegde of erbij was, en dan wie de betwisting vastlegde. `gecorrigeerd` vraagt `wijzigingen`, zoals corrigeren. Bij `verklaring` blijft de verklaring van de betrokkene bij het klantcontact (`betwisting: verklaring`).',
      parameters: [disputeParameter],
      body: bodyOf(context, besluit, {}, { wijzigingen: corrections(context) }),
      answer: { status: 200, description: 'Besloten.', schemaName: 'Betwisting' },
    }),
  }
}

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
      isMore: true,
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
    ...disputePaths(context, manner),
    ...repairPath(context, manner),
  }
}
