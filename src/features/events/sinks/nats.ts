/** CloudEvents to a stream of NATS JetStream: the stream has it once the server says so. */
import { connect, ErrorCode, headers, type JetStreamClient, type NatsConnection, NatsError } from 'nats'
import { cloudEvent } from '../cloud-event.ts'
import type { Listening } from '../listening.ts'
import { type Speaker, Undelivered } from '../sink.ts'
import { entityOf, WORDS } from '../type-names.ts'
import type { Voice } from '../voice.ts'
import { lasting, within } from './connection.ts'

export interface NatsOptions extends Listening {
  readonly servers: readonly string[]
  /** Subjects are `<subject>.<entity>.<what happened>`; a stream must be there for them. */
  readonly subject: string
  readonly user?: string | undefined
  readonly password?: string | undefined
  readonly token?: string | undefined
}

const AT_ONCE = 100

interface Link {
  readonly connection: NatsConnection
  readonly stream: JetStreamClient
}

const inOurWords = (error: unknown): unknown => {
  if (!(error instanceof NatsError)) return error
  if (error.code === ErrorCode.NoResponders) return new Undelivered('no stream for this subject')
  return error.isJetStreamError() ? new Undelivered(`JetStream ${error.jsError()?.err_code ?? error.code}`) : error
}

export const nats = (voice: Voice, options: NatsOptions): Speaker => {
  const { name, servers, subject, user, password, token, timeoutMs } = options
  const link = lasting<Link>(
    async () => {
      const connection = await connect({
        servers: [...servers],
        name: 'klantinteracties',
        timeout: timeoutMs,
        reconnect: false,
        ...(user === undefined ? {} : { user }),
        ...(password === undefined ? {} : { pass: password }),
        ...(token === undefined ? {} : { token }),
      })
      const made = { connection, stream: connection.jetstream() }
      void connection.closed().then(() => link.lose(made))
      return made
    },
    ({ connection }) => connection.close(),
  )
  return {
    name,
    kind: 'nats',
    atOnce: AT_ONCE,
    send: async (event, signal) => {
      const { stream } = await within(timeoutMs, signal, link.get())
      const about = headers()
      about.set('content-type', 'application/cloudevents+json')
      const to = `${subject}.${entityOf(event.resource)}.${WORDS[event.action]}`
      const body = JSON.stringify(cloudEvent(voice, event))
      // The stream drops a message whose id it had just now.
      const publishing = stream.publish(to, body, { msgID: event.id, headers: about, timeout: timeoutMs })
      const said = publishing.catch((error: unknown) => {
        throw inOurWords(error)
      })
      await within(timeoutMs, signal, said)
    },
    close: () => link.close(),
  }
}
