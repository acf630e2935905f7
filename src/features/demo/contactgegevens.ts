import { organisatie } from '../../resources/organisatie.ts'
import { persoon } from '../../resources/persoon.ts'
import { HENKS_ADRES, VERHUUR, VERHUUR_ADRES } from './identities.ts'
import type { Pen } from './pen.ts'

/** The same man and company in the API Contactgegevens, which knows nothing of partijen. */
export const makeContactgegevens = async (pen: Pen): Promise<void> => {
  await pen.make(persoon, {
    voornamen: 'Hendrik Jan',
    voorvoegsel: 'de',
    geslachtsnaam: 'Bruin',
    geslacht: 'm',
    geboortedatum: '1976-04-27',
    adres: HENKS_ADRES,
  })
  await pen.make(organisatie, { handelsnaam: VERHUUR, oprichtingsdatum: '2004-03-01', adres: VERHUUR_ADRES })
}
