/** CloudEvents over HTTP, signed as Standard Webhooks describes: id, moment and body under an HMAC-SHA256. */
import { createHmac } from 'node:crypto'
import { cloudEvent } from '../cloud-event.ts'
import type { Listening } from '../listening.ts'
import type { Speaker } from '../sink.ts'
import type { Voice } from '../voice.ts'
import { post } from './http.ts'

export interface WebhookOptions extends Listening {
  readonly url: string
  /** Text, or `whsec_` and base64. */
  readonly secret: string
  /** A value for Authorization, where the receiver asks for one. */
  readonly authorization?: string | undefined
}

const AT_ONCE = 20

const keyOf = (secret: string): Buffer =>
  secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret)

/** The headers that prove where a message comes from, and when it was sent. */
const signed = (key: Buffer, id: string, seconds: number, body: string): Record<string, string> => ({
  'webhook-id': id,
  'webhook-timestamp': String(seconds),
  'webhook-signature': `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`,
})

export const webhook = (voice: Voice, options: WebhookOptions): Speaker => {
  const { name, secret, authorization, timeoutMs } = options
  const url = new URL(options.url)
  const key = keyOf(secret)
  return {
    name,
    kind: 'webhook',
    atOnce: AT_ONCE,
    send: (event, signal) => {
      const body = JSON.stringify(cloudEvent(voice, event))
      const headers = {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'user-agent': 'klantinteracties',
        ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
        ...signed(key, event.id, Math.floor(Date.now() / 1000), body),
        ...(authorization === undefined ? {} : { authorization }),
      }
      return post({ url, headers, body, timeoutMs, signal })
    },
    close: async () => {},
  }
}
