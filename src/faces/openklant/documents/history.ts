/** The history of an object, as the documents tell of it. */
import { objectSchema, reference } from '../../../derive/openapi/components.ts'
import { type Manner, operation } from '../../../derive/openapi/operations.ts'
import { pageParameters, uuidParameter } from '../../../derive/openapi/parameters.ts'
import type { Context } from '../../../derive/openapi/property.ts'
import type { Schema } from '../../../model/kinds/field.ts'
import type { Resource } from '../../../model/resource.ts'

const text = (description: string, more: Schema = {}): Schema => ({ type: 'string', description, ...more })
const orNothing = (description: string): Schema => text(description, { nullable: true })

const ACTIONS = [
  'opgenomen',
  'toegevoegd',
  'vervangen',
  'gewijzigd',
  'aanvulling',
  'correctie',
  'betwisting',
  'verwijderd',
]

const who = objectSchema(
  {
    soort: text('`token`, `client`, `person` of `resident`, of `system` als het programma het zelf deed.'),
    naam: text('Naam van het token, de client of de persoon, of wat het programma deed.'),
    toepassing: orNothing('Het programma waaraan het token is gegeven.'),
  },
  ['soort', 'naam', 'toepassing'],
)

const anything: Schema = { nullable: true, additionalProperties: true }

const difference = objectSchema(
  {
    veld: text('Naam van het veld, met punten tussen de lagen.'),
    van: { ...anything, description: 'De waarde ervoor.' },
    naar: { ...anything, description: 'De waarde erna.' },
  },
  ['veld', 'van', 'naar'],
)

const version = objectSchema(
  {
    versie: { type: 'integer', description: 'Volgnummer, vanaf 1.' },
    actie: text('Wat er gebeurde; `opgenomen`: het object was er al toen de historie begon.', { enum: ACTIONS }),
    moment: text('Moment van registratie.', { format: 'date-time' }),
    door: { allOf: [reference('VersieDoor')], nullable: true, description: 'Wie het deed; null na vernietiging.' },
    verzoek: orNothing('Kenmerk van het verzoek in het logboek.'),
    reden: orNothing('Waarom, als dat is meegegeven.'),
    vernietigd: { type: 'boolean', description: 'De inhoud van deze versie is vernietigd.' },
    wijzigingen: { type: 'array', items: reference('VersieWijziging'), description: 'Velden die veranderden.' },
  },
  ['versie', 'actie', 'moment', 'door', 'verzoek', 'reden', 'vernietigd', 'wijzigingen'],
)

const link = text('Adres van die pagina.', { format: 'uri', nullable: true })

const page = objectSchema(
  {
    count: { type: 'integer', description: 'Aantal versies.' },
    next: link,
    previous: link,
    results: { type: 'array', items: reference('Versie') },
  },
  ['count', 'results'],
)

const camel = (path: string): string => path.replace(/-(\w)/g, (_found, letter: string) => letter.toUpperCase())

/** The path of the history of a resource's objects. */
export const historyPath = (context: Context, manner: Manner, resource: Resource): Readonly<Record<string, Schema>> => {
  context.components.add('VersieDoor', who)
  context.components.add('VersieWijziging', difference)
  context.components.add('Versie', version)
  context.components.add('PaginatedVersieList', page)
  return {
    [`/${resource.path}/{uuid}/historie`]: {
      get: operation(manner, {
        verb: 'Retrieve',
        operationId: `${camel(resource.path)}Historie`,
        tag: resource.tag,
        summary: 'Historie ophalen',
        description: `Alle versies, de laatste eerst, ook als het object is verwijderd.`,
        parameters: [...pageParameters, uuidParameter],
        answers: { 200: { description: 'Een pagina.', schemaName: 'PaginatedVersieList' } },
      }),
    },
  }
}
