-- Statements of partijIdentificator, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:partijIdentificator, $2 place:partij, $3 uuid
select json_build_object(
  'uuid', o.uuid,
  'url', $1::text || o.uuid::text,
  'identificeerdePartij', (
    select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
    from partij t0
    where t0.id = o.identificeerde_partij_id
  ),
  'anderePartijIdentificator', o.andere_partij_identificator,
  'partijIdentificator', json_build_object(
    'codeObjecttype', o.partij_identificator_code_objecttype,
    'codeSoortObjectId', o.partij_identificator_code_soort_object_id,
    'objectId', o.partij_identificator_object_id,
    'codeRegister', o.partij_identificator_code_register
  ),
  'subIdentificatorVan', (
    select json_build_object('uuid', t1.uuid, 'url', $1::text || t1.uuid::text)
    from partij_identificator t1
    where t1.id = o.sub_identificator_van_id
  )
)::text as body
from partij_identificator o
where o.uuid = $3::uuid;

-- list
--   $1 offset, $2 limit, $3 place:partijIdentificator, $4 place:partij
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'partij_identificator')::bigint as amount
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
        'identificeerdePartij', (
          select json_build_object('uuid', t0.uuid, 'url', $4::text || t0.uuid::text)
          from partij t0
          where t0.id = o.identificeerde_partij_id
        ),
        'anderePartijIdentificator', o.andere_partij_identificator,
        'partijIdentificator', json_build_object(
          'codeObjecttype', o.partij_identificator_code_objecttype,
          'codeSoortObjectId', o.partij_identificator_code_soort_object_id,
          'objectId', o.partij_identificator_object_id,
          'codeRegister', o.partij_identificator_code_register
        ),
        'subIdentificatorVan', (
          select json_build_object('uuid', t1.uuid, 'url', $3::text || t1.uuid::text)
          from partij_identificator t1
          where t1.id = o.sub_identificator_van_id
        )
      )
      order by o.id desc
    ),
    '[]'
  )::text as results
from (
  select r.id
  from partij_identificator r
  where true
  order by r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij_identificator r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:partijIdentificator, $4 place:partij
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'partij_identificator')::bigint as amount
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
  from partij_identificator r
  where true
  order by r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from partij_identificator r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:partijIdentificator, $3 place:partij, $4 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'partij_identificator')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'partij_identificator'
        union all
        select stretch, delta
        from tally
        where collection = 'partij_identificator'
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
  from partij_identificator r
  where r.id < ((select stretch from place) + 1) << 12
  order by r.id desc
  limit $4::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from partij_identificator r where r.id = k.id offset 0) o;

-- list, anderePartijIdentificator
--   $1 offset, $2 place:partijIdentificator, $3 place:partij, $4 anderePartijIdentificator, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from partij_identificator r
    where r.andere_partij_identificator = $4::text
    and r.andere_partij_identificator <> ''
    offset 0
  ) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from partij_identificator r where r.id = k.id offset 0) o;

-- list, partijIdentificatorCodeObjecttype
--   $1 partijIdentificatorCodeObjecttype, $2 offset, $3 limit, $4 place:partijIdentificator, $5 place:partij
with
  total as materialized (
    select (
      select count(*) from partij_identificator r where r.partij_identificator_code_objecttype = $1::text
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
  from partij_identificator r
  where r.partij_identificator_code_objecttype = $1::text
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij_identificator r where r.id = k.id offset 0) o;

-- list, partijIdentificatorCodeSoortObjectId
--   $1 partijIdentificatorCodeSoortObjectId, $2 offset, $3 limit, $4 place:partijIdentificator, $5 place:partij
with
  total as materialized (
    select (
      select count(*) from partij_identificator r where r.partij_identificator_code_soort_object_id = $1::text
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
  from partij_identificator r
  where r.partij_identificator_code_soort_object_id = $1::text
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij_identificator r where r.id = k.id offset 0) o;

-- list, partijIdentificatorObjectId
--   $1 offset, $2 place:partijIdentificator, $3 place:partij, $4 partijIdentificatorObjectId, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from partij_identificator r
    where r.partij_identificator_object_id = $4::text
    and r.partij_identificator_object_id <> ''
    offset 0
  ) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from partij_identificator r where r.id = k.id offset 0) o;

-- list, partijIdentificatorCodeRegister
--   $1 partijIdentificatorCodeRegister, $2 offset, $3 limit, $4 place:partijIdentificator, $5 place:partij
with
  total as materialized (
    select (
      select count(*) from partij_identificator r where r.partij_identificator_code_register = $1::text
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
  from partij_identificator r
  where r.partij_identificator_code_register = $1::text
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij_identificator r where r.id = k.id offset 0) o;

-- what a body asks
--   $1 uuids:partij, $2 uuids:partijIdentificator
select
  (
    select json_object_agg(t.uuid, json_build_array(t.id::text, t.soort_partij))
    from partij t
    where t.uuid = any($1::uuid[])
  ) as partij,
  (
    select json_object_agg(t.uuid, json_build_array(t.id::text))
    from partij_identificator t
    where t.uuid = any($2::uuid[])
  ) as partij_identificator;

-- what the rules ask: parentSoort, loops, isParent, partij_identificator_unscoped_key, partij_identificator_partij_soort_key, partij_identificator_scoped_key
--   $1 subIdentificatorVan, $2 id, $3 partijIdentificator.codeObjecttype, $4 partijIdentificator.codeSoortObjectId, $5 partijIdentificator.objectId, $6 partijIdentificator.codeRegister, $7 identificeerdePartij
select
  (select t.partij_identificator_code_soort_object_id from partij_identificator t where t.id = $1::bigint) as fact_0,
  exists (
    with recursive above as (
      select t.id, t.sub_identificator_van_id
      from partij_identificator t
      where t.id = $1::bigint
      union
      select t.id, t.sub_identificator_van_id
      from partij_identificator t
      join above on t.id = above.sub_identificator_van_id
    )
    select
    from above
    where id = $2::bigint
  ) as fact_1,
  exists (select from partij_identificator t where t.sub_identificator_van_id = $2::bigint) as fact_2,
  exists (
    select
    from partij_identificator t
    where t.partij_identificator_code_objecttype = $3::text
    and t.partij_identificator_code_soort_object_id = $4::text
    and t.partij_identificator_object_id = $5::text
    and t.partij_identificator_code_register = $6::text
    and t.sub_identificator_van_id is null
    and t.id is distinct from $2::bigint
  ) as fact_3,
  exists (
    select
    from partij_identificator t
    where t.identificeerde_partij_id = $7::bigint
    and t.partij_identificator_code_soort_object_id = $4::text
    and t.identificeerde_partij_id is not null
    and t.id is distinct from $2::bigint
  ) as fact_4,
  exists (
    select
    from partij_identificator t
    where t.sub_identificator_van_id = $1::bigint
    and t.partij_identificator_code_objecttype = $3::text
    and t.partij_identificator_code_soort_object_id = $4::text
    and t.partij_identificator_object_id = $5::text
    and t.partij_identificator_code_register = $6::text
    and t.sub_identificator_van_id is not null
    and t.id is distinct from $2::bigint
  ) as fact_5;

-- the row as it is kept
--   $1 uuid
select
  id::text,
  uuid,
  identificeerde_partij_id,
  andere_partij_identificator,
  partij_identificator_code_objecttype,
  partij_identificator_code_soort_object_id,
  partij_identificator_object_id,
  partij_identificator_code_register,
  sub_identificator_van_id
from partij_identificator
where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 identificeerdePartij, $3 anderePartijIdentificator, $4 partijIdentificator.codeObjecttype, $5 partijIdentificator.codeSoortObjectId, $6 partijIdentificator.objectId, $7 partijIdentificator.codeRegister, $8 subIdentificatorVan
insert into partij_identificator as made (
  uuid,
  identificeerde_partij_id,
  andere_partij_identificator,
  partij_identificator_code_objecttype,
  partij_identificator_code_soort_object_id,
  partij_identificator_object_id,
  partij_identificator_code_register,
  sub_identificator_van_id
)
values ($1::uuid, $2::bigint, $3::text, $4::text, $5::text, $6::text, $7::text, $8::bigint)
returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 identificeerdePartij, $3 anderePartijIdentificator, $4 partijIdentificator.codeObjecttype, $5 partijIdentificator.codeSoortObjectId, $6 partijIdentificator.objectId, $7 partijIdentificator.codeRegister, $8 subIdentificatorVan, $9 place:partijIdentificator, $10 place:partij
insert into partij_identificator as part_0 (
  uuid,
  identificeerde_partij_id,
  andere_partij_identificator,
  partij_identificator_code_objecttype,
  partij_identificator_code_soort_object_id,
  partij_identificator_object_id,
  partij_identificator_code_register,
  sub_identificator_van_id
)
values (
  $1::uuid,
  coalesce((select id from partij where uuid = $2::uuid), case when $2::uuid is not null then 0 end),
  $3::text,
  $4::text,
  $5::text,
  $6::text,
  $7::text,
  coalesce((select id from partij_identificator where uuid = $8::uuid), case when $8::uuid is not null then 0 end)
)
returning json_build_object(
  'uuid', part_0.uuid, 'url', $9::text || part_0.uuid::text, 'identificeerdePartij', case
  when
    $2::uuid is not null then json_build_object('uuid', $2::uuid, 'url', $10::text || $2::uuid::text) end,
    'anderePartijIdentificator',
    part_0.andere_partij_identificator,
    'partijIdentificator',
    json_build_object(
      'codeObjecttype', part_0.partij_identificator_code_objecttype,
      'codeSoortObjectId', part_0.partij_identificator_code_soort_object_id,
      'objectId', part_0.partij_identificator_object_id,
      'codeRegister', part_0.partij_identificator_code_register
    ),
    'subIdentificatorVan',
    case
  when $8::uuid is not null then json_build_object('uuid', $8::uuid, 'url', $9::text || $8::uuid::text) end
)::text as body_0;

-- a changed row
--   $1 identificeerdePartij, $2 anderePartijIdentificator, $3 partijIdentificator.codeObjecttype, $4 partijIdentificator.codeSoortObjectId, $5 partijIdentificator.objectId, $6 partijIdentificator.codeRegister, $7 subIdentificatorVan, $8 id
update partij_identificator
set
  identificeerde_partij_id = $1::bigint,
  andere_partij_identificator = $2::text,
  partij_identificator_code_objecttype = $3::text,
  partij_identificator_code_soort_object_id = $4::text,
  partij_identificator_object_id = $5::text,
  partij_identificator_code_register = $6::text,
  sub_identificator_van_id = $7::bigint
where id = $8::bigint;

-- the key of a row that goes
--   $1 uuid
select id::text from partij_identificator where uuid = $1::uuid for update;

-- partijIdentificator.subIdentificatorVan refuses
--   $1 ids
select id::text from partij_identificator where sub_identificator_van_id = any($1::bigint[]) order by id for update;

-- rows that go
--   $1 ids
delete from partij_identificator where id = any($1::bigint[]);
