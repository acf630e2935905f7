/** `/beheer/api/v1/vernietigingen`: lists of what is to be destroyed, proposed by one and approved by another. */
import type { FastifyInstance } from 'fastify'
import { toUuid } from '../../derive/uuid.ts'
import {
  approveDestruction,
  type Certificate,
  GROUNDS,
  listDestructions,
  type Proposal,
  proposeDestruction,
  readDestruction,
} from '../../features/history/destruction.ts'
import type { Named } from '../../features/history/doomed.ts'
import type { Fault } from '../../model/fault.ts'
import type { Register } from '../../model/register.ts'
import { isObject } from '../../model/wire-text.ts'
import { type Caller, mayApproveDestruction, mayProposeDestruction } from '../../operations/caller.ts'
import { refuse } from '../../operations/problem.ts'
import { answering, type Surroundings } from './answering.ts'

const PATH = '/beheer/api/v1/vernietigingen'

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

/** `keep`: keeps a certificate outside the database. */
export const vernietigingen = (
  app: FastifyInstance,
  surroundings: Surroundings,
  keep: (certificate: Certificate) => void,
): void => {
  const { engine } = surroundings
  const handler = answering(surroundings)
  const mayRead = (caller: Caller) => mayProposeDestruction(caller) || mayApproveDestruction(caller)
  app.get(
    PATH,
    handler(mayRead, async () => ({ status: 200, body: { results: await listDestructions(engine) } })),
  )
  app.post(
    PATH,
    handler(mayProposeDestruction, async ({ call, body }) => {
      const uuid = await proposeDestruction(engine, call, proposalIn(engine.register, body()))
      return { status: 201, body: await readDestruction(engine, uuid) }
    }),
  )
  app.get(
    `${PATH}/:id`,
    handler(mayRead, async ({ uuid }) => ({ status: 200, body: await readDestruction(engine, uuid()) })),
  )
  app.post(
    `${PATH}/:id/goedkeuren`,
    handler(mayApproveDestruction, async ({ call, uuid }) => {
      keep(await approveDestruction(engine, call, uuid()))
      return { status: 200, body: await readDestruction(engine, uuid()) }
    }),
  )
}
