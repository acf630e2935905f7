/** A database with the tables of Open Klant and any number of rows, to see how quickly it moves in. */
import type pg from 'pg'
import { sourceTables } from '../../src/derive/move-in/origin.ts'
import { origins } from '../../src/features/open-klant/layout.ts'
import { declared } from '../../src/resources/index.ts'

const EMPTY: Readonly<Record<string, string>> = { text: "''", boolean: 'false', jsonb: "'{}'", timestamptz: 'now()' }

const tables = (): string[] =>
  sourceTables(declared, origins).map(({ table, columns }) => {
    const lines = columns.map(({ column, sqlType, holds }) => {
      if (column === 'id') return 'id integer primary key'
      const type = sqlType === 'bigint' ? 'integer' : sqlType
      const empty = holds?.nullable ? undefined : EMPTY[sqlType]
      return `${column} ${type}${empty === undefined ? '' : ` not null default ${empty}`}`
    })
    return `create table ${table} (${lines.join(', ')})`
  })

const TOKENS = `create table token_tokenauth (id integer primary key, token varchar(40) not null, contact_person text not null default '', email text not null default '', organization text not null default '', last_modified timestamptz not null default now(), created timestamptz not null default now(), application text not null default '', administration text not null default '', identifier text not null)`

const uuid = (kind: string): string => `md5('${kind}' || i)::uuid`
const NAMES = "(array['Jansen','de Vries','Bakker','Visser','Smit','Meijer','Mulder','Bos'])[1 + i % 8]"

/** Tables, columns, values; `n`: number of klantcontacten. */
const contents = (n: number): readonly (readonly [table: string, rows: number, columns: string, values: string])[] => {
  const partijen = Math.ceil(n / 2)
  const actoren = 1000
  const taken = Math.ceil(n / 5)
  return [
    [
      'klantinteracties_actor',
      actoren,
      'id, uuid, naam, soort_actor',
      `i, ${uuid('actor')}, 'Medewerker ' || i, 'medewerker'`,
    ],
    ['klantinteracties_medewerker', actoren, 'id, actor_id, functie, telefoonnummer', "i, i, 'KCC', '0612345678'"],
    [
      'klantinteracties_partij',
      partijen,
      'id, uuid, nummer, soort_partij, indicatie_actief, voorkeurs_digitaal_adres_id, bezoekadres_straatnaam, bezoekadres_huisnummer, bezoekadres_postcode, bezoekadres_stad, bezoekadres_land',
      `i, ${uuid('partij')}, lpad(i::text, 10, '0'), 'persoon', true, i, 'Dorpsstraat', 1 + i % 300, '3512 AB', 'Utrecht', 'NL'`,
    ],
    [
      'klantinteracties_persoon',
      partijen,
      'id, partij_id, contactnaam_voorletters, contactnaam_voornaam, contactnaam_achternaam',
      `i, i, 'H', 'Henk', ${NAMES} || i`,
    ],
    [
      'klantinteracties_partijidentificator',
      partijen,
      'id, uuid, partij_id, partij_identificator_code_objecttype, partij_identificator_code_soort_object_id, partij_identificator_object_id, partij_identificator_code_register',
      `i, ${uuid('identificator')}, i, 'niet_natuurlijk_persoon', 'kvk_nummer', lpad(i::text, 8, '0'), 'hr'`,
    ],
    [
      'klantinteracties_digitaaladres',
      2 * partijen,
      'id, uuid, partij_id, soort_digitaal_adres, is_standaard_adres, adres, omschrijving',
      `i, ${uuid('adres')}, 1 + (i - 1) % ${partijen}, case when i <= ${partijen} then 'email' else 'telefoonnummer' end, true, case when i <= ${partijen} then 'burger' || i || '@example.nl' else '06' || lpad(i::text, 8, '1') end, 'privé'`,
    ],
    [
      'klantinteracties_klantcontact',
      n,
      'id, uuid, nummer, kanaal, onderwerp, inhoud, taal, indicatie_contact_gelukt, plaatsgevonden_op, metadata',
      `i, ${uuid('klantcontact')}, lpad(i::text, 10, '0'), (array['telefoon','e-mail','balie','chat'])[1 + i % 4], 'Vraag over vergunning ' || i, 'De klant wil weten wanneer het besluit komt over een dakkapel aan de achterkant. Nummer ' || i, 'nld', true, now() - i * interval '1 minute', case when i % 5 = 0 then '{"zaak_id": "Z", "_betreft": "dakkapel"}'::jsonb else '{}' end`,
    ],
    [
      'klantinteracties_betrokkene',
      n,
      'id, uuid, klantcontact_id, partij_id, rol, initiator, contactnaam_voornaam, contactnaam_achternaam',
      `i, ${uuid('betrokkene')}, i, 1 + i % ${partijen}, 'klant', true, 'Henk', ${NAMES} || i`,
    ],
    [
      'klantinteracties_actorklantcontact',
      n,
      'id, uuid, actor_id, klantcontact_id',
      `i, ${uuid('ak')}, 1 + i % ${actoren}, i`,
    ],
    [
      'klantinteracties_onderwerpobject',
      Math.ceil(n / 2),
      'id, uuid, klantcontact_id, onderwerpobjectidentificator_object_id, onderwerpobjectidentificator_code_objecttype, onderwerpobjectidentificator_code_register, onderwerpobjectidentificator_code_soort_object_id',
      `i, ${uuid('onderwerp')}, 2 * i - 1, md5('zaak' || i)::uuid::text, 'zaak', 'open-zaak', 'uuid'`,
    ],
    [
      'klantinteracties_internetaak',
      taken,
      'id, uuid, klantcontact_id, nummer, gevraagde_handeling, toelichting, status, toegewezen_op',
      `i, ${uuid('taak')}, 5 * i - 4, lpad(i::text, 10, '0'), 'Terugbellen', 'Graag terugbellen over de vergunning', 'te_verwerken', now() - i * interval '5 minutes'`,
    ],
    [
      'klantinteracties_internetakenactorenthoughmodel',
      taken,
      'id, actor_id, internetaak_id',
      `i, 1 + i % ${actoren}, i`,
    ],
  ]
}

/** Makes the tables and fills them. @returns how many rows there are. */
export const fillOpenKlant = async (client: pg.Client, klantcontacten: number): Promise<number> => {
  for (const text of [...tables(), TOKENS]) await client.query(text)
  await client.query("insert into token_tokenauth (id, token, identifier) values (1, repeat('ab', 20), 'bench')")
  let total = 1
  for (const [table, rows, columns, values] of contents(klantcontacten)) {
    await client.query(`insert into ${table} (${columns}) select ${values} from generate_series(1, ${rows}) i`)
    total += rows
  }
  await client.query('analyze')
  return total
}
