/** Requests of administrators and their answers, after the NL API Design Rules: problems as such, a version everywhere. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../../operations/caller.ts'
import { isRefusal, type SignIn } from '../../operations/sign-in.ts'
import { Unavailable } from '../../sql/errors.ts'

const BASE = '/beheer/api/v1'
const VERSION = '1.0.0'

/** What these routes need from the rest of the program. */
export interface Surroundings {
  readonly signIn: SignIn
  readonly logFailure: (request: FastifyRequest, error: unknown) => void
  readonly noteWho: (request: FastifyRequest, who: Caller) => void
}

/** Why a request is not done; `detail` is for people. */
export class Refusal extends Error {
  readonly status: number
  readonly title: string
  /** Seconds after which it may be asked again. */
  readonly retryAfter: number | undefined
  constructor(status: number, title: string, detail: string, retryAfter?: number) {
    super(detail)
    this.name = 'Refusal'
    this.status = status
    this.title = title
    this.retryAfter = retryAfter
  }
}

export const invalid = (detail: string): Refusal => new Refusal(400, 'De aanvraag klopt niet.', detail)
export const absent = (): Refusal => new Refusal(404, 'Niet gevonden.', 'Er is niets op dit adres.')

const headers = { 'api-version': VERSION, 'cache-control': 'no-store' }

const refusalOf = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (error instanceof Unavailable)
    return new Refusal(503, 'De dienst is tijdelijk niet beschikbaar.', 'Probeer het later opnieuw.')
  return status >= 400 && status < 500
    ? new Refusal(status, 'De aanvraag kan niet worden gelezen.', 'De aanvraag kan niet worden gelezen.')
    : new Refusal(500, 'Er is een serverfout opgetreden.', 'Er ging iets mis dat niet mis had mogen gaan.')
}

const sendProblem = (reply: FastifyReply, { status, title, message: detail }: Refusal): FastifyReply =>
  reply
    .code(status)
    .headers({ ...headers, 'content-type': 'application/problem+json' })
    .send(Buffer.from(JSON.stringify({ type: 'about:blank', title, status, detail })))

/** Lets pass who has the scope `beheer`. */
const enter = async ({ signIn, noteWho }: Surroundings, request: FastifyRequest): Promise<void> => {
  const who = await signIn.authenticate(request)
  if (isRefusal(who)) throw new Refusal(who.code === 'throttled' ? 429 : 401, who.title, who.detail, who.retryAfter)
  noteWho(request, who)
  if (!who.rights.has('beheer'))
    throw new Refusal(403, 'Je hebt geen toestemming om deze actie uit te voeren.', 'Nodig: beheer.')
}

export type Work = (request: FastifyRequest) => Promise<object>

/** Adds routes that need a token and answer JSON. */
export const routes = (
  app: FastifyInstance,
  surroundings: Surroundings,
  list: readonly (readonly [method: 'GET' | 'POST', path: string, work: Work])[],
): void => {
  app.register(async (inside) => {
    inside.removeAllContentTypeParsers()
    inside.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
      try {
        done(null, body === '' ? {} : JSON.parse(String(body)))
      } catch {
        done(invalid('De inhoud is geen JSON.'))
      }
    })
    inside.setErrorHandler((error, request, reply) => {
      const refusal = refusalOf(error)
      if (refusal.status >= 500) surroundings.logFailure(request, error)
      if (refusal.status === 401) reply.header('www-authenticate', surroundings.signIn.challenge)
      if (refusal.retryAfter !== undefined) reply.header('retry-after', String(refusal.retryAfter))
      return sendProblem(reply, refusal)
    })
    inside.addHook('onRequest', (request) => enter(surroundings, request))
    for (const [method, path, work] of list) {
      inside.route({
        method,
        url: BASE + path,
        handler: async (request, reply) => {
          const body = JSON.stringify(await work(request))
          return reply.headers({ ...headers, 'content-type': 'application/json' }).send(Buffer.from(body))
        },
      })
    }
  })
}
