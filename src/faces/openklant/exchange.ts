/** One request and its answer in this dialect: from who may pass to the headers that every answer has (behaviour.md §0.2). */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { has } from '../../derive/sight.ts'
import { once } from '../../features/idempotency/once.ts'
import { type Call, placesAt } from '../../operations/context.ts'
import type { Cancellation } from '../../sql/database.ts'
import { Unavailable } from '../../sql/errors.ts'
import { answersTo } from './accept-header.ts'
import { collectionPath } from './api.ts'
import { callerOfRequest, enter, queryOf } from './entrance.ts'
import { etagOf, expectationOf, isKnown } from './etag.ts'
import { keyOf } from './idempotency-key.ts'
import { kinds, Problem, problemBody, toProblem, unsupported } from './problem.ts'
import { reasonOf } from './reason.ts'
import type { Answer, Route, Surroundings, Visit } from './route.ts'
import { beginTrail, noteTrail } from './trails.ts'

/** Headers of every answer of an API (behaviour.md §0.2); those about security every answer of the server has. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = { vary: 'origin' }

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
/** How a face answers the requests of its routes. */
export type Exchange = ReturnType<typeof exchange>

/** Made once for all routes of the face. */
export const exchange = (surroundings: Surroundings) => {
  const { engine, signIn, baseOf, timeoutMs, processingLog } = surroundings
  const known = new Map<string, Readonly<Record<string, string>>>()

  const placesOf = (base: string): Readonly<Record<string, string>> => {
    const places = known.get(base) ?? placesAt(engine.register, (resource) => base + collectionPath(resource))
    if (known.size < KEPT_PLACES) known.set(base, places)
    return places
  }

  const send = (
    request: FastifyRequest,
    reply: FastifyReply,
    headers: Readonly<Record<string, string>>,
    { status, body, location, tagging, etag }: Answer,
  ): void => {
    reply.code(status).headers(headers)
    if (request.protocol === 'https') reply.header('strict-transport-security', HSTS)
    if (location !== undefined) reply.header('location', location)
    if (etag !== undefined) reply.header('etag', etag)
    if (body === undefined) sendNothing(reply)
    else {
      const bytes = Buffer.from(body)
      if (tagging === undefined) reply.send(bytes)
      else sendTagged(request, reply, bytes, etagOf(tagging, body, bytes))
    }
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
          await enter(surroundings, request, route, format(request))
        } catch (error) {
          sendProblem(request, reply, problemHeaders, error)
          await reply
        }
      },
      handler: async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
        const trail = beginTrail(processingLog, request, route)
        try {
          const base = baseOf(request)
          if (base === undefined) throw new Problem(kinds.host)
          const cancellation: Cancellation = {}
          const suffix = format(request) === undefined ? '' : '.json'
          const caller = callerOfRequest(request)
          const reason = reasonOf(request)
          const who = { caller, requestId: request.id, ...(reason === undefined ? {} : { reason }) }
          const expects = WRITES.has(request.method) ? expectationOf(request) : undefined
          // Nothing there has a tag, so what a client names is not that of now.
          if (route.api.tags === 'none') expects?.judge(undefined)
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
          if (trail) noteTrail(processingLog, request, route, trail, answer)
          send(request, reply, headers, answer)
        } catch (error) {
          if (trail) noteTrail(processingLog, request, route, trail, toProblem(error).kind)
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
