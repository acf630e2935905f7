/** The brokers that run on this machine, each with a place of its own for a test. */
import { randomBytes } from 'node:crypto'
import { connect as connectAmqp } from 'amqplib'
import { connect as connectNats, type NatsConnection } from 'nats'

const NATS = process.env.TEST_NATS_URL || 'nats://127.0.0.1:4222'
const RABBITMQ = process.env.TEST_RABBITMQ_URL || 'amqp://guest:guest@127.0.0.1:5672'

const reachable = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )

const withNats = async <T>(work: (connection: NatsConnection) => Promise<T>): Promise<T> => {
  const connection = await connectNats({ servers: NATS, timeout: 2000, reconnect: false })
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}

const hasNats = await reachable(withNats(async (connection) => connection.jetstreamManager()))
const hasRabbitmq = await reachable(connectAmqp(RABBITMQ, { timeout: 2000 }).then((one) => one.close()))

export const noNats = hasNats ? false : 'no NATS with JetStream: set TEST_NATS_URL, or run one on 127.0.0.1:4222'
export const noRabbitmq = hasRabbitmq ? false : 'no RabbitMQ: set TEST_RABBITMQ_URL, or run one on 127.0.0.1:5672'

/** A message as a subscriber gets it. */
export interface Heard {
  /** Subject or routing key. */
  readonly to: string
  readonly contentType: string
  readonly id: string
  readonly message: Readonly<Record<string, unknown>>
}

export interface Broker {
  /** The receiver in `EVENT_SINKS`, and the environment that it names. */
  readonly sink: object
  readonly env: Readonly<Record<string, string>>
  /** Everything that is there by now, in order. */
  heard(): Promise<readonly Heard[]>
  stop(): Promise<void>
}

const own = (): string => `klantinteracties-${randomBytes(6).toString('hex')}`

/** A stream of NATS; `open` makes it, later if a test wants so. */
export const natsStream = (): Broker & { open(): Promise<void> } => {
  const name = own()
  let isOpen = false
  return {
    sink: { name: 'bus', kind: 'nats', servers: [new URL(NATS).href.replace(/\/$/, '')], subject: name, timeout: 2 },
    env: {},
    open: () =>
      withNats(async (connection) => {
        const manager = await connection.jetstreamManager()
        await manager.streams.add({ name, subjects: [`${name}.>`] })
        isOpen = true
      }),
    heard: () =>
      withNats(async (connection) => {
        const manager = await connection.jetstreamManager()
        const { state } = await manager.streams.info(name)
        const found: Heard[] = []
        if (state.messages === 0) return found
        const consumer = await connection.jetstream().consumers.get(name)
        for await (const one of await consumer.fetch({ max_messages: state.messages, expires: 5000 })) {
          found.push({
            to: one.subject.replace(`${name}.`, ''),
            contentType: one.headers?.get('content-type') ?? '',
            id: one.headers?.get('Nats-Msg-Id') ?? '',
            message: one.json(),
          })
        }
        return found
      }),
    stop: async () => {
      if (isOpen) await withNats(async (connection) => (await connection.jetstreamManager()).streams.delete(name))
    },
  }
}

/** A queue that is bound to an exchange of RabbitMQ. */
export const rabbitmqQueue = async (): Promise<Broker> => {
  const name = own()
  const connection = await connectAmqp(RABBITMQ)
  const channel = await connection.createChannel()
  await channel.assertExchange(name, 'topic', { durable: true })
  await channel.assertQueue(name, { durable: true })
  await channel.bindQueue(name, name, '#')
  const found: Heard[] = []
  await channel.consume(
    name,
    (one) => {
      if (!one) return
      found.push({
        to: one.fields.routingKey,
        contentType: one.properties.contentType,
        id: one.properties.messageId,
        message: JSON.parse(one.content.toString()) as Record<string, unknown>,
      })
    },
    { noAck: true },
  )
  const { username, password, href } = new URL(RABBITMQ)
  const bare = new URL(href)
  bare.username = ''
  bare.password = ''
  return {
    sink: {
      name: 'rabbit',
      kind: 'rabbitmq',
      url: bare.href,
      user: { env: 'RABBIT_USER' },
      password: { env: 'RABBIT_PASSWORD' },
      exchange: name,
      timeout: 2,
    },
    env: { RABBIT_USER: decodeURIComponent(username), RABBIT_PASSWORD: decodeURIComponent(password) },
    heard: async () => [...found],
    stop: async () => {
      await channel.deleteQueue(name)
      await channel.deleteExchange(name)
      await connection.close()
    },
  }
}
