-- Statements of partij, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:partij, $2 place:betrokkene, $3 place:categorieRelatie, $4 place:digitaalAdres, $5 place:rekeningnummer, $6 place:partijIdentificator, $7 uuid
select json_build_object(
  'uuid',
  o.uuid,
  'url',
  $1::text || o.uuid::text,
  'nummer',
  o.nummer,
  'interneNotitie',
  o.interne_notitie,
  'betrokkenen',
  array_to_json(
    array(
      select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
      from betrokkene t0
      where t0.was_partij_id = o.id
      order by t0.id
    )
  ),
  'categorieRelaties',
  array_to_json(
    array(
      select json_build_object(
        'uuid', t1.uuid,
        'url', $3::text || t1.uuid::text,
        'categorieNaam', (select t2.naam from categorie t2 where t2.id = t1.categorie_id),
        'beginDatum', t1.begin_datum,
        'eindDatum', t1.eind_datum
      )
      from categorie_relatie t1
      where t1.partij_id = o.id
      order by t1.id
    )
  ),
  'digitaleAdressen',
  array_to_json(
    array(
      select json_build_object('uuid', t3.uuid, 'url', $4::text || t3.uuid::text)
      from digitaal_adres t3
      where t3.verstrekt_door_partij_id = o.id
      order by t3.id
    )
  ),
  'voorkeursDigitaalAdres',
  (
    select json_build_object('uuid', t4.uuid, 'url', $4::text || t4.uuid::text)
    from digitaal_adres t4
    where t4.id = o.voorkeurs_digitaal_adres_id
  ),
  'vertegenwoordigden',
  array_to_json(
    array(
      select json_build_object('uuid', t5.uuid, 'url', $1::text || t5.uuid::text)
      from vertegenwoordiging t6
      join partij t5 on t5.id = t6.vertegenwoordigde_partij_id
      where t6.vertegenwoordigende_partij_id = o.id
      order by t6.id
    )
  ),
  'rekeningnummers',
  array_to_json(
    array(
      select json_build_object('uuid', t7.uuid, 'url', $5::text || t7.uuid::text)
      from rekeningnummer t7
      where t7.partij_id = o.id
      order by t7.id
    )
  ),
  'voorkeursRekeningnummer',
  (
    select json_build_object('uuid', t8.uuid, 'url', $5::text || t8.uuid::text)
    from rekeningnummer t8
    where t8.id = o.voorkeurs_rekeningnummer_id
  ),
  'partijIdentificatoren',
  array_to_json(
    array(
      select json_build_object(
        'uuid', t9.uuid,
        'url', $6::text || t9.uuid::text,
        'identificeerdePartij', json_build_object('uuid', o.uuid, 'url', $1::text || o.uuid::text),
        'anderePartijIdentificator', t9.andere_partij_identificator,
        'partijIdentificator', json_build_object(
          'codeObjecttype', t9.partij_identificator_code_objecttype,
          'codeSoortObjectId', t9.partij_identificator_code_soort_object_id,
          'objectId', t9.partij_identificator_object_id,
          'codeRegister', t9.partij_identificator_code_register
        ),
        'subIdentificatorVan', (
          select json_build_object('uuid', t10.uuid, 'url', $6::text || t10.uuid::text)
          from partij_identificator t10
          where t10.id = t9.sub_identificator_van_id
        )
      )
      from partij_identificator t9
      where t9.identificeerde_partij_id = o.id
      order by t9.id
    )
  ),
  'soortPartij',
  o.soort_partij,
  'indicatieGeheimhouding',
  o.indicatie_geheimhouding,
  'voorkeurstaal',
  o.voorkeurstaal,
  'indicatieActief',
  o.indicatie_actief,
  'bezoekadres',
  json_build_object(
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
  'correspondentieadres',
  json_build_object(
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
  'partijIdentificatie',
  case
  when o.soort_partij = 'persoon'
  and o.is_persoon then json_build_object(
    'contactnaam', json_build_object(
      'voorletters', o.persoon_contactnaam_voorletters,
      'voornaam', o.persoon_contactnaam_voornaam,
      'voorvoegselAchternaam', o.persoon_contactnaam_voorvoegsel_achternaam,
      'achternaam', o.persoon_contactnaam_achternaam
    ),
    'volledigeNaam', concat_ws(
      ' ',
      nullif(o.persoon_contactnaam_voornaam, ''),
      nullif(o.persoon_contactnaam_voorvoegsel_achternaam, ''),
      nullif(o.persoon_contactnaam_achternaam, '')
    )
  )
  when o.soort_partij = 'organisatie'
  and o.is_organisatie then json_build_object('naam', o.organisatie_naam)
  when o.soort_partij = 'contactpersoon'
  and o.is_contactpersoon then json_build_object(
    'uuid', o.contactpersoon_uuid,
    'werkteVoorPartij', (
      select json_build_object('uuid', t11.uuid, 'url', $1::text || t11.uuid::text)
      from partij t11
      where t11.id = o.contactpersoon_werkte_voor_partij_id
    ),
    'contactnaam', json_build_object(
      'voorletters', o.contactpersoon_contactnaam_voorletters,
      'voornaam', o.contactpersoon_contactnaam_voornaam,
      'voorvoegselAchternaam', o.contactpersoon_contactnaam_voorvoegsel_achternaam,
      'achternaam', o.contactpersoon_contactnaam_achternaam
    ),
    'volledigeNaam', concat_ws(
      ' ',
      nullif(o.contactpersoon_contactnaam_voornaam, ''),
      nullif(o.contactpersoon_contactnaam_voorvoegsel_achternaam, ''),
      nullif(o.contactpersoon_contactnaam_achternaam, '')
    )
  ) end
)::text as body
from partij o
where o.uuid = $7::uuid;

-- one object, digitaleAdressen included
--   $1 place:partij, $2 place:betrokkene, $3 place:categorieRelatie, $4 place:digitaalAdres, $5 place:rekeningnummer, $6 place:partijIdentificator, $7 uuid
select
  json_build_object(
    '…', …,
    '_expand', json_build_object(
      'digitaleAdressen', array_to_json(
        array(
          select json_build_object(…)
          from digitaal_adres t12
          where t12.verstrekt_door_partij_id = o.id
          order by t12.id
        )
      )
    )
  )::text as body,
  (
    coalesce(
      (
        select bool_or(
          (
            coalesce(
              (
                select (t15.indicatie_geheimhouding is true)
                from partij t15
                where t15.id = t14.verstrekt_door_partij_id
              ),
              false
            ) or coalesce(
              (
                select (
                  coalesce(
                    (select (t17.indicatie_geheimhouding is true) from partij t17 where t17.id = t16.was_partij_id),
                    false
                  )
                )
                from betrokkene t16
                where t16.id = t14.verstrekt_door_betrokkene_id
              ),
              false
            )
          )
        )
        from digitaal_adres t14
        where t14.verstrekt_door_partij_id = o.id
      ),
      false
    )
  ) as warned
from partij o
where o.uuid = $7::uuid;

-- one object, betrokkenen included
--   $1 place:partij, $2 place:betrokkene, $3 place:categorieRelatie, $4 place:digitaalAdres, $5 place:rekeningnummer, $6 place:partijIdentificator, $7 place:klantcontact, $8 uuid
select
  json_build_object(
    '…', …,
    '_expand', json_build_object(
      'betrokkenen', array_to_json(
        array(select json_build_object(…) from betrokkene t12 where t12.was_partij_id = o.id order by t12.id)
      )
    )
  )::text as body,
  (
    coalesce(
      (
        select bool_or(
          (
            coalesce(
              (select (t16.indicatie_geheimhouding is true) from partij t16 where t16.id = t15.was_partij_id), false
            )
          )
        )
        from betrokkene t15
        where t15.was_partij_id = o.id
      ),
      false
    )
  ) as warned
from partij o
where o.uuid = $8::uuid;

-- one object, categorieRelaties included
--   $1 place:partij, $2 place:betrokkene, $3 place:categorieRelatie, $4 place:digitaalAdres, $5 place:rekeningnummer, $6 place:partijIdentificator, $7 place:categorie, $8 uuid
select json_build_object(
  '…', …,
  '_expand', json_build_object(
    'categorieRelaties', array_to_json(
      array(select json_build_object(…) from categorie_relatie t12 where t12.partij_id = o.id order by t12.id)
    )
  )
)::text as body
from partij o
where o.uuid = $8::uuid;

-- one object, betrokkenen.hadKlantcontact included
--   $1 place:partij, $2 place:betrokkene, $3 place:categorieRelatie, $4 place:digitaalAdres, $5 place:rekeningnummer, $6 place:partijIdentificator, $7 place:klantcontact, $8 place:onderwerpobject, $9 place:actor, $10 place:bijlage, $11 place:interneTaak, $12 uuid
select
  json_build_object(
    '…', …,
    '_expand', json_build_object(
      'betrokkenen', array_to_json(
        array(
          select json_build_object(
            '…', …,
            '_expand', json_build_object(
              'hadKlantcontact', (select json_build_object(…) from klantcontact t15 where t15.id = t12.had_klantcontact_id)
            )
          )
          from betrokkene t12
          where t12.was_partij_id = o.id
          order by t12.id
        )
      )
    )
  )::text as body,
  (
    coalesce(
      (
        select bool_or(
          (
            coalesce(
              (select (t23.indicatie_geheimhouding is true) from partij t23 where t23.id = t22.was_partij_id), false
            )
          )
        )
        from betrokkene t22
        where t22.was_partij_id = o.id
      ),
      false
    )
  ) as warned
from partij o
where o.uuid = $12::uuid;

-- list
--   $1 offset, $2 limit, $3 place:partij, $4 place:betrokkene, $5 place:categorieRelatie, $6 place:digitaalAdres, $7 place:rekeningnummer, $8 place:partijIdentificator
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'partij')::bigint as amount
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
        'uuid',
        o.uuid,
        'url',
        $3::text || o.uuid::text,
        'nummer',
        o.nummer,
        'interneNotitie',
        o.interne_notitie,
        'betrokkenen',
        array_to_json(
          array(
            select json_build_object('uuid', t0.uuid, 'url', $4::text || t0.uuid::text)
            from betrokkene t0
            where t0.was_partij_id = o.id
            order by t0.id
          )
        ),
        'categorieRelaties',
        array_to_json(
          array(
            select json_build_object(
              'uuid', t1.uuid,
              'url', $5::text || t1.uuid::text,
              'categorieNaam', (select t2.naam from categorie t2 where t2.id = t1.categorie_id),
              'beginDatum', t1.begin_datum,
              'eindDatum', t1.eind_datum
            )
            from categorie_relatie t1
            where t1.partij_id = o.id
            order by t1.id
          )
        ),
        'digitaleAdressen',
        array_to_json(
          array(
            select json_build_object('uuid', t3.uuid, 'url', $6::text || t3.uuid::text)
            from digitaal_adres t3
            where t3.verstrekt_door_partij_id = o.id
            order by t3.id
          )
        ),
        'voorkeursDigitaalAdres',
        (
          select json_build_object('uuid', t4.uuid, 'url', $6::text || t4.uuid::text)
          from digitaal_adres t4
          where t4.id = o.voorkeurs_digitaal_adres_id
        ),
        'vertegenwoordigden',
        array_to_json(
          array(
            select json_build_object('uuid', t5.uuid, 'url', $3::text || t5.uuid::text)
            from vertegenwoordiging t6
            join partij t5 on t5.id = t6.vertegenwoordigde_partij_id
            where t6.vertegenwoordigende_partij_id = o.id
            order by t6.id
          )
        ),
        'rekeningnummers',
        array_to_json(
          array(
            select json_build_object('uuid', t7.uuid, 'url', $7::text || t7.uuid::text)
            from rekeningnummer t7
            where t7.partij_id = o.id
            order by t7.id
          )
        ),
        'voorkeursRekeningnummer',
        (
          select json_build_object('uuid', t8.uuid, 'url', $7::text || t8.uuid::text)
          from rekeningnummer t8
          where t8.id = o.voorkeurs_rekeningnummer_id
        ),
        'partijIdentificatoren',
        array_to_json(
          array(
            select json_build_object(
              'uuid', t9.uuid,
              'url', $8::text || t9.uuid::text,
              'identificeerdePartij', json_build_object('uuid', o.uuid, 'url', $3::text || o.uuid::text),
              'anderePartijIdentificator', t9.andere_partij_identificator,
              'partijIdentificator', json_build_object(
                'codeObjecttype', t9.partij_identificator_code_objecttype,
                'codeSoortObjectId', t9.partij_identificator_code_soort_object_id,
                'objectId', t9.partij_identificator_object_id,
                'codeRegister', t9.partij_identificator_code_register
              ),
              'subIdentificatorVan', (
                select json_build_object('uuid', t10.uuid, 'url', $8::text || t10.uuid::text)
                from partij_identificator t10
                where t10.id = t9.sub_identificator_van_id
              )
            )
            from partij_identificator t9
            where t9.identificeerde_partij_id = o.id
            order by t9.id
          )
        ),
        'soortPartij',
        o.soort_partij,
        'indicatieGeheimhouding',
        o.indicatie_geheimhouding,
        'voorkeurstaal',
        o.voorkeurstaal,
        'indicatieActief',
        o.indicatie_actief,
        'bezoekadres',
        json_build_object(
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
        'correspondentieadres',
        json_build_object(
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
        'partijIdentificatie',
        case
        when o.soort_partij = 'persoon'
        and o.is_persoon then json_build_object(
          'contactnaam', json_build_object(
            'voorletters', o.persoon_contactnaam_voorletters,
            'voornaam', o.persoon_contactnaam_voornaam,
            'voorvoegselAchternaam', o.persoon_contactnaam_voorvoegsel_achternaam,
            'achternaam', o.persoon_contactnaam_achternaam
          ),
          'volledigeNaam', concat_ws(
            ' ',
            nullif(o.persoon_contactnaam_voornaam, ''),
            nullif(o.persoon_contactnaam_voorvoegsel_achternaam, ''),
            nullif(o.persoon_contactnaam_achternaam, '')
          )
        )
        when o.soort_partij = 'organisatie'
        and o.is_organisatie then json_build_object('naam', o.organisatie_naam)
        when o.soort_partij = 'contactpersoon'
        and
          o.is_contactpersoon then json_build_object(
            'uuid', o.contactpersoon_uuid,
            'werkteVoorPartij', (
              select json_build_object('uuid', t11.uuid, 'url', $3::text || t11.uuid::text)
              from partij t11
              where t11.id = o.contactpersoon_werkte_voor_partij_id
            ),
            'contactnaam', json_build_object(
              'voorletters', o.contactpersoon_contactnaam_voorletters,
              'voornaam', o.contactpersoon_contactnaam_voornaam,
              'voorvoegselAchternaam', o.contactpersoon_contactnaam_voorvoegsel_achternaam,
              'achternaam', o.contactpersoon_contactnaam_achternaam
            ),
            'volledigeNaam', concat_ws(
              ' ',
              nullif(o.contactpersoon_contactnaam_voornaam, ''),
              nullif(o.contactpersoon_contactnaam_voorvoegsel_achternaam, ''),
              nullif(o.contactpersoon_contactnaam_achternaam, '')
            )
          ) end,
          '_expand',
          json_build_object()
      )
      order by o.id desc
    ),
    '[]'
  )::text as results
from (
  select r.id from partij r where true order by r.id desc limit $2::bigint offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:partij, $4 place:betrokkene, $5 place:categorieRelatie, $6 place:digitaalAdres, $7 place:rekeningnummer, $8 place:partijIdentificator
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'partij')::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results
from (
  select r.id
  from partij r
  where true
  order by r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:partij, $3 place:betrokkene, $4 place:categorieRelatie, $5 place:digitaalAdres, $6 place:rekeningnummer, $7 place:partijIdentificator, $8 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'partij')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'partij'
        union all
        select stretch, delta
        from tally
        where collection = 'partij'
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
  )::text as results
from (
  select r.id
  from partij r
  where r.id < ((select stretch from place) + 1) << 12
  order by r.id desc
  limit $8::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- one object, everything included
--   $1 place:partij, $2 place:betrokkene, $3 place:categorieRelatie, $4 place:digitaalAdres, $5 place:rekeningnummer, $6 place:partijIdentificator, $7 place:klantcontact, $8 place:onderwerpobject, $9 place:actor, $10 place:bijlage, $11 place:interneTaak, $12 place:categorie, $13 uuid
select
  json_build_object(
    'uuid',
    o.uuid,
    'url',
    $1::text || o.uuid::text,
    'nummer',
    o.nummer,
    'interneNotitie',
    o.interne_notitie,
    'betrokkenen',
    array_to_json(
      array(
        select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
        from betrokkene t0
        where t0.was_partij_id = o.id
        order by t0.id
      )
    ),
    'categorieRelaties',
    array_to_json(
      array(
        select json_build_object(
          'uuid', t1.uuid,
          'url', $3::text || t1.uuid::text,
          'categorieNaam', (select t2.naam from categorie t2 where t2.id = t1.categorie_id),
          'beginDatum', t1.begin_datum,
          'eindDatum', t1.eind_datum
        )
        from categorie_relatie t1
        where t1.partij_id = o.id
        order by t1.id
      )
    ),
    'digitaleAdressen',
    array_to_json(
      array(
        select json_build_object('uuid', t3.uuid, 'url', $4::text || t3.uuid::text)
        from digitaal_adres t3
        where t3.verstrekt_door_partij_id = o.id
        order by t3.id
      )
    ),
    'voorkeursDigitaalAdres',
    (
      select json_build_object('uuid', t4.uuid, 'url', $4::text || t4.uuid::text)
      from digitaal_adres t4
      where t4.id = o.voorkeurs_digitaal_adres_id
    ),
    'vertegenwoordigden',
    array_to_json(
      array(
        select json_build_object('uuid', t5.uuid, 'url', $1::text || t5.uuid::text)
        from vertegenwoordiging t6
        join partij t5 on t5.id = t6.vertegenwoordigde_partij_id
        where t6.vertegenwoordigende_partij_id = o.id
        order by t6.id
      )
    ),
    'rekeningnummers',
    array_to_json(
      array(
        select json_build_object('uuid', t7.uuid, 'url', $5::text || t7.uuid::text)
        from rekeningnummer t7
        where t7.partij_id = o.id
        order by t7.id
      )
    ),
    'voorkeursRekeningnummer',
    (
      select json_build_object('uuid', t8.uuid, 'url', $5::text || t8.uuid::text)
      from rekeningnummer t8
      where t8.id = o.voorkeurs_rekeningnummer_id
    ),
    'partijIdentificatoren',
    array_to_json(
      array(
        select json_build_object(
          'uuid', t9.uuid,
          'url', $6::text || t9.uuid::text,
          'identificeerdePartij', json_build_object('uuid', o.uuid, 'url', $1::text || o.uuid::text),
          'anderePartijIdentificator', t9.andere_partij_identificator,
          'partijIdentificator', json_build_object(
            'codeObjecttype', t9.partij_identificator_code_objecttype,
            'codeSoortObjectId', t9.partij_identificator_code_soort_object_id,
            'objectId', t9.partij_identificator_object_id,
            'codeRegister', t9.partij_identificator_code_register
          ),
          'subIdentificatorVan', (
            select json_build_object('uuid', t10.uuid, 'url', $6::text || t10.uuid::text)
            from partij_identificator t10
            where t10.id = t9.sub_identificator_van_id
          )
        )
        from partij_identificator t9
        where t9.identificeerde_partij_id = o.id
        order by t9.id
      )
    ),
    'soortPartij',
    o.soort_partij,
    'indicatieGeheimhouding',
    o.indicatie_geheimhouding,
    'voorkeurstaal',
    o.voorkeurstaal,
    'indicatieActief',
    o.indicatie_actief,
    'bezoekadres',
    json_build_object(
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
    'correspondentieadres',
    json_build_object(
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
    'partijIdentificatie',
    case
    when o.soort_partij = 'persoon'
    and o.is_persoon then json_build_object(
      'contactnaam', json_build_object(
        'voorletters', o.persoon_contactnaam_voorletters,
        'voornaam', o.persoon_contactnaam_voornaam,
        'voorvoegselAchternaam', o.persoon_contactnaam_voorvoegsel_achternaam,
        'achternaam', o.persoon_contactnaam_achternaam
      ),
      'volledigeNaam', concat_ws(
        ' ',
        nullif(o.persoon_contactnaam_voornaam, ''),
        nullif(o.persoon_contactnaam_voorvoegsel_achternaam, ''),
        nullif(o.persoon_contactnaam_achternaam, '')
      )
    )
    when o.soort_partij = 'organisatie'
    and o.is_organisatie then json_build_object('naam', o.organisatie_naam)
    when o.soort_partij = 'contactpersoon'
    and
      o.is_contactpersoon then json_build_object(
        'uuid', o.contactpersoon_uuid,
        'werkteVoorPartij', (
          select json_build_object('uuid', t11.uuid, 'url', $1::text || t11.uuid::text)
          from partij t11
          where t11.id = o.contactpersoon_werkte_voor_partij_id
        ),
        'contactnaam', json_build_object(
          'voorletters', o.contactpersoon_contactnaam_voorletters,
          'voornaam', o.contactpersoon_contactnaam_voornaam,
          'voorvoegselAchternaam', o.contactpersoon_contactnaam_voorvoegsel_achternaam,
          'achternaam', o.contactpersoon_contactnaam_achternaam
        ),
        'volledigeNaam', concat_ws(
          ' ',
          nullif(o.contactpersoon_contactnaam_voornaam, ''),
          nullif(o.contactpersoon_contactnaam_voorvoegsel_achternaam, ''),
          nullif(o.contactpersoon_contactnaam_achternaam, '')
        )
      ) end,
      '_expand',
      json_build_object(
        'betrokkenen', array_to_json(
          array(
            select json_build_object(
              'uuid', t12.uuid,
              'url', $2::text || t12.uuid::text,
              'wasPartij', json_build_object('uuid', o.uuid, 'url', $1::text || o.uuid::text),
              'hadKlantcontact', (
                select json_build_object('uuid', t13.uuid, 'url', $7::text || t13.uuid::text)
                from klantcontact t13
                where t13.id = t12.had_klantcontact_id
              ),
              'digitaleAdressen', array_to_json(
                array(
                  select json_build_object('uuid', t14.uuid, 'url', $4::text || t14.uuid::text)
                  from digitaal_adres t14
                  where t14.verstrekt_door_betrokkene_id = t12.id
                  order by t14.id
                )
              ),
              'bezoekadres', json_build_object(
                'nummeraanduidingId', t12.bezoekadres_nummeraanduiding_id,
                'straatnaam', t12.bezoekadres_straatnaam,
                'huisnummer', t12.bezoekadres_huisnummer,
                'huisnummertoevoeging', t12.bezoekadres_huisnummertoevoeging,
                'postcode', t12.bezoekadres_postcode,
                'stad', t12.bezoekadres_stad,
                'adresregel1', t12.bezoekadres_adresregel1,
                'adresregel2', t12.bezoekadres_adresregel2,
                'adresregel3', t12.bezoekadres_adresregel3,
                'land', t12.bezoekadres_land
              ),
              'correspondentieadres', json_build_object(
                'nummeraanduidingId', t12.correspondentieadres_nummeraanduiding_id,
                'straatnaam', t12.correspondentieadres_straatnaam,
                'huisnummer', t12.correspondentieadres_huisnummer,
                'huisnummertoevoeging', t12.correspondentieadres_huisnummertoevoeging,
                'postcode', t12.correspondentieadres_postcode,
                'stad', t12.correspondentieadres_stad,
                'adresregel1', t12.correspondentieadres_adresregel1,
                'adresregel2', t12.correspondentieadres_adresregel2,
                'adresregel3', t12.correspondentieadres_adresregel3,
                'land', t12.correspondentieadres_land
              ),
              'contactnaam', json_build_object(
                'voorletters', t12.contactnaam_voorletters,
                'voornaam', t12.contactnaam_voornaam,
                'voorvoegselAchternaam', t12.contactnaam_voorvoegsel_achternaam,
                'achternaam', t12.contactnaam_achternaam
              ),
              'volledigeNaam', concat_ws(
                ' ',
                nullif(t12.contactnaam_voornaam, ''),
                nullif(t12.contactnaam_voorvoegsel_achternaam, ''),
                nullif(t12.contactnaam_achternaam, '')
              ),
              'rol', t12.rol,
              'organisatienaam', t12.organisatienaam,
              'initiator', t12.initiator,
              '_expand', json_build_object(
                'hadKlantcontact', (
                  select json_build_object(
                    'uuid', t15.uuid,
                    'url', $7::text || t15.uuid::text,
                    'gingOverOnderwerpobjecten', array_to_json(
                      array(
                        select json_build_object('uuid', t16.uuid, 'url', $8::text || t16.uuid::text)
                        from onderwerpobject t16
                        where t16.klantcontact_id = t15.id
                        order by t16.id
                      )
                    ),
                    'hadBetrokkenActoren', array_to_json(
                      array(
                        select json_build_object(
                          'uuid',
                          t17.uuid,
                          'url',
                          $9::text || t17.uuid::text,
                          'naam',
                          t17.naam,
                          'soortActor',
                          t17.soort_actor,
                          'indicatieActief',
                          t17.indicatie_actief,
                          'actoridentificator',
                          json_build_object(
                            'objectId', t17.actoridentificator_object_id,
                            'codeObjecttype', t17.actoridentificator_code_objecttype,
                            'codeRegister', t17.actoridentificator_code_register,
                            'codeSoortObjectId', t17.actoridentificator_code_soort_object_id
                          ),
                          'actorIdentificatie',
                          case
                          when t17.soort_actor = 'medewerker'
                          and t17.is_medewerker then json_build_object(
                            'functie', t17.medewerker_functie,
                            'emailadres', t17.medewerker_emailadres,
                            'telefoonnummer', t17.medewerker_telefoonnummer
                          )
                          when t17.soort_actor = 'geautomatiseerde_actor'
                          and t17.is_geautomatiseerde_actor then json_build_object(
                            'functie', t17.geautomatiseerde_actor_functie,
                            'omschrijving', t17.geautomatiseerde_actor_omschrijving
                          )
                          when t17.soort_actor = 'organisatorische_eenheid'
                          and t17.is_organisatorische_eenheid then json_build_object(
                            'omschrijving', t17.organisatorische_eenheid_omschrijving,
                            'emailadres', t17.organisatorische_eenheid_emailadres,
                            'faxnummer', t17.organisatorische_eenheid_faxnummer,
                            'telefoonnummer', t17.organisatorische_eenheid_telefoonnummer
                          ) end
                        )
                        from actor_klantcontact t18
                        join actor t17 on t17.id = t18.actor_id
                        where t18.klantcontact_id = t15.id
                        order by t18.id
                      )
                    ),
                    'omvatteBijlagen', array_to_json(
                      array(
                        select json_build_object('uuid', t19.uuid, 'url', $10::text || t19.uuid::text)
                        from bijlage t19
                        where t19.was_bijlage_van_klantcontact_id = t15.id
                        order by t19.id
                      )
                    ),
                    'hadBetrokkenen', array_to_json(
                      array(
                        select json_build_object('uuid', t20.uuid, 'url', $2::text || t20.uuid::text)
                        from betrokkene t20
                        where t20.had_klantcontact_id = t15.id
                        order by t20.id
                      )
                    ),
                    'leiddeTotInterneTaken', array_to_json(
                      array(
                        select json_build_object('uuid', t21.uuid, 'url', $11::text || t21.uuid::text)
                        from interne_taak t21
                        where t21.aanleidinggevend_klantcontact_id = t15.id
                        order by t21.id
                      )
                    ),
                    'nummer', t15.nummer,
                    'referentienummer', t15.referentienummer,
                    'kanaal', t15.kanaal,
                    'onderwerp', t15.onderwerp,
                    'inhoud', t15.inhoud,
                    'reactie', t15.reactie,
                    'indicatieContactGelukt', t15.indicatie_contact_gelukt,
                    'hoofdOnderwerpType', t15.hoofd_onderwerp_type,
                    'verdereActieOndernomen', t15.verdere_actie_ondernomen,
                    'taal', t15.taal,
                    'vertrouwelijk', t15.vertrouwelijk,
                    'plaatsgevondenOp', replace(
                      to_char(t15.plaatsgevonden_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                      '.000000Z',
                      'Z'
                    ),
                    'metadata', t15.metadata
                  )
                  from klantcontact t15
                  where t15.id = t12.had_klantcontact_id
                )
              )
            )
            from betrokkene t12
            where t12.was_partij_id = o.id
            order by t12.id
          )
        ),
        'categorieRelaties', array_to_json(
          array(
            select json_build_object(
              'uuid', t22.uuid,
              'url', $3::text || t22.uuid::text,
              'partij', json_build_object('uuid', o.uuid, 'url', $1::text || o.uuid::text),
              'categorie', (
                select json_build_object('uuid', t23.uuid, 'url', $12::text || t23.uuid::text, 'naam', t23.naam)
                from categorie t23
                where t23.id = t22.categorie_id
              ),
              'beginDatum', t22.begin_datum,
              'eindDatum', t22.eind_datum
            )
            from categorie_relatie t22
            where t22.partij_id = o.id
            order by t22.id
          )
        ),
        'digitaleAdressen', array_to_json(
          array(
            select json_build_object(
              'uuid', t24.uuid,
              'url', $4::text || t24.uuid::text,
              'verstrektDoorBetrokkene', (
                select json_build_object('uuid', t25.uuid, 'url', $2::text || t25.uuid::text)
                from betrokkene t25
                where t25.id = t24.verstrekt_door_betrokkene_id
              ),
              'verstrektDoorPartij', json_build_object('uuid', o.uuid, 'url', $1::text || o.uuid::text),
              'adres', t24.adres,
              'soortDigitaalAdres', t24.soort_digitaal_adres,
              'isStandaardAdres', t24.is_standaard_adres,
              'omschrijving', t24.omschrijving,
              'referentie', t24.referentie,
              'verificatieDatum', t24.verificatie_datum
            )
            from digitaal_adres t24
            where t24.verstrekt_door_partij_id = o.id
            order by t24.id
          )
        )
      )
  )::text as body,
  (
    coalesce(
      (
        select bool_or(
          (
            coalesce(
              (
                select (t27.indicatie_geheimhouding is true)
                from partij t27
                where t27.id = t26.verstrekt_door_partij_id
              ),
              false
            ) or coalesce(
              (
                select (
                  coalesce(
                    (select (t29.indicatie_geheimhouding is true) from partij t29 where t29.id = t28.was_partij_id),
                    false
                  )
                )
                from betrokkene t28
                where t28.id = t26.verstrekt_door_betrokkene_id
              ),
              false
            )
          )
        )
        from digitaal_adres t26
        where t26.verstrekt_door_partij_id = o.id
      ),
      false
    ) or coalesce(
      (
        select bool_or(
          (
            coalesce(
              (select (t31.indicatie_geheimhouding is true) from partij t31 where t31.id = t30.was_partij_id), false
            )
          )
        )
        from betrokkene t30
        where t30.was_partij_id = o.id
      ),
      false
    )
  ) as warned
from partij o
where o.uuid = $13::uuid;

-- list, everything included
--   $1 offset, $2 limit, $3 place:partij, $4 place:betrokkene, $5 place:categorieRelatie, $6 place:digitaalAdres, $7 place:rekeningnummer, $8 place:partijIdentificator, $9 place:klantcontact, $10 place:onderwerpobject, $11 place:actor, $12 place:bijlage, $13 place:interneTaak, $14 place:categorie
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'partij')::bigint as amount
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
          'betrokkenen', array_to_json(
            array(
              select json_build_object(
                '…', …,
                '_expand', json_build_object(
                  'hadKlantcontact', (select json_build_object(…) from klantcontact t15 where t15.id = t12.had_klantcontact_id)
                )
              )
              from betrokkene t12
              where t12.was_partij_id = o.id
              order by t12.id
            )
          ),
          'categorieRelaties', array_to_json(
            array(select json_build_object(…) from categorie_relatie t22 where t22.partij_id = o.id order by t22.id)
          ),
          'digitaleAdressen', array_to_json(
            array(
              select json_build_object(…)
              from digitaal_adres t24
              where t24.verstrekt_door_partij_id = o.id
              order by t24.id
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
          (
            select bool_or(
              (
                coalesce(
                  (
                    select (t27.indicatie_geheimhouding is true)
                    from partij t27
                    where t27.id = t26.verstrekt_door_partij_id
                  ),
                  false
                ) or coalesce(
                  (
                    select (
                      coalesce(
                        (
                          select (t29.indicatie_geheimhouding is true)
                          from partij t29
                          where t29.id = t28.was_partij_id
                        ),
                        false
                      )
                    )
                    from betrokkene t28
                    where t28.id = t26.verstrekt_door_betrokkene_id
                  ),
                  false
                )
              )
            )
            from digitaal_adres t26
            where t26.verstrekt_door_partij_id = o.id
          ),
          false
        ) or coalesce(
          (
            select bool_or(
              (
                coalesce(
                  (select (t31.indicatie_geheimhouding is true) from partij t31 where t31.id = t30.was_partij_id),
                  false
                )
              )
            )
            from betrokkene t30
            where t30.was_partij_id = o.id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id from partij r where true order by r.id desc limit $2::bigint offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, nummer
--   $1 offset, $2 place:partij, $3 place:betrokkene, $4 place:categorieRelatie, $5 place:digitaalAdres, $6 place:rekeningnummer, $7 place:partijIdentificator, $8 nummer, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (select r.id from partij r where r.nummer = $8::text and r.nummer <> '' offset 0) h
  order by h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, soortPartij
--   $1 soortPartij, $2 offset, $3 limit, $4 place:partij, $5 place:betrokkene, $6 place:categorieRelatie, $7 place:digitaalAdres, $8 place:rekeningnummer, $9 place:partijIdentificator
with
  total as materialized (select (select count(*) from partij r where r.soort_partij = $1::text)::bigint as amount),
  page as materialized (
    select amount, coalesce($2::bigint, greatest(amount - 1, 0) / $3::bigint * $3::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results
from (
  select r.id
  from partij r
  where r.soort_partij = $1::text
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, indicatieActief=true
--   $1 offset, $2 limit, $3 place:partij, $4 place:betrokkene, $5 place:categorieRelatie, $6 place:digitaalAdres, $7 place:rekeningnummer, $8 place:partijIdentificator
with
  total as materialized (select (select count(*) from partij r where r.indicatie_actief = true)::bigint as amount),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results
from (
  select r.id
  from partij r
  where r.indicatie_actief = true
  order by r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, indicatieActief=false
--   $1 offset, $2 limit, $3 place:partij, $4 place:betrokkene, $5 place:categorieRelatie, $6 place:digitaalAdres, $7 place:rekeningnummer, $8 place:partijIdentificator
with
  total as materialized (select (select count(*) from partij r where r.indicatie_actief = false)::bigint as amount),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results
from (
  select r.id
  from partij r
  where r.indicatie_actief = false
  order by r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, indicatieGeheimhouding=true
--   $1 offset, $2 limit, $3 place:partij, $4 place:betrokkene, $5 place:categorieRelatie, $6 place:digitaalAdres, $7 place:rekeningnummer, $8 place:partijIdentificator
with
  total as materialized (
    select (select count(*) from partij r where r.indicatie_geheimhouding = true)::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results
from (
  select r.id
  from partij r
  where r.indicatie_geheimhouding = true
  order by r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, indicatieGeheimhouding=false
--   $1 offset, $2 limit, $3 place:partij, $4 place:betrokkene, $5 place:categorieRelatie, $6 place:digitaalAdres, $7 place:rekeningnummer, $8 place:partijIdentificator
with
  total as materialized (
    select (select count(*) from partij r where r.indicatie_geheimhouding = false)::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results
from (
  select r.id
  from partij r
  where r.indicatie_geheimhouding = false
  order by r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, bezoekadresNummeraanduidingId
--   $1 offset, $2 place:partij, $3 place:betrokkene, $4 place:categorieRelatie, $5 place:digitaalAdres, $6 place:rekeningnummer, $7 place:partijIdentificator, $8 bezoekadresNummeraanduidingId, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from partij r
    where r.bezoekadres_nummeraanduiding_id = $8::text
    and r.bezoekadres_nummeraanduiding_id <> ''
    offset 0
  ) h
  order by h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, bezoekadresAdresregel1
--   $1 bezoekadresAdresregel1, $2 offset, $3 limit, $4 place:partij, $5 place:betrokkene, $6 place:categorieRelatie, $7 place:digitaalAdres, $8 place:rekeningnummer, $9 place:partijIdentificator
with
  total as materialized (
    select (
      select count(*) from partij r where r.bezoekadres_adresregel1 = $1::text and r.bezoekadres_adresregel1 <> ''
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
  )::text as results
from (
  select r.id
  from partij r
  where r.bezoekadres_adresregel1 = $1::text
  and r.bezoekadres_adresregel1 <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, bezoekadresAdresregel2
--   $1 bezoekadresAdresregel2, $2 offset, $3 limit, $4 place:partij, $5 place:betrokkene, $6 place:categorieRelatie, $7 place:digitaalAdres, $8 place:rekeningnummer, $9 place:partijIdentificator
with
  total as materialized (
    select (
      select count(*) from partij r where r.bezoekadres_adresregel2 = $1::text and r.bezoekadres_adresregel2 <> ''
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
  )::text as results
from (
  select r.id
  from partij r
  where r.bezoekadres_adresregel2 = $1::text
  and r.bezoekadres_adresregel2 <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, bezoekadresAdresregel3
--   $1 bezoekadresAdresregel3, $2 offset, $3 limit, $4 place:partij, $5 place:betrokkene, $6 place:categorieRelatie, $7 place:digitaalAdres, $8 place:rekeningnummer, $9 place:partijIdentificator
with
  total as materialized (
    select (
      select count(*) from partij r where r.bezoekadres_adresregel3 = $1::text and r.bezoekadres_adresregel3 <> ''
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
  )::text as results
from (
  select r.id
  from partij r
  where r.bezoekadres_adresregel3 = $1::text
  and r.bezoekadres_adresregel3 <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, bezoekadresLand
--   $1 bezoekadresLand, $2 offset, $3 limit, $4 place:partij, $5 place:betrokkene, $6 place:categorieRelatie, $7 place:digitaalAdres, $8 place:rekeningnummer, $9 place:partijIdentificator
with
  total as materialized (
    select (
      select count(*) from partij r where r.bezoekadres_land = $1::text and r.bezoekadres_land <> ''
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
  )::text as results
from (
  select r.id
  from partij r
  where r.bezoekadres_land = $1::text
  and r.bezoekadres_land <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, correspondentieadresNummeraanduidingId
--   $1 offset, $2 place:partij, $3 place:betrokkene, $4 place:categorieRelatie, $5 place:digitaalAdres, $6 place:rekeningnummer, $7 place:partijIdentificator, $8 correspondentieadresNummeraanduidingId, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from partij r
    where r.correspondentieadres_nummeraanduiding_id = $8::text
    and r.correspondentieadres_nummeraanduiding_id <> ''
    offset 0
  ) h
  order by h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, correspondentieadresAdresregel1
--   $1 correspondentieadresAdresregel1, $2 offset, $3 limit, $4 place:partij, $5 place:betrokkene, $6 place:categorieRelatie, $7 place:digitaalAdres, $8 place:rekeningnummer, $9 place:partijIdentificator
with
  total as materialized (
    select (
      select count(*)
      from partij r
      where r.correspondentieadres_adresregel1 = $1::text
      and r.correspondentieadres_adresregel1 <> ''
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
  )::text as results
from (
  select r.id
  from partij r
  where r.correspondentieadres_adresregel1 = $1::text
  and r.correspondentieadres_adresregel1 <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, correspondentieadresAdresregel2
--   $1 correspondentieadresAdresregel2, $2 offset, $3 limit, $4 place:partij, $5 place:betrokkene, $6 place:categorieRelatie, $7 place:digitaalAdres, $8 place:rekeningnummer, $9 place:partijIdentificator
with
  total as materialized (
    select (
      select count(*)
      from partij r
      where r.correspondentieadres_adresregel2 = $1::text
      and r.correspondentieadres_adresregel2 <> ''
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
  )::text as results
from (
  select r.id
  from partij r
  where r.correspondentieadres_adresregel2 = $1::text
  and r.correspondentieadres_adresregel2 <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, correspondentieadresAdresregel3
--   $1 correspondentieadresAdresregel3, $2 offset, $3 limit, $4 place:partij, $5 place:betrokkene, $6 place:categorieRelatie, $7 place:digitaalAdres, $8 place:rekeningnummer, $9 place:partijIdentificator
with
  total as materialized (
    select (
      select count(*)
      from partij r
      where r.correspondentieadres_adresregel3 = $1::text
      and r.correspondentieadres_adresregel3 <> ''
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
  )::text as results
from (
  select r.id
  from partij r
  where r.correspondentieadres_adresregel3 = $1::text
  and r.correspondentieadres_adresregel3 <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, correspondentieadresLand
--   $1 correspondentieadresLand, $2 offset, $3 limit, $4 place:partij, $5 place:betrokkene, $6 place:categorieRelatie, $7 place:digitaalAdres, $8 place:rekeningnummer, $9 place:partijIdentificator
with
  total as materialized (
    select (
      select count(*)
      from partij r
      where r.correspondentieadres_land = $1::text
      and r.correspondentieadres_land <> ''
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
  )::text as results
from (
  select r.id
  from partij r
  where r.correspondentieadres_land = $1::text
  and r.correspondentieadres_land <> ''
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, partijIdentificator__codeObjecttype
--   $1 partijIdentificator__codeObjecttype, $2 offset, $3 limit, $4 place:partij, $5 place:betrokkene, $6 place:categorieRelatie, $7 place:digitaalAdres, $8 place:rekeningnummer, $9 place:partijIdentificator
with
  total as materialized (
    select (
      select count(*)
      from partij r
      where r.id in (
        select t0.identificeerde_partij_id
        from partij_identificator t0
        where t0.partij_identificator_code_objecttype = $1::text
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
  )::text as results
from (
  select r.id
  from partij r
  where r.id in (
    select t0.identificeerde_partij_id
    from partij_identificator t0
    where t0.partij_identificator_code_objecttype = $1::text
  )
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, partijIdentificator__codeSoortObjectId
--   $1 partijIdentificator__codeSoortObjectId, $2 offset, $3 limit, $4 place:partij, $5 place:betrokkene, $6 place:categorieRelatie, $7 place:digitaalAdres, $8 place:rekeningnummer, $9 place:partijIdentificator
with
  total as materialized (
    select (
      select count(*)
      from partij r
      where r.id in (
        select t0.identificeerde_partij_id
        from partij_identificator t0
        where t0.partij_identificator_code_soort_object_id = $1::text
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
  )::text as results
from (
  select r.id
  from partij r
  where r.id in (
    select t0.identificeerde_partij_id
    from partij_identificator t0
    where t0.partij_identificator_code_soort_object_id = $1::text
  )
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, partijIdentificator__objectId
--   $1 offset, $2 place:partij, $3 place:betrokkene, $4 place:categorieRelatie, $5 place:digitaalAdres, $6 place:rekeningnummer, $7 place:partijIdentificator, $8 partijIdentificator__objectId, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from partij r
    where r.id in (
      select t0.identificeerde_partij_id
      from partij_identificator t0
      where t0.partij_identificator_object_id = $8::text
      and t0.partij_identificator_object_id <> ''
    )
    offset 0
  ) h
  order by h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, partijIdentificator__codeRegister
--   $1 partijIdentificator__codeRegister, $2 offset, $3 limit, $4 place:partij, $5 place:betrokkene, $6 place:categorieRelatie, $7 place:digitaalAdres, $8 place:rekeningnummer, $9 place:partijIdentificator
with
  total as materialized (
    select (
      select count(*)
      from partij r
      where r.id in (
        select t0.identificeerde_partij_id
        from partij_identificator t0
        where t0.partij_identificator_code_register = $1::text
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
  )::text as results
from (
  select r.id
  from partij r
  where r.id in (
    select t0.identificeerde_partij_id
    from partij_identificator t0
    where t0.partij_identificator_code_register = $1::text
  )
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, subIdentificatorVan__codeObjecttype
--   $1 subIdentificatorVan__codeObjecttype, $2 offset, $3 limit, $4 place:partij, $5 place:betrokkene, $6 place:categorieRelatie, $7 place:digitaalAdres, $8 place:rekeningnummer, $9 place:partijIdentificator
with
  total as materialized (
    select (
      select count(*)
      from partij r
      where r.id in (
        select t0.identificeerde_partij_id
        from partij_identificator t0
        where t0.sub_identificator_van_id in (
          select t1.id from partij_identificator t1 where t1.partij_identificator_code_objecttype = $1::text
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
  )::text as results
from (
  select r.id
  from partij r
  where r.id in (
    select t0.identificeerde_partij_id
    from partij_identificator t0
    where t0.sub_identificator_van_id in (
      select t1.id from partij_identificator t1 where t1.partij_identificator_code_objecttype = $1::text
    )
  )
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, subIdentificatorVan__codeSoortObjectId
--   $1 subIdentificatorVan__codeSoortObjectId, $2 offset, $3 limit, $4 place:partij, $5 place:betrokkene, $6 place:categorieRelatie, $7 place:digitaalAdres, $8 place:rekeningnummer, $9 place:partijIdentificator
with
  total as materialized (
    select (
      select count(*)
      from partij r
      where r.id in (
        select t0.identificeerde_partij_id
        from partij_identificator t0
        where t0.sub_identificator_van_id in (
          select t1.id from partij_identificator t1 where t1.partij_identificator_code_soort_object_id = $1::text
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
  )::text as results
from (
  select r.id
  from partij r
  where r.id in (
    select t0.identificeerde_partij_id
    from partij_identificator t0
    where t0.sub_identificator_van_id in (
      select t1.id from partij_identificator t1 where t1.partij_identificator_code_soort_object_id = $1::text
    )
  )
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, subIdentificatorVan__objectId
--   $1 offset, $2 place:partij, $3 place:betrokkene, $4 place:categorieRelatie, $5 place:digitaalAdres, $6 place:rekeningnummer, $7 place:partijIdentificator, $8 subIdentificatorVan__objectId, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from partij r
    where r.id in (
      select t0.identificeerde_partij_id
      from partij_identificator t0
      where t0.sub_identificator_van_id in (
        select t1.id
        from partij_identificator t1
        where t1.partij_identificator_object_id = $8::text
        and t1.partij_identificator_object_id <> ''
      )
    )
    offset 0
  ) h
  order by h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, subIdentificatorVan__codeRegister
--   $1 subIdentificatorVan__codeRegister, $2 offset, $3 limit, $4 place:partij, $5 place:betrokkene, $6 place:categorieRelatie, $7 place:digitaalAdres, $8 place:rekeningnummer, $9 place:partijIdentificator
with
  total as materialized (
    select (
      select count(*)
      from partij r
      where r.id in (
        select t0.identificeerde_partij_id
        from partij_identificator t0
        where t0.sub_identificator_van_id in (
          select t1.id from partij_identificator t1 where t1.partij_identificator_code_register = $1::text
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
  )::text as results
from (
  select r.id
  from partij r
  where r.id in (
    select t0.identificeerde_partij_id
    from partij_identificator t0
    where t0.sub_identificator_van_id in (
      select t1.id from partij_identificator t1 where t1.partij_identificator_code_register = $1::text
    )
  )
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, vertegenwoordigdePartij__uuid
--   $1 offset, $2 place:partij, $3 place:betrokkene, $4 place:categorieRelatie, $5 place:digitaalAdres, $6 place:rekeningnummer, $7 place:partijIdentificator, $8 vertegenwoordigdePartij__uuid, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from partij r
    where r.id in (
      select t0.vertegenwoordigde_partij_id
      from vertegenwoordiging t0
      where t0.vertegenwoordigende_partij_id = (select k.id from partij k where k.uuid = $8::uuid)
    )
    offset 0
  ) h
  order by h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, vertegenwoordigdePartij__url
--   $1 offset, $2 place:partij, $3 place:betrokkene, $4 place:categorieRelatie, $5 place:digitaalAdres, $6 place:rekeningnummer, $7 place:partijIdentificator, $8 vertegenwoordigdePartij__url, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from partij r
    where r.id in (
      select t0.vertegenwoordigde_partij_id
      from vertegenwoordiging t0
      where t0.vertegenwoordigende_partij_id = (select k.id from partij k where k.uuid = $8::uuid)
    )
    offset 0
  ) h
  order by h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- list, categorierelatie__categorie__naam
--   $1 offset, $2 place:partij, $3 place:betrokkene, $4 place:categorieRelatie, $5 place:digitaalAdres, $6 place:rekeningnummer, $7 place:partijIdentificator, $8 categorierelatie__categorie__naam, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from partij r
    where r.id in (
      select t0.partij_id
      from categorie_relatie t0
      where t0.categorie_id in (select t1.id from categorie t1 where t1.naam = any($8::text[]) and t1.naam <> '')
    )
    offset 0
  ) h
  order by h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from partij r where r.id = k.id offset 0) o;

-- what a body asks
--   $1 uuids:digitaalAdres, $2 uuids:partij, $3 uuids:rekeningnummer, $4 number:nummer, $5 self, $6 number:partijIdentificatie.contactpersoon.uuid
select
  (
    select json_object_agg(t.uuid, json_build_array(t.id::text))
    from digitaal_adres t
    where t.uuid = any($1::uuid[])
  ) as digitaal_adres,
  (
    select json_object_agg(t.uuid, json_build_array(t.id::text, t.soort_partij))
    from partij t
    where t.uuid = any($2::uuid[])
  ) as partij,
  (
    select json_object_agg(t.uuid, json_build_array(t.id::text))
    from rekeningnummer t
    where t.uuid = any($3::uuid[])
  ) as rekeningnummer,
  exists (
    select from partij t where t.nummer = $4::text and t.nummer <> '' and t.uuid is distinct from $5::uuid
  ) as number_0,
  exists (
    select from partij t where t.contactpersoon_uuid = $6::uuid and t.uuid is distinct from $5::uuid
  ) as number_1;

-- the row as it is kept
--   $1 uuid
select
  id::text,
  uuid,
  nummer,
  interne_notitie,
  voorkeurs_digitaal_adres_id,
  voorkeurs_rekeningnummer_id,
  soort_partij,
  indicatie_geheimhouding,
  voorkeurstaal,
  indicatie_actief,
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
  is_persoon,
  is_organisatie,
  is_contactpersoon,
  contactpersoon_uuid,
  persoon_contactnaam_voorletters,
  persoon_contactnaam_voornaam,
  persoon_contactnaam_voorvoegsel_achternaam,
  persoon_contactnaam_achternaam,
  organisatie_naam,
  contactpersoon_werkte_voor_partij_id,
  contactpersoon_contactnaam_voorletters,
  contactpersoon_contactnaam_voornaam,
  contactpersoon_contactnaam_voorvoegsel_achternaam,
  contactpersoon_contactnaam_achternaam
from partij
where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 nummer, $3 interneNotitie, $4 voorkeursDigitaalAdres, $5 voorkeursRekeningnummer, $6 soortPartij, $7 indicatieGeheimhouding, $8 voorkeurstaal, $9 indicatieActief, $10 bezoekadres.nummeraanduidingId, $11 bezoekadres.straatnaam, $12 bezoekadres.huisnummer, $13 bezoekadres.huisnummertoevoeging, $14 bezoekadres.postcode, $15 bezoekadres.stad, $16 bezoekadres.adresregel1, $17 bezoekadres.adresregel2, $18 bezoekadres.adresregel3, $19 bezoekadres.land, $20 correspondentieadres.nummeraanduidingId, $21 correspondentieadres.straatnaam, $22 correspondentieadres.huisnummer, $23 correspondentieadres.huisnummertoevoeging, $24 correspondentieadres.postcode, $25 correspondentieadres.stad, $26 correspondentieadres.adresregel1, $27 correspondentieadres.adresregel2, $28 correspondentieadres.adresregel3, $29 correspondentieadres.land, $30 partijIdentificatie.persoon, $31 partijIdentificatie.organisatie, $32 partijIdentificatie.contactpersoon, $33 partijIdentificatie.contactpersoon.uuid, $34 partijIdentificatie.persoon.contactnaam.voorletters, $35 partijIdentificatie.persoon.contactnaam.voornaam, $36 partijIdentificatie.persoon.contactnaam.voorvoegselAchternaam, $37 partijIdentificatie.persoon.contactnaam.achternaam, $38 partijIdentificatie.organisatie.naam, $39 partijIdentificatie.contactpersoon.werkteVoorPartij, $40 partijIdentificatie.contactpersoon.contactnaam.voorletters, $41 partijIdentificatie.contactpersoon.contactnaam.voornaam, $42 partijIdentificatie.contactpersoon.contactnaam.voorvoegselAchternaam, $43 partijIdentificatie.contactpersoon.contactnaam.achternaam
insert into partij as made (
  uuid,
  nummer,
  interne_notitie,
  voorkeurs_digitaal_adres_id,
  voorkeurs_rekeningnummer_id,
  soort_partij,
  indicatie_geheimhouding,
  voorkeurstaal,
  indicatie_actief,
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
  is_persoon,
  is_organisatie,
  is_contactpersoon,
  contactpersoon_uuid,
  persoon_contactnaam_voorletters,
  persoon_contactnaam_voornaam,
  persoon_contactnaam_voorvoegsel_achternaam,
  persoon_contactnaam_achternaam,
  organisatie_naam,
  contactpersoon_werkte_voor_partij_id,
  contactpersoon_contactnaam_voorletters,
  contactpersoon_contactnaam_voornaam,
  contactpersoon_contactnaam_voorvoegsel_achternaam,
  contactpersoon_contactnaam_achternaam
)
values (
  $1::uuid,
  coalesce($2::text, nextval('partij_nummer_seq')::text),
  $3::text,
  $4::bigint,
  $5::bigint,
  $6::text,
  $7::boolean,
  $8::text,
  $9::boolean,
  $10::text,
  $11::text,
  $12::integer,
  $13::text,
  $14::text,
  $15::text,
  $16::text,
  $17::text,
  $18::text,
  $19::text,
  $20::text,
  $21::text,
  $22::integer,
  $23::text,
  $24::text,
  $25::text,
  $26::text,
  $27::text,
  $28::text,
  $29::text,
  $30::boolean,
  $31::boolean,
  $32::boolean,
  $33::uuid,
  $34::text,
  $35::text,
  $36::text,
  $37::text,
  $38::text,
  $39::bigint,
  $40::text,
  $41::text,
  $42::text,
  $43::text
)
returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 nummer, $3 interneNotitie, $4 voorkeursDigitaalAdres, $5 voorkeursRekeningnummer, $6 soortPartij, $7 indicatieGeheimhouding, $8 voorkeurstaal, $9 indicatieActief, $10 bezoekadres.nummeraanduidingId, $11 bezoekadres.straatnaam, $12 bezoekadres.huisnummer, $13 bezoekadres.huisnummertoevoeging, $14 bezoekadres.postcode, $15 bezoekadres.stad, $16 bezoekadres.adresregel1, $17 bezoekadres.adresregel2, $18 bezoekadres.adresregel3, $19 bezoekadres.land, $20 correspondentieadres.nummeraanduidingId, $21 correspondentieadres.straatnaam, $22 correspondentieadres.huisnummer, $23 correspondentieadres.huisnummertoevoeging, $24 correspondentieadres.postcode, $25 correspondentieadres.stad, $26 correspondentieadres.adresregel1, $27 correspondentieadres.adresregel2, $28 correspondentieadres.adresregel3, $29 correspondentieadres.land, $30 partijIdentificatie.persoon, $31 partijIdentificatie.organisatie, $32 partijIdentificatie.contactpersoon, $33 partijIdentificatie.contactpersoon.uuid, $34 partijIdentificatie.persoon.contactnaam.voorletters, $35 partijIdentificatie.persoon.contactnaam.voornaam, $36 partijIdentificatie.persoon.contactnaam.voorvoegselAchternaam, $37 partijIdentificatie.persoon.contactnaam.achternaam, $38 partijIdentificatie.organisatie.naam, $39 partijIdentificatie.contactpersoon.werkteVoorPartij, $40 partijIdentificatie.contactpersoon.contactnaam.voorletters, $41 partijIdentificatie.contactpersoon.contactnaam.voornaam, $42 partijIdentificatie.contactpersoon.contactnaam.voorvoegselAchternaam, $43 partijIdentificatie.contactpersoon.contactnaam.achternaam, $44 place:partij, $45 place:digitaalAdres, $46 place:rekeningnummer
insert into partij as part_0 (
  uuid,
  nummer,
  interne_notitie,
  voorkeurs_digitaal_adres_id,
  voorkeurs_rekeningnummer_id,
  soort_partij,
  indicatie_geheimhouding,
  voorkeurstaal,
  indicatie_actief,
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
  is_persoon,
  is_organisatie,
  is_contactpersoon,
  contactpersoon_uuid,
  persoon_contactnaam_voorletters,
  persoon_contactnaam_voornaam,
  persoon_contactnaam_voorvoegsel_achternaam,
  persoon_contactnaam_achternaam,
  organisatie_naam,
  contactpersoon_werkte_voor_partij_id,
  contactpersoon_contactnaam_voorletters,
  contactpersoon_contactnaam_voornaam,
  contactpersoon_contactnaam_voorvoegsel_achternaam,
  contactpersoon_contactnaam_achternaam
)
values (
  $1::uuid,
  coalesce($2::text, nextval('partij_nummer_seq')::text),
  $3::text,
  coalesce((select id from digitaal_adres where uuid = $4::uuid), case when $4::uuid is not null then 0 end),
  coalesce((select id from rekeningnummer where uuid = $5::uuid), case when $5::uuid is not null then 0 end),
  $6::text,
  $7::boolean,
  $8::text,
  $9::boolean,
  $10::text,
  $11::text,
  $12::integer,
  $13::text,
  $14::text,
  $15::text,
  $16::text,
  $17::text,
  $18::text,
  $19::text,
  $20::text,
  $21::text,
  $22::integer,
  $23::text,
  $24::text,
  $25::text,
  $26::text,
  $27::text,
  $28::text,
  $29::text,
  $30::boolean,
  $31::boolean,
  $32::boolean,
  $33::uuid,
  $34::text,
  $35::text,
  $36::text,
  $37::text,
  $38::text,
  coalesce((select id from partij where uuid = $39::uuid), case when $39::uuid is not null then 0 end),
  $40::text,
  $41::text,
  $42::text,
  $43::text
)
returning json_build_object(
  'uuid',
  part_0.uuid,
  'url',
  $44::text || part_0.uuid::text,
  'nummer',
  part_0.nummer,
  'interneNotitie',
  part_0.interne_notitie,
  'betrokkenen',
  '[]'::json,
  'categorieRelaties',
  '[]'::json,
  'digitaleAdressen',
  '[]'::json,
  'voorkeursDigitaalAdres',
  case
  when
    $4::uuid is not null then json_build_object('uuid', $4::uuid, 'url', $45::text || $4::uuid::text) end,
    'vertegenwoordigden',
    '[]'::json,
    'rekeningnummers',
    '[]'::json,
    'voorkeursRekeningnummer',
    case
  when
    $5::uuid is not null then json_build_object('uuid', $5::uuid, 'url', $46::text || $5::uuid::text) end,
    'partijIdentificatoren',
    '[]'::json,
    'soortPartij',
    part_0.soort_partij,
    'indicatieGeheimhouding',
    part_0.indicatie_geheimhouding,
    'voorkeurstaal',
    part_0.voorkeurstaal,
    'indicatieActief',
    part_0.indicatie_actief,
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
    'partijIdentificatie',
    case
  when part_0.soort_partij = 'persoon'
  and part_0.is_persoon then json_build_object(
    'contactnaam', json_build_object(
      'voorletters', part_0.persoon_contactnaam_voorletters,
      'voornaam', part_0.persoon_contactnaam_voornaam,
      'voorvoegselAchternaam', part_0.persoon_contactnaam_voorvoegsel_achternaam,
      'achternaam', part_0.persoon_contactnaam_achternaam
    ),
    'volledigeNaam', concat_ws(
      ' ',
      nullif(part_0.persoon_contactnaam_voornaam, ''),
      nullif(part_0.persoon_contactnaam_voorvoegsel_achternaam, ''),
      nullif(part_0.persoon_contactnaam_achternaam, '')
    )
  )
  when part_0.soort_partij = 'organisatie'
  and part_0.is_organisatie then json_build_object('naam', part_0.organisatie_naam)
  when part_0.soort_partij = 'contactpersoon'
  and part_0.is_contactpersoon then json_build_object(
    'uuid', part_0.contactpersoon_uuid,
    'werkteVoorPartij', (
      select json_build_object('uuid', t0.uuid, 'url', $44::text || t0.uuid::text)
      from partij t0
      where t0.id = part_0.contactpersoon_werkte_voor_partij_id
    ),
    'contactnaam', json_build_object(
      'voorletters', part_0.contactpersoon_contactnaam_voorletters,
      'voornaam', part_0.contactpersoon_contactnaam_voornaam,
      'voorvoegselAchternaam', part_0.contactpersoon_contactnaam_voorvoegsel_achternaam,
      'achternaam', part_0.contactpersoon_contactnaam_achternaam
    ),
    'volledigeNaam', concat_ws(
      ' ',
      nullif(part_0.contactpersoon_contactnaam_voornaam, ''),
      nullif(part_0.contactpersoon_contactnaam_voorvoegsel_achternaam, ''),
      nullif(part_0.contactpersoon_contactnaam_achternaam, '')
    )
  ) end
)::text as body_0;

-- a changed row
--   $1 nummer, $2 interneNotitie, $3 voorkeursDigitaalAdres, $4 voorkeursRekeningnummer, $5 soortPartij, $6 indicatieGeheimhouding, $7 voorkeurstaal, $8 indicatieActief, $9 bezoekadres.nummeraanduidingId, $10 bezoekadres.straatnaam, $11 bezoekadres.huisnummer, $12 bezoekadres.huisnummertoevoeging, $13 bezoekadres.postcode, $14 bezoekadres.stad, $15 bezoekadres.adresregel1, $16 bezoekadres.adresregel2, $17 bezoekadres.adresregel3, $18 bezoekadres.land, $19 correspondentieadres.nummeraanduidingId, $20 correspondentieadres.straatnaam, $21 correspondentieadres.huisnummer, $22 correspondentieadres.huisnummertoevoeging, $23 correspondentieadres.postcode, $24 correspondentieadres.stad, $25 correspondentieadres.adresregel1, $26 correspondentieadres.adresregel2, $27 correspondentieadres.adresregel3, $28 correspondentieadres.land, $29 partijIdentificatie.persoon, $30 partijIdentificatie.organisatie, $31 partijIdentificatie.contactpersoon, $32 partijIdentificatie.contactpersoon.uuid, $33 partijIdentificatie.persoon.contactnaam.voorletters, $34 partijIdentificatie.persoon.contactnaam.voornaam, $35 partijIdentificatie.persoon.contactnaam.voorvoegselAchternaam, $36 partijIdentificatie.persoon.contactnaam.achternaam, $37 partijIdentificatie.organisatie.naam, $38 partijIdentificatie.contactpersoon.werkteVoorPartij, $39 partijIdentificatie.contactpersoon.contactnaam.voorletters, $40 partijIdentificatie.contactpersoon.contactnaam.voornaam, $41 partijIdentificatie.contactpersoon.contactnaam.voorvoegselAchternaam, $42 partijIdentificatie.contactpersoon.contactnaam.achternaam, $43 id
update partij
set
  nummer = $1::text,
  interne_notitie = $2::text,
  voorkeurs_digitaal_adres_id = $3::bigint,
  voorkeurs_rekeningnummer_id = $4::bigint,
  soort_partij = $5::text,
  indicatie_geheimhouding = $6::boolean,
  voorkeurstaal = $7::text,
  indicatie_actief = $8::boolean,
  bezoekadres_nummeraanduiding_id = $9::text,
  bezoekadres_straatnaam = $10::text,
  bezoekadres_huisnummer = $11::integer,
  bezoekadres_huisnummertoevoeging = $12::text,
  bezoekadres_postcode = $13::text,
  bezoekadres_stad = $14::text,
  bezoekadres_adresregel1 = $15::text,
  bezoekadres_adresregel2 = $16::text,
  bezoekadres_adresregel3 = $17::text,
  bezoekadres_land = $18::text,
  correspondentieadres_nummeraanduiding_id = $19::text,
  correspondentieadres_straatnaam = $20::text,
  correspondentieadres_huisnummer = $21::integer,
  correspondentieadres_huisnummertoevoeging = $22::text,
  correspondentieadres_postcode = $23::text,
  correspondentieadres_stad = $24::text,
  correspondentieadres_adresregel1 = $25::text,
  correspondentieadres_adresregel2 = $26::text,
  correspondentieadres_adresregel3 = $27::text,
  correspondentieadres_land = $28::text,
  is_persoon = $29::boolean,
  is_organisatie = $30::boolean,
  is_contactpersoon = $31::boolean,
  contactpersoon_uuid = $32::uuid,
  persoon_contactnaam_voorletters = $33::text,
  persoon_contactnaam_voornaam = $34::text,
  persoon_contactnaam_voorvoegsel_achternaam = $35::text,
  persoon_contactnaam_achternaam = $36::text,
  organisatie_naam = $37::text,
  contactpersoon_werkte_voor_partij_id = $38::bigint,
  contactpersoon_contactnaam_voorletters = $39::text,
  contactpersoon_contactnaam_voornaam = $40::text,
  contactpersoon_contactnaam_voorvoegsel_achternaam = $41::text,
  contactpersoon_contactnaam_achternaam = $42::text
where id = $43::bigint;

-- a number for nummer, when the one drawn was taken
select number
from (select nextval('partij_nummer_seq')::text as number from generate_series(1, 1000)) drawn
where not exists (select from partij r where r.nummer = drawn.number and r.nummer <> '')
limit 1;

-- digitaleAdressen, let go
--   $1 owner, $2 ids
update digitaal_adres
set verstrekt_door_partij_id = null
where verstrekt_door_partij_id = $1::bigint
and id <> all($2::bigint[])
returning id::text;

-- digitaleAdressen, one isStandaardAdres left
--   $1 ids, $2 owner
with w as (
  select distinct on (soort_digitaal_adres) id, soort_digitaal_adres
  from digitaal_adres
  where is_standaard_adres
  and id = any($1::bigint[])
  order
    by soort_digitaal_adres,
    (verstrekt_door_partij_id is not distinct from $2::bigint),
    array_position($1::bigint[], id) desc
) update digitaal_adres t
set is_standaard_adres = false
from w
where t.is_standaard_adres
and t.id <> w.id
and t.soort_digitaal_adres = w.soort_digitaal_adres
and (t.verstrekt_door_partij_id is not distinct from $2::bigint or t.id = any($1::bigint[]))
returning t.id::text;

-- digitaleAdressen, taken
--   $1 owner, $2 ids
update digitaal_adres
set verstrekt_door_partij_id = $1::bigint
where id = any($2::bigint[])
and verstrekt_door_partij_id is distinct from $1::bigint
returning id::text;

-- voorkeursDigitaalAdres, forgotten
--   $1 ids
update partij o
set voorkeurs_digitaal_adres_id = null
from digitaal_adres m
where m.id = o.voorkeurs_digitaal_adres_id
and m.id = any($1::bigint[])
and m.verstrekt_door_partij_id is distinct from o.id
returning o.id::text;

-- voorkeursDigitaalAdres, is it one of them
--   $1 id, $2 owner
select exists (
  select from digitaal_adres where id = $1::bigint and verstrekt_door_partij_id = $2::bigint
) as belongs;

-- rekeningnummers, let go
--   $1 owner, $2 ids
update rekeningnummer
set partij_id = null
where partij_id = $1::bigint
and id <> all($2::bigint[])
returning id::text;

-- rekeningnummers, taken
--   $1 owner, $2 ids
update rekeningnummer
set partij_id = $1::bigint
where id = any($2::bigint[])
and partij_id is distinct from $1::bigint
returning id::text;

-- voorkeursRekeningnummer, forgotten
--   $1 ids
update partij o
set voorkeurs_rekeningnummer_id = null
from rekeningnummer m
where m.id = o.voorkeurs_rekeningnummer_id
and m.id = any($1::bigint[])
and m.partij_id is distinct from o.id
returning o.id::text;

-- voorkeursRekeningnummer, is it one of them
--   $1 id, $2 owner
select exists (select from rekeningnummer where id = $1::bigint and partij_id = $2::bigint) as belongs;

-- partijIdentificatoren, as they are kept
--   $1 owner
select id::text, uuid from partij_identificator where identificeerde_partij_id = $1::bigint order by id for update;

-- the key of a row that goes
--   $1 uuid
select id::text from partij where uuid = $1::uuid for update;

-- digitaalAdres.verstrektDoorPartij goes along
--   $1 ids
select id::text from digitaal_adres where verstrekt_door_partij_id = any($1::bigint[]) order by id for update;

-- rekeningnummer.partij goes along
--   $1 ids
select id::text from rekeningnummer where partij_id = any($1::bigint[]) order by id for update;

-- betrokkene.wasPartij goes along
--   $1 ids
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
where was_partij_id = any($1::bigint[])
order by id for update;

-- categorieRelatie.partij goes along
--   $1 ids
select id::text from categorie_relatie where partij_id = any($1::bigint[]) order by id for update;

-- partij.partijIdentificatie.contactpersoon.werkteVoorPartij is cleared
--   $1 ids
update partij
set
  is_contactpersoon = false,
  contactpersoon_uuid = null,
  contactpersoon_werkte_voor_partij_id = null,
  contactpersoon_contactnaam_voorletters = null,
  contactpersoon_contactnaam_voornaam = null,
  contactpersoon_contactnaam_voorvoegsel_achternaam = null,
  contactpersoon_contactnaam_achternaam = null
where contactpersoon_werkte_voor_partij_id = any($1::bigint[])
returning id::text;

-- partijIdentificator.identificeerdePartij goes along
--   $1 ids
select id::text from partij_identificator where identificeerde_partij_id = any($1::bigint[]) order by id for update;

-- vertegenwoordiging.vertegenwoordigendePartij goes along
--   $1 ids
select id::text
from vertegenwoordiging
where vertegenwoordigende_partij_id = any($1::bigint[])
order by id for update;

-- vertegenwoordiging.vertegenwoordigdePartij goes along
--   $1 ids
select id::text from vertegenwoordiging where vertegenwoordigde_partij_id = any($1::bigint[]) order by id for update;

-- rows that go
--   $1 ids
delete from partij where id = any($1::bigint[]);
