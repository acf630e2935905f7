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

type Build = (content: Content, headers: Readonly<Record<string, string>>) => Promise<readonly HttpRequest[]>

const reading =
  (query: string, path: (value: string) => string): Build =>
  async (content, headers) =>
    (await content.column(query)).map((value) => ({ method: 'GET', path: path(value), headers }))

const page =
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
const partijenByBsn = (bsn: string, more = ''): string =>
  `${API}/partijen?partijIdentificator__codeSoortObjectId=bsn&partijIdentificator__objectId=${bsn}${more}`

export const requests = {
  klantcontact: reading('select uuid as value from klantcontact', (uuid) => `${API}/klantcontacten/${uuid}`),
  openKlantcontact: reading(
    'select uuid as value from klantcontact where not vertrouwelijk',
    (uuid) => `${API}/klantcontacten/${uuid}`,
  ),
  partij: reading('select uuid as value from partij', (uuid) => `${API}/partijen/${uuid}`),
  partijenByBsn: reading(BSN, (bsn) => partijenByBsn(bsn)),
  partijenByBsnExpanded: reading(BSN, (bsn) => partijenByBsn(bsn, '&expand=digitaleAdressen')),
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
  lastPage: page('/klantcontacten?page=last'),
  middlePage: async (content, headers) => {
    const [count] = await content.column('select count(*) as value from klantcontact')
    return page(`/klantcontacten?page=${Math.ceil(Number(count) / 200)}`)(content, headers)
  },
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
