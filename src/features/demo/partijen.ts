import { categorie } from '../../resources/categorie.ts'
import { categorieRelatie } from '../../resources/categorie-relatie.ts'
import { digitaalAdres } from '../../resources/digitaal-adres.ts'
import { partij } from '../../resources/partij.ts'
import { partijIdentificator } from '../../resources/partij-identificator.ts'
import { rekeningnummer } from '../../resources/rekeningnummer.ts'
import { vertegenwoordiging } from '../../resources/vertegenwoordiging.ts'
import * as known from './identities.ts'
import type { Pen, Ref } from './pen.ts'

/** Henk in his three capacities, each a partij of its own, and the two organisations he acts for. */
export interface Partijen {
  readonly henk: Ref
  readonly verhuur: Ref
  readonly henkVanVerhuur: Ref
  readonly vereniging: Ref
  readonly henkVanVereniging: Ref
}

/** Gives a partij an e-mail address and a phone number, each the first choice of its kind; the phone is preferred. */
const reach = async (pen: Pen, verstrektDoorPartij: Ref, email: string, telefoon: string): Promise<void> => {
  const own = { verstrektDoorPartij, isStandaardAdres: true, verificatieDatum: '2026-08-31' }
  const mail = { soortDigitaalAdres: 'email', adres: email, referentie: 'portaalvoorkeur' } as const
  await pen.make(digitaalAdres, { ...own, ...mail, omschrijving: 'Berichten van het portaal' })
  const phone = { soortDigitaalAdres: 'telefoonnummer', adres: telefoon, omschrijving: 'Overdag' } as const
  const voorkeursDigitaalAdres = await pen.make(digitaalAdres, { ...own, ...phone })
  await pen.change(partij, verstrektDoorPartij, { voorkeursDigitaalAdres })
}

const bank = async (pen: Pen, owner: Ref, iban: string, bic: string): Promise<void> => {
  const voorkeursRekeningnummer = await pen.make(rekeningnummer, { partij: owner, iban, bic })
  await pen.change(partij, owner, { voorkeursRekeningnummer })
}

const makeHenk = async (pen: Pen): Promise<Ref> => {
  const henk = await pen.make(partij, {
    nummer: '918286',
    soortPartij: 'persoon',
    indicatieActief: true,
    indicatieGeheimhouding: false,
    voorkeurstaal: 'nld',
    interneNotitie: 'Wordt liever gebeld dan gemaild.',
    bezoekadres: known.HENKS_ADRES,
    correspondentieadres: known.HENKS_ADRES,
    partijIdentificatie: { contactnaam: known.HENK },
    partijIdentificatoren: [known.HENKS_BSN],
  })
  await reach(pen, henk, 'henk.debruin@mail.example', '0612345678')
  await bank(pen, henk, 'NL91ABNA0417164300', 'ABNANL2A')
  return henk
}

const makeVerhuur = async (pen: Pen): Promise<Ref> => {
  const verhuur = await pen.make(partij, {
    nummer: '918287',
    soortPartij: 'organisatie',
    indicatieActief: true,
    bezoekadres: known.VERHUUR_ADRES,
    correspondentieadres: known.VERHUUR_ADRES,
    partijIdentificatie: { naam: known.VERHUUR },
    partijIdentificatoren: [known.VERHUUR_RSIN],
  })
  // One after the other: the number of the vestiging stands under this one, and must know its uuid.
  const kvk = await pen.make(partijIdentificator, { ...known.VERHUUR_KVK, identificeerdePartij: verhuur })
  const under = { identificeerdePartij: verhuur, subIdentificatorVan: kvk }
  await pen.make(partijIdentificator, { ...known.VERHUUR_VESTIGING, ...under })
  await reach(pen, verhuur, 'info@graafmachineverhuur.example', '0348123456')
  await bank(pen, verhuur, 'NL44RABO0123456789', 'RABONL2U')
  return verhuur
}

const makeVereniging = async (pen: Pen): Promise<Ref> => {
  const vereniging = await pen.make(partij, {
    nummer: '918288',
    soortPartij: 'organisatie',
    indicatieActief: true,
    correspondentieadres: known.VERENIGING_POST,
    partijIdentificatie: { naam: known.VERENIGING },
    partijIdentificatoren: [known.VERENIGING_KVK, known.VERENIGING_RSIN],
  })
  await reach(pen, vereniging, 'bestuur@zaalvoetbal.example', '0348654321')
  return vereniging
}

/** Henk as the one who acts for an organisation: nothing in this partij leads to his private one. */
const makeHenkVan = async (
  pen: Pen,
  organisatie: Ref,
  nummer: string,
  email: string,
  telefoon: string,
): Promise<Ref> => {
  const henk = await pen.make(partij, {
    nummer,
    soortPartij: 'contactpersoon',
    indicatieActief: true,
    voorkeurstaal: 'nld',
    partijIdentificatie: { werkteVoorPartij: organisatie, contactnaam: known.HENK },
  })
  await reach(pen, henk, email, telefoon)
  await pen.make(vertegenwoordiging, { vertegenwoordigendePartij: henk, vertegenwoordigdePartij: organisatie })
  return henk
}

const belong = async (pen: Pen, naam: string, members: readonly Ref[]): Promise<void> => {
  const group = await pen.make(categorie, { naam })
  for (const member of members) {
    await pen.make(categorieRelatie, { partij: member, categorie: group, beginDatum: '2026-01-01' })
  }
}

export const makePartijen = async (pen: Pen): Promise<Partijen> => {
  const henk = await makeHenk(pen)
  const verhuur = await makeVerhuur(pen)
  const vereniging = await makeVereniging(pen)
  const henkVanVerhuur = await makeHenkVan(pen, verhuur, '918289', 'henk@graafmachineverhuur.example', '0687654321')
  const henkVanVereniging = await makeHenkVan(
    pen,
    vereniging,
    '918290',
    'penningmeester@zaalvoetbal.example',
    '0623456789',
  )
  await belong(pen, 'Ondernemers', [verhuur])
  await belong(pen, 'Verenigingen', [vereniging])
  await belong(pen, 'Inwonerspanel', [henk])
  return { henk, verhuur, henkVanVerhuur, vereniging, henkVanVereniging }
}
