/** Lists of what is to be destroyed, as their document tells of them. */
import { objectSchema, reference } from '../../../derive/openapi/components.ts'
import { type Manner, operation } from '../../../derive/openapi/operations.ts'
import { uuidParameter } from '../../../derive/openapi/parameters.ts'
import type { Context } from '../../../derive/openapi/property.ts'
import { GROUNDS } from '../../../features/history/destruction.ts'
import type { Schema } from '../../../model/kinds/field.ts'

const text = (description: string, more: Schema = {}): Schema => ({ type: 'string', description, ...more })
const uuid = (description: string): Schema => text(description, { format: 'uuid' })
const whole = (description: string): Schema => ({ type: 'integer', description })

const GROND = text('Waarom het weg moet.', { enum: [...GROUNDS] })
const WHY = text('Toelichting.', { maxLength: 1000 })

const LIST: Readonly<Record<string, Schema>> = {
  lijst: whole('Nummer van de lijst.'),
  uuid: uuid('Identificatie van de lijst.'),
  grond: GROND,
  toelichting: WHY,
  voorgesteldDoor: text('Wie de lijst voorstelde.'),
  voorgesteldOp: text('Wanneer.', { format: 'date-time' }),
  goedgekeurdDoor: text('Wie de lijst goedkeurde.', { nullable: true }),
  goedgekeurdOp: text('Wanneer; toen is de lijst uitgevoerd.', { format: 'date-time', nullable: true }),
}

const OBJECT = { collectie: text('Soort van het object.'), uuid: uuid('Identificatie van het object.') }

const CERTIFICATE: Readonly<Record<string, Schema>> = {
  ...LIST,
  versies: whole('Hoeveel versies zijn gewist.'),
  objecten: { type: 'array', items: reference('VernietigdObject'), description: 'Wat is vernietigd.' },
}

const all = (properties: Readonly<Record<string, Schema>>): Schema => objectSchema(properties, Object.keys(properties))

const addSchemas = ({ components }: Context): void => {
  components.add('Vernietigingslijst', all({ ...LIST, aantal: whole('Hoeveel objecten erop staan.') }))
  const results = { type: 'array', items: reference('Vernietigingslijst'), description: 'De laatste eerst.' }
  components.add('Vernietigingslijsten', all({ results }))
  components.add('TeVernietigenObject', all(OBJECT))
  components.add('VernietigdObject', all({ ...OBJECT, id: whole('Sleutel in de database.') }))
  components.add('VernietigingsCertificaat', all(CERTIFICATE))
  components.add(
    'VernietigingslijstMetObjecten',
    all({
      ...LIST,
      objecten: { type: 'array', items: reference('TeVernietigenObject'), description: 'Met wat eronder hangt.' },
      certificaat: {
        allOf: [reference('VernietigingsCertificaat')],
        nullable: true,
        description: 'Verklaring van vernietiging; null zolang de lijst niet is uitgevoerd.',
      },
    }),
  )
  const addresses = {
    type: 'array',
    minItems: 1,
    maxItems: 1000,
    items: { type: 'string' },
    description: 'Adressen van objecten: `…/klantcontacten/<uuid>`. Wat eronder hangt gaat mee.',
  }
  const proposal = { grond: GROND, toelichting: WHY, objecten: addresses }
  components.add('Vernietigingsvoorstel', objectSchema(proposal, ['grond', 'objecten']))
}

export const destructionPaths = (context: Context, manner: Manner): Readonly<Record<string, Schema>> => {
  addSchemas(context)
  const tag = 'vernietigingen'
  const schemaName = 'VernietigingslijstMetObjecten'
  const parameters = [uuidParameter]
  return {
    '/vernietigingen': {
      get: operation(manner, {
        verb: 'Retrieve',
        operationId: 'vernietigingenList',
        tag,
        summary: 'Lijsten opvragen',
        description: 'Alle lijsten, de laatste eerst, zonder hun objecten.',
        answers: { 200: { description: 'De lijsten.', schemaName: 'Vernietigingslijsten' } },
      }),
      post: operation(manner, {
        verb: 'Create',
        operationId: 'vernietigingenCreate',
        tag,
        summary: 'Vernietiging voorstellen',
        description: 'Maakt een lijst van deze objecten met alles wat eronder hangt. Er gebeurt nog niets.',
        body: { schemaName: 'Vernietigingsvoorstel', required: true },
        answers: { 201: { description: 'Voorgesteld.', schemaName } },
      }),
    },
    '/vernietigingen/{uuid}': {
      get: operation(manner, {
        verb: 'Retrieve',
        operationId: 'vernietigingenRetrieve',
        tag,
        summary: 'Lijst opvragen',
        description: 'Een lijst met haar objecten en, als zij is uitgevoerd, de verklaring van vernietiging.',
        parameters,
        answers: { 200: { description: 'De lijst.', schemaName } },
      }),
    },
    '/vernietigingen/{uuid}/goedkeuren': {
      post: operation(manner, {
        verb: 'Create',
        operationId: 'vernietigingenGoedkeuren',
        tag,
        summary: 'Lijst goedkeuren en uitvoeren',
        description: 'Door een ander dan wie de lijst voorstelde. Wat is vernietigd komt niet terug.',
        parameters,
        answers: { 200: { description: 'Uitgevoerd.', schemaName } },
      }),
    },
  }
}
