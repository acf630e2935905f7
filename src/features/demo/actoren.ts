import { actor } from '../../resources/actor.ts'
import type { Pen, Ref } from './pen.ts'

/** Who acts for the municipality. */
export interface Actoren {
  readonly kcc: Ref
  readonly vergunningen: Ref
  readonly sport: Ref
  readonly openbareRuimte: Ref
  /** Answers the phone in the klantcontactcentrum. */
  readonly fatima: Ref
  /** Specialist of Vergunningen. */
  readonly joris: Ref
  readonly formulieren: Ref
  readonly mijnGemeente: Ref
}

const eenheid = (pen: Pen, naam: string, code: string, omschrijving: string): Promise<Ref> =>
  pen.make(actor, {
    naam,
    soortActor: 'organisatorische_eenheid',
    actoridentificator: {
      objectId: code,
      codeObjecttype: 'afd',
      codeRegister: 'obj',
      codeSoortObjectId: 'idf',
    },
    actorIdentificatie: { omschrijving, emailadres: `${code}@gemeente.example`, telefoonnummer: '0101234567' },
  })

const medewerker = (
  pen: Pen,
  naam: string,
  emailadres: string,
  functie: string,
  telefoonnummer: string,
): Promise<Ref> =>
  pen.make(actor, {
    naam,
    soortActor: 'medewerker',
    actoridentificator: {
      objectId: emailadres,
      codeObjecttype: 'mdw',
      codeRegister: 'msei',
      codeSoortObjectId: 'email',
    },
    actorIdentificatie: { functie, emailadres, telefoonnummer },
  })

const systeem = (pen: Pen, naam: string, functie: string, omschrijving: string): Promise<Ref> =>
  pen.make(actor, { naam, soortActor: 'geautomatiseerde_actor', actorIdentificatie: { functie, omschrijving } })

export const makeActoren = async (pen: Pen): Promise<Actoren> => ({
  kcc: await eenheid(pen, 'Klantcontactcentrum', 'kcc', 'Eerste aanspreekpunt van de gemeente'),
  vergunningen: await eenheid(pen, 'Afdeling Vergunningen', 'vergunningen', 'Vergunningen en ontheffingen'),
  sport: await eenheid(pen, 'Afdeling Sport', 'sport', 'Verhuur van sporthallen en subsidie voor verenigingen'),
  openbareRuimte: await eenheid(pen, 'Team Openbare Ruimte', 'openbare-ruimte', 'Straten, groen en verlichting'),
  fatima: await medewerker(pen, 'Fatima El Amrani', 'f.elamrani@gemeente.example', 'Medewerker KCC', '0101234501'),
  joris: await medewerker(
    pen,
    'Joris van den Berg',
    'j.vandenberg@gemeente.example',
    'Specialist vergunningen',
    '0101234502',
  ),
  formulieren: await systeem(
    pen,
    'Formulieren',
    'Neemt e-formulieren aan',
    'Formulieren op de website van de gemeente',
  ),
  mijnGemeente: await systeem(
    pen,
    'Mijn Gemeente',
    'Neemt aanvullingen aan',
    'Portaal na inloggen met DigiD of eHerkenning',
  ),
})
