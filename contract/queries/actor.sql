-- Statements of actor, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:actor, $2 uuid
select json_build_object(
  'uuid',
  o.uuid,
  'url',
  $1::text || o.uuid::text,
  'naam',
  o.naam,
  'soortActor',
  o.soort_actor,
  'indicatieActief',
  o.indicatie_actief,
  'actoridentificator',
  json_build_object(
    'objectId', o.actoridentificator_object_id,
    'codeObjecttype', o.actoridentificator_code_objecttype,
    'codeRegister', o.actoridentificator_code_register,
    'codeSoortObjectId', o.actoridentificator_code_soort_object_id
  ),
  'actorIdentificatie',
  case
  when o.soort_actor = 'medewerker'
  and o.is_medewerker then json_build_object(
    'functie', o.medewerker_functie,
    'emailadres', o.medewerker_emailadres,
    'telefoonnummer', o.medewerker_telefoonnummer
  )
  when o.soort_actor = 'geautomatiseerde_actor'
  and o.is_geautomatiseerde_actor then json_build_object(
    'functie', o.geautomatiseerde_actor_functie, 'omschrijving', o.geautomatiseerde_actor_omschrijving
  )
  when o.soort_actor = 'organisatorische_eenheid'
  and o.is_organisatorische_eenheid then json_build_object(
    'omschrijving', o.organisatorische_eenheid_omschrijving,
    'emailadres', o.organisatorische_eenheid_emailadres,
    'faxnummer', o.organisatorische_eenheid_faxnummer,
    'telefoonnummer', o.organisatorische_eenheid_telefoonnummer
  ) end
)::text as body
from actor o
where o.uuid = $2::uuid;

-- list
--   $1 offset, $2 limit, $3 place:actor
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'actor')::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(
      json_build_object(
        'uuid',
        o.uuid,
        'url',
        $3::text || o.uuid::text,
        'naam',
        o.naam,
        'soortActor',
        o.soort_actor,
        'indicatieActief',
        o.indicatie_actief,
        'actoridentificator',
        json_build_object(
          'objectId', o.actoridentificator_object_id,
          'codeObjecttype', o.actoridentificator_code_objecttype,
          'codeRegister', o.actoridentificator_code_register,
          'codeSoortObjectId', o.actoridentificator_code_soort_object_id
        ),
        'actorIdentificatie',
        case
        when o.soort_actor = 'medewerker'
        and o.is_medewerker then json_build_object(
          'functie', o.medewerker_functie,
          'emailadres', o.medewerker_emailadres,
          'telefoonnummer', o.medewerker_telefoonnummer
        )
        when o.soort_actor = 'geautomatiseerde_actor'
        and o.is_geautomatiseerde_actor then json_build_object(
          'functie', o.geautomatiseerde_actor_functie, 'omschrijving', o.geautomatiseerde_actor_omschrijving
        )
        when o.soort_actor = 'organisatorische_eenheid'
        and o.is_organisatorische_eenheid then json_build_object(
          'omschrijving', o.organisatorische_eenheid_omschrijving,
          'emailadres', o.organisatorische_eenheid_emailadres,
          'faxnummer', o.organisatorische_eenheid_faxnummer,
          'telefoonnummer', o.organisatorische_eenheid_telefoonnummer
        ) end
      )
      order by o.id desc
    ),
    '[]'
  )::text as results
from (
  select r.id from actor r where true order by r.id desc limit $2::bigint offset (select skip from page)
) k cross
join lateral (select * from actor r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:actor
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'actor')::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select r.id
  from actor r
  where true
  order by r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from actor r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:actor, $3 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'actor')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'actor'
        union all
        select stretch, delta
        from tally
        where collection = 'actor'
        and stretch is not null
      ) counted
      group by stretch
    ) s
    where reached > (select skip from page)
    order by stretch desc
    limit 1
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select r.id
  from actor r
  where r.id < ((select stretch from place) + 1) << 12
  order by r.id desc
  limit $3::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from actor r where r.id = k.id offset 0) o;

-- list, naam
--   $1 offset, $2 place:actor, $3 naam, $4 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (select r.id from actor r where upper(r.naam) like upper($3::text) limit 20001) h
  order by h.id desc
  limit $4::bigint
  offset $1::bigint
) k cross
join lateral (select * from actor r where r.id = k.id offset 0) o;

-- list, naam that many have
--   $1 naam, $2 offset, $3 limit, $4 place:actor
with
  total as materialized (
    select (
      select count(*) from actor r where (upper(r.naam) like (select upper($1::text))) is true
    )::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($2::bigint, greatest(amount - 1, 0) / $3::bigint * $3::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select r.id
  from actor r
  where (upper(r.naam) like (select upper($1::text))) is true
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from actor r where r.id = k.id offset 0) o;

-- list, soortActor
--   $1 soortActor, $2 offset, $3 limit, $4 place:actor
with
  total as materialized (select (select count(*) from actor r where r.soort_actor = $1::text)::bigint as amount),
  page as materialized (
    select amount, coalesce($2::bigint, greatest(amount - 1, 0) / $3::bigint * $3::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select r.id
  from actor r
  where r.soort_actor = $1::text
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from actor r where r.id = k.id offset 0) o;

-- list, indicatieActief=true
--   $1 offset, $2 limit, $3 place:actor
with
  total as materialized (select (select count(*) from actor r where r.indicatie_actief = true)::bigint as amount),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select r.id
  from actor r
  where r.indicatie_actief = true
  order by r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from actor r where r.id = k.id offset 0) o;

-- list, indicatieActief=false
--   $1 offset, $2 limit, $3 place:actor
with
  total as materialized (select (select count(*) from actor r where r.indicatie_actief = false)::bigint as amount),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select r.id
  from actor r
  where r.indicatie_actief = false
  order by r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from actor r where r.id = k.id offset 0) o;

-- list, actoridentificatorCodeObjecttype
--   $1 actoridentificatorCodeObjecttype, $2 offset, $3 limit, $4 place:actor
with
  total as materialized (
    select (
      select count(*)
      from actor r
      where r.actoridentificator_code_objecttype = $1::text
      and r.actoridentificator_code_objecttype <> ''
    )::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($2::bigint, greatest(amount - 1, 0) / $3::bigint * $3::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select r.id
  from actor r
  where r.actoridentificator_code_objecttype = $1::text
  and r.actoridentificator_code_objecttype <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from actor r where r.id = k.id offset 0) o;

-- list, actoridentificatorCodeSoortObjectId
--   $1 actoridentificatorCodeSoortObjectId, $2 offset, $3 limit, $4 place:actor
with
  total as materialized (
    select (
      select count(*)
      from actor r
      where r.actoridentificator_code_soort_object_id = $1::text
      and r.actoridentificator_code_soort_object_id <> ''
    )::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($2::bigint, greatest(amount - 1, 0) / $3::bigint * $3::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select r.id
  from actor r
  where r.actoridentificator_code_soort_object_id = $1::text
  and r.actoridentificator_code_soort_object_id <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from actor r where r.id = k.id offset 0) o;

-- list, actoridentificatorObjectId
--   $1 offset, $2 place:actor, $3 actoridentificatorObjectId, $4 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from actor r
    where r.actoridentificator_object_id = $3::text
    and r.actoridentificator_object_id <> ''
    offset 0
  ) h
  order by h.id desc
  limit $4::bigint
  offset $1::bigint
) k cross
join lateral (select * from actor r where r.id = k.id offset 0) o;

-- list, actoridentificatorCodeRegister
--   $1 actoridentificatorCodeRegister, $2 offset, $3 limit, $4 place:actor
with
  total as materialized (
    select (
      select count(*)
      from actor r
      where r.actoridentificator_code_register = $1::text
      and r.actoridentificator_code_register <> ''
    )::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($2::bigint, greatest(amount - 1, 0) / $3::bigint * $3::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select r.id
  from actor r
  where r.actoridentificator_code_register = $1::text
  and r.actoridentificator_code_register <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from actor r where r.id = k.id offset 0) o;

-- the row as it is kept
--   $1 uuid
select
  id::text,
  uuid,
  naam,
  soort_actor,
  indicatie_actief,
  actoridentificator_object_id,
  actoridentificator_code_objecttype,
  actoridentificator_code_register,
  actoridentificator_code_soort_object_id,
  is_medewerker,
  is_geautomatiseerde_actor,
  is_organisatorische_eenheid,
  medewerker_functie,
  medewerker_emailadres,
  medewerker_telefoonnummer,
  geautomatiseerde_actor_functie,
  geautomatiseerde_actor_omschrijving,
  organisatorische_eenheid_omschrijving,
  organisatorische_eenheid_emailadres,
  organisatorische_eenheid_faxnummer,
  organisatorische_eenheid_telefoonnummer
from actor
where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 naam, $3 soortActor, $4 indicatieActief, $5 actoridentificator.objectId, $6 actoridentificator.codeObjecttype, $7 actoridentificator.codeRegister, $8 actoridentificator.codeSoortObjectId, $9 actorIdentificatie.medewerker, $10 actorIdentificatie.geautomatiseerde_actor, $11 actorIdentificatie.organisatorische_eenheid, $12 actorIdentificatie.medewerker.functie, $13 actorIdentificatie.medewerker.emailadres, $14 actorIdentificatie.medewerker.telefoonnummer, $15 actorIdentificatie.geautomatiseerde_actor.functie, $16 actorIdentificatie.geautomatiseerde_actor.omschrijving, $17 actorIdentificatie.organisatorische_eenheid.omschrijving, $18 actorIdentificatie.organisatorische_eenheid.emailadres, $19 actorIdentificatie.organisatorische_eenheid.faxnummer, $20 actorIdentificatie.organisatorische_eenheid.telefoonnummer
insert into actor as made (
  uuid,
  naam,
  soort_actor,
  indicatie_actief,
  actoridentificator_object_id,
  actoridentificator_code_objecttype,
  actoridentificator_code_register,
  actoridentificator_code_soort_object_id,
  is_medewerker,
  is_geautomatiseerde_actor,
  is_organisatorische_eenheid,
  medewerker_functie,
  medewerker_emailadres,
  medewerker_telefoonnummer,
  geautomatiseerde_actor_functie,
  geautomatiseerde_actor_omschrijving,
  organisatorische_eenheid_omschrijving,
  organisatorische_eenheid_emailadres,
  organisatorische_eenheid_faxnummer,
  organisatorische_eenheid_telefoonnummer
)
values (
  $1::uuid,
  $2::text,
  $3::text,
  $4::boolean,
  $5::text,
  $6::text,
  $7::text,
  $8::text,
  $9::boolean,
  $10::boolean,
  $11::boolean,
  $12::text,
  $13::text,
  $14::text,
  $15::text,
  $16::text,
  $17::text,
  $18::text,
  $19::text,
  $20::text
)
returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 naam, $3 soortActor, $4 indicatieActief, $5 actoridentificator.objectId, $6 actoridentificator.codeObjecttype, $7 actoridentificator.codeRegister, $8 actoridentificator.codeSoortObjectId, $9 actorIdentificatie.medewerker, $10 actorIdentificatie.geautomatiseerde_actor, $11 actorIdentificatie.organisatorische_eenheid, $12 actorIdentificatie.medewerker.functie, $13 actorIdentificatie.medewerker.emailadres, $14 actorIdentificatie.medewerker.telefoonnummer, $15 actorIdentificatie.geautomatiseerde_actor.functie, $16 actorIdentificatie.geautomatiseerde_actor.omschrijving, $17 actorIdentificatie.organisatorische_eenheid.omschrijving, $18 actorIdentificatie.organisatorische_eenheid.emailadres, $19 actorIdentificatie.organisatorische_eenheid.faxnummer, $20 actorIdentificatie.organisatorische_eenheid.telefoonnummer, $21 place:actor
insert into actor as part_0 (
  uuid,
  naam,
  soort_actor,
  indicatie_actief,
  actoridentificator_object_id,
  actoridentificator_code_objecttype,
  actoridentificator_code_register,
  actoridentificator_code_soort_object_id,
  is_medewerker,
  is_geautomatiseerde_actor,
  is_organisatorische_eenheid,
  medewerker_functie,
  medewerker_emailadres,
  medewerker_telefoonnummer,
  geautomatiseerde_actor_functie,
  geautomatiseerde_actor_omschrijving,
  organisatorische_eenheid_omschrijving,
  organisatorische_eenheid_emailadres,
  organisatorische_eenheid_faxnummer,
  organisatorische_eenheid_telefoonnummer
)
values (
  $1::uuid,
  $2::text,
  $3::text,
  $4::boolean,
  $5::text,
  $6::text,
  $7::text,
  $8::text,
  $9::boolean,
  $10::boolean,
  $11::boolean,
  $12::text,
  $13::text,
  $14::text,
  $15::text,
  $16::text,
  $17::text,
  $18::text,
  $19::text,
  $20::text
)
returning json_build_object(
  'uuid',
  part_0.uuid,
  'url',
  $21::text || part_0.uuid::text,
  'naam',
  part_0.naam,
  'soortActor',
  part_0.soort_actor,
  'indicatieActief',
  part_0.indicatie_actief,
  'actoridentificator',
  json_build_object(
    'objectId', part_0.actoridentificator_object_id,
    'codeObjecttype', part_0.actoridentificator_code_objecttype,
    'codeRegister', part_0.actoridentificator_code_register,
    'codeSoortObjectId', part_0.actoridentificator_code_soort_object_id
  ),
  'actorIdentificatie',
  case
  when part_0.soort_actor = 'medewerker'
  and part_0.is_medewerker then json_build_object(
    'functie', part_0.medewerker_functie,
    'emailadres', part_0.medewerker_emailadres,
    'telefoonnummer', part_0.medewerker_telefoonnummer
  )
  when part_0.soort_actor = 'geautomatiseerde_actor'
  and part_0.is_geautomatiseerde_actor then json_build_object(
    'functie', part_0.geautomatiseerde_actor_functie, 'omschrijving', part_0.geautomatiseerde_actor_omschrijving
  )
  when part_0.soort_actor = 'organisatorische_eenheid'
  and part_0.is_organisatorische_eenheid then json_build_object(
    'omschrijving', part_0.organisatorische_eenheid_omschrijving,
    'emailadres', part_0.organisatorische_eenheid_emailadres,
    'faxnummer', part_0.organisatorische_eenheid_faxnummer,
    'telefoonnummer', part_0.organisatorische_eenheid_telefoonnummer
  ) end
)::text as body_0;

-- a changed row
--   $1 naam, $2 soortActor, $3 indicatieActief, $4 actoridentificator.objectId, $5 actoridentificator.codeObjecttype, $6 actoridentificator.codeRegister, $7 actoridentificator.codeSoortObjectId, $8 actorIdentificatie.medewerker, $9 actorIdentificatie.geautomatiseerde_actor, $10 actorIdentificatie.organisatorische_eenheid, $11 actorIdentificatie.medewerker.functie, $12 actorIdentificatie.medewerker.emailadres, $13 actorIdentificatie.medewerker.telefoonnummer, $14 actorIdentificatie.geautomatiseerde_actor.functie, $15 actorIdentificatie.geautomatiseerde_actor.omschrijving, $16 actorIdentificatie.organisatorische_eenheid.omschrijving, $17 actorIdentificatie.organisatorische_eenheid.emailadres, $18 actorIdentificatie.organisatorische_eenheid.faxnummer, $19 actorIdentificatie.organisatorische_eenheid.telefoonnummer, $20 id
update actor
set
  naam = $1::text,
  soort_actor = $2::text,
  indicatie_actief = $3::boolean,
  actoridentificator_object_id = $4::text,
  actoridentificator_code_objecttype = $5::text,
  actoridentificator_code_register = $6::text,
  actoridentificator_code_soort_object_id = $7::text,
  is_medewerker = $8::boolean,
  is_geautomatiseerde_actor = $9::boolean,
  is_organisatorische_eenheid = $10::boolean,
  medewerker_functie = $11::text,
  medewerker_emailadres = $12::text,
  medewerker_telefoonnummer = $13::text,
  geautomatiseerde_actor_functie = $14::text,
  geautomatiseerde_actor_omschrijving = $15::text,
  organisatorische_eenheid_omschrijving = $16::text,
  organisatorische_eenheid_emailadres = $17::text,
  organisatorische_eenheid_faxnummer = $18::text,
  organisatorische_eenheid_telefoonnummer = $19::text
where id = $20::bigint;

-- the key of a row that goes
--   $1 uuid
select id::text from actor where uuid = $1::uuid for update;

-- actor.zicht.eenheid is cleared
--   $1 ids
update actor set zicht_eenheid_id = null where zicht_eenheid_id = any($1::bigint[]) returning id::text;

-- actorKlantcontact.actor goes along
--   $1 ids
select
  id::text,
  coalesce(
    case
    when coalesce(
      (
        select ((v0.betwisting = 'beperkt') is true)
        from klantcontact v0
        where v0.id = actor_klantcontact.klantcontact_id
      ),
      false
    ) then 'De verwerking van dit klantcontact is beperkt (AVG, artikel 18): het wordt niet gewijzigd of verwijderd tot over de betwisting is besloten.' end
  ) as frozen
from actor_klantcontact
where actor_id = any($1::bigint[])
order by id for update;

-- betrokkene.identificatie.actor is cleared
--   $1 ids
update betrokkene
set identificatie_actor_id = null
where identificatie_actor_id = any($1::bigint[])
returning
  id::text,
  coalesce(
    case
    when coalesce(
      (
        select ((v0.betwisting = 'beperkt') is true)
        from klantcontact v0
        where v0.id = betrokkene.had_klantcontact_id
      ),
      false
    ) then 'De verwerking van dit klantcontact is beperkt (AVG, artikel 18): het wordt niet gewijzigd of verwijderd tot over de betwisting is besloten.' end
  ) as frozen;

-- rows that go
--   $1 ids
delete from actor where id = any($1::bigint[]);
