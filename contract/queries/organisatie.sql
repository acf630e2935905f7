-- Statements of organisatie, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:organisatie, $2 uuid
select json_build_object(
  'uuid', o.uuid,
  'url', $1::text || o.uuid::text,
  'handelsnaam', o.handelsnaam,
  'oprichtingsdatum', o.oprichtingsdatum,
  'opheffingsdatum', o.opheffingsdatum,
  'adres', json_build_object(
    'nummeraanduidingId', o.adres_nummeraanduiding_id,
    'straatnaam', o.adres_straatnaam,
    'huisnummer', o.adres_huisnummer,
    'huisnummertoevoeging', o.adres_huisnummertoevoeging,
    'postcode', o.adres_postcode,
    'stad', o.adres_stad,
    'adresregel1', o.adres_adresregel1,
    'adresregel2', o.adres_adresregel2,
    'adresregel3', o.adres_adresregel3,
    'land', o.adres_land
  )
)::text as body
from organisatie o
where o.uuid = $2::uuid;

-- list
--   $1 offset, $2 limit, $3 place:organisatie
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'organisatie')::bigint as amount
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
        'handelsnaam', o.handelsnaam,
        'oprichtingsdatum', o.oprichtingsdatum,
        'opheffingsdatum', o.opheffingsdatum,
        'adres', json_build_object(
          'nummeraanduidingId', o.adres_nummeraanduiding_id,
          'straatnaam', o.adres_straatnaam,
          'huisnummer', o.adres_huisnummer,
          'huisnummertoevoeging', o.adres_huisnummertoevoeging,
          'postcode', o.adres_postcode,
          'stad', o.adres_stad,
          'adresregel1', o.adres_adresregel1,
          'adresregel2', o.adres_adresregel2,
          'adresregel3', o.adres_adresregel3,
          'land', o.adres_land
        )
      )
      order by o.id desc
    ),
    '[]'
  )::text as results
from (
  select r.id from organisatie r where true order by r.id desc limit $2::bigint offset (select skip from page)
) k cross
join lateral (select * from organisatie r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:organisatie
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'organisatie')::bigint as amount
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
  from organisatie r
  where true
  order by r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from organisatie r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:organisatie, $3 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'organisatie')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'organisatie'
        union all
        select stretch, delta
        from tally
        where collection = 'organisatie'
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
  from organisatie r
  where r.id < ((select stretch from place) + 1) << 12
  order by r.id desc
  limit $3::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from organisatie r where r.id = k.id offset 0) o;

-- the row as it is kept
--   $1 uuid
select
  id::text,
  uuid,
  handelsnaam,
  oprichtingsdatum,
  opheffingsdatum,
  adres_nummeraanduiding_id,
  adres_straatnaam,
  adres_huisnummer,
  adres_huisnummertoevoeging,
  adres_postcode,
  adres_stad,
  adres_adresregel1,
  adres_adresregel2,
  adres_adresregel3,
  adres_land
from organisatie
where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 handelsnaam, $3 oprichtingsdatum, $4 opheffingsdatum, $5 adres.nummeraanduidingId, $6 adres.straatnaam, $7 adres.huisnummer, $8 adres.huisnummertoevoeging, $9 adres.postcode, $10 adres.stad, $11 adres.adresregel1, $12 adres.adresregel2, $13 adres.adresregel3, $14 adres.land
insert into organisatie as made (
  uuid,
  handelsnaam,
  oprichtingsdatum,
  opheffingsdatum,
  adres_nummeraanduiding_id,
  adres_straatnaam,
  adres_huisnummer,
  adres_huisnummertoevoeging,
  adres_postcode,
  adres_stad,
  adres_adresregel1,
  adres_adresregel2,
  adres_adresregel3,
  adres_land
)
values (
  $1::uuid,
  $2::text,
  $3::date,
  $4::date,
  $5::text,
  $6::text,
  $7::integer,
  $8::text,
  $9::text,
  $10::text,
  $11::text,
  $12::text,
  $13::text,
  $14::text
)
returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 handelsnaam, $3 oprichtingsdatum, $4 opheffingsdatum, $5 adres.nummeraanduidingId, $6 adres.straatnaam, $7 adres.huisnummer, $8 adres.huisnummertoevoeging, $9 adres.postcode, $10 adres.stad, $11 adres.adresregel1, $12 adres.adresregel2, $13 adres.adresregel3, $14 adres.land, $15 place:organisatie
insert into organisatie as part_0 (
  uuid,
  handelsnaam,
  oprichtingsdatum,
  opheffingsdatum,
  adres_nummeraanduiding_id,
  adres_straatnaam,
  adres_huisnummer,
  adres_huisnummertoevoeging,
  adres_postcode,
  adres_stad,
  adres_adresregel1,
  adres_adresregel2,
  adres_adresregel3,
  adres_land
)
values (
  $1::uuid,
  $2::text,
  $3::date,
  $4::date,
  $5::text,
  $6::text,
  $7::integer,
  $8::text,
  $9::text,
  $10::text,
  $11::text,
  $12::text,
  $13::text,
  $14::text
)
returning json_build_object(
  'uuid', part_0.uuid,
  'url', $15::text || part_0.uuid::text,
  'handelsnaam', part_0.handelsnaam,
  'oprichtingsdatum', part_0.oprichtingsdatum,
  'opheffingsdatum', part_0.opheffingsdatum,
  'adres', json_build_object(
    'nummeraanduidingId', part_0.adres_nummeraanduiding_id,
    'straatnaam', part_0.adres_straatnaam,
    'huisnummer', part_0.adres_huisnummer,
    'huisnummertoevoeging', part_0.adres_huisnummertoevoeging,
    'postcode', part_0.adres_postcode,
    'stad', part_0.adres_stad,
    'adresregel1', part_0.adres_adresregel1,
    'adresregel2', part_0.adres_adresregel2,
    'adresregel3', part_0.adres_adresregel3,
    'land', part_0.adres_land
  )
)::text as body_0;

-- a changed row
--   $1 handelsnaam, $2 oprichtingsdatum, $3 opheffingsdatum, $4 adres.nummeraanduidingId, $5 adres.straatnaam, $6 adres.huisnummer, $7 adres.huisnummertoevoeging, $8 adres.postcode, $9 adres.stad, $10 adres.adresregel1, $11 adres.adresregel2, $12 adres.adresregel3, $13 adres.land, $14 id
update organisatie
set
  handelsnaam = $1::text,
  oprichtingsdatum = $2::date,
  opheffingsdatum = $3::date,
  adres_nummeraanduiding_id = $4::text,
  adres_straatnaam = $5::text,
  adres_huisnummer = $6::integer,
  adres_huisnummertoevoeging = $7::text,
  adres_postcode = $8::text,
  adres_stad = $9::text,
  adres_adresregel1 = $10::text,
  adres_adresregel2 = $11::text,
  adres_adresregel3 = $12::text,
  adres_land = $13::text
where id = $14::bigint;

-- the key of a row that goes
--   $1 uuid
select id::text from organisatie where uuid = $1::uuid for update;

-- rows that go
--   $1 ids
delete from organisatie where id = any($1::bigint[]);
