-- Statements of klantcontact, generated from src/resources by tools/contract.ts.

-- one object
--   $1 place:klantcontact, $2 place:onderwerpobject, $3 place:actor, $4 place:bijlage, $5 place:betrokkene, $6 place:interneTaak, $7 uuid
select
  json_build_object(
    'uuid', o.uuid,
    'url', $1::text || o.uuid::text,
    'gingOverOnderwerpobjecten', array_to_json(
      array(
        select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
        from onderwerpobject t0
        where t0.klantcontact_id = o.id
        order by t0.id
      )
    ),
    'hadBetrokkenActoren', array_to_json(
      array(
        select json_build_object(
          'uuid',
          t1.uuid,
          'url',
          $3::text || t1.uuid::text,
          'naam',
          t1.naam,
          'soortActor',
          t1.soort_actor,
          'indicatieActief',
          t1.indicatie_actief,
          'actoridentificator',
          json_build_object(
            'objectId', t1.actoridentificator_object_id,
            'codeObjecttype', t1.actoridentificator_code_objecttype,
            'codeRegister', t1.actoridentificator_code_register,
            'codeSoortObjectId', t1.actoridentificator_code_soort_object_id
          ),
          'actorIdentificatie',
          case
          when t1.soort_actor = 'medewerker'
          and t1.is_medewerker then json_build_object(
            'functie', t1.medewerker_functie,
            'emailadres', t1.medewerker_emailadres,
            'telefoonnummer', t1.medewerker_telefoonnummer
          )
          when t1.soort_actor = 'geautomatiseerde_actor'
          and t1.is_geautomatiseerde_actor then json_build_object(
            'functie', t1.geautomatiseerde_actor_functie, 'omschrijving', t1.geautomatiseerde_actor_omschrijving
          )
          when t1.soort_actor = 'organisatorische_eenheid'
          and t1.is_organisatorische_eenheid then json_build_object(
            'omschrijving', t1.organisatorische_eenheid_omschrijving,
            'emailadres', t1.organisatorische_eenheid_emailadres,
            'faxnummer', t1.organisatorische_eenheid_faxnummer,
            'telefoonnummer', t1.organisatorische_eenheid_telefoonnummer
          ) end
        )
        from actor_klantcontact t2
        join actor t1 on t1.id = t2.actor_id
        where t2.klantcontact_id = o.id
        order by t2.id
      )
    ),
    'omvatteBijlagen', array_to_json(
      array(
        select json_build_object('uuid', t3.uuid, 'url', $4::text || t3.uuid::text)
        from bijlage t3
        where t3.was_bijlage_van_klantcontact_id = o.id
        order by t3.id
      )
    ),
    'hadBetrokkenen', array_to_json(
      array(
        select json_build_object('uuid', t4.uuid, 'url', $5::text || t4.uuid::text)
        from betrokkene t4
        where t4.had_klantcontact_id = o.id
        order by t4.id
      )
    ),
    'leiddeTotInterneTaken', array_to_json(
      array(
        select json_build_object('uuid', t5.uuid, 'url', $6::text || t5.uuid::text)
        from interne_taak t5
        where t5.aanleidinggevend_klantcontact_id = o.id
        order by t5.id
      )
    ),
    'nummer', o.nummer,
    'referentienummer', o.referentienummer,
    'kanaal', o.kanaal,
    'onderwerp', o.onderwerp,
    'inhoud', o.inhoud,
    'reactie', o.reactie,
    'indicatieContactGelukt', o.indicatie_contact_gelukt,
    'hoofdOnderwerpType', o.hoofd_onderwerp_type,
    'verdereActieOndernomen', o.verdere_actie_ondernomen,
    'taal', o.taal,
    'vertrouwelijk', o.vertrouwelijk,
    'plaatsgevondenOp', replace(to_char(o.plaatsgevonden_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z'),
    'metadata', o.metadata
  )::text as body,
  o.betwisting
from klantcontact o
where o.uuid = $7::uuid;

-- one object, hadBetrokkenen included
--   $1 place:klantcontact, $2 place:onderwerpobject, $3 place:actor, $4 place:bijlage, $5 place:betrokkene, $6 place:interneTaak, $7 place:partij, $8 place:digitaalAdres, $9 uuid
select
  json_build_object(
    '…', …,
    '_expand', json_build_object(
      'hadBetrokkenen', array_to_json(
        array(select json_build_object(…) from betrokkene t6 where t6.had_klantcontact_id = o.id order by t6.id)
      )
    )
  )::text as body,
  (
    coalesce(
      (
        select bool_or(
          (
            coalesce(
              (select (t10.indicatie_geheimhouding is true) from partij t10 where t10.id = t9.was_partij_id), false
            )
          )
        )
        from betrokkene t9
        where t9.had_klantcontact_id = o.id
      ),
      false
    )
  ) as warned,
  o.betwisting
from klantcontact o
where o.uuid = $9::uuid;

-- one object, leiddeTotInterneTaken included
--   $1 place:klantcontact, $2 place:onderwerpobject, $3 place:actor, $4 place:bijlage, $5 place:betrokkene, $6 place:interneTaak, $7 uuid
select
  json_build_object(
    '…', …,
    '_expand', json_build_object(
      'leiddeTotInterneTaken', array_to_json(
        array(
          select json_build_object(…)
          from interne_taak t6
          where t6.aanleidinggevend_klantcontact_id = o.id
          order by t6.id
        )
      )
    )
  )::text as body,
  o.betwisting
from klantcontact o
where o.uuid = $7::uuid;

-- one object, gingOverOnderwerpobjecten included
--   $1 place:klantcontact, $2 place:onderwerpobject, $3 place:actor, $4 place:bijlage, $5 place:betrokkene, $6 place:interneTaak, $7 uuid
select
  json_build_object(
    '…', …,
    '_expand', json_build_object(
      'gingOverOnderwerpobjecten', array_to_json(
        array(select json_build_object(…) from onderwerpobject t6 where t6.klantcontact_id = o.id order by t6.id)
      )
    )
  )::text as body,
  o.betwisting
from klantcontact o
where o.uuid = $7::uuid;

-- one object, omvatteBijlagen included
--   $1 place:klantcontact, $2 place:onderwerpobject, $3 place:actor, $4 place:bijlage, $5 place:betrokkene, $6 place:interneTaak, $7 uuid
select
  json_build_object(
    '…', …,
    '_expand', json_build_object(
      'omvatteBijlagen', array_to_json(
        array(
          select json_build_object(…) from bijlage t6 where t6.was_bijlage_van_klantcontact_id = o.id order by t6.id
        )
      )
    )
  )::text as body,
  o.betwisting
from klantcontact o
where o.uuid = $7::uuid;

-- one object, hadBetrokkenen.wasPartij included
--   $1 place:klantcontact, $2 place:onderwerpobject, $3 place:actor, $4 place:bijlage, $5 place:betrokkene, $6 place:interneTaak, $7 place:partij, $8 place:digitaalAdres, $9 place:categorieRelatie, $10 place:rekeningnummer, $11 place:partijIdentificator, $12 uuid
select
  json_build_object(
    '…', …,
    '_expand', json_build_object(
      'hadBetrokkenen', array_to_json(
        array(
          select json_build_object(
            '…', …,
            '_expand', json_build_object(
              'wasPartij', (select json_build_object(…) from partij t9 where t9.id = t6.was_partij_id)
            )
          )
          from betrokkene t6
          where t6.had_klantcontact_id = o.id
          order by t6.id
        )
      )
    )
  )::text as body,
  o.betwisting
from klantcontact o
where o.uuid = $12::uuid;

-- one object, hadBetrokkenen.digitaleAdressen included
--   $1 place:klantcontact, $2 place:onderwerpobject, $3 place:actor, $4 place:bijlage, $5 place:betrokkene, $6 place:interneTaak, $7 place:partij, $8 place:digitaalAdres, $9 uuid
select
  json_build_object(
    '…', …,
    '_expand', json_build_object(
      'hadBetrokkenen', array_to_json(
        array(
          select json_build_object(
            '…', …,
            '_expand', json_build_object(
              'digitaleAdressen', array_to_json(
                array(
                  select json_build_object(…)
                  from digitaal_adres t9
                  where t9.verstrekt_door_betrokkene_id = t6.id
                  order by t9.id
                )
              )
            )
          )
          from betrokkene t6
          where t6.had_klantcontact_id = o.id
          order by t6.id
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
              (select (t12.indicatie_geheimhouding is true) from partij t12 where t12.id = t11.was_partij_id), false
            ) or coalesce(
              (
                select bool_or(
                  (
                    coalesce(
                      (
                        select (t14.indicatie_geheimhouding is true)
                        from partij t14
                        where t14.id = t13.verstrekt_door_partij_id
                      ),
                      false
                    ) or coalesce(
                      (
                        select (
                          coalesce(
                            (
                              select (t16.indicatie_geheimhouding is true)
                              from partij t16
                              where t16.id = t15.was_partij_id
                            ),
                            false
                          )
                        )
                        from betrokkene t15
                        where t15.id = t13.verstrekt_door_betrokkene_id
                      ),
                      false
                    )
                  )
                )
                from digitaal_adres t13
                where t13.verstrekt_door_betrokkene_id = t11.id
              ),
              false
            )
          )
        )
        from betrokkene t11
        where t11.had_klantcontact_id = o.id
      ),
      false
    )
  ) as warned,
  o.betwisting
from klantcontact o
where o.uuid = $9::uuid;

-- list
--   $1 offset, $2 limit, $3 place:klantcontact, $4 place:onderwerpobject, $5 place:actor, $6 place:bijlage, $7 place:betrokkene, $8 place:interneTaak
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'klantcontact')::bigint as amount
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
        'gingOverOnderwerpobjecten', array_to_json(
          array(
            select json_build_object('uuid', t0.uuid, 'url', $4::text || t0.uuid::text)
            from onderwerpobject t0
            where t0.klantcontact_id = o.id
            order by t0.id
          )
        ),
        'hadBetrokkenActoren', array_to_json(
          array(
            select json_build_object(
              'uuid',
              t1.uuid,
              'url',
              $5::text || t1.uuid::text,
              'naam',
              t1.naam,
              'soortActor',
              t1.soort_actor,
              'indicatieActief',
              t1.indicatie_actief,
              'actoridentificator',
              json_build_object(
                'objectId', t1.actoridentificator_object_id,
                'codeObjecttype', t1.actoridentificator_code_objecttype,
                'codeRegister', t1.actoridentificator_code_register,
                'codeSoortObjectId', t1.actoridentificator_code_soort_object_id
              ),
              'actorIdentificatie',
              case
              when t1.soort_actor = 'medewerker'
              and t1.is_medewerker then json_build_object(
                'functie', t1.medewerker_functie,
                'emailadres', t1.medewerker_emailadres,
                'telefoonnummer', t1.medewerker_telefoonnummer
              )
              when t1.soort_actor = 'geautomatiseerde_actor'
              and t1.is_geautomatiseerde_actor then json_build_object(
                'functie', t1.geautomatiseerde_actor_functie, 'omschrijving', t1.geautomatiseerde_actor_omschrijving
              )
              when t1.soort_actor = 'organisatorische_eenheid'
              and t1.is_organisatorische_eenheid then json_build_object(
                'omschrijving', t1.organisatorische_eenheid_omschrijving,
                'emailadres', t1.organisatorische_eenheid_emailadres,
                'faxnummer', t1.organisatorische_eenheid_faxnummer,
                'telefoonnummer', t1.organisatorische_eenheid_telefoonnummer
              ) end
            )
            from actor_klantcontact t2
            join actor t1 on t1.id = t2.actor_id
            where t2.klantcontact_id = o.id
            order by t2.id
          )
        ),
        'omvatteBijlagen', array_to_json(
          array(
            select json_build_object('uuid', t3.uuid, 'url', $6::text || t3.uuid::text)
            from bijlage t3
            where t3.was_bijlage_van_klantcontact_id = o.id
            order by t3.id
          )
        ),
        'hadBetrokkenen', array_to_json(
          array(
            select json_build_object('uuid', t4.uuid, 'url', $7::text || t4.uuid::text)
            from betrokkene t4
            where t4.had_klantcontact_id = o.id
            order by t4.id
          )
        ),
        'leiddeTotInterneTaken', array_to_json(
          array(
            select json_build_object('uuid', t5.uuid, 'url', $8::text || t5.uuid::text)
            from interne_taak t5
            where t5.aanleidinggevend_klantcontact_id = o.id
            order by t5.id
          )
        ),
        'nummer', o.nummer,
        'referentienummer', o.referentienummer,
        'kanaal', o.kanaal,
        'onderwerp', o.onderwerp,
        'inhoud', o.inhoud,
        'reactie', o.reactie,
        'indicatieContactGelukt', o.indicatie_contact_gelukt,
        'hoofdOnderwerpType', o.hoofd_onderwerp_type,
        'verdereActieOndernomen', o.verdere_actie_ondernomen,
        'taal', o.taal,
        'vertrouwelijk', o.vertrouwelijk,
        'plaatsgevondenOp', replace(to_char(o.plaatsgevonden_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z'),
        'metadata', o.metadata,
        '_expand', json_build_object()
      )
      order by o.plaatsgevonden_op desc, o.id desc
    ),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where true
  order by r.plaatsgevonden_op desc, r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, its last page
--   $1 offset, $2 limit, $3 place:klantcontact, $4 place:onderwerpobject, $5 place:actor, $6 place:bijlage, $7 place:betrokkene, $8 place:interneTaak
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'klantcontact')::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where true
  order by r.plaatsgevonden_op asc, r.id asc
  limit (select greatest(least($2::bigint, amount - skip), 0) from page)
  offset (select greatest(amount - skip - $2::bigint, 0) from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, a page far from its start
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 limit
with
  page as materialized (
    select
      (select coalesce(sum(delta), 0) from tally where collection = 'klantcontact')::bigint as amount,
      $1::bigint as skip
  ),
  place as materialized (
    select stretch, (reached - amount)::bigint as passed
    from (
      select stretch, sum(amount) as amount, sum(sum(amount)) over (order by stretch desc) as reached
      from (
        select stretch, amount
        from tally_stretch
        where collection = 'klantcontact'
        union all
        select stretch, delta
        from tally
        where collection = 'klantcontact'
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
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.plaatsgevonden_op < (
    date '1970-01-01' + ((select stretch from place) + 1)::int
  )::timestamp at time zone 'UTC'
  order by r.plaatsgevonden_op desc, r.id desc
  limit $8::bigint
  offset (select skip - passed from page, place)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- one object, everything included
--   $1 place:klantcontact, $2 place:onderwerpobject, $3 place:actor, $4 place:bijlage, $5 place:betrokkene, $6 place:interneTaak, $7 place:partij, $8 place:digitaalAdres, $9 place:categorieRelatie, $10 place:rekeningnummer, $11 place:partijIdentificator, $12 uuid
select
  json_build_object(
    'uuid', o.uuid,
    'url', $1::text || o.uuid::text,
    'gingOverOnderwerpobjecten', array_to_json(
      array(
        select json_build_object('uuid', t0.uuid, 'url', $2::text || t0.uuid::text)
        from onderwerpobject t0
        where t0.klantcontact_id = o.id
        order by t0.id
      )
    ),
    'hadBetrokkenActoren', array_to_json(
      array(
        select json_build_object(
          'uuid',
          t1.uuid,
          'url',
          $3::text || t1.uuid::text,
          'naam',
          t1.naam,
          'soortActor',
          t1.soort_actor,
          'indicatieActief',
          t1.indicatie_actief,
          'actoridentificator',
          json_build_object(
            'objectId', t1.actoridentificator_object_id,
            'codeObjecttype', t1.actoridentificator_code_objecttype,
            'codeRegister', t1.actoridentificator_code_register,
            'codeSoortObjectId', t1.actoridentificator_code_soort_object_id
          ),
          'actorIdentificatie',
          case
          when t1.soort_actor = 'medewerker'
          and t1.is_medewerker then json_build_object(
            'functie', t1.medewerker_functie,
            'emailadres', t1.medewerker_emailadres,
            'telefoonnummer', t1.medewerker_telefoonnummer
          )
          when t1.soort_actor = 'geautomatiseerde_actor'
          and t1.is_geautomatiseerde_actor then json_build_object(
            'functie', t1.geautomatiseerde_actor_functie, 'omschrijving', t1.geautomatiseerde_actor_omschrijving
          )
          when t1.soort_actor = 'organisatorische_eenheid'
          and t1.is_organisatorische_eenheid then json_build_object(
            'omschrijving', t1.organisatorische_eenheid_omschrijving,
            'emailadres', t1.organisatorische_eenheid_emailadres,
            'faxnummer', t1.organisatorische_eenheid_faxnummer,
            'telefoonnummer', t1.organisatorische_eenheid_telefoonnummer
          ) end
        )
        from actor_klantcontact t2
        join actor t1 on t1.id = t2.actor_id
        where t2.klantcontact_id = o.id
        order by t2.id
      )
    ),
    'omvatteBijlagen', array_to_json(
      array(
        select json_build_object('uuid', t3.uuid, 'url', $4::text || t3.uuid::text)
        from bijlage t3
        where t3.was_bijlage_van_klantcontact_id = o.id
        order by t3.id
      )
    ),
    'hadBetrokkenen', array_to_json(
      array(
        select json_build_object('uuid', t4.uuid, 'url', $5::text || t4.uuid::text)
        from betrokkene t4
        where t4.had_klantcontact_id = o.id
        order by t4.id
      )
    ),
    'leiddeTotInterneTaken', array_to_json(
      array(
        select json_build_object('uuid', t5.uuid, 'url', $6::text || t5.uuid::text)
        from interne_taak t5
        where t5.aanleidinggevend_klantcontact_id = o.id
        order by t5.id
      )
    ),
    'nummer', o.nummer,
    'referentienummer', o.referentienummer,
    'kanaal', o.kanaal,
    'onderwerp', o.onderwerp,
    'inhoud', o.inhoud,
    'reactie', o.reactie,
    'indicatieContactGelukt', o.indicatie_contact_gelukt,
    'hoofdOnderwerpType', o.hoofd_onderwerp_type,
    'verdereActieOndernomen', o.verdere_actie_ondernomen,
    'taal', o.taal,
    'vertrouwelijk', o.vertrouwelijk,
    'plaatsgevondenOp', replace(to_char(o.plaatsgevonden_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z'),
    'metadata', o.metadata,
    '_expand', json_build_object(
      'gingOverOnderwerpobjecten', array_to_json(
        array(
          select json_build_object(
            'uuid', t6.uuid,
            'url', $2::text || t6.uuid::text,
            'klantcontact', json_build_object('uuid', o.uuid, 'url', $1::text || o.uuid::text),
            'wasKlantcontact', (
              select json_build_object('uuid', t7.uuid, 'url', $1::text || t7.uuid::text)
              from klantcontact t7
              where t7.id = t6.was_klantcontact_id
            ),
            'onderwerpobjectidentificator', json_build_object(
              'objectId', t6.onderwerpobjectidentificator_object_id,
              'codeObjecttype', t6.onderwerpobjectidentificator_code_objecttype,
              'codeRegister', t6.onderwerpobjectidentificator_code_register,
              'codeSoortObjectId', t6.onderwerpobjectidentificator_code_soort_object_id
            )
          )
          from onderwerpobject t6
          where t6.klantcontact_id = o.id
          order by t6.id
        )
      ),
      'omvatteBijlagen', array_to_json(
        array(
          select json_build_object(
            'uuid', t8.uuid,
            'url', $4::text || t8.uuid::text,
            'wasBijlageVanKlantcontact', json_build_object('uuid', o.uuid, 'url', $1::text || o.uuid::text),
            'bijlageidentificator', json_build_object(
              'objectId', t8.bijlageidentificator_object_id,
              'codeObjecttype', t8.bijlageidentificator_code_objecttype,
              'codeRegister', t8.bijlageidentificator_code_register,
              'codeSoortObjectId', t8.bijlageidentificator_code_soort_object_id
            )
          )
          from bijlage t8
          where t8.was_bijlage_van_klantcontact_id = o.id
          order by t8.id
        )
      ),
      'hadBetrokkenen', array_to_json(
        array(
          select json_build_object(
            'uuid', t9.uuid,
            'url', $5::text || t9.uuid::text,
            'wasPartij', (
              select json_build_object('uuid', t10.uuid, 'url', $7::text || t10.uuid::text)
              from partij t10
              where t10.id = t9.was_partij_id
            ),
            'hadKlantcontact', json_build_object('uuid', o.uuid, 'url', $1::text || o.uuid::text),
            'digitaleAdressen', array_to_json(
              array(
                select json_build_object('uuid', t11.uuid, 'url', $8::text || t11.uuid::text)
                from digitaal_adres t11
                where t11.verstrekt_door_betrokkene_id = t9.id
                order by t11.id
              )
            ),
            'bezoekadres', json_build_object(
              'nummeraanduidingId', t9.bezoekadres_nummeraanduiding_id,
              'straatnaam', t9.bezoekadres_straatnaam,
              'huisnummer', t9.bezoekadres_huisnummer,
              'huisnummertoevoeging', t9.bezoekadres_huisnummertoevoeging,
              'postcode', t9.bezoekadres_postcode,
              'stad', t9.bezoekadres_stad,
              'adresregel1', t9.bezoekadres_adresregel1,
              'adresregel2', t9.bezoekadres_adresregel2,
              'adresregel3', t9.bezoekadres_adresregel3,
              'land', t9.bezoekadres_land
            ),
            'correspondentieadres', json_build_object(
              'nummeraanduidingId', t9.correspondentieadres_nummeraanduiding_id,
              'straatnaam', t9.correspondentieadres_straatnaam,
              'huisnummer', t9.correspondentieadres_huisnummer,
              'huisnummertoevoeging', t9.correspondentieadres_huisnummertoevoeging,
              'postcode', t9.correspondentieadres_postcode,
              'stad', t9.correspondentieadres_stad,
              'adresregel1', t9.correspondentieadres_adresregel1,
              'adresregel2', t9.correspondentieadres_adresregel2,
              'adresregel3', t9.correspondentieadres_adresregel3,
              'land', t9.correspondentieadres_land
            ),
            'contactnaam', json_build_object(
              'voorletters', t9.contactnaam_voorletters,
              'voornaam', t9.contactnaam_voornaam,
              'voorvoegselAchternaam', t9.contactnaam_voorvoegsel_achternaam,
              'achternaam', t9.contactnaam_achternaam
            ),
            'volledigeNaam', concat_ws(
              ' ',
              nullif(t9.contactnaam_voornaam, ''),
              nullif(t9.contactnaam_voorvoegsel_achternaam, ''),
              nullif(t9.contactnaam_achternaam, '')
            ),
            'rol', t9.rol,
            'organisatienaam', t9.organisatienaam,
            'initiator', t9.initiator,
            '_expand', json_build_object(
              'wasPartij', (
                select json_build_object(
                  'uuid',
                  t12.uuid,
                  'url',
                  $7::text || t12.uuid::text,
                  'nummer',
                  t12.nummer,
                  'interneNotitie',
                  t12.interne_notitie,
                  'betrokkenen',
                  array_to_json(
                    array(
                      select json_build_object('uuid', t13.uuid, 'url', $5::text || t13.uuid::text)
                      from betrokkene t13
                      where t13.was_partij_id = t12.id
                      order by t13.id
                    )
                  ),
                  'categorieRelaties',
                  array_to_json(
                    array(
                      select json_build_object(
                        'uuid', t14.uuid,
                        'url', $9::text || t14.uuid::text,
                        'categorieNaam', (select t15.naam from categorie t15 where t15.id = t14.categorie_id),
                        'beginDatum', t14.begin_datum,
                        'eindDatum', t14.eind_datum
                      )
                      from categorie_relatie t14
                      where t14.partij_id = t12.id
                      order by t14.id
                    )
                  ),
                  'digitaleAdressen',
                  array_to_json(
                    array(
                      select json_build_object('uuid', t16.uuid, 'url', $8::text || t16.uuid::text)
                      from digitaal_adres t16
                      where t16.verstrekt_door_partij_id = t12.id
                      order by t16.id
                    )
                  ),
                  'voorkeursDigitaalAdres',
                  (
                    select json_build_object('uuid', t17.uuid, 'url', $8::text || t17.uuid::text)
                    from digitaal_adres t17
                    where t17.id = t12.voorkeurs_digitaal_adres_id
                  ),
                  'vertegenwoordigden',
                  array_to_json(
                    array(
                      select json_build_object('uuid', t18.uuid, 'url', $7::text || t18.uuid::text)
                      from vertegenwoordiging t19
                      join partij t18 on t18.id = t19.vertegenwoordigde_partij_id
                      where t19.vertegenwoordigende_partij_id = t12.id
                      order by t19.id
                    )
                  ),
                  'rekeningnummers',
                  array_to_json(
                    array(
                      select json_build_object('uuid', t20.uuid, 'url', $10::text || t20.uuid::text)
                      from rekeningnummer t20
                      where t20.partij_id = t12.id
                      order by t20.id
                    )
                  ),
                  'voorkeursRekeningnummer',
                  (
                    select json_build_object('uuid', t21.uuid, 'url', $10::text || t21.uuid::text)
                    from rekeningnummer t21
                    where t21.id = t12.voorkeurs_rekeningnummer_id
                  ),
                  'partijIdentificatoren',
                  array_to_json(
                    array(
                      select json_build_object(
                        'uuid', t22.uuid,
                        'url', $11::text || t22.uuid::text,
                        'identificeerdePartij', json_build_object('uuid', t12.uuid, 'url', $7::text || t12.uuid::text),
                        'anderePartijIdentificator', t22.andere_partij_identificator,
                        'partijIdentificator', json_build_object(
                          'codeObjecttype', t22.partij_identificator_code_objecttype,
                          'codeSoortObjectId', t22.partij_identificator_code_soort_object_id,
                          'objectId', t22.partij_identificator_object_id,
                          'codeRegister', t22.partij_identificator_code_register
                        ),
                        'subIdentificatorVan', (
                          select json_build_object('uuid', t23.uuid, 'url', $11::text || t23.uuid::text)
                          from partij_identificator t23
                          where t23.id = t22.sub_identificator_van_id
                        )
                      )
                      from partij_identificator t22
                      where t22.identificeerde_partij_id = t12.id
                      order by t22.id
                    )
                  ),
                  'soortPartij',
                  t12.soort_partij,
                  'indicatieGeheimhouding',
                  t12.indicatie_geheimhouding,
                  'voorkeurstaal',
                  t12.voorkeurstaal,
                  'indicatieActief',
                  t12.indicatie_actief,
                  'bezoekadres',
                  json_build_object(
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
                  'correspondentieadres',
                  json_build_object(
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
                  'partijIdentificatie',
                  case
                  when t12.soort_partij = 'persoon'
                  and t12.is_persoon then json_build_object(
                    'contactnaam', json_build_object(
                      'voorletters', t12.persoon_contactnaam_voorletters,
                      'voornaam', t12.persoon_contactnaam_voornaam,
                      'voorvoegselAchternaam', t12.persoon_contactnaam_voorvoegsel_achternaam,
                      'achternaam', t12.persoon_contactnaam_achternaam
                    ),
                    'volledigeNaam', concat_ws(
                      ' ',
                      nullif(t12.persoon_contactnaam_voornaam, ''),
                      nullif(t12.persoon_contactnaam_voorvoegsel_achternaam, ''),
                      nullif(t12.persoon_contactnaam_achternaam, '')
                    )
                  )
                  when t12.soort_partij = 'organisatie'
                  and t12.is_organisatie then json_build_object('naam', t12.organisatie_naam)
                  when t12.soort_partij = 'contactpersoon'
                  and t12.is_contactpersoon then json_build_object(
                    'uuid', t12.contactpersoon_uuid,
                    'werkteVoorPartij', (
                      select json_build_object('uuid', t24.uuid, 'url', $7::text || t24.uuid::text)
                      from partij t24
                      where t24.id = t12.contactpersoon_werkte_voor_partij_id
                    ),
                    'contactnaam', json_build_object(
                      'voorletters', t12.contactpersoon_contactnaam_voorletters,
                      'voornaam', t12.contactpersoon_contactnaam_voornaam,
                      'voorvoegselAchternaam', t12.contactpersoon_contactnaam_voorvoegsel_achternaam,
                      'achternaam', t12.contactpersoon_contactnaam_achternaam
                    ),
                    'volledigeNaam', concat_ws(
                      ' ',
                      nullif(t12.contactpersoon_contactnaam_voornaam, ''),
                      nullif(t12.contactpersoon_contactnaam_voorvoegsel_achternaam, ''),
                      nullif(t12.contactpersoon_contactnaam_achternaam, '')
                    )
                  ) end
                )
                from partij t12
                where t12.id = t9.was_partij_id
              ),
              'digitaleAdressen', array_to_json(
                array(
                  select json_build_object(
                    'uuid', t25.uuid,
                    'url', $8::text || t25.uuid::text,
                    'verstrektDoorBetrokkene', json_build_object('uuid', t9.uuid, 'url', $5::text || t9.uuid::text),
                    'verstrektDoorPartij', (
                      select json_build_object('uuid', t26.uuid, 'url', $7::text || t26.uuid::text)
                      from partij t26
                      where t26.id = t25.verstrekt_door_partij_id
                    ),
                    'adres', t25.adres,
                    'soortDigitaalAdres', t25.soort_digitaal_adres,
                    'isStandaardAdres', t25.is_standaard_adres,
                    'omschrijving', t25.omschrijving,
                    'referentie', t25.referentie,
                    'verificatieDatum', t25.verificatie_datum
                  )
                  from digitaal_adres t25
                  where t25.verstrekt_door_betrokkene_id = t9.id
                  order by t25.id
                )
              )
            )
          )
          from betrokkene t9
          where t9.had_klantcontact_id = o.id
          order by t9.id
        )
      ),
      'leiddeTotInterneTaken', array_to_json(
        array(
          select json_build_object(
            'uuid', t27.uuid,
            'url', $6::text || t27.uuid::text,
            'nummer', t27.nummer,
            'referentienummer', t27.referentienummer,
            'gevraagdeHandeling', t27.gevraagde_handeling,
            'aanleidinggevendKlantcontact', json_build_object('uuid', o.uuid, 'url', $1::text || o.uuid::text),
            'toegewezenAanActor', coalesce(
              (
                select json_build_object('uuid', t31.uuid, 'url', $3::text || t31.uuid::text)
                from interne_taak_actor t30
                join actor t31 on t31.id = t30.actor_id
                where t30.interne_taak_id = t27.id
                order by t30.id
                limit 1
              ),
              json_build_object('uuid', null)
            ),
            'toegewezenAanActoren', array_to_json(
              array(
                select json_build_object('uuid', t29.uuid, 'url', $3::text || t29.uuid::text)
                from interne_taak_actor t28
                join actor t29 on t29.id = t28.actor_id
                where t28.interne_taak_id = t27.id
                order by t28.id
              )
            ),
            'toelichting', t27.toelichting,
            'status', t27.status,
            'toegewezenOp', replace(to_char(t27.toegewezen_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z'),
            'afgehandeldOp', replace(
              to_char(t27.afgehandeld_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z'
            )
          )
          from interne_taak t27
          where t27.aanleidinggevend_klantcontact_id = o.id
          order by t27.id
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
                select bool_or(
                  (
                    coalesce(
                      (
                        select (t34.indicatie_geheimhouding is true)
                        from partij t34
                        where t34.id = t33.verstrekt_door_partij_id
                      ),
                      false
                    ) or coalesce(
                      (
                        select (
                          coalesce(
                            (
                              select (t36.indicatie_geheimhouding is true)
                              from partij t36
                              where t36.id = t35.was_partij_id
                            ),
                            false
                          )
                        )
                        from betrokkene t35
                        where t35.id = t33.verstrekt_door_betrokkene_id
                      ),
                      false
                    )
                  )
                )
                from digitaal_adres t33
                where t33.verstrekt_door_betrokkene_id = t32.id
              ),
              false
            )
          )
        )
        from betrokkene t32
        where t32.had_klantcontact_id = o.id
      ),
      false
    )
  ) as warned,
  o.betwisting
from klantcontact o
where o.uuid = $12::uuid;

-- list, everything included
--   $1 offset, $2 limit, $3 place:klantcontact, $4 place:onderwerpobject, $5 place:actor, $6 place:bijlage, $7 place:betrokkene, $8 place:interneTaak, $9 place:partij, $10 place:digitaalAdres, $11 place:categorieRelatie, $12 place:rekeningnummer, $13 place:partijIdentificator
with
  total as materialized (
    select (select coalesce(sum(delta), 0) from tally where collection = 'klantcontact')::bigint as amount
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
          'gingOverOnderwerpobjecten', array_to_json(
            array(
              select json_build_object(…) from onderwerpobject t6 where t6.klantcontact_id = o.id order by t6.id
            )
          ),
          'omvatteBijlagen', array_to_json(
            array(
              select json_build_object(…)
              from bijlage t8
              where t8.was_bijlage_van_klantcontact_id = o.id
              order by t8.id
            )
          ),
          'hadBetrokkenen', array_to_json(
            array(
              select json_build_object(
                '…', …,
                '_expand', json_build_object(
                  'wasPartij', (select json_build_object(…) from partij t12 where t12.id = t9.was_partij_id),
                  'digitaleAdressen', array_to_json(
                    array(
                      select json_build_object(…)
                      from digitaal_adres t25
                      where t25.verstrekt_door_betrokkene_id = t9.id
                      order by t25.id
                    )
                  )
                )
              )
              from betrokkene t9
              where t9.had_klantcontact_id = o.id
              order by t9.id
            )
          ),
          'leiddeTotInterneTaken', array_to_json(
            array(
              select json_build_object(…)
              from interne_taak t27
              where t27.aanleidinggevend_klantcontact_id = o.id
              order by t27.id
            )
          )
        )
      )
      order by o.plaatsgevonden_op desc, o.id desc
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
                    select bool_or(
                      (
                        coalesce(
                          (
                            select (t34.indicatie_geheimhouding is true)
                            from partij t34
                            where t34.id = t33.verstrekt_door_partij_id
                          ),
                          false
                        ) or coalesce(
                          (
                            select (
                              coalesce(
                                (
                                  select (t36.indicatie_geheimhouding is true)
                                  from partij t36
                                  where t36.id = t35.was_partij_id
                                ),
                                false
                              )
                            )
                            from betrokkene t35
                            where t35.id = t33.verstrekt_door_betrokkene_id
                          ),
                          false
                        )
                      )
                    )
                    from digitaal_adres t33
                    where t33.verstrekt_door_betrokkene_id = t32.id
                  ),
                  false
                )
              )
            )
            from betrokkene t32
            where t32.had_klantcontact_id = o.id
          ),
          false
        )
      )
    ),
    false
  ) as warned
from (
  select r.id
  from klantcontact r
  where true
  order by r.plaatsgevonden_op desc, r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, nummer
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 nummer, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id from klantcontact r where r.nummer = $8::text and r.nummer <> '' offset 0
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, referentienummer
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 referentienummer, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id
    from klantcontact r
    where r.referentienummer = $8::text
    and r.referentienummer <> ''
    offset 0
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, kanaal
--   $1 kanaal, $2 offset, $3 limit, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:betrokkene, $9 place:interneTaak
with
  total as materialized (
    select (select count(*) from klantcontact r where r.kanaal = $1::text and r.kanaal <> '')::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($2::bigint, greatest(amount - 1, 0) / $3::bigint * $3::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.kanaal = $1::text
  and r.kanaal <> ''
  order by r.plaatsgevonden_op desc, r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, onderwerp
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 onderwerp, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id from klantcontact r where upper(r.onderwerp) like upper($8::text) limit 20001
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, onderwerp that many have
--   $1 onderwerp, $2 offset, $3 limit, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:betrokkene, $9 place:interneTaak
with
  total as materialized (
    select (
      select count(*) from klantcontact r where (upper(r.onderwerp) like (select upper($1::text))) is true
    )::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($2::bigint, greatest(amount - 1, 0) / $3::bigint * $3::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where (upper(r.onderwerp) like (select upper($1::text))) is true
  order by r.plaatsgevonden_op desc, r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, inhoud
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 inhoud, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id from klantcontact r where upper(r.inhoud) like upper($8::text) limit 20001
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, inhoud that many have
--   $1 inhoud, $2 offset, $3 limit, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:betrokkene, $9 place:interneTaak
with
  total as materialized (
    select (
      select count(*) from klantcontact r where (upper(r.inhoud) like (select upper($1::text))) is true
    )::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($2::bigint, greatest(amount - 1, 0) / $3::bigint * $3::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where (upper(r.inhoud) like (select upper($1::text))) is true
  order by r.plaatsgevonden_op desc, r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, reactie
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 reactie, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id from klantcontact r where upper(r.reactie) like upper($8::text) limit 20001
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, reactie that many have
--   $1 reactie, $2 offset, $3 limit, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:betrokkene, $9 place:interneTaak
with
  total as materialized (
    select (
      select count(*) from klantcontact r where (upper(r.reactie) like (select upper($1::text))) is true
    )::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($2::bigint, greatest(amount - 1, 0) / $3::bigint * $3::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where (upper(r.reactie) like (select upper($1::text))) is true
  order by r.plaatsgevonden_op desc, r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, indicatieContactGelukt=true
--   $1 offset, $2 limit, $3 place:klantcontact, $4 place:onderwerpobject, $5 place:actor, $6 place:bijlage, $7 place:betrokkene, $8 place:interneTaak
with
  total as materialized (
    select (select count(*) from klantcontact r where r.indicatie_contact_gelukt = true)::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.indicatie_contact_gelukt = true
  order by r.plaatsgevonden_op desc, r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, indicatieContactGelukt=false
--   $1 offset, $2 limit, $3 place:klantcontact, $4 place:onderwerpobject, $5 place:actor, $6 place:bijlage, $7 place:betrokkene, $8 place:interneTaak
with
  total as materialized (
    select (select count(*) from klantcontact r where r.indicatie_contact_gelukt = false)::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.indicatie_contact_gelukt = false
  order by r.plaatsgevonden_op desc, r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, vertrouwelijk=true
--   $1 offset, $2 limit, $3 place:klantcontact, $4 place:onderwerpobject, $5 place:actor, $6 place:bijlage, $7 place:betrokkene, $8 place:interneTaak
with
  total as materialized (
    select (select count(*) from klantcontact r where r.vertrouwelijk = true)::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.vertrouwelijk = true
  order by r.plaatsgevonden_op desc, r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, vertrouwelijk=false
--   $1 offset, $2 limit, $3 place:klantcontact, $4 place:onderwerpobject, $5 place:actor, $6 place:bijlage, $7 place:betrokkene, $8 place:interneTaak
with
  total as materialized (
    select (select count(*) from klantcontact r where r.vertrouwelijk = false)::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.vertrouwelijk = false
  order by r.plaatsgevonden_op desc, r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, plaatsgevondenOp
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 plaatsgevondenOp, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (select r.plaatsgevonden_op, r.id from klantcontact r where r.plaatsgevonden_op = $8::timestamptz offset 0) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, hadBetrokkene__uuid
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 hadBetrokkene__uuid, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id
    from klantcontact r
    where r.id in (
      select t0.had_klantcontact_id
      from betrokkene t0
      where t0.id = (select k.id from betrokkene k where k.uuid = $8::uuid)
    )
    offset 0
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, hadBetrokkene__url
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 hadBetrokkene__url, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id
    from klantcontact r
    where r.id in (
      select t0.had_klantcontact_id
      from betrokkene t0
      where t0.id = (select k.id from betrokkene k where k.uuid = $8::uuid)
    )
    offset 0
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, hadBetrokkene__wasPartij=true
--   $1 offset, $2 limit, $3 place:klantcontact, $4 place:onderwerpobject, $5 place:actor, $6 place:bijlage, $7 place:betrokkene, $8 place:interneTaak
with
  total as materialized (
    select (
      select count(*)
      from klantcontact r
      where exists (select from betrokkene t0 where t0.had_klantcontact_id = r.id and t0.was_partij_id is not null)
    )::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where exists (select from betrokkene t0 where t0.had_klantcontact_id = r.id and t0.was_partij_id is not null)
  order by r.plaatsgevonden_op desc, r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, hadBetrokkene__wasPartij=false
--   $1 offset, $2 limit, $3 place:klantcontact, $4 place:onderwerpobject, $5 place:actor, $6 place:bijlage, $7 place:betrokkene, $8 place:interneTaak
with
  total as materialized (
    select (
      select count(*)
      from klantcontact r
      where not exists (
        select from betrokkene t0 where t0.had_klantcontact_id = r.id and t0.was_partij_id is not null
      )
    )::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where not exists (select from betrokkene t0 where t0.had_klantcontact_id = r.id and t0.was_partij_id is not null)
  order by r.plaatsgevonden_op desc, r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, hadBetrokkene__wasPartij__uuid
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 hadBetrokkene__wasPartij__uuid, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id
    from klantcontact r
    where r.id in (
      select t0.had_klantcontact_id
      from betrokkene t0
      where t0.was_partij_id = (select k.id from partij k where k.uuid = $8::uuid)
    )
    offset 0
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, hadBetrokkene__wasPartij__url
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 hadBetrokkene__wasPartij__url, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id
    from klantcontact r
    where r.id in (
      select t0.had_klantcontact_id
      from betrokkene t0
      where t0.was_partij_id = (select k.id from partij k where k.uuid = $8::uuid)
    )
    offset 0
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, hadBetrokkene__wasPartij__partijIdentificator__codeObjecttype
--   $1 hadBetrokkene__wasPartij__partijIdentificator__codeObjecttype, $2 offset, $3 limit, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:betrokkene, $9 place:interneTaak
with
  total as materialized (
    select (
      select count(*)
      from klantcontact r
      where r.id in (
        select t0.had_klantcontact_id
        from betrokkene t0
        where t0.was_partij_id in (
          select t1.id
          from partij t1
          where t1.id in (
            select t2.identificeerde_partij_id
            from partij_identificator t2
            where t2.partij_identificator_code_objecttype = $1::text
          )
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
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.id in (
    select t0.had_klantcontact_id
    from betrokkene t0
    where t0.was_partij_id in (
      select t1.id
      from partij t1
      where t1.id in (
        select t2.identificeerde_partij_id
        from partij_identificator t2
        where t2.partij_identificator_code_objecttype = $1::text
      )
    )
  )
  order by r.plaatsgevonden_op desc, r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, hadBetrokkene__wasPartij__partijIdentificator__codeSoortObjectId
--   $1 hadBetrokkene__wasPartij__partijIdentificator__codeSoortObjectId, $2 offset, $3 limit, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:betrokkene, $9 place:interneTaak
with
  total as materialized (
    select (
      select count(*)
      from klantcontact r
      where r.id in (
        select t0.had_klantcontact_id
        from betrokkene t0
        where t0.was_partij_id in (
          select t1.id
          from partij t1
          where t1.id in (
            select t2.identificeerde_partij_id
            from partij_identificator t2
            where t2.partij_identificator_code_soort_object_id = $1::text
          )
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
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.id in (
    select t0.had_klantcontact_id
    from betrokkene t0
    where t0.was_partij_id in (
      select t1.id
      from partij t1
      where t1.id in (
        select t2.identificeerde_partij_id
        from partij_identificator t2
        where t2.partij_identificator_code_soort_object_id = $1::text
      )
    )
  )
  order by r.plaatsgevonden_op desc, r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, hadBetrokkene__wasPartij__partijIdentificator__objectId
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 hadBetrokkene__wasPartij__partijIdentificator__objectId, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id
    from klantcontact r
    where r.id in (
      select t0.had_klantcontact_id
      from betrokkene t0
      where t0.was_partij_id in (
        select t1.id
        from partij t1
        where t1.id in (
          select t2.identificeerde_partij_id
          from partij_identificator t2
          where t2.partij_identificator_object_id = $8::text
          and t2.partij_identificator_object_id <> ''
        )
      )
    )
    offset 0
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, hadBetrokkene__wasPartij__partijIdentificator__codeRegister
--   $1 hadBetrokkene__wasPartij__partijIdentificator__codeRegister, $2 offset, $3 limit, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:betrokkene, $9 place:interneTaak
with
  total as materialized (
    select (
      select count(*)
      from klantcontact r
      where r.id in (
        select t0.had_klantcontact_id
        from betrokkene t0
        where t0.was_partij_id in (
          select t1.id
          from partij t1
          where t1.id in (
            select t2.identificeerde_partij_id
            from partij_identificator t2
            where t2.partij_identificator_code_register = $1::text
          )
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
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.id in (
    select t0.had_klantcontact_id
    from betrokkene t0
    where t0.was_partij_id in (
      select t1.id
      from partij t1
      where t1.id in (
        select t2.identificeerde_partij_id
        from partij_identificator t2
        where t2.partij_identificator_code_register = $1::text
      )
    )
  )
  order by r.plaatsgevonden_op desc, r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, hadBetrokkene__digitaaladres__adres__icontains
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 hadBetrokkene__digitaaladres__adres__icontains, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id
    from klantcontact r
    where r.id in (
      select t0.had_klantcontact_id
      from betrokkene t0
      where t0.id in (
        select t1.verstrekt_door_betrokkene_id from digitaal_adres t1 where upper(t1.adres) like upper($8::text)
      )
    )
    limit 20001
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, hadBetrokkene__digitaaladres__adres__icontains that many have
--   $1 hadBetrokkene__digitaaladres__adres__icontains, $2 offset, $3 limit, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:betrokkene, $9 place:interneTaak
with
  total as materialized (
    select (
      select count(*)
      from klantcontact r
      where r.id in (
        select t0.had_klantcontact_id
        from betrokkene t0
        where t0.id in (
          select t1.verstrekt_door_betrokkene_id
          from digitaal_adres t1
          where (upper(t1.adres) like (select upper($1::text))) is true
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
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.id in (
    select t0.had_klantcontact_id
    from betrokkene t0
    where t0.id in (
      select t1.verstrekt_door_betrokkene_id
      from digitaal_adres t1
      where (upper(t1.adres) like (select upper($1::text))) is true
    )
  )
  order by r.plaatsgevonden_op desc, r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, leiddeTotInterneTaken=true
--   $1 offset, $2 limit, $3 place:klantcontact, $4 place:onderwerpobject, $5 place:actor, $6 place:bijlage, $7 place:betrokkene, $8 place:interneTaak
with
  total as materialized (
    select (
      select count(*)
      from klantcontact r
      where exists (select from interne_taak t0 where t0.aanleidinggevend_klantcontact_id = r.id)
    )::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where exists (select from interne_taak t0 where t0.aanleidinggevend_klantcontact_id = r.id)
  order by r.plaatsgevonden_op desc, r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, leiddeTotInterneTaken=false
--   $1 offset, $2 limit, $3 place:klantcontact, $4 place:onderwerpobject, $5 place:actor, $6 place:bijlage, $7 place:betrokkene, $8 place:interneTaak
with
  total as materialized (
    select (
      select count(*)
      from klantcontact r
      where not exists (select from interne_taak t0 where t0.aanleidinggevend_klantcontact_id = r.id)
    )::bigint as amount
  ),
  page as materialized (
    select amount, coalesce($1::bigint, greatest(amount - 1, 0) / $2::bigint * $2::bigint) as skip from total
  )
select
  (select amount from page)::text as count,
  (select skip from page)::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where not exists (select from interne_taak t0 where t0.aanleidinggevend_klantcontact_id = r.id)
  order by r.plaatsgevonden_op desc, r.id desc
  limit $2::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, onderwerpobject__uuid
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 onderwerpobject__uuid, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id
    from klantcontact r
    where r.id in (
      select t0.klantcontact_id
      from onderwerpobject t0
      where t0.id = (select k.id from onderwerpobject k where k.uuid = $8::uuid)
    )
    offset 0
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, onderwerpobject__url
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 onderwerpobject__url, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id
    from klantcontact r
    where r.id in (
      select t0.klantcontact_id
      from onderwerpobject t0
      where t0.id = (select k.id from onderwerpobject k where k.uuid = $8::uuid)
    )
    offset 0
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, onderwerpobject__onderwerpobjectidentificatorCodeObjecttype
--   $1 onderwerpobject__onderwerpobjectidentificatorCodeObjecttype, $2 offset, $3 limit, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:betrokkene, $9 place:interneTaak
with
  total as materialized (
    select (
      select count(*)
      from klantcontact r
      where r.id in (
        select t0.klantcontact_id
        from onderwerpobject t0
        where t0.onderwerpobjectidentificator_code_objecttype = $1::text
        and t0.onderwerpobjectidentificator_code_objecttype <> ''
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
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.id in (
    select t0.klantcontact_id
    from onderwerpobject t0
    where t0.onderwerpobjectidentificator_code_objecttype = $1::text
    and t0.onderwerpobjectidentificator_code_objecttype <> ''
  )
  order by r.plaatsgevonden_op desc, r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, onderwerpobject__onderwerpobjectidentificatorCodeSoortObjectId
--   $1 onderwerpobject__onderwerpobjectidentificatorCodeSoortObjectId, $2 offset, $3 limit, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:betrokkene, $9 place:interneTaak
with
  total as materialized (
    select (
      select count(*)
      from klantcontact r
      where r.id in (
        select t0.klantcontact_id
        from onderwerpobject t0
        where t0.onderwerpobjectidentificator_code_soort_object_id = $1::text
        and t0.onderwerpobjectidentificator_code_soort_object_id <> ''
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
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.id in (
    select t0.klantcontact_id
    from onderwerpobject t0
    where t0.onderwerpobjectidentificator_code_soort_object_id = $1::text
    and t0.onderwerpobjectidentificator_code_soort_object_id <> ''
  )
  order by r.plaatsgevonden_op desc, r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, onderwerpobject__onderwerpobjectidentificatorObjectId
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 onderwerpobject__onderwerpobjectidentificatorObjectId, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id
    from klantcontact r
    where r.id in (
      select t0.klantcontact_id
      from onderwerpobject t0
      where t0.onderwerpobjectidentificator_object_id = $8::text
      and t0.onderwerpobjectidentificator_object_id <> ''
    )
    offset 0
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, onderwerpobject__onderwerpobjectidentificatorCodeRegister
--   $1 onderwerpobject__onderwerpobjectidentificatorCodeRegister, $2 offset, $3 limit, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:betrokkene, $9 place:interneTaak
with
  total as materialized (
    select (
      select count(*)
      from klantcontact r
      where r.id in (
        select t0.klantcontact_id
        from onderwerpobject t0
        where t0.onderwerpobjectidentificator_code_register = $1::text
        and t0.onderwerpobjectidentificator_code_register <> ''
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
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.id in (
    select t0.klantcontact_id
    from onderwerpobject t0
    where t0.onderwerpobjectidentificator_code_register = $1::text
    and t0.onderwerpobjectidentificator_code_register <> ''
  )
  order by r.plaatsgevonden_op desc, r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, wasOnderwerpobject__uuid
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 wasOnderwerpobject__uuid, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id
    from klantcontact r
    where r.id in (
      select t0.was_klantcontact_id
      from onderwerpobject t0
      where t0.id = (select k.id from onderwerpobject k where k.uuid = $8::uuid)
    )
    offset 0
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, wasOnderwerpobject__url
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 wasOnderwerpobject__url, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id
    from klantcontact r
    where r.id in (
      select t0.was_klantcontact_id
      from onderwerpobject t0
      where t0.id = (select k.id from onderwerpobject k where k.uuid = $8::uuid)
    )
    offset 0
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, wasOnderwerpobject__onderwerpobjectidentificatorCodeObjecttype
--   $1 wasOnderwerpobject__onderwerpobjectidentificatorCodeObjecttype, $2 offset, $3 limit, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:betrokkene, $9 place:interneTaak
with
  total as materialized (
    select (
      select count(*)
      from klantcontact r
      where r.id in (
        select t0.was_klantcontact_id
        from onderwerpobject t0
        where t0.onderwerpobjectidentificator_code_objecttype = $1::text
        and t0.onderwerpobjectidentificator_code_objecttype <> ''
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
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.id in (
    select t0.was_klantcontact_id
    from onderwerpobject t0
    where t0.onderwerpobjectidentificator_code_objecttype = $1::text
    and t0.onderwerpobjectidentificator_code_objecttype <> ''
  )
  order by r.plaatsgevonden_op desc, r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, wasOnderwerpobject__onderwerpobjectidentificatorCodeSoortObjectId
--   $1 wasOnderwerpobject__onderwerpobjectidentificatorCodeSoortObjectId, $2 offset, $3 limit, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:betrokkene, $9 place:interneTaak
with
  total as materialized (
    select (
      select count(*)
      from klantcontact r
      where r.id in (
        select t0.was_klantcontact_id
        from onderwerpobject t0
        where t0.onderwerpobjectidentificator_code_soort_object_id = $1::text
        and t0.onderwerpobjectidentificator_code_soort_object_id <> ''
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
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.id in (
    select t0.was_klantcontact_id
    from onderwerpobject t0
    where t0.onderwerpobjectidentificator_code_soort_object_id = $1::text
    and t0.onderwerpobjectidentificator_code_soort_object_id <> ''
  )
  order by r.plaatsgevonden_op desc, r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, wasOnderwerpobject__onderwerpobjectidentificatorObjectId
--   $1 offset, $2 place:klantcontact, $3 place:onderwerpobject, $4 place:actor, $5 place:bijlage, $6 place:betrokkene, $7 place:interneTaak, $8 wasOnderwerpobject__onderwerpobjectidentificatorObjectId, $9 limit
select
  coalesce(max(k.total), 0)::text as count,
  $1::bigint::text as skip,
  coalesce(
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select h.id, count(*) over () as total
  from (
    select r.plaatsgevonden_op, r.id
    from klantcontact r
    where r.id in (
      select t0.was_klantcontact_id
      from onderwerpobject t0
      where t0.onderwerpobjectidentificator_object_id = $8::text
      and t0.onderwerpobjectidentificator_object_id <> ''
    )
    offset 0
  ) h
  order by h.plaatsgevonden_op desc, h.id desc
  limit $9::bigint
  offset $1::bigint
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- list, wasOnderwerpobject__onderwerpobjectidentificatorCodeRegister
--   $1 wasOnderwerpobject__onderwerpobjectidentificatorCodeRegister, $2 offset, $3 limit, $4 place:klantcontact, $5 place:onderwerpobject, $6 place:actor, $7 place:bijlage, $8 place:betrokkene, $9 place:interneTaak
with
  total as materialized (
    select (
      select count(*)
      from klantcontact r
      where r.id in (
        select t0.was_klantcontact_id
        from onderwerpobject t0
        where t0.onderwerpobjectidentificator_code_register = $1::text
        and t0.onderwerpobjectidentificator_code_register <> ''
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
    json_agg(json_build_object('…', …, '_expand', json_build_object()) order by o.plaatsgevonden_op desc, o.id desc),
    '[]'
  )::text as results
from (
  select r.id
  from klantcontact r
  where r.id in (
    select t0.was_klantcontact_id
    from onderwerpobject t0
    where t0.onderwerpobjectidentificator_code_register = $1::text
    and t0.onderwerpobjectidentificator_code_register <> ''
  )
  order by r.plaatsgevonden_op desc, r.id desc
  limit $3::bigint
  offset (select skip from page)
) k cross
join lateral (select * from klantcontact r where r.id = k.id offset 0) o;

-- what a body asks
--   $1 number:nummer, $2 self, $3 number:referentienummer
select
  exists (
    select from klantcontact t where t.nummer = $1::text and t.nummer <> '' and t.uuid is distinct from $2::uuid
  ) as number_0,
  exists (
    select
    from klantcontact t
    where t.referentienummer = $3::text
    and t.referentienummer <> ''
    and t.uuid is distinct from $2::uuid
  ) as number_1;

-- the row as it is kept
--   $1 uuid
select
  id::text,
  uuid,
  nummer,
  referentienummer,
  kanaal,
  onderwerp,
  inhoud,
  reactie,
  indicatie_contact_gelukt,
  hoofd_onderwerp_type,
  verdere_actie_ondernomen,
  taal,
  vertrouwelijk,
  plaatsgevonden_op,
  metadata::text,
  coalesce(
    case
    when (klantcontact.betwisting = 'beperkt') is true then 'De verwerking van dit klantcontact is beperkt (AVG, artikel 18): het wordt niet gewijzigd of verwijderd tot over de betwisting is besloten.' end
  ) as frozen
from klantcontact
where uuid = $1::uuid for update;

-- a new row
--   $1 uuid, $2 nummer, $3 referentienummer, $4 kanaal, $5 onderwerp, $6 inhoud, $7 reactie, $8 indicatieContactGelukt, $9 hoofdOnderwerpType, $10 verdereActieOndernomen, $11 taal, $12 vertrouwelijk, $13 plaatsgevondenOp, $14 metadata
insert into klantcontact as made (
  uuid,
  nummer,
  referentienummer,
  kanaal,
  onderwerp,
  inhoud,
  reactie,
  indicatie_contact_gelukt,
  hoofd_onderwerp_type,
  verdere_actie_ondernomen,
  taal,
  vertrouwelijk,
  plaatsgevonden_op,
  metadata
)
values (
  $1::uuid,
  coalesce($2::text, nextval('klantcontact_nummer_seq')::text),
  $3::text,
  $4::text,
  $5::text,
  $6::text,
  $7::text,
  $8::boolean,
  $9::text,
  $10::boolean,
  $11::text,
  $12::boolean,
  coalesce($13::timestamptz, now()),
  $14::jsonb
)
returning made.id::text;

-- a new row without lists, as it is shown
--   $1 uuid, $2 nummer, $3 referentienummer, $4 kanaal, $5 onderwerp, $6 inhoud, $7 reactie, $8 indicatieContactGelukt, $9 hoofdOnderwerpType, $10 verdereActieOndernomen, $11 taal, $12 vertrouwelijk, $13 plaatsgevondenOp, $14 metadata, $15 place:klantcontact
insert into klantcontact as part_0 (
  uuid,
  nummer,
  referentienummer,
  kanaal,
  onderwerp,
  inhoud,
  reactie,
  indicatie_contact_gelukt,
  hoofd_onderwerp_type,
  verdere_actie_ondernomen,
  taal,
  vertrouwelijk,
  plaatsgevonden_op,
  metadata
)
values (
  $1::uuid,
  coalesce($2::text, nextval('klantcontact_nummer_seq')::text),
  $3::text,
  $4::text,
  $5::text,
  $6::text,
  $7::text,
  $8::boolean,
  $9::text,
  $10::boolean,
  $11::text,
  $12::boolean,
  coalesce($13::timestamptz, now()),
  $14::jsonb
)
returning json_build_object(
  'uuid', part_0.uuid,
  'url', $15::text || part_0.uuid::text,
  'gingOverOnderwerpobjecten', '[]'::json,
  'hadBetrokkenActoren', '[]'::json,
  'omvatteBijlagen', '[]'::json,
  'hadBetrokkenen', '[]'::json,
  'leiddeTotInterneTaken', '[]'::json,
  'nummer', part_0.nummer,
  'referentienummer', part_0.referentienummer,
  'kanaal', part_0.kanaal,
  'onderwerp', part_0.onderwerp,
  'inhoud', part_0.inhoud,
  'reactie', part_0.reactie,
  'indicatieContactGelukt', part_0.indicatie_contact_gelukt,
  'hoofdOnderwerpType', part_0.hoofd_onderwerp_type,
  'verdereActieOndernomen', part_0.verdere_actie_ondernomen,
  'taal', part_0.taal,
  'vertrouwelijk', part_0.vertrouwelijk,
  'plaatsgevondenOp', replace(to_char(part_0.plaatsgevonden_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z'),
  'metadata', part_0.metadata
)::text as body_0;

-- a changed row
--   $1 nummer, $2 referentienummer, $3 kanaal, $4 onderwerp, $5 inhoud, $6 reactie, $7 indicatieContactGelukt, $8 hoofdOnderwerpType, $9 verdereActieOndernomen, $10 taal, $11 vertrouwelijk, $12 plaatsgevondenOp, $13 metadata, $14 id
update klantcontact
set
  nummer = $1::text,
  referentienummer = $2::text,
  kanaal = $3::text,
  onderwerp = $4::text,
  inhoud = $5::text,
  reactie = $6::text,
  indicatie_contact_gelukt = $7::boolean,
  hoofd_onderwerp_type = $8::text,
  verdere_actie_ondernomen = $9::boolean,
  taal = $10::text,
  vertrouwelijk = $11::boolean,
  plaatsgevonden_op = $12::timestamptz,
  metadata = $13::jsonb
where id = $14::bigint;

-- a number for nummer, when the one drawn was taken
select number
from (select nextval('klantcontact_nummer_seq')::text as number from generate_series(1, 1000)) drawn
where not exists (select from klantcontact r where r.nummer = drawn.number and r.nummer <> '')
limit 1;

-- the key of a row that goes
--   $1 uuid
select
  id::text,
  coalesce(
    case
    when (klantcontact.betwisting = 'beperkt') is true then 'De verwerking van dit klantcontact is beperkt (AVG, artikel 18): het wordt niet gewijzigd of verwijderd tot over de betwisting is besloten.' end
  ) as frozen
from klantcontact
where uuid = $1::uuid for update;

-- actorKlantcontact.klantcontact goes along
--   $1 ids
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
where klantcontact_id = any($1::bigint[])
order by id for update;

-- betrokkene.hadKlantcontact goes along
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
where had_klantcontact_id = any($1::bigint[])
order by id for update;

-- onderwerpobject.klantcontact goes along
--   $1 ids
select
  id::text,
  coalesce(
    case
    when coalesce(
      (
        select ((v0.betwisting = 'beperkt') is true)
        from klantcontact v0
        where v0.id = onderwerpobject.klantcontact_id
      ),
      false
    ) or coalesce(
      (
        select ((v1.betwisting = 'beperkt') is true)
        from klantcontact v1
        where v1.id = onderwerpobject.was_klantcontact_id
      ),
      false
    ) then 'De verwerking van dit klantcontact is beperkt (AVG, artikel 18): het wordt niet gewijzigd of verwijderd tot over de betwisting is besloten.' end
  ) as frozen
from onderwerpobject
where klantcontact_id = any($1::bigint[])
order by id for update;

-- onderwerpobject.wasKlantcontact goes along
--   $1 ids
select
  id::text,
  coalesce(
    case
    when coalesce(
      (
        select ((v0.betwisting = 'beperkt') is true)
        from klantcontact v0
        where v0.id = onderwerpobject.klantcontact_id
      ),
      false
    ) or coalesce(
      (
        select ((v1.betwisting = 'beperkt') is true)
        from klantcontact v1
        where v1.id = onderwerpobject.was_klantcontact_id
      ),
      false
    ) then 'De verwerking van dit klantcontact is beperkt (AVG, artikel 18): het wordt niet gewijzigd of verwijderd tot over de betwisting is besloten.' end
  ) as frozen
from onderwerpobject
where was_klantcontact_id = any($1::bigint[])
order by id for update;

-- bijlage.wasBijlageVanKlantcontact goes along
--   $1 ids
select
  id::text,
  coalesce(
    case
    when coalesce(
      (
        select ((v0.betwisting = 'beperkt') is true)
        from klantcontact v0
        where v0.id = bijlage.was_bijlage_van_klantcontact_id
      ),
      false
    ) then 'De verwerking van dit klantcontact is beperkt (AVG, artikel 18): het wordt niet gewijzigd of verwijderd tot over de betwisting is besloten.' end
  ) as frozen
from bijlage
where was_bijlage_van_klantcontact_id = any($1::bigint[])
order by id for update;

-- interneTaak.aanleidinggevendKlantcontact goes along
--   $1 ids
select id::text from interne_taak where aanleidinggevend_klantcontact_id = any($1::bigint[]) order by id for update;

-- rows that go
--   $1 ids
delete from klantcontact where id = any($1::bigint[]);
