import { choice, date, text } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'
import { adres } from './parts/adres.ts'

export const persoon = resource('persoon', {
  api: 'contactgegevens',
  group: 'contactgegevens',
  path: 'persoon',
  model: 'Persoon',
  label: 'persoon',
  help: 'Contactgegevens van een persoon, los van de klantinteracties.',
  tag: 'personen',
  schemaName: 'Persoon',
  person: true,
  fields: {
    geboortedatum: date({ help: 'Dag van geboorte.' }),
    overlijdensdatum: date({ optional: true, nullable: true, help: 'Dag van overlijden.' }),
    geslachtsnaam: text({ max: 200, help: 'Familienaam zonder voorvoegsel.' }),
    geslacht: choice(
      { m: 'Man', v: 'Vrouw', o: 'Overig' },
      { schemaName: 'GeslachtEnum', optional: true, blank: true, help: 'Geslacht.' },
    ),
    voorvoegsel: text({ max: 10, optional: true, help: 'Voorvoegsel van de familienaam.' }),
    voornamen: text({ max: 200, optional: true, help: 'Voornamen.' }),
    adres: adres('PersoonAdres', 'Adres van de persoon.'),
  },
})
