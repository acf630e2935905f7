-- Statements of categorieRelatie, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:categorieRelatie, $2 place:partij, $3 place:categorie, $4 uuid
select json_build_object(
  'uuid', o.uuid,
  'url', $1::text || o.uuid::text,
  'partij', (
    select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
    from partij t0
    where t0.id = o.partij_id
  ),
  'categorie', (
    select json_build_object('uuid', t1.uuid, 'url', $3::text || t1.uuid::text, 'naam', t1.naam)
    from categorie t1
    where t1.id = o.categorie_id
  ),
  'beginDatum', o.begin_datum,
  'eindDatum', o.eind_datum
)::text as body
from categorie_relatie o
where o.uuid = $4::uuid;

-- list
--   $1 offset, $2 limit, $3 place:categorieRelatie, $4 place:partij, $5 place:categorie
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'categorie_relatie')::bigint as amount
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
        'categorie', (
          select json_build_object('uuid', t1.uuid, 'url', $5::text || t1.uuid::text, 'naam', t1.naam)
          from categorie t1
          where t1.id = o.categorie_id
        ),
        'beginDatum', o.begin_datum,
        'eindDatum', o.eind_datum
      )
      order by o.id desc
    ),
    '[]'
  )::text as results
from (
  select r.id from categorie_relatie r where true order by r.id desc limit $2::bigint offset (select skip from page)
) k cross
join lateral (select * from categorie_relatie r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:categorieRelatie, $4 place:partij, $5 place:categorie
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'categorie_relatie')::bigint as amount
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
  from categorie_relatie r
  where true
  order by r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from categorie_relatie r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:categorieRelatie, $3 place:partij, $4 place:categorie, $5 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'categorie_relatie')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'categorie_relatie'
        union all
        select stretch, delta
        from tally
        where collection = 'categorie_relatie'
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
  from categorie_relatie r
  where r.id < ((select stretch from place) + 1) << 12
  order by r.id desc
  limit $5::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from categorie_relatie r where r.id = k.id offset 0) o;

-- list, partij__uuid
--   $1 offset, $2 place:categorieRelatie, $3 place:partij, $4 place:categorie, $5 partij__uuid, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from categorie_relatie r
    where r.partij_id = (select k.id from partij k where k.uuid = $5::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from categorie_relatie r where r.id = k.id offset 0) o;

-- list, partij__url
--   $1 offset, $2 place:categorieRelatie, $3 place:partij, $4 place:categorie, $5 partij__url, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from categorie_relatie r
    where r.partij_id = (select k.id from partij k where k.uuid = $5::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from categorie_relatie r where r.id = k.id offset 0) o;

-- list, partij__nummer
--   $1 offset, $2 place:categorieRelatie, $3 place:partij, $4 place:categorie, $5 partij__nummer, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from categorie_relatie r
    where r.partij_id in (select t0.id from partij t0 where t0.nummer = $5::text and t0.nummer <> '')
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from categorie_relatie r where r.id = k.id offset 0) o;

-- list, categorie__uuid
--   $1 offset, $2 place:categorieRelatie, $3 place:partij, $4 place:categorie, $5 categorie__uuid, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from categorie_relatie r
    where r.categorie_id = (select k.id from categorie k where k.uuid = $5::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from categorie_relatie r where r.id = k.id offset 0) o;

-- list, categorie__url
--   $1 offset, $2 place:categorieRelatie, $3 place:partij, $4 place:categorie, $5 categorie__url, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from categorie_relatie r
    where r.categorie_id = (select k.id from categorie k where k.uuid = $5::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from categorie_relatie r where r.id = k.id offset 0) o;

-- list, categorie__naam
--   $1 offset, $2 place:categorieRelatie, $3 place:partij, $4 place:categorie, $5 categorie__naam, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from categorie_relatie r
    where r.categorie_id in (select t0.id from categorie t0 where t0.naam = $5::text and t0.naam <> '')
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from categorie_relatie r where r.id = k.id offset 0) o;

-- list, beginDatum
--   $1 offset, $2 place:categorieRelatie, $3 place:partij, $4 place:categorie, $5 beginDatum, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (select r.id from categorie_relatie r where r.begin_datum = $5::date offset 0) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from categorie_relatie r where r.id = k.id offset 0) o;

-- list, eindDatum
--   $1 offset, $2 place:categorieRelatie, $3 place:partij, $4 place:categorie, $5 eindDatum, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (select r.id from categorie_relatie r where r.eind_datum = $5::date offset 0) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from categorie_relatie r where r.id = k.id offset 0) o;

-- what a body asks
--   $1 uuids:categorie, $2 uuids:partij
select
  (
    select json_object_agg(t.uuid, json_build_array(t.id::text)) from categorie t where t.uuid = any($1::uuid[])
  ) as categorie,
  (
    select json_object_agg(t.uuid, json_build_array(t.id::text, t.soort_partij))
    from partij t
    where t.uuid = any($2::uuid[])
  ) as partij;

-- the row as it is kept
--   $1 uuid
select id::text, uuid, partij_id, categorie_id, begin_datum, eind_datum
from categorie_relatie
where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 partij, $3 categorie, $4 beginDatum, $5 eindDatum
insert into categorie_relatie as made (uuid, partij_id, categorie_id, begin_datum, eind_datum)
values ($1::uuid, $2::bigint, $3::bigint, coalesce($4::date, (now() at time zone 'UTC')::date), $5::date)
returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 partij, $3 categorie, $4 beginDatum, $5 eindDatum, $6 place:categorieRelatie, $7 place:partij, $8 place:categorie
insert into categorie_relatie as part_0 (uuid, partij_id, categorie_id, begin_datum, eind_datum)
values (
  $1::uuid,
  coalesce((select id from partij where uuid = $2::uuid), case when $2::uuid is not null then 0 end),
  coalesce((select id from categorie where uuid = $3::uuid), case when $3::uuid is not null then 0 end),
  coalesce($4::date, (now() at time zone 'UTC')::date),
  $5::date
)
returning json_build_object(
  'uuid', part_0.uuid, 'url', $6::text || part_0.uuid::text, 'partij', case
  when
    $2::uuid is not null then json_build_object('uuid', $2::uuid, 'url', $7::text || $2::uuid::text) end,
    'categorie',
    (
      select json_build_object('uuid', t0.uuid, 'url', $8::text || t0.uuid::text, 'naam', t0.naam)
      from categorie t0
      where t0.id = part_0.categorie_id
    ),
    'beginDatum',
    part_0.begin_datum,
    'eindDatum',
    part_0.eind_datum
)::text as body_0;

-- a changed row
--   $1 partij, $2 categorie, $3 beginDatum, $4 eindDatum, $5 id
update categorie_relatie
set partij_id = $1::bigint, categorie_id = $2::bigint, begin_datum = $3::date, eind_datum = $4::date
where id = $5::bigint;

-- the key of a row that goes
--   $1 uuid
select id::text from categorie_relatie where uuid = $1::uuid for update;

-- rows that go
--   $1 ids
delete from categorie_relatie where id = any($1::bigint[]);
