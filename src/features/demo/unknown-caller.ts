import { digitaalAdres } from '../../resources/digitaal-adres.ts'
import { interneTaak } from '../../resources/interne-taak.ts'
import type { Actoren } from './actoren.ts'
import { registerContact } from './contact.ts'
import type { Pen } from './pen.ts'

/** Somebody whom nobody identified: a betrokkene and no partij, whose number is there for this follow-up only. */
export const tellUnknownCaller = async (pen: Pen, actoren: Actoren): Promise<void> => {
  const melding = await registerContact(pen, {
    klantcontact: {
      kanaal: 'telefoon',
      plaatsgevondenOp: '2026-09-25T16:48:00+02:00',
      onderwerp: 'Lantaarnpaal brandt niet',
      inhoud:
        'De lantaarnpaal bij de brug over de singel is al een week uit. Mevrouw wil horen wanneer hij het weer doet.',
      verdereActieOndernomen: true,
    },
    actoren: [actoren.fatima, actoren.kcc],
    betrokkenen: [{ rol: 'klant', contactnaam: { voorletters: 'A.', achternaam: 'Jansen' }, initiator: true }],
  })
  await pen.make(digitaalAdres, {
    verstrektDoorBetrokkene: melding.betrokkenen[0] ?? null,
    verstrektDoorPartij: null,
    soortDigitaalAdres: 'telefoonnummer',
    adres: '0611223344',
    omschrijving: 'Na vijf uur',
  })
  await pen.make(interneTaak, {
    aanleidinggevendKlantcontact: melding,
    gevraagdeHandeling: 'Terugbellen',
    toelichting: 'Laat mevrouw weten wanneer de lantaarnpaal is gemaakt.',
    toegewezenAanActoren: [actoren.openbareRuimte],
    status: 'te_verwerken',
  })
}
