/** All that a running register does about events, put together from the settings. */
import type { Register } from '../../model/register.ts'
import type { Database } from '../../sql/database.ts'
import { listensTo } from './listening.ts'
import type { Needs } from './outbox.ts'
import type { Sink, Speaker } from './sink.ts'
import { type NatsOptions, nats } from './sinks/nats.ts'
import { type NotificatiesOptions, notificaties } from './sinks/notificaties.ts'
import { type RabbitmqOptions, rabbitmq } from './sinks/rabbitmq.ts'
import { type WebhookOptions, webhook } from './sinks/webhook.ts'
import type { Voice } from './voice.ts'

/** A receiver of own events, as it is configured. */
export type SinkOptions =
  | ({ readonly kind: 'webhook' } & WebhookOptions)
  | ({ readonly kind: 'nats' } & NatsOptions)
  | ({ readonly kind: 'rabbitmq' } & RabbitmqOptions)

export interface Receivers {
  readonly sinks: readonly SinkOptions[]
  readonly notificaties: NotificatiesOptions | undefined
}

/** What must be kept of a change for these receivers; undefined when there are none. */
export const needsOf = ({ sinks, notificaties: api }: Receivers): Needs | undefined =>
  sinks.length === 0 && !api
    ? undefined
    : { kenmerken: api !== undefined, freeText: api?.freeText ?? false, links: api?.cloudEvents ?? false }

const speakerOf = (voice: Voice, options: SinkOptions): Speaker => {
  switch (options.kind) {
    case 'webhook':
      return webhook(voice, options)
    case 'nats':
      return nats(voice, options)
    case 'rabbitmq':
      return rabbitmq(voice, options)
  }
}

const sinkOf = (voice: Voice, register: Register, options: SinkOptions): Sink => ({
  ...speakerOf(voice, options),
  wants: listensTo(register, voice.prefix, options),
})

export const sinksOf = (
  voice: Voice,
  { sinks, notificaties: api }: Receivers,
  at: { readonly register: Register; readonly database: Database },
): Sink[] => [
  ...(api ? [notificaties(voice, at, api)] : []),
  ...sinks.map((options) => sinkOf(voice, at.register, options)),
]
