/** What is asked of registers of several sizes, and how much longer it may take in the largest than in the smallest. */
import { type Build, page, pageAt, requests } from './requests.ts'

export interface GrowthRow {
  readonly name: string
  readonly asks: Build
  /**
   * `small`: at most so many times its time in the smallest register; `first`: so many times the time of this first page
   * in the same register; `alone`: at most so many milliseconds when nobody else asks.
   */
  readonly limit:
    | { readonly times: number; readonly of: 'small' }
    | { readonly times: number; readonly of: 'first'; readonly first: Build }
    | { readonly alone: number }
}

const key = (name: string, asks: Build): GrowthRow => ({ name, asks, limit: { times: 1.5, of: 'small' } })
const search = (name: string, asks: Build): GrowthRow => ({ name, asks, limit: { times: 5, of: 'small' } })
const write = (name: string, asks: Build): GrowthRow => ({ name, asks, limit: { times: 1.3, of: 'small' } })
const half = (name: string, path: string): GrowthRow => ({ name, asks: page(path), limit: { alone: 1000 } })

const first = (path: string): GrowthRow => ({
  name: `${path}, first page`,
  asks: page(`/${path}`),
  limit: { times: 2, of: 'small' },
})

const last = (path: string): GrowthRow => ({
  name: `${path}, last page`,
  asks: page(`/${path}?page=last`),
  limit: { times: 3, of: 'first', first: page(`/${path}`) },
})

const deep = (path: string, table: string, share: number): GrowthRow => ({
  name: `${path}, page at ${share * 100} %`,
  asks: pageAt(`/${path}`, table, share),
  limit: { times: 20, of: 'first', first: page(`/${path}`) },
})

const LISTS = [
  'klantcontacten',
  'betrokkenen',
  'onderwerpobjecten',
  'actorklantcontacten',
  'digitaleadressen',
  'partijen',
  'partij-identificatoren',
  'internetaken',
  'bijlagen',
  'rekeningnummers',
  'categorie-relaties',
  'vertegenwoordigingen',
  'actoren?pageSize=20',
  'categorieen?pageSize=20',
]

export const GROWTH_ROWS: readonly GrowthRow[] = [
  key('one klantcontact', requests.klantcontact),
  key('one partij', requests.partij),
  key('partijen by BSN', requests.partijenByBsn),
  key('partijen by KVK', requests.partijenByKvk),
  key('klantcontacten of a zaak', requests.ofZaak),
  key('klantcontacten of a partij', requests.ofPartij),
  key('klantcontacten of a BSN', requests.ofBsn),
  key('internetaken of an actor, by status', requests.tasksOfActor),
  key('digitaleadressen by adres', requests.address),
  ...LISTS.map(first),
  ...LISTS.slice(0, 8).map(last),
  deep('klantcontacten', 'klantcontact', 0.2),
  deep('klantcontacten', 'klantcontact', 0.5),
  deep('betrokkenen', 'betrokkene', 0.2),
  search('digitaleadressen, part of adres', requests.addressContains),
  search('klantcontacten, part of onderwerp', requests.subjectContains),
  half('klantcontacten, onderwerp that half has', '/klantcontacten?onderwerp=van'),
  half('digitaleadressen, adres that half has', '/digitaleadressen?adres__icontains=voorbeeld'),
  half('klantcontacten by kanaal', '/klantcontacten?kanaal=telefoon'),
  half('klantcontacten, vertrouwelijk', '/klantcontacten?vertrouwelijk=true'),
  half('klantcontacten of no partij', '/klantcontacten?hadBetrokkene__wasPartij=false'),
  half('klantcontacten with tasks', '/klantcontacten?leiddeTotInterneTaken=true'),
  half('internetaken by status', '/internetaken?status=verwerkt'),
  half('digitaleadressen by soort', '/digitaleadressen?soortDigitaalAdres=email'),
  half('partijen by soort', '/partijen?soortPartij=persoon'),
  half('betrokkenen by voornaam', '/betrokkenen?contactnaamVoornaam=Anna'),
  // Writing comes last: it changes what the others read.
  write('POST klantcontact', requests.create),
  write('POST maak-klantcontact', requests.createThree),
]
