/** Answers to what never becomes a request for a route: unreadable, too large, too late. In the shape of all errors. */
import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyRequest, FastifyServerOptions } from 'fastify'
import { type Observer, observeRequest } from './observe.ts'
import { SECURITY_HEADERS } from './security-headers.ts'

interface Refusal {
  readonly status: number
  readonly className: string
  readonly code: string
  readonly title: string
}

const unreadable: Refusal = {
  status: 400,
  className: 'ParseError',
  code: 'parse_error',
  title: 'Ongeldig samengestelde request.',
}
const absent: Refusal = { status: 404, className: 'NotFound', code: 'not_found', title: 'Niet gevonden.' }

/** By the codes that Node gives these errors. */
const refusals: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    className: 'APIException',
    code: 'request_header_fields_too_large',
    title: 'De kopregels van de aanvraag zijn te groot.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    className: 'APIException',
    code: 'request_timeout',
    title: 'De aanvraag kwam niet op tijd binnen.',
  },
}

/** Without a host in `type`: nobody knows which the client meant. */
const bodyOf = ({ status, className, code, title }: Refusal): string =>
  JSON.stringify({
    type: `/ref/fouten/${className}/`,
    code,
    title,
    status,
    detail: title,
    instance: `urn:uuid:${randomUUID()}`,
  })

const headersFor = (body: string): Record<string, string> => ({
  ...SECURITY_HEADERS,
  'content-type': 'application/json',
  'content-length': String(Buffer.byteLength(body)),
})

/** The bytes of an answer after which the connection is closed. */
const written = (refusal: Refusal): string => {
  const body = bodyOf(refusal)
  const headers = Object.entries({ ...headersFor(body), connection: 'close' })
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines.join('')}\r\n${body}`
}

/**
 * What the server library needs to refuse in our words what it refuses by itself.
 * @param observers are told of requests for no possible address; those that never were a request go without.
 */
export const serverRefusals = (
  observers: readonly Observer[],
): Pick<FastifyServerOptions, 'clientErrorHandler' | 'frameworkErrors'> => ({
  clientErrorHandler: (error, socket: Socket & { _httpMessage?: { headersSent: boolean } | null }) => {
    // An answer that has begun cannot be taken back, and another in the middle of it would be read as part of it.
    if (!socket.writable || socket._httpMessage?.headersSent) socket.destroy()
    else socket.end(written(refusals[error.code ?? ''] ?? unreadable))
  },
  // An address that cannot be decoded, or is longer than any of ours.
  frameworkErrors: (_error, request, reply) => {
    observeRequest(request as FastifyRequest, reply, observers)
    const body = bodyOf(absent)
    reply.raw.writeHead(404, headersFor(body)).end(body)
  },
})
