import { identification, is, row } from '../model/filter.ts'
import { choice, collection, reference, text, yesNo } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'
import { adres, geheim } from './parts/adres.ts'
import { contactnaam, volledigeNaam } from './parts/contactnaam.ts'
import { identificatie } from './parts/identificatie-betrokkene.ts'
import { zicht } from './parts/zicht.ts'

const GEHEIM = geheim('wasPartij.indicatieGeheimhouding')

export const betrokkene = resource('betrokkene', {
  api: 'klantinteracties',
  group: 'klantcontacten',
  path: 'betrokkenen',
  model: 'Betrokkene',
  label: 'betrokkene bij klantcontact',
  help: 'Wie er namens zichzelf of een ander aan een klantcontact deelnam, bekend als partij of niet.',
  tag: 'betrokkenen',
  schemaName: 'Betrokkene',
  fields: {
    wasPartij: reference('partij', {
      optional: true,
      nullable: true,
      onRemoval: 'remove',
      help: 'De partij, als die bekend is.',
    }),
    hadKlantcontact: reference('klantcontact', {
      onRemoval: 'remove',
      help: 'Het klantcontact waaraan werd deelgenomen.',
    }),
    digitaleAdressen: collection(
      { of: 'digitaalAdres', by: 'verstrektDoorBetrokkene' },
      { help: 'Digitale adressen die de betrokkene voor de opvolging gaf.' },
    ),
    bezoekadres: adres('Bezoekadres', 'Adres waarop de betrokkene voor de opvolging te bezoeken is.', GEHEIM),
    correspondentieadres: adres(
      'BetrokkeneCorrespondentieadres',
      'Adres waarop de betrokkene post voor de opvolging krijgt.',
      GEHEIM,
    ),
    contactnaam: contactnaam('Contactnaam'),
    volledigeNaam,
    rol: choice(
      { vertegenwoordiger: 'Vertegenwoordiger', klant: 'Klant' },
      { schemaName: 'RolEnum', help: 'In welke rol.' },
    ),
    organisatienaam: text({ max: 200, optional: true, help: 'Organisatie waarvoor de betrokkene optrad.' }),
    initiator: yesNo({ help: 'Of de betrokkene het contact begon.' }),
  },
  filters: {
    contactnaamVoorletters: is('contactnaam.voorletters'),
    contactnaamVoornaam: is('contactnaam.voornaam'),
    contactnaamVoorvoegselAchternaam: is('contactnaam.voorvoegselAchternaam'),
    contactnaamAchternaam: is('contactnaam.achternaam'),
    organisatienaam: is('organisatienaam'),
    ...row('hadKlantcontact', 'hadKlantcontact'),
    hadKlantcontact__nummer: is('hadKlantcontact.nummer', { deprecated: true }),
    hadKlantcontact__referentienummer: is('hadKlantcontact.referentienummer'),
    ...row('verstrektedigitaalAdres', 'digitaleAdressen'),
    verstrektedigitaalAdres__adres: is('digitaleAdressen.adres'),
    ...row('wasPartij', 'wasPartij'),
    wasPartij__nummer: is('wasPartij.nummer', { deprecated: true }),
    ...identification('wasPartij__partijIdentificator__', 'wasPartij.partijIdentificatoren.partijIdentificator', {
      loose: true,
    }),
  },
  beside: { identificatie },
  expand: ['digitaleAdressen'],
  within: ['hadKlantcontact'],
  person: true,
  about: ['wasPartij'],
  bounds: zicht.betrokkene,
  forResidents: { lezen: 'lezen' },
})
