import { identification, is } from '../model/filter.ts'
import { passesElevenTest } from '../model/formats.ts'
import { choice, group, reference, text } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'
import { rule, unique } from '../model/rule.ts'
import { bsnBySoort, bsnLike } from './parts/bsn.ts'
import { zicht } from './parts/zicht.ts'

/** Which kinds of number identify what, in which register, and how such a number looks (behaviour.md §5.1). */
const OBJECTTYPES: Readonly<Record<string, readonly string[]>> = {
  brp: ['natuurlijk_persoon'],
  hr: ['vestiging', 'niet_natuurlijk_persoon'],
}
const SOORTEN: Readonly<Record<string, readonly string[]>> = {
  natuurlijk_persoon: ['bsn'],
  vestiging: ['vestigingsnummer'],
  niet_natuurlijk_persoon: ['rsin', 'kvk_nummer'],
}
const LENGTHS: Readonly<Record<string, number>> = { bsn: 9, rsin: 9, kvk_nummer: 8, vestigingsnummer: 12 }

const numberComplaint = (soort: string, objectId: string): string | undefined => {
  const length = LENGTHS[soort]
  if (length !== undefined && [...objectId].length !== length) return `Waarde moet ${length} tekens lang zijn`
  if (!/^\d+$/.test(objectId)) return 'Voer een numerieke waarde in'
  if (soort === 'bsn' && !passesElevenTest(objectId)) return 'Onjuist BSN nummer'
  if (soort === 'rsin' && !passesElevenTest(objectId)) return 'Onjuist RSIN nummer'
  return undefined
}

const listed = (values: readonly string[]): string => `[${values.map((value) => `'${value}'`).join(', ')}]`
const invalid = (name: string, reason: string) => [{ name, code: 'invalid', reason }]

const codesPassenBijElkaar = rule('object', ({ given, after }) => {
  if (!given.has('partijIdentificator')) return []
  const register = String(after['partijIdentificator.codeRegister'])
  const objecttype = String(after['partijIdentificator.codeObjecttype'])
  const soort = String(after['partijIdentificator.codeSoortObjectId'])
  const objectId = String(after['partijIdentificator.objectId'])
  const objecttypes = OBJECTTYPES[register] ?? []
  if (!objecttypes.includes(objecttype)) {
    const reason = `voor \`codeRegister\` ${register} zijn alleen deze waarden toegestaan: ${listed(objecttypes)}`
    return invalid('partijIdentificatorCodeObjecttype', reason)
  }
  const soorten = SOORTEN[objecttype] ?? []
  if (!soorten.includes(soort)) {
    const reason = `voor \`codeObjecttype\` ${objecttype} zijn alleen deze waarden toegestaan: ${listed(soorten)}`
    return invalid('partijIdentificatorCodeSoortObjectId', reason)
  }
  const wrong = objectId === '' ? undefined : numberComplaint(soort, objectId)
  return wrong ? invalid('partijIdentificatorObjectId', `Deze waarde is ongeldig, reden: ${wrong}`) : []
})

const SOORT = 'partijIdentificator.codeSoortObjectId'

const vestigingVraagtKvk = rule('object', ({ after }) =>
  after[SOORT] === 'vestigingsnummer' && after.subIdentificatorVan === null
    ? invalid(
        'subIdentificatorVan',
        'Voor een PartijIdentificator met codeSoortObjectId = `vestigingsnummer` is het verplicht om een `sub_identifier_van` met codeSoortObjectId = `kvk_nummer` te kiezen.',
      )
    : [],
)

/** A vestiging stands under a kvk_nummer, nothing under itself, and what has others under it keeps its kind (§5.2). */
const plaatsInDeBoom = rule(
  'saving',
  ({ before, after, key, facts }) => {
    const parent = after.subIdentificatorVan
    if (after[SOORT] === 'vestigingsnummer' && facts.parentSoort !== 'kvk_nummer') {
      return invalid(
        'subIdentificatorVan',
        'Het is alleen mogelijk om een subIdentifierVan te selecteren met codeSoortObjectId = `kvk_nummer`.',
      )
    }
    if (parent !== null && (parent === key || facts.loops === true)) {
      return invalid(
        'subIdentificatorVan',
        'Een `Partijidentificator` kan geen `subIdentificatorVan` zijn van zichzelf.',
      )
    }
    if (before && before[SOORT] !== after[SOORT] && facts.isParent === true) {
      return invalid(
        'partijIdentificatorCodeSoortObjectId',
        'Het is niet mogelijk om de codeSoortObjectId van deze PartijIdentificator te wijzigen, omdat er andere PartijIdentificatoren aan gekoppeld zijn.',
      )
    }
    return []
  },
  {
    parentSoort: { of: 'subIdentificatorVan', path: SOORT },
    loops: { loops: 'subIdentificatorVan' },
    isParent: { referredBy: ['partijIdentificator', 'subIdentificatorVan'] },
  },
)

const VALUES = ['codeObjecttype', 'codeSoortObjectId', 'objectId', 'codeRegister'].map(
  (name) => `partijIdentificator.${name}`,
)
const combinatieIsUniek = {
  name: '__all__',
  code: 'invalid',
  reason: '`PartijIdentificator` moet uniek zijn, er bestaat er al een met deze gegevenscombinatie.',
}

export const partijIdentificator = resource('partijIdentificator', {
  api: 'klantinteracties',
  group: 'partijen',
  path: 'partij-identificatoren',
  model: 'PartijIdentificator',
  label: 'partij-identificator',
  help: 'Nummer waarmee een partij in een basisregistratie te vinden is.',
  tag: 'partij-identificatoren',
  schemaName: 'PartijIdentificator',
  namesItself: { label: 'Partij identificator' },
  about: ['identificeerdePartij'],
  fields: {
    identificeerdePartij: reference('partij', {
      optional: true,
      nullable: true,
      onRemoval: 'remove',
      help: 'De partij die het nummer draagt.',
    }),
    anderePartijIdentificator: text({
      max: 200,
      optional: true,
      deprecated: true,
      guard: bsnLike('partijIdentificator.objectId'),
      help: 'Nummer van een soort dat niet in de lijst staat.',
    }),
    partijIdentificator: group(
      {
        codeObjecttype: choice(
          {
            natuurlijk_persoon: 'Natuurlijk persoon',
            niet_natuurlijk_persoon: 'Niet-natuurlijk persoon',
            vestiging: 'Vestiging',
          },
          { schemaName: 'CodeObjecttypeEnum', help: 'Wat het nummer aanduidt.' },
        ),
        codeSoortObjectId: choice(
          { bsn: 'Bsn', vestigingsnummer: 'Vestigingsnummer', kvk_nummer: 'Kvk nummer', rsin: 'Rsin' },
          { schemaName: 'CodeSoortObjectIdEnum', help: 'Wat voor nummer het is.' },
        ),
        objectId: text({ max: 200, blank: true, identifies: true, guard: bsnBySoort, help: 'Het nummer.' }),
        codeRegister: choice(
          { brp: 'BRP', hr: 'HR' },
          { schemaName: 'CodeRegisterEnum', help: 'De basisregistratie.' },
        ),
      },
      { schemaName: 'PartijIdentificatorGroepType', whole: true, help: 'Het nummer, zijn soort en het register.' },
    ),
    subIdentificatorVan: reference('partijIdentificator', {
      optional: true,
      nullable: true,
      onRemoval: 'refuse',
      schemaName: 'PartijIdentificatorForeignkey',
      help: 'Het nummer waar dit onder valt: van een vestiging het kvk-nummer.',
    }),
  },
  filters: {
    anderePartijIdentificator: is('anderePartijIdentificator', { deprecated: true }),
    ...identification('partijIdentificator', 'partijIdentificator'),
  },
  bounds: zicht.partijIdentificator,
  forResidents: { lezen: 'lezen' },
  rules: [
    codesPassenBijElkaar,
    vestigingVraagtKvk,
    plaatsInDeBoom,
    unique({
      constraint: 'partij_identificator_unscoped_key',
      phase: 'saving',
      paths: VALUES,
      when: [{ path: 'subIdentificatorVan', is: 'empty' }],
      fault: combinatieIsUniek,
    }),
    unique({
      constraint: 'partij_identificator_partij_soort_key',
      phase: 'saving',
      paths: ['identificeerdePartij', SOORT],
      when: [{ path: 'identificeerdePartij', is: 'filled' }],
      fault: { name: '__all__', code: 'invalid', reason: '`CodeSoortObjectId` moet uniek zijn voor de Partij.' },
    }),
    unique({
      constraint: 'partij_identificator_scoped_key',
      phase: 'saving',
      paths: ['subIdentificatorVan', ...VALUES],
      when: [{ path: 'subIdentificatorVan', is: 'filled' }],
      fault: combinatieIsUniek,
    }),
  ],
})
