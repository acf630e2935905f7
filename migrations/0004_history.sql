-- Versions of every row: see docs/history.md. What is there now gets its first version, so a large register takes a while.

create function historie_moment(na timestamptz) returns timestamptz language plpgsql as $$
declare
  known text := current_setting('historie.moment', true);
  moment timestamptz;
begin
  if known is null or known = '' then
    known := set_config('historie.moment', extract(epoch from clock_timestamp())::text, true);
  end if;
  moment := to_timestamp(known::double precision);
  if na > moment then
    perform pg_sleep(least(extract(epoch from na - clock_timestamp()), 1));
    raise exception 'another transaction wrote a later version' using errcode = 'serialization_failure';
  end if;
  return moment;
end $$;

create table historie_begin (moment timestamptz not null);

create table actor_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  naam text,
  soort_actor text,
  indicatie_actief boolean,
  actoridentificator_object_id text,
  actoridentificator_code_objecttype text,
  actoridentificator_code_register text,
  actoridentificator_code_soort_object_id text,
  is_medewerker boolean,
  is_geautomatiseerde_actor boolean,
  is_organisatorische_eenheid boolean,
  medewerker_functie text,
  medewerker_emailadres text,
  medewerker_telefoonnummer text,
  geautomatiseerde_actor_functie text,
  geautomatiseerde_actor_omschrijving text,
  organisatorische_eenheid_omschrijving text,
  organisatorische_eenheid_emailadres text,
  organisatorische_eenheid_faxnummer text,
  organisatorische_eenheid_telefoonnummer text,
  constraint actor_versie_pkey primary key (id, versie)
);

create index actor_versie_uuid_idx on actor_versie (uuid) where versie_actie = 'verwijderd';

create index actor_versie_moment_idx on actor_versie using brin (versie_moment) with (autosummarize = on);

create index actor_v_actoridentificator_object_id_idx on actor_versie (actoridentificator_object_id) where actoridentificator_object_id <> '';

create table digitaal_adres_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  verstrekt_door_betrokkene_id bigint,
  verstrekt_door_partij_id bigint,
  adres text,
  soort_digitaal_adres text,
  is_standaard_adres boolean,
  omschrijving text,
  referentie text,
  verificatie_datum date,
  constraint digitaal_adres_versie_pkey primary key (id, versie)
);

create index digitaal_adres_versie_uuid_idx on digitaal_adres_versie (uuid) where versie_actie = 'verwijderd';

create index digitaal_adres_versie_moment_idx on digitaal_adres_versie using brin (versie_moment) with (autosummarize = on);

create index digitaal_adres_v_verstrekt_door_betrokkene_id_idx on digitaal_adres_versie (verstrekt_door_betrokkene_id) where verstrekt_door_betrokkene_id is not null;

create index digitaal_adres_v_verstrekt_door_partij_id_idx on digitaal_adres_versie (verstrekt_door_partij_id) where verstrekt_door_partij_id is not null;

create index digitaal_adres_v_adres_idx on digitaal_adres_versie (adres) where adres <> '';

create table rekeningnummer_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  partij_id bigint,
  iban text,
  bic text,
  constraint rekeningnummer_versie_pkey primary key (id, versie)
);

create index rekeningnummer_versie_uuid_idx on rekeningnummer_versie (uuid) where versie_actie = 'verwijderd';

create index rekeningnummer_versie_moment_idx on rekeningnummer_versie using brin (versie_moment) with (autosummarize = on);

create index rekeningnummer_v_partij_id_idx on rekeningnummer_versie (partij_id) where partij_id is not null;

create index rekeningnummer_v_iban_idx on rekeningnummer_versie (iban) where iban <> '';

create table actor_klantcontact_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  actor_id bigint,
  klantcontact_id bigint,
  constraint actor_klantcontact_versie_pkey primary key (id, versie)
);

create index actor_klantcontact_versie_uuid_idx on actor_klantcontact_versie (uuid) where versie_actie = 'verwijderd';

create index actor_klantcontact_versie_moment_idx on actor_klantcontact_versie using brin (versie_moment) with (autosummarize = on);

create index actor_klantcontact_v_actor_id_idx on actor_klantcontact_versie (actor_id) where actor_id is not null;

create index actor_klantcontact_v_klantcontact_id_idx on actor_klantcontact_versie (klantcontact_id) where klantcontact_id is not null;

create table klantcontact_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  nummer text,
  referentienummer text,
  kanaal text,
  onderwerp text,
  inhoud text,
  reactie text,
  indicatie_contact_gelukt boolean,
  hoofd_onderwerp_type text,
  verdere_actie_ondernomen boolean,
  taal text,
  vertrouwelijk boolean,
  plaatsgevonden_op timestamptz,
  metadata jsonb,
  constraint klantcontact_versie_pkey primary key (id, versie)
);

create index klantcontact_versie_uuid_idx on klantcontact_versie (uuid) where versie_actie = 'verwijderd';

create index klantcontact_versie_moment_idx on klantcontact_versie using brin (versie_moment) with (autosummarize = on);

create table betrokkene_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  was_partij_id bigint,
  had_klantcontact_id bigint,
  bezoekadres_nummeraanduiding_id text,
  bezoekadres_straatnaam text,
  bezoekadres_huisnummer integer,
  bezoekadres_huisnummertoevoeging text,
  bezoekadres_postcode text,
  bezoekadres_stad text,
  bezoekadres_adresregel1 text,
  bezoekadres_adresregel2 text,
  bezoekadres_adresregel3 text,
  bezoekadres_land text,
  correspondentieadres_nummeraanduiding_id text,
  correspondentieadres_straatnaam text,
  correspondentieadres_huisnummer integer,
  correspondentieadres_huisnummertoevoeging text,
  correspondentieadres_postcode text,
  correspondentieadres_stad text,
  correspondentieadres_adresregel1 text,
  correspondentieadres_adresregel2 text,
  correspondentieadres_adresregel3 text,
  correspondentieadres_land text,
  contactnaam_voorletters text,
  contactnaam_voornaam text,
  contactnaam_voorvoegsel_achternaam text,
  contactnaam_achternaam text,
  rol text,
  organisatienaam text,
  initiator boolean,
  constraint betrokkene_versie_pkey primary key (id, versie)
);

create index betrokkene_versie_uuid_idx on betrokkene_versie (uuid) where versie_actie = 'verwijderd';

create index betrokkene_versie_moment_idx on betrokkene_versie using brin (versie_moment) with (autosummarize = on);

create index betrokkene_v_was_partij_id_idx on betrokkene_versie (was_partij_id) where was_partij_id is not null;

create index betrokkene_v_had_klantcontact_id_idx on betrokkene_versie (had_klantcontact_id) where had_klantcontact_id is not null;

create table onderwerpobject_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  klantcontact_id bigint,
  was_klantcontact_id bigint,
  onderwerpobjectidentificator_object_id text,
  onderwerpobjectidentificator_code_objecttype text,
  onderwerpobjectidentificator_code_register text,
  onderwerpobjectidentificator_code_soort_object_id text,
  constraint onderwerpobject_versie_pkey primary key (id, versie)
);

create index onderwerpobject_versie_uuid_idx on onderwerpobject_versie (uuid) where versie_actie = 'verwijderd';

create index onderwerpobject_versie_moment_idx on onderwerpobject_versie using brin (versie_moment) with (autosummarize = on);

create index onderwerpobject_v_klantcontact_id_idx on onderwerpobject_versie (klantcontact_id) where klantcontact_id is not null;

create index onderwerpobject_v_was_klantcontact_id_idx on onderwerpobject_versie (was_klantcontact_id) where was_klantcontact_id is not null;

create index onderwerpobject_v_onderwerpobjectidentificator_object_id_idx on onderwerpobject_versie (onderwerpobjectidentificator_object_id) where onderwerpobjectidentificator_object_id <> '';

create table bijlage_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  was_bijlage_van_klantcontact_id bigint,
  bijlageidentificator_object_id text,
  bijlageidentificator_code_objecttype text,
  bijlageidentificator_code_register text,
  bijlageidentificator_code_soort_object_id text,
  constraint bijlage_versie_pkey primary key (id, versie)
);

create index bijlage_versie_uuid_idx on bijlage_versie (uuid) where versie_actie = 'verwijderd';

create index bijlage_versie_moment_idx on bijlage_versie using brin (versie_moment) with (autosummarize = on);

create index bijlage_v_was_bijlage_van_klantcontact_id_idx on bijlage_versie (was_bijlage_van_klantcontact_id) where was_bijlage_van_klantcontact_id is not null;

create index bijlage_v_bijlageidentificator_object_id_idx on bijlage_versie (bijlageidentificator_object_id) where bijlageidentificator_object_id <> '';

create table interne_taak_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  nummer text,
  referentienummer text,
  gevraagde_handeling text,
  aanleidinggevend_klantcontact_id bigint,
  toelichting text,
  status text,
  toegewezen_op timestamptz,
  afgehandeld_op timestamptz,
  toegewezen_aan_actoren bigint[],
  constraint interne_taak_versie_pkey primary key (id, versie)
);

create index interne_taak_versie_uuid_idx on interne_taak_versie (uuid) where versie_actie = 'verwijderd';

create index interne_taak_versie_moment_idx on interne_taak_versie using brin (versie_moment) with (autosummarize = on);

create index interne_taak_v_aanleidinggevend_klantcontact_id_idx on interne_taak_versie (aanleidinggevend_klantcontact_id) where aanleidinggevend_klantcontact_id is not null;

create table categorie_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  naam text,
  constraint categorie_versie_pkey primary key (id, versie)
);

create index categorie_versie_uuid_idx on categorie_versie (uuid) where versie_actie = 'verwijderd';

create index categorie_versie_moment_idx on categorie_versie using brin (versie_moment) with (autosummarize = on);

create table categorie_relatie_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  partij_id bigint,
  categorie_id bigint,
  begin_datum date,
  eind_datum date,
  constraint categorie_relatie_versie_pkey primary key (id, versie)
);

create index categorie_relatie_versie_uuid_idx on categorie_relatie_versie (uuid) where versie_actie = 'verwijderd';

create index categorie_relatie_versie_moment_idx on categorie_relatie_versie using brin (versie_moment) with (autosummarize = on);

create index categorie_relatie_v_partij_id_idx on categorie_relatie_versie (partij_id) where partij_id is not null;

create index categorie_relatie_v_categorie_id_idx on categorie_relatie_versie (categorie_id) where categorie_id is not null;

create table partij_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  nummer text,
  interne_notitie text,
  voorkeurs_digitaal_adres_id bigint,
  voorkeurs_rekeningnummer_id bigint,
  soort_partij text,
  indicatie_geheimhouding boolean,
  voorkeurstaal text,
  indicatie_actief boolean,
  bezoekadres_nummeraanduiding_id text,
  bezoekadres_straatnaam text,
  bezoekadres_huisnummer integer,
  bezoekadres_huisnummertoevoeging text,
  bezoekadres_postcode text,
  bezoekadres_stad text,
  bezoekadres_adresregel1 text,
  bezoekadres_adresregel2 text,
  bezoekadres_adresregel3 text,
  bezoekadres_land text,
  correspondentieadres_nummeraanduiding_id text,
  correspondentieadres_straatnaam text,
  correspondentieadres_huisnummer integer,
  correspondentieadres_huisnummertoevoeging text,
  correspondentieadres_postcode text,
  correspondentieadres_stad text,
  correspondentieadres_adresregel1 text,
  correspondentieadres_adresregel2 text,
  correspondentieadres_adresregel3 text,
  correspondentieadres_land text,
  is_persoon boolean,
  is_organisatie boolean,
  is_contactpersoon boolean,
  contactpersoon_uuid uuid,
  persoon_contactnaam_voorletters text,
  persoon_contactnaam_voornaam text,
  persoon_contactnaam_voorvoegsel_achternaam text,
  persoon_contactnaam_achternaam text,
  organisatie_naam text,
  contactpersoon_werkte_voor_partij_id bigint,
  contactpersoon_contactnaam_voorletters text,
  contactpersoon_contactnaam_voornaam text,
  contactpersoon_contactnaam_voorvoegsel_achternaam text,
  contactpersoon_contactnaam_achternaam text,
  constraint partij_versie_pkey primary key (id, versie)
);

create index partij_versie_uuid_idx on partij_versie (uuid) where versie_actie = 'verwijderd';

create index partij_versie_moment_idx on partij_versie using brin (versie_moment) with (autosummarize = on);

create index partij_v_voorkeurs_digitaal_adres_id_idx on partij_versie (voorkeurs_digitaal_adres_id) where voorkeurs_digitaal_adres_id is not null;

create index partij_v_voorkeurs_rekeningnummer_id_idx on partij_versie (voorkeurs_rekeningnummer_id) where voorkeurs_rekeningnummer_id is not null;

create index partij_v_contactpersoon_werkte_voor_partij_id_idx on partij_versie (contactpersoon_werkte_voor_partij_id) where contactpersoon_werkte_voor_partij_id is not null;

create table partij_identificator_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  identificeerde_partij_id bigint,
  andere_partij_identificator text,
  partij_identificator_code_objecttype text,
  partij_identificator_code_soort_object_id text,
  partij_identificator_object_id text,
  partij_identificator_code_register text,
  sub_identificator_van_id bigint,
  constraint partij_identificator_versie_pkey primary key (id, versie)
);

create index partij_identificator_versie_uuid_idx on partij_identificator_versie (uuid) where versie_actie = 'verwijderd';

create index partij_identificator_versie_moment_idx on partij_identificator_versie using brin (versie_moment) with (autosummarize = on);

create index partij_identificator_v_identificeerde_partij_id_idx on partij_identificator_versie (identificeerde_partij_id) where identificeerde_partij_id is not null;

create index partij_identificator_v_partij_identificator_object_id_idx on partij_identificator_versie (partij_identificator_object_id) where partij_identificator_object_id <> '';

create index partij_identificator_v_sub_identificator_van_id_idx on partij_identificator_versie (sub_identificator_van_id) where sub_identificator_van_id is not null;

create table vertegenwoordiging_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  vertegenwoordigende_partij_id bigint,
  vertegenwoordigde_partij_id bigint,
  constraint vertegenwoordiging_versie_pkey primary key (id, versie)
);

create index vertegenwoordiging_versie_uuid_idx on vertegenwoordiging_versie (uuid) where versie_actie = 'verwijderd';

create index vertegenwoordiging_versie_moment_idx on vertegenwoordiging_versie using brin (versie_moment) with (autosummarize = on);

create index vertegenwoordiging_v_vertegenwoordigende_partij_id_idx on vertegenwoordiging_versie (vertegenwoordigende_partij_id) where vertegenwoordigende_partij_id is not null;

create index vertegenwoordiging_v_vertegenwoordigde_partij_id_idx on vertegenwoordiging_versie (vertegenwoordigde_partij_id) where vertegenwoordigde_partij_id is not null;

create table organisatie_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  handelsnaam text,
  oprichtingsdatum date,
  opheffingsdatum date,
  adres_nummeraanduiding_id text,
  adres_straatnaam text,
  adres_huisnummer integer,
  adres_huisnummertoevoeging text,
  adres_postcode text,
  adres_stad text,
  adres_adresregel1 text,
  adres_adresregel2 text,
  adres_adresregel3 text,
  adres_land text,
  constraint organisatie_versie_pkey primary key (id, versie)
);

create index organisatie_versie_uuid_idx on organisatie_versie (uuid) where versie_actie = 'verwijderd';

create index organisatie_versie_moment_idx on organisatie_versie using brin (versie_moment) with (autosummarize = on);

create table persoon_versie (
  id bigint not null,
  uuid uuid not null,
  versie integer not null,
  versie_actie text not null,
  versie_moment timestamptz not null,
  versie_vorige bytea,
  versie_belofte bytea not null,
  versie_zout uuid,
  versie_door text,
  versie_soort text,
  versie_toepassing text,
  versie_verzoek text,
  versie_reden text,
  geboortedatum date,
  overlijdensdatum date,
  geslachtsnaam text,
  geslacht text,
  voorvoegsel text,
  voornamen text,
  adres_nummeraanduiding_id text,
  adres_straatnaam text,
  adres_huisnummer integer,
  adres_huisnummertoevoeging text,
  adres_postcode text,
  adres_stad text,
  adres_adresregel1 text,
  adres_adresregel2 text,
  adres_adresregel3 text,
  adres_land text,
  constraint persoon_versie_pkey primary key (id, versie)
);

create index persoon_versie_uuid_idx on persoon_versie (uuid) where versie_actie = 'verwijderd';

create index persoon_versie_moment_idx on persoon_versie using brin (versie_moment) with (autosummarize = on);

-- Nobody writes meanwhile: a row without a version has no history.
lock table actor, digitaal_adres, rekeningnummer, actor_klantcontact, klantcontact, betrokkene, onderwerpobject, bijlage, interne_taak, categorie, categorie_relatie, partij, partij_identificator, vertegenwoordiging, organisatie, persoon, interne_taak_actor in share row exclusive mode;

insert into historie_begin values (historie_moment(null));

insert into actor_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, naam, soort_actor, indicatie_actief, actoridentificator_object_id, actoridentificator_code_objecttype, actoridentificator_code_register, actoridentificator_code_soort_object_id, is_medewerker, is_geautomatiseerde_actor, is_organisatorische_eenheid, medewerker_functie, medewerker_emailadres, medewerker_telefoonnummer, geautomatiseerde_actor_functie, geautomatiseerde_actor_omschrijving, organisatorische_eenheid_omschrijving, organisatorische_eenheid_emailadres, organisatorische_eenheid_faxnummer, organisatorische_eenheid_telefoonnummer) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'naam', n.naam, 'soort_actor', n.soort_actor, 'indicatie_actief', n.indicatie_actief, 'actoridentificator_object_id', n.actoridentificator_object_id, 'actoridentificator_code_objecttype', n.actoridentificator_code_objecttype, 'actoridentificator_code_register', n.actoridentificator_code_register, 'actoridentificator_code_soort_object_id', n.actoridentificator_code_soort_object_id, 'is_medewerker', n.is_medewerker, 'is_geautomatiseerde_actor', n.is_geautomatiseerde_actor, 'is_organisatorische_eenheid', n.is_organisatorische_eenheid, 'medewerker_functie', n.medewerker_functie, 'medewerker_emailadres', n.medewerker_emailadres, 'medewerker_telefoonnummer', n.medewerker_telefoonnummer, 'geautomatiseerde_actor_functie', n.geautomatiseerde_actor_functie, 'geautomatiseerde_actor_omschrijving', n.geautomatiseerde_actor_omschrijving, 'organisatorische_eenheid_omschrijving', n.organisatorische_eenheid_omschrijving, 'organisatorische_eenheid_emailadres', n.organisatorische_eenheid_emailadres, 'organisatorische_eenheid_faxnummer', n.organisatorische_eenheid_faxnummer, 'organisatorische_eenheid_telefoonnummer', n.organisatorische_eenheid_telefoonnummer))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.naam, n.soort_actor, n.indicatie_actief, n.actoridentificator_object_id, n.actoridentificator_code_objecttype, n.actoridentificator_code_register, n.actoridentificator_code_soort_object_id, n.is_medewerker, n.is_geautomatiseerde_actor, n.is_organisatorische_eenheid, n.medewerker_functie, n.medewerker_emailadres, n.medewerker_telefoonnummer, n.geautomatiseerde_actor_functie, n.geautomatiseerde_actor_omschrijving, n.organisatorische_eenheid_omschrijving, n.organisatorische_eenheid_emailadres, n.organisatorische_eenheid_faxnummer, n.organisatorische_eenheid_telefoonnummer from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.naam, t.soort_actor, t.indicatie_actief, t.actoridentificator_object_id, t.actoridentificator_code_objecttype, t.actoridentificator_code_register, t.actoridentificator_code_soort_object_id, t.is_medewerker, t.is_geautomatiseerde_actor, t.is_organisatorische_eenheid, t.medewerker_functie, t.medewerker_emailadres, t.medewerker_telefoonnummer, t.geautomatiseerde_actor_functie, t.geautomatiseerde_actor_omschrijving, t.organisatorische_eenheid_omschrijving, t.organisatorische_eenheid_emailadres, t.organisatorische_eenheid_faxnummer, t.organisatorische_eenheid_telefoonnummer from actor t where not exists (select from actor_versie v where v.id = t.id)) n;

insert into digitaal_adres_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, verstrekt_door_betrokkene_id, verstrekt_door_partij_id, adres, soort_digitaal_adres, is_standaard_adres, omschrijving, referentie, verificatie_datum) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'verstrekt_door_betrokkene_id', n.verstrekt_door_betrokkene_id, 'verstrekt_door_partij_id', n.verstrekt_door_partij_id, 'adres', n.adres, 'soort_digitaal_adres', n.soort_digitaal_adres, 'is_standaard_adres', n.is_standaard_adres, 'omschrijving', n.omschrijving, 'referentie', n.referentie, 'verificatie_datum', n.verificatie_datum))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.verstrekt_door_betrokkene_id, n.verstrekt_door_partij_id, n.adres, n.soort_digitaal_adres, n.is_standaard_adres, n.omschrijving, n.referentie, n.verificatie_datum from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.verstrekt_door_betrokkene_id, t.verstrekt_door_partij_id, t.adres, t.soort_digitaal_adres, t.is_standaard_adres, t.omschrijving, t.referentie, t.verificatie_datum from digitaal_adres t where not exists (select from digitaal_adres_versie v where v.id = t.id)) n;

insert into rekeningnummer_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, partij_id, iban, bic) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'partij_id', n.partij_id, 'iban', n.iban, 'bic', n.bic))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.partij_id, n.iban, n.bic from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.partij_id, t.iban, t.bic from rekeningnummer t where not exists (select from rekeningnummer_versie v where v.id = t.id)) n;

insert into actor_klantcontact_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, actor_id, klantcontact_id) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'actor_id', n.actor_id, 'klantcontact_id', n.klantcontact_id))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.actor_id, n.klantcontact_id from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.actor_id, t.klantcontact_id from actor_klantcontact t where not exists (select from actor_klantcontact_versie v where v.id = t.id)) n;

insert into klantcontact_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, nummer, referentienummer, kanaal, onderwerp, inhoud, reactie, indicatie_contact_gelukt, hoofd_onderwerp_type, verdere_actie_ondernomen, taal, vertrouwelijk, plaatsgevonden_op, metadata) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'nummer', n.nummer, 'referentienummer', n.referentienummer, 'kanaal', n.kanaal, 'onderwerp', n.onderwerp, 'inhoud', n.inhoud, 'reactie', n.reactie, 'indicatie_contact_gelukt', n.indicatie_contact_gelukt, 'hoofd_onderwerp_type', n.hoofd_onderwerp_type, 'verdere_actie_ondernomen', n.verdere_actie_ondernomen, 'taal', n.taal, 'vertrouwelijk', n.vertrouwelijk, 'plaatsgevonden_op', n.plaatsgevonden_op at time zone 'UTC', 'metadata', n.metadata))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.nummer, n.referentienummer, n.kanaal, n.onderwerp, n.inhoud, n.reactie, n.indicatie_contact_gelukt, n.hoofd_onderwerp_type, n.verdere_actie_ondernomen, n.taal, n.vertrouwelijk, n.plaatsgevonden_op, n.metadata from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.nummer, t.referentienummer, t.kanaal, t.onderwerp, t.inhoud, t.reactie, t.indicatie_contact_gelukt, t.hoofd_onderwerp_type, t.verdere_actie_ondernomen, t.taal, t.vertrouwelijk, t.plaatsgevonden_op, t.metadata from klantcontact t where not exists (select from klantcontact_versie v where v.id = t.id)) n;

insert into betrokkene_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, was_partij_id, had_klantcontact_id, bezoekadres_nummeraanduiding_id, bezoekadres_straatnaam, bezoekadres_huisnummer, bezoekadres_huisnummertoevoeging, bezoekadres_postcode, bezoekadres_stad, bezoekadres_adresregel1, bezoekadres_adresregel2, bezoekadres_adresregel3, bezoekadres_land, correspondentieadres_nummeraanduiding_id, correspondentieadres_straatnaam, correspondentieadres_huisnummer, correspondentieadres_huisnummertoevoeging, correspondentieadres_postcode, correspondentieadres_stad, correspondentieadres_adresregel1, correspondentieadres_adresregel2, correspondentieadres_adresregel3, correspondentieadres_land, contactnaam_voorletters, contactnaam_voornaam, contactnaam_voorvoegsel_achternaam, contactnaam_achternaam, rol, organisatienaam, initiator) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'was_partij_id', n.was_partij_id, 'had_klantcontact_id', n.had_klantcontact_id, 'bezoekadres_nummeraanduiding_id', n.bezoekadres_nummeraanduiding_id, 'bezoekadres_straatnaam', n.bezoekadres_straatnaam, 'bezoekadres_huisnummer', n.bezoekadres_huisnummer, 'bezoekadres_huisnummertoevoeging', n.bezoekadres_huisnummertoevoeging, 'bezoekadres_postcode', n.bezoekadres_postcode, 'bezoekadres_stad', n.bezoekadres_stad, 'bezoekadres_adresregel1', n.bezoekadres_adresregel1, 'bezoekadres_adresregel2', n.bezoekadres_adresregel2, 'bezoekadres_adresregel3', n.bezoekadres_adresregel3, 'bezoekadres_land', n.bezoekadres_land, 'correspondentieadres_nummeraanduiding_id', n.correspondentieadres_nummeraanduiding_id, 'correspondentieadres_straatnaam', n.correspondentieadres_straatnaam, 'correspondentieadres_huisnummer', n.correspondentieadres_huisnummer, 'correspondentieadres_huisnummertoevoeging', n.correspondentieadres_huisnummertoevoeging, 'correspondentieadres_postcode', n.correspondentieadres_postcode, 'correspondentieadres_stad', n.correspondentieadres_stad, 'correspondentieadres_adresregel1', n.correspondentieadres_adresregel1, 'correspondentieadres_adresregel2', n.correspondentieadres_adresregel2, 'correspondentieadres_adresregel3', n.correspondentieadres_adresregel3, 'correspondentieadres_land', n.correspondentieadres_land, 'contactnaam_voorletters', n.contactnaam_voorletters, 'contactnaam_voornaam', n.contactnaam_voornaam, 'contactnaam_voorvoegsel_achternaam', n.contactnaam_voorvoegsel_achternaam, 'contactnaam_achternaam', n.contactnaam_achternaam, 'rol', n.rol, 'organisatienaam', n.organisatienaam, 'initiator', n.initiator))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.was_partij_id, n.had_klantcontact_id, n.bezoekadres_nummeraanduiding_id, n.bezoekadres_straatnaam, n.bezoekadres_huisnummer, n.bezoekadres_huisnummertoevoeging, n.bezoekadres_postcode, n.bezoekadres_stad, n.bezoekadres_adresregel1, n.bezoekadres_adresregel2, n.bezoekadres_adresregel3, n.bezoekadres_land, n.correspondentieadres_nummeraanduiding_id, n.correspondentieadres_straatnaam, n.correspondentieadres_huisnummer, n.correspondentieadres_huisnummertoevoeging, n.correspondentieadres_postcode, n.correspondentieadres_stad, n.correspondentieadres_adresregel1, n.correspondentieadres_adresregel2, n.correspondentieadres_adresregel3, n.correspondentieadres_land, n.contactnaam_voorletters, n.contactnaam_voornaam, n.contactnaam_voorvoegsel_achternaam, n.contactnaam_achternaam, n.rol, n.organisatienaam, n.initiator from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.was_partij_id, t.had_klantcontact_id, t.bezoekadres_nummeraanduiding_id, t.bezoekadres_straatnaam, t.bezoekadres_huisnummer, t.bezoekadres_huisnummertoevoeging, t.bezoekadres_postcode, t.bezoekadres_stad, t.bezoekadres_adresregel1, t.bezoekadres_adresregel2, t.bezoekadres_adresregel3, t.bezoekadres_land, t.correspondentieadres_nummeraanduiding_id, t.correspondentieadres_straatnaam, t.correspondentieadres_huisnummer, t.correspondentieadres_huisnummertoevoeging, t.correspondentieadres_postcode, t.correspondentieadres_stad, t.correspondentieadres_adresregel1, t.correspondentieadres_adresregel2, t.correspondentieadres_adresregel3, t.correspondentieadres_land, t.contactnaam_voorletters, t.contactnaam_voornaam, t.contactnaam_voorvoegsel_achternaam, t.contactnaam_achternaam, t.rol, t.organisatienaam, t.initiator from betrokkene t where not exists (select from betrokkene_versie v where v.id = t.id)) n;

insert into onderwerpobject_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, klantcontact_id, was_klantcontact_id, onderwerpobjectidentificator_object_id, onderwerpobjectidentificator_code_objecttype, onderwerpobjectidentificator_code_register, onderwerpobjectidentificator_code_soort_object_id) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'klantcontact_id', n.klantcontact_id, 'was_klantcontact_id', n.was_klantcontact_id, 'onderwerpobjectidentificator_object_id', n.onderwerpobjectidentificator_object_id, 'onderwerpobjectidentificator_code_objecttype', n.onderwerpobjectidentificator_code_objecttype, 'onderwerpobjectidentificator_code_register', n.onderwerpobjectidentificator_code_register, 'onderwerpobjectidentificator_code_soort_object_id', n.onderwerpobjectidentificator_code_soort_object_id))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.klantcontact_id, n.was_klantcontact_id, n.onderwerpobjectidentificator_object_id, n.onderwerpobjectidentificator_code_objecttype, n.onderwerpobjectidentificator_code_register, n.onderwerpobjectidentificator_code_soort_object_id from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.klantcontact_id, t.was_klantcontact_id, t.onderwerpobjectidentificator_object_id, t.onderwerpobjectidentificator_code_objecttype, t.onderwerpobjectidentificator_code_register, t.onderwerpobjectidentificator_code_soort_object_id from onderwerpobject t where not exists (select from onderwerpobject_versie v where v.id = t.id)) n;

insert into bijlage_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, was_bijlage_van_klantcontact_id, bijlageidentificator_object_id, bijlageidentificator_code_objecttype, bijlageidentificator_code_register, bijlageidentificator_code_soort_object_id) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'was_bijlage_van_klantcontact_id', n.was_bijlage_van_klantcontact_id, 'bijlageidentificator_object_id', n.bijlageidentificator_object_id, 'bijlageidentificator_code_objecttype', n.bijlageidentificator_code_objecttype, 'bijlageidentificator_code_register', n.bijlageidentificator_code_register, 'bijlageidentificator_code_soort_object_id', n.bijlageidentificator_code_soort_object_id))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.was_bijlage_van_klantcontact_id, n.bijlageidentificator_object_id, n.bijlageidentificator_code_objecttype, n.bijlageidentificator_code_register, n.bijlageidentificator_code_soort_object_id from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.was_bijlage_van_klantcontact_id, t.bijlageidentificator_object_id, t.bijlageidentificator_code_objecttype, t.bijlageidentificator_code_register, t.bijlageidentificator_code_soort_object_id from bijlage t where not exists (select from bijlage_versie v where v.id = t.id)) n;

insert into interne_taak_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, nummer, referentienummer, gevraagde_handeling, aanleidinggevend_klantcontact_id, toelichting, status, toegewezen_op, afgehandeld_op, toegewezen_aan_actoren) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'nummer', n.nummer, 'referentienummer', n.referentienummer, 'gevraagde_handeling', n.gevraagde_handeling, 'aanleidinggevend_klantcontact_id', n.aanleidinggevend_klantcontact_id, 'toelichting', n.toelichting, 'status', n.status, 'toegewezen_op', n.toegewezen_op at time zone 'UTC', 'afgehandeld_op', n.afgehandeld_op at time zone 'UTC', 'toegewezen_aan_actoren', n.toegewezen_aan_actoren))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.nummer, n.referentienummer, n.gevraagde_handeling, n.aanleidinggevend_klantcontact_id, n.toelichting, n.status, n.toegewezen_op, n.afgehandeld_op, n.toegewezen_aan_actoren from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.nummer, t.referentienummer, t.gevraagde_handeling, t.aanleidinggevend_klantcontact_id, t.toelichting, t.status, t.toegewezen_op, t.afgehandeld_op, array(select l.actor_id from interne_taak_actor l where l.interne_taak_id = t.id order by l.id) as toegewezen_aan_actoren from interne_taak t where not exists (select from interne_taak_versie v where v.id = t.id)) n;

insert into categorie_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, naam) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'naam', n.naam))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.naam from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.naam from categorie t where not exists (select from categorie_versie v where v.id = t.id)) n;

insert into categorie_relatie_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, partij_id, categorie_id, begin_datum, eind_datum) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'partij_id', n.partij_id, 'categorie_id', n.categorie_id, 'begin_datum', n.begin_datum, 'eind_datum', n.eind_datum))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.partij_id, n.categorie_id, n.begin_datum, n.eind_datum from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.partij_id, t.categorie_id, t.begin_datum, t.eind_datum from categorie_relatie t where not exists (select from categorie_relatie_versie v where v.id = t.id)) n;

insert into partij_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, nummer, interne_notitie, voorkeurs_digitaal_adres_id, voorkeurs_rekeningnummer_id, soort_partij, indicatie_geheimhouding, voorkeurstaal, indicatie_actief, bezoekadres_nummeraanduiding_id, bezoekadres_straatnaam, bezoekadres_huisnummer, bezoekadres_huisnummertoevoeging, bezoekadres_postcode, bezoekadres_stad, bezoekadres_adresregel1, bezoekadres_adresregel2, bezoekadres_adresregel3, bezoekadres_land, correspondentieadres_nummeraanduiding_id, correspondentieadres_straatnaam, correspondentieadres_huisnummer, correspondentieadres_huisnummertoevoeging, correspondentieadres_postcode, correspondentieadres_stad, correspondentieadres_adresregel1, correspondentieadres_adresregel2, correspondentieadres_adresregel3, correspondentieadres_land, is_persoon, is_organisatie, is_contactpersoon, contactpersoon_uuid, persoon_contactnaam_voorletters, persoon_contactnaam_voornaam, persoon_contactnaam_voorvoegsel_achternaam, persoon_contactnaam_achternaam, organisatie_naam, contactpersoon_werkte_voor_partij_id, contactpersoon_contactnaam_voorletters, contactpersoon_contactnaam_voornaam, contactpersoon_contactnaam_voorvoegsel_achternaam, contactpersoon_contactnaam_achternaam) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'nummer', n.nummer, 'interne_notitie', n.interne_notitie, 'voorkeurs_digitaal_adres_id', n.voorkeurs_digitaal_adres_id, 'voorkeurs_rekeningnummer_id', n.voorkeurs_rekeningnummer_id, 'soort_partij', n.soort_partij, 'indicatie_geheimhouding', n.indicatie_geheimhouding, 'voorkeurstaal', n.voorkeurstaal, 'indicatie_actief', n.indicatie_actief, 'bezoekadres_nummeraanduiding_id', n.bezoekadres_nummeraanduiding_id, 'bezoekadres_straatnaam', n.bezoekadres_straatnaam, 'bezoekadres_huisnummer', n.bezoekadres_huisnummer, 'bezoekadres_huisnummertoevoeging', n.bezoekadres_huisnummertoevoeging, 'bezoekadres_postcode', n.bezoekadres_postcode, 'bezoekadres_stad', n.bezoekadres_stad, 'bezoekadres_adresregel1', n.bezoekadres_adresregel1, 'bezoekadres_adresregel2', n.bezoekadres_adresregel2, 'bezoekadres_adresregel3', n.bezoekadres_adresregel3, 'bezoekadres_land', n.bezoekadres_land, 'correspondentieadres_nummeraanduiding_id', n.correspondentieadres_nummeraanduiding_id, 'correspondentieadres_straatnaam', n.correspondentieadres_straatnaam, 'correspondentieadres_huisnummer', n.correspondentieadres_huisnummer, 'correspondentieadres_huisnummertoevoeging', n.correspondentieadres_huisnummertoevoeging, 'correspondentieadres_postcode', n.correspondentieadres_postcode, 'correspondentieadres_stad', n.correspondentieadres_stad, 'correspondentieadres_adresregel1', n.correspondentieadres_adresregel1, 'correspondentieadres_adresregel2', n.correspondentieadres_adresregel2, 'correspondentieadres_adresregel3', n.correspondentieadres_adresregel3, 'correspondentieadres_land', n.correspondentieadres_land, 'is_persoon', n.is_persoon, 'is_organisatie', n.is_organisatie, 'is_contactpersoon', n.is_contactpersoon, 'contactpersoon_uuid', n.contactpersoon_uuid, 'persoon_contactnaam_voorletters', n.persoon_contactnaam_voorletters, 'persoon_contactnaam_voornaam', n.persoon_contactnaam_voornaam, 'persoon_contactnaam_voorvoegsel_achternaam', n.persoon_contactnaam_voorvoegsel_achternaam, 'persoon_contactnaam_achternaam', n.persoon_contactnaam_achternaam, 'organisatie_naam', n.organisatie_naam, 'contactpersoon_werkte_voor_partij_id', n.contactpersoon_werkte_voor_partij_id, 'contactpersoon_contactnaam_voorletters', n.contactpersoon_contactnaam_voorletters, 'contactpersoon_contactnaam_voornaam', n.contactpersoon_contactnaam_voornaam) || jsonb_build_object('contactpersoon_contactnaam_voorvoegsel_achternaam', n.contactpersoon_contactnaam_voorvoegsel_achternaam, 'contactpersoon_contactnaam_achternaam', n.contactpersoon_contactnaam_achternaam))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.nummer, n.interne_notitie, n.voorkeurs_digitaal_adres_id, n.voorkeurs_rekeningnummer_id, n.soort_partij, n.indicatie_geheimhouding, n.voorkeurstaal, n.indicatie_actief, n.bezoekadres_nummeraanduiding_id, n.bezoekadres_straatnaam, n.bezoekadres_huisnummer, n.bezoekadres_huisnummertoevoeging, n.bezoekadres_postcode, n.bezoekadres_stad, n.bezoekadres_adresregel1, n.bezoekadres_adresregel2, n.bezoekadres_adresregel3, n.bezoekadres_land, n.correspondentieadres_nummeraanduiding_id, n.correspondentieadres_straatnaam, n.correspondentieadres_huisnummer, n.correspondentieadres_huisnummertoevoeging, n.correspondentieadres_postcode, n.correspondentieadres_stad, n.correspondentieadres_adresregel1, n.correspondentieadres_adresregel2, n.correspondentieadres_adresregel3, n.correspondentieadres_land, n.is_persoon, n.is_organisatie, n.is_contactpersoon, n.contactpersoon_uuid, n.persoon_contactnaam_voorletters, n.persoon_contactnaam_voornaam, n.persoon_contactnaam_voorvoegsel_achternaam, n.persoon_contactnaam_achternaam, n.organisatie_naam, n.contactpersoon_werkte_voor_partij_id, n.contactpersoon_contactnaam_voorletters, n.contactpersoon_contactnaam_voornaam, n.contactpersoon_contactnaam_voorvoegsel_achternaam, n.contactpersoon_contactnaam_achternaam from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.nummer, t.interne_notitie, t.voorkeurs_digitaal_adres_id, t.voorkeurs_rekeningnummer_id, t.soort_partij, t.indicatie_geheimhouding, t.voorkeurstaal, t.indicatie_actief, t.bezoekadres_nummeraanduiding_id, t.bezoekadres_straatnaam, t.bezoekadres_huisnummer, t.bezoekadres_huisnummertoevoeging, t.bezoekadres_postcode, t.bezoekadres_stad, t.bezoekadres_adresregel1, t.bezoekadres_adresregel2, t.bezoekadres_adresregel3, t.bezoekadres_land, t.correspondentieadres_nummeraanduiding_id, t.correspondentieadres_straatnaam, t.correspondentieadres_huisnummer, t.correspondentieadres_huisnummertoevoeging, t.correspondentieadres_postcode, t.correspondentieadres_stad, t.correspondentieadres_adresregel1, t.correspondentieadres_adresregel2, t.correspondentieadres_adresregel3, t.correspondentieadres_land, t.is_persoon, t.is_organisatie, t.is_contactpersoon, t.contactpersoon_uuid, t.persoon_contactnaam_voorletters, t.persoon_contactnaam_voornaam, t.persoon_contactnaam_voorvoegsel_achternaam, t.persoon_contactnaam_achternaam, t.organisatie_naam, t.contactpersoon_werkte_voor_partij_id, t.contactpersoon_contactnaam_voorletters, t.contactpersoon_contactnaam_voornaam, t.contactpersoon_contactnaam_voorvoegsel_achternaam, t.contactpersoon_contactnaam_achternaam from partij t where not exists (select from partij_versie v where v.id = t.id)) n;

insert into partij_identificator_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, identificeerde_partij_id, andere_partij_identificator, partij_identificator_code_objecttype, partij_identificator_code_soort_object_id, partij_identificator_object_id, partij_identificator_code_register, sub_identificator_van_id) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'identificeerde_partij_id', n.identificeerde_partij_id, 'andere_partij_identificator', n.andere_partij_identificator, 'partij_identificator_code_objecttype', n.partij_identificator_code_objecttype, 'partij_identificator_code_soort_object_id', n.partij_identificator_code_soort_object_id, 'partij_identificator_object_id', n.partij_identificator_object_id, 'partij_identificator_code_register', n.partij_identificator_code_register, 'sub_identificator_van_id', n.sub_identificator_van_id))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.identificeerde_partij_id, n.andere_partij_identificator, n.partij_identificator_code_objecttype, n.partij_identificator_code_soort_object_id, n.partij_identificator_object_id, n.partij_identificator_code_register, n.sub_identificator_van_id from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.identificeerde_partij_id, t.andere_partij_identificator, t.partij_identificator_code_objecttype, t.partij_identificator_code_soort_object_id, t.partij_identificator_object_id, t.partij_identificator_code_register, t.sub_identificator_van_id from partij_identificator t where not exists (select from partij_identificator_versie v where v.id = t.id)) n;

insert into vertegenwoordiging_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, vertegenwoordigende_partij_id, vertegenwoordigde_partij_id) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'vertegenwoordigende_partij_id', n.vertegenwoordigende_partij_id, 'vertegenwoordigde_partij_id', n.vertegenwoordigde_partij_id))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.vertegenwoordigende_partij_id, n.vertegenwoordigde_partij_id from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.vertegenwoordigende_partij_id, t.vertegenwoordigde_partij_id from vertegenwoordiging t where not exists (select from vertegenwoordiging_versie v where v.id = t.id)) n;

insert into organisatie_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, handelsnaam, oprichtingsdatum, opheffingsdatum, adres_nummeraanduiding_id, adres_straatnaam, adres_huisnummer, adres_huisnummertoevoeging, adres_postcode, adres_stad, adres_adresregel1, adres_adresregel2, adres_adresregel3, adres_land) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'handelsnaam', n.handelsnaam, 'oprichtingsdatum', n.oprichtingsdatum, 'opheffingsdatum', n.opheffingsdatum, 'adres_nummeraanduiding_id', n.adres_nummeraanduiding_id, 'adres_straatnaam', n.adres_straatnaam, 'adres_huisnummer', n.adres_huisnummer, 'adres_huisnummertoevoeging', n.adres_huisnummertoevoeging, 'adres_postcode', n.adres_postcode, 'adres_stad', n.adres_stad, 'adres_adresregel1', n.adres_adresregel1, 'adres_adresregel2', n.adres_adresregel2, 'adres_adresregel3', n.adres_adresregel3, 'adres_land', n.adres_land))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.handelsnaam, n.oprichtingsdatum, n.opheffingsdatum, n.adres_nummeraanduiding_id, n.adres_straatnaam, n.adres_huisnummer, n.adres_huisnummertoevoeging, n.adres_postcode, n.adres_stad, n.adres_adresregel1, n.adres_adresregel2, n.adres_adresregel3, n.adres_land from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.handelsnaam, t.oprichtingsdatum, t.opheffingsdatum, t.adres_nummeraanduiding_id, t.adres_straatnaam, t.adres_huisnummer, t.adres_huisnummertoevoeging, t.adres_postcode, t.adres_stad, t.adres_adresregel1, t.adres_adresregel2, t.adres_adresregel3, t.adres_land from organisatie t where not exists (select from organisatie_versie v where v.id = t.id)) n;

insert into persoon_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, geboortedatum, overlijdensdatum, geslachtsnaam, geslacht, voorvoegsel, voornamen, adres_nummeraanduiding_id, adres_straatnaam, adres_huisnummer, adres_huisnummertoevoeging, adres_postcode, adres_stad, adres_adresregel1, adres_adresregel2, adres_adresregel3, adres_land) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to(jsonb_strip_nulls(jsonb_build_object('versie_door', n.versie_door, 'versie_soort', n.versie_soort, 'versie_toepassing', n.versie_toepassing, 'versie_verzoek', n.versie_verzoek, 'versie_reden', n.versie_reden, 'geboortedatum', n.geboortedatum, 'overlijdensdatum', n.overlijdensdatum, 'geslachtsnaam', n.geslachtsnaam, 'geslacht', n.geslacht, 'voorvoegsel', n.voorvoegsel, 'voornamen', n.voornamen, 'adres_nummeraanduiding_id', n.adres_nummeraanduiding_id, 'adres_straatnaam', n.adres_straatnaam, 'adres_huisnummer', n.adres_huisnummer, 'adres_huisnummertoevoeging', n.adres_huisnummertoevoeging, 'adres_postcode', n.adres_postcode, 'adres_stad', n.adres_stad, 'adres_adresregel1', n.adres_adresregel1, 'adres_adresregel2', n.adres_adresregel2, 'adres_adresregel3', n.adres_adresregel3, 'adres_land', n.adres_land))::text, 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.geboortedatum, n.overlijdensdatum, n.geslachtsnaam, n.geslacht, n.voorvoegsel, n.voornamen, n.adres_nummeraanduiding_id, n.adres_straatnaam, n.adres_huisnummer, n.adres_huisnummertoevoeging, n.adres_postcode, n.adres_stad, n.adres_adresregel1, n.adres_adresregel2, n.adres_adresregel3, n.adres_land from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, historie_moment(null) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.geboortedatum, t.overlijdensdatum, t.geslachtsnaam, t.geslacht, t.voorvoegsel, t.voornamen, t.adres_nummeraanduiding_id, t.adres_straatnaam, t.adres_huisnummer, t.adres_huisnummertoevoeging, t.adres_postcode, t.adres_stad, t.adres_adresregel1, t.adres_adresregel2, t.adres_adresregel3, t.adres_land from persoon t where not exists (select from persoon_versie v where v.id = t.id)) n;

-- Destruction: what the law says must go, goes from the versions too. A list is proposed by one and approved by another.
create table vernietigingslijst (
  nummer bigint generated always as identity primary key,
  uuid uuid not null unique,
  grond text not null check (grond in ('archiefwet', 'avg_17', 'foutief_geregistreerd')),
  toelichting text not null default '',
  voorgesteld_door text not null,
  voorgesteld_op timestamptz not null default clock_timestamp(),
  goedgekeurd_door text,
  goedgekeurd_op timestamptz,
  certificaat jsonb,
  constraint vernietigingslijst_vier_ogen check (goedgekeurd_door <> voorgesteld_door)
);

create table vernietigd_object (
  lijst bigint not null references vernietigingslijst (nummer),
  collectie text not null,
  id bigint not null,
  uuid uuid not null,
  primary key (lijst, collectie, id)
);

create index vernietigd_object_idx on vernietigd_object (collectie, id);

-- What else holds the content of these objects: features that keep copies replace this.
create function vernietig_elders(collectie text, ids bigint[]) returns void language plpgsql as $$
begin
end $$;

-- Erases the body of all versions of the objects on a list, and answers the certificate. The only way for the server to
-- do so: its role may not change versions itself. The objects must be gone from the register by then.
create function vernietig(lijst bigint, door text) returns jsonb language plpgsql security definer set search_path from current as $$
#variable_conflict use_variable
declare
  found_list vernietigingslijst;
  part record;
  present boolean;
  erased bigint;
  total bigint := 0;
  columns text;
begin
  select * into found_list from vernietigingslijst l where l.nummer = lijst for update;
  if found_list.nummer is null then
    raise exception 'there is no list %', lijst using errcode = 'no_data_found';
  end if;
  if found_list.goedgekeurd_op is not null then
    raise exception 'list % was carried out already', lijst using errcode = 'object_not_in_prerequisite_state';
  end if;
  for part in
    select o.collectie, array_agg(o.id) as ids from vernietigd_object o where o.lijst = lijst group by o.collectie
  loop
    execute format('select exists (select from %I where id = any($1))', part.collectie) into present using part.ids;
    if present then
      raise exception 'objects of list % are in the register still', lijst using errcode = 'object_not_in_prerequisite_state';
    end if;
    select string_agg(format('%I = null', a.attname), ', ') into columns from pg_attribute a
      where a.attrelid = (part.collectie || '_versie')::regclass and a.attnum > 0 and not a.attisdropped
        and a.attname not in ('id', 'uuid', 'versie', 'versie_actie', 'versie_moment', 'versie_vorige', 'versie_belofte');
    execute format('update %I set %s where id = any($1)', part.collectie || '_versie', columns) using part.ids;
    get diagnostics erased = row_count;
    total := total + erased;
    perform vernietig_elders(part.collectie, part.ids);
  end loop;
  update vernietigingslijst l set goedgekeurd_door = door, goedgekeurd_op = clock_timestamp(), certificaat = jsonb_build_object(
    'lijst', l.nummer, 'uuid', l.uuid, 'grond', l.grond, 'toelichting', l.toelichting,
    'voorgesteldDoor', l.voorgesteld_door, 'voorgesteldOp', to_char(l.voorgesteld_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'goedgekeurdDoor', door, 'goedgekeurdOp', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'versies', total,
    'objecten', (select jsonb_agg(jsonb_build_object('collectie', o.collectie, 'id', o.id, 'uuid', o.uuid) order by o.collectie, o.id)
      from vernietigd_object o where o.lijst = lijst))
    where l.nummer = lijst returning l.certificaat into found_list.certificaat;
  return found_list.certificaat;
end $$;
