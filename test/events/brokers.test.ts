/** The real brokers: what a subscriber gets, and what happens while they are not as they should be. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { api } from '../faults/support/api.ts'
import { adres } from '../faults/support/bodies.ts'
import { beside } from '../faults/support/databases.ts'
import { eventually } from '../faults/support/eventually.ts'
import { serve } from '../server/program.ts'
import { skip as noServer, scratchDatabaseUrl } from '../server/scratch-database.ts'
import { type Broker, type Heard, natsStream, noNats, noRabbitmq, rabbitmqQueue } from './support/brokers.ts'
import { sinks, speaking } from './support/settings.ts'

const TOKEN = 'geheim'

const startTelling = async (t: TestContext, broker: Broker) => {
  const settings = {
    ...speaking,
    ...broker.env,
    DATABASE_URL: await scratchDatabaseUrl(t),
    API_TOKEN: TOKEN,
    EVENT_SINKS: sinks(broker.sink),
  }
  const server = await serve(t, settings)
  const { rows } = await beside(t, settings)
  const { send } = api(server.base, TOKEN)
  /** An address that was made, changed and removed. */
  const live = async (): Promise<string> => {
    const { body } = await send('POST', '/digitaleadressen', adres())
    await send('PATCH', `/digitaleadressen/${body.uuid}`, { omschrijving: 'anders' })
    await send('DELETE', `/digitaleadressen/${body.uuid}`)
    return String(body.uuid)
  }
  return { live, rows }
}

const LIVED = ['digitaal-adres.aangemaakt', 'digitaal-adres.gewijzigd', 'digitaal-adres.verwijderd']

const assertLived = (heard: readonly Heard[], uuid: string): void => {
  const own = heard.filter(({ message }) => message.subject === uuid)
  assert.deepEqual(
    own.map(({ to }) => to),
    LIVED,
  )
  assert.deepEqual(
    own.map(({ message }) => message.type),
    LIVED.map((type) => `nl.klantinteracties.${type.replace('.', '-')}`),
  )
  for (const { id, contentType, message } of own) {
    assert.equal(contentType, 'application/cloudevents+json')
    assert.equal(id, message.id)
    assert.equal(message.specversion, '1.0')
    assert.equal(message.source, speaking.EVENT_SOURCE)
  }
}

test('NATS JetStream', { skip: noServer || noNats }, async (t) => {
  const stream = natsStream()
  t.after(() => stream.stop())
  const { live, rows } = await startTelling(t, stream)
  // Nobody keeps what is sent yet: it is not lost.
  const early = await live()
  await eventually(async () => {
    const [[state, attempts, reason] = []] = await rows(
      'select state, attempts, reason from delivery order by position',
    )
    assert.deepEqual([state, Number(attempts) > 0, reason], ['waiting', true, 'no stream for this subject'])
  })
  await stream.open()
  await eventually(async () => assertLived(await stream.heard(), early))
  const uuid = await live()
  await eventually(async () => assertLived(await stream.heard(), uuid))
})

test('RabbitMQ', { skip: noServer || noRabbitmq }, async (t) => {
  const queue = await rabbitmqQueue()
  t.after(() => queue.stop())
  const { live } = await startTelling(t, queue)
  const uuids = [await live(), await live()]
  await eventually(async () => {
    for (const uuid of uuids) assertLived(await queue.heard(), uuid)
  })
})

test('a broker that is not there holds up nothing, and what waits is told from where it is', {
  skip: noServer,
}, async (t) => {
  for (const [sink, reason] of [
    [{ name: 'bus', kind: 'nats', servers: ['nats://127.0.0.1:1'], timeout: 1 }, /CONNECTION_REFUSED/],
    [
      { name: 'rabbit', kind: 'rabbitmq', url: 'amqp://127.0.0.1:1', user: { env: 'U' }, password: { env: 'U' } },
      /ECONNREFUSED/,
    ],
  ] as const) {
    const broker = { sink, env: { U: 'x' }, heard: async () => [], stop: async () => {} }
    const { live, rows } = await startTelling(t, broker)
    await live()
    await eventually(async () => {
      const [[state, why] = []] = await rows(`select state, reason from delivery where reason <> '' order by position`)
      assert.equal(state, 'waiting')
      assert.match(String(why), reason)
    })
  }
})
