-- Statements of vertegenwoordiging, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:vertegenwoordiging, $2 place:partij, $3 uuid
select json_build_object(
  'uuid', o.uuid,
  'url', $1::text || o.uuid::text,
  'vertegenwoordigendePartij', (
    select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
    from partij t0
    where t0.id = o.vertegenwoordigende_partij_id
  ),
  'vertegenwoordigdePartij', (
    select json_build_object('uuid', t1.uuid, 'url', $2::text || t1.uuid::text)
    from partij t1
    where t1.id = o.vertegenwoordigde_partij_id
  )
)::text as body
from vertegenwoordiging o
where o.uuid = $3::uuid;

-- list
--   $1 offset, $2 limit, $3 place:vertegenwoordiging, $4 place:partij
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'vertegenwoordiging')::bigint as amount
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
        'vertegenwoordigendePartij', (
          select json_build_object('uuid', t0.uuid, 'url', $4::text || t0.uuid::text)
          from partij t0
          where t0.id = o.vertegenwoordigende_partij_id
        ),
        'vertegenwoordigdePartij', (
          select json_build_object('uuid', t1.uuid, 'url', $4::text || t1.uuid::text)
          from partij t1
          where t1.id = o.vertegenwoordigde_partij_id
        )
      )
      order by o.id desc
    ),
    '[]'
  )::text as results
from (
  select r.id
  from vertegenwoordiging r
  where true
  order by r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from vertegenwoordiging r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:vertegenwoordiging, $4 place:partij
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'vertegenwoordiging')::bigint as amount
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
  from vertegenwoordiging r
  where true
  order by r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from vertegenwoordiging r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:vertegenwoordiging, $3 place:partij, $4 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'vertegenwoordiging')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'vertegenwoordiging'
        union all
        select stretch, delta
        from tally
        where collection = 'vertegenwoordiging'
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
  from vertegenwoordiging r
  where r.id < ((select stretch from place) + 1) << 12
  order by r.id desc
  limit $4::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from vertegenwoordiging r where r.id = k.id offset 0) o;

-- list, vertegenwoordigendePartij__uuid
--   $1 offset, $2 place:vertegenwoordiging, $3 place:partij, $4 vertegenwoordigendePartij__uuid, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from vertegenwoordiging r
    where r.vertegenwoordigende_partij_id = (select k.id from partij k where k.uuid = $4::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from vertegenwoordiging r where r.id = k.id offset 0) o;

-- list, vertegenwoordigendePartij__url
--   $1 offset, $2 place:vertegenwoordiging, $3 place:partij, $4 vertegenwoordigendePartij__url, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from vertegenwoordiging r
    where r.vertegenwoordigende_partij_id = (select k.id from partij k where k.uuid = $4::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from vertegenwoordiging r where r.id = k.id offset 0) o;

-- list, vertegenwoordigdePartij__uuid
--   $1 offset, $2 place:vertegenwoordiging, $3 place:partij, $4 vertegenwoordigdePartij__uuid, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from vertegenwoordiging r
    where r.vertegenwoordigde_partij_id = (select k.id from partij k where k.uuid = $4::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from vertegenwoordiging r where r.id = k.id offset 0) o;

-- list, vertegenwoordigdePartij__url
--   $1 offset, $2 place:vertegenwoordiging, $3 place:partij, $4 vertegenwoordigdePartij__url, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from vertegenwoordiging r
    where r.vertegenwoordigde_partij_id = (select k.id from partij k where k.uuid = $4::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from vertegenwoordiging r where r.id = k.id offset 0) o;

-- what a body asks
--   $1 uuids:partij
select (
  select json_object_agg(t.uuid, json_build_array(t.id::text, t.soort_partij))
  from partij t
  where t.uuid = any($1::uuid[])
) as partij;

-- what the rules ask: vertegenwoordiging_pair_key
--   $1 vertegenwoordigendePartij, $2 vertegenwoordigdePartij, $3 id
select exists (
  select
  from vertegenwoordiging t
  where t.vertegenwoordigende_partij_id = $1::bigint
  and t.vertegenwoordigde_partij_id = $2::bigint
  and t.id is distinct from $3::bigint
) as fact_0;

-- the row as it is kept
--   $1 uuid
select id::text, uuid, vertegenwoordigende_partij_id, vertegenwoordigde_partij_id
from vertegenwoordiging
where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 vertegenwoordigendePartij, $3 vertegenwoordigdePartij
insert into vertegenwoordiging as made (uuid, vertegenwoordigende_partij_id, vertegenwoordigde_partij_id)
values ($1::uuid, $2::bigint, $3::bigint)
returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 vertegenwoordigendePartij, $3 vertegenwoordigdePartij, $4 place:vertegenwoordiging, $5 place:partij
insert into vertegenwoordiging as part_0 (uuid, vertegenwoordigende_partij_id, vertegenwoordigde_partij_id)
values (
  $1::uuid,
  coalesce((select id from partij where uuid = $2::uuid), case when $2::uuid is not null then 0 end),
  coalesce((select id from partij where uuid = $3::uuid), case when $3::uuid is not null then 0 end)
)
returning json_build_object(
  'uuid', part_0.uuid, 'url', $4::text || part_0.uuid::text, 'vertegenwoordigendePartij', case
  when
    $2::uuid is not null then json_build_object('uuid', $2::uuid, 'url', $5::text || $2::uuid::text) end,
    'vertegenwoordigdePartij',
    case
  when $3::uuid is not null then json_build_object('uuid', $3::uuid, 'url', $5::text || $3::uuid::text) end
)::text as body_0;

-- a changed row
--   $1 vertegenwoordigendePartij, $2 vertegenwoordigdePartij, $3 id
update vertegenwoordiging
set vertegenwoordigende_partij_id = $1::bigint, vertegenwoordigde_partij_id = $2::bigint
where id = $3::bigint;

-- the key of a row that goes
--   $1 uuid
select id::text from vertegenwoordiging where uuid = $1::uuid for update;

-- rows that go
--   $1 ids
delete from vertegenwoordiging where id = any($1::bigint[]);
