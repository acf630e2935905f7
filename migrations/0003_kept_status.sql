alter table interne_taak add constraint interne_taak_kept_key unique (id, status);

alter table interne_taak_actor add column status text;
update interne_taak_actor a set status = t.status from interne_taak t where t.id = a.interne_taak_id;
alter table interne_taak_actor alter column status set not null;

alter table interne_taak_actor add constraint interne_taak_actor_kept_fkey
  foreign key (interne_taak_id, status) references interne_taak (id, status) on update cascade;
alter table interne_taak_actor drop constraint interne_taak_actor_interne_taak_id_fkey;

drop index interne_taak_actor_actor_id_idx;
create index interne_taak_actor_actor_id_idx on interne_taak_actor (actor_id, status, interne_taak_id);
