/** The outbox as administrators see it, as its document tells of it. */
import { objectSchema, reference } from '../../../derive/openapi/components.ts'
import { type Manner, operation } from '../../../derive/openapi/operations.ts'
import { uuidParameter } from '../../../derive/openapi/parameters.ts'
import type { Context } from '../../../derive/openapi/property.ts'
import type { Schema } from '../../../model/kinds/field.ts'

const text = (description: string, more: Schema = {}): Schema => ({ type: 'string', description, ...more })
const moment = (description: string): Schema => text(description, { format: 'date-time' })
const momentOrNone = (description: string): Schema => text(description, { format: 'date-time', nullable: true })
const count = (description: string): Schema => ({ type: 'integer', description })
const listOf = (name: string, description: string): Schema => ({ type: 'array', items: reference(name), description })

const STATUS = text('Hoe het ervoor staat.', { enum: ['wachtend', 'mislukt', 'afgeleverd', 'vervallen'] })

const MESSAGE: Readonly<Record<string, Schema>> = {
  id: text('Van de gebeurtenis; voor elke ontvanger hetzelfde.', { format: 'uuid' }),
  ontvanger: text('Naam van de ontvanger.'),
  status: STATUS,
  type: text('Wat er gebeurde.'),
  resource: text('Soort van het object.'),
  object: text('Uuid van het object.', { format: 'uuid' }),
  tijd: moment('Wanneer het gebeurde.'),
  volgnummer: text('Een later volgnummer is later gebeurd.'),
  gevolg: { type: 'boolean', description: 'Het volgt uit een andere wijziging.' },
  vertrouwelijk: { type: 'boolean', description: 'Het gaat over een vertrouwelijk klantcontact.' },
  pogingen: count('Hoe vaak het is geprobeerd.'),
  volgendePoging: momentOrNone('Wanneer het weer wordt geprobeerd.'),
  laatstePoging: momentOrNone('Wanneer het het laatst is geprobeerd.'),
  reden: text('Waarom de laatste poging mislukte.'),
}

/** What messages are looked for by, in a query and in a body. */
const WANTED: Readonly<Record<string, Schema>> = {
  id: text('Van de gebeurtenis.', { format: 'uuid' }),
  ontvanger: text('Naam van de ontvanger.', { pattern: '^[a-z0-9-]{1,50}$' }),
  status: STATUS,
  type: text('Type van de gebeurtenis, eventueel met `*`.'),
  object: text('Uuid van het object.', { format: 'uuid' }),
  sinds: text('Gebeurd op dit moment of later, volgens ISO 8601.'),
}

const TOTALS: Readonly<Record<string, Schema>> = {
  ontvanger: text('Naam van de ontvanger.'),
  wachtend: count('Nog niet geprobeerd.'),
  mislukt: count('Mislukt; wordt weer geprobeerd.'),
  afgeleverd: count('Aangekomen.'),
  vervallen: count('Opgegeven.'),
}

const link = text('Adres van die pagina.', { format: 'uri', nullable: true })

const SCHEMAS: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  Bericht: MESSAGE,
  Berichten: { volgende: link, vorige: link, resultaten: listOf('Bericht', 'Het nieuwste eerst, 100 per pagina.') },
  BerichtTotalen: TOTALS,
  BerichtenOverzicht: { ontvangers: listOf('BerichtTotalen', 'Per ontvanger.') },
  BerichtBijOntvangers: {
    id: text('Van de gebeurtenis.', { format: 'uuid' }),
    kenmerken: { type: 'object', additionalProperties: true, description: 'Wat er van het object is bewaard.' },
    ontvangers: listOf('Bericht', 'Wat er bij elke ontvanger van werd.'),
  },
  BerichtenOpnieuw: { aantal: count('Hoeveel berichten opnieuw gaan.') },
}

const parameters = Object.entries(WANTED).map(([name, { description, ...schema }]) => ({
  in: 'query',
  name,
  schema,
  description,
}))
const pageParameter = { in: 'query', name: 'page', schema: { type: 'integer' }, description: 'Pagina, vanaf 1.' }

export const messagePaths = ({ components }: Context, manner: Manner): Readonly<Record<string, Schema>> => {
  for (const [name, properties] of Object.entries(SCHEMAS)) {
    components.add(name, objectSchema(properties, Object.keys(properties)))
  }
  components.add('BerichtenGezocht', objectSchema(WANTED, [], 'Minstens één.'))
  const tag = 'berichten'
  const get = (operationId: string, summary: string, description: string, schemaName: string, own: Schema[] = []) => ({
    get: operation(manner, {
      verb: 'Retrieve',
      operationId,
      tag,
      summary,
      description,
      parameters: own,
      answers: { 200: { description: summary, schemaName } },
    }),
  })
  return {
    '/berichten': get(
      'berichtenList',
      'Berichten opvragen',
      'Wat elke ontvanger is of wordt verteld, het nieuwste eerst.',
      'Berichten',
      [...parameters, pageParameter],
    ),
    '/berichten/overzicht': get('berichtenOverzicht', 'Berichten tellen', 'Per ontvanger.', 'BerichtenOverzicht'),
    '/berichten/opnieuw': {
      post: operation(manner, {
        verb: 'Create',
        operationId: 'berichtenOpnieuw',
        tag,
        summary: 'Berichten opnieuw sturen',
        description:
          'Stuurt opnieuw wat mislukte of is opgegeven en aan alles wat is opgegeven voldoet; wat aankwam alleen met zijn `status` of `id`.',
        body: { schemaName: 'BerichtenGezocht', required: true },
        answers: { 200: { description: 'Ze gaan opnieuw.', schemaName: 'BerichtenOpnieuw' } },
      }),
    },
    '/berichten/{uuid}': get(
      'berichtenRetrieve',
      'Bericht opvragen',
      'Een gebeurtenis, en wat er bij elke ontvanger van werd.',
      'BerichtBijOntvangers',
      [uuidParameter],
    ),
  }
}
