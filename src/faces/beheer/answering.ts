/** One request and its answer in the API of those who manage the register: JSON in, JSON out, problems as RFC 9457. */
import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { toUuid } from '../../derive/uuid.ts'
import type { Fault } from '../../model/fault.ts'
import type { Caller } from '../../operations/caller.ts'
import { type Call, type Engine, placesAt } from '../../operations/context.ts'
import { Absent, Refused } from '../../operations/problem.ts'
import { isRefusal, type SignIn } from '../../operations/sign-in.ts'
import { Unavailable } from '../../sql/errors.ts'

/** What this face needs from the rest of the program. */
export interface Surroundings {
  readonly engine: Engine
  readonly signIn: SignIn
  readonly logFailure: (request: FastifyRequest, error: unknown) => void
  readonly noteWho: (request: FastifyRequest, who: Caller) => void
}

export interface Visit {
  readonly call: Call
  /** The JSON of the body. Throws `Refused`. */
  body(): unknown
  /** The uuid in the address. Throws `Absent`. */
  uuid(): string
}

export interface Answer {
  readonly status: number
  readonly body: object
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Ongeldige invoerwaarde.',
  401: 'Niet aangemeld.',
  403: 'Je hebt geen toestemming om deze actie uit te voeren.',
  404: 'Niet gevonden.',
  429: 'Te veel verzoeken.',
  500: 'Er is een serverfout opgetreden.',
  503: 'De dienst is tijdelijk niet beschikbaar.',
}

const problem = (reply: FastifyReply, status: number, code: string, faults?: readonly Fault[]): FastifyReply =>
  reply
    .code(status)
    .headers({ 'content-type': 'application/problem+json' })
    .send(
      Buffer.from(
        JSON.stringify({
          type: 'about:blank',
          code,
          title: TITLES[status],
          status,
          detail: TITLES[status],
          instance: `urn:uuid:${randomUUID()}`,
          ...(faults ? { invalidParams: faults } : {}),
        }),
      ),
    )

const bodyOf = (request: FastifyRequest): unknown => {
  try {
    return JSON.parse((request.body as Buffer | undefined)?.toString('utf8') ?? '')
  } catch {
    throw new Refused([{ name: 'nonFieldErrors', code: 'parse_error', reason: 'De inhoud is geen JSON.' }])
  }
}

const uuidOf = (request: FastifyRequest): string => {
  const uuid = toUuid((request.params as { id?: string }).id)
  if (uuid === undefined) throw new Absent()
  return uuid
}

/** A handler for who may. */
export const answering =
  ({ engine, signIn, logFailure, noteWho }: Surroundings) =>
  (may: (caller: Caller) => boolean, work: (visit: Visit) => Promise<Answer>) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    try {
      const caller = await signIn.authenticate(request)
      if (isRefusal(caller)) {
        const { code, retryAfter } = caller
        if (code === 'throttled') return problem(reply.header('retry-after', String(retryAfter)), 429, code)
        return problem(reply.header('www-authenticate', signIn.challenge), 401, code)
      }
      noteWho(request, caller)
      if (!may(caller)) return problem(reply, 403, 'permission_denied')
      const places = placesAt(engine.register, ({ path }) => `/${path}`)
      const call: Call = { places, suffix: '', caller, requestId: request.id }
      const { status, body } = await work({ call, body: () => bodyOf(request), uuid: () => uuidOf(request) })
      return reply
        .code(status)
        .headers({ 'content-type': 'application/json' })
        .send(Buffer.from(JSON.stringify(body)))
    } catch (error) {
      if (error instanceof Refused) return problem(reply, 400, 'invalid', error.faults)
      if (error instanceof Absent) return problem(reply, 404, 'not_found')
      logFailure(request, error)
      if (error instanceof Unavailable) return problem(reply.header('retry-after', '1'), 503, 'service_unavailable')
      return problem(reply, 500, 'error')
    }
  }
