import { interneTaak } from '../../resources/interne-taak.ts'
import type { Actoren } from './actoren.ts'
import { type Contact, type RegisteredContact, registerContact } from './contact.ts'
import { HENK, VERHUUR, VERHUUR_ADRES } from './identities.ts'
import type { Partijen } from './partijen.ts'
import type { Pen } from './pen.ts'
import type { PhoneCall } from './phone-call.ts'

const ZAAK = '0e2e8d3c-5b7a-4c55-9d0b-6f1f5a1f7c31'
const BIJLAGEN = {
  formulier: '7a1f0f0e-3a8c-4d5e-8c1b-2d9d3f6f4a10',
  situatietekening: '5c7de0b4-9a51-4a7e-b0a5-0b6a8f1c2e22',
  verzoek: '1b0a4f7d-6d2c-4e0f-9a63-7e5c3d8b9f33',
  verkeersplan: 'c4a9e2f1-8b3d-4f6a-a7d8-9e0f1a2b3c44',
  besluit: 'e8d7c6b5-a493-4281-b0f9-8e7d6c5b4a55',
} as const

/** Both sides of the company: Henk who acts, and the company he acts for. */
const sides = ({ henkVanVerhuur, verhuur }: Partijen, initiator: boolean): Contact['betrokkenen'] => [
  { wasPartij: henkVanVerhuur, rol: 'vertegenwoordiger', contactnaam: HENK, organisatienaam: VERHUUR, initiator },
  { wasPartij: verhuur, rol: 'klant', organisatienaam: VERHUUR, initiator: false },
]

/** A letter goes to the company, not to a person in it. */
const addressee = ({ verhuur }: Partijen): Contact['betrokkenen'] => [
  { wasPartij: verhuur, rol: 'klant', organisatienaam: VERHUUR, correspondentieadres: VERHUUR_ADRES, initiator: false },
]

/** The specialist calls back: the answer is a contact of its own, and with it the task is done. */
const callBack = async (pen: Pen, actoren: Actoren, partijen: Partijen, call: PhoneCall): Promise<void> => {
  await registerContact(pen, {
    klantcontact: {
      kanaal: 'telefoon',
      plaatsgevondenOp: '2026-09-07T11:15:00+02:00',
      onderwerp: 'Graafmachine op de openbare weg',
      inhoud: 'Teruggebeld op het nummer van de bouwplaats.',
      reactie: 'Er is een objectvergunning nodig. Die vraagt meneer aan met het formulier op de website.',
      indicatieContactGelukt: true,
    },
    actoren: [actoren.joris],
    betrokkenen: sides(partijen, false),
    over: call.graafmachine,
  })
  await pen.change(interneTaak, call.terugbelverzoek, { status: 'verwerkt' })
}

const apply = async (pen: Pen, actoren: Actoren, partijen: Partijen): Promise<RegisteredContact> => {
  const aanvraag = await registerContact(pen, {
    klantcontact: {
      kanaal: 'e-formulier',
      plaatsgevondenOp: '2026-09-08T19:52:00+02:00',
      onderwerp: 'Aanvraag objectvergunning',
      inhoud: 'Aanvraag voor een graafmachine op de openbare weg van 5 tot en met 16 oktober 2026.',
      indicatieContactGelukt: true,
      metadata: { formulier: 'objectvergunning', formulierversie: '4.2', inlogmiddel: 'eHerkenning' },
    },
    actoren: [actoren.formulieren],
    betrokkenen: sides(partijen, true),
    zaak: ZAAK,
    bijlagen: [BIJLAGEN.formulier, BIJLAGEN.situatietekening],
  })
  const taak = await pen.make(interneTaak, {
    aanleidinggevendKlantcontact: aanvraag,
    gevraagdeHandeling: 'Formulier verwerken',
    toegewezenAanActoren: [actoren.vergunningen],
    status: 'te_verwerken',
  })
  await pen.change(interneTaak, taak, { status: 'verwerkt', toelichting: 'Zaak aangemaakt.' })
  return aanvraag
}

const askForMore = (pen: Pen, actoren: Actoren, partijen: Partijen, over: RegisteredContact) =>
  registerContact(pen, {
    klantcontact: {
      kanaal: 'brief',
      plaatsgevondenOp: '2026-09-14T14:05:00+02:00',
      onderwerp: 'Verzoek om aanvullende gegevens',
      inhoud: 'Wij missen een verkeersplan. Stuur dat voor 28 september via Mijn Gemeente.',
    },
    actoren: [actoren.joris, actoren.vergunningen],
    betrokkenen: addressee(partijen),
    zaak: ZAAK,
    over,
    bijlagen: [BIJLAGEN.verzoek],
  })

const deliver = async (pen: Pen, actoren: Actoren, partijen: Partijen, over: RegisteredContact) => {
  const aanvulling = await registerContact(pen, {
    klantcontact: {
      kanaal: 'portaal',
      plaatsgevondenOp: '2026-09-17T07:31:00+02:00',
      onderwerp: 'Aanvulling op aanvraag objectvergunning',
      inhoud: 'Bijgaand het verkeersplan. Verkeer kan om de graafmachine heen.',
      indicatieContactGelukt: true,
    },
    actoren: [actoren.mijnGemeente],
    betrokkenen: sides(partijen, true),
    zaak: ZAAK,
    over,
    bijlagen: [BIJLAGEN.verkeersplan],
  })
  const taak = await pen.make(interneTaak, {
    aanleidinggevendKlantcontact: aanvulling,
    gevraagdeHandeling: 'Aanvullende gegevens verwerken',
    toegewezenAanActoren: [actoren.joris],
    status: 'te_verwerken',
  })
  await pen.change(interneTaak, taak, { status: 'verwerkt' })
  return aanvulling
}

/** From the call back to the decision: everything about the permit for the digger. */
export const tellPermit = async (pen: Pen, actoren: Actoren, partijen: Partijen, call: PhoneCall): Promise<void> => {
  await callBack(pen, actoren, partijen, call)
  const aanvraag = await apply(pen, actoren, partijen)
  const verzoek = await askForMore(pen, actoren, partijen, aanvraag)
  await deliver(pen, actoren, partijen, verzoek)
  await registerContact(pen, {
    klantcontact: {
      kanaal: 'brief',
      plaatsgevondenOp: '2026-09-24T10:20:00+02:00',
      onderwerp: 'Besluit op aanvraag objectvergunning',
      inhoud: 'De objectvergunning is verleend voor 5 tot en met 16 oktober 2026.',
    },
    actoren: [actoren.joris, actoren.vergunningen],
    betrokkenen: addressee(partijen),
    zaak: ZAAK,
    over: aanvraag,
    bijlagen: [BIJLAGEN.besluit],
  })
}
