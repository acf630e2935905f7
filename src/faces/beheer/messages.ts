/** The outbox as administrators see it: what waits, what arrived, what was given up, and sending it again. */
import type { FastifyRequest } from 'fastify'
import {
  listMessages,
  type Message,
  type Naming,
  type State,
  sendAgain,
  totals,
  type Wanted,
} from '../../features/events/messages.ts'
import { typeOf } from '../../features/events/types.ts'
import type { Database } from '../../sql/database.ts'
import { absent, invalid, type Work } from './exchange.ts'

const STATUSES: Readonly<Record<string, State>> = {
  wachtend: 'waiting',
  mislukt: 'failed',
  afgeleverd: 'delivered',
  vervallen: 'dead',
}
const wordOf = (state: State): string => Object.keys(STATUSES).find((word) => STATUSES[word] === state) ?? state

const NAMES = ['id', 'ontvanger', 'status', 'type', 'object', 'sinds'] as const
const PAGE_SIZE = 100
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?$/

/** Every fault is named at once. */
const wantedIn = (given: Readonly<Record<string, unknown>>, more: readonly string[] = []): Wanted => {
  const faults: string[] = []
  const read = (name: (typeof NAMES)[number], isRight: (text: string) => boolean, must: string): string | undefined => {
    const value = given[name]
    if (value === undefined) return undefined
    if (typeof value === 'string' && isRight(value)) return value
    faults.push(`${name} moet ${must} zijn`)
    return undefined
  }
  for (const name of Object.keys(given)) {
    if (!(NAMES as readonly string[]).includes(name) && !more.includes(name)) faults.push(`${name} is onbekend`)
  }
  const isUuid = (text: string): boolean => UUID.test(text)
  const status = read('status', (text) => Object.hasOwn(STATUSES, text), Object.keys(STATUSES).join(', '))
  const wanted = {
    id: read('id', isUuid, 'een uuid'),
    sink: read('ontvanger', (text) => /^[a-z0-9-]{1,50}$/.test(text), 'de naam van een ontvanger'),
    states: status === undefined ? undefined : ([STATUSES[status]] as State[]),
    type: read('type', (text) => /^[a-z0-9*.-]{1,200}$/.test(text), 'een type, eventueel met *'),
    object: read('object', isUuid, 'een uuid'),
    since: read('sinds', (text) => MOMENT.test(text) && !Number.isNaN(Date.parse(text)), 'een moment volgens ISO 8601'),
  }
  if (faults.length > 0) throw invalid(`${faults.join('; ')}.`)
  return wanted
}

const shown = ({ prefix }: Naming, { event, sink, state, attempts, next, last, reason }: Message) => ({
  id: event.id,
  ontvanger: sink,
  status: wordOf(state),
  type: typeOf(prefix, event),
  resource: event.resource,
  object: event.object,
  tijd: event.time,
  volgnummer: event.position,
  gevolg: event.followed,
  vertrouwelijk: event.confidential,
  pogingen: attempts,
  volgendePoging: next,
  laatstePoging: last,
  reden: reason,
})

const pageOf = (query: Readonly<Record<string, unknown>>): number => {
  const page = Number(query.page ?? 1)
  if (Number.isInteger(page) && page > 0 && page <= 100_000) return page
  throw invalid('page moet een geheel getal vanaf 1 zijn.')
}

const addressOf = (request: FastifyRequest, page: number): string => {
  const query = new URLSearchParams(request.query as Record<string, string>)
  query.set('page', String(page))
  return `${request.url.split('?')[0]}?${query}`
}

/** Paths under the base of this face. */
export const messageRoutes = (
  database: Database,
  naming: Naming,
): readonly (readonly ['GET' | 'POST', string, Work])[] => [
  [
    'GET',
    '/berichten',
    async (request) => {
      const query = request.query as Record<string, unknown>
      const page = pageOf(query)
      const wanted = wantedIn(query, ['page'])
      const range = { limit: PAGE_SIZE + 1, offset: (page - 1) * PAGE_SIZE }
      const found = await listMessages(database, naming, wanted, range)
      return {
        volgende: found.length > PAGE_SIZE ? addressOf(request, page + 1) : null,
        vorige: page > 1 ? addressOf(request, page - 1) : null,
        resultaten: found.slice(0, PAGE_SIZE).map((message) => shown(naming, message)),
      }
    },
  ],
  [
    'GET',
    '/berichten/overzicht',
    async () => ({
      ontvangers: (await totals(database)).map(({ sink, waiting, failed, delivered, dead }) => ({
        ontvanger: sink,
        wachtend: waiting,
        mislukt: failed,
        afgeleverd: delivered,
        vervallen: dead,
      })),
    }),
  ],
  [
    'GET',
    '/berichten/:id',
    async (request) => {
      const { id } = request.params as { id: string }
      const range = { limit: PAGE_SIZE, offset: 0 }
      const found = UUID.test(id) ? await listMessages(database, naming, { id }, range) : []
      const [first] = found
      if (!first) throw absent()
      return { id, kenmerken: first.event.facts, ontvangers: found.map((message) => shown(naming, message)) }
    },
  ],
  [
    'POST',
    '/berichten/opnieuw',
    async (request) => {
      const body = (request.body ?? {}) as Record<string, unknown>
      if (typeof body !== 'object' || Array.isArray(body)) throw invalid('De inhoud moet een object zijn.')
      if (Object.keys(body).length === 0) throw invalid(`Geef ten minste een van ${NAMES.join(', ')}.`)
      return { aantal: await sendAgain(database, naming, wantedIn(body)) }
    },
  ],
]
