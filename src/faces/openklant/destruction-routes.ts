/** `/beheer/api/v1/vernietigingen`: lists of what is to be destroyed, proposed by one and approved by another. */
import type { FastifyInstance } from 'fastify'
import { toUuid } from '../../derive/uuid.ts'
import {
  approveDestruction,
  GROUNDS,
  listDestructions,
  type Proposal,
  proposeDestruction,
  readDestruction,
} from '../../features/history/destruction.ts'
import type { Named } from '../../features/history/doomed.ts'
import type { Fault } from '../../model/fault.ts'
import type { Register } from '../../model/register.ts'
import { characterComplaints } from '../../model/kinds/text.ts'
import { isObject } from '../../model/wire-text.ts'
import { refuse } from '../../operations/problem.ts'
import { APIS } from './api.ts'
import type { Exchange } from './exchange.ts'
import type { Route, Surroundings, Visit } from './route.ts'
import { addRoute, bodyOf, type Method, uuidOf } from './resource-routes.ts'

/** The object at an address: only the collection and the uuid at its end count. */
const namedBy = (register: Register, address: unknown): Named | undefined => {
  if (typeof address !== 'string') return undefined
  const [path, id] = address.replace(/\/+$/, '').split('/').slice(-2)
  const resource = register.resources.find((one) => one.path === path)
  const uuid = toUuid(id)
  return resource && uuid !== undefined ? { resource, uuid } : undefined
}

/** The proposal in a body. Throws `Refused` with all that is wrong with it. */
const proposalIn = (register: Register, body: unknown): Proposal => {
  const given = isObject(body) ? body : {}
  const faults: Fault[] = []
  const wrong = (name: string, code: string, reason: string) => void faults.push({ name, code, reason })
  const grond = GROUNDS.find((one) => one === given.grond)
  if (!grond) wrong('grond', 'invalid_choice', `Kies uit: ${GROUNDS.join(', ')}.`)
  const { toelichting = '', objecten } = given
  if (typeof toelichting !== 'string' || toelichting.length > 1000) {
    wrong('toelichting', 'invalid', 'Een tekst van hoogstens 1000 tekens.')
  } else {
    for (const { code, reason } of characterComplaints(toelichting)) wrong('toelichting', code, reason)
  }
  const named: Named[] = []
  if (!Array.isArray(objecten) || objecten.length === 0 || objecten.length > 1000) {
    wrong('objecten', 'invalid', 'Een lijst van 1 tot 1000 adressen van objecten.')
  } else {
    for (const [index, address] of objecten.entries()) {
      const one = namedBy(register, address)
      if (one) named.push(one)
      else wrong(`objecten.${index}`, 'invalid', 'Dit is geen adres van een object: `…/klantcontacten/<uuid>`.')
    }
  }
  refuse(faults)
  return { grond: grond ?? 'archiefwet', toelichting: String(toelichting), objecten: named }
}

const json = (body: object, status = 200) => ({ status, body: JSON.stringify(body) })

const PROPOSES = 'vernietiging.voorstellen'
const APPROVES = 'vernietiging.goedkeuren'

export const destructionRoutes = (app: FastifyInstance, exchange: Exchange, surroundings: Surroundings): void => {
  const { engine, keepCertificate } = surroundings
  const base = `${APIS.beheer.base}/vernietigingen`
  const shown = ({ call }: Visit, uuid: string) => readDestruction(call.within ?? engine.database, uuid)

  const list: Method = async () => json({ results: await listDestructions(engine) })
  const propose: Method = async (visit) => {
    const uuid = await proposeDestruction(engine, visit.call, proposalIn(engine.register, bodyOf(visit)))
    return { ...json(await shown(visit, uuid), 201), location: `${visit.base}${base}/${uuid}` }
  }
  const read: Method = async (visit) => json(await shown(visit, uuidOf(visit)))
  const approve: Method = async (visit) => {
    const uuid = uuidOf(visit)
    const certificate = await approveDestruction(engine, visit.call, uuid)
    return { ...json(await shown(visit, uuid)), afterwards: () => keepCertificate(certificate) }
  }

  const reads = [[PROPOSES, APPROVES]] as const
  const add = (path: string, needs: Route['needs'], methods: Readonly<Record<string, Method>>): void =>
    addRoute(app, exchange, base + path, { api: APIS.beheer, needs, methods }, [''])
  const readNeeds = { GET: reads, HEAD: reads }
  add('', { ...readNeeds, POST: [PROPOSES] }, { GET: list, POST: propose, HEAD: list })
  add('/:id', readNeeds, { GET: read, HEAD: read })
  add('/:id/goedkeuren', { POST: [APPROVES] }, { POST: approve })
}
