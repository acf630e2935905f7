/** Several processes on one database tell as one: nothing twice, nothing out of order. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { api } from '../faults/support/api.ts'
import { adres } from '../faults/support/bodies.ts'
import { beside } from '../faults/support/databases.ts'
import { eventually } from '../faults/support/eventually.ts'
import { serve } from '../server/program.ts'
import { scratchDatabaseUrl, skip } from '../server/scratch-database.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'
import { hook, sinks, speaking } from './support/settings.ts'

const TOKEN = 'geheim'
const OBJECTS = 60

const heard = ({ received }: Receiver): Map<unknown, string[]> => {
  const found = new Map<unknown, string[]>()
  for (const { message } of received)
    found.set(message.subject, [...(found.get(message.subject) ?? []), String(message.type).split('-').at(-1) ?? ''])
  return found
}

test('three servers, two receivers, and one server that leaves', { skip }, async (t) => {
  const receivers = [await startReceiver(), await startReceiver()] as const
  t.after(() => Promise.all(receivers.map((one) => one.stop())))
  const settings = {
    ...speaking,
    DATABASE_URL: await scratchDatabaseUrl(t),
    API_TOKEN: TOKEN,
    EVENT_SINKS: sinks(...receivers.map(({ url }, at) => hook(`een-${at}`, url, { timeout: 10 }))),
  }
  const servers = [await serve(t, settings), await serve(t, settings), await serve(t, settings)]
  const sendTo = (n: number) => api(servers[n % servers.length]?.base ?? '', TOKEN).send
  const lives = Array.from({ length: OBJECTS }, async (_, n) => {
    const { body } = await sendTo(n)('POST', '/digitaleadressen', adres())
    // Each change through another process.
    await sendTo(n + 1)('PATCH', `/digitaleadressen/${body.uuid}`, { omschrijving: 'anders' })
    await sendTo(n + 2)('PATCH', `/digitaleadressen/${body.uuid}`, { omschrijving: 'weer anders' })
    await sendTo(n)('DELETE', `/digitaleadressen/${body.uuid}`)
    return body.uuid
  })
  const uuids = await Promise.all(lives)
  const wanted = ['aangemaakt', 'gewijzigd', 'gewijzigd', 'verwijderd']
  for (const receiver of receivers)
    await eventually(
      () => assert.deepEqual(heard(receiver), new Map([...heard(receiver).keys()].map((one) => [one, wanted]))),
      30_000,
    )
  for (const receiver of receivers) assert.deepEqual(new Set(heard(receiver).keys()), new Set(uuids))

  // Whoever had the lease gives it back when it stops, so the others need not wait for its end.
  const { rows } = await beside(t, settings)
  for (const leaving of servers.slice(0, 2)) {
    leaving.kill('SIGTERM')
    assert.equal((await leaving.ended).code, 0)
  }
  const begun = performance.now()
  const { body } = await sendTo(2)('POST', '/digitaleadressen', adres())
  await eventually(() => {
    for (const receiver of receivers) assert.deepEqual(heard(receiver).get(body.uuid), ['aangemaakt'])
  })
  assert.ok(performance.now() - begun < 8000)
  assert.deepEqual(await rows('select count(distinct holder)::int from sink'), [[1]])
})
