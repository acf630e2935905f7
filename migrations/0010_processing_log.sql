-- Who saw or changed something of whom: see docs/processing-log.md.

-- Lines are gathered in files first. The files of a register are in a directory of this name, so that no other register
-- takes its lines.
create table verwerking_register (id uuid not null default gen_random_uuid());
insert into verwerking_register default values;

-- By whom, for what and with which request: the same for many lines. It goes with the lines of its month.
create table verwerking_kader (
  id integer generated always as identity primary key,
  maand date not null,
  -- of all below, and of the month
  kenmerk uuid not null unique,
  handeling text not null,
  activiteit text not null,
  doel text not null,
  soort text not null,
  naam text not null,
  toepassing text not null,
  -- who uses a client, as it says itself; empty where it says nothing
  gebruiker text not null,
  actor uuid,
  eenheden uuid[] not null
);

-- One line for each person in an answer, by month. Nothing refers to a person but a pseudonym.
create table verwerking (
  moment timestamptz not null,
  -- milliseconds
  duur integer not null,
  trace uuid not null,
  span bytea not null,
  ouder bytea,
  -- whose data it was: the keyed hash of the person; null: nobody known, or nobody found
  betrokkene uuid,
  soort text,
  -- the one object that was asked for; null where it was a list
  object uuid,
  -- as HTTP tells it
  status smallint not null,
  kader integer not null
) partition by range (moment);
create index verwerking_betrokkene_idx on verwerking (betrokkene) where betrokkene is not null;

-- With what a person is hashed, each with a key of their own. Without it the lines are nobody's: null once destroyed.
create table verwerking_sleutel (
  soort text not null,
  id bigint not null,
  sleutel bytea,
  primary key (soort, id)
);

-- How far each file of lines has been taken to each place: in the transaction that writes the lines, so that none is
-- written twice.
create table verwerking_bron (
  bron uuid not null,
  doel text not null,
  tot bigint not null,
  bijgewerkt timestamptz not null default now(),
  primary key (bron, doel)
);

-- Makes the months from this moment to the one after next, and drops those that have been kept for long enough: a
-- number of months, at least one. For servers that do not own the tables.
create function verwerking_maanden(vanaf timestamptz, bewaren integer) returns void language plpgsql security definer set search_path from current as $$
declare
  deze date := date_trunc('month', now() at time zone 'UTC')::date;
  eerste date := (deze - make_interval(months => greatest(bewaren, 1)))::date;
  maand date := greatest(date_trunc('month', least(vanaf, now()) at time zone 'UTC')::date, eerste);
  oud record;
begin
  perform pg_advisory_xact_lock(hashtext('klantinteracties.verwerking'), hashtext(current_schema()));
  while maand <= deze + interval '2 months' loop
    if to_regclass(format('%I.%I', current_schema(), 'verwerking_' || to_char(maand, 'YYYY_MM'))) is null then
      execute format('create table %I partition of verwerking for values from (%L) to (%L)',
        'verwerking_' || to_char(maand, 'YYYY_MM'), maand::timestamp at time zone 'UTC',
        (maand + interval '1 month')::timestamp at time zone 'UTC');
    end if;
    maand := (maand + interval '1 month')::date;
  end loop;
  for oud in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'verwerking'::regclass and c.relname < 'verwerking_' || to_char(eerste, 'YYYY_MM')
  loop
    execute format('drop table %I', oud.relname);
  end loop;
  delete from verwerking_kader k where k.maand < eerste;
  delete from verwerking_bron b where b.bijgewerkt < now() - interval '1 year';
end $$;

-- History asks this for what it destroys. The lines about a person who is destroyed are nobody's from then on.
create or replace function vernietig_elders(collectie text, ids bigint[]) returns void language plpgsql as $$
#variable_conflict use_variable
declare
  words text := replace(initcap(replace(collectie, '_', ' ')), ' ', '');
begin
  perform erase_messages(lower(left(words, 1)) || substr(words, 2), o.uuid, o.lijst::text, false)
    from vernietigd_object o join vernietigingslijst l on l.nummer = o.lijst
    where o.collectie = collectie and o.id = any(ids) and l.goedgekeurd_op is null;
  if collectie in ('partij', 'betrokkene', 'persoon', 'organisatie') then
    insert into verwerking_sleutel (soort, id) select collectie, id from unnest(ids) id
      on conflict on constraint verwerking_sleutel_pkey do update set sleutel = null;
  end if;
end $$;

-- Messages go on in the trace of the request that brought them about.
alter table outbox add column traceparent text;
alter table event add column traceparent text;
