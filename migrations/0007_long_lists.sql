-- Lists of millions of rows: pages far into them, searches that find many, and lists of references without reading rows.

-- Nobody writes while rows are counted, so that none is counted twice or not at all.
lock table actor, digitaal_adres, rekeningnummer, actor_klantcontact, klantcontact, betrokkene, onderwerpobject, bijlage, interne_taak, categorie, categorie_relatie, partij, partij_identificator, vertegenwoordiging, organisatie, persoon in share row exclusive mode;

alter table tally add column stretch bigint;
create table tally_stretch (
  collection text not null,
  stretch bigint not null,
  amount bigint not null,
  primary key (collection, stretch)
);
alter table tally_stretch set (fillfactor = 50);

create or replace function tally_rows() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into tally select tg_table_name, count(*), c.id >> 12 from changed c group by 3;
  elsif tg_op = 'DELETE' then
    insert into tally select tg_table_name, -count(*), c.id >> 12 from changed c group by 3;
  else
    delete from tally where collection = tg_table_name;
    delete from tally_stretch where collection = tg_table_name;
  end if;
  return null;
end $$;

create function tally_rows_by_plaatsgevonden_op() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into tally select tg_table_name, count(*), ((c.plaatsgevonden_op at time zone 'UTC')::date - date '1970-01-01')::bigint from changed c group by 3;
  elsif tg_op = 'DELETE' then
    insert into tally select tg_table_name, -count(*), ((c.plaatsgevonden_op at time zone 'UTC')::date - date '1970-01-01')::bigint from changed c group by 3;
  elsif tg_op = 'UPDATE' then
    insert into tally values
      (tg_table_name, -1, ((old.plaatsgevonden_op at time zone 'UTC')::date - date '1970-01-01')::bigint),
      (tg_table_name, 1, ((new.plaatsgevonden_op at time zone 'UTC')::date - date '1970-01-01')::bigint);
  else
    delete from tally where collection = tg_table_name;
    delete from tally_stretch where collection = tg_table_name;
  end if;
  return null;
end $$;

drop trigger klantcontact_tally_insert on klantcontact;
drop trigger klantcontact_tally_delete on klantcontact;
drop trigger klantcontact_tally_truncate on klantcontact;
create trigger klantcontact_tally_insert after insert on klantcontact referencing new table as changed for each statement execute function tally_rows_by_plaatsgevonden_op();
create trigger klantcontact_tally_delete after delete on klantcontact referencing old table as changed for each statement execute function tally_rows_by_plaatsgevonden_op();
create trigger klantcontact_tally_truncate after truncate on klantcontact for each statement execute function tally_rows_by_plaatsgevonden_op();
create trigger klantcontact_tally_update after update on klantcontact for each row when (((old.plaatsgevonden_op at time zone 'UTC')::date - date '1970-01-01')::bigint <> ((new.plaatsgevonden_op at time zone 'UTC')::date - date '1970-01-01')::bigint) execute function tally_rows_by_plaatsgevonden_op();

insert into tally_stretch select 'actor', id >> 12, count(*) from actor group by 2;
insert into tally_stretch select 'digitaal_adres', id >> 12, count(*) from digitaal_adres group by 2;
insert into tally_stretch select 'rekeningnummer', id >> 12, count(*) from rekeningnummer group by 2;
insert into tally_stretch select 'actor_klantcontact', id >> 12, count(*) from actor_klantcontact group by 2;
insert into tally_stretch select 'klantcontact', ((plaatsgevonden_op at time zone 'UTC')::date - date '1970-01-01'), count(*) from klantcontact group by 2;
insert into tally_stretch select 'betrokkene', id >> 12, count(*) from betrokkene group by 2;
insert into tally_stretch select 'onderwerpobject', id >> 12, count(*) from onderwerpobject group by 2;
insert into tally_stretch select 'bijlage', id >> 12, count(*) from bijlage group by 2;
insert into tally_stretch select 'interne_taak', id >> 12, count(*) from interne_taak group by 2;
insert into tally_stretch select 'categorie', id >> 12, count(*) from categorie group by 2;
insert into tally_stretch select 'categorie_relatie', id >> 12, count(*) from categorie_relatie group by 2;
insert into tally_stretch select 'partij', id >> 12, count(*) from partij group by 2;
insert into tally_stretch select 'partij_identificator', id >> 12, count(*) from partij_identificator group by 2;
insert into tally_stretch select 'vertegenwoordiging', id >> 12, count(*) from vertegenwoordiging group by 2;
insert into tally_stretch select 'organisatie', id >> 12, count(*) from organisatie group by 2;
insert into tally_stretch select 'persoon', id >> 12, count(*) from persoon group by 2;

drop index digitaal_adres_verstrekt_door_betrokkene_id_idx;
create index digitaal_adres_verstrekt_door_betrokkene_id_idx on digitaal_adres (verstrekt_door_betrokkene_id, id) include (uuid);
drop index digitaal_adres_verstrekt_door_partij_id_idx;
create index digitaal_adres_verstrekt_door_partij_id_idx on digitaal_adres (verstrekt_door_partij_id, id) include (uuid);
drop index rekeningnummer_partij_id_idx;
create index rekeningnummer_partij_id_idx on rekeningnummer (partij_id, id) include (uuid);
drop index actor_klantcontact_klantcontact_id_idx;
create index actor_klantcontact_klantcontact_id_idx on actor_klantcontact (klantcontact_id, id) include (actor_id);
drop index klantcontact_order_idx;
create index klantcontact_order_idx on klantcontact (plaatsgevonden_op desc, id desc, upper(onderwerp)) include (onderwerp);
drop index betrokkene_was_partij_id_idx;
create index betrokkene_was_partij_id_idx on betrokkene (was_partij_id, id) include (uuid, had_klantcontact_id);
drop index betrokkene_had_klantcontact_id_idx;
create index betrokkene_had_klantcontact_id_idx on betrokkene (had_klantcontact_id, id) include (uuid);
drop index onderwerpobject_klantcontact_id_idx;
create index onderwerpobject_klantcontact_id_idx on onderwerpobject (klantcontact_id, id) include (uuid);
drop index bijlage_was_bijlage_van_klantcontact_id_idx;
create index bijlage_was_bijlage_van_klantcontact_id_idx on bijlage (was_bijlage_van_klantcontact_id, id) include (uuid);
drop index interne_taak_aanleidinggevend_klantcontact_id_idx;
create index interne_taak_aanleidinggevend_klantcontact_id_idx on interne_taak (aanleidinggevend_klantcontact_id, id) include (uuid);
drop index categorie_relatie_categorie_id_idx;
create index categorie_relatie_categorie_id_idx on categorie_relatie (categorie_id, id) include (partij_id);
drop index partij_identificator_sub_identificator_van_id_idx;
create index partij_identificator_sub_identificator_van_id_idx on partij_identificator (sub_identificator_van_id, id) include (identificeerde_partij_id);
drop index vertegenwoordiging_vertegenwoordigende_partij_id_idx;
create index vertegenwoordiging_vertegenwoordigende_partij_id_idx on vertegenwoordiging (vertegenwoordigende_partij_id, id) include (vertegenwoordigde_partij_id);
drop index digitaal_adres_adres_idx;
create index digitaal_adres_adres_idx on digitaal_adres (adres) include (verstrekt_door_betrokkene_id) where adres <> '';
drop index partij_identificator_partij_identificator_object_id_idx;
create index partij_identificator_partij_identificator_object_id_idx on partij_identificator (partij_identificator_object_id) include (identificeerde_partij_id) where partij_identificator_object_id <> '';
drop index onderwerpobject_onderwerpobjectidentificator_object_id_idx;
create index onderwerpobject_onderwerpobjectidentificator_object_id_idx on onderwerpobject (onderwerpobjectidentificator_object_id) include (klantcontact_id, was_klantcontact_id) where onderwerpobjectidentificator_object_id <> '';
