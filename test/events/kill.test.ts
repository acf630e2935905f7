/**
 * The server is killed again and again while it writes and tells: in the end each receiver has heard exactly of the
 * changes that were made, of each object in order. Repeats have the id of the first.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { api } from '../faults/support/api.ts'
import { adres, klantcontact } from '../faults/support/bodies.ts'
import { beside, kinds, type Settings } from '../faults/support/databases.ts'
import { eventually } from '../faults/support/eventually.ts'
import { serve } from '../server/program.ts'
import { type Broker, natsStream, noNats, noRabbitmq, rabbitmqQueue } from './support/brokers.ts'
import { hangs, refuses, startReceiver, takes } from './support/receiver.ts'
import { hook, sinks, speaking } from './support/settings.ts'

const TOKEN = 'geheim'
const WRITES = 1000
const AT_ONCE = 8
/** Milliseconds that the server lives, from its first answer. */
const LIVES = { least: 100, more: 800 }

/** A message as far as it matters here. */
interface Told {
  readonly id: string
  readonly subject: string
  readonly type: string
  readonly sequence: string
}

/** Notes each committed change beside the register, in the order in which they took hold of a row. */
const WITNESS = `
create table witness (id bigint generated always as identity, object uuid not null, type text not null);
create function note_row() returns trigger language plpgsql as $$
begin
  insert into witness (object, type) values (coalesce(new.uuid, old.uuid), concat('nl.klantinteracties.',
    replace(tg_table_name, '_', '-'), '-',
    case tg_op when 'INSERT' then 'aangemaakt' when 'UPDATE' then 'gewijzigd' else 'verwijderd' end));
  return null;
end $$;
create trigger note_row after insert or update or delete on digitaal_adres for each row execute function note_row();
create trigger note_row after insert or update or delete on klantcontact for each row execute function note_row();`

/** A server that is started anew each time it was killed; answers where it is now. */
const mortalServer = async (t: TestContext, settings: Settings) => {
  let current = await serve(t, settings)
  const { rows } = await beside(t, settings)
  await rows(WITNESS)
  let kills = 0
  let isOver = false
  t.after(() => {
    isOver = true
  })
  const killing = (async () => {
    for (;;) {
      await wait(LIVES.least + Math.random() * LIVES.more)
      if (isOver) return
      current.kill('SIGKILL')
      await current.ended
      kills += 1
      current = await serve(t, settings)
    }
  })()
  return {
    base: () => current.base,
    /** Lets it live; answers how often it died. */
    spare: async (): Promise<number> => {
      isOver = true
      await killing
      return kills
    },
  }
}

/** Writes until so many were answered: makes, changes and removes. Of the others nobody knows whether they were made. */
const writeAll = async (base: () => string): Promise<void> => {
  let left = WRITES
  const send = async (method: string, path: string, body?: object): Promise<string | undefined> => {
    try {
      const answer = await api(base(), TOKEN).send(method, path, body)
      left -= 1
      return String(answer.body.uuid)
    } catch {
      await wait(20)
      return undefined
    }
  }
  const write = async (n: number): Promise<void> => {
    while (left > 0) {
      const [path, body, other] =
        n % 2 === 0
          ? (['/digitaleadressen', adres(), { omschrijving: 'anders' }] as const)
          : (['/klantcontacten', klantcontact(), { onderwerp: 'anders' }] as const)
      const uuid = await send('POST', path, body)
      if (uuid === undefined) continue
      for (let change = 0; change < 3; change++) await send('PATCH', `${path}/${uuid}`, other)
      if (n % 4 < 2) await send('DELETE', `${path}/${uuid}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => write(n)))
}

/** Of each object the types in the order in which they were first heard. */
const first = (told: readonly Told[]): Map<string, string[]> => {
  const ids = new Set<string>()
  const found = new Map<string, string[]>()
  for (const { id, subject, type } of told) {
    if (ids.has(id)) continue
    ids.add(id)
    found.set(subject, [...(found.get(subject) ?? []), type])
  }
  return found
}

const assertHeard = (name: string, told: readonly Told[], wanted: ReadonlyMap<string, string[]>): string => {
  const heard = first(told)
  assert.deepEqual(new Set(heard.keys()), new Set(wanted.keys()), `${name} heard of each object and of no other`)
  for (const [object, types] of wanted) assert.deepEqual(heard.get(object), types, `${name}: ${object}`)
  const ids = new Set(told.map(({ id }) => id))
  const sequences = new Map(told.map(({ id, sequence }) => [id, sequence]))
  assert.equal(new Set(sequences.values()).size, ids.size)
  return `${name}: ${ids.size} events of ${wanted.size} objects, ${told.length - ids.size} repeats`
}

for (const { name, skip, settings: settingsOf } of kinds) {
  test(`kill -9 at random moments of ${WRITES} writes, on ${name}`, { skip }, async (t) => {
    const receiver = await startReceiver()
    t.after(() => receiver.stop())
    // It fails now and then, and hangs.
    receiver.behave((answer, received) => {
      const chance = Math.random()
      return (chance < 0.02 ? hangs : chance < 0.1 ? refuses(503) : takes)(answer, received)
    })
    const brokers: (Broker & { name: string })[] = []
    if (noNats) t.diagnostic(noNats)
    else {
      const stream = natsStream()
      await stream.open()
      brokers.push({ ...stream, name: 'NATS' })
    }
    if (noRabbitmq) t.diagnostic(noRabbitmq)
    else brokers.push({ ...(await rabbitmqQueue()), name: 'RabbitMQ' })
    t.after(() => Promise.all(brokers.map((broker) => broker.stop())))

    const settings = {
      ...(await settingsOf(t)),
      ...speaking,
      ...Object.assign({}, ...brokers.map(({ env }) => env)),
      API_TOKEN: TOKEN,
      EVENT_SINKS: sinks(
        ...[hook('hook', receiver.url), ...brokers.map(({ sink }) => sink)].map((sink) => ({
          ...sink,
          scopes: ['vertrouwelijk'],
        })),
      ),
    }
    const server = await mortalServer(t, settings)
    await writeAll(server.base)
    const kills = await server.spare()
    assert.ok(kills > 0)
    receiver.behave(takes)

    const { rows } = await beside(t, settings)
    const wanted = new Map<string, string[]>()
    for (const [object, type] of (await rows('select object, type from witness order by id')) as [string, string][])
      wanted.set(object, [...(wanted.get(object) ?? []), type])
    assert.ok(wanted.size > WRITES / 10)
    await eventually(async () => {
      await rows(`update delivery set due = now() where state = 'waiting' and due < 'infinity'`)
      const [[left] = []] =
        await rows(`select (select count(*) from outbox) + (select count(*) from delivery where state <> 'delivered')
        + (select count(*) from event e, sink s where e.position > s.position)`)
      assert.equal(left, '0')
    }, 60_000)
    const overHttp = receiver.received.filter(({ taken }) => taken).map(({ message }) => message as unknown as Told)
    t.diagnostic(`killed ${kills} times; ${assertHeard('webhook', overHttp, wanted)}`)
    for (const broker of brokers) {
      const told = (await broker.heard()).map(({ message }) => message as unknown as Told)
      t.diagnostic(assertHeard(broker.name, told, wanted))
    }
  })
}
