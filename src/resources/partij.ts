import { address, identification, is, oneOf } from '../model/filter.ts'
import { choice, collection, links, nested, reference, text, variants, yesNo } from '../model/kinds/index.ts'
import { type Create, type Read, resource } from '../model/resource.ts'
import type { partijIdentificator } from './partij-identificator.ts'
import { adres, geheim } from './parts/adres.ts'
import { bsnLike } from './parts/bsn.ts'
import { contactnaam, volledigeNaam } from './parts/contactnaam.ts'
import { nummer } from './parts/nummer.ts'
import { zicht } from './parts/zicht.ts'

const VERTEGENWOORDIGD = '<vertegenwoordiging:vertegenwoordigdePartij.vertegenwoordigendePartij'
/** The name says the opposite of what it asks: the value is the partij that represents (behaviour.md §3.4). */
const DOOR = 'Partijen die door deze partij worden vertegenwoordigd.'

const GEHEIM = geheim('indicatieGeheimhouding')

const adresFilters = (name: 'bezoekadres' | 'correspondentieadres') => ({
  [`${name}NummeraanduidingId`]: is(`${name}.nummeraanduidingId`),
  [`${name}Adresregel1`]: is(`${name}.adresregel1`),
  [`${name}Adresregel2`]: is(`${name}.adresregel2`),
  [`${name}Adresregel3`]: is(`${name}.adresregel3`),
  [`${name}Land`]: is(`${name}.land`),
})

export const partij = resource('partij', {
  api: 'klantinteracties',
  group: 'partijen',
  path: 'partijen',
  model: 'Partij',
  label: 'partij',
  help: 'Persoon, organisatie of contactpersoon met wie de gemeente contact heeft.',
  tag: 'partijen',
  schemaName: 'Partij',
  person: true,
  fields: {
    nummer: nummer('de partij', bsnLike('partijIdentificatoren.partijIdentificator.objectId')),
    interneNotitie: text({
      max: 1000,
      optional: true,
      guard: { scope: 'notities' },
      help: 'Wat medewerkers over de partij moeten weten.',
    }),
    betrokkenen: collection(
      { of: 'betrokkene', by: 'wasPartij' },
      { help: 'Klantcontacten waaraan de partij deelnam.' },
    ),
    categorieRelaties: collection(
      { of: 'categorieRelatie', by: 'partij' },
      {
        shows: { categorieNaam: 'categorie.naam', beginDatum: 'beginDatum', eindDatum: 'eindDatum' },
        help: 'Categorieën waartoe de partij behoort.',
      },
    ),
    digitaleAdressen: links(
      { of: 'digitaalAdres', by: 'verstrektDoorPartij' },
      { optional: true, nullable: true, help: 'Digitale adressen die de partij voor later contact gaf.' },
    ),
    voorkeursDigitaalAdres: reference('digitaalAdres', {
      optional: true,
      nullable: true,
      onRemoval: 'clear',
      help: 'Het digitale adres dat de partij het liefst gebruikt.',
    }),
    vertegenwoordigden: collection(
      { of: 'partij', by: 'vertegenwoordigendePartij', through: 'vertegenwoordiging.vertegenwoordigdePartij' },
      { help: 'Partijen namens wie deze partij optreedt.' },
    ),
    rekeningnummers: links(
      { of: 'rekeningnummer', by: 'partij' },
      { optional: true, nullable: true, help: 'Rekeningnummers van de partij.' },
    ),
    voorkeursRekeningnummer: reference('rekeningnummer', {
      optional: true,
      nullable: true,
      onRemoval: 'clear',
      help: 'Het rekeningnummer dat de partij het liefst gebruikt.',
    }),
    partijIdentificatoren: nested<
      Read<typeof partijIdentificator>,
      Create<typeof partijIdentificator>,
      { optional: true; nullable: true; help: string }
    >(
      { of: 'partijIdentificator', by: 'identificeerdePartij' },
      { optional: true, nullable: true, help: 'Nummers waarmee de partij in basisregistraties te vinden is.' },
    ),
    soortPartij: choice(
      { persoon: 'Persoon', organisatie: 'Organisatie', contactpersoon: 'Contactpersoon' },
      { schemaName: 'SoortPartijEnum', help: 'Wat voor partij het is.' },
    ),
    indicatieGeheimhouding: yesNo({
      optional: true,
      nullable: true,
      help: 'Of gegevens niet aan derden mogen; null: onbekend.',
    }),
    voorkeurstaal: text({
      max: 3,
      optional: true,
      help: 'Taal die de partij het liefst gebruikt, volgens ISO 639-2/B.',
    }),
    indicatieActief: yesNo({ help: 'Of er nog contact met de partij kan zijn.' }),
    bezoekadres: adres('PartijBezoekadres', 'Adres waarop de partij te bezoeken is.', GEHEIM),
    correspondentieadres: adres('PartijCorrespondentieadres', 'Adres waarop de partij post krijgt.', GEHEIM),
    partijIdentificatie: variants(
      {
        persoon: { schemaName: 'Persoon', members: { contactnaam: contactnaam('PersoonContact'), volledigeNaam } },
        organisatie: {
          schemaName: 'Organisatie',
          members: { naam: text({ max: 200, optional: true, help: 'Naam van de organisatie.' }) },
        },
        contactpersoon: {
          schemaName: 'Contactpersoon',
          identified: { label: 'contact persoon' },
          members: {
            werkteVoorPartij: reference('partij', {
              optional: true,
              nullable: true,
              onRemoval: 'clearVariant',
              schemaName: 'PartijPolymorphic',
              must: {
                path: 'soortPartij',
                be: 'organisatie',
                reason: "Partij object moet het soort 'organisatie' hebben.",
              },
              help: 'De organisatie waarvoor de contactpersoon werkt.',
            }),
            contactnaam: contactnaam('ContactpersoonPersoon'),
            volledigeNaam,
          },
        },
      },
      { by: 'soortPartij', optional: true, help: 'Gegevens die bij het soort partij horen.' },
    ),
  },
  announced: { channel: 'partijen', facts: ['nummer', 'interneNotitie', 'soortPartij'], free: ['interneNotitie'] },
  preferred: [
    {
      field: 'voorkeursDigitaalAdres',
      among: 'digitaleAdressen',
      notLinked: 'Het voorkeurs adres moet een gelinkte digitaal adres zijn.',
      noneGiven: 'voorkeursDigitaalAdres mag niet meegegeven worden als digitaleAdressen leeg is.',
    },
    {
      field: 'voorkeursRekeningnummer',
      among: 'rekeningnummers',
      notLinked: 'Het voorkeurs rekeningnummer moet een gelinkte rekeningnummer zijn.',
      noneGiven: 'voorkeursRekeningnummer mag niet meegegeven worden als rekeningnummers leeg is.',
    },
  ],
  filters: {
    nummer: is('nummer', { deprecated: true }),
    soortPartij: is('soortPartij'),
    indicatieActief: is('indicatieActief'),
    indicatieGeheimhouding: is('indicatieGeheimhouding'),
    ...adresFilters('bezoekadres'),
    ...adresFilters('correspondentieadres'),
    ...identification('partijIdentificator__', 'partijIdentificatoren.partijIdentificator', { loose: true }),
    ...identification('subIdentificatorVan__', 'partijIdentificatoren.subIdentificatorVan.partijIdentificator', {
      loose: true,
    }),
    vertegenwoordigdePartij__uuid: is(`${VERTEGENWOORDIGD}.uuid`, { help: DOOR }),
    vertegenwoordigdePartij__url: address(VERTEGENWOORDIGD, { help: DOOR }),
    categorierelatie__categorie__naam: oneOf('categorieRelaties.categorie.naam'),
  },
  expand: ['digitaleAdressen', 'betrokkenen', 'categorieRelaties', 'betrokkenen.hadKlantcontact'],
  bounds: zicht.partij,
  forResidents: { lezen: 'lezen' },
})
