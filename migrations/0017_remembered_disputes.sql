-- Disputes have a history, as what they are about: who said or decided what, and when, stays to be seen, and `history verify`
-- covers it.
create table betwisting_versie (
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
  klantcontact uuid,
  betrokkene uuid,
  toelichting text,
  beperking boolean,
  ingediend_op timestamptz,
  ingediend_soort text,
  ingediend_door text,
  uiterlijk_op timestamptz,
  besluit text,
  besluit_toelichting text,
  verklaring text,
  besloten_op timestamptz,
  besloten_soort text,
  besloten_door text,
  constraint betwisting_versie_pkey primary key (id, versie)
);
create index betwisting_versie_uuid_idx on betwisting_versie (uuid) where versie_actie = 'verwijderd';
create index betwisting_versie_moment_idx on betwisting_versie using brin (versie_moment) with (autosummarize = on);

-- What is there is taken up.
insert into betwisting_versie (id, uuid, versie, versie_actie, versie_moment, versie_vorige, versie_belofte, versie_zout, versie_door, versie_soort, versie_toepassing, versie_verzoek, versie_reden, klantcontact, betrokkene, toelichting, beperking, ingediend_op, ingediend_soort, ingediend_door, uiterlijk_op, besluit, besluit_toelichting, verklaring, besloten_op, besloten_soort, besloten_door) select n.id, n.uuid, n.versie, n.versie_actie, n.versie_moment, n.versie_vorige, sha256(uuid_send(n.versie_zout) || convert_to('{' || substr(concat(', "besluit": ' || case when n.besluit = '' then '""' else to_json(n.besluit)::text end, ', "beperking": ' || n.beperking::text, ', "betrokkene": ' || to_jsonb(n.betrokkene)::text, ', "verklaring": ' || case when n.verklaring = '' then '""' else to_json(n.verklaring)::text end, ', "besloten_op": ' || to_json(n.besloten_op at time zone 'UTC')::text, ', "toelichting": ' || case when n.toelichting = '' then '""' else to_json(n.toelichting)::text end, ', "versie_door": ' || case when n.versie_door = '' then '""' else to_json(n.versie_door)::text end, ', "ingediend_op": ' || to_json(n.ingediend_op at time zone 'UTC')::text, ', "klantcontact": ' || to_jsonb(n.klantcontact)::text, ', "uiterlijk_op": ' || to_json(n.uiterlijk_op at time zone 'UTC')::text, ', "versie_reden": ' || case when n.versie_reden = '' then '""' else to_json(n.versie_reden)::text end, ', "versie_soort": ' || case when n.versie_soort = '' then '""' else to_json(n.versie_soort)::text end, ', "besloten_door": ' || case when n.besloten_door = '' then '""' else to_json(n.besloten_door)::text end, ', "besloten_soort": ' || case when n.besloten_soort = '' then '""' else to_json(n.besloten_soort)::text end, ', "ingediend_door": ' || case when n.ingediend_door = '' then '""' else to_json(n.ingediend_door)::text end, ', "versie_verzoek": ' || case when n.versie_verzoek = '' then '""' else to_json(n.versie_verzoek)::text end, ', "ingediend_soort": ' || case when n.ingediend_soort = '' then '""' else to_json(n.ingediend_soort)::text end, ', "versie_toepassing": ' || case when n.versie_toepassing = '' then '""' else to_json(n.versie_toepassing)::text end, ', "besluit_toelichting": ' || case when n.besluit_toelichting = '' then '""' else to_json(n.besluit_toelichting)::text end), 3) || '}', 'UTF8')), n.versie_zout, n.versie_door, n.versie_soort, n.versie_toepassing, n.versie_verzoek, n.versie_reden, n.klantcontact, n.betrokkene, n.toelichting, n.beperking, n.ingediend_op, n.ingediend_soort, n.ingediend_door, n.uiterlijk_op, n.besluit, n.besluit_toelichting, n.verklaring, n.besloten_op, n.besloten_soort, n.besloten_door from (select t.id, t.uuid, 1 as versie, 'opgenomen' as versie_actie, (select historie_moment(null)) as versie_moment, null::bytea as versie_vorige, gen_random_uuid() as versie_zout, 'migratie' as versie_door, 'system' as versie_soort, null::text as versie_toepassing, null::text as versie_verzoek, null::text as versie_reden, t.klantcontact, t.betrokkene, t.toelichting, t.beperking, t.ingediend_op, t.ingediend_soort, t.ingediend_door, t.uiterlijk_op, t.besluit, t.besluit_toelichting, t.verklaring, t.besloten_op, t.besloten_soort, t.besloten_door from betwisting t where not exists (select from betwisting_versie v where v.id = t.id)) n;

-- An object on a list that stays, and of which only what it was is erased: it was emptied.
alter table vernietigd_object add column blijft boolean not null default false;

-- What else holds the content of objects that are destroyed. A feature that keeps copies adds a line here: the whole function
-- stands in the last migration that names it, and wraps no other.
create or replace function vernietig_elders(collectie text, ids bigint[]) returns void language plpgsql as $$
#variable_conflict use_variable
declare
  words text := replace(initcap(replace(collectie, '_', ' ')), ' ', '');
begin
  -- Messages to receivers.
  perform erase_messages(lower(left(words, 1)) || substr(words, 2), o.uuid, o.lijst::text, false)
    from vernietigd_object o join vernietigingslijst l on l.nummer = o.lijst
    where o.collectie = collectie and o.id = any(ids) and l.goedgekeurd_op is null;
  -- Answers that are kept for requests with a key.
  perform erase_answers(array(select o.uuid from vernietigd_object o where o.collectie = collectie and o.id = any(ids)));
  -- Pseudonyms: the lines of the processing log about a person are nobody's from then on.
  if collectie in ('partij', 'betrokkene', 'persoon', 'organisatie') then
    insert into verwerking_sleutel (soort, id) select collectie, id from unnest(ids) id
      on conflict on constraint verwerking_sleutel_pkey do update set sleutel = null;
  end if;
end $$;
drop function vernietig_elders_zonder_antwoorden(text, bigint[]);
drop function vernietig_elders_zonder_betwisting(text, bigint[]);

-- Erases the body of all versions of the objects on a list, of those that stay of all but the last, and answers the
-- certificate. The only way for the server to do so: its role may not change versions itself. The others must be gone from the
-- register by then.
create or replace function vernietig(lijst bigint, door text) returns jsonb language plpgsql security definer set search_path from current as $$
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
    select o.collectie, o.blijft, array_agg(o.id) as ids from vernietigd_object o where o.lijst = lijst group by o.collectie, o.blijft
  loop
    execute format('select exists (select from %I where id = any($1))', part.collectie) into present using part.ids;
    if present and not part.blijft then
      raise exception 'objects of list % are in the register still', lijst using errcode = 'object_not_in_prerequisite_state';
    end if;
    select string_agg(format('%I = null', a.attname), ', ') into columns from pg_attribute a
      where a.attrelid = (part.collectie || '_versie')::regclass and a.attnum > 0 and not a.attisdropped
        and a.attname not in ('id', 'uuid', 'versie', 'versie_actie', 'versie_moment', 'versie_vorige', 'versie_belofte');
    execute format('update %1$I v set %2$s where v.id = any($1)
      and (not $2 or v.versie < (select max(m.versie) from %1$I m where m.id = v.id))', part.collectie || '_versie', columns)
      using part.ids, part.blijft;
    get diagnostics erased = row_count;
    total := total + erased;
    perform vernietig_elders(part.collectie, part.ids);
  end loop;
  update vernietigingslijst l set goedgekeurd_door = door, goedgekeurd_op = clock_timestamp(), certificaat = jsonb_build_object(
    'lijst', l.nummer, 'uuid', l.uuid, 'grond', l.grond, 'toelichting', l.toelichting,
    'voorgesteldDoor', l.voorgesteld_door, 'voorgesteldOp', to_char(l.voorgesteld_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'goedgekeurdDoor', door, 'goedgekeurdOp', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'versies', total,
    'objecten', (select jsonb_agg(jsonb_build_object('collectie', o.collectie, 'id', o.id, 'uuid', o.uuid) order by o.collectie, o.id)
      from vernietigd_object o where o.lijst = lijst and not o.blijft))
    where l.nummer = lijst returning l.certificaat into found_list.certificaat;
  return found_list.certificaat;
end $$;
