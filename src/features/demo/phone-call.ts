import { digitaalAdres } from '../../resources/digitaal-adres.ts'
import { interneTaak } from '../../resources/interne-taak.ts'
import type { Actoren } from './actoren.ts'
import { type RegisteredContact, registerContact } from './contact.ts'
import { HENK, VERENIGING, VERHUUR } from './identities.ts'
import type { Partijen } from './partijen.ts'
import type { Pen, Ref } from './pen.ts'

export interface PhoneCall {
  /** What Henk asked for his company: may a digger stand in the street? */
  readonly graafmachine: RegisteredContact
  /** That he be called back about it. */
  readonly terugbelverzoek: Ref
}

const call = { kanaal: 'telefoon', plaatsgevondenOp: '2026-09-07T08:40:00+02:00' }
const asked = { contactnaam: HENK, initiator: true }

/** One call with three subjects: three contacts at one moment, because each is for another capacity of Henk. */
export const tellPhoneCall = async (pen: Pen, actoren: Actoren, partijen: Partijen): Promise<PhoneCall> => {
  await registerContact(pen, {
    klantcontact: {
      ...call,
      onderwerp: 'Gft-container wordt niet geleegd',
      inhoud: 'De groene container van meneer is twee weken achter elkaar overgeslagen.',
      reactie: 'Uitgelegd dat de container door de werkzaamheden op de hoek moet staan. Meneer is tevreden.',
      indicatieContactGelukt: true,
    },
    actoren: [actoren.fatima],
    betrokkenen: [{ ...asked, wasPartij: partijen.henk, rol: 'klant' }],
  })
  const sporthal = await registerContact(pen, {
    klantcontact: {
      ...call,
      onderwerp: 'Extra uren in de sporthal',
      inhoud: 'De vereniging wil in de winter op woensdagavond een tweede uur huren en vraagt naar het tarief.',
      verdereActieOndernomen: true,
    },
    actoren: [actoren.fatima],
    betrokkenen: [
      { ...asked, wasPartij: partijen.henkVanVereniging, rol: 'vertegenwoordiger', organisatienaam: VERENIGING },
      { wasPartij: partijen.vereniging, rol: 'klant', organisatienaam: VERENIGING, initiator: false },
    ],
  })
  await pen.make(interneTaak, {
    aanleidinggevendKlantcontact: sporthal,
    gevraagdeHandeling: 'Terugbellen',
    toelichting: 'Tarief en vrije uren op woensdagavond doorgeven, liefst voor de ledenvergadering van 1 oktober.',
    toegewezenAanActoren: [actoren.sport],
    status: 'te_verwerken',
  })
  const graafmachine = await registerContact(pen, {
    klantcontact: {
      ...call,
      onderwerp: 'Graafmachine op de openbare weg',
      inhoud: 'Het bedrijf wil van 5 tot en met 16 oktober een graafmachine in de straat van een klant laten staan.',
      hoofdOnderwerpType: 'https://gemeente.example/onderwerpen/vergunningen',
      verdereActieOndernomen: true,
    },
    actoren: [actoren.fatima],
    betrokkenen: [
      { ...asked, wasPartij: partijen.henkVanVerhuur, rol: 'vertegenwoordiger', organisatienaam: VERHUUR },
      { wasPartij: partijen.verhuur, rol: 'klant', organisatienaam: VERHUUR, initiator: false },
    ],
  })
  // For this once, so given by the betrokkene: the number of his partij stays what it is.
  await pen.make(digitaalAdres, {
    verstrektDoorBetrokkene: graafmachine.betrokkenen[0] ?? null,
    verstrektDoorPartij: null,
    soortDigitaalAdres: 'telefoonnummer',
    adres: '0698765432',
    omschrijving: 'Op de bouwplaats, alleen vandaag',
  })
  const terugbelverzoek = await pen.make(interneTaak, {
    aanleidinggevendKlantcontact: graafmachine,
    gevraagdeHandeling: 'Terugbellen',
    toelichting: 'Meneer wil weten welke vergunning hij nodig heeft. Voor twaalf uur bellen.',
    toegewezenAanActoren: [actoren.vergunningen, actoren.joris],
    status: 'te_verwerken',
  })
  return { graafmachine, terugbelverzoek }
}
