/** A receiver over HTTP that behaves as a test wants: it takes, refuses, hangs, answers late. */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** The body as JSON. */
  readonly message: Readonly<Record<string, unknown>>
  /** Whether it was answered with a 2xx. */
  taken: boolean
}

export type Behaviour = (answer: ServerResponse, received: Received) => void

export const takes: Behaviour = (answer) => void answer.writeHead(204).end()
export const refuses =
  (status = 500, body = ''): Behaviour =>
  (answer) =>
    void answer.writeHead(status, { 'content-type': 'application/problem+json' }).end(body)
export const hangs: Behaviour = () => {}
export const late =
  (ms: number): Behaviour =>
  (answer) =>
    void setTimeout(() => answer.writeHead(200).end('{}'), ms)

export interface Receiver {
  readonly url: string
  /** Everything that came in, in order. */
  readonly received: Received[]
  behave(behaviour: Behaviour): void
  stop(): Promise<void>
}

export const startReceiver = async (port = 0): Promise<Receiver> => {
  const received: Received[] = []
  let behaviour = takes
  const server = createServer(async (request, answer) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    const one: Received = {
      path: request.url ?? '',
      headers: request.headers,
      body,
      message: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>),
      taken: false,
    }
    received.push(one)
    answer.on('finish', () => {
      one.taken = answer.statusCode < 300
    })
    behaviour(answer, one)
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    behave: (next) => {
      behaviour = next
    },
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
