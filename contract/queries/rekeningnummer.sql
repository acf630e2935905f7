-- Statements of rekeningnummer, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:rekeningnummer, $2 place:partij, $3 uuid
select json_build_object(
  'uuid', o.uuid,
  'url', $1::text || o.uuid::text,
  'partij', (
    select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
    from partij t0
    where t0.id = o.partij_id
  ),
  'iban', o.iban,
  'bic', o.bic
)::text as body
from rekeningnummer o
where o.uuid = $3::uuid;

-- list
--   $1 offset, $2 limit, $3 place:rekeningnummer, $4 place:partij
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'rekeningnummer')::bigint as amount
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
        'partij', (
          select json_build_object('uuid', t0.uuid, 'url', $4::text || t0.uuid::text)
          from partij t0
          where t0.id = o.partij_id
        ),
        'iban', o.iban,
        'bic', o.bic
      )
      order by o.id desc
    ),
    '[]'
  )::text as results
from (
  select r.id from rekeningnummer r where true order by r.id desc limit $2::bigint offset (select skip from page)
) k cross
join lateral (select * from rekeningnummer r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:rekeningnummer, $4 place:partij
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'rekeningnummer')::bigint as amount
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
  from rekeningnummer r
  where true
  order by r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from rekeningnummer r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:rekeningnummer, $3 place:partij, $4 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'rekeningnummer')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'rekeningnummer'
        union all
        select stretch, delta
        from tally
        where collection = 'rekeningnummer'
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
  from rekeningnummer r
  where r.id < ((select stretch from place) + 1) << 12
  order by r.id desc
  limit $4::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from rekeningnummer r where r.id = k.id offset 0) o;

-- list, uuid
--   $1 offset, $2 place:rekeningnummer, $3 place:partij, $4 uuid, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (select r.id from rekeningnummer r where r.uuid = $4::uuid offset 0) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from rekeningnummer r where r.id = k.id offset 0) o;

-- list, iban
--   $1 offset, $2 place:rekeningnummer, $3 place:partij, $4 iban, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (select r.id from rekeningnummer r where r.iban = $4::text and r.iban <> '' offset 0) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from rekeningnummer r where r.id = k.id offset 0) o;

-- list, bic
--   $1 offset, $2 place:rekeningnummer, $3 place:partij, $4 bic, $5 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (select r.id from rekeningnummer r where r.bic = $4::text and r.bic <> '' offset 0) h
  order by h.id desc
  limit $5::bigint
  offset $1::bigint
) k cross
join lateral (select * from rekeningnummer r where r.id = k.id offset 0) o;

-- what a body asks
--   $1 uuids:partij
select (
  select json_object_agg(t.uuid, json_build_array(t.id::text, t.soort_partij))
  from partij t
  where t.uuid = any($1::uuid[])
) as partij;

-- the row as it is kept
--   $1 uuid
select id::text, uuid, partij_id, iban, bic from rekeningnummer where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 partij, $3 iban, $4 bic
insert into rekeningnummer as made (uuid, partij_id, iban, bic)
values ($1::uuid, $2::bigint, $3::text, $4::text)
returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 partij, $3 iban, $4 bic, $5 place:rekeningnummer, $6 place:partij
insert into rekeningnummer as part_0 (uuid, partij_id, iban, bic)
values (
  $1::uuid,
  coalesce((select id from partij where uuid = $2::uuid), case when $2::uuid is not null then 0 end),
  $3::text,
  $4::text
)
returning json_build_object(
  'uuid', part_0.uuid, 'url', $5::text || part_0.uuid::text, 'partij', case
  when
    $2::uuid is not null then json_build_object('uuid', $2::uuid, 'url', $6::text || $2::uuid::text) end,
    'iban',
    part_0.iban,
    'bic',
    part_0.bic
)::text as body_0;

-- a changed row
--   $1 partij, $2 iban, $3 bic, $4 id
update rekeningnummer set partij_id = $1::bigint, iban = $2::text, bic = $3::text where id = $4::bigint;

-- the key of a row that goes
--   $1 uuid
select id::text from rekeningnummer where uuid = $1::uuid for update;

-- partij.voorkeursRekeningnummer is cleared
--   $1 ids
update partij
set voorkeurs_rekeningnummer_id = null
where voorkeurs_rekeningnummer_id = any($1::bigint[])
returning id::text;

-- rows that go
--   $1 ids
delete from rekeningnummer where id = any($1::bigint[]);
