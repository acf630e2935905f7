-- Statements of digitaalAdres, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:digitaalAdres, $2 place:betrokkene, $3 place:partij, $4 uuid
select
  json_build_object(
    'uuid', o.uuid,
    'url', $1::text || o.uuid::text,
    'verstrektDoorBetrokkene', (
      select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
      from betrokkene t0
      where t0.id = o.verstrekt_door_betrokkene_id
    ),
    'verstrektDoorPartij', (
      select json_build_object('uuid', t1.uuid, 'url', $3::text || t1.uuid::text)
      from partij t1
      where t1.id = o.verstrekt_door_partij_id
    ),
    'adres', o.adres,
    'soortDigitaalAdres', o.soort_digitaal_adres,
    'isStandaardAdres', o.is_standaard_adres,
    'omschrijving', o.omschrijving,
    'referentie', o.referentie,
    'verificatieDatum', o.verificatie_datum
  )::text as body,
  (
    coalesce(
      (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id), false
    ) or coalesce(
      (
        select (
          coalesce(
            (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
          )
        )
        from betrokkene t3
        where t3.id = o.verstrekt_door_betrokkene_id
      ),
      false
    )
  ) as warned
from digitaal_adres o
where o.uuid = $4::uuid;

-- one object, verstrektDoorBetrokkene included
--   $1 place:digitaalAdres, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 uuid
select
  json_build_object(
    '…', …,
    '_expand', json_build_object(
      'verstrektDoorBetrokkene', (select json_build_object(…) from betrokkene t2 where t2.id = o.verstrekt_door_betrokkene_id)
    )
  )::text as body,
  (
    coalesce(
      (select (t6.indicatie_geheimhouding is true) from partij t6 where t6.id = o.verstrekt_door_partij_id), false
    ) or coalesce(
      (
        select (
          coalesce(
            (select (t8.indicatie_geheimhouding is true) from partij t8 where t8.id = t7.was_partij_id), false
          )
        )
        from betrokkene t7
        where t7.id = o.verstrekt_door_betrokkene_id
      ),
      false
    ) or coalesce(
      (
        select bool_or(
          (
            coalesce(
              (select (t10.indicatie_geheimhouding is true) from partij t10 where t10.id = t9.was_partij_id), false
            )
          )
        )
        from betrokkene t9
        where t9.id = o.verstrekt_door_betrokkene_id
      ),
      false
    )
  ) as warned
from digitaal_adres o
where o.uuid = $5::uuid;

-- one object, verstrektDoorBetrokkene.hadKlantcontact included
--   $1 place:digitaalAdres, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:interneTaak, $9 uuid
select
  json_build_object(
    '…', …,
    '_expand', json_build_object(
      'verstrektDoorBetrokkene', (
        select json_build_object(
          '…', …,
          '_expand', json_build_object(
            'hadKlantcontact', (select json_build_object(…) from klantcontact t6 where t6.id = t2.had_klantcontact_id)
          )
        )
        from betrokkene t2
        where t2.id = o.verstrekt_door_betrokkene_id
      )
    )
  )::text as body,
  (
    coalesce(
      (select (t13.indicatie_geheimhouding is true) from partij t13 where t13.id = o.verstrekt_door_partij_id),
      false
    ) or coalesce(
      (
        select (
          coalesce(
            (select (t15.indicatie_geheimhouding is true) from partij t15 where t15.id = t14.was_partij_id), false
          )
        )
        from betrokkene t14
        where t14.id = o.verstrekt_door_betrokkene_id
      ),
      false
    ) or coalesce(
      (
        select bool_or(
          (
            coalesce(
              (select (t17.indicatie_geheimhouding is true) from partij t17 where t17.id = t16.was_partij_id), false
            )
          )
        )
        from betrokkene t16
        where t16.id = o.verstrekt_door_betrokkene_id
      ),
      false
    )
  ) as warned
from digitaal_adres o
where o.uuid = $9::uuid;

-- one object, verstrektDoorBetrokkene.hadKlantcontact.leiddeTotInterneTaken included
--   $1 place:digitaalAdres, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:interneTaak, $9 uuid
select
  json_build_object(
    '…', …,
    '_expand', json_build_object(
      'verstrektDoorBetrokkene', (
        select json_build_object(
          '…', …,
          '_expand', json_build_object(
            'hadKlantcontact', (
              select json_build_object(
                '…', …,
                '_expand', json_build_object(
                  'leiddeTotInterneTaken', array_to_json(
                    array(
                      select json_build_object(…)
                      from interne_taak t13
                      where t13.aanleidinggevend_klantcontact_id = t6.id
                      order by t13.id
                    )
                  )
                )
              )
              from klantcontact t6
              where t6.id = t2.had_klantcontact_id
            )
          )
        )
        from betrokkene t2
        where t2.id = o.verstrekt_door_betrokkene_id
      )
    )
  )::text as body,
  (
    coalesce(
      (select (t18.indicatie_geheimhouding is true) from partij t18 where t18.id = o.verstrekt_door_partij_id),
      false
    ) or coalesce(
      (
        select (
          coalesce(
            (select (t20.indicatie_geheimhouding is true) from partij t20 where t20.id = t19.was_partij_id), false
          )
        )
        from betrokkene t19
        where t19.id = o.verstrekt_door_betrokkene_id
      ),
      false
    ) or coalesce(
      (
        select bool_or(
          (
            coalesce(
              (select (t22.indicatie_geheimhouding is true) from partij t22 where t22.id = t21.was_partij_id), false
            )
          )
        )
        from betrokkene t21
        where t21.id = o.verstrekt_door_betrokkene_id
      ),
      false
    )
  ) as warned
from digitaal_adres o
where o.uuid = $9::uuid;

-- list
--   $1 offset, $2 limit, $3 place:digitaalAdres, $4 place:betrokkene, $5 place:partij
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'digitaal_adres')::bigint as amount
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
        'verstrektDoorBetrokkene', (
          select json_build_object('uuid', t0.uuid, 'url', $4::text || t0.uuid::text)
          from betrokkene t0
          where t0.id = o.verstrekt_door_betrokkene_id
        ),
        'verstrektDoorPartij', (
          select json_build_object('uuid', t1.uuid, 'url', $5::text || t1.uuid::text)
          from partij t1
          where t1.id = o.verstrekt_door_partij_id
        ),
        'adres', o.adres,
        'soortDigitaalAdres', o.soort_digitaal_adres,
        'isStandaardAdres', o.is_standaard_adres,
        'omschrijving', o.omschrijving,
        'referentie', o.referentie,
        'verificatieDatum', o.verificatie_datum,
        '_expand', json_build_object()
      )
      order by o.id desc
    ),
    '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id from digitaal_adres r where true order by r.id desc limit $2::bigint offset (select skip from page)
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:digitaalAdres, $4 place:betrokkene, $5 place:partij
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'digitaal_adres')::bigint as amount
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
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id
  from digitaal_adres r
  where true
  order by r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:digitaalAdres, $3 place:betrokkene, $4 place:partij, $5 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'digitaal_adres')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'digitaal_adres'
        union all
        select stretch, delta
        from tally
        where collection = 'digitaal_adres'
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
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id
  from digitaal_adres r
  where r.id < ((select stretch from place) + 1) << 12
  order by r.id desc
  limit $5::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- one object, everything included
--   $1 place:digitaalAdres, $2 place:betrokkene, $3 place:partij, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:interneTaak, $9 uuid
select
  json_build_object(
    'uuid', o.uuid,
    'url', $1::text || o.uuid::text,
    'verstrektDoorBetrokkene', (
      select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
      from betrokkene t0
      where t0.id = o.verstrekt_door_betrokkene_id
    ),
    'verstrektDoorPartij', (
      select json_build_object('uuid', t1.uuid, 'url', $3::text || t1.uuid::text)
      from partij t1
      where t1.id = o.verstrekt_door_partij_id
    ),
    'adres', o.adres,
    'soortDigitaalAdres', o.soort_digitaal_adres,
    'isStandaardAdres', o.is_standaard_adres,
    'omschrijving', o.omschrijving,
    'referentie', o.referentie,
    'verificatieDatum', o.verificatie_datum,
    '_expand', json_build_object(
      'verstrektDoorBetrokkene', (
        select json_build_object(
          'uuid', t2.uuid,
          'url', $2::text || t2.uuid::text,
          'wasPartij', (
            select json_build_object('uuid', t3.uuid, 'url', $3::text || t3.uuid::text)
            from partij t3
            where t3.id = t2.was_partij_id
          ),
          'hadKlantcontact', (
            select json_build_object('uuid', t4.uuid, 'url', $4::text || t4.uuid::text)
            from klantcontact t4
            where t4.id = t2.had_klantcontact_id
          ),
          'digitaleAdressen', array_to_json(
            array(
              select json_build_object('uuid', t5.uuid, 'url', $1::text || t5.uuid::text)
              from digitaal_adres t5
              where t5.verstrekt_door_betrokkene_id = t2.id
              order by t5.id
            )
          ),
          'bezoekadres', json_build_object(
            'nummeraanduidingId', t2.bezoekadres_nummeraanduiding_id,
            'straatnaam', t2.bezoekadres_straatnaam,
            'huisnummer', t2.bezoekadres_huisnummer,
            'huisnummertoevoeging', t2.bezoekadres_huisnummertoevoeging,
            'postcode', t2.bezoekadres_postcode,
            'stad', t2.bezoekadres_stad,
            'adresregel1', t2.bezoekadres_adresregel1,
            'adresregel2', t2.bezoekadres_adresregel2,
            'adresregel3', t2.bezoekadres_adresregel3,
            'land', t2.bezoekadres_land
          ),
          'correspondentieadres', json_build_object(
            'nummeraanduidingId', t2.correspondentieadres_nummeraanduiding_id,
            'straatnaam', t2.correspondentieadres_straatnaam,
            'huisnummer', t2.correspondentieadres_huisnummer,
            'huisnummertoevoeging', t2.correspondentieadres_huisnummertoevoeging,
            'postcode', t2.correspondentieadres_postcode,
            'stad', t2.correspondentieadres_stad,
            'adresregel1', t2.correspondentieadres_adresregel1,
            'adresregel2', t2.correspondentieadres_adresregel2,
            'adresregel3', t2.correspondentieadres_adresregel3,
            'land', t2.correspondentieadres_land
          ),
          'contactnaam', json_build_object(
            'voorletters', t2.contactnaam_voorletters,
            'voornaam', t2.contactnaam_voornaam,
            'voorvoegselAchternaam', t2.contactnaam_voorvoegsel_achternaam,
            'achternaam', t2.contactnaam_achternaam
          ),
          'volledigeNaam', concat_ws(
            ' ',
            nullif(t2.contactnaam_voornaam, ''),
            nullif(t2.contactnaam_voorvoegsel_achternaam, ''),
            nullif(t2.contactnaam_achternaam, '')
          ),
          'rol', t2.rol,
          'organisatienaam', t2.organisatienaam,
          'initiator', t2.initiator,
          '_expand', json_build_object(
            'hadKlantcontact', (
              select json_build_object(
                'uuid', t6.uuid,
                'url', $4::text || t6.uuid::text,
                'gingOverOnderwerpobjecten', array_to_json(
                  array(
                    select json_build_object('uuid', t7.uuid, 'url', $5::text || t7.uuid::text)
                    from onderwerpobject t7
                    where t7.klantcontact_id = t6.id
                    order by t7.id
                  )
                ),
                'hadBetrokkenActoren', array_to_json(
                  array(
                    select json_build_object(
                      'uuid',
                      t8.uuid,
                      'url',
                      $6::text || t8.uuid::text,
                      'naam',
                      t8.naam,
                      'soortActor',
                      t8.soort_actor,
                      'indicatieActief',
                      t8.indicatie_actief,
                      'actoridentificator',
                      json_build_object(
                        'objectId', t8.actoridentificator_object_id,
                        'codeObjecttype', t8.actoridentificator_code_objecttype,
                        'codeRegister', t8.actoridentificator_code_register,
                        'codeSoortObjectId', t8.actoridentificator_code_soort_object_id
                      ),
                      'actorIdentificatie',
                      case
                      when t8.soort_actor = 'medewerker'
                      and t8.is_medewerker then json_build_object(
                        'functie', t8.medewerker_functie,
                        'emailadres', t8.medewerker_emailadres,
                        'telefoonnummer', t8.medewerker_telefoonnummer
                      )
                      when t8.soort_actor = 'geautomatiseerde_actor'
                      and t8.is_geautomatiseerde_actor then json_build_object(
                        'functie', t8.geautomatiseerde_actor_functie,
                        'omschrijving', t8.geautomatiseerde_actor_omschrijving
                      )
                      when t8.soort_actor = 'organisatorische_eenheid'
                      and t8.is_organisatorische_eenheid then json_build_object(
                        'omschrijving', t8.organisatorische_eenheid_omschrijving,
                        'emailadres', t8.organisatorische_eenheid_emailadres,
                        'faxnummer', t8.organisatorische_eenheid_faxnummer,
                        'telefoonnummer', t8.organisatorische_eenheid_telefoonnummer
                      ) end
                    )
                    from actor_klantcontact t9
                    join actor t8 on t8.id = t9.actor_id
                    where t9.klantcontact_id = t6.id
                    order by t9.id
                  )
                ),
                'omvatteBijlagen', array_to_json(
                  array(
                    select json_build_object('uuid', t10.uuid, 'url', $7::text || t10.uuid::text)
                    from bijlage t10
                    where t10.was_bijlage_van_klantcontact_id = t6.id
                    order by t10.id
                  )
                ),
                'hadBetrokkenen', array_to_json(
                  array(
                    select json_build_object('uuid', t11.uuid, 'url', $2::text || t11.uuid::text)
                    from betrokkene t11
                    where t11.had_klantcontact_id = t6.id
                    order by t11.id
                  )
                ),
                'leiddeTotInterneTaken', array_to_json(
                  array(
                    select json_build_object('uuid', t12.uuid, 'url', $8::text || t12.uuid::text)
                    from interne_taak t12
                    where t12.aanleidinggevend_klantcontact_id = t6.id
                    order by t12.id
                  )
                ),
                'nummer', t6.nummer,
                'referentienummer', t6.referentienummer,
                'kanaal', t6.kanaal,
                'onderwerp', t6.onderwerp,
                'inhoud', t6.inhoud,
                'reactie', t6.reactie,
                'indicatieContactGelukt', t6.indicatie_contact_gelukt,
                'hoofdOnderwerpType', t6.hoofd_onderwerp_type,
                'verdereActieOndernomen', t6.verdere_actie_ondernomen,
                'taal', t6.taal,
                'vertrouwelijk', t6.vertrouwelijk,
                'plaatsgevondenOp', replace(
                  to_char(t6.plaatsgevonden_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z'
                ),
                'metadata', t6.metadata,
                '_expand', json_build_object(
                  'leiddeTotInterneTaken', array_to_json(
                    array(
                      select json_build_object(
                        'uuid', t13.uuid,
                        'url', $8::text || t13.uuid::text,
                        'nummer', t13.nummer,
                        'referentienummer', t13.referentienummer,
                        'gevraagdeHandeling', t13.gevraagde_handeling,
                        'aanleidinggevendKlantcontact', json_build_object('uuid', t6.uuid, 'url', $4::text || t6.uuid::text),
                        'toegewezenAanActor', coalesce(
                          (
                            select json_build_object('uuid', t17.uuid, 'url', $6::text || t17.uuid::text)
                            from interne_taak_actor t16
                            join actor t17 on t17.id = t16.actor_id
                            where t16.interne_taak_id = t13.id
                            order by t16.id
                            limit 1
                          ),
                          json_build_object('uuid', null)
                        ),
                        'toegewezenAanActoren', array_to_json(
                          array(
                            select json_build_object('uuid', t15.uuid, 'url', $6::text || t15.uuid::text)
                            from interne_taak_actor t14
                            join actor t15 on t15.id = t14.actor_id
                            where t14.interne_taak_id = t13.id
                            order by t14.id
                          )
                        ),
                        'toelichting', t13.toelichting,
                        'status', t13.status,
                        'toegewezenOp', replace(
                          to_char(t13.toegewezen_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                          '.000000Z',
                          'Z'
                        ),
                        'afgehandeldOp', replace(
                          to_char(t13.afgehandeld_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                          '.000000Z',
                          'Z'
                        )
                      )
                      from interne_taak t13
                      where t13.aanleidinggevend_klantcontact_id = t6.id
                      order by t13.id
                    )
                  )
                )
              )
              from klantcontact t6
              where t6.id = t2.had_klantcontact_id
            )
          )
        )
        from betrokkene t2
        where t2.id = o.verstrekt_door_betrokkene_id
      )
    )
  )::text as body,
  (
    coalesce(
      (select (t18.indicatie_geheimhouding is true) from partij t18 where t18.id = o.verstrekt_door_partij_id),
      false
    ) or coalesce(
      (
        select (
          coalesce(
            (select (t20.indicatie_geheimhouding is true) from partij t20 where t20.id = t19.was_partij_id), false
          )
        )
        from betrokkene t19
        where t19.id = o.verstrekt_door_betrokkene_id
      ),
      false
    ) or coalesce(
      (
        select bool_or(
          (
            coalesce(
              (select (t22.indicatie_geheimhouding is true) from partij t22 where t22.id = t21.was_partij_id), false
            )
          )
        )
        from betrokkene t21
        where t21.id = o.verstrekt_door_betrokkene_id
      ),
      false
    )
  ) as warned
from digitaal_adres o
where o.uuid = $9::uuid;

-- list, everything included
--   $1 offset, $2 limit, $3 place:digitaalAdres, $4 place:betrokkene, $5 place:partij, $6 place:klantcontact, $7 place:onderwerpobject, $8 place:actor, $9 place:bijlage, $10 place:interneTaak
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'digitaal_adres')::bigint as amount
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
          'verstrektDoorBetrokkene', (
            select json_build_object(
              '…', …,
              '_expand', json_build_object(
                'hadKlantcontact', (
                  select json_build_object(
                    '…', …,
                    '_expand', json_build_object(
                      'leiddeTotInterneTaken', array_to_json(
                        array(
                          select json_build_object(…)
                          from interne_taak t13
                          where t13.aanleidinggevend_klantcontact_id = t6.id
                          order by t13.id
                        )
                      )
                    )
                  )
                  from klantcontact t6
                  where t6.id = t2.had_klantcontact_id
                )
              )
            )
            from betrokkene t2
            where t2.id = o.verstrekt_door_betrokkene_id
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
          (select (t18.indicatie_geheimhouding is true) from partij t18 where t18.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t20.indicatie_geheimhouding is true) from partij t20 where t20.id = t19.was_partij_id),
                false
              )
            )
            from betrokkene t19
            where t19.id = o.verstrekt_door_betrokkene_id
          ),
          false
        ) or coalesce(
          (
            select bool_or(
              (
                coalesce(
                  (select (t22.indicatie_geheimhouding is true) from partij t22 where t22.id = t21.was_partij_id),
                  false
                )
              )
            )
            from betrokkene t21
            where t21.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id from digitaal_adres r where true order by r.id desc limit $2::bigint offset (select skip from page)
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, adres
--   $1 offset, $2 place:digitaalAdres, $3 place:betrokkene, $4 place:partij, $5 adres, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (select r.id from digitaal_adres r where r.adres = $5::text and r.adres <> '' offset 0) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, adres__icontains
--   $1 offset, $2 place:digitaalAdres, $3 place:betrokkene, $4 place:partij, $5 adres__icontains, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (select r.id from digitaal_adres r where upper(r.adres) like upper($5::text) limit 20001) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, adres__icontains that many have
--   $1 adres__icontains, $2 offset, $3 limit, $4 place:digitaalAdres, $5 place:betrokkene, $6 place:partij
with
  total as materialized (
    select (
      select count(*) from digitaal_adres r where (upper(r.adres) like (select upper($1::text))) is true
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
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id
  from digitaal_adres r
  where (upper(r.adres) like (select upper($1::text))) is true
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, soortDigitaalAdres
--   $1 soortDigitaalAdres, $2 offset, $3 limit, $4 place:digitaalAdres, $5 place:betrokkene, $6 place:partij
with
  total as materialized (
    select (select count(*) from digitaal_adres r where r.soort_digitaal_adres = $1::text)::bigint as amount
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
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id
  from digitaal_adres r
  where r.soort_digitaal_adres = $1::text
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, isStandaardAdres=true
--   $1 offset, $2 limit, $3 place:digitaalAdres, $4 place:betrokkene, $5 place:partij
with
  total as materialized (
    select (select count(*) from digitaal_adres r where r.is_standaard_adres = true)::bigint as amount
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
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id
  from digitaal_adres r
  where r.is_standaard_adres = true
  order by r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, isStandaardAdres=false
--   $1 offset, $2 limit, $3 place:digitaalAdres, $4 place:betrokkene, $5 place:partij
with
  total as materialized (
    select (select count(*) from digitaal_adres r where r.is_standaard_adres = false)::bigint as amount
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
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id
  from digitaal_adres r
  where r.is_standaard_adres = false
  order by r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, omschrijving
--   $1 offset, $2 place:digitaalAdres, $3 place:betrokkene, $4 place:partij, $5 omschrijving, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (select r.id from digitaal_adres r where upper(r.omschrijving) like upper($5::text) limit 20001) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, omschrijving that many have
--   $1 omschrijving, $2 offset, $3 limit, $4 place:digitaalAdres, $5 place:betrokkene, $6 place:partij
with
  total as materialized (
    select (
      select count(*) from digitaal_adres r where (upper(r.omschrijving) like (select upper($1::text))) is true
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
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id
  from digitaal_adres r
  where (upper(r.omschrijving) like (select upper($1::text))) is true
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, referentie
--   $1 offset, $2 place:digitaalAdres, $3 place:betrokkene, $4 place:partij, $5 referentie, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (select r.id from digitaal_adres r where r.referentie = $5::text and r.referentie <> '' offset 0) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, verificatieDatum
--   $1 offset, $2 place:digitaalAdres, $3 place:betrokkene, $4 place:partij, $5 verificatieDatum, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (select r.id from digitaal_adres r where r.verificatie_datum = $5::date offset 0) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, verificatieDatum__gt
--   $1 offset, $2 place:digitaalAdres, $3 place:betrokkene, $4 place:partij, $5 verificatieDatum__gt, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (select r.id from digitaal_adres r where r.verificatie_datum > $5::date offset 0) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, verificatieDatum__gte
--   $1 offset, $2 place:digitaalAdres, $3 place:betrokkene, $4 place:partij, $5 verificatieDatum__gte, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (select r.id from digitaal_adres r where r.verificatie_datum >= $5::date offset 0) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, verificatieDatum__lt
--   $1 offset, $2 place:digitaalAdres, $3 place:betrokkene, $4 place:partij, $5 verificatieDatum__lt, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (select r.id from digitaal_adres r where r.verificatie_datum < $5::date offset 0) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, verificatieDatum__lte
--   $1 offset, $2 place:digitaalAdres, $3 place:betrokkene, $4 place:partij, $5 verificatieDatum__lte, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (select r.id from digitaal_adres r where r.verificatie_datum <= $5::date offset 0) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, isGeverifieerd=true
--   $1 offset, $2 limit, $3 place:digitaalAdres, $4 place:betrokkene, $5 place:partij
with
  total as materialized (
    select (select count(*) from digitaal_adres r where r.verificatie_datum is not null)::bigint as amount
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
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id
  from digitaal_adres r
  where r.verificatie_datum is not null
  order by r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, isGeverifieerd=false
--   $1 offset, $2 limit, $3 place:digitaalAdres, $4 place:betrokkene, $5 place:partij
with
  total as materialized (
    select (select count(*) from digitaal_adres r where r.verificatie_datum is null)::bigint as amount
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
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id
  from digitaal_adres r
  where r.verificatie_datum is null
  order by r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, verstrektDoorBetrokkene__uuid
--   $1 offset, $2 place:digitaalAdres, $3 place:betrokkene, $4 place:partij, $5 verstrektDoorBetrokkene__uuid, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from digitaal_adres r
    where r.verstrekt_door_betrokkene_id = (select k.id from betrokkene k where k.uuid = $5::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, verstrektDoorBetrokkene__url
--   $1 offset, $2 place:digitaalAdres, $3 place:betrokkene, $4 place:partij, $5 verstrektDoorBetrokkene__url, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from digitaal_adres r
    where r.verstrekt_door_betrokkene_id = (select k.id from betrokkene k where k.uuid = $5::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, verstrektDoorBetrokkene__rol
--   $1 verstrektDoorBetrokkene__rol, $2 offset, $3 limit, $4 place:digitaalAdres, $5 place:betrokkene, $6 place:partij
with
  total as materialized (
    select (
      select count(*)
      from digitaal_adres r
      where r.verstrekt_door_betrokkene_id in (select t0.id from betrokkene t0 where t0.rol = $1::text)
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
      (
        coalesce(
          (select (t3.indicatie_geheimhouding is true) from partij t3 where t3.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t5.indicatie_geheimhouding is true) from partij t5 where t5.id = t4.was_partij_id), false
              )
            )
            from betrokkene t4
            where t4.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id
  from digitaal_adres r
  where r.verstrekt_door_betrokkene_id in (select t0.id from betrokkene t0 where t0.rol = $1::text)
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, verstrektDoorPartij__uuid
--   $1 offset, $2 place:digitaalAdres, $3 place:betrokkene, $4 place:partij, $5 verstrektDoorPartij__uuid, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from digitaal_adres r
    where r.verstrekt_door_partij_id = (select k.id from partij k where k.uuid = $5::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, verstrektDoorPartij__url
--   $1 offset, $2 place:digitaalAdres, $3 place:betrokkene, $4 place:partij, $5 verstrektDoorPartij__url, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t2.indicatie_geheimhouding is true) from partij t2 where t2.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = t3.was_partij_id), false
              )
            )
            from betrokkene t3
            where t3.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from digitaal_adres r
    where r.verstrekt_door_partij_id = (select k.id from partij k where k.uuid = $5::uuid)
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, verstrektDoorPartij__soortPartij
--   $1 verstrektDoorPartij__soortPartij, $2 offset, $3 limit, $4 place:digitaalAdres, $5 place:betrokkene, $6 place:partij
with
  total as materialized (
    select (
      select count(*)
      from digitaal_adres r
      where r.verstrekt_door_partij_id in (select t0.id from partij t0 where t0.soort_partij = $1::text)
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
      (
        coalesce(
          (select (t3.indicatie_geheimhouding is true) from partij t3 where t3.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t5.indicatie_geheimhouding is true) from partij t5 where t5.id = t4.was_partij_id), false
              )
            )
            from betrokkene t4
            where t4.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id
  from digitaal_adres r
  where r.verstrekt_door_partij_id in (select t0.id from partij t0 where t0.soort_partij = $1::text)
  order by r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, verstrektDoorPartij__partijIdentificator__codeObjecttype
--   $1 verstrektDoorPartij__partijIdentificator__codeObjecttype, $2 offset, $3 limit, $4 place:digitaalAdres, $5 place:betrokkene, $6 place:partij
with
  total as materialized (
    select (
      select count(*)
      from digitaal_adres r
      where r.verstrekt_door_partij_id in (
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
      (
        coalesce(
          (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t6.indicatie_geheimhouding is true) from partij t6 where t6.id = t5.was_partij_id), false
              )
            )
            from betrokkene t5
            where t5.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id
  from digitaal_adres r
  where r.verstrekt_door_partij_id in (
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
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, verstrektDoorPartij__partijIdentificator__codeSoortObjectId
--   $1 verstrektDoorPartij__partijIdentificator__codeSoortObjectId, $2 offset, $3 limit, $4 place:digitaalAdres, $5 place:betrokkene, $6 place:partij
with
  total as materialized (
    select (
      select count(*)
      from digitaal_adres r
      where r.verstrekt_door_partij_id in (
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
      (
        coalesce(
          (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t6.indicatie_geheimhouding is true) from partij t6 where t6.id = t5.was_partij_id), false
              )
            )
            from betrokkene t5
            where t5.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id
  from digitaal_adres r
  where r.verstrekt_door_partij_id in (
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
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, verstrektDoorPartij__partijIdentificator__objectId
--   $1 offset, $2 place:digitaalAdres, $3 place:betrokkene, $4 place:partij, $5 verstrektDoorPartij__partijIdentificator__objectId, $6 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.id desc), '[]'
  )::text as results,
  coalesce(
    bool_or(
      (
        coalesce(
          (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t6.indicatie_geheimhouding is true) from partij t6 where t6.id = t5.was_partij_id), false
              )
            )
            from betrokkene t5
            where t5.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select h.id, count(*) over () as total
  from (
    select r.id
    from digitaal_adres r
    where r.verstrekt_door_partij_id in (
      select t0.id
      from partij t0
      where t0.id in (
        select t1.identificeerde_partij_id
        from partij_identificator t1
        where t1.partij_identificator_object_id = $5::text
        and t1.partij_identificator_object_id <> ''
      )
    )
    offset 0
  ) h
  order by h.id desc
  limit $6::bigint
  offset $1::bigint
) k cross
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- list, verstrektDoorPartij__partijIdentificator__codeRegister
--   $1 verstrektDoorPartij__partijIdentificator__codeRegister, $2 offset, $3 limit, $4 place:digitaalAdres, $5 place:betrokkene, $6 place:partij
with
  total as materialized (
    select (
      select count(*)
      from digitaal_adres r
      where r.verstrekt_door_partij_id in (
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
      (
        coalesce(
          (select (t4.indicatie_geheimhouding is true) from partij t4 where t4.id = o.verstrekt_door_partij_id),
          false
        ) or coalesce(
          (
            select (
              coalesce(
                (select (t6.indicatie_geheimhouding is true) from partij t6 where t6.id = t5.was_partij_id), false
              )
            )
            from betrokkene t5
            where t5.id = o.verstrekt_door_betrokkene_id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id
  from digitaal_adres r
  where r.verstrekt_door_partij_id in (
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
join lateral (select * from digitaal_adres r where r.id = k.id offset 0) o;

-- what a body asks
--   $1 uuids:betrokkene, $2 uuids:partij
select
  (
    select json_object_agg(t.uuid, json_build_array(t.id::text)) from betrokkene t where t.uuid = any($1::uuid[])
  ) as betrokkene,
  (
    select json_object_agg(t.uuid, json_build_array(t.id::text, t.soort_partij))
    from partij t
    where t.uuid = any($2::uuid[])
  ) as partij;

-- what the rules ask: digitaal_adres_referentie_key
--   $1 verstrektDoorPartij, $2 referentie, $3 soortDigitaalAdres, $4 id
select exists (
  select
  from digitaal_adres t
  where t.verstrekt_door_partij_id = $1::bigint
  and t.referentie = $2::text
  and t.soort_digitaal_adres = $3::text
  and t.verstrekt_door_partij_id is not null
  and t.referentie <> ''
  and t.id is distinct from $4::bigint
) as fact_0;

-- the row as it is kept
--   $1 uuid
select
  id::text,
  uuid,
  verstrekt_door_betrokkene_id,
  verstrekt_door_partij_id,
  adres,
  soort_digitaal_adres,
  is_standaard_adres,
  omschrijving,
  referentie,
  verificatie_datum
from digitaal_adres
where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 verstrektDoorBetrokkene, $3 verstrektDoorPartij, $4 adres, $5 soortDigitaalAdres, $6 isStandaardAdres, $7 omschrijving, $8 referentie, $9 verificatieDatum
insert into digitaal_adres as made (
  uuid,
  verstrekt_door_betrokkene_id,
  verstrekt_door_partij_id,
  adres,
  soort_digitaal_adres,
  is_standaard_adres,
  omschrijving,
  referentie,
  verificatie_datum
)
values ($1::uuid, $2::bigint, $3::bigint, $4::text, $5::text, $6::boolean, $7::text, $8::text, $9::date)
returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 verstrektDoorBetrokkene, $3 verstrektDoorPartij, $4 adres, $5 soortDigitaalAdres, $6 isStandaardAdres, $7 omschrijving, $8 referentie, $9 verificatieDatum, $10 place:digitaalAdres, $11 place:betrokkene, $12 place:partij
insert into digitaal_adres as part_0 (
  uuid,
  verstrekt_door_betrokkene_id,
  verstrekt_door_partij_id,
  adres,
  soort_digitaal_adres,
  is_standaard_adres,
  omschrijving,
  referentie,
  verificatie_datum
)
values (
  $1::uuid,
  coalesce((select id from betrokkene where uuid = $2::uuid), case when $2::uuid is not null then 0 end),
  coalesce((select id from partij where uuid = $3::uuid), case when $3::uuid is not null then 0 end),
  $4::text,
  $5::text,
  $6::boolean,
  $7::text,
  $8::text,
  $9::date
)
returning json_build_object(
  'uuid', part_0.uuid, 'url', $10::text || part_0.uuid::text, 'verstrektDoorBetrokkene', case
  when
    $2::uuid is not null then json_build_object('uuid', $2::uuid, 'url', $11::text || $2::uuid::text) end,
    'verstrektDoorPartij',
    case
  when
    $3::uuid is not null then json_build_object('uuid', $3::uuid, 'url', $12::text || $3::uuid::text) end,
    'adres',
    part_0.adres,
    'soortDigitaalAdres',
    part_0.soort_digitaal_adres,
    'isStandaardAdres',
    part_0.is_standaard_adres,
    'omschrijving',
    part_0.omschrijving,
    'referentie',
    part_0.referentie,
    'verificatieDatum',
    part_0.verificatie_datum
)::text as body_0;

-- a changed row
--   $1 verstrektDoorBetrokkene, $2 verstrektDoorPartij, $3 adres, $4 soortDigitaalAdres, $5 isStandaardAdres, $6 omschrijving, $7 referentie, $8 verificatieDatum, $9 id
update digitaal_adres
set
  verstrekt_door_betrokkene_id = $1::bigint,
  verstrekt_door_partij_id = $2::bigint,
  adres = $3::text,
  soort_digitaal_adres = $4::text,
  is_standaard_adres = $5::boolean,
  omschrijving = $6::text,
  referentie = $7::text,
  verificatie_datum = $8::date
where id = $9::bigint;

-- isStandaardAdres of the others
--   $1 verstrektDoorPartij, $2 soortDigitaalAdres, $3 id
update digitaal_adres
set is_standaard_adres = false
where is_standaard_adres
and verstrekt_door_partij_id = $1::bigint
and soort_digitaal_adres = $2::text
and id is distinct from $3::bigint
returning id::text;

-- the key of a row that goes
--   $1 uuid
select id::text from digitaal_adres where uuid = $1::uuid for update;

-- partij.voorkeursDigitaalAdres is cleared
--   $1 ids
update partij
set voorkeurs_digitaal_adres_id = null
where voorkeurs_digitaal_adres_id = any($1::bigint[])
returning id::text;

-- rows that go
--   $1 ids
delete from digitaal_adres where id = any($1::bigint[]);
