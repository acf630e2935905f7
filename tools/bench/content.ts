/**
 * The rows of a filled register, as statements: whole tables from `generate_series`, every value a function of the
 * row's number, so that two fillings of one size are equal. `hashint8extended` is what PostgreSQL places rows in hash
 * partitions with, and therefore never changes.
 */

/** Rows per table. */
export interface Sizes {
  readonly partijen: number
  readonly klantcontacten: number
  /** `two`: each partij has an email address and a telephone number; `some`: three of four, and two of three. */
  readonly addresses: 'two' | 'some'
  readonly actoren: number
  readonly interneTaken: number
  readonly onderwerpobjecten: number
  readonly bijlagen: number
  readonly rekeningnummers: number
  readonly categorieen: number
  readonly categorieRelaties: number
  readonly vertegenwoordigingen: number
  /** Rows of each of the two resources of Contactgegevens. */
  readonly contactgegevens: number
}

/** For each partij: klantcontacten, tasks, subjects, and whether it has two digital addresses or those that a register comes by. */
interface Ratio {
  readonly klantcontacten: number
  readonly interneTaken: number
  readonly onderwerpobjecten: number
  readonly addresses: 'two' | 'some'
}

const PLAIN: Ratio = { klantcontacten: 3, interneTaken: 0.9, onderwerpobjecten: 2, addresses: 'some' }
const BUSY: Ratio = { klantcontacten: 5, interneTaken: 1, onderwerpobjecten: 5, addresses: 'two' }

const sizes = (partijen: number, ratio: Ratio): Sizes => ({
  partijen,
  klantcontacten: partijen * ratio.klantcontacten,
  addresses: ratio.addresses,
  // an employee for every hundred partijen
  actoren: Math.max(ratio === PLAIN ? 50 : 10, Math.round(partijen / 100)),
  interneTaken: Math.round(partijen * ratio.interneTaken),
  onderwerpobjecten: partijen * ratio.onderwerpobjecten,
  bijlagen: Math.round(partijen * 0.15),
  rekeningnummers: Math.round(partijen * 0.08),
  categorieen: 20,
  categorieRelaties: Math.round(partijen * 0.1),
  // at least a page, where there are as many partijen
  vertegenwoordigingen: Math.min(partijen, Math.max(100, Math.round(partijen * 0.02))),
  contactgegevens: Math.round(partijen * 0.01),
})

/** Three sizes of the same proportions, so that what grows between them is the register and nothing else. */
export const PROFILES = {
  village: sizes(2_000, BUSY),
  town: sizes(60_000, BUSY),
  city: sizes(1_000_000, BUSY),
} as const

export type Profile = keyof typeof PROFILES

const isProfile = (size: string): size is Profile => Object.hasOwn(PROFILES, size)

/** Of a profile, or of a number of partijen. */
export const sizesOf = (size: string): Sizes => {
  if (isProfile(size)) return PROFILES[size]
  if (!/^[1-9]\d*$/.test(size)) throw new Error(`--size: a number of partijen, or ${Object.keys(PROFILES).join(', ')}`)
  return sizes(Number(size), PLAIN)
}

/** Functions of the session: a number below `n`, a word of a list, a uuid; each from a row's number and a column's. */
export const FUNCTIONS = `
create or replace function pg_temp.pick(i bigint, salt int, n bigint) returns bigint language sql immutable
  as $$ select (hashint8extended(i, salt) & 9223372036854775807) % n $$;
create or replace function pg_temp.word(i bigint, salt int, words text[]) returns text language sql immutable
  as $$ select words[1 + pg_temp.pick(i, salt, cardinality(words))] $$;
create or replace function pg_temp.uid(i bigint, of text) returns uuid language sql immutable
  as $$ select md5(of || i)::uuid $$;
create or replace function pg_temp.bsn(i bigint) returns text language plpgsql immutable as $$
declare
  start bigint := 10 * (1000000 + i * 7654321 % 8999993);
  total int;
begin
  loop
    select sum((10 - place) * substr(start::text, place, 1)::int) into total from generate_series(1, 8) place;
    -- a remainder of ten has no digit; the next number has another remainder
    if total % 11 < 10 then return start::text || total % 11; end if;
    start := start + 1;
  end loop;
end $$;`

const words = (text: string): string => `array['${text.split(' ').join("', '")}']`
const FIRST = words(
  'Anna Bram Carla Daan Emma Fatima Gerrit Hanna Ibrahim Jan Karin Lars Maria Noor Omar Peter Ruth Sanne Thijs Yasmin Willem Zoë Kees Lotte Mehmet Nina Olivia Pim Rosa Sven',
)
const HEAD = words(
  'Groen Hoog Laag Ooster Wester Noord Zuid Brand Koning Berk Eik Linden Water Zand Veen Duin Kerk Molen Steen Vliet Zwart Witte Nieuw Oud Roos Wolf Beren Schaap Vis Vogel',
)
const TAIL = words(
  'veld berg dijk stra huis man kamp beek bosch dam laan meer horst wijk land waard hof kerk poel sloot brug veen hout dal woud rode singel gaard burg werf',
)
const TOPIC = words(
  'verhuizing paspoort rijbewijs parkeervergunning afval bijstand schuldhulp trouwen geboorte overlijden bouwvergunning kapvergunning belastingaanslag bezwaar leerlingenvervoer huishoudelijke-hulp straatverlichting geluidsoverlast zwerfafval stemmen',
)
const VERB = words(
  'vraag-over melding-van aanvraag-voor klacht-over stand-van informatie-over wijziging-van intrekking-van afspraak-voor bezwaar-tegen',
)
const SENTENCE = `array['De inwoner belde over een brief die niet duidelijk was.', 'Er is uitgelegd welke stukken nog ontbreken.',
  'De aanvraag ligt bij de afdeling en wordt deze week bekeken.', 'Betrokkene wil graag worden teruggebeld na zes uur.',
  'Het formulier op de website gaf een foutmelding bij de laatste stap.', 'De termijn van acht weken is verlengd met zes weken.',
  'Er is een nieuwe afspraak gemaakt aan de balie.', 'De betaling is ontvangen maar nog niet verwerkt.']`
const lastName = (i: string, salt: number): string =>
  `pg_temp.word(${i}, ${salt}, ${HEAD}) || pg_temp.word(${i}, ${salt + 1}, ${TAIL})`
const prefix = (i: string): string =>
  `case when pg_temp.pick(${i}, 13, 500) = 0 then 'in ''t' when pg_temp.pick(${i}, 13, 10) < 3 then pg_temp.word(${i}, 14, ${words('van de der den')}) else '' end`
/** As many different letters as people have. */
const initials = (i: string): string =>
  `chr(65 + pg_temp.pick(${i}, 15, 26)::int) || '.' || chr(65 + pg_temp.pick(${i}, 16, 26)::int) || '.'`
const address = (i: string, share: number): string[] => {
  const some = `pg_temp.pick(${i}, 20, 100) < ${share}`
  const given = (value: string) => `case when ${some} then ${value} else '' end`
  return [
    given(`lpad((${i} + 344200000000)::text, 16, '0')`),
    given(`${lastName(i, 21)} || 'straat'`),
    `case when ${some} then 1 + pg_temp.pick(${i}, 23, 300)::int end`,
    given(`1000 + pg_temp.pick(${i}, 24, 8999) || ' ' || chr(65 + pg_temp.pick(${i}, 25, 26)::int) || 'B'`),
    given(`'Utrecht'`),
    `case when pg_temp.pick(${i}, 26, 200) = 0 then 'Rue ' || ${lastName(i, 21)} else '' end`,
    `case when pg_temp.pick(${i}, 26, 200) = 0 then 'BE' else '' end`,
  ]
}
const ADDRESS = ['nummeraanduiding_id', 'straatnaam', 'huisnummer', 'postcode', 'stad', 'adresregel1', 'land']
const addressColumns = (name: string): string => ADDRESS.map((column) => `${name}_${column}`).join(', ')

const ROWS = 'generate_series($1::bigint, $2::bigint) i'
/** Spreads the rows of a smaller table over those of a larger one. */
const spread = (i: string, count: number, over: number): string =>
  `1 + (${i} - 1) * ${over} / ${Math.max(count, 1)} % ${over}`
/** A few partijen are in contact far more often than most. */
const someone = (i: string, salt: number, count: number): string =>
  `1 + case when pg_temp.pick(${i}, ${salt}, 5) = 0 then pg_temp.pick(${i}, ${salt + 1}, ${Math.ceil(count / 20)}) else pg_temp.pick(${i}, ${salt + 1}, ${count}) end`
/** Of fifty partijen 44 are persons, five organisations and one a contact person of an organisation. */
const soort = (i: string): string =>
  `case when ${i} % 50 < 44 then 'persoon' when ${i} % 50 < 49 then 'organisatie' else 'contactpersoon' end`
const day = (i: string, salt: number): string => `date '2021-01-01' + pg_temp.pick(${i}, ${salt}, 1800)::int`
const moment = (i: string, of: number): string =>
  `timestamptz '2022-01-03 08:00Z' + make_interval(secs => (${i} * ${(1400 * 86_400) / of})::bigint + pg_temp.pick(${i}, 30, 400000) + case when ${i} % 2 = 0 then pg_temp.pick(${i}, 31, 1000000) / 1e6 else 0 end)`

/** Of a task: one in sixteen is open. */
const STATUS = `case when pg_temp.pick(i, 63, 16) = 0 then 'te_verwerken' else 'verwerkt' end`

/** Rows of one table; the numbers of the first and the last are `$1` and `$2`, so that they can be made in portions. */
export interface Content {
  readonly table: string
  readonly text: string
  readonly count: number
}

const content = (table: string, count: number, columns: string, where = 'true'): Content => ({
  table,
  count,
  text: `insert into ${table} ${columns} from ${ROWS} where ${where}`,
})

/** One or more for each table. References may point ahead. */
export const contentOf = (sizes: Sizes): readonly Content[] => {
  const { partijen, klantcontacten, actoren } = sizes
  const [withEmail, withPhone] = sizes.addresses === 'two' ? ['true', 'true'] : ['i % 4 > 0', 'i % 3 > 0']
  // the one of this partij, as `spread` deals them out, where it is a tenth one
  const nth = `(((i - 1) * ${sizes.rekeningnummers} + ${partijen - 1}) / ${partijen} + 1)`
  const isOwn = `${nth} <= ${sizes.rekeningnummers} and ${spread(nth, sizes.rekeningnummers, partijen)} = i`
  const account = `case when ${nth} % 10 = 0 and ${isOwn} then ${nth} end`
  return [
    content(
      'actor',
      actoren,
      `(id, uuid, naam, soort_actor, indicatie_actief, actoridentificator_object_id, actoridentificator_code_objecttype, actoridentificator_code_register, actoridentificator_code_soort_object_id, is_medewerker, medewerker_functie, medewerker_emailadres, medewerker_telefoonnummer)
      select i, pg_temp.uid(i, 'actor'), pg_temp.word(i, 1, ${FIRST}) || ' ' || ${lastName('i', 2)} || ' ' || i, case when i % 7 < 6 then 'medewerker' else 'organisatorische_eenheid' end, i % 20 > 0,
        'medewerker' || i || '@gemeente.example', case when i % 250 = 0 then 'grp' when i % 7 < 6 then 'mdw' else 'afd' end, case when i % 250 = 0 then 'handmatig' else 'msei' end, case when i % 250 = 0 then 'idf' else 'email' end, i % 7 < 6, case when i % 7 < 6 then 'klantadviseur' end, case when i % 7 < 6 then 'medewerker' || i || '@gemeente.example' end, case when i % 7 < 6 then '030' || lpad(i::text, 7, '0') end`,
    ),
    content(
      'partij',
      partijen,
      `(id, uuid, nummer, interne_notitie, soort_partij, indicatie_geheimhouding, voorkeurstaal, indicatie_actief, ${addressColumns('bezoekadres')}, ${addressColumns('correspondentieadres')},
        is_persoon, persoon_contactnaam_voorletters, persoon_contactnaam_voornaam, persoon_contactnaam_voorvoegsel_achternaam, persoon_contactnaam_achternaam, is_organisatie, organisatie_naam, is_contactpersoon, contactpersoon_uuid, contactpersoon_werkte_voor_partij_id, contactpersoon_contactnaam_achternaam, voorkeurs_digitaal_adres_id, voorkeurs_rekeningnummer_id)
      select i, pg_temp.uid(i, 'partij'), (4100000000 + i)::text, case when i % 40 = 0 then 'Wordt liever per post benaderd.' else '' end, ${soort('i')}, pg_temp.pick(i, 3, 100) = 0, 'nld', pg_temp.pick(i, 4, 50) > 0, ${address('i', 60)}, ${address('i + 1', 10)},
        i % 50 < 44, case when i % 50 < 44 then ${initials('i')} end, case when i % 50 < 44 then pg_temp.word(i, 5, ${FIRST}) end, case when i % 50 < 44 then ${prefix('i')} end, case when i % 50 < 44 then ${lastName('i', 6)} end,
        i % 50 between 44 and 48, case when i % 50 between 44 and 48 then ${lastName('i', 6)} || ' ' || pg_temp.word(i, 8, ${words('bv vof nv stichting')}) end, i % 50 = 49, case when i % 50 = 49 then pg_temp.uid(i, 'contactpersoon') end, case when i % 50 = 49 then i - 1 end, case when i % 50 = 49 then ${lastName('i', 6)} end, case when i % 4 = 1 then 3 * i - 2 end, ${account}`,
    ),
    content(
      'partij_identificator',
      partijen,
      `(id, uuid, identificeerde_partij_id, andere_partij_identificator, partij_identificator_code_objecttype, partij_identificator_code_soort_object_id, partij_identificator_object_id, partij_identificator_code_register)
      select i, pg_temp.uid(i, 'partij_identificator'), i, case when i % 100 = 0 then 'oud-' || i else '' end, case when i % 50 < 44 then 'natuurlijk_persoon' else 'niet_natuurlijk_persoon' end, case when i % 50 < 44 then 'bsn' else 'kvk_nummer' end, case when i % 50 < 44 then pg_temp.bsn(i) else (10000000 + i)::text end, case when i % 50 < 44 then 'brp' else 'hr' end`,
      `i % 50 < 49`,
    ),
    content(
      'partij_identificator',
      partijen,
      `(id, uuid, identificeerde_partij_id, partij_identificator_code_objecttype, partij_identificator_code_soort_object_id, partij_identificator_object_id, partij_identificator_code_register, sub_identificator_van_id)
      select ${partijen} + i, pg_temp.uid(${partijen} + i, 'partij_identificator'), i, 'vestiging', 'vestigingsnummer', (100000000000 + i)::text, 'hr', i`,
      `i % 50 in (44, 45)`,
    ),
    content(
      'klantcontact',
      klantcontacten,
      `(id, uuid, nummer, referentienummer, kanaal, onderwerp, inhoud, reactie, indicatie_contact_gelukt, taal, vertrouwelijk, plaatsgevonden_op, metadata)
      select i, pg_temp.uid(i, 'klantcontact'), (4100000000 + i)::text, case when i % 10 = 0 then (500000 + i)::text else '' end, case when pg_temp.pick(i, 32, 300) = 0 then 'huisbezoek' else pg_temp.word(i, 33, ${words('telefoon telefoon telefoon telefoon e-mail e-mail balie webformulier chat brief')}) end,
        pg_temp.word(i, 34, ${VERB}) || ' ' || pg_temp.word(i, 35, ${TOPIC}) || ' ' || i, case when i % 5 < 3 then pg_temp.word(i, 36, ${SENTENCE}) || ' ' || pg_temp.word(i, 37, ${SENTENCE}) || ' Kenmerk K' || i else '' end, case when i % 5 = 0 then pg_temp.word(i, 38, ${SENTENCE}) || ' Verzonden onder V' || i else '' end,
        case when i % 9 = 0 then null else i % 4 > 0 end, 'nld', pg_temp.pick(i, 39, 20) = 0, ${moment('i', klantcontacten)}, case when i % 20 = 0 then '{"bron": "portaal"}' else '{}' end::jsonb`,
    ),
    content(
      'betrokkene',
      klantcontacten,
      `(id, uuid, was_partij_id, had_klantcontact_id, ${addressColumns('bezoekadres')}, contactnaam_voorletters, contactnaam_voornaam, contactnaam_voorvoegsel_achternaam, contactnaam_achternaam, rol, organisatienaam, initiator)
      select i, pg_temp.uid(i, 'betrokkene'), case when pg_temp.pick(i, 40, 20) < 17 then ${someone('i', 41, partijen)} end, i, ${address('i', 5)}, ${initials('i')}, case when pg_temp.pick(i, 9, 300) = 0 then 'Anna-' || pg_temp.word(i, 10, ${FIRST}) else pg_temp.word(i, 10, ${FIRST}) end, ${prefix('i')}, ${lastName('i', 11)}, 'klant', case when i % 12 = 0 then ${lastName('i', 17)} || ' bv' else '' end, i % 10 > 0`,
    ),
    content(
      'betrokkene',
      klantcontacten,
      `(id, uuid, was_partij_id, had_klantcontact_id, contactnaam_voornaam, contactnaam_achternaam, rol, initiator)
      select ${klantcontacten} + i, pg_temp.uid(${klantcontacten} + i, 'betrokkene'), ${someone('i', 43, partijen)}, i, pg_temp.word(i, 18, ${FIRST}), ${lastName('i', 19)}, 'vertegenwoordiger', false`,
      `i % 20 = 0`,
    ),
    content(
      'digitaal_adres',
      partijen,
      `(id, uuid, verstrekt_door_partij_id, adres, soort_digitaal_adres, is_standaard_adres, omschrijving, referentie, verificatie_datum)
      select 3 * i - 2, pg_temp.uid(i, 'digitaal_adres'), i, lower(pg_temp.word(i, 5, ${FIRST}) || '.' || ${lastName('i', 6)}) || i || '@voorbeeld.example', 'email', pg_temp.pick(i, 50, 5) > 0, case when i % 30 = 0 then 'voor de belastingen ' || i else '' end, case when i % 200 = 1 then 'portaal-' || i else '' end, case when i % 5 = 0 then ${day('i', 51)} end`,
      `${withEmail}`,
    ),
    content(
      'digitaal_adres',
      partijen,
      `(id, uuid, verstrekt_door_partij_id, adres, soort_digitaal_adres, is_standaard_adres)
      select 3 * i - 1, pg_temp.uid(${partijen} + i, 'digitaal_adres'), i, '06' || lpad((i * 7919 % 100000000)::text, 8, '0'), 'telefoonnummer', pg_temp.pick(i, 52, 5) > 0`,
      `${withPhone}`,
    ),
    content(
      'digitaal_adres',
      klantcontacten,
      `(id, uuid, verstrekt_door_betrokkene_id, adres, soort_digitaal_adres)
      select 3 * i / 8, pg_temp.uid(${2 * partijen} + i, 'digitaal_adres'), i, '030' || lpad((i * 104729 % 10000000)::text, 7, '0'), 'telefoonnummer'`,
      `i % 8 = 0`,
    ),
    content(
      'actor_klantcontact',
      klantcontacten,
      `(id, uuid, actor_id, klantcontact_id)
      select i, pg_temp.uid(i, 'actor_klantcontact'), 1 + pg_temp.pick(i, 60, ${actoren}), i`,
    ),
    content(
      'onderwerpobject',
      sizes.onderwerpobjecten,
      `(id, uuid, klantcontact_id, was_klantcontact_id, onderwerpobjectidentificator_object_id, onderwerpobjectidentificator_code_objecttype, onderwerpobjectidentificator_code_register, onderwerpobjectidentificator_code_soort_object_id)
      select i, pg_temp.uid(i, 'onderwerpobject'), ${spread('i', sizes.onderwerpobjecten, klantcontacten)}, case when i % 25 = 0 then ${spread('i', sizes.onderwerpobjecten, klantcontacten)} end, pg_temp.uid(1 + pg_temp.pick(i, 61, ${Math.max(1, Math.round(sizes.onderwerpobjecten / 2))}), 'zaak'), case when i % 250 = 0 then 'klantcontact' else 'zgw-Zaak' end, case when i % 250 = 0 then 'openklant' else 'openzaak' end, case when i % 250 = 0 then 'nummer' else 'uuid' end`,
    ),
    content(
      'bijlage',
      sizes.bijlagen,
      `(id, uuid, was_bijlage_van_klantcontact_id, bijlageidentificator_object_id, bijlageidentificator_code_objecttype, bijlageidentificator_code_register, bijlageidentificator_code_soort_object_id)
      select i, pg_temp.uid(i, 'bijlage'), ${spread('i', sizes.bijlagen, klantcontacten)}, pg_temp.uid(i, 'document'), case when i % 250 = 0 then 'foto' else 'document' end, case when i % 250 = 0 then 'archief' else 'open-documenten' end, case when i % 250 = 0 then 'nummer' else 'uuid' end`,
    ),
    content(
      'interne_taak',
      sizes.interneTaken,
      `(id, uuid, nummer, referentienummer, gevraagde_handeling, aanleidinggevend_klantcontact_id, toelichting, status, toegewezen_op, afgehandeld_op)
      select i, pg_temp.uid(i, 'interne_taak'), (4100000000 + i)::text, case when i % 10 = 0 then (700000 + i)::text else '' end, 'Graag terugbellen', ${spread('i', sizes.interneTaken, klantcontacten)}, case when i % 3 = 0 then pg_temp.word(i, 62, ${SENTENCE}) else '' end, ${STATUS}, ${moment('i', sizes.interneTaken)}, case when pg_temp.pick(i, 63, 16) = 0 then null else ${moment('i + 50', sizes.interneTaken)} end`,
    ),
    content(
      'interne_taak_actor',
      sizes.interneTaken,
      `(interne_taak_id, actor_id, status) select i, 1 + pg_temp.pick(i, 64, ${actoren}), ${STATUS}`,
    ),
    content(
      'interne_taak_actor',
      sizes.interneTaken,
      `(interne_taak_id, actor_id, status) select i, 1 + (1 + pg_temp.pick(i, 64, ${actoren})) % ${actoren}, ${STATUS}`,
      `i % 8 = 0`,
    ),
    content(
      'rekeningnummer',
      sizes.rekeningnummers,
      `(id, uuid, partij_id, iban, bic) select i, pg_temp.uid(i, 'rekeningnummer'), ${spread('i', sizes.rekeningnummers, partijen)}, 'NL' || lpad((i % 89 + 10)::text, 2, '0') || 'ABNA' || lpad((i * 31)::text, 10, '0'), case when i % 2 = 0 then upper(left(pg_temp.word(i, 67, ${TAIL}), 3)) || pg_temp.word(i, 68, ${words('A B N R')}) || 'NL2A' else '' end`,
    ),
    content(
      'categorie',
      sizes.categorieen,
      `(id, uuid, naam) select i, pg_temp.uid(i, 'categorie'), 'categorie ' || i`,
    ),
    content(
      'categorie_relatie',
      sizes.categorieRelaties,
      `(id, uuid, partij_id, categorie_id, begin_datum, eind_datum) select i, pg_temp.uid(i, 'categorie_relatie'), ${spread('i', sizes.categorieRelaties, partijen)}, 1 + pg_temp.pick(i, 65, ${sizes.categorieen}), ${day('i', 66)}, case when i % 4 = 0 then ${day('i', 66)} + 365 end`,
    ),
    content(
      'vertegenwoordiging',
      sizes.vertegenwoordigingen,
      `(id, uuid, vertegenwoordigende_partij_id, vertegenwoordigde_partij_id) select i, pg_temp.uid(i, 'vertegenwoordiging'), i, i % ${partijen} + 1`,
    ),
    content(
      'organisatie',
      sizes.contactgegevens,
      `(id, uuid, handelsnaam, oprichtingsdatum) select i, pg_temp.uid(i, 'organisatie'), ${lastName('i', 70)} || ' bv', ${day('i', 72)}`,
    ),
    content(
      'persoon',
      sizes.contactgegevens,
      `(id, uuid, geboortedatum, geslachtsnaam, geslacht, voornamen) select i, pg_temp.uid(i, 'persoon'), ${day('i', 73)} - 15000, ${lastName('i', 74)}, 'v', pg_temp.word(i, 76, ${FIRST})`,
    ),
  ]
}
