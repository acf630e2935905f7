/** One request and its answer in this dialect: who may pass, which headers every answer has (behaviour.md §0.2–0.4). */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Naming } from '../../features/events/messages.ts'
import type { Certificate } from '../../features/history/destruction.ts'
import { once } from '../../features/idempotency/once.ts'
import type { ActSettings } from '../../features/acts/settings.ts'
import type { SecretBox } from '../../features/tokens/secret-box.ts'
import { has } from '../../derive/sight.ts'
import { toUuid } from '../../derive/uuid.ts'
import type { ProcessingLog } from '../../features/processing-log/processing-log.ts'
import type { Functie } from '../../model/resident.ts'
import type { Scope } from '../../model/scopes.ts'
import { type Caller, callerOf } from '../../operations/caller.ts'
import type { Call, Engine } from '../../operations/context.ts'
import { placesAt } from '../../operations/context.ts'
import { isRefusal, type SignIn } from '../../operations/sign-in.ts'
import { Trail } from '../../operations/trail.ts'
import type { Cancellation } from '../../sql/database.ts'
import { Unavailable } from '../../sql/errors.ts'
import { answersTo } from './accept-header.ts'
import { type Api, collectionPath } from './api.ts'
import { etagOf, expectationOf, isKnown, type Tagging } from './etag.ts'
import { keyOf } from './idempotency-key.ts'
import { forbidden, kinds, notLetIn, Problem, problemBody, toProblem, unsupported } from './problem.ts'
import { reasonOf } from './reason.ts'

/** What the routes of this dialect need from the rest of the program. */
export interface Surroundings {
  readonly engine: Engine
  readonly signIn: SignIn
  /** What secrets of clients are kept in; undefined where the server has no key. */
  readonly secrets: SecretBox | undefined
  /** Scheme, host and subpath of the request; undefined under a name that is not allowed. */
  readonly baseOf: (request: FastifyRequest) => string | undefined
  /** What may be done to a klantcontact that was reported, and until when. */
  readonly acts: ActSettings
  /** Milliseconds that answering may take. */
  readonly timeoutMs: number
  readonly logFailure: (request: FastifyRequest, error: unknown) => void
  /** How the types of events are made. */
  readonly naming: Naming
  /** Keeps a certificate of destruction outside the database. */
  readonly keepCertificate: (certificate: Certificate) => void
  /** Tells the log whose request it is. */
  readonly noteWho: (request: FastifyRequest, who: Caller) => void
  /** Undefined where it is off. */
  readonly processingLog?: ProcessingLog | undefined
}

export interface Answer {
  readonly status: number
  readonly body?: string
  readonly location?: string
  /** The body is a representation: of what is asked for, or else of the object that was made or changed. */
  readonly tagging?: Tagging
  /** What is done outside the database once the answer is certain; not when it is given again. */
  readonly afterwards?: () => void
}

/** A scope, or several of which one is enough. */
export type Need = Scope | readonly Scope[]

export interface Visit {
  readonly request: FastifyRequest
  readonly base: string
  readonly call: Call
  readonly query: () => URLSearchParams
}

export interface Route {
  readonly api: Api
  /** Methods, in the order in which Allow names them. */
  readonly methods: Readonly<Record<string, (visit: Visit) => Promise<Answer>>>
  /** What each method takes, all of it; `open`: it needs no token. */
  readonly needs: Readonly<Record<string, readonly Need[]>> | 'open'
  /** Its POST only asks: sent twice it is answered twice, whatever key it has. */
  readonly asks?: true
  /** The methods that residents may use, and which of their functions each is; without it none. */
  readonly forResidents?: Readonly<Record<string, Functie | undefined>>
}

/** Headers of every answer of an API (behaviour.md §0.2); those about security every answer of the server has. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = { vary: 'origin' }

/** Who asks for what needs no token. */
const NOBODY: Caller = callerOf({ kind: 'system', name: 'open', scopes: [] })

/** With answers that hold a partij that asked for geheimhouding: as its JSON says, or as the operation does. */
const WARNING = '299 - "Bevat gegevens van een partij die om geheimhouding vroeg: niet aan derden verstrekken."'
const GEHEIM = '"indicatieGeheimhouding" : true'

/** Methods whose answer is what is asked for. */
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD'])
/** Methods that may change something. */
const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

const PROBLEM_TYPE = 'application/problem+json'

const HSTS = 'max-age=31536000'
/** Addresses of collections, per base address; a server is reached under few names. */
const KEPT_PLACES = 100

const queryOf = (request: FastifyRequest): URLSearchParams => {
  const start = request.url.indexOf('?')
  // A question mark that the parameters begin with is part of a name.
  return new URLSearchParams(start < 0 ? '' : `&${request.url.slice(start + 1)}`)
}

const refuseMethod = ({ method }: FastifyRequest, { methods }: Route): void => {
  if (!Object.hasOwn(methods, method)) throw new Problem(kinds.method, `Methode "${method}" niet toegestaan.`)
}

const refuseRights = ({ method }: FastifyRequest, needs: Exclude<Route['needs'], 'open'>, { rights }: Caller): void => {
  const lacking = needs[method]?.filter((need) => ![need].flat().some((scope) => rights.has(scope as Scope)))
  if (lacking === undefined) throw new Error(`nobody said what ${method} takes`)
  if (lacking.length > 0) throw forbidden(lacking)
}

const sendNothing = (reply: FastifyReply): void => {
  reply.removeHeader('content-type')
  if (reply.statusCode === 204) reply.header('content-length', '0')
  reply.send()
}

/** The client that has it already is told so. */
const sendTagged = (request: FastifyRequest, reply: FastifyReply, bytes: Buffer, etag: string): void => {
  const isSame = READS.has(request.method) && isKnown(request, etag)
  reply.header('etag', etag)
  if (isSame) sendNothing(reply.code(304).removeHeader('allow'))
  else reply.send(bytes)
}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const uuidIn = (text = ''): string => (UUID.test(text) ? text : (toUuid(text.split('.')[0]) ?? ''))

/** Residents do what a route says is for them, and are identified well enough for. */
const refuseResident = ({ method }: FastifyRequest, { forResidents }: Route, { functies }: Caller): void => {
  const functie = forResidents?.[method]
  if (functie === undefined) throw new Problem(kinds.forbidden, `${kinds.forbidden.title} Dit is niet voor inwoners.`)
  if (functies?.has(functie)) return
  const detail = `Hiervoor moet u op een hoger betrouwbaarheidsniveau zijn aangemeld (${functie}).`
  throw new Problem(kinds.forbidden, detail)
}

/** How a face answers the requests of its routes. */
export type Exchange = ReturnType<typeof exchange>

/** Made once for all routes of the face. */
export const exchange = (surroundings: Surroundings) => {
  const { engine, signIn, baseOf, timeoutMs, processingLog } = surroundings
  const known = new Map<string, Readonly<Record<string, string>>>()
  const callers = new WeakMap<FastifyRequest, Caller>()

  const placesOf = (base: string): Readonly<Record<string, string>> => {
    const places = known.get(base) ?? placesAt(engine.register, (resource) => base + collectionPath(resource))
    if (known.size < KEPT_PLACES) known.set(base, places)
    return places
  }

  const send = (
    request: FastifyRequest,
    reply: FastifyReply,
    headers: Readonly<Record<string, string>>,
    { status, body, location, tagging }: Answer,
  ): void => {
    reply.code(status).headers(headers)
    if (request.protocol === 'https') reply.header('strict-transport-security', HSTS)
    if (location !== undefined) reply.header('location', location)
    if (body === undefined) sendNothing(reply)
    else {
      const bytes = Buffer.from(body)
      if (tagging === undefined) reply.send(bytes)
      else sendTagged(request, reply, bytes, etagOf(tagging, body, bytes))
    }
  }

  /** What an answer must leave in the processing log, if anything. */
  const beginTrail = ({ method, headers }: FastifyRequest, { needs }: Route): Trail | undefined =>
    processingLog && needs !== 'open' && method !== 'OPTIONS'
      ? new Trail({ traceparent: headers.traceparent, fscTransactionId: headers['fsc-transaction-id'] })
      : undefined

  const note = (
    request: FastifyRequest,
    { needs }: Route,
    trail: Trail,
    { status, location }: Pick<Answer, 'status' | 'location'>,
  ): void => {
    const { method, routeOptions } = request
    const given = (request.params as { id?: string }).id ?? location?.slice(location.lastIndexOf('/') + 1)
    processingLog?.note({
      trail,
      method,
      route: routeOptions.url ?? '',
      scopes: needs === 'open' ? [] : (needs[method] ?? []).flat(),
      caller: callers.get(request) ?? NOBODY,
      object: uuidIn(given),
      status,
    })
  }

  const sendProblem = (
    request: FastifyRequest,
    reply: FastifyReply,
    headers: Readonly<Record<string, string>>,
    error: unknown,
  ): void => {
    const problem = toProblem(error)
    if (problem.kind.status >= 500) surroundings.logFailure(request, error)
    const asProblem = answersTo(request.headers.accept) === 'problem'
    if (problem.etag !== undefined) reply.header('etag', problem.etag)
    if (problem.kind.status === 401) reply.header('www-authenticate', signIn.challenge)
    if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter))
    send(request, reply, asProblem ? { ...headers, 'content-type': PROBLEM_TYPE } : headers, {
      status: problem.kind.status,
      body: problemBody(problem, baseOf(request) ?? ''),
    })
  }

  /** Does it once, however often it is sent with this key. */
  const onceFor = async (
    reply: FastifyReply,
    visit: Visit,
    key: string,
    method: (visit: Visit) => Promise<Answer>,
  ): Promise<Answer> => {
    const { url: path, body } = visit.request
    const asked = { key, path, body: (body as Buffer | undefined) ?? Buffer.of() }
    const { trail } = visit.call
    const { answer, isAgain } = await once(engine, visit.call, asked, async (call) => {
      const answer = await method({ ...visit, call })
      return trail?.isAboutPeople ? { ...answer, people: trail.people } : answer
    })
    if (isAgain) reply.header('idempotent-replayed', 'true')
    if (isAgain && 'people' in answer) trail?.again(answer.people)
    return answer
  }

  /** Waits no longer than a request may take, nor than anyone listens; then its statement is cancelled. */
  const inTime = async (reply: FastifyReply, cancellation: Cancellation, work: Promise<Answer>): Promise<Answer> => {
    let timer: NodeJS.Timeout | undefined
    const give = (): void => {
      if (!reply.raw.writableFinished) engine.database.cancel(cancellation)
    }
    reply.raw.once('close', give)
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        engine.database.cancel(cancellation)
        reject(new Unavailable(new Error('the request took too long')))
      }, timeoutMs)
    })
    try {
      return await Promise.race([work, late])
    } finally {
      clearTimeout(timer)
    }
  }

  const enter = async (request: FastifyRequest, route: Route, format: string | undefined): Promise<void> => {
    if (format !== undefined && format !== 'json') throw new Problem(kinds.absent)
    if ((request.params as { id?: string }).id === '') throw new Problem(kinds.absent)
    if (request.url.includes('format=')) {
      const asked = queryOf(request).getAll('format').at(-1)
      if (asked !== undefined && asked !== '' && asked !== 'json') throw new Problem(kinds.absent)
    }
    if (answersTo(request.headers.accept) === undefined) throw new Problem(kinds.accept)
    if (route.needs === 'open') return refuseMethod(request, route)
    const answer = signIn.authenticate(request)
    const who = answer instanceof Promise ? await answer : answer
    if (isRefusal(who)) throw notLetIn(who)
    callers.set(request, who)
    surroundings.noteWho(request, who)
    refuseMethod(request, route)
    if (who.kind === 'resident') refuseResident(request, route, who)
    refuseRights(request, route.needs, who)
  }

  /** The two handlers of a route: `enter` before the body is read, `answer` after. */
  const handlers = (route: Route) => {
    const headers = {
      ...COMMON_HEADERS,
      ...route.api.headers,
      'content-type': 'application/json',
      allow: Object.keys(route.methods).join(', '),
      'api-version': route.api.version,
    }
    const problemHeaders = route.api.problems ? { ...headers, 'content-type': PROBLEM_TYPE } : headers
    const format = (request: FastifyRequest): string | undefined => {
      const { id, format: given } = request.params as { id?: string; format?: string }
      if (given !== undefined || id === undefined || !id.includes('.')) return given
      return id.slice(id.lastIndexOf('.') + 1)
    }
    return {
      onRequest: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
        try {
          await enter(request, route, format(request))
        } catch (error) {
          sendProblem(request, reply, problemHeaders, error)
          await reply
        }
      },
      handler: async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
        const trail = beginTrail(request, route)
        try {
          const base = baseOf(request)
          if (base === undefined) throw new Problem(kinds.host)
          const cancellation: Cancellation = {}
          const suffix = format(request) === undefined ? '' : '.json'
          const caller = callers.get(request) ?? NOBODY
          const reason = reasonOf(request)
          const who = { caller, requestId: request.id, ...(reason === undefined ? {} : { reason }) }
          const expects = WRITES.has(request.method) ? expectationOf(request) : undefined
          const places = caller.slots ? { ...placesOf(base), ...caller.slots } : placesOf(base)
          const warn = () => void reply.header('warning', WARNING)
          const mark = (state: string, value: string) => void reply.header(state, value)
          const besides = { ...(expects && { expects }), ...(trail && { trail }) }
          const call: Call = { places, suffix, cancellation, warn, mark, ...who, ...besides }
          const method = route.methods[request.method]
          if (!method) throw new Problem(kinds.method, `Methode "${request.method}" niet toegestaan.`)
          const visit: Visit = { request, base, call, query: () => queryOf(request) }
          const key = route.asks ? undefined : keyOf(request)
          const work = key === undefined ? method(visit) : onceFor(reply, visit, key, method)
          const answer = await inTime(reply, cancellation, work)
          if (answer.body?.includes(GEHEIM) && has(caller.sight, 'geheimhouding')) warn()
          answer.afterwards?.()
          if (trail) note(request, route, trail, answer)
          send(request, reply, headers, answer)
        } catch (error) {
          if (trail) note(request, route, trail, toProblem(error).kind)
          sendProblem(request, reply, problemHeaders, error)
        }
        return reply
      },
      errorHandler: (error: Error, request: FastifyRequest, reply: FastifyReply): void =>
        sendProblem(
          request,
          reply,
          problemHeaders,
          toProblem(error).kind === kinds.media ? unsupported(request.headers['content-type']) : error,
        ),
    }
  }
  return { handlers, sendProblem }
}
