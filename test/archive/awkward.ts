/** Rows that today's rules would refuse, or that answers do not show, as an older system left them. */
import type { Database } from '../../src/sql/database.ts'

const text = String.raw`E'regel 1\nregel 2\ttab \\ achter "aanhaling" ''enkel'' \x01\x02\x1f é 😀 ' || U&'\2028\2029' || '\.'`

const SCRIPT = `
insert into actor (uuid, naam, soort_actor, is_medewerker, medewerker_functie, is_organisatorische_eenheid, organisatorische_eenheid_omschrijving)
  values (gen_random_uuid(), ${text}, 'geautomatiseerde_actor', true, null, true, 'blijft bewaard'), (gen_random_uuid(), '', 'onbekend', false, null, false, null);
insert into partij (uuid, nummer, soort_partij, indicatie_actief, is_persoon, persoon_contactnaam_achternaam, is_contactpersoon, contactpersoon_uuid)
  values (gen_random_uuid(), null, 'organisatie', true, true, 'van vroeger', true, gen_random_uuid()), (gen_random_uuid(), '', 'persoon', false, false, null, false, null);
update partij set contactpersoon_werkte_voor_partij_id = id where is_contactpersoon;
insert into digitaal_adres (uuid, adres, soort_digitaal_adres, is_standaard_adres) values (gen_random_uuid(), 'geen adres', 'email', true);
insert into digitaal_adres (uuid, verstrekt_door_partij_id, adres, soort_digitaal_adres) select gen_random_uuid(), max(id), 'van een ander', 'fax' from partij;
update partij set voorkeurs_digitaal_adres_id = (select max(id) from digitaal_adres) where id = (select min(id) from partij);
insert into partij_identificator (uuid, partij_identificator_object_id) values (gen_random_uuid(), 'van niemand');
update partij_identificator set sub_identificator_van_id = id where partij_identificator_object_id = 'van niemand';
insert into klantcontact (uuid, nummer, kanaal, onderwerp, inhoud, plaatsgevonden_op, metadata) values
  (gen_random_uuid(), 'geen getal', 'telefoon', ${text}, repeat('x', 100000), '0001-01-01 00:00:00.000001Z', '{"a": {"b": [1, 2.50, null]}, "": "leeg"}'),
  (gen_random_uuid(), null, '', '', '', '9999-12-31 23:59:59.999999Z', '{}');
insert into onderwerpobject (uuid) values (gen_random_uuid());
insert into interne_taak (uuid, aanleidinggevend_klantcontact_id, status) select gen_random_uuid(), max(id), 'verwerkt' from klantcontact;
insert into interne_taak (uuid, aanleidinggevend_klantcontact_id, status) select gen_random_uuid(), max(id), 'te_verwerken' from klantcontact;
insert into interne_taak_actor (interne_taak_id, actor_id, status) select t.id, a.id, t.status from interne_taak t, actor a where t.id = (select max(id) from interne_taak) order by a.id desc;
insert into categorie_relatie (uuid, begin_datum) values (gen_random_uuid(), null);
insert into persoon (uuid, geboortedatum) values (gen_random_uuid(), '0001-01-01');
insert into betwisting (uuid, klantcontact, betrokkene, toelichting, beperking, ingediend_soort, ingediend_door, uiterlijk_op)
  values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), ${text}, true, 'token', 'portaal', '9999-12-31 23:59:59.999999Z');
insert into betwisting (uuid, klantcontact, betrokkene, toelichting, ingediend_soort, ingediend_door, uiterlijk_op, besluit, besluit_toelichting, verklaring, besloten_op, besloten_soort, besloten_door)
  select gen_random_uuid(), uuid, gen_random_uuid(), '', 'token', '', now(), 'verklaring', '', '', now(), 'token', '' from klantcontact limit 1;
update klantcontact set betwisting = 'verklaring' where uuid in (select klantcontact from betwisting where besluit is not null);
delete from actor where naam = 'gat'; select setval('klantcontact_nummer_seq', 4100500777), nextval('klantcontact_id_seq'), nextval('klantcontact_id_seq');`

export const fillAwkward = (database: Database): Promise<void> => database.execute(SCRIPT)
