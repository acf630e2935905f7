-- Statements of categorie, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:categorie, $2 uuid
select json_build_object('uuid', o.uuid, 'url', $1::text || o.uuid::text, 'naam', o.naam)::text as body
from categorie o
where o.uuid = $2::uuid;

-- list
--   $1 offset, $2 limit, $3 place:categorie
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'categorie')::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('uuid', o.uuid, 'url', $3::text || o.uuid::text, 'naam', o.naam) order by o.id desc),
    '[]'
  )::text as results
from (
  select r.id from categorie r where true order by r.id desc limit $2::bigint offset (select skip from page)
) k cross
join lateral (select * from categorie r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:categorie
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'categorie')::bigint as amount
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
  from categorie r
  where true
  order by r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from categorie r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:categorie, $3 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'categorie')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'categorie'
        union all
        select stretch, delta
        from tally
        where collection = 'categorie'
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
  from categorie r
  where r.id < ((select stretch from place) + 1) << 12
  order by r.id desc
  limit $3::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from categorie r where r.id = k.id offset 0) o;

-- the row as it is kept
--   $1 uuid
select id::text, uuid, naam from categorie where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 naam
insert into categorie as made (uuid, naam) values ($1::uuid, $2::text) returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 naam, $3 place:categorie
insert into categorie as part_0 (uuid, naam)
values ($1::uuid, $2::text)
returning json_build_object(
  'uuid', part_0.uuid, 'url', $3::text || part_0.uuid::text, 'naam', part_0.naam
)::text as body_0;

-- a changed row
--   $1 naam, $2 id
update categorie set naam = $1::text where id = $2::bigint;

-- the key of a row that goes
--   $1 uuid
select id::text from categorie where uuid = $1::uuid for update;

-- categorieRelatie.categorie goes along
--   $1 ids
select id::text from categorie_relatie where categorie_id = any($1::bigint[]) order by id for update;

-- rows that go
--   $1 ids
delete from categorie where id = any($1::bigint[]);
