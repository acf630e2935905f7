/** The API as a client sees it. */
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:http'

export type Json = Record<string, unknown>

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The body as JSON; throws when it is none. */
  readonly body: Json
}

export interface Api {
  /** `path`: below `/klantinteracties/api/v1`. Rejects when no whole answer comes. */
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
}

export const ROOT = '/klantinteracties/api/v1'

/** Sends one request on a connection of its own; rejects when no whole answer comes. */
export const send = (
  address: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(address, { method, headers, agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      answer.on('error', reject)
      answer.on('end', () => {
        if (!answer.complete) return reject(new Error('the answer was broken off'))
        const { statusCode: status = 0, headers } = answer
        resolve({ status, headers, text, body: text.startsWith('{') ? (JSON.parse(text) as Json) : {} })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })

export const api = (base: string, token: string): Api => ({
  send: (method, path, body, headers = {}) =>
    send(
      `${base}${ROOT}${path}`,
      method,
      {
        authorization: `Token ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
    ),
})
