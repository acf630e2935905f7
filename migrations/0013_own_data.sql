-- What is kept beside a body. Of an actor: to which unit it belongs, and whether others may know of its contacts. Of a
-- betrokkene: how it was found out who that was.
alter table actor add column zicht_afgeschermd boolean, add column zicht_eenheid_id bigint;
alter table actor_versie add column zicht_afgeschermd boolean, add column zicht_eenheid_id bigint;
alter table actor add constraint actor_zicht_eenheid_id_fkey foreign key (zicht_eenheid_id) references actor (id);
create index actor_zicht_eenheid_id_idx on actor (zicht_eenheid_id, id) where zicht_eenheid_id is not null;
create index actor_v_zicht_eenheid_id_idx on actor_versie (zicht_eenheid_id) where zicht_eenheid_id is not null;

alter table betrokkene
  add column identificatie_middel text,
  add column identificatie_niveau text,
  add column identificatie_actor_id bigint;
alter table betrokkene_versie
  add column identificatie_middel text,
  add column identificatie_niveau text,
  add column identificatie_actor_id bigint;
alter table betrokkene add constraint betrokkene_identificatie_actor_id_fkey foreign key (identificatie_actor_id) references actor (id);
create index betrokkene_identificatie_actor_id_idx on betrokkene (identificatie_actor_id, id) where identificatie_actor_id is not null;
create index betrokkene_v_identificatie_actor_id_idx on betrokkene_versie (identificatie_actor_id) where identificatie_actor_id is not null;
