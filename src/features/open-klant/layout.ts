/** The tables of Open Klant 2.18 (behaviour.md appendix B), as far as they are not called as ours. */
import type { Origin } from '../../derive/move-in/origin.ts'

export const origins: readonly Origin[] = [
  {
    resource: 'actor',
    table: 'klantinteracties_actor',
    sides: {
      by: 'actor_id',
      tables: {
        medewerker: 'klantinteracties_medewerker',
        geautomatiseerde_actor: 'klantinteracties_geautomatiseerdeactor',
        organisatorische_eenheid: 'klantinteracties_organisatorischeeenheid',
      },
    },
  },
  {
    resource: 'partij',
    table: 'klantinteracties_partij',
    sides: {
      by: 'partij_id',
      tables: {
        persoon: 'klantinteracties_persoon',
        organisatie: 'klantinteracties_organisatie',
        contactpersoon: 'klantinteracties_contactpersoon',
      },
    },
  },
  { resource: 'klantcontact', table: 'klantinteracties_klantcontact' },
  {
    resource: 'betrokkene',
    table: 'klantinteracties_betrokkene',
    renamed: { wasPartij: 'partij_id', hadKlantcontact: 'klantcontact_id' },
  },
  {
    resource: 'digitaalAdres',
    table: 'klantinteracties_digitaaladres',
    renamed: { verstrektDoorBetrokkene: 'betrokkene_id', verstrektDoorPartij: 'partij_id' },
  },
  { resource: 'rekeningnummer', table: 'klantinteracties_rekeningnummer' },
  { resource: 'actorKlantcontact', table: 'klantinteracties_actorklantcontact' },
  { resource: 'onderwerpobject', table: 'klantinteracties_onderwerpobject' },
  {
    resource: 'bijlage',
    table: 'klantinteracties_bijlage',
    renamed: { wasBijlageVanKlantcontact: 'klantcontact_id' },
  },
  {
    resource: 'interneTaak',
    table: 'klantinteracties_internetaak',
    renamed: { aanleidinggevendKlantcontact: 'klantcontact_id' },
    lists: {
      toegewezenAanActoren: {
        table: 'klantinteracties_internetakenactorenthoughmodel',
        own: 'internetaak_id',
        other: 'actor_id',
      },
    },
  },
  { resource: 'categorie', table: 'klantinteracties_categorie' },
  { resource: 'categorieRelatie', table: 'klantinteracties_categorierelatie' },
  {
    resource: 'partijIdentificator',
    table: 'klantinteracties_partijidentificator',
    renamed: { identificeerdePartij: 'partij_id' },
  },
  { resource: 'vertegenwoordiging', table: 'klantinteracties_vertegenwoordigden' },
  { resource: 'organisatie', table: 'contactgegevens_organisatie' },
  { resource: 'persoon', table: 'contactgegevens_persoon' },
]

/** Tables whose names begin like this hold what the register is to hold. */
export const OWN_TABLES = /^(klantinteracties|contactgegevens)_/

export const TOKENS = 'token_tokenauth'
export const TOKEN_COLUMNS = [
  'identifier',
  'token',
  'contact_person',
  'email',
  'organization',
  'application',
  'administration',
  'created',
  'last_modified',
] as const

/** What each version added, newest first: a database that lacks it is older (behaviour.md appendix C). */
export const ADDED: readonly { readonly version: string; readonly before: string; readonly column: string }[] = [
  { version: '2.18', before: '2.16 or 2.17', column: 'klantinteracties_klantcontact.hoofd_onderwerp_type' },
  { version: '2.16', before: '2.11 to 2.15', column: 'klantinteracties_klantcontact.referentienummer' },
  { version: '2.11', before: '2.8 to 2.10', column: 'klantinteracties_digitaaladres.verificatie_datum' },
  { version: '2.8', before: '2.6 or 2.7', column: 'klantinteracties_digitaaladres.referentie' },
  { version: '2.6', before: '2.4 or 2.5', column: 'klantinteracties_partijidentificator.sub_identificator_van_id' },
  { version: '2.4', before: '2.1 to 2.3', column: 'klantinteracties_digitaaladres.is_standaard_adres' },
  { version: '2.1', before: '2.0', column: 'klantinteracties_internetaak.afgehandeld_op' },
]
