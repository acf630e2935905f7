/** Repair of a wrong person, as the documents tell of it. */
import { objectSchema, reference } from '../../../derive/openapi/components.ts'
import type { Manner } from '../../../derive/openapi/operations.ts'
import type { Context } from '../../../derive/openapi/property.ts'
import { verkeerdePersoon } from '../../../features/acts/bodies.ts'
import type { Schema } from '../../../model/kinds/field.ts'
import { actPath, bodyOf, UUID } from './act.ts'

const MOMENT = { type: 'string', format: 'date-time' }
const TEXT = { type: 'string' }

/** An object without choices, all of which is there. */
const whole = (properties: Readonly<Record<string, Schema>>): Schema =>
  objectSchema(properties, Object.keys(properties))

export const repairPath = (context: Context, manner: Manner): Readonly<Record<string, Schema>> => {
  const { components, register } = context
  const url = { type: 'string', format: 'uri', description: 'Adres van het object.' }
  const found = components.add('VerkeerdePersoonObject', whole({ uuid: UUID, url }))
  const list = (items: Schema, description: string): Schema => ({ type: 'array', items, description })
  const sighting = components.add(
    'VerkeerdePersoonInzage',
    whole({
      moment: MOMENT,
      handeling: TEXT,
      doel: TEXT,
      soort: TEXT,
      naam: TEXT,
      toepassing: TEXT,
      zeker: { type: 'boolean' },
    }),
  )
  const message = components.add(
    'VerkeerdePersoonBericht',
    whole({ moment: MOMENT, ontvanger: TEXT, type: TEXT, object: { ...TEXT, format: 'uuid' }, status: TEXT }),
  )
  const seen = components.add(
    'VerkeerdePersoonIngezien',
    whole({
      bekend: { type: 'boolean', description: 'Of bekend is wie het inzag.' },
      toelichting: { ...TEXT, description: 'Waarom dat niet bekend is, of leeg.' },
      inzagen: list(sighting, 'Wie het inzag, uit het verwerkingslog.'),
    }),
  )
  components.add(
    'VerkeerdePersoonHersteld',
    whole({
      klantcontact: reference(register.get('klantcontact').schemaName),
      van: { allOf: [found], description: 'De partij die het niet was.' },
      naar: { allOf: [found], nullable: true, description: 'De partij die het wel was, of null.' },
      sinds: { ...MOMENT, description: 'Vanaf wanneer de verkeerde partij erbij stond.' },
      betrokkenen: list(found, 'Betrokkenen die nu goed staan.'),
      digitaleAdressen: list(found, 'Adressen die bij het contact zijn gegeven en bij de verkeerde partij stonden.'),
      keten: list(found, 'Andere klantcontacten van de keten waar de verkeerde partij nog bij staat.'),
      ingezien: seen,
      ontvangen: {
        ...list(
          message,
          'Wat ontvangers van gebeurtenissen er sindsdien over kregen of krijgen; null als dat nu niet te lezen is.',
        ),
        nullable: true,
      },
    }),
  )
  return actPath(context, manner, {
    act: 'verkeerde-persoon',
    operationId: 'klantcontactenVerkeerdePersoon',
    summary: 'Verkeerde persoon herstellen',
    description:
      'Maakt een klantcontact los van de verkeerde partij en verbindt het aan de goede, of aan geen: de betrokkenen, en de digitale adressen die zij gaven. Antwoordt wie er intussen van wist, als begin van een datalekdossier. Voor wie bij het contact betrokken was, of met het recht `klantcontacten.corrigeren`.',
    body: bodyOf(context, verkeerdePersoon),
    answer: { status: 200, description: 'Hersteld.', schemaName: 'VerkeerdePersoonHersteld' },
    isMore: true,
  })
}
