import { date, text } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'
import { adres } from './parts/adres.ts'

export const organisatie = resource('organisatie', {
  api: 'contactgegevens',
  group: 'contactgegevens',
  path: 'organisatie',
  model: 'Organisatie',
  label: 'organisatie',
  help: 'Contactgegevens van een organisatie, los van de klantinteracties.',
  tag: 'organisaties',
  schemaName: 'Organisatie',
  person: true,
  fields: {
    handelsnaam: text({ max: 255, help: 'Naam waaronder de organisatie handelt.' }),
    oprichtingsdatum: date({ optional: true, nullable: true, help: 'Dag van oprichting.' }),
    opheffingsdatum: date({ optional: true, nullable: true, help: 'Dag van opheffing.' }),
    adres: adres('OrganisatieAdres', 'Adres van de organisatie.'),
  },
})
