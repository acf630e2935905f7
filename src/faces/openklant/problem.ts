/** Errors on the wire (behaviour.md §2.1): every one has this shape and a class name that older clients look for. */
import { randomUUID } from 'node:crypto'
import { KeyConflict, type KeyConflictReason } from '../../features/idempotency/once.ts'
import type { Fault } from '../../model/fault.ts'
import type { Scope } from '../../model/scopes.ts'
import { Absent, Forbidden, Refused } from '../../operations/problem.ts'
import { type Refusal, refusals } from '../../operations/sign-in.ts'
import { isCancelled, Unavailable } from '../../sql/errors.ts'

export interface ProblemKind {
  readonly status: number
  readonly className: string
  readonly code: string
  readonly title: string
}

const kind = (status: number, className: string, code: string, title: string): ProblemKind => ({
  status,
  className,
  code,
  title,
})

export const kinds = {
  invalid: kind(400, 'ValidationError', 'invalid', 'Ongeldige invoerwaarde.'),
  parse: kind(400, 'ParseError', 'parse_error', 'Ongeldig samengestelde request.'),
  host: kind(400, 'ValidationError', 'invalid_host', 'Onbekende hostnaam.'),
  notAuthenticated: kind(401, 'NotAuthenticated', refusals.missing.code, refusals.missing.title),
  authenticationFailed: kind(401, 'AuthenticationFailed', refusals.unknown.code, refusals.unknown.title),
  forbidden: kind(
    403,
    'PermissionDenied',
    'permission_denied',
    'Je hebt geen toestemming om deze actie uit te voeren.',
  ),
  absent: kind(404, 'NotFound', 'not_found', 'Niet gevonden.'),
  noHistory: kind(404, 'NotFound', 'geen-historie', 'Geen historie.'),
  method: kind(405, 'MethodNotAllowed', 'method_not_allowed', 'Methode "{method}" niet toegestaan.'),
  accept: kind(406, 'NotAcceptable', 'not_acceptable', 'Kan niet voldoen aan de opgegeven Accept header.'),
  tooLate: kind(408, 'APIException', 'request_timeout', 'De aanvraag kwam niet op tijd binnen.'),
  twice: kind(409, 'APIException', 'verzoek-loopt-nog', 'Het verzoek loopt nog.'),
  otherRights: kind(409, 'APIException', 'rechten-gewijzigd', 'Het antwoord kan niet opnieuw worden gegeven.'),
  destroyed: kind(410, 'APIException', 'antwoord-vernietigd', 'Het antwoord is er niet meer.'),
  changed: kind(412, 'APIException', 'precondition_failed', 'Het object is intussen gewijzigd.'),
  tooLarge: kind(413, 'APIException', 'request_too_large', 'De aanvraag is te groot.'),
  media: kind(
    415,
    'UnsupportedMediaType',
    'unsupported_media_type',
    'Ongeldige media type "{media_type}" in aanvraag.',
  ),
  otherRequest: kind(422, 'APIException', 'sleutel-hergebruikt', 'De Idempotency-Key hoort bij een ander verzoek.'),
  throttled: kind(429, 'Throttled', 'throttled', 'Aanvraag was verstikt.'),
  failed: kind(500, 'APIException', 'error', 'Er is een serverfout opgetreden.'),
  unavailable: kind(503, 'APIException', 'service_unavailable', 'De dienst is tijdelijk niet beschikbaar.'),
} as const

/** Names of the classes that have a page of their own under `/ref/fouten/`. */
export const CLASS_NAMES = [...new Set(Object.values(kinds).map(({ className }) => className))]

export class Problem extends Error {
  readonly kind: ProblemKind
  readonly detail: string
  readonly faults: readonly Fault[] | undefined
  /** Seconds after which the same request may succeed. */
  readonly retryAfter: number | undefined
  /** What the object is now that is not what the client last saw. */
  readonly etag: string | undefined
  constructor(
    problem: ProblemKind,
    detail: string = problem.title,
    faults?: readonly Fault[],
    retryAfter?: number,
    etag?: string,
  ) {
    super(problem.code)
    this.kind = problem
    this.detail = detail
    this.faults = faults
    this.retryAfter = retryAfter
    this.etag = etag
  }
}

const REFUSALS: Readonly<Record<Refusal['code'], ProblemKind>> = {
  not_authenticated: kinds.notAuthenticated,
  authentication_failed: kinds.authenticationFailed,
  throttled: kinds.throttled,
}

export const notLetIn = ({ code, detail, retryAfter }: Refusal): Problem =>
  new Problem(REFUSALS[code], detail, undefined, retryAfter)

/** Says which scopes are lacking: that is no secret, and whoever hands out tokens needs it. */
export const forbidden = (
  needs: readonly (Scope | readonly Scope[])[],
  reason: string = kinds.forbidden.title,
): Problem => {
  const names = needs.map((need) => [need].flat().join(' of '))
  return new Problem(kinds.forbidden, names.length > 0 ? `${reason} Nodig: ${names.join(', ')}.` : reason)
}

const unavailable = (): Problem => new Problem(kinds.unavailable, undefined, undefined, 1)

const refused = (faults: readonly Fault[]): Problem => new Problem(kinds.invalid, kinds.invalid.title, faults)

export const unsupported = (type = ''): Problem =>
  new Problem(kinds.media, `Ongeldige media type "${type}" in aanvraag.`)

/** The object is not what the client last saw; `etag`: what it is now, where the client may know. */
export const changed = (etag: string | undefined): Problem => {
  const now = etag === undefined ? '' : `; de huidige versie is ${etag}`
  return new Problem(kinds.changed, `Het object is niet meer zoals het is opgehaald${now}.`, undefined, undefined, etag)
}

const conflicts: Readonly<Record<KeyConflictReason, Problem>> = {
  busy: new Problem(
    kinds.twice,
    'Het eerste verzoek met deze Idempotency-Key loopt nog; probeer het zo weer.',
    undefined,
    1,
  ),
  'other-request': new Problem(
    kinds.otherRequest,
    'Deze Idempotency-Key is in de afgelopen 24 uur gebruikt voor een verzoek met een ander adres of een andere inhoud.',
  ),
  'other-rights': new Problem(
    kinds.otherRights,
    'Dit verzoek is al uitgevoerd. De rechten van het token zijn sindsdien gewijzigd: vraag het object zelf op.',
  ),
  destroyed: new Problem(
    kinds.destroyed,
    'Dit verzoek is al uitgevoerd. Een object waarover het antwoord ging is sindsdien vernietigd.',
  ),
}

/** Codes with which Fastify says that a request could not be read. */
const UNREADABLE: Readonly<Record<string, ProblemKind>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: kinds.tooLarge,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: kinds.parse,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: kinds.media,
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: kinds.media,
}

/** What went wrong, as a problem; anything unknown is a fault of ours. */
export const toProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error
  if (error instanceof Refused) return refused(error.faults)
  if (error instanceof Absent && error.what === 'history')
    return new Problem(kinds.noHistory, 'Van vóór dit moment is geen historie bekend.')
  if (error instanceof Forbidden) return forbidden(error.scopes, error.reason)
  if (error instanceof Absent) return new Problem(kinds.absent, error.what === 'page' ? 'Ongeldige pagina.' : undefined)
  if (error instanceof KeyConflict) return conflicts[error.reason]
  if (error instanceof Unavailable || isCancelled(error)) return unavailable()
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return UNREADABLE[code] ? new Problem(UNREADABLE[code]) : new Problem(kinds.failed, 'Internal Server Error')
}

/** The body of a problem. `host`: the address of this server, for the page about the class. */
export const problemBody = (
  { kind: { status, className, code, title }, detail, faults }: Problem,
  host: string,
): string =>
  JSON.stringify({
    type: `${host}/ref/fouten/${className}/`,
    code,
    title,
    status,
    detail,
    instance: `urn:uuid:${randomUUID()}`,
    ...(faults ? { invalidParams: faults } : {}),
  })
