/** `POST /klantcontacten/{uuid}/aanvullen`, `…/corrigeren`, `…/betwisten`: what is done to a klantcontact that was reported. */
import type { FastifyInstance } from 'fastify'
import { readQuery, unknownParameters } from '../../derive/query.ts'
import { toUuid } from '../../derive/uuid.ts'
import { betwisting } from '../../features/acts/bodies.ts'
import { correct } from '../../features/acts/correct.ts'
import { decide } from '../../features/acts/decide.ts'
import { dispute } from '../../features/acts/dispute.ts'
import { listDisputes, readDispute } from '../../features/acts/disputes.ts'
import type { WithContact } from '../../features/acts/keyed.ts'
import { supplement } from '../../features/acts/supplement.ts'
import { wrongPerson } from '../../features/acts/wrong-person.ts'
import { listVersions } from '../../features/history/list-versions.ts'
import type { Functie } from '../../model/resident.ts'
import type { Scope } from '../../model/scopes.ts'
import { Absent, refuse } from '../../operations/problem.ts'
import { read } from '../../operations/read.ts'
import { APIS, collectionPath } from './api.ts'
import { tagOf } from './etag.ts'
import type { Exchange } from './exchange.ts'
import { versionsAsked } from './history-routes.ts'
import type { Answer, Surroundings, Visit } from './route.ts'
import { envelope } from './paging.ts'
import { addRoute, bodyOf, type Method, uuidOf } from './resource-routes.ts'

/** The filter that an address of one contact stands for. */
const OF = 'klantcontact__uuid'

const WRITE = ['klantcontacten.lezen', 'klantcontacten.schrijven'] as const
const DISPUTE = ['klantcontacten.lezen', 'klantcontacten.betwisten'] as const
const DECIDE = [...WRITE, 'klantcontacten.corrigeren'] as const
const READ = ['klantcontacten.lezen'] as const

/** The uuid of a dispute in the address; anything else is one that does not exist. */
const disputeOf = ({ request }: Visit): string => {
  const uuid = toUuid((request.params as { betwisting?: string }).betwisting)
  if (uuid === undefined) throw new Absent()
  return uuid
}

/** With the tag of the contact: the next act on it takes that. */
const withContact = ({ body, klantcontact }: WithContact): Answer => ({ status: 200, body, etag: tagOf(klantcontact) })

export const actRoutes = (app: FastifyInstance, exchange: Exchange, { engine, acts }: Surroundings): void => {
  const api = APIS.klantinteracties
  const resource = engine.register.get('klantcontact')
  const klantcontacten = collectionPath(resource)
  const address = `${klantcontacten}/:id`
  const post = (act: string, scopes: readonly Scope[], method: Method, functie?: Functie): void => {
    const route = { api, needs: { POST: scopes }, methods: { POST: method }, forResidents: { POST: functie } }
    addRoute(app, exchange, `${address}/${act}`, route, [''])
  }
  const get = (url: string, method: Method, scopes: readonly Scope[] = READ): void => {
    // Residents have no scope `historie`.
    const forResidents = scopes === READ ? ({ GET: 'lezen', HEAD: 'lezen' } as const) : {}
    const route = { api, needs: { GET: scopes, HEAD: scopes }, methods: { GET: method, HEAD: method }, forResidents }
    addRoute(app, exchange, url, route, [''])
  }

  post('aanvullen', WRITE, async (visit) => {
    const { call } = visit
    return withContact(await supplement(engine, call, acts.windows, uuidOf(visit), () => bodyOf(visit)))
  })
  post('corrigeren', WRITE, async (visit) => ({
    status: 200,
    body: await correct(engine, visit.call, uuidOf(visit), () => bodyOf(visit)),
    tagging: 'whole',
  }))
  const disputed: Method = async (visit) => {
    const contact = uuidOf(visit)
    const { uuid, body } = await dispute(engine, visit.call, acts.months, contact, () => bodyOf(visit))
    const location = `${visit.base}${klantcontacten}/${contact}/betwistingen/${uuid}`
    return { status: 201, body, location, tagging: 'whole' }
  }
  post('betwisten', DISPUTE, disputed, 'betwisten')
  post('betwistingen/:betwisting/besluit', DECIDE, async (visit) => ({
    status: 200,
    body: await decide(engine, visit.call, uuidOf(visit), disputeOf(visit), () => bodyOf(visit)),
    tagging: 'whole',
  }))

  post('verkeerde-persoon', [...WRITE, 'partijen.lezen'], async (visit) => {
    const { call } = visit
    return withContact(await wrongPerson(engine, call, acts.witnesses, uuidOf(visit), () => bodyOf(visit)))
  })

  /** A page of disputes; `contact`: only of this one. */
  const list = async (visit: Visit, path: string, contact?: string) => {
    const given = visit.query()
    const asked = readQuery(engine.register, betwisting, given)
    // Of what disputes were at a moment nothing is kept but when they were decided.
    refuse([...asked.faults, ...(given.has('peildatum') ? [unknownParameters(['peildatum'])] : [])])
    const filters =
      contact === undefined ? asked.filters : [...asked.filters.filter(({ name }) => name !== OF), { name: OF }]
    const values = contact === undefined ? asked.values : { ...asked.values, [OF]: contact }
    const page = await listDisputes(engine, visit.call, { ...asked, filters, values })
    const answer: Answer = { status: 200, body: envelope(page, visit.base + path, given), tagging: 'whole' }
    return { count: page.count, answer }
  }
  const all = `${api.base}/${betwisting.path}`
  get(all, async (visit) => (await list(visit, all)).answer)
  get(`${address}/betwistingen`, async (visit) => {
    const contact = uuidOf(visit)
    const page = await list(visit, `${klantcontacten}/${contact}/betwistingen`, contact)
    // Who wrote a dispute down may follow it without seeing the contact; nobody else may.
    if (page.count === 0) await read(engine, visit.call, resource, contact)
    return page.answer
  })
  get(`${address}/betwistingen/:betwisting`, async (visit) => ({
    status: 200,
    body: await readDispute(engine, visit.call, uuidOf(visit), disputeOf(visit)),
    tagging: 'whole',
  }))
  const versions: Method = async (visit) => {
    const [given, contact, uuid] = [visit.query(), uuidOf(visit), disputeOf(visit)]
    // It is seen as the dispute is.
    await readDispute(engine, visit.call, contact, uuid)
    const page = await listVersions(engine, visit.call, engine.register.get('betwisting'), uuid, versionsAsked(given))
    const path = `${visit.base}${klantcontacten}/${contact}/betwistingen/${uuid}/historie`
    return { status: 200, body: envelope(page, path, given), tagging: 'whole' }
  }
  get(`${address}/betwistingen/:betwisting/historie`, versions, [...READ, 'historie'])
}
