/** Who saw or changed something of a partij, as the documents tell of it. */
import { objectSchema, reference } from '../../../derive/openapi/components.ts'
import { type Manner, operation } from '../../../derive/openapi/operations.ts'
import { pageParameters, uuidParameter } from '../../../derive/openapi/parameters.ts'
import type { Context } from '../../../derive/openapi/property.ts'
import type { Schema } from '../../../model/kinds/field.ts'

const text = (description: string, more: Schema = {}): Schema => ({ type: 'string', description, ...more })
const orNothing = (description: string, more: Schema = {}): Schema => text(description, { nullable: true, ...more })

const unit = objectSchema(
  {
    uuid: text('De actor in het register.', { format: 'uuid' }),
    naam: orNothing('De naam, zolang de actor er is.'),
  },
  ['uuid', 'naam'],
)

const who = objectSchema(
  {
    soort: text('`token`, `client`, `person`, `resident`, of `system`.'),
    naam: text('Naam van het token, de client of de persoon.'),
    toepassing: text('Het programma dat werd gebruikt.'),
    gebruiker: orNothing('Wie een client gebruikt, naar eigen zeggen.'),
    actor: orNothing('De actor in het register.', { format: 'uuid' }),
    eenheden: { type: 'array', items: reference('VerwerkingEenheid'), description: 'Organisatorische eenheden.' },
  },
  ['soort', 'naam', 'toepassing', 'gebruiker', 'actor', 'eenheden'],
)

const line = objectSchema(
  {
    moment: text('Wanneer de vraag kwam.', { format: 'date-time' }),
    doel: text('Waarvoor.'),
    eenheid: orNothing('Alleen voor de inwoner zelf: de eenheid, in plaats van wie het was.'),
    handeling: text('De vraag: methode en pad, zonder waarden.'),
    verwerkingsactiviteit: text('Waar het register van verwerkingsactiviteiten die beschrijft.', { format: 'uri' }),
    door: reference('VerwerkingDoor'),
    object: orNothing('Het object waarnaar werd gevraagd; null bij een lijst.', { format: 'uuid' }),
    status: { type: 'integer', description: 'De uitkomst, als status van HTTP.' },
    duur: { type: 'integer', description: 'Milliseconden.' },
    traceId: text('De keten van vragen waar deze bij hoort (W3C Trace Context).'),
    spanId: text('Deze regel daarin.'),
    parentSpanId: orNothing('De stap die hierom vroeg.'),
  },
  ['moment', 'doel'],
)

const link = text('Adres van die pagina.', { format: 'uri', nullable: true })
const page = objectSchema(
  {
    count: { type: 'integer', description: 'Aantal regels.' },
    next: link,
    previous: link,
    results: { type: 'array', items: reference('Verwerking') },
  },
  ['count', 'results'],
)

export const processingPath = (context: Context, manner: Manner): Readonly<Record<string, Schema>> => {
  context.components.add('VerwerkingEenheid', unit)
  context.components.add('VerwerkingDoor', who)
  context.components.add('Verwerking', line)
  context.components.add('PaginatedVerwerkingList', page)
  return {
    '/partijen/{uuid}/verwerkingen': {
      get: operation(manner, {
        verb: 'Retrieve',
        operationId: 'partijenVerwerkingen',
        tag: context.register.get('partij').tag,
        summary: 'Verwerkingen ophalen',
        description:
          'Wie gegevens van de partij zag of wijzigde, de laatste keer eerst. Wie zelf de partij is ziet moment, doel en eenheid, niet de medewerker.',
        parameters: [...pageParameters, uuidParameter],
        answers: { 200: { description: 'Een pagina.', schemaName: 'PaginatedVerwerkingList' } },
      }),
    },
  }
}
