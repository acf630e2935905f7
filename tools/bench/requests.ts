/** The requests of each row of the table, over many objects, in the words that clients of the API use. */
import pg from 'pg'
import type { HttpRequest } from './load.ts'

const API = '/klantinteracties/api/v1'
/** Objects that a row asks for. */
const MANY = 1024

export interface Content {
  /** One column of the rows of a query, at most `MANY`, drawn from all over the table. */
  column(query: string): Promise<readonly string[]>
  close(): Promise<void>
}

export const openContent = async (connection: pg.ClientConfig): Promise<Content> => {
  const client = new pg.Client(connection)
  // an embedded database ends with its server
  client.on('error', () => {})
  await client.connect()
  return {
    column: async (query) => {
      // `md5`: an order that has nothing to do with the order in the table, and is the same every time.
      const { rows } = await client.query(`select value from (${query}) found order by md5(value::text) limit ${MANY}`)
      return rows.map(({ value }) => String(value))
    },
    close: () => client.end().catch(() => {}),
  }
}

/** The requests of a row: what is asked of a register of this content. */
export type Build = (content: Content, headers: Readonly<Record<string, string>>) => Promise<readonly HttpRequest[]>

const reading =
  (query: string, path: (value: string) => string): Build =>
  async (content, headers) =>
    (await content.column(query)).map((value) => ({ method: 'GET', path: path(value), headers }))

export const page =
  (path: string): Build =>
  async (_content, headers) => [{ method: 'GET', path: API + path, headers }]

const writing =
  (path: string, body: (value: string, index: number) => object): Build =>
  async (content, headers) =>
    (await content.column('select uuid as value from partij')).map((value, index) => ({
      method: 'POST',
      path,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body(value, index)),
    }))

const klantcontact = (index: number) => ({
  kanaal: index % 2 ? 'telefoon' : 'e-mail',
  onderwerp: `vraag over verhuizing ${index}`,
  inhoud: 'De inwoner belde over een brief die niet duidelijk was. Er is uitgelegd welke stukken nog ontbreken.',
  indicatieContactGelukt: true,
  taal: 'nld',
  vertrouwelijk: false,
})

const BSN = `select partij_identificator_object_id as value from partij_identificator where partij_identificator_code_soort_object_id = 'bsn'`
const EXPAND = 'hadBetrokkenen,hadBetrokkenen.wasPartij,leiddeTotInterneTaken,gingOverOnderwerpobjecten'
const partijenBy = (kind: string, value: string, more = ''): string =>
  `${API}/partijen?partijIdentificator__codeSoortObjectId=${kind}&partijIdentificator__objectId=${value}${more}`

/** A page of so many, at this share of the list. */
export const pageAt =
  (path: string, table: string, share: number): Build =>
  async (content, headers) => {
    const [count] = await content.column(`select count(*) as value from ${table}`)
    return page(`${path}?page=${Math.max(1, Math.round((Number(count) / 100) * share))}`)(content, headers)
  }

export const requests = {
  klantcontact: reading('select uuid as value from klantcontact', (uuid) => `${API}/klantcontacten/${uuid}`),
  openKlantcontact: reading(
    'select uuid as value from klantcontact where not vertrouwelijk',
    (uuid) => `${API}/klantcontacten/${uuid}`,
  ),
  partij: reading('select uuid as value from partij', (uuid) => `${API}/partijen/${uuid}`),
  partijenByBsn: reading(BSN, (bsn) => partijenBy('bsn', bsn)),
  partijenByBsnExpanded: reading(BSN, (bsn) => partijenBy('bsn', bsn, '&expand=digitaleAdressen')),
  partijenByKvk: reading(
    `select partij_identificator_object_id as value from partij_identificator where partij_identificator_code_soort_object_id = 'kvk_nummer'`,
    (kvk) => partijenBy('kvk_nummer', kvk),
  ),
  page100: page('/klantcontacten'),
  page25: page('/klantcontacten?pageSize=25'),
  page25Expanded: page(`/klantcontacten?pageSize=25&expand=${EXPAND}`),
  ofZaak: reading(
    `select distinct onderwerpobjectidentificator_object_id as value from onderwerpobject`,
    (zaak) => `${API}/klantcontacten?onderwerpobject__onderwerpobjectidentificatorObjectId=${zaak}`,
  ),
  ofPartij: reading(
    'select uuid as value from partij',
    (uuid) => `${API}/klantcontacten?hadBetrokkene__wasPartij__uuid=${uuid}`,
  ),
  ofBsn: reading(BSN, (bsn) => {
    const name = 'hadBetrokkene__wasPartij__partijIdentificator__'
    return `${API}/klantcontacten?${name}codeSoortObjectId=bsn&${name}objectId=${bsn}`
  }),
  tasksOfActor: reading(
    'select uuid as value from actor where exists (select from interne_taak_actor where actor_id = actor.id)',
    (uuid) => `${API}/internetaken?toegewezenAanActor__uuid=${uuid}&status=te_verwerken`,
  ),
  addressContains: reading(
    `select substring(adres from '\\.(.*)@') as value from digitaal_adres where adres like '%@%'`,
    (part) => `${API}/digitaleadressen?adres__icontains=${part}`,
  ),
  address: reading(
    'select adres as value from digitaal_adres',
    (adres) => `${API}/digitaleadressen?adres=${encodeURIComponent(adres)}`,
  ),
  // of the half with the longest numbers: those stand in no longer one
  subjectContains: reading(
    `select substring(onderwerp from '[0-9]+$') as value from klantcontact
      where id < 1000000000 and id > (select max(id) / 2 from klantcontact where id < 1000000000)`,
    (part) => `${API}/klantcontacten?onderwerp=${part}`,
  ),
  lastPage: page('/klantcontacten?page=last'),
  middlePage: pageAt('/klantcontacten', 'klantcontact', 0.5),
  create: writing(`${API}/klantcontacten`, (_partij, index) => klantcontact(index)),
  createThree: writing(`${API}/maak-klantcontact`, (partij, index) => ({
    klantcontact: klantcontact(index),
    betrokkene: { wasPartij: { uuid: partij }, rol: 'klant', initiator: true },
    onderwerpobject: {
      onderwerpobjectidentificator: {
        objectId: partij,
        codeObjecttype: 'zgw-Zaak',
        codeRegister: 'openzaak',
        codeSoortObjectId: 'uuid',
      },
    },
  })),
  bareRead: reading('select uuid as value from klantcontact', (uuid) => `/${uuid}`),
  bareInsert: writing('/', (_partij, index) => klantcontact(index)),
} satisfies Record<string, Build>

export type RequestName = keyof typeof requests
