/** The routes of the resources: every collection and every object, made from the declarations. */
import { METHODS } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { readQuery } from '../../derive/query.ts'
import { toUuid } from '../../derive/uuid.ts'
import type { Resource } from '../../model/resource.ts'
import type { Scope } from '../../model/scopes.ts'
import { maySeeHistory } from '../../operations/caller.ts'
import { change } from '../../operations/change.ts'
import type { Engine } from '../../operations/context.ts'
import { create } from '../../operations/create.ts'
import { destroy } from '../../operations/destroy.ts'
import { list } from '../../operations/list.ts'
import { Absent, refuse } from '../../operations/problem.ts'
import { read, readThen } from '../../operations/read.ts'
import { APIS, collectionPath } from './api.ts'
import { readBody } from './body.ts'
import type { Exchange } from './exchange.ts'
import type { Answer, Route, Surroundings, Visit } from './route.ts'
import { metadata } from './metadata.ts'
import { envelope } from './paging.ts'

export type Method = (visit: Visit) => Promise<Answer>

/** Methods that take the place of generated ones: `DELETE onderwerpobject`; each is made from the one that it replaces. */
export type Replacements = Readonly<Record<string, (own: Method) => Method>>

export const bodyOf = ({ request }: Visit): unknown => readBody(request.body as Buffer | undefined, request.headers)

/** The uuid in the address; anything else is an object that does not exist. */
export const uuidOf = ({ request }: Visit): string => {
  const { id = '' } = request.params as { id?: string }
  const text = id.includes('.') ? id.slice(0, id.lastIndexOf('.')) : id
  const uuid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text)
    ? toUuid(text)
    : undefined
  if (uuid === undefined) throw new Absent()
  return uuid
}

const collection = (engine: Engine, resource: Resource): Record<string, Method> => {
  const get: Method = async ({ base, call, query }) => {
    const given = query()
    const asked = readQuery(engine.register, resource, given)
    refuse(asked.faults)
    const page = await list(engine, call, resource, asked)
    const body = envelope(page, base + collectionPath(resource) + call.suffix, given)
    return { status: 200, body, tagging: 'whole' }
  }
  return {
    GET: get,
    POST: async (visit) => {
      const { uuid, body } = await create(engine, visit.call, resource, bodyOf(visit))
      const location = `${visit.base}${collectionPath(resource)}/${uuid}${visit.call.suffix}`
      return { status: 201, body, location, tagging: 'whole' }
    },
    HEAD: get,
    OPTIONS: async () => ({ status: 200, body: metadata(engine.register, resource, 'List', 'POST') }),
  }
}

/** Whether there is an object to change at this address. */
const exists = async (engine: Engine, resource: Resource, visit: Visit): Promise<boolean> => {
  try {
    await read(engine, visit.call, resource, uuidOf(visit))
    return true
  } catch (error) {
    if (error instanceof Absent) return false
    throw error
  }
}

const object = (engine: Engine, resource: Resource): Record<string, Method> => {
  const get: Method = async (visit) => {
    const { faults, expansion, peildatum } = readQuery(engine.register, resource, visit.query(), true)
    refuse(faults)
    const { call } = visit
    const tagging = Object.keys(expansion).length > 0 ? 'expanded' : 'whole'
    if (peildatum === undefined)
      return { status: 200, body: await read(engine, call, resource, uuidOf(visit), expansion), tagging }
    const then = { peildatum, expansion, ofRemoved: maySeeHistory(call.caller) }
    return { status: 200, body: await readThen(engine, call, resource, uuidOf(visit), then), tagging }
  }
  const put =
    (action: 'replace' | 'change'): Method =>
    async (visit) => ({
      status: 200,
      body: await change(engine, visit.call, resource, uuidOf(visit), action, () => bodyOf(visit)),
      tagging: 'whole',
    })
  return {
    GET: get,
    PUT: put('replace'),
    PATCH: put('change'),
    DELETE: async (visit) => {
      await destroy(engine, visit.call, resource, uuidOf(visit))
      return { status: 204 }
    },
    HEAD: get,
    OPTIONS: async (visit) => {
      const action = (await exists(engine, resource, visit)) ? 'PUT' : undefined
      return { status: 200, body: metadata(engine.register, resource, 'Instance', action) }
    },
  }
}

/** Who changes an object is shown it, and so must be able to read. */
const needsOf = ({ group }: Resource): Readonly<Record<string, readonly Scope[]>> => {
  const [read, write, remove] = [`${group}.lezen`, `${group}.schrijven`, `${group}.verwijderen`] as const
  const change = [read, write]
  return { GET: [read], HEAD: [read], OPTIONS: [read], POST: [write], PUT: change, PATCH: change, DELETE: [remove] }
}

const residentsMay = ({ forResidents: { lezen, schrijven } = {} }: Resource): NonNullable<Route['forResidents']> => ({
  GET: lezen,
  HEAD: lezen,
  POST: schrijven,
  PUT: schrijven,
  PATCH: schrijven,
  DELETE: schrijven,
})

const replaced = (
  methods: Record<string, Method>,
  resource: Resource,
  replacements: Replacements,
): Record<string, Method> =>
  Object.fromEntries(
    Object.entries(methods).map(([method, own]) => [method, replacements[`${method} ${resource.name}`]?.(own) ?? own]),
  )

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What answers at this address, for documents and tests that go over all of them. */
    route?: Route
  }
}

/** Adds a route in the three spellings of its address. */
export const addRoute = (
  app: FastifyInstance,
  { handlers }: Exchange,
  url: string,
  route: Route,
  spellings: readonly string[],
): void => {
  for (const spelling of spellings) {
    const config = { route }
    app.route({ method: app.supportedMethods, url: url + spelling, exposeHeadRoute: false, config, ...handlers(route) })
  }
}

/** Every method that Node knows is answered: with 405 where the dialect has none of that name. */
export const supportAllMethods = (app: FastifyInstance): void => {
  for (const method of METHODS) {
    if (method !== 'CONNECT' && !app.supportedMethods.includes(method)) app.addHttpMethod(method, { hasBody: true })
  }
}

export const resourceRoutes = (
  app: FastifyInstance,
  exchange: Exchange,
  { engine }: Surroundings,
  replacements: Replacements,
): void => {
  for (const resource of engine.register.resources) {
    const api = APIS[resource.api]
    const url = collectionPath(resource)
    const needs = needsOf(resource)
    const forResidents = residentsMay(resource)
    addRoute(
      app,
      exchange,
      url,
      { api, needs, forResidents, methods: replaced(collection(engine, resource), resource, replacements) },
      ['', '.:format'],
    )
    addRoute(
      app,
      exchange,
      `${url}/:id`,
      { api, needs, forResidents, methods: replaced(object(engine, resource), resource, replacements) },
      [''],
    )
  }
}
