-- What changed and must be told to others. The change itself writes `outbox`, in its own transaction; within moments a
-- server moves the rows to `event`, one server at a time. So positions in `event` never come to light out of order, and
-- a receiver needs to remember one number only: how far it is.
create table outbox (
  id bigint generated always as identity primary key,
  event uuid not null default gen_random_uuid(),
  logged_at timestamptz not null default clock_timestamp(),
  action text not null,
  resource text not null,
  object uuid not null,
  -- brought about by another change: a removal that took it along, a list that lost a member
  followed boolean not null,
  -- of a confidential contact: only for receivers that may know of those
  confidential boolean not null,
  -- the few values that a message shows, as they were then
  facts jsonb not null
);
alter table outbox set (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);

create table event (
  position bigint generated always as identity primary key,
  event uuid not null,
  logged_at timestamptz not null,
  action text not null,
  resource text not null,
  object uuid not null,
  followed boolean not null,
  confidential boolean not null,
  facts jsonb not null
);
create index event_object_idx on event (object);
create index event_logged_at_idx on event (logged_at);
create index event_event_idx on event (event);

-- Who is told. All events up to `position` have been dealt with: delivered, not wanted, or in `delivery`.
create table sink (
  name text primary key,
  position bigint not null,
  -- the process that delivers now, and until when it may
  holder uuid,
  held_until timestamptz not null default '-infinity'
);

-- No foreign keys: they would lock a row of each table for every delivery.
create table delivery (
  sink text not null,
  position bigint not null,
  object uuid not null,
  state text not null check (state in ('waiting', 'delivered', 'dead')),
  attempts int not null,
  -- when to try again; infinity: behind an earlier one about the same object
  due timestamptz not null,
  settled_at timestamptz not null default now(),
  -- why the last attempt failed, in words of ours; never what was sent or answered
  reason text not null default '',
  primary key (sink, position)
);
create index delivery_due_idx on delivery (sink, due) where state = 'waiting';
create index delivery_object_idx on delivery (sink, object, position) where state = 'waiting';
create index delivery_state_idx on delivery (state, position) where state <> 'delivered';
create index delivery_position_idx on delivery (position);

-- For the destruction of an object: what messages say of it goes, sent ones and those to come, and that it was destroyed
-- is announced, with the number of the list. `secret`: it was confidential.
create function erase_messages(of text, destroyed uuid, list text, secret boolean) returns void language plpgsql as $$
begin
  update outbox set facts = '{}' where object = destroyed;
  update event set facts = '{}' where object = destroyed;
  if exists (select from sink) then
    insert into outbox (action, resource, object, followed, confidential, facts)
    values ('erase', of, destroyed, false,
      secret or exists (select from event where object = destroyed and confidential)
        or exists (select from outbox where object = destroyed and confidential),
      jsonb_build_object('lijst', list));
  end if;
end $$;

-- History asks this for what it destroys: the name of a resource is that of its table in other letters.
create or replace function vernietig_elders(collectie text, ids bigint[]) returns void language plpgsql as $$
#variable_conflict use_variable
declare
  words text := replace(initcap(replace(collectie, '_', ' ')), ' ', '');
begin
  perform erase_messages(lower(left(words, 1)) || substr(words, 2), o.uuid, o.lijst::text, false)
    from vernietigd_object o join vernietigingslijst l on l.nummer = o.lijst
    where o.collectie = collectie and o.id = any(ids) and l.goedgekeurd_op is null;
end $$;
