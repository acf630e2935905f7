/** Receivers that fail, hang, answer late and come back: each hears everything in order, and holds up nobody. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { eventually } from '../faults/support/eventually.ts'
import { onBothDatabases, pathOf, type Shown, type TestRegister } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'
import { hangs, late, type Received, type Receiver, refuses, startReceiver, takes } from './support/receiver.ts'
import { hook, SECRET, sinks, speaking } from './support/settings.ts'

const persoon = declared.get('persoon')
const klantcontact = declared.get('klantcontact')

let steady: Receiver
let wayward: Receiver
let narrow: Receiver
before(async () => {
  steady = await startReceiver()
  wayward = await startReceiver()
  narrow = await startReceiver()
})
after(() => Promise.all([steady.stop(), wayward.stop(), narrow.stop()]))
beforeEach(() => {
  for (const one of [steady, wayward, narrow]) {
    one.received.length = 0
    one.behave(takes)
  }
})

const settings = () => ({
  ...speaking,
  EVENT_SINKS: sinks(
    hook('steady', `${steady.url}/hook`, { scopes: ['vertrouwelijk'] }),
    hook('narrow', `${narrow.url}/hook`, {
      scopes: ['klantcontacten.lezen', 'contactgegevens.lezen', 'vertrouwelijk'],
    }),
    hook('wayward', `${wayward.url}/hook`, { types: ['*.persoon-*', '*.klantcontact-*'] }),
  ),
})

const typesOf = (received: readonly Received[], object: string): string[] =>
  received
    .filter(({ message }) => message.subject === object)
    .map(({ message }) => String(message.type).replace('nl.klantinteracties.', ''))

const THREE = ['persoon-aangemaakt', 'persoon-gewijzigd', 'persoon-verwijderd']

/** An object that was made, changed and removed. */
const lived = async (register: TestRegister): Promise<Shown> => {
  const made = await samplesIn(register).make(persoon)
  await register.change(persoon, made.uuid, {})
  await register.send('DELETE', pathOf(persoon, made.uuid))
  return made
}

const rows = async (register: TestRegister, text: string): Promise<unknown[][]> =>
  (await register.database.query({ text, values: [] })).map((row) => Object.values(row))

/** The next attempt of everything that waits is due now. */
const hurry = (register: TestRegister): Promise<void> =>
  register.database.execute(`update delivery set due = now() where state = 'waiting' and due < 'infinity'`)

const overview = async (register: TestRegister, name: string): Promise<Record<string, unknown>> => {
  const { body } = await register.send('GET', '/beheer/api/v1/berichten/overzicht')
  const { ontvangers } = body as { ontvangers: Record<string, unknown>[] }
  return ontvangers.find(({ ontvanger }) => ontvanger === name) ?? {}
}

onBothDatabases((register) => {
  test('a message is a CloudEvent without personal data, signed', async () => {
    const made = await samplesIn(register()).make(persoon, { all: true })
    const [one] = await eventually(() => {
      const found = steady.received.filter(({ message }) => message.subject === made.uuid)
      assert.equal(found.length, 1)
      return found
    })
    assert.ok(one)
    const { id, time, sequence, ...message } = one.message
    const url = `https://klant.example/contactgegevens/api/v1/persoon/${made.uuid}`
    assert.deepEqual(message, {
      specversion: '1.0',
      source: speaking.EVENT_SOURCE,
      type: 'nl.klantinteracties.persoon-aangemaakt',
      subject: made.uuid,
      dataref: url,
      datacontenttype: 'application/json',
      data: { resource: 'persoon', uuid: made.uuid, url, gevolg: false },
    })
    assert.match(String(sequence), /^\d{19}$/)
    assert.match(String(time), /Z$/)
    const { 'webhook-id': signed, 'webhook-timestamp': at, 'webhook-signature': signature } = one.headers
    assert.equal(signed, id)
    assert.ok(Math.abs(Number(at) - Date.now() / 1000) < 60)
    const wanted = createHmac('sha256', SECRET).update(`${signed}.${at}.${one.body}`).digest('base64')
    assert.equal(signature, `v1,${wanted}`)
    assert.match(String(one.headers['content-type']), /^application\/cloudevents\+json/)
  })

  test('a receiver hears only of what it asked for, and of confidential contacts only with that scope', async () => {
    const { make } = samplesIn(register())
    const secret = await make(klantcontact, { set: { vertrouwelijk: true } })
    const task = await make(declared.get('betrokkene'), { set: { hadKlantcontact: { uuid: secret.uuid } } })
    const open = await make(klantcontact, { set: { vertrouwelijk: false } })
    const actor = await make(declared.get('actor'))
    await register().send('DELETE', pathOf(klantcontact, secret.uuid))
    const last = await lived(register())
    await eventually(() => {
      assert.deepEqual(typesOf(wayward.received, last.uuid), THREE)
      assert.deepEqual(typesOf(steady.received, last.uuid), THREE)
    })
    assert.deepEqual(
      [secret, task, actor].map(({ uuid }) => typesOf(wayward.received, uuid)),
      [[], [], []],
    )
    assert.deepEqual(typesOf(wayward.received, open.uuid), ['klantcontact-aangemaakt'])
    assert.deepEqual(typesOf(steady.received, secret.uuid), ['klantcontact-aangemaakt', 'klantcontact-verwijderd'])
    assert.deepEqual(typesOf(steady.received, task.uuid), ['betrokkene-aangemaakt', 'betrokkene-verwijderd'])
    assert.deepEqual(typesOf(steady.received, actor.uuid), ['actor-aangemaakt'])
  })

  test('a receiver hears only of the groups that it reads, and of what is behind a veil with its scope', async () => {
    const { make } = samplesIn(register())
    const actor = await make(declared.get('actor'))
    const contact = await make(klantcontact, { set: { vertrouwelijk: true } })
    const partij = await make(declared.get('partij'), { set: { indicatieGeheimhouding: true } })
    const set = { verstrektDoorPartij: { uuid: partij.uuid }, verstrektDoorBetrokkene: null }
    const adres = await make(declared.get('digitaalAdres'), { set })
    const last = await lived(register())
    await eventually(() => {
      for (const one of [narrow, steady, wayward]) assert.deepEqual(typesOf(one.received, last.uuid), THREE)
    })
    const heard = ({ received }: Receiver): number[] =>
      [actor, contact, partij, adres].map(({ uuid }) => typesOf(received, uuid).length)
    assert.deepEqual(heard(narrow), [0, 1, 0, 0])
    assert.deepEqual(heard(steady), [1, 1, 1, 0], 'an address of who asked for geheimhouding needs that scope')
  })

  test('what a receiver may not hear of any more is not sent for having waited', async () => {
    const made = await samplesIn(register()).make(klantcontact, { set: { vertrouwelijk: false } })
    await eventually(() => assert.equal(typesOf(wayward.received, made.uuid).length, 1))
    await eventually(async () => assert.equal((await overview(register(), 'wayward')).wachtend, 0))
    await register().database.execute(`update event set behind = '{vertrouwelijk}' where object = '${made.uuid}'`)
    const [[id] = []] = await rows(register(), `select event from event where object = '${made.uuid}'`)
    const ask = { ontvanger: 'wayward', id }
    assert.deepEqual((await register().send('POST', '/beheer/api/v1/berichten/opnieuw', ask)).body, { aantal: 1 })
    await eventually(async () => {
      const of = `select state, reason from delivery where sink = 'wayward' and object = '${made.uuid}'`
      assert.deepEqual(await rows(register(), of), [['dead', 'not for this receiver']])
    })
    assert.equal(typesOf(wayward.received, made.uuid).length, 1)
    await register().database.execute(`delete from delivery where object = '${made.uuid}'`)
  })

  test('a receiver that refuses is tried again, in order, and others do not notice', async () => {
    wayward.behave(refuses(500))
    const made = await lived(register())
    await eventually(() => assert.deepEqual(typesOf(steady.received, made.uuid), THREE))
    await eventually(() => assert.ok(wayward.received.length >= 2))
    assert.deepEqual([...new Set(typesOf(wayward.received, made.uuid))], ['persoon-aangemaakt'], 'the next ones wait')
    await eventually(async () => {
      const [failed, ...behind] = await rows(
        register(),
        `select state, attempts > 0 as failed, due < 'infinity' as planned, reason from delivery where sink = 'wayward' and object = '${made.uuid}' order by position`,
      )
      assert.deepEqual(failed, ['waiting', true, true, 'HTTP 500'])
      assert.deepEqual(behind, [
        ['waiting', false, false, ''],
        ['waiting', false, false, ''],
      ])
    })
    wayward.behave(takes)
    await hurry(register())
    const taken = () => wayward.received.filter((one) => one.taken)
    await eventually(() => assert.deepEqual(typesOf(taken(), made.uuid), THREE))
    const ids = wayward.received.filter(({ message }) => message.subject === made.uuid).map(({ headers }) => headers)
    assert.equal(ids[0]?.['webhook-id'], ids[1]?.['webhook-id'], 'the same id at each attempt')
  })

  test('a receiver that hangs holds up no write and no other receiver', async () => {
    wayward.behave(hangs)
    const begun = performance.now()
    const made = await Promise.all(Array.from({ length: 40 }, () => samplesIn(register()).make(persoon)))
    await eventually(() => {
      for (const { uuid } of made) assert.deepEqual(typesOf(steady.received, uuid), ['persoon-aangemaakt'])
    })
    assert.ok(performance.now() - begun < 10_000)
    await eventually(async () => {
      const [[found] = []] = await rows(
        register(),
        `select reason from delivery where sink = 'wayward' and reason = 'timeout' limit 1`,
      )
      assert.equal(found, 'timeout')
    })
    wayward.behave(takes)
    await eventually(async () => {
      await hurry(register())
      const taken = wayward.received.filter((one) => one.taken)
      for (const { uuid } of made) assert.ok(typesOf(taken, uuid).length > 0)
    }, 20_000)
  })

  test('a late answer counts, and one event is not sent beside the next of its object', async () => {
    let atOnce = 0
    let most = 0
    wayward.behave((answer, received) => {
      most = Math.max(most, ++atOnce)
      answer.on('close', () => atOnce--)
      late(300)(answer, received)
    })
    const made = await lived(register())
    await eventually(() => assert.deepEqual(typesOf(wayward.received, made.uuid), THREE))
    assert.equal(most, 1)
  })

  test('an answer that points elsewhere is a refusal', async () => {
    wayward.behave((answer) => void answer.writeHead(307, { location: `${steady.url}/stolen` }).end())
    const made = await samplesIn(register()).make(persoon)
    await eventually(async () => {
      const found = await rows(
        register(),
        `select reason from delivery where object = '${made.uuid}' and sink = 'wayward'`,
      )
      assert.deepEqual(found, [['HTTP 307']])
    })
    assert.ok(!steady.received.some(({ path }) => path === '/stolen'))
  })

  test('after eight attempts it is given up, what is behind it goes on, and it can be sent again', async () => {
    await register().database.execute('delete from delivery')
    wayward.behave((answer, received) =>
      (String(received.message.type).endsWith('aangemaakt')
        ? refuses(
            400,
            JSON.stringify({ code: 'invalid', invalidParams: [{ name: 'kanaal', code: 'message', reason: 'x' }] }),
          )
        : takes)(answer, received),
    )
    const made = await lived(register())
    const state = `select state, attempts, reason from delivery where sink = 'wayward' and object = '${made.uuid}' order by position`
    await eventually(async () => {
      await hurry(register())
      assert.deepEqual((await rows(register(), state))[0], ['dead', 8, 'HTTP 400 invalid kanaal:message'])
    }, 20_000)
    await eventually(async () => {
      assert.deepEqual((await rows(register(), state)).slice(1), [
        ['delivered', 1, ''],
        ['delivered', 1, ''],
      ])
    })
    assert.equal((await overview(register(), 'wayward')).vervallen, 1)
    const metrics = await (await fetch(`${register().base}/metrics`)).text()
    assert.match(metrics, /^events_dead\{sink="wayward"\} 1$/m)
    assert.match(metrics, /^events_dead\{sink="steady"\} 0$/m)

    wayward.received.length = 0
    wayward.behave(takes)
    const again = await register().send('POST', '/beheer/api/v1/berichten/opnieuw', { ontvanger: 'wayward' })
    assert.deepEqual(again.body, { aantal: 1 })
    await eventually(() => assert.deepEqual(typesOf(wayward.received, made.uuid), ['persoon-aangemaakt']))
    await eventually(async () => assert.equal((await overview(register(), 'wayward')).vervallen, 0))
  })

  test('since a moment: what was delivered is sent again, in order', async () => {
    const since = new Date().toISOString()
    const made = await lived(register())
    await eventually(() => assert.deepEqual(typesOf(steady.received, made.uuid), THREE))
    await eventually(async () => assert.equal((await overview(register(), 'steady')).wachtend, 0))
    const ask = { ontvanger: 'steady', status: 'afgeleverd', sinds: since }
    const again = await register().send('POST', '/beheer/api/v1/berichten/opnieuw', ask)
    assert.deepEqual(again.body, { aantal: 3 })
    await eventually(() => assert.deepEqual(typesOf(steady.received, made.uuid), [...THREE, ...THREE]))
  })

  test('destruction empties what was kept, and is told with the number of its list', async () => {
    const { make } = samplesIn(register())
    const made = await make(klantcontact, { set: { vertrouwelijk: true } })
    await eventually(() => assert.equal(typesOf(steady.received, made.uuid).length, 1))
    await register().database.execute(`update event set facts = '{"nummer": "1"}' where object = '${made.uuid}';
      select erase_messages('klantcontact', '${made.uuid}', '2026-7', false)`)
    await eventually(() => assert.equal(typesOf(steady.received, made.uuid).at(-1), 'klantcontact-vernietigd'))
    assert.match(String(steady.received.at(-1)?.body), /"lijst":"2026-7"/)
    assert.deepEqual(typesOf(wayward.received, made.uuid), [], 'still confidential')
    assert.deepEqual(
      await rows(register(), `select facts::text from event where object = '${made.uuid}' order by position`),
      [['{}'], ['{"lijst": "2026-7"}']],
    )
  })
}, settings)
