-- Statements of betrokkene, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:betrokkene, $2 place:partij, $3 place:klantcontact, $4 place:digitaalAdres, $5 uuid
select
  json_build_object(
    'uuid', o.uuid,
    'url', $1::text || o.uuid::text,
    'wasPartij', (
      select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
      from partij t0
      where t0.id = o.was_partij_id
    ),
    'hadKlantcontact', (
      select json_build_object('uuid', t1.uuid, 'url', $3::text || t1.uuid::text)
      from klantcontact t1
      where t1.id = o.had_klantcontact_id
    ),
    'digitaleAdressen', array_to_json(
      array(
        select json_build_object('uuid', t2.uuid, 'url', $4::text || t2.uuid::text)
        from digitaal_adres t2
        where t2.verstrekt_door_betrokkene_id = o.id
        order by t2.id
      )
    ),
    'bezoekadres', json_build_object(
      'nummeraanduidingId', o.bezoekadres_nummeraanduiding_id,
      'straatnaam', o.bezoekadres_straatnaam,
      'huisnummer', o.bezoekadres_huisnummer,
      'huisnummertoevoeging', o.bezoekadres_huisnummertoevoeging,
      'postcode', o.bezoekadres_postcode,
      'stad', o.bezoekadres_stad,
      'adresregel1', o.bezoekadres_adresregel1,
      'adresregel2', o.bezoekadres_adresregel2,
      'adresregel3', o.bezoekadres_adresregel3,
      'land', o.bezoekadres_land
    ),
    'correspondentieadres', json_build_object(
      'nummeraanduidingId', o.correspondentieadres_nummeraanduiding_id,
      'straatnaam', o.correspondentieadres_straatnaam,
      'huisnummer', o.correspondentieadres_huisnummer,
      'huisnummertoevoeging', o.correspondentieadres_huisnummertoevoeging,
      'postcode', o.correspondentieadres_postcode,
      'stad', o.correspondentieadres_stad,
      'adresregel1', o.correspondentieadres_adresregel1,
      'adresregel2', o.correspondentieadres_adresregel2,
      'adresregel3', o.correspondentieadres_adresregel3,
      'land', o.correspondentieadres_land
    ),
    'contactnaam', json_build_object(
      'voorletters', o.contactnaam_voorletters,
      'voornaam', o.contactnaam_voornaam,
      'voorvoegselAchternaam', o.contactnaam_voorvoegsel_achternaam,
      'achternaam', o.contactnaam_achternaam
    ),
    'volledigeNaam', concat_ws(
      ' ',
      nullif(o.contactnaam_voornaam, ''),
      nullif(o.contactnaam_voorvoegsel_achternaam, ''),
      nullif(o.contactnaam_achternaam, '')
    ),
    'rol', o.rol,
    'organisatienaam', o.organisatienaam,
    'initiator', o.initiator
  )::text as body,
  (
    coalesce((select (t3.indicatie_geheimhouding is true) from partij t3 where t3.id = o.was_partij_id), false)
  ) as warned
from betrokkene o
where o.uuid = $5::uuid;

-- one object, digitaleAdressen included
--   $1 place:betrokkene, $2 place:partij, $3 place:klantcontact, $4 place:digitaalAdres, $5 uuid
select
  json_build_object(
    '…', …,
    '_expand', json_build_object(
      'digitaleAdressen', array_to_json(
        array(
          select json_build_object(…)
          from digitaal_adres t3
          where t3.verstrekt_door_betrokkene_id = o.id
          order by t3.id
        )
      )
    )
  )::text as body,
  (
    coalesce(
      (select (t5.indicatie_geheimhouding is true) from partij t5 where t5.id = o.was_partij_id), false
    ) or coalesce(
      (
        select bool_or(
          (
            coalesce(
              (select (t7.indicatie_geheimhouding is true) from partij t7 where t7.id = t6.verstrekt_door_partij_id),
              false
            ) or coalesce(
              (
                select (
                  coalesce(
                    (select (t9.indicatie_geheimhouding is true) from partij t9 where t9.id = t8.was_partij_id),
                    false
                  )
                )
                from betrokkene t8
                where t8.id = t6.verstrekt_door_betrokkene_id
              ),
              false
            )
          )
        )
        from digitaal_adres t6
        where t6.verstrekt_door_betrokkene_id = o.id
      ),
      false
    )
  ) as warned
from betrokkene o
where o.uuid = $5::uuid;

-- list
--   $1 offset, $2 limit, $3 place:betrokkene, $4 place:partij, $5 place:klantcontact, $6 place:digitaalAdres
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'betrokkene')::bigint as amount
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
        'wasPartij', (
          select json_build_object('uuid', t0.uuid, 'url', $4::text || t0.uuid::text)
          from partij t0
          where t0.id = o.was_partij_id
        ),
        'hadKlantcontact', (
          select json_build_object('uuid', t1.uuid, 'url', $5::text || t1.uuid::text)
          from klantcontact t1
          where t1.id = o.had_klantcontact_id
        ),
        'digitaleAdressen', array_to_json(
          array(
            select json_build_object('uuid', t2.uuid, 'url', $6::text || t2.uuid::text)
            from digitaal_adres t2
            where t2.verstrekt_door_betrokkene_id = o.id
            order by t2.id
          )
        ),
        'bezoekadres', json_build_object(
          'nummeraanduidingId', o.bezoekadres_nummeraanduiding_id,
          'straatnaam', o.bezoekadres_straatnaam,
          'huisnummer', o.bezoekadres_huisnummer,
          'huisnummertoevoeging', o.bezoekadres_huisnummertoevoeging,
          'postcode', o.bezoekadres_postcode,
          'stad', o.bezoekadres_stad,
          'adresregel1', o.bezoekadres_adresregel1,
          'adresregel2', o.bezoekadres_adresregel2,
          'adresregel3', o.bezoekadres_adresregel3,
          'land', o.bezoekadres_land
        ),
        'correspondentieadres', json_build_object(
          'nummeraanduidingId', o.correspondentieadres_nummeraanduiding_id,
          'straatnaam', o.correspondentieadres_straatnaam,
          'huisnummer', o.correspondentieadres_huisnummer,
          'huisnummertoevoeging', o.correspondentieadres_huisnummertoevoeging,
          'postcode', o.correspondentieadres_postcode,
          'stad', o.correspondentieadres_stad,
          'adresregel1', o.correspondentieadres_adresregel1,
          'adresregel2', o.correspondentieadres_adresregel2,
          'adresregel3', o.correspondentieadres_adresregel3,
          'land', o.correspondentieadres_land
        ),
        'contactnaam', json_build_object(
          'voorletters', o.contactnaam_voorletters,
          'voornaam', o.contactnaam_voornaam,
          'voorvoegselAchternaam', o.contactnaam_voorvoegsel_achternaam,
          'achternaam', o.contactnaam_achternaam
        ),
        'volledigeNaam', concat_ws(
          ' ',
          nullif(o.contactnaam_voornaam, ''),
          nullif(o.contactnaam_voorvoegsel_achternaam, ''),
          nullif(o.contactnaam_achternaam, '')
        ),
        'rol', o.rol,
        'organisatienaam', o.organisatienaam,
        'initiator', o.initiator,
        '_expand', json_build_object()
      )
      order by o.id desc
    ),
    '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t3.indicatie_geheimhouding is true) from partij t3 where t3.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select r.id from betrokkene r where true order by r.id desc limit $2::bigint offset (select skip from page)
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:betrokkene, $4 place:partij, $5 place:klantcontact, $6 place:digitaalAdres
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'betrokkene')::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t3.indicatie_geheimhouding is true) from partij t3 where t3.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select r.id
  from betrokkene r
  where true
  order by r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'betrokkene')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'betrokkene'
        union all
        select stretch, delta
        from tally
        where collection = 'betrokkene'
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
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t3.indicatie_geheimhouding is true) from partij t3 where t3.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select r.id
  from betrokkene r
  where r.id < ((select stretch from place) + 1) << 12
  order by r.id desc
  limit $6::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- one object, everything included
--   $1 place:betrokkene, $2 place:partij, $3 place:klantcontact, $4 place:digitaalAdres, $5 uuid
select
  json_build_object(
    'uuid', o.uuid,
    'url', $1::text || o.uuid::text,
    'wasPartij', (
      select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
      from partij t0
      where t0.id = o.was_partij_id
    ),
    'hadKlantcontact', (
      select json_build_object('uuid', t1.uuid, 'url', $3::text || t1.uuid::text)
      from klantcontact t1
      where t1.id = o.had_klantcontact_id
    ),
    'digitaleAdressen', array_to_json(
      array(
        select json_build_object('uuid', t2.uuid, 'url', $4::text || t2.uuid::text)
        from digitaal_adres t2
        where t2.verstrekt_door_betrokkene_id = o.id
        order by t2.id
      )
    ),
    'bezoekadres', json_build_object(
      'nummeraanduidingId', o.bezoekadres_nummeraanduiding_id,
      'straatnaam', o.bezoekadres_straatnaam,
      'huisnummer', o.bezoekadres_huisnummer,
      'huisnummertoevoeging', o.bezoekadres_huisnummertoevoeging,
      'postcode', o.bezoekadres_postcode,
      'stad', o.bezoekadres_stad,
      'adresregel1', o.bezoekadres_adresregel1,
      'adresregel2', o.bezoekadres_adresregel2,
      'adresregel3', o.bezoekadres_adresregel3,
      'land', o.bezoekadres_land
    ),
    'correspondentieadres', json_build_object(
      'nummeraanduidingId', o.correspondentieadres_nummeraanduiding_id,
      'straatnaam', o.correspondentieadres_straatnaam,
      'huisnummer', o.correspondentieadres_huisnummer,
      'huisnummertoevoeging', o.correspondentieadres_huisnummertoevoeging,
      'postcode', o.correspondentieadres_postcode,
      'stad', o.correspondentieadres_stad,
      'adresregel1', o.correspondentieadres_adresregel1,
      'adresregel2', o.correspondentieadres_adresregel2,
      'adresregel3', o.correspondentieadres_adresregel3,
      'land', o.correspondentieadres_land
    ),
    'contactnaam', json_build_object(
      'voorletters', o.contactnaam_voorletters,
      'voornaam', o.contactnaam_voornaam,
      'voorvoegselAchternaam', o.contactnaam_voorvoegsel_achternaam,
      'achternaam', o.contactnaam_achternaam
    ),
    'volledigeNaam', concat_ws(
      ' ',
      nullif(o.contactnaam_voornaam, ''),
      nullif(o.contactnaam_voorvoegsel_achternaam, ''),
      nullif(o.contactnaam_achternaam, '')
    ),
    'rol', o.rol,
    'organisatienaam', o.organisatienaam,
    'initiator', o.initiator,
    '_expand', json_build_object(
      'digitaleAdressen', array_to_json(
        array(
          select json_build_object(
            'uuid', t3.uuid,
            'url', $4::text || t3.uuid::text,
            'verstrektDoorBetrokkene', json_build_object('uuid', o.uuid, 'url', $1::text || o.uuid::text),
            'verstrektDoorPartij', (
              select json_build_object('uuid', t4.uuid, 'url', $2::text || t4.uuid::text)
              from partij t4
              where t4.id = t3.verstrekt_door_partij_id
            ),
            'adres', t3.adres,
            'soortDigitaalAdres', t3.soort_digitaal_adres,
            'isStandaardAdres', t3.is_standaard_adres,
            'omschrijving', t3.omschrijving,
            'referentie', t3.referentie,
            'verificatieDatum', t3.verificatie_datum
          )
          from digitaal_adres t3
          where t3.verstrekt_door_betrokkene_id = o.id
          order by t3.id
        )
      )
    )
  )::text as body,
  (
    coalesce(
      (select (t5.indicatie_geheimhouding is true) from partij t5 where t5.id = o.was_partij_id), false
    ) or coalesce(
      (
        select bool_or(
          (
            coalesce(
              (select (t7.indicatie_geheimhouding is true) from partij t7 where t7.id = t6.verstrekt_door_partij_id),
              false
            ) or coalesce(
              (
                select (
                  coalesce(
                    (select (t9.indicatie_geheimhouding is true) from partij t9 where t9.id = t8.was_partij_id),
                    false
                  )
                )
                from betrokkene t8
                where t8.id = t6.verstrekt_door_betrokkene_id
              ),
              false
            )
          )
        )
        from digitaal_adres t6
        where t6.verstrekt_door_betrokkene_id = o.id
      ),
      false
    )
  ) as warned
from betrokkene o
where o.uuid = $5::uuid;

-- list, everything included
--   $1 offset, $2 limit, $3 place:betrokkene, $4 place:partij, $5 place:klantcontact, $6 place:digitaalAdres
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'betrokkene')::bigint as amount
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
        '…', …,
        '_expand', json_build_object(
          'digitaleAdressen', array_to_json(
            array(
              select json_build_object(…)
              from digitaal_adres t3
              where t3.verstrekt_door_betrokkene_id = o.id
              order by t3.id
            )
          )
        )
      )
      order by o.id desc
    ),
    '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t5.indicatie_geheimhouding is true) from partij t5 where t5.id = o.was_partij_id), false
        ) or coalesce(
          (
            select bool_or(
              (
                coalesce(
                  (
                    select (t7.indicatie_geheimhouding is true)
                    from partij t7
                    where t7.id = t6.verstrekt_door_partij_id
                  ),
                  false
                ) or coalesce(
                  (
                    select (
                      coalesce(
                        (select (t9.indicatie_geheimhouding is true) from partij t9 where t9.id = t8.was_partij_id),
                        false
                      )
                    )
                    from betrokkene t8
                    where t8.id = t6.verstrekt_door_betrokkene_id
                  ),
                  false
                )
              )
            )
            from digitaal_adres t6
            where t6.verstrekt_door_betrokkene_id = o.id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id from betrokkene r where true order by r.id desc limit $2::bigint offset (select skip from page)
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, contactnaamVoorletters
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 contactnaamVoorletters, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t3.indicatie_geheimhouding is true) from partij t3 where t3.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from betrokkene r
    where r.contactnaam_voorletters = $6::text
    and r.contactnaam_voorletters <> ''
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, contactnaamVoornaam
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 contactnaamVoornaam, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t3.indicatie_geheimhouding is true) from partij t3 where t3.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id from betrokkene r where r.contactnaam_voornaam = $6::text and r.contactnaam_voornaam <> '' offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, contactnaamVoorvoegselAchternaam
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 contactnaamVoorvoegselAchternaam, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t3.indicatie_geheimhouding is true) from partij t3 where t3.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from betrokkene r
    where r.contactnaam_voorvoegsel_achternaam = $6::text
    and r.contactnaam_voorvoegsel_achternaam <> ''
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, contactnaamAchternaam
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 contactnaamAchternaam, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t3.indicatie_geheimhouding is true) from partij t3 where t3.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from betrokkene r
    where r.contactnaam_achternaam = $6::text
    and r.contactnaam_achternaam <> ''
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, organisatienaam
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 organisatienaam, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t3.indicatie_geheimhouding is true) from partij t3 where t3.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (select r.id from betrokkene r where r.organisatienaam = $6::text and r.organisatienaam <> '' offset 0) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, hadKlantcontact__uuid
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 hadKlantcontact__uuid, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t3.indicatie_geheimhouding is true) from partij t3 where t3.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from betrokkene r
    where r.had_klantcontact_id = (select k.id from klantcontact k where k.uuid = $6::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, hadKlantcontact__url
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 hadKlantcontact__url, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t3.indicatie_geheimhouding is true) from partij t3 where t3.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from betrokkene r
    where r.had_klantcontact_id = (select k.id from klantcontact k where k.uuid = $6::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, hadKlantcontact__nummer
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 hadKlantcontact__nummer, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from betrokkene r
    where r.had_klantcontact_id in (
      select t0.id from klantcontact t0 where t0.nummer = $6::text and t0.nummer <> ''
    )
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, hadKlantcontact__referentienummer
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 hadKlantcontact__referentienummer, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from betrokkene r
    where r.had_klantcontact_id in (
      select t0.id from klantcontact t0 where t0.referentienummer = $6::text and t0.referentienummer <> ''
    )
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, verstrektedigitaalAdres__uuid
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 verstrektedigitaalAdres__uuid, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from betrokkene r
    where r.id in (
      select t0.verstrekt_door_betrokkene_id
      from digitaal_adres t0
      where t0.id = (select k.id from digitaal_adres k where k.uuid = $6::uuid)
    )
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, verstrektedigitaalAdres__url
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 verstrektedigitaalAdres__url, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from betrokkene r
    where r.id in (
      select t0.verstrekt_door_betrokkene_id
      from digitaal_adres t0
      where t0.id = (select k.id from digitaal_adres k where k.uuid = $6::uuid)
    )
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, verstrektedigitaalAdres__adres
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 verstrektedigitaalAdres__adres, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from betrokkene r
    where r.id in (
      select t0.verstrekt_door_betrokkene_id from digitaal_adres t0 where t0.adres = $6::text and t0.adres <> ''
    )
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, wasPartij__uuid
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 wasPartij__uuid, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t3.indicatie_geheimhouding is true) from partij t3 where t3.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from betrokkene r
    where r.was_partij_id = (select k.id from partij k where k.uuid = $6::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, wasPartij__url
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 wasPartij__url, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t3.indicatie_geheimhouding is true) from partij t3 where t3.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from betrokkene r
    where r.was_partij_id = (select k.id from partij k where k.uuid = $6::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, wasPartij__nummer
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 wasPartij__nummer, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from betrokkene r
    where r.was_partij_id in (select t0.id from partij t0 where t0.nummer = $6::text and t0.nummer <> '')
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, wasPartij__partijIdentificator__codeObjecttype
--   $1 wasPartij__partijIdentificator__codeObjecttype, $2 offset, $3 limit, $4 place:betrokkene, $5 place:partij, $6 place:klantcontact, $7 place:digitaalAdres
with
  total as materialized (
    select (
      select count(*)
      from betrokkene r
      where r.was_partij_id in (
        select t0.id
        from partij t0
        where t0.id in (
          select t1.identificeerde_partij_id
          from partij_identificator t1
          where t1.partij_identificator_code_objecttype = $1::text
        )
      )
    )::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($2::bigint, greatest(amount - 1, 0) / $3::bigint * $3::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t5.indicatie_geheimhouding is true) from partij t5 where t5.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select r.id
  from betrokkene r
  where r.was_partij_id in (
    select t0.id
    from partij t0
    where t0.id in (
      select t1.identificeerde_partij_id
      from partij_identificator t1
      where t1.partij_identificator_code_objecttype = $1::text
    )
  )
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, wasPartij__partijIdentificator__codeSoortObjectId
--   $1 wasPartij__partijIdentificator__codeSoortObjectId, $2 offset, $3 limit, $4 place:betrokkene, $5 place:partij, $6 place:klantcontact, $7 place:digitaalAdres
with
  total as materialized (
    select (
      select count(*)
      from betrokkene r
      where r.was_partij_id in (
        select t0.id
        from partij t0
        where t0.id in (
          select t1.identificeerde_partij_id
          from partij_identificator t1
          where t1.partij_identificator_code_soort_object_id = $1::text
        )
      )
    )::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($2::bigint, greatest(amount - 1, 0) / $3::bigint * $3::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t5.indicatie_geheimhouding is true) from partij t5 where t5.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select r.id
  from betrokkene r
  where r.was_partij_id in (
    select t0.id
    from partij t0
    where t0.id in (
      select t1.identificeerde_partij_id
      from partij_identificator t1
      where t1.partij_identificator_code_soort_object_id = $1::text
    )
  )
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, wasPartij__partijIdentificator__objectId
--   $1 offset, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:digitaalAdres, $6 wasPartij__partijIdentificator__objectId, $7 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t5.indicatie_geheimhouding is true) from partij t5 where t5.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from betrokkene r
    where r.was_partij_id in (
      select t0.id
      from partij t0
      where t0.id in (
        select t1.identificeerde_partij_id
        from partij_identificator t1
        where t1.partij_identificator_object_id = $6::text
        and t1.partij_identificator_object_id <> ''
      )
    )
    offset 0
  ) h
  order by h.id desc
  limit $7::bigint
  offset $1::bigint
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- list, wasPartij__partijIdentificator__codeRegister
--   $1 wasPartij__partijIdentificator__codeRegister, $2 offset, $3 limit, $4 place:betrokkene, $5 place:partij, $6 place:klantcontact, $7 place:digitaalAdres
with
  total as materialized (
    select (
      select count(*)
      from betrokkene r
      where r.was_partij_id in (
        select t0.id
        from partij t0
        where t0.id in (
          select t1.identificeerde_partij_id
          from partij_identificator t1
          where t1.partij_identificator_code_register = $1::text
        )
      )
    )::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($2::bigint, greatest(amount - 1, 0) / $3::bigint * $3::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (coalesce((select (t5.indicatie_geheimhouding is true) from partij t5 where t5.id = o.was_partij_id), false))
    ),
    false
  ) as warned
from (
  select r.id
  from betrokkene r
  where r.was_partij_id in (
    select t0.id
    from partij t0
    where t0.id in (
      select t1.identificeerde_partij_id
      from partij_identificator t1
      where t1.partij_identificator_code_register = $1::text
    )
  )
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from betrokkene r where r.id = k.id offset 0) o;

-- what a body asks
--   $1 uuids:klantcontact, $2 uuids:partij
select
  (
    select json_object_agg(t.uuid, json_build_array(t.id::text)) from klantcontact t where t.uuid = any($1::uuid[])
  ) as klantcontact,
  (
    select json_object_agg(t.uuid, json_build_array(t.id::text, t.soort_partij))
    from partij t
    where t.uuid = any($2::uuid[])
  ) as partij;

-- the row as it is kept
--   $1 uuid
select
  id::text,
  uuid,
  was_partij_id,
  had_klantcontact_id,
  bezoekadres_nummeraanduiding_id,
  bezoekadres_straatnaam,
  bezoekadres_huisnummer,
  bezoekadres_huisnummertoevoeging,
  bezoekadres_postcode,
  bezoekadres_stad,
  bezoekadres_adresregel1,
  bezoekadres_adresregel2,
  bezoekadres_adresregel3,
  bezoekadres_land,
  correspondentieadres_nummeraanduiding_id,
  correspondentieadres_straatnaam,
  correspondentieadres_huisnummer,
  correspondentieadres_huisnummertoevoeging,
  correspondentieadres_postcode,
  correspondentieadres_stad,
  correspondentieadres_adresregel1,
  correspondentieadres_adresregel2,
  correspondentieadres_adresregel3,
  correspondentieadres_land,
  contactnaam_voorletters,
  contactnaam_voornaam,
  contactnaam_voorvoegsel_achternaam,
  contactnaam_achternaam,
  rol,
  organisatienaam,
  initiator,
  coalesce(
    case
    when coalesce(
      (
        select ((v0.betwisting = 'beperkt') is true)
        from klantcontact v0
        where v0.id = betrokkene.had_klantcontact_id
      ),
      false
    ) then 'De verwerking van dit klantcontact is beperkt (AVG, artikel 18): het wordt niet gewijzigd of verwijderd tot over de betwisting is besloten.' end
  ) as frozen
from betrokkene
where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 wasPartij, $3 hadKlantcontact, $4 bezoekadres.nummeraanduidingId, $5 bezoekadres.straatnaam, $6 bezoekadres.huisnummer, $7 bezoekadres.huisnummertoevoeging, $8 bezoekadres.postcode, $9 bezoekadres.stad, $10 bezoekadres.adresregel1, $11 bezoekadres.adresregel2, $12 bezoekadres.adresregel3, $13 bezoekadres.land, $14 correspondentieadres.nummeraanduidingId, $15 correspondentieadres.straatnaam, $16 correspondentieadres.huisnummer, $17 correspondentieadres.huisnummertoevoeging, $18 correspondentieadres.postcode, $19 correspondentieadres.stad, $20 correspondentieadres.adresregel1, $21 correspondentieadres.adresregel2, $22 correspondentieadres.adresregel3, $23 correspondentieadres.land, $24 contactnaam.voorletters, $25 contactnaam.voornaam, $26 contactnaam.voorvoegselAchternaam, $27 contactnaam.achternaam, $28 rol, $29 organisatienaam, $30 initiator
insert into betrokkene as made (
  uuid,
  was_partij_id,
  had_klantcontact_id,
  bezoekadres_nummeraanduiding_id,
  bezoekadres_straatnaam,
  bezoekadres_huisnummer,
  bezoekadres_huisnummertoevoeging,
  bezoekadres_postcode,
  bezoekadres_stad,
  bezoekadres_adresregel1,
  bezoekadres_adresregel2,
  bezoekadres_adresregel3,
  bezoekadres_land,
  correspondentieadres_nummeraanduiding_id,
  correspondentieadres_straatnaam,
  correspondentieadres_huisnummer,
  correspondentieadres_huisnummertoevoeging,
  correspondentieadres_postcode,
  correspondentieadres_stad,
  correspondentieadres_adresregel1,
  correspondentieadres_adresregel2,
  correspondentieadres_adresregel3,
  correspondentieadres_land,
  contactnaam_voorletters,
  contactnaam_voornaam,
  contactnaam_voorvoegsel_achternaam,
  contactnaam_achternaam,
  rol,
  organisatienaam,
  initiator
)
values (
  $1::uuid,
  $2::bigint,
  $3::bigint,
  $4::text,
  $5::text,
  $6::integer,
  $7::text,
  $8::text,
  $9::text,
  $10::text,
  $11::text,
  $12::text,
  $13::text,
  $14::text,
  $15::text,
  $16::integer,
  $17::text,
  $18::text,
  $19::text,
  $20::text,
  $21::text,
  $22::text,
  $23::text,
  $24::text,
  $25::text,
  $26::text,
  $27::text,
  $28::text,
  $29::text,
  $30::boolean
)
returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 wasPartij, $3 hadKlantcontact, $4 bezoekadres.nummeraanduidingId, $5 bezoekadres.straatnaam, $6 bezoekadres.huisnummer, $7 bezoekadres.huisnummertoevoeging, $8 bezoekadres.postcode, $9 bezoekadres.stad, $10 bezoekadres.adresregel1, $11 bezoekadres.adresregel2, $12 bezoekadres.adresregel3, $13 bezoekadres.land, $14 correspondentieadres.nummeraanduidingId, $15 correspondentieadres.straatnaam, $16 correspondentieadres.huisnummer, $17 correspondentieadres.huisnummertoevoeging, $18 correspondentieadres.postcode, $19 correspondentieadres.stad, $20 correspondentieadres.adresregel1, $21 correspondentieadres.adresregel2, $22 correspondentieadres.adresregel3, $23 correspondentieadres.land, $24 contactnaam.voorletters, $25 contactnaam.voornaam, $26 contactnaam.voorvoegselAchternaam, $27 contactnaam.achternaam, $28 rol, $29 organisatienaam, $30 initiator, $31 place:betrokkene, $32 place:partij, $33 place:klantcontact
insert into betrokkene as part_0 (
  uuid,
  was_partij_id,
  had_klantcontact_id,
  bezoekadres_nummeraanduiding_id,
  bezoekadres_straatnaam,
  bezoekadres_huisnummer,
  bezoekadres_huisnummertoevoeging,
  bezoekadres_postcode,
  bezoekadres_stad,
  bezoekadres_adresregel1,
  bezoekadres_adresregel2,
  bezoekadres_adresregel3,
  bezoekadres_land,
  correspondentieadres_nummeraanduiding_id,
  correspondentieadres_straatnaam,
  correspondentieadres_huisnummer,
  correspondentieadres_huisnummertoevoeging,
  correspondentieadres_postcode,
  correspondentieadres_stad,
  correspondentieadres_adresregel1,
  correspondentieadres_adresregel2,
  correspondentieadres_adresregel3,
  correspondentieadres_land,
  contactnaam_voorletters,
  contactnaam_voornaam,
  contactnaam_voorvoegsel_achternaam,
  contactnaam_achternaam,
  rol,
  organisatienaam,
  initiator
)
values (
  $1::uuid,
  coalesce((select id from partij where uuid = $2::uuid), case when $2::uuid is not null then 0 end),
  coalesce((select id from klantcontact where uuid = $3::uuid), case when $3::uuid is not null then 0 end),
  $4::text,
  $5::text,
  $6::integer,
  $7::text,
  $8::text,
  $9::text,
  $10::text,
  $11::text,
  $12::text,
  $13::text,
  $14::text,
  $15::text,
  $16::integer,
  $17::text,
  $18::text,
  $19::text,
  $20::text,
  $21::text,
  $22::text,
  $23::text,
  $24::text,
  $25::text,
  $26::text,
  $27::text,
  $28::text,
  $29::text,
  $30::boolean
)
returning json_build_object(
  'uuid', part_0.uuid, 'url', $31::text || part_0.uuid::text, 'wasPartij', case
  when
    $2::uuid is not null then json_build_object('uuid', $2::uuid, 'url', $32::text || $2::uuid::text) end,
    'hadKlantcontact',
    case
  when
    $3::uuid is not null then json_build_object('uuid', $3::uuid, 'url', $33::text || $3::uuid::text) end,
    'digitaleAdressen',
    '[]'::json,
    'bezoekadres',
    json_build_object(
      'nummeraanduidingId', part_0.bezoekadres_nummeraanduiding_id,
      'straatnaam', part_0.bezoekadres_straatnaam,
      'huisnummer', part_0.bezoekadres_huisnummer,
      'huisnummertoevoeging', part_0.bezoekadres_huisnummertoevoeging,
      'postcode', part_0.bezoekadres_postcode,
      'stad', part_0.bezoekadres_stad,
      'adresregel1', part_0.bezoekadres_adresregel1,
      'adresregel2', part_0.bezoekadres_adresregel2,
      'adresregel3', part_0.bezoekadres_adresregel3,
      'land', part_0.bezoekadres_land
    ),
    'correspondentieadres',
    json_build_object(
      'nummeraanduidingId', part_0.correspondentieadres_nummeraanduiding_id,
      'straatnaam', part_0.correspondentieadres_straatnaam,
      'huisnummer', part_0.correspondentieadres_huisnummer,
      'huisnummertoevoeging', part_0.correspondentieadres_huisnummertoevoeging,
      'postcode', part_0.correspondentieadres_postcode,
      'stad', part_0.correspondentieadres_stad,
      'adresregel1', part_0.correspondentieadres_adresregel1,
      'adresregel2', part_0.correspondentieadres_adresregel2,
      'adresregel3', part_0.correspondentieadres_adresregel3,
      'land', part_0.correspondentieadres_land
    ),
    'contactnaam',
    json_build_object(
      'voorletters', part_0.contactnaam_voorletters,
      'voornaam', part_0.contactnaam_voornaam,
      'voorvoegselAchternaam', part_0.contactnaam_voorvoegsel_achternaam,
      'achternaam', part_0.contactnaam_achternaam
    ),
    'volledigeNaam',
    concat_ws(
      ' ',
      nullif(part_0.contactnaam_voornaam, ''),
      nullif(part_0.contactnaam_voorvoegsel_achternaam, ''),
      nullif(part_0.contactnaam_achternaam, '')
    ),
    'rol',
    part_0.rol,
    'organisatienaam',
    part_0.organisatienaam,
    'initiator',
    part_0.initiator
)::text as body_0;

-- a changed row
--   $1 wasPartij, $2 hadKlantcontact, $3 bezoekadres.nummeraanduidingId, $4 bezoekadres.straatnaam, $5 bezoekadres.huisnummer, $6 bezoekadres.huisnummertoevoeging, $7 bezoekadres.postcode, $8 bezoekadres.stad, $9 bezoekadres.adresregel1, $10 bezoekadres.adresregel2, $11 bezoekadres.adresregel3, $12 bezoekadres.land, $13 correspondentieadres.nummeraanduidingId, $14 correspondentieadres.straatnaam, $15 correspondentieadres.huisnummer, $16 correspondentieadres.huisnummertoevoeging, $17 correspondentieadres.postcode, $18 correspondentieadres.stad, $19 correspondentieadres.adresregel1, $20 correspondentieadres.adresregel2, $21 correspondentieadres.adresregel3, $22 correspondentieadres.land, $23 contactnaam.voorletters, $24 contactnaam.voornaam, $25 contactnaam.voorvoegselAchternaam, $26 contactnaam.achternaam, $27 rol, $28 organisatienaam, $29 initiator, $30 id
update betrokkene
set
  was_partij_id = $1::bigint,
  had_klantcontact_id = $2::bigint,
  bezoekadres_nummeraanduiding_id = $3::text,
  bezoekadres_straatnaam = $4::text,
  bezoekadres_huisnummer = $5::integer,
  bezoekadres_huisnummertoevoeging = $6::text,
  bezoekadres_postcode = $7::text,
  bezoekadres_stad = $8::text,
  bezoekadres_adresregel1 = $9::text,
  bezoekadres_adresregel2 = $10::text,
  bezoekadres_adresregel3 = $11::text,
  bezoekadres_land = $12::text,
  correspondentieadres_nummeraanduiding_id = $13::text,
  correspondentieadres_straatnaam = $14::text,
  correspondentieadres_huisnummer = $15::integer,
  correspondentieadres_huisnummertoevoeging = $16::text,
  correspondentieadres_postcode = $17::text,
  correspondentieadres_stad = $18::text,
  correspondentieadres_adresregel1 = $19::text,
  correspondentieadres_adresregel2 = $20::text,
  correspondentieadres_adresregel3 = $21::text,
  correspondentieadres_land = $22::text,
  contactnaam_voorletters = $23::text,
  contactnaam_voornaam = $24::text,
  contactnaam_voorvoegsel_achternaam = $25::text,
  contactnaam_achternaam = $26::text,
  rol = $27::text,
  organisatienaam = $28::text,
  initiator = $29::boolean
where id = $30::bigint;

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
        where v0.id = betrokkene.had_klantcontact_id
      ),
      false
    ) then 'De verwerking van dit klantcontact is beperkt (AVG, artikel 18): het wordt niet gewijzigd of verwijderd tot over de betwisting is besloten.' end
  ) as frozen
from betrokkene
where uuid = $1::uuid for update;

-- digitaalAdres.verstrektDoorBetrokkene is cleared
--   $1 ids
update digitaal_adres
set verstrekt_door_betrokkene_id = null
where verstrekt_door_betrokkene_id = any($1::bigint[])
returning id::text;

-- rows that go
--   $1 ids
delete from betrokkene where id = any($1::bigint[]);
