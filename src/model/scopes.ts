/** What clients and people may do. One list: validation, documents, the command line and `docs/access.md` come from it. */

/** Resources that are opened together. */
export const GROUPS = {
  partijen: 'partijen met hun nummers, digitale adressen, rekeningnummers, categorieën en vertegenwoordigingen',
  klantcontacten: 'klantcontacten met betrokkenen, onderwerpobjecten, bijlagen en de actoren die erbij waren',
  taken: 'interne taken',
  actoren: 'actoren',
  lijsten: 'lijsten waaruit wordt gekozen, zoals categorieën',
  contactgegevens: 'de API Contactgegevens: personen en organisaties',
} as const
export type ScopeGroup = keyof typeof GROUPS

export const RIGHTS = { lezen: 'Lezen', schrijven: 'Maken en wijzigen', verwijderen: 'Verwijderen' } as const
export type Right = keyof typeof RIGHTS

/** Rights that are about more, or about less, than one group. */
const SPECIAL = {
  'klantcontacten.corrigeren':
    'Een vastgelegd klantcontact verbeteren, over betwistingen besluiten, en zien waarvan de verwerking is beperkt',
  'klantcontacten.betwisten': 'Vastleggen dat iemand het niet eens is met een klantcontact waar die bij was',
  'klantcontacten.altijd_aanvullen': 'Een klantcontact aanvullen, ook na de termijn',
  'bsn.gebruiken': 'Op een BSN zoeken, en een BSN aan een partij verbinden of wijzigen',
  'bsn.tonen': 'Een BSN lezen; zonder dit recht staan er sterretjes',
  vertrouwelijk: 'Vertrouwelijke klantcontacten zien, met alles wat erbij hoort',
  geheimhouding: 'Adressen zien van partijen die om geheimhouding vroegen; nooit voor wie extern is',
  notities: 'Interne notities bij partijen en toelichtingen bij taken lezen',
  organisatie:
    'Alles van de organisatie zien, ook waar ieder alleen ziet wat van de eigen eenheden is (`ZICHT=eenheid`)',
  inwoners: 'Namens inwoners werken, die een ondertekende verklaring noemt',
  historie: 'Eerdere versies zien, en wie wat wijzigde',
  verwerkingen: 'Zien wie gegevens van een partij inzag',
  'vernietiging.voorstellen': 'Voorstellen wat moet worden vernietigd',
  'vernietiging.goedkeuren': 'Goedkeuren wat een ander voorstelde te vernietigen',
  beheer: 'Tokens en instellingen beheren',
} as const

export type Scope = `${ScopeGroup}.${Right}` | keyof typeof SPECIAL

/** Every scope and what it opens, in the order in which they are told. */
export const SCOPES: ReadonlyMap<Scope, string> = new Map([
  ...(Object.entries(GROUPS) as [ScopeGroup, string][]).flatMap(([group, what]) =>
    (Object.entries(RIGHTS) as [Right, string][]).map(([right, verb]): [Scope, string] => [
      `${group}.${right}`,
      `${verb}: ${what}`,
    ]),
  ),
  ...(Object.entries(SPECIAL) as [Scope, string][]),
])

export const isScope = (text: string): text is Scope => SCOPES.has(text as Scope)

/** What these open is secret to third parties: who works outside the municipality never has it, others are warned. */
export const AGAINST_THIRD_PARTIES: ReadonlySet<Scope> = new Set(['geheimhouding'])

const NEVER_IN_OPEN_KLANT: ReadonlySet<Scope> = new Set([
  'organisatie',
  'inwoners',
  'historie',
  'verwerkingen',
  'vernietiging.voorstellen',
  'vernietiging.goedkeuren',
  'beheer',
])

/** All that any token of Open Klant may do, and so every token that comes from there. */
export const OPEN_KLANT_SCOPES: readonly Scope[] = [...SCOPES.keys()].filter((scope) => !NEVER_IN_OPEN_KLANT.has(scope))

/** The scopes of a caller. Equal sets are one object, so they can be compared and be keys. */
export type Rights = ReadonlySet<Scope>

const known = new Map<string, Rights>()

export const rightsOf = (scopes: Iterable<Scope>): Rights => {
  const given = new Set(scopes)
  const ordered = [...SCOPES.keys()].filter((scope) => given.has(scope))
  const key = ordered.join(' ')
  const rights = known.get(key) ?? new Set(ordered)
  known.set(key, rights)
  return rights
}

export const ALL_RIGHTS = rightsOf(SCOPES.keys())
