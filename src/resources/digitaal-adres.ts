import { contains, filled, identification, is, period, row } from '../model/filter.ts'
import { mail, phone, slug } from '../model/formats.ts'
import { choice, date, reference, text, yesNo } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'
import { rule, unique } from '../model/rule.ts'
import { zicht } from './parts/zicht.ts'

/** The form of an address follows from its kind; judged when the address is given (behaviour.md §1.7). */
const adresPastBijSoort = rule('object', ({ given, after }) => {
  const format = { email: mail, telefoonnummer: phone }[String(after.soortDigitaalAdres)]
  if (!given.has('adres') || !format || typeof after.adres !== 'string') return []
  const wrong = format.check(after.adres)
  return wrong ? [{ name: 'adres', ...wrong }] : []
})

const standaardVraagtPartij = rule('object', ({ given, after }) =>
  after.isStandaardAdres === true &&
  after.verstrektDoorPartij === null &&
  (given.has('isStandaardAdres') || given.has('verstrektDoorPartij'))
    ? [
        {
          name: 'isStandaardAdres',
          code: 'invalid',
          reason: '`is_standaard_adres` kan alleen gezet worden als `verstrekt_door_partij` niet leeg is.',
        },
      ]
    : [],
)

export const digitaalAdres = resource('digitaalAdres', {
  api: 'klantinteracties',
  group: 'partijen',
  path: 'digitaleadressen',
  model: 'DigitaalAdres',
  label: 'digitaal adres',
  help: 'E-mailadres, telefoonnummer of ander adres waarop een betrokkene of partij te bereiken is.',
  tag: 'digitale adressen',
  schemaName: 'DigitaalAdres',
  fields: {
    verstrektDoorBetrokkene: reference('betrokkene', {
      optional: true,
      nullable: true,
      onRemoval: 'clear',
      help: 'Betrokkene die het adres voor de opvolging van één klantcontact gaf.',
    }),
    verstrektDoorPartij: reference('partij', {
      optional: true,
      nullable: true,
      onRemoval: 'remove',
      help: 'Partij die het adres voor later contact gaf.',
    }),
    adres: text({ max: 80, identifies: true, help: 'Het adres zelf, in de vorm van zijn soort.' }),
    soortDigitaalAdres: choice(
      { email: 'E-mail', telefoonnummer: 'Telefoonnummer', overig: 'Overig' },
      { schemaName: 'SoortDigitaalAdresEnum', help: 'Wat voor adres het is.' },
    ),
    isStandaardAdres: yesNo({ optional: true, help: 'Of de partij dit adres van dit soort bij voorkeur gebruikt.' }),
    omschrijving: text({ max: 40, optional: true, help: 'Waarvoor het adres is.' }),
    referentie: text({
      max: 50,
      optional: true,
      format: slug,
      form: 'slug',
      help: 'Waarvoor een systeem het adres herkent.',
    }),
    verificatieDatum: date({ optional: true, nullable: true, help: 'Dag waarop bleek dat het adres klopt.' }),
  },
  filters: {
    adres: is('adres'),
    adres__icontains: contains('adres'),
    soortDigitaalAdres: is('soortDigitaalAdres'),
    isStandaardAdres: is('isStandaardAdres'),
    omschrijving: contains('omschrijving'),
    referentie: is('referentie'),
    ...period('verificatieDatum', 'verificatieDatum'),
    isGeverifieerd: filled('verificatieDatum'),
    ...row('verstrektDoorBetrokkene', 'verstrektDoorBetrokkene'),
    verstrektDoorBetrokkene__rol: is('verstrektDoorBetrokkene.rol'),
    ...row('verstrektDoorPartij', 'verstrektDoorPartij'),
    verstrektDoorPartij__soortPartij: is('verstrektDoorPartij.soortPartij'),
    ...identification(
      'verstrektDoorPartij__partijIdentificator__',
      'verstrektDoorPartij.partijIdentificatoren.partijIdentificator',
      { loose: true },
    ),
  },
  expand: [
    'verstrektDoorBetrokkene',
    'verstrektDoorBetrokkene.hadKlantcontact',
    'verstrektDoorBetrokkene.hadKlantcontact.leiddeTotInterneTaken',
  ],
  rules: [
    adresPastBijSoort,
    standaardVraagtPartij,
    unique({
      constraint: 'digitaal_adres_referentie_key',
      paths: ['verstrektDoorPartij', 'referentie', 'soortDigitaalAdres'],
      when: [
        { path: 'verstrektDoorPartij', is: 'filled' },
        { path: 'referentie', is: 'filled' },
      ],
      fault: {
        name: 'nonFieldErrors',
        code: 'unique',
        reason: "De velden ['verstrekt_door_partij', 'referentie', 'soort_digitaal_adres'] moeten een unieke set zijn.",
      },
    }),
  ],
  within: [['verstrektDoorBetrokkene', 'verstrektDoorPartij']],
  about: ['verstrektDoorPartij', 'verstrektDoorBetrokkene'],
  bounds: zicht.digitaalAdres,
  forResidents: { lezen: 'lezen', schrijven: 'adressen' },
  veils: [
    { scope: 'geheimhouding', when: { path: 'verstrektDoorPartij.indicatieGeheimhouding', is: true } },
    { scope: 'geheimhouding', when: { path: 'verstrektDoorBetrokkene.wasPartij.indicatieGeheimhouding', is: true } },
  ],
  sole: { flag: 'isStandaardAdres', within: ['verstrektDoorPartij', 'soortDigitaalAdres'] },
})
