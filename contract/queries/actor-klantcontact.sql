-- Statements of actorKlantcontact, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:actorKlantcontact, $2 place:actor, $3 place:klantcontact, $4 uuid
select json_build_object(
  'uuid', o.uuid,
  'url', $1::text || o.uuid::text,
  'actor', (
    select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
    from actor t0
    where t0.id = o.actor_id
  ),
  'klantcontact', (
    select json_build_object('uuid', t1.uuid, 'url', $3::text || t1.uuid::text)
    from klantcontact t1
    where t1.id = o.klantcontact_id
  )
)::text as body
from actor_klantcontact o
where o.uuid = $4::uuid;

-- list
--   $1 offset, $2 limit, $3 place:actorKlantcontact, $4 place:actor, $5 place:klantcontact
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'actor_klantcontact')::bigint as amount
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
        'actor', (
          select json_build_object('uuid', t0.uuid, 'url', $4::text || t0.uuid::text)
          from actor t0
          where t0.id = o.actor_id
        ),
        'klantcontact', (
          select json_build_object('uuid', t1.uuid, 'url', $5::text || t1.uuid::text)
          from klantcontact t1
          where t1.id = o.klantcontact_id
        )
      )
      order by o.id desc
    ),
    '[]'
  )::text as results
from (
  select r.id
  from actor_klantcontact r
  where true
  order by r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from actor_klantcontact r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:actorKlantcontact, $4 place:actor, $5 place:klantcontact
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'actor_klantcontact')::bigint as amount
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
  from actor_klantcontact r
  where true
  order by r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from actor_klantcontact r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:actorKlantcontact, $3 place:actor, $4 place:klantcontact, $5 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'actor_klantcontact')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'actor_klantcontact'
        union all
        select stretch, delta
        from tally
        where collection = 'actor_klantcontact'
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
  from actor_klantcontact r
  where r.id < ((select stretch from place) + 1) << 12
  order by r.id desc
  limit $5::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from actor_klantcontact r where r.id = k.id offset 0) o;

-- list, actor__uuid
--   $1 offset, $2 place:actorKlantcontact, $3 place:actor, $4 place:klantcontact, $5 actor__uuid, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from actor_klantcontact r
    where r.actor_id = (select k.id from actor k where k.uuid = $5::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from actor_klantcontact r where r.id = k.id offset 0) o;

-- list, actor__url
--   $1 offset, $2 place:actorKlantcontact, $3 place:actor, $4 place:klantcontact, $5 actor__url, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from actor_klantcontact r
    where r.actor_id = (select k.id from actor k where k.uuid = $5::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from actor_klantcontact r where r.id = k.id offset 0) o;

-- list, klantcontact__uuid
--   $1 offset, $2 place:actorKlantcontact, $3 place:actor, $4 place:klantcontact, $5 klantcontact__uuid, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from actor_klantcontact r
    where r.klantcontact_id = (select k.id from klantcontact k where k.uuid = $5::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from actor_klantcontact r where r.id = k.id offset 0) o;

-- list, klantcontact__url
--   $1 offset, $2 place:actorKlantcontact, $3 place:actor, $4 place:klantcontact, $5 klantcontact__url, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from actor_klantcontact r
    where r.klantcontact_id = (select k.id from klantcontact k where k.uuid = $5::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from actor_klantcontact r where r.id = k.id offset 0) o;

-- what a body asks
--   $1 uuids:actor, $2 uuids:klantcontact
select
  (
    select json_object_agg(t.uuid, json_build_array(t.id::text)) from actor t where t.uuid = any($1::uuid[])
  ) as actor,
  (
    select json_object_agg(t.uuid, json_build_array(t.id::text)) from klantcontact t where t.uuid = any($2::uuid[])
  ) as klantcontact;

-- what the rules ask: actor_klantcontact_pair_key
--   $1 actor, $2 klantcontact, $3 id
select exists (
  select
  from actor_klantcontact t
  where t.actor_id = $1::bigint
  and t.klantcontact_id = $2::bigint
  and t.id is distinct from $3::bigint
) as fact_0;

-- the row as it is kept
--   $1 uuid
select
  id::text,
  uuid,
  actor_id,
  klantcontact_id,
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
where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 actor, $3 klantcontact
insert into actor_klantcontact as made (uuid, actor_id, klantcontact_id)
values ($1::uuid, $2::bigint, $3::bigint)
returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 actor, $3 klantcontact, $4 place:actorKlantcontact, $5 place:actor, $6 place:klantcontact
insert into actor_klantcontact as part_0 (uuid, actor_id, klantcontact_id)
values (
  $1::uuid,
  coalesce((select id from actor where uuid = $2::uuid), case when $2::uuid is not null then 0 end),
  coalesce((select id from klantcontact where uuid = $3::uuid), case when $3::uuid is not null then 0 end)
)
returning json_build_object(
  'uuid', part_0.uuid, 'url', $4::text || part_0.uuid::text, 'actor', case
  when
    $2::uuid is not null then json_build_object('uuid', $2::uuid, 'url', $5::text || $2::uuid::text) end,
    'klantcontact',
    case
  when $3::uuid is not null then json_build_object('uuid', $3::uuid, 'url', $6::text || $3::uuid::text) end
)::text as body_0;

-- a changed row
--   $1 actor, $2 klantcontact, $3 id
update actor_klantcontact set actor_id = $1::bigint, klantcontact_id = $2::bigint where id = $3::bigint;

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
        where v0.id = actor_klantcontact.klantcontact_id
      ),
      false
    ) then 'De verwerking van dit klantcontact is beperkt (AVG, artikel 18): het wordt niet gewijzigd of verwijderd tot over de betwisting is besloten.' end
  ) as frozen
from actor_klantcontact
where uuid = $1::uuid for update;

-- rows that go
--   $1 ids
delete from actor_klantcontact where id = any($1::bigint[]);
