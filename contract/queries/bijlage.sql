-- Statements of bijlage, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:bijlage, $2 place:klantcontact, $3 uuid
select json_build_object(
  'uuid', o.uuid,
  'url', $1::text || o.uuid::text,
  'wasBijlageVanKlantcontact', (
    select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
    from klantcontact t0
    where t0.id = o.was_bijlage_van_klantcontact_id
  ),
  'bijlageidentificator', json_build_object(
    'objectId', o.bijlageidentificator_object_id,
    'codeObjecttype', o.bijlageidentificator_code_objecttype,
    'codeRegister', o.bijlageidentificator_code_register,
    'codeSoortObjectId', o.bijlageidentificator_code_soort_object_id
  )
)::text as body
from bijlage o
where o.uuid = $3::uuid;

-- list
--   $1 offset, $2 limit, $3 place:bijlage, $4 place:klantcontact
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'bijlage')::bigint as amount
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
        'uuid', o.uuid,
        'url', $3::text || o.uuid::text,
        'wasBijlageVanKlantcontact', (
          select json_build_object('uuid', t0.uuid, 'url', $4::text || t0.uuid::text)
          from klantcontact t0
          where t0.id = o.was_bijlage_van_klantcontact_id
        ),
        'bijlageidentificator', json_build_object(
          'objectId', o.bijlageidentificator_object_id,
          'codeObjecttype', o.bijlageidentificator_code_objecttype,
          'codeRegister', o.bijlageidentificator_code_register,
          'codeSoortObjectId', o.bijlageidentificator_code_soort_object_id
        )
      )
      order by o.id desc
    ),
    '[]'
  )::text as results
from (
  select r.id from bijlage r where true order by r.id desc limit $2::bigint offset (select skip from page)
) k cross
join lateral (select * from bijlage r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:bijlage, $4 place:klantcontact
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'bijlage')::bigint as amount
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
  from bijlage r
  where true
  order by r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from bijlage r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:bijlage, $3 place:klantcontact, $4 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'bijlage')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'bijlage'
        union all
        select stretch, delta
        from tally
        where collection = 'bijlage'
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
  from bijlage r
  where r.id < ((select stretch from place) + 1) << 12
  order by r.id desc
  limit $4::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from bijlage r where r.id = k.id offset 0) o;

-- list, bijlageidentificatorCodeObjecttype
--   $1 bijlageidentificatorCodeObjecttype, $2 offset, $3 limit, $4 place:bijlage, $5 place:klantcontact
with
  total as materialized (
    select (
      select count(*)
      from bijlage r
      where r.bijlageidentificator_code_objecttype = $1::text
      and r.bijlageidentificator_code_objecttype <> ''
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
  from bijlage r
  where r.bijlageidentificator_code_objecttype = $1::text
  and r.bijlageidentificator_code_objecttype <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from bijlage r where r.id = k.id offset 0) o;

-- list, bijlageidentificatorCodeSoortObjectId
--   $1 bijlageidentificatorCodeSoortObjectId, $2 offset, $3 limit, $4 place:bijlage, $5 place:klantcontact
with
  total as materialized (
    select (
      select count(*)
      from bijlage r
      where r.bijlageidentificator_code_soort_object_id = $1::text
      and r.bijlageidentificator_code_soort_object_id <> ''
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
  from bijlage r
  where r.bijlageidentificator_code_soort_object_id = $1::text
  and r.bijlageidentificator_code_soort_object_id <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from bijlage r where r.id = k.id offset 0) o;

-- list, bijlageidentificatorObjectId
--   $1 offset, $2 place:bijlage, $3 place:klantcontact, $4 bijlageidentificatorObjectId, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from bijlage r
    where r.bijlageidentificator_object_id = $4::text
    and r.bijlageidentificator_object_id <> ''
    offset 0
  ) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from bijlage r where r.id = k.id offset 0) o;

-- list, bijlageidentificatorCodeRegister
--   $1 bijlageidentificatorCodeRegister, $2 offset, $3 limit, $4 place:bijlage, $5 place:klantcontact
with
  total as materialized (
    select (
      select count(*)
      from bijlage r
      where r.bijlageidentificator_code_register = $1::text
      and r.bijlageidentificator_code_register <> ''
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
  from bijlage r
  where r.bijlageidentificator_code_register = $1::text
  and r.bijlageidentificator_code_register <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from bijlage r where r.id = k.id offset 0) o;

-- list, klantcontact__uuid
--   $1 offset, $2 place:bijlage, $3 place:klantcontact, $4 klantcontact__uuid, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from bijlage r
    where r.was_bijlage_van_klantcontact_id = (select k.id from klantcontact k where k.uuid = $4::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from bijlage r where r.id = k.id offset 0) o;

-- what a body asks
--   $1 uuids:klantcontact
select (
  select json_object_agg(t.uuid, json_build_array(t.id::text)) from klantcontact t where t.uuid = any($1::uuid[])
) as klantcontact;

-- the row as it is kept
--   $1 uuid
select
  id::text,
  uuid,
  was_bijlage_van_klantcontact_id,
  bijlageidentificator_object_id,
  bijlageidentificator_code_objecttype,
  bijlageidentificator_code_register,
  bijlageidentificator_code_soort_object_id,
  coalesce(
    case
    when coalesce(
      (
        select ((v0.betwisting = 'beperkt') is true)
        from klantcontact v0
        where v0.id = bijlage.was_bijlage_van_klantcontact_id
      ),
      false
    ) then 'De verwerking van dit klantcontact is beperkt (AVG, artikel 18): het wordt niet gewijzigd of verwijderd tot over de betwisting is besloten.' end
  ) as frozen
from bijlage
where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 wasBijlageVanKlantcontact, $3 bijlageidentificator.objectId, $4 bijlageidentificator.codeObjecttype, $5 bijlageidentificator.codeRegister, $6 bijlageidentificator.codeSoortObjectId
insert into bijlage as made (
  uuid,
  was_bijlage_van_klantcontact_id,
  bijlageidentificator_object_id,
  bijlageidentificator_code_objecttype,
  bijlageidentificator_code_register,
  bijlageidentificator_code_soort_object_id
)
values ($1::uuid, $2::bigint, $3::text, $4::text, $5::text, $6::text)
returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 wasBijlageVanKlantcontact, $3 bijlageidentificator.objectId, $4 bijlageidentificator.codeObjecttype, $5 bijlageidentificator.codeRegister, $6 bijlageidentificator.codeSoortObjectId, $7 place:bijlage, $8 place:klantcontact
insert into bijlage as part_0 (
  uuid,
  was_bijlage_van_klantcontact_id,
  bijlageidentificator_object_id,
  bijlageidentificator_code_objecttype,
  bijlageidentificator_code_register,
  bijlageidentificator_code_soort_object_id
)
values (
  $1::uuid,
  coalesce((select id from klantcontact where uuid = $2::uuid), case when $2::uuid is not null then 0 end),
  $3::text,
  $4::text,
  $5::text,
  $6::text
)
returning json_build_object(
  'uuid', part_0.uuid, 'url', $7::text || part_0.uuid::text, 'wasBijlageVanKlantcontact', case
  when
    $2::uuid is not null then json_build_object('uuid', $2::uuid, 'url', $8::text || $2::uuid::text) end,
    'bijlageidentificator',
    json_build_object(
      'objectId', part_0.bijlageidentificator_object_id,
      'codeObjecttype', part_0.bijlageidentificator_code_objecttype,
      'codeRegister', part_0.bijlageidentificator_code_register,
      'codeSoortObjectId', part_0.bijlageidentificator_code_soort_object_id
    )
)::text as body_0;

-- a changed row
--   $1 wasBijlageVanKlantcontact, $2 bijlageidentificator.objectId, $3 bijlageidentificator.codeObjecttype, $4 bijlageidentificator.codeRegister, $5 bijlageidentificator.codeSoortObjectId, $6 id
update bijlage
set
  was_bijlage_van_klantcontact_id = $1::bigint,
  bijlageidentificator_object_id = $2::text,
  bijlageidentificator_code_objecttype = $3::text,
  bijlageidentificator_code_register = $4::text,
  bijlageidentificator_code_soort_object_id = $5::text
where id = $6::bigint;

-- the key of a row that goes
--   $1 uuid
select
  id::text,
  coalesce(
    case
    when coalesce(
      (
        select ((v0.betwisting = 'beperkt') is true)
        from klantcontact v0
        where v0.id = bijlage.was_bijlage_van_klantcontact_id
      ),
      false
    ) then 'De verwerking van dit klantcontact is beperkt (AVG, artikel 18): het wordt niet gewijzigd of verwijderd tot over de betwisting is besloten.' end
  ) as frozen
from bijlage
where uuid = $1::uuid for update;

-- rows that go
--   $1 ids
delete from bijlage where id = any($1::bigint[]);
