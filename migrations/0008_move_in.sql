-- Which rows came from another register, by key. The next import brings these up to date, takes away those that are
-- gone there, and leaves all others alone.
create table moved_in (
  collection text primary key,
  ids int8multirange not null,
  moved_at timestamptz not null default now()
);

-- Other registers hold the same actor twice with one task; what they hold must fit.
alter table interne_taak_actor drop constraint interne_taak_actor_pair_key;
