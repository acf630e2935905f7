-- Statements of persoon, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:persoon, $2 uuid
select json_build_object(
  'uuid', o.uuid,
  'url', $1::text || o.uuid::text,
  'geboortedatum', o.geboortedatum,
  'overlijdensdatum', o.overlijdensdatum,
  'geslachtsnaam', o.geslachtsnaam,
  'geslacht', o.geslacht,
  'voorvoegsel', o.voorvoegsel,
  'voornamen', o.voornamen,
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
from persoon o
where o.uuid = $2::uuid;

-- list
--   $1 offset, $2 limit, $3 place:persoon
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'persoon')::bigint as amount
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
        'geboortedatum', o.geboortedatum,
        'overlijdensdatum', o.overlijdensdatum,
        'geslachtsnaam', o.geslachtsnaam,
        'geslacht', o.geslacht,
        'voorvoegsel', o.voorvoegsel,
        'voornamen', o.voornamen,
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
  select r.id from persoon r where true order by r.id desc limit $2::bigint offset (select skip from page)
) k cross
join lateral (select * from persoon r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:persoon
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'persoon')::bigint as amount
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
  from persoon r
  where true
  order by r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from persoon r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:persoon, $3 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'persoon')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'persoon'
        union all
        select stretch, delta
        from tally
        where collection = 'persoon'
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
  from persoon r
  where r.id < ((select stretch from place) + 1) << 12
  order by r.id desc
  limit $3::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from persoon r where r.id = k.id offset 0) o;

-- the row as it is kept
--   $1 uuid
select
  id::text,
  uuid,
  geboortedatum,
  overlijdensdatum,
  geslachtsnaam,
  geslacht,
  voorvoegsel,
  voornamen,
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
from persoon
where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 geboortedatum, $3 overlijdensdatum, $4 geslachtsnaam, $5 geslacht, $6 voorvoegsel, $7 voornamen, $8 adres.nummeraanduidingId, $9 adres.straatnaam, $10 adres.huisnummer, $11 adres.huisnummertoevoeging, $12 adres.postcode, $13 adres.stad, $14 adres.adresregel1, $15 adres.adresregel2, $16 adres.adresregel3, $17 adres.land
insert into persoon as made (
  uuid,
  geboortedatum,
  overlijdensdatum,
  geslachtsnaam,
  geslacht,
  voorvoegsel,
  voornamen,
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
  $2::date,
  $3::date,
  $4::text,
  $5::text,
  $6::text,
  $7::text,
  $8::text,
  $9::text,
  $10::integer,
  $11::text,
  $12::text,
  $13::text,
  $14::text,
  $15::text,
  $16::text,
  $17::text
)
returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 geboortedatum, $3 overlijdensdatum, $4 geslachtsnaam, $5 geslacht, $6 voorvoegsel, $7 voornamen, $8 adres.nummeraanduidingId, $9 adres.straatnaam, $10 adres.huisnummer, $11 adres.huisnummertoevoeging, $12 adres.postcode, $13 adres.stad, $14 adres.adresregel1, $15 adres.adresregel2, $16 adres.adresregel3, $17 adres.land, $18 place:persoon
insert into persoon as part_0 (
  uuid,
  geboortedatum,
  overlijdensdatum,
  geslachtsnaam,
  geslacht,
  voorvoegsel,
  voornamen,
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
  $2::date,
  $3::date,
  $4::text,
  $5::text,
  $6::text,
  $7::text,
  $8::text,
  $9::text,
  $10::integer,
  $11::text,
  $12::text,
  $13::text,
  $14::text,
  $15::text,
  $16::text,
  $17::text
)
returning json_build_object(
  'uuid', part_0.uuid,
  'url', $18::text || part_0.uuid::text,
  'geboortedatum', part_0.geboortedatum,
  'overlijdensdatum', part_0.overlijdensdatum,
  'geslachtsnaam', part_0.geslachtsnaam,
  'geslacht', part_0.geslacht,
  'voorvoegsel', part_0.voorvoegsel,
  'voornamen', part_0.voornamen,
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
--   $1 geboortedatum, $2 overlijdensdatum, $3 geslachtsnaam, $4 geslacht, $5 voorvoegsel, $6 voornamen, $7 adres.nummeraanduidingId, $8 adres.straatnaam, $9 adres.huisnummer, $10 adres.huisnummertoevoeging, $11 adres.postcode, $12 adres.stad, $13 adres.adresregel1, $14 adres.adresregel2, $15 adres.adresregel3, $16 adres.land, $17 id
update persoon
set
  geboortedatum = $1::date,
  overlijdensdatum = $2::date,
  geslachtsnaam = $3::text,
  geslacht = $4::text,
  voorvoegsel = $5::text,
  voornamen = $6::text,
  adres_nummeraanduiding_id = $7::text,
  adres_straatnaam = $8::text,
  adres_huisnummer = $9::integer,
  adres_huisnummertoevoeging = $10::text,
  adres_postcode = $11::text,
  adres_stad = $12::text,
  adres_adresregel1 = $13::text,
  adres_adresregel2 = $14::text,
  adres_adresregel3 = $15::text,
  adres_land = $16::text
where id = $17::bigint;

-- the key of a row that goes
--   $1 uuid
select id::text from persoon where uuid = $1::uuid for update;

-- rows that go
--   $1 ids
delete from persoon where id = any($1::bigint[]);
