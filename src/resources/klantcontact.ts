import { contains, exists, identification, is, row } from '../model/filter.ts'
import { webAddress } from '../model/formats.ts'
import { collection, dateTime, text, texts, yesNo } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'
import { rule } from '../model/rule.ts'
import { nummer, referentienummer } from './parts/nummer.ts'
import { EIGEN_ACTOREN, zicht } from './parts/zicht.ts'

const geluktEnDusKlaar = rule('object', ({ after }) =>
  after.indicatieContactGelukt === true && after.verdereActieOndernomen === true
    ? [
        {
          name: 'nonFieldErrors',
          code: 'no-further-action-when-contact-succesful',
          reason: 'Als het contact gelukt is kan er geen verdere actie zijn ondernomen',
        },
      ]
    : [],
)

/** The onderwerpobjecten that refer to this contact as something they are about, not as their own. */
const WAS_ONDERWERP = '<onderwerpobject:wasKlantcontact'

export const klantcontact = resource('klantcontact', {
  api: 'klantinteracties',
  group: 'klantcontacten',
  path: 'klantcontacten',
  model: 'Klantcontact',
  label: 'klantcontact',
  help: 'Contact tussen de gemeente en een of meer betrokkenen, langs welk kanaal ook.',
  tag: 'klanten contacten',
  schemaName: 'Klantcontact',
  newestBy: 'plaatsgevondenOp',
  fields: {
    gingOverOnderwerpobjecten: collection(
      { of: 'onderwerpobject', by: 'klantcontact' },
      { help: 'Waar het contact over ging.' },
    ),
    hadBetrokkenActoren: collection(
      { of: 'actor', by: 'klantcontact', through: 'actorKlantcontact.actor' },
      { shows: 'whole', help: 'Actoren die erbij waren.' },
    ),
    omvatteBijlagen: collection(
      { of: 'bijlage', by: 'wasBijlageVanKlantcontact' },
      { help: 'Documenten die erbij hoorden.' },
    ),
    hadBetrokkenen: collection(
      { of: 'betrokkene', by: 'hadKlantcontact' },
      { help: 'Wie er aan het contact deelnamen.' },
    ),
    leiddeTotInterneTaken: collection(
      { of: 'interneTaak', by: 'aanleidinggevendKlantcontact' },
      { help: 'Taken die uit het contact volgden.' },
    ),
    nummer: nummer('het klantcontact'),
    referentienummer: referentienummer('het klantcontact'),
    kanaal: text({ max: 50, help: 'Kanaal waarlangs het contact liep.' }),
    onderwerp: text({ max: 200, help: 'Waar het contact over ging, in één zin.' }),
    inhoud: text({ max: 1000, optional: true, help: 'Wat er besproken is.' }),
    reactie: text({ max: 4000, optional: true, help: 'Wat de gemeente antwoordde.' }),
    indicatieContactGelukt: yesNo({ optional: true, nullable: true, help: 'Of het contact tot stand kwam.' }),
    hoofdOnderwerpType: text({
      max: 200,
      optional: true,
      format: webAddress,
      form: 'url',
      help: 'Adres van het soort onderwerp.',
    }),
    verdereActieOndernomen: yesNo({ optional: true, resets: true, help: 'Of er nog iets op volgde.' }),
    taal: text({ max: 3, help: 'Taal van het contact, volgens ISO 639-2/B.' }),
    vertrouwelijk: yesNo({ help: 'Of het contact vertrouwelijk is.' }),
    plaatsgevondenOp: dateTime({ optional: true, initialNow: true, help: 'Moment van het contact.' }),
    metadata: texts({ max: 255, optional: true, help: 'Vrije kenmerken.' }),
  },
  filters: {
    nummer: is('nummer', { deprecated: true }),
    referentienummer: is('referentienummer'),
    kanaal: is('kanaal'),
    onderwerp: contains('onderwerp'),
    inhoud: contains('inhoud'),
    reactie: contains('reactie'),
    indicatieContactGelukt: is('indicatieContactGelukt'),
    vertrouwelijk: is('vertrouwelijk'),
    plaatsgevondenOp: is('plaatsgevondenOp'),
    ...row('hadBetrokkene', 'hadBetrokkenen'),
    hadBetrokkene__wasPartij: exists('hadBetrokkenen.wasPartij'),
    ...row('hadBetrokkene__wasPartij', 'hadBetrokkenen.wasPartij'),
    ...identification(
      'hadBetrokkene__wasPartij__partijIdentificator__',
      'hadBetrokkenen.wasPartij.partijIdentificatoren.partijIdentificator',
      { loose: true },
    ),
    hadBetrokkene__digitaaladres__adres__icontains: contains('hadBetrokkenen.digitaleAdressen.adres'),
    leiddeTotInterneTaken: exists('leiddeTotInterneTaken'),
    ...row('onderwerpobject', 'gingOverOnderwerpobjecten'),
    ...identification(
      'onderwerpobject__onderwerpobjectidentificator',
      'gingOverOnderwerpobjecten.onderwerpobjectidentificator',
    ),
    ...row('wasOnderwerpobject', WAS_ONDERWERP),
    ...identification(
      'wasOnderwerpobject__onderwerpobjectidentificator',
      `${WAS_ONDERWERP}.onderwerpobjectidentificator`,
    ),
  },
  expand: [
    'hadBetrokkenen',
    'leiddeTotInterneTaken',
    'gingOverOnderwerpobjecten',
    'omvatteBijlagen',
    'hadBetrokkenen.wasPartij',
    'hadBetrokkenen.digitaleAdressen',
  ],
  announced: {
    channel: 'klantcontacten',
    facts: ['hoofdOnderwerpType', 'indicatieContactGelukt', 'verdereActieOndernomen'],
  },
  about: ['hadBetrokkenen'],
  rules: [geluktEnDusKlaar],
  bounds: zicht.klantcontact,
  forResidents: { lezen: 'lezen' },
  veils: [
    {
      scope: 'vertrouwelijk',
      when: { path: 'vertrouwelijk', is: true },
      unless: EIGEN_ACTOREN,
    },
    // Its processing is restricted (AVG art. 18): until it is decided, only those who decide see it, and nobody changes it.
    {
      scope: 'klantcontacten.corrigeren',
      when: { path: 'betwisting', is: 'beperkt' },
      freezes:
        'De verwerking van dit klantcontact is beperkt (AVG, artikel 18): het wordt niet gewijzigd of verwijderd tot over de betwisting is besloten.',
    },
  ],
  states: {
    /** Someone who took part disputes it; asked that it be restricted meanwhile; or added a statement of their own. */
    betwisting: ['open', 'beperkt', 'verklaring'],
  },
})
