/** Ready-made sets of scopes, by the work that people and programs do. A start, to be added to and taken from. */
import { isScope, OPEN_KLANT_SCOPES, type Right, type Scope, type ScopeGroup } from './scopes.ts'

const of = (rights: readonly Right[], ...groups: readonly ScopeGroup[]): Scope[] =>
  groups.flatMap((group) => rights.map((right): Scope => `${group}.${right}`))

const read = of(['lezen'], 'partijen', 'klantcontacten', 'taken', 'actoren', 'lijsten')
const write = of(['schrijven'], 'partijen', 'klantcontacten', 'taken')

export interface Role {
  readonly help: string
  readonly scopes: readonly Scope[]
}

const dispute = 'klantcontacten.betwisten'
const kcc: readonly Scope[] = [
  ...read,
  ...write,
  dispute,
  'actoren.schrijven',
  'bsn.gebruiken',
  'geheimhouding',
  'notities',
]
const behandelaar: readonly Scope[] = [...read, ...write, dispute, 'geheimhouding', 'notities']

export const ROLES: Readonly<Record<string, Role>> = {
  'kcc-medewerker': {
    help: 'Beantwoordt vragen en zet taken uit. Zoekt op BSN, maar krijgt het niet te zien.',
    scopes: kcc,
  },
  behandelaar: {
    help: 'Handelt taken af. Werkt met de partij die bij de taak hoort, en heeft het BSN niet nodig.',
    scopes: behandelaar,
  },
  teamleider: {
    help: 'Verdeelt het werk, verbetert wat verkeerd is vastgelegd, en ziet ook wat vertrouwelijk is.',
    scopes: [
      ...kcc,
      'taken.verwijderen',
      'klantcontacten.corrigeren',
      'klantcontacten.altijd_aanvullen',
      'vertrouwelijk',
      'historie',
    ],
  },
  beheerder: {
    help: 'Beheert tokens, actoren en lijsten. Ziet geen gegevens van inwoners.',
    scopes: [...of(['lezen', 'schrijven', 'verwijderen'], 'actoren', 'lijsten'), 'vernietiging.goedkeuren', 'beheer'],
  },
  'privacy-officer': {
    help: 'Beantwoordt verzoeken om inzage, verbetering en verwijdering, en controleert wie gegevens inzag.',
    scopes: [
      ...read,
      ...of(['schrijven', 'verwijderen'], 'partijen', 'klantcontacten'),
      ...of(['lezen', 'schrijven', 'verwijderen'], 'contactgegevens'),
      dispute,
      'klantcontacten.corrigeren',
      'bsn.gebruiken',
      'bsn.tonen',
      'vertrouwelijk',
      'geheimhouding',
      'notities',
      'historie',
      'verwerkingen',
      'organisatie',
      'vernietiging.voorstellen',
    ],
  },
  portaal: {
    help: 'Neemt namens inwoners vragen en gegevens aan. Maak het token extern; het portaal bewaakt wie welke inwoner is.',
    scopes: [...of(['lezen'], 'partijen', 'klantcontacten', 'taken', 'actoren'), ...write, dispute, 'bsn.gebruiken'],
  },
  'portaal-inwoners': {
    help: 'Vraagt alleen wat een inwoner zelf mag zien, met een verklaring die het portaal ondertekent.',
    scopes: ['inwoners'],
  },
  koppeling: {
    help: 'Een applicatie die met Open Klant werkte en moet blijven werken: alles wat een token daar mocht.',
    scopes: OPEN_KLANT_SCOPES,
  },
}

/** What a name opens: that of a role, or of a scope itself. */
export const scopesNamed = (name: string): readonly Scope[] | undefined =>
  Object.hasOwn(ROLES, name) ? ROLES[name]?.scopes : isScope(name) ? [name] : undefined
