-- Statements of interneTaak, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:interneTaak, $2 place:klantcontact, $3 place:actor, $4 uuid
select json_build_object(
  'uuid', o.uuid,
  'url', $1::text || o.uuid::text,
  'nummer', o.nummer,
  'referentienummer', o.referentienummer,
  'gevraagdeHandeling', o.gevraagde_handeling,
  'aanleidinggevendKlantcontact', (
    select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
    from klantcontact t0
    where t0.id = o.aanleidinggevend_klantcontact_id
  ),
  'toegewezenAanActor', coalesce(
    (
      select json_build_object('uuid', t4.uuid, 'url', $3::text || t4.uuid::text)
      from interne_taak_actor t3
      join actor t4 on t4.id = t3.actor_id
      where t3.interne_taak_id = o.id
      order by t3.id
      limit 1
    ),
    json_build_object('uuid', null)
  ),
  'toegewezenAanActoren', array_to_json(
    array(
      select json_build_object('uuid', t2.uuid, 'url', $3::text || t2.uuid::text)
      from interne_taak_actor t1
      join actor t2 on t2.id = t1.actor_id
      where t1.interne_taak_id = o.id
      order by t1.id
    )
  ),
  'toelichting', o.toelichting,
  'status', o.status,
  'toegewezenOp', replace(to_char(o.toegewezen_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z'),
  'afgehandeldOp', replace(to_char(o.afgehandeld_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z')
)::text as body
from interne_taak o
where o.uuid = $4::uuid;

-- list
--   $1 offset, $2 limit, $3 place:interneTaak, $4 place:klantcontact, $5 place:actor
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'interne_taak')::bigint as amount
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
        'nummer', o.nummer,
        'referentienummer', o.referentienummer,
        'gevraagdeHandeling', o.gevraagde_handeling,
        'aanleidinggevendKlantcontact', (
          select json_build_object('uuid', t0.uuid, 'url', $4::text || t0.uuid::text)
          from klantcontact t0
          where t0.id = o.aanleidinggevend_klantcontact_id
        ),
        'toegewezenAanActor', coalesce(
          (
            select json_build_object('uuid', t4.uuid, 'url', $5::text || t4.uuid::text)
            from interne_taak_actor t3
            join actor t4 on t4.id = t3.actor_id
            where t3.interne_taak_id = o.id
            order by t3.id
            limit 1
          ),
          json_build_object('uuid', null)
        ),
        'toegewezenAanActoren', array_to_json(
          array(
            select json_build_object('uuid', t2.uuid, 'url', $5::text || t2.uuid::text)
            from interne_taak_actor t1
            join actor t2 on t2.id = t1.actor_id
            where t1.interne_taak_id = o.id
            order by t1.id
          )
        ),
        'toelichting', o.toelichting,
        'status', o.status,
        'toegewezenOp', replace(to_char(o.toegewezen_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z'),
        'afgehandeldOp', replace(to_char(o.afgehandeld_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z')
      )
      order by o.id desc
    ),
    '[]'
  )::text as results
from (
  select r.id from interne_taak r where true order by r.id desc limit $2::bigint offset (select skip from page)
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:interneTaak, $4 place:klantcontact, $5 place:actor
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'interne_taak')::bigint as amount
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
  from interne_taak r
  where true
  order by r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:interneTaak, $3 place:klantcontact, $4 place:actor, $5 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'interne_taak')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'interne_taak'
        union all
        select stretch, delta
        from tally
        where collection = 'interne_taak'
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
  from interne_taak r
  where r.id < ((select stretch from place) + 1) << 12
  order by r.id desc
  limit $5::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, nummer
--   $1 offset, $2 place:interneTaak, $3 place:klantcontact, $4 place:actor, $5 nummer, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (select r.id from interne_taak r where r.nummer = $5::text and r.nummer <> '' offset 0) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, referentienummer
--   $1 offset, $2 place:interneTaak, $3 place:klantcontact, $4 place:actor, $5 referentienummer, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (select r.id from interne_taak r where r.referentienummer = $5::text and r.referentienummer <> '' offset 0) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, status
--   $1 status, $2 offset, $3 limit, $4 place:interneTaak, $5 place:klantcontact, $6 place:actor
with
  total as materialized (select (select count(*) from interne_taak r where r.status = $1::text)::bigint as amount),
  page as materialized (
    select amount, coalesce($2::bigint, greatest(amount - 1, 0) / $3::bigint * $3::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select r.id
  from interne_taak r
  where r.status = $1::text
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, toegewezenOp
--   $1 offset, $2 place:interneTaak, $3 place:klantcontact, $4 place:actor, $5 toegewezenOp, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (select r.id from interne_taak r where r.toegewezen_op = $5::timestamptz offset 0) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, actoren__naam
--   $1 offset, $2 place:interneTaak, $3 place:klantcontact, $4 place:actor, $5 actoren__naam, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from interne_taak r
    where r.id in (
      select t1.interne_taak_id
      from interne_taak_actor t1
      where t1.actor_id in (select t0.id from actor t0 where t0.naam = $5::text and t0.naam <> '')
    )
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, klantcontact__uuid
--   $1 offset, $2 place:interneTaak, $3 place:klantcontact, $4 place:actor, $5 klantcontact__uuid, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from interne_taak r
    where r.aanleidinggevend_klantcontact_id = (select k.id from klantcontact k where k.uuid = $5::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, klantcontact__nummer
--   $1 offset, $2 place:interneTaak, $3 place:klantcontact, $4 place:actor, $5 klantcontact__nummer, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from interne_taak r
    where r.aanleidinggevend_klantcontact_id in (
      select t0.id from klantcontact t0 where t0.nummer = $5::text and t0.nummer <> ''
    )
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, klantcontact__referentienummer
--   $1 offset, $2 place:interneTaak, $3 place:klantcontact, $4 place:actor, $5 klantcontact__referentienummer, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from interne_taak r
    where r.aanleidinggevend_klantcontact_id in (
      select t0.id from klantcontact t0 where t0.referentienummer = $5::text and t0.referentienummer <> ''
    )
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, aanleidinggevendKlantcontact__uuid
--   $1 offset, $2 place:interneTaak, $3 place:klantcontact, $4 place:actor, $5 aanleidinggevendKlantcontact__uuid, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from interne_taak r
    where r.aanleidinggevend_klantcontact_id = (select k.id from klantcontact k where k.uuid = $5::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, aanleidinggevendKlantcontact__url
--   $1 offset, $2 place:interneTaak, $3 place:klantcontact, $4 place:actor, $5 aanleidinggevendKlantcontact__url, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from interne_taak r
    where r.aanleidinggevend_klantcontact_id = (select k.id from klantcontact k where k.uuid = $5::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, toegewezenAanActor__uuid
--   $1 offset, $2 place:interneTaak, $3 place:klantcontact, $4 place:actor, $5 toegewezenAanActor__uuid, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from interne_taak r
    where r.id = any(
      array(
        select t0.interne_taak_id
        from interne_taak_actor t0
        where t0.actor_id = (select k.id from actor k where k.uuid = $5::uuid)
      )
    )
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, toegewezenAanActor__url
--   $1 offset, $2 place:interneTaak, $3 place:klantcontact, $4 place:actor, $5 toegewezenAanActor__url, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from interne_taak r
    where r.id = any(
      array(
        select t0.interne_taak_id
        from interne_taak_actor t0
        where t0.actor_id = (select k.id from actor k where k.uuid = $5::uuid)
      )
    )
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, toegewezenAanActor__uuid and status
--   $1 offset, $2 place:interneTaak, $3 place:klantcontact, $4 place:actor, $5 toegewezenAanActor__uuid, $6 status, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from interne_taak r
    where r.id = any(
      array(
        select t0.interne_taak_id
        from interne_taak_actor t0
        where t0.actor_id = (select k.id from actor k where k.uuid = $5::uuid)
        and t0.status = $6::text
      )
    )
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- list, toegewezenAanActor__url and status
--   $1 offset, $2 place:interneTaak, $3 place:klantcontact, $4 place:actor, $5 toegewezenAanActor__url, $6 status, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(json_agg(json_build_object(…) order by o.id desc), '[]')::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from interne_taak r
    where r.id = any(
      array(
        select t0.interne_taak_id
        from interne_taak_actor t0
        where t0.actor_id = (select k.id from actor k where k.uuid = $5::uuid)
        and t0.status = $6::text
      )
    )
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from interne_taak r where r.id = k.id offset 0) o;

-- what a body asks
--   $1 uuids:klantcontact, $2 number:nummer, $3 self, $4 number:referentienummer
select
  (
    select json_object_agg(t.uuid, json_build_array(t.id::text)) from klantcontact t where t.uuid = any($1::uuid[])
  ) as klantcontact,
  exists (
    select from interne_taak t where t.nummer = $2::text and t.nummer <> '' and t.uuid is distinct from $3::uuid
  ) as number_0,
  exists (
    select
    from interne_taak t
    where t.referentienummer = $4::text
    and t.referentienummer <> ''
    and t.uuid is distinct from $3::uuid
  ) as number_1;

-- the row as it is kept
--   $1 uuid
select
  id::text,
  uuid,
  nummer,
  referentienummer,
  gevraagde_handeling,
  aanleidinggevend_klantcontact_id,
  toelichting,
  status,
  toegewezen_op,
  afgehandeld_op
from interne_taak
where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 nummer, $3 referentienummer, $4 gevraagdeHandeling, $5 aanleidinggevendKlantcontact, $6 toelichting, $7 status, $8 toegewezenOp, $9 afgehandeldOp
insert into interne_taak as made (
  uuid,
  nummer,
  referentienummer,
  gevraagde_handeling,
  aanleidinggevend_klantcontact_id,
  toelichting,
  status,
  toegewezen_op,
  afgehandeld_op
)
values (
  $1::uuid,
  coalesce($2::text, nextval('interne_taak_nummer_seq')::text),
  $3::text,
  $4::text,
  $5::bigint,
  $6::text,
  $7::text,
  coalesce($8::timestamptz, now()),
  $9::timestamptz
)
returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 nummer, $3 referentienummer, $4 gevraagdeHandeling, $5 aanleidinggevendKlantcontact, $6 toelichting, $7 status, $8 toegewezenOp, $9 afgehandeldOp, $10 place:interneTaak, $11 place:klantcontact
insert into interne_taak as part_0 (
  uuid,
  nummer,
  referentienummer,
  gevraagde_handeling,
  aanleidinggevend_klantcontact_id,
  toelichting,
  status,
  toegewezen_op,
  afgehandeld_op
)
values (
  $1::uuid,
  coalesce($2::text, nextval('interne_taak_nummer_seq')::text),
  $3::text,
  $4::text,
  coalesce((select id from klantcontact where uuid = $5::uuid), case when $5::uuid is not null then 0 end),
  $6::text,
  $7::text,
  coalesce($8::timestamptz, now()),
  $9::timestamptz
)
returning json_build_object(
  'uuid',
  part_0.uuid,
  'url',
  $10::text || part_0.uuid::text,
  'nummer',
  part_0.nummer,
  'referentienummer',
  part_0.referentienummer,
  'gevraagdeHandeling',
  part_0.gevraagde_handeling,
  'aanleidinggevendKlantcontact',
  case
  when
    $5::uuid is not null then json_build_object('uuid', $5::uuid, 'url', $11::text || $5::uuid::text) end,
    'toegewezenAanActor',
    json_build_object('uuid', null),
    'toegewezenAanActoren',
    '[]'::json,
    'toelichting',
    part_0.toelichting,
    'status',
    part_0.status,
    'toegewezenOp',
    replace(to_char(part_0.toegewezen_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z'),
    'afgehandeldOp',
    replace(to_char(part_0.afgehandeld_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z')
)::text as body_0;

-- a changed row
--   $1 nummer, $2 referentienummer, $3 gevraagdeHandeling, $4 aanleidinggevendKlantcontact, $5 toelichting, $6 status, $7 toegewezenOp, $8 afgehandeldOp, $9 id
update interne_taak
set
  nummer = $1::text,
  referentienummer = $2::text,
  gevraagde_handeling = $3::text,
  aanleidinggevend_klantcontact_id = $4::bigint,
  toelichting = $5::text,
  status = $6::text,
  toegewezen_op = $7::timestamptz,
  afgehandeld_op = $8::timestamptz
where id = $9::bigint;

-- a number for nummer, when the one drawn was taken
select number
from (select nextval('interne_taak_nummer_seq')::text as number from generate_series(1, 1000)) drawn
where not exists (select from interne_taak r where r.nummer = drawn.number and r.nummer <> '')
limit 1;

-- toegewezenAanActoren, emptied
--   $1 owner
delete from interne_taak_actor where interne_taak_id = $1::bigint;

-- toegewezenAanActoren, filled
--   $1 ids, $2 owner
insert into interne_taak_actor (interne_taak_id, actor_id, status)
select o.id, item, o.status
from interne_taak o, unnest($1::bigint[]) with ordinality as given (item, position)
where o.id = $2::bigint
order by position;

-- the key of a row that goes
--   $1 uuid
select id::text from interne_taak where uuid = $1::uuid for update;

-- rows that go
--   $1 ids
delete from interne_taak where id = any($1::bigint[]);
