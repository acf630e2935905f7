/** CloudEvents to a topic exchange of RabbitMQ (AMQP 0-9-1), confirmed by the broker. */
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import { cloudEvent } from '../cloud-event.ts'
import type { Listening } from '../listening.ts'
import { type Speaker, Undelivered } from '../sink.ts'
import { entityOf, WORDS } from '../type-names.ts'
import type { Voice } from '../voice.ts'
import { lasting, within } from './connection.ts'

export interface RabbitmqOptions extends Listening {
  readonly url: string
  readonly user: string
  readonly password: string
  readonly exchange: string
}

const AT_ONCE = 100

interface Link {
  readonly connection: ChannelModel
  readonly channel: ConfirmChannel
}

const addressOf = ({ url, user, password }: RabbitmqOptions): string => {
  const address = new URL(url)
  address.username = encodeURIComponent(user)
  address.password = encodeURIComponent(password)
  return address.href
}

export const rabbitmq = (voice: Voice, options: RabbitmqOptions): Speaker => {
  const { name, exchange, timeoutMs } = options
  const open = async (): Promise<Link> => {
    const connection = await connect(addressOf(options), { timeout: timeoutMs })
    // Without a listener an error would end the process; `close` always follows it.
    connection.on('error', () => {})
    const channel = await connection.createConfirmChannel()
    channel.on('error', () => {})
    const made = { connection, channel }
    connection.on('close', () => link.lose(made))
    channel.on('close', () => link.lose(made))
    await channel.assertExchange(exchange, 'topic', { durable: true })
    return made
  }
  const link = lasting(open, async ({ connection }) => connection.close())
  const published = ({ channel }: Link, key: string, body: Buffer, id: string, type: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const properties = {
        persistent: true,
        contentType: 'application/cloudevents+json',
        messageId: id,
        type,
        appId: 'klantinteracties',
      }
      channel.publish(exchange, key, body, properties, (error: unknown) => {
        if (error) reject(new Undelivered('not confirmed'))
        else resolve()
      })
    })
  return {
    name,
    kind: 'rabbitmq',
    atOnce: AT_ONCE,
    send: async (event, signal) => {
      const made = await within(timeoutMs, signal, link.get())
      const message = cloudEvent(voice, event)
      const key = `${entityOf(event.resource)}.${WORDS[event.action]}`
      const body = Buffer.from(JSON.stringify(message))
      await within(timeoutMs, signal, published(made, key, body, event.id, message.type))
    },
    close: () => link.close(),
  }
}
