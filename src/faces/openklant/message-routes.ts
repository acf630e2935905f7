/** `/beheer/api/v1/berichten`: the outbox as administrators see it: what waits, what arrived, what was given up. */
import type { FastifyInstance } from 'fastify'
import { toUuid } from '../../derive/uuid.ts'
import {
  listMessages,
  type Message,
  type Naming,
  type State,
  sendAgain,
  totals,
  type Wanted,
} from '../../features/events/messages.ts'
import { typeOf } from '../../features/events/type-names.ts'
import { at, type Fault, WHOLE } from '../../model/fault.ts'
import { isoMoment } from '../../model/kinds/date-time.ts'
import { isObject } from '../../model/wire-text.ts'
import { Absent, refuse } from '../../operations/problem.ts'
import { APIS } from './api.ts'
import type { Exchange } from './exchange.ts'
import type { Surroundings, Visit } from './route.ts'
import { addRoute, bodyOf, type Method, uuidOf } from './resource-routes.ts'

const STATUSES: Readonly<Record<string, State>> = {
  wachtend: 'waiting',
  mislukt: 'failed',
  afgeleverd: 'delivered',
  vervallen: 'dead',
}
/** A state as it stands on the wire. */
export const wordOf = (state: State): string => Object.keys(STATUSES).find((word) => STATUSES[word] === state) ?? state

const NAMES = ['id', 'ontvanger', 'status', 'type', 'object', 'sinds'] as const
const PAGE_SIZE = 100
const MOST_PAGES = 100_000

type Given = Readonly<Record<string, unknown>>

/** Throws `Refused` with every fault. */
const wantedIn = (given: Given, more: readonly string[] = []): Wanted => {
  const faults: Fault[] = []
  const wrong = (name: string, code: string, reason: string) => void faults.push(at(name, { code, reason }))
  const read = (name: (typeof NAMES)[number], isRight: (text: string) => boolean, must: string): string | undefined => {
    const value = given[name]
    if (value === undefined) return undefined
    if (typeof value === 'string' && isRight(value)) return value
    wrong(name, 'invalid', `Dit moet ${must} zijn.`)
    return undefined
  }
  for (const name of Object.keys(given)) {
    if (!(NAMES as readonly string[]).includes(name) && !more.includes(name)) wrong(name, 'unknown', 'Onbekend.')
  }
  const isUuid = (text: string): boolean => toUuid(text) !== undefined
  const status = read('status', (text) => Object.hasOwn(STATUSES, text), Object.keys(STATUSES).join(', '))
  const object = read('object', isUuid, 'een uuid')
  const since = read('sinds', (text) => isoMoment(text) !== undefined, 'een moment volgens ISO 8601')
  const wanted = {
    id: read('id', isUuid, 'een uuid'),
    sink: read('ontvanger', (text) => /^[a-z0-9-]{1,50}$/.test(text), 'de naam van een ontvanger'),
    states: status === undefined ? undefined : ([STATUSES[status]] as State[]),
    type: read('type', (text) => /^[a-z0-9*.-]{1,200}$/.test(text), 'een type, eventueel met *'),
    objects: object === undefined ? undefined : [object],
    since: since === undefined ? undefined : isoMoment(since),
  }
  refuse(faults)
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
  vertrouwelijk: event.behind.length > 0,
  pogingen: attempts,
  volgendePoging: next,
  laatstePoging: last,
  reden: reason,
})

const pageOf = ({ page: given = '1' }: Given): number => {
  const page = Number(given)
  if (Number.isInteger(page) && page > 0 && page <= MOST_PAGES) return page
  refuse([at('page', { code: 'invalid', reason: 'Dit moet een geheel getal vanaf 1 zijn.' })])
  return 1
}

const json = (body: object, status = 200) => ({ status, body: JSON.stringify(body) })

export const messageRoutes = (app: FastifyInstance, exchange: Exchange, surroundings: Surroundings): void => {
  const { naming, engine } = surroundings
  const { database } = engine
  const base = `${APIS.beheer.base}/berichten`
  const addressOf = (visit: Visit, given: Given, page: number): string =>
    `${visit.base}${base}?${new URLSearchParams({ ...(given as Record<string, string>), page: String(page) })}`

  const list: Method = async (visit) => {
    const given = Object.fromEntries(visit.query())
    const page = pageOf(given)
    const wanted = wantedIn(given, ['page'])
    const found = await listMessages(database, naming, wanted, { limit: PAGE_SIZE + 1, offset: (page - 1) * PAGE_SIZE })
    return json({
      volgende: found.length > PAGE_SIZE ? addressOf(visit, given, page + 1) : null,
      vorige: page > 1 ? addressOf(visit, given, page - 1) : null,
      resultaten: found.slice(0, PAGE_SIZE).map((message) => shown(naming, message)),
    })
  }
  const overview: Method = async () =>
    json({
      ontvangers: (await totals(database)).map(({ sink, waiting, failed, delivered, dead }) => ({
        ontvanger: sink,
        wachtend: waiting,
        mislukt: failed,
        afgeleverd: delivered,
        vervallen: dead,
      })),
    })
  const read: Method = async (visit) => {
    const id = uuidOf(visit)
    const found = await listMessages(database, naming, { id }, { limit: PAGE_SIZE, offset: 0 })
    const [first] = found
    if (!first) throw new Absent()
    return json({ id, kenmerken: first.event.facts, ontvangers: found.map((message) => shown(naming, message)) })
  }
  const again: Method = async (visit) => {
    const given = bodyOf(visit)
    const isGiven = isObject(given) && Object.keys(given).length > 0
    if (!isGiven) refuse([at(WHOLE, { code: 'required', reason: `Geef ten minste een van ${NAMES.join(', ')}.` })])
    return json({ aantal: await sendAgain(visit.call.within ?? database, naming, wantedIn(given as Given)) })
  }

  const add = (path: string, methods: Readonly<Record<string, Method>>): void => {
    const needs = Object.fromEntries(Object.keys(methods).map((method) => [method, ['beheer'] as const]))
    addRoute(app, exchange, base + path, { api: APIS.beheer, needs, methods }, [''])
  }
  add('', { GET: list, HEAD: list })
  add('/overzicht', { GET: overview, HEAD: overview })
  add('/opnieuw', { POST: again })
  add('/:id', { GET: read, HEAD: read })
}
