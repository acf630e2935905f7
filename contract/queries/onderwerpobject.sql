-- Statements of onderwerpobject, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:onderwerpobject, $2 place:klantcontact, $3 uuid
select json_build_object(
  'uuid', o.uuid,
  'url', $1::text || o.uuid::text,
  'klantcontact', (
    select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
    from klantcontact t0
    where t0.id = o.klantcontact_id
  ),
  'wasKlantcontact', (
    select json_build_object('uuid', t1.uuid, 'url', $2::text || t1.uuid::text)
    from klantcontact t1
    where t1.id = o.was_klantcontact_id
  ),
  'onderwerpobjectidentificator', json_build_object(
    'objectId', o.onderwerpobjectidentificator_object_id,
    'codeObjecttype', o.onderwerpobjectidentificator_code_objecttype,
    'codeRegister', o.onderwerpobjectidentificator_code_register,
    'codeSoortObjectId', o.onderwerpobjectidentificator_code_soort_object_id
  )
)::text as body
from onderwerpobject o
where o.uuid = $3::uuid;

-- list
--   $1 offset, $2 limit, $3 place:onderwerpobject, $4 place:klantcontact
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'onderwerpobject')::bigint as amount
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
        'klantcontact', (
          select json_build_object('uuid', t0.uuid, 'url', $4::text || t0.uuid::text)
          from klantcontact t0
          where t0.id = o.klantcontact_id
        ),
        'wasKlantcontact', (
          select json_build_object('uuid', t1.uuid, 'url', $4::text || t1.uuid::text)
          from klantcontact t1
          where t1.id = o.was_klantcontact_id
        ),
        'onderwerpobjectidentificator', json_build_object(
          'objectId', o.onderwerpobjectidentificator_object_id,
          'codeObjecttype', o.onderwerpobjectidentificator_code_objecttype,
          'codeRegister', o.onderwerpobjectidentificator_code_register,
          'codeSoortObjectId', o.onderwerpobjectidentificator_code_soort_object_id
        )
      )
      order by o.id desc
    ),
    '[]'
  )::text as results
from (
  select r.id from onderwerpobject r where true order by r.id desc limit $2::bigint offset (select skip from page)
) k cross
join lateral (select * from onderwerpobject r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:onderwerpobject, $4 place:klantcontact
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'onderwerpobject')::bigint as amount
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
  from onderwerpobject r
  where true
  order by r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from onderwerpobject r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:onderwerpobject, $3 place:klantcontact, $4 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'onderwerpobject')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'onderwerpobject'
        union all
        select stretch, delta
        from tally
        where collection = 'onderwerpobject'
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
  from onderwerpobject r
  where r.id < ((select stretch from place) + 1) << 12
  order by r.id desc
  limit $4::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from onderwerpobject r where r.id = k.id offset 0) o;

-- list, onderwerpobjectidentificatorCodeObjecttype
--   $1 onderwerpobjectidentificatorCodeObjecttype, $2 offset, $3 limit, $4 place:onderwerpobject, $5 place:klantcontact
with
  total as materialized (
    select (
      select count(*)
      from onderwerpobject r
      where r.onderwerpobjectidentificator_code_objecttype = $1::text
      and r.onderwerpobjectidentificator_code_objecttype <> ''
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
  from onderwerpobject r
  where r.onderwerpobjectidentificator_code_objecttype = $1::text
  and r.onderwerpobjectidentificator_code_objecttype <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from onderwerpobject r where r.id = k.id offset 0) o;

-- list, onderwerpobjectidentificatorCodeSoortObjectId
--   $1 onderwerpobjectidentificatorCodeSoortObjectId, $2 offset, $3 limit, $4 place:onderwerpobject, $5 place:klantcontact
with
  total as materialized (
    select (
      select count(*)
      from onderwerpobject r
      where r.onderwerpobjectidentificator_code_soort_object_id = $1::text
      and r.onderwerpobjectidentificator_code_soort_object_id <> ''
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
  from onderwerpobject r
  where r.onderwerpobjectidentificator_code_soort_object_id = $1::text
  and r.onderwerpobjectidentificator_code_soort_object_id <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from onderwerpobject r where r.id = k.id offset 0) o;

-- list, onderwerpobjectidentificatorObjectId
--   $1 offset, $2 place:onderwerpobject, $3 place:klantcontact, $4 onderwerpobjectidentificatorObjectId, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from onderwerpobject r
    where r.onderwerpobjectidentificator_object_id = $4::text
    and r.onderwerpobjectidentificator_object_id <> ''
    offset 0
  ) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from onderwerpobject r where r.id = k.id offset 0) o;

-- list, onderwerpobjectidentificatorCodeRegister
--   $1 onderwerpobjectidentificatorCodeRegister, $2 offset, $3 limit, $4 place:onderwerpobject, $5 place:klantcontact
with
  total as materialized (
    select (
      select count(*)
      from onderwerpobject r
      where r.onderwerpobjectidentificator_code_register = $1::text
      and r.onderwerpobjectidentificator_code_register <> ''
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
  from onderwerpobject r
  where r.onderwerpobjectidentificator_code_register = $1::text
  and r.onderwerpobjectidentificator_code_register <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from onderwerpobject r where r.id = k.id offset 0) o;

-- list, klantcontact__uuid
--   $1 offset, $2 place:onderwerpobject, $3 place:klantcontact, $4 klantcontact__uuid, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from onderwerpobject r
    where r.klantcontact_id = (select k.id from klantcontact k where k.uuid = $4::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from onderwerpobject r where r.id = k.id offset 0) o;

-- list, klantcontact__url
--   $1 offset, $2 place:onderwerpobject, $3 place:klantcontact, $4 klantcontact__url, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from onderwerpobject r
    where r.klantcontact_id = (select k.id from klantcontact k where k.uuid = $4::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from onderwerpobject r where r.id = k.id offset 0) o;

-- list, wasKlantcontact__uuid
--   $1 offset, $2 place:onderwerpobject, $3 place:klantcontact, $4 wasKlantcontact__uuid, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from onderwerpobject r
    where r.was_klantcontact_id = (select k.id from klantcontact k where k.uuid = $4::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from onderwerpobject r where r.id = k.id offset 0) o;

-- list, wasKlantcontact__url
--   $1 offset, $2 place:onderwerpobject, $3 place:klantcontact, $4 wasKlantcontact__url, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from onderwerpobject r
    where r.was_klantcontact_id = (select k.id from klantcontact k where k.uuid = $4::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from onderwerpobject r where r.id = k.id offset 0) o;

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
  klantcontact_id,
  was_klantcontact_id,
  onderwerpobjectidentificator_object_id,
  onderwerpobjectidentificator_code_objecttype,
  onderwerpobjectidentificator_code_register,
  onderwerpobjectidentificator_code_soort_object_id,
  coalesce(
    case
    when coalesce(
      (
        select ((v0.betwisting = 'beperkt') is true)
        from klantcontact v0
        where v0.id = onderwerpobject.klantcontact_id
      ),
      false
    ) or coalesce(
      (
        select ((v1.betwisting = 'beperkt') is true)
        from klantcontact v1
        where v1.id = onderwerpobject.was_klantcontact_id
      ),
      false
    ) then 'De verwerking van dit klantcontact is beperkt (AVG, artikel 18): het wordt niet gewijzigd of verwijderd tot over de betwisting is besloten.' end
  ) as frozen
from onderwerpobject
where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 klantcontact, $3 wasKlantcontact, $4 onderwerpobjectidentificator.objectId, $5 onderwerpobjectidentificator.codeObjecttype, $6 onderwerpobjectidentificator.codeRegister, $7 onderwerpobjectidentificator.codeSoortObjectId
insert into onderwerpobject as made (
  uuid,
  klantcontact_id,
  was_klantcontact_id,
  onderwerpobjectidentificator_object_id,
  onderwerpobjectidentificator_code_objecttype,
  onderwerpobjectidentificator_code_register,
  onderwerpobjectidentificator_code_soort_object_id
)
values ($1::uuid, $2::bigint, $3::bigint, $4::text, $5::text, $6::text, $7::text)
returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 klantcontact, $3 wasKlantcontact, $4 onderwerpobjectidentificator.objectId, $5 onderwerpobjectidentificator.codeObjecttype, $6 onderwerpobjectidentificator.codeRegister, $7 onderwerpobjectidentificator.codeSoortObjectId, $8 place:onderwerpobject, $9 place:klantcontact
insert into onderwerpobject as part_0 (
  uuid,
  klantcontact_id,
  was_klantcontact_id,
  onderwerpobjectidentificator_object_id,
  onderwerpobjectidentificator_code_objecttype,
  onderwerpobjectidentificator_code_register,
  onderwerpobjectidentificator_code_soort_object_id
)
values (
  $1::uuid,
  coalesce((select id from klantcontact where uuid = $2::uuid), case when $2::uuid is not null then 0 end),
  coalesce((select id from klantcontact where uuid = $3::uuid), case when $3::uuid is not null then 0 end),
  $4::text,
  $5::text,
  $6::text,
  $7::text
)
returning json_build_object(
  'uuid', part_0.uuid, 'url', $8::text || part_0.uuid::text, 'klantcontact', case
  when
    $2::uuid is not null then json_build_object('uuid', $2::uuid, 'url', $9::text || $2::uuid::text) end,
    'wasKlantcontact',
    case
  when
    $3::uuid is not null then json_build_object('uuid', $3::uuid, 'url', $9::text || $3::uuid::text) end,
    'onderwerpobjectidentificator',
    json_build_object(
      'objectId', part_0.onderwerpobjectidentificator_object_id,
      'codeObjecttype', part_0.onderwerpobjectidentificator_code_objecttype,
      'codeRegister', part_0.onderwerpobjectidentificator_code_register,
      'codeSoortObjectId', part_0.onderwerpobjectidentificator_code_soort_object_id
    )
)::text as body_0;

-- a changed row
--   $1 klantcontact, $2 wasKlantcontact, $3 onderwerpobjectidentificator.objectId, $4 onderwerpobjectidentificator.codeObjecttype, $5 onderwerpobjectidentificator.codeRegister, $6 onderwerpobjectidentificator.codeSoortObjectId, $7 id
update onderwerpobject
set
  klantcontact_id = $1::bigint,
  was_klantcontact_id = $2::bigint,
  onderwerpobjectidentificator_object_id = $3::text,
  onderwerpobjectidentificator_code_objecttype = $4::text,
  onderwerpobjectidentificator_code_register = $5::text,
  onderwerpobjectidentificator_code_soort_object_id = $6::text
where id = $7::bigint;

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
        where v0.id = onderwerpobject.klantcontact_id
      ),
      false
    ) or coalesce(
      (
        select ((v1.betwisting = 'beperkt') is true)
        from klantcontact v1
        where v1.id = onderwerpobject.was_klantcontact_id
      ),
      false
    ) then 'De verwerking van dit klantcontact is beperkt (AVG, artikel 18): het wordt niet gewijzigd of verwijderd tot over de betwisting is besloten.' end
  ) as frozen
from onderwerpobject
where uuid = $1::uuid for update;

-- rows that go
--   $1 ids
delete from onderwerpobject where id = any($1::bigint[]);
