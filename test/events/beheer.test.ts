/** What an administrator sees of events, over HTTP and on the command line. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { api } from '../faults/support/api.ts'
import { adres } from '../faults/support/bodies.ts'
import { beside } from '../faults/support/databases.ts'
import { eventually } from '../faults/support/eventually.ts'
import { runToEnd, serve } from '../server/program.ts'
import { skip, scratchDatabaseUrl } from '../server/scratch-database.ts'
import { refuses, startReceiver, takes } from './support/receiver.ts'
import { complaintsAbout } from '../support/openapi-validator.ts'
import { hook, SECRET, sinks, speaking } from './support/settings.ts'

const TOKEN = 'geheim'
/** A token with the scope `beheer`, which that of the environment has not. */
const ADMIN = 'beheer-token'

interface Shown {
  readonly status: number
  readonly type: string | null
  readonly body: Record<string, unknown> & { resultaten: Record<string, unknown>[] }
}

/** A register with a receiver that refuses everything. */
const start = async (t: TestContext) => {
  const receiver = await startReceiver()
  t.after(() => receiver.stop())
  receiver.behave(refuses(500))
  const settings = {
    ...speaking,
    DATABASE_URL: await scratchDatabaseUrl(t),
    API_TOKEN: TOKEN,
    EVENT_RETRY: '60m',
    EVENT_SINKS: sinks(hook('een', receiver.url), hook('ander', `${receiver.url}/ander`, { types: ['*.actor-*'] })),
  }
  const server = await serve(t, settings)
  const ask = async (path: string, body?: object, token = ADMIN): Promise<Shown> => {
    const method = body ? 'POST' : 'GET'
    const address = `/beheer/api/v1${path}`
    const answer = await fetch(server.base + address, {
      method,
      headers: { authorization: `Token ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    assert.equal(answer.headers.get('api-version'), '1.0.0')
    const { status } = answer
    const given = (await answer.json()) as Shown['body']
    assert.deepEqual(complaintsAbout({ method, path: address, status, body: given }), [])
    return { status, type: answer.headers.get('content-type'), body: given }
  }
  const { send } = api(server.base, TOKEN)
  const { rows } = await beside(t, settings)
  await rows(`insert into token (identifier, hash, scopes) values ('beheer', sha256('${ADMIN}'), '{beheer}')`)
  return { receiver, settings, server, ask, send, rows }
}

test('berichten over HTTP: listed, looked into, sent again', { skip }, async (t) => {
  const { receiver, ask, send, rows } = await start(t)
  const made = String((await send('POST', '/digitaleadressen', adres())).body.uuid)
  await send('PATCH', `/digitaleadressen/${made}`, { omschrijving: 'anders' })
  await eventually(async () => assert.equal((await ask('/berichten?status=mislukt')).body.resultaten.length, 1))

  const counted = {
    ontvangers: [
      { ontvanger: 'ander', wachtend: 0, mislukt: 0, afgeleverd: 0, vervallen: 0 },
      { ontvanger: 'een', wachtend: 1, mislukt: 1, afgeleverd: 0, vervallen: 0 },
    ],
  }
  // The second is looked at in a turn of its own, perhaps.
  await eventually(async () => assert.deepEqual((await ask('/berichten/overzicht')).body, counted))
  const { body } = await ask('/berichten')
  const [behind, failed] = body.resultaten
  assert.equal(body.resultaten.length, 2)
  assert.equal(body.volgende, null)
  assert.equal(behind?.status, 'wachtend')
  const { id, tijd, volgendePoging, laatstePoging, volgnummer, ...known } = failed ?? {}
  assert.deepEqual(known, {
    ontvanger: 'een',
    status: 'mislukt',
    type: 'nl.klantinteracties.digitaal-adres-aangemaakt',
    resource: 'digitaalAdres',
    object: made,
    gevolg: false,
    vertrouwelijk: false,
    pogingen: 1,
    reden: 'HTTP 500',
  })
  assert.ok(Date.parse(String(volgendePoging)) > Date.parse(String(laatstePoging)))
  assert.ok(Date.parse(String(tijd)) <= Date.parse(String(laatstePoging)))

  for (const [query, count] of [
    ['ontvanger=ander', 0],
    ['type=*-gewijzigd', 1],
    ['type=nl.klantinteracties.digitaal-adres-aangemaakt', 1],
    [`object=${made}`, 2],
    ['sinds=2999-01-01', 0],
    [`id=${id}`, 1],
    ['page=2', 0],
  ] as const)
    assert.equal((await ask(`/berichten?${query}`)).body.resultaten.length, count, query)

  const one = await ask(`/berichten/${id}`)
  assert.deepEqual(one.body.kenmerken, {})
  assert.equal((one.body.ontvangers as unknown[]).length, 1)

  await rows(`update delivery set state = 'dead' where attempts > 0`)
  receiver.behave(takes)
  assert.deepEqual((await ask('/berichten/opnieuw', { status: 'vervallen', type: '*-gewijzigd' })).body, { aantal: 0 })
  assert.deepEqual((await ask('/berichten/opnieuw', { status: 'vervallen', type: '*-aangemaakt' })).body, { aantal: 1 })
  await eventually(async () =>
    assert.deepEqual((await ask('/berichten/overzicht')).body.ontvangers, [
      { ontvanger: 'ander', wachtend: 0, mislukt: 0, afgeleverd: 0, vervallen: 0 },
      { ontvanger: 'een', wachtend: 0, mislukt: 0, afgeleverd: 2, vervallen: 0 },
    ]),
  )
})

test('an event that has no place yet waits for every receiver', { skip }, async (t) => {
  const { ask, send, rows } = await start(t)
  const waiting = async (): Promise<unknown[]> => {
    const { ontvangers } = (await ask('/berichten/overzicht')).body as unknown as { ontvangers: { wachtend: number }[] }
    return ontvangers.map(({ wachtend }) => wachtend)
  }
  await eventually(async () => assert.deepEqual(await waiting(), [0, 0]))
  await rows(`select pg_advisory_lock(hashtext('klantinteracties.event'), hashtext('klantinteracties'))`)
  for (let n = 0; n < 3; n++) assert.equal((await send('POST', '/digitaleadressen', adres())).status, 201)
  assert.deepEqual(await rows('select count(*)::int from klantinteracties.outbox'), [[3]])
  assert.deepEqual(await waiting(), [3, 3])
  await rows('select pg_advisory_unlock_all()')
  await eventually(async () => assert.deepEqual(await waiting(), [0, 0]))
})

test('who may not, and what is wrong, is told; every fault is named', { skip }, async (t) => {
  const { ask, server } = await start(t)
  const refused = await ask('/berichten', undefined, 'f'.repeat(40))
  assert.equal(refused.status, 401)
  assert.equal(refused.type, 'application/problem+json')
  const lacking = await ask('/berichten', undefined, TOKEN)
  assert.equal(lacking.status, 403)
  assert.match(String(lacking.body.detail), /beheer/)
  const wrong = await ask('/berichten?status=weg&object=x&sinds=gisteren&kleur=rood')
  assert.equal(wrong.status, 400)
  const faults = wrong.body.invalidParams as readonly { readonly name: string }[]
  assert.deepEqual(faults.map(({ name }) => name).sort(), ['kleur', 'object', 'sinds', 'status'])
  assert.equal((await ask('/berichten?page=0')).status, 400)
  assert.equal((await ask('/berichten/opnieuw', {})).status, 400)
  assert.equal((await ask('/berichten/opnieuw', { kleur: 'rood' })).status, 400)
  assert.equal((await ask('/berichten/095be615-a8ad-4c33-8e9c-c7612fbf6c9f')).status, 404)
  assert.equal((await ask('/berichten/x')).status, 404)
  const broken = await fetch(`${server.base}/beheer/api/v1/berichten/opnieuw`, {
    method: 'POST',
    headers: { authorization: `Token ${ADMIN}`, 'content-type': 'application/json' },
    body: '{',
  })
  assert.equal(broken.status, 400)
  assert.doesNotMatch(await broken.text(), /\n\s+at |\.[jt]s:\d/, 'no stack')
})

test('berichten on the command line', { skip }, async (t) => {
  const { receiver, settings, send } = await start(t)
  await send('POST', '/digitaleadressen', adres())
  await eventually(async () => {
    const { out } = await runToEnd(t, ['berichten', 'list', '--state', 'failed'], settings)
    assert.match(out, / een {2}failed {2}nl\.klantinteracties\.digitaal-adres-aangemaakt .* HTTP 500\n$/)
  })
  const listed = await runToEnd(t, ['berichten', 'list', '--json', '--sink', 'een'], settings)
  const [one] = JSON.parse(listed.out) as { event: { id: string } }[]
  receiver.behave(takes)
  assert.equal((await runToEnd(t, ['berichten', 'resend'], settings)).code, 1)
  assert.equal((await runToEnd(t, ['berichten', 'resend', '--id', 'x'], settings)).code, 2)
  const again = await runToEnd(t, ['berichten', 'resend', '--id', one?.event.id ?? ''], settings)
  assert.equal(again.out, '1\n')
  await eventually(() => assert.ok(receiver.received.some(({ taken }) => taken)))
})

test('kanalen registreren makes what is not there', { skip }, async (t) => {
  const receiver = await startReceiver()
  t.after(() => receiver.stop())
  receiver.behave((answer, { path }) => {
    const isKnown = path === '/kanaal?naam=partijen'
    answer.writeHead(200, { 'content-type': 'application/json' }).end(isKnown ? '[{"naam": "partijen"}]' : '[]')
  })
  const settings = {
    BASE_URL: 'https://klant.example',
    NOTIFICATIES_API_ROOT: receiver.url,
    NOTIFICATIES_CLIENT_ID: 'klant',
    NOTIFICATIES_SECRET: SECRET,
  }
  const { code, out } = await runToEnd(t, ['kanalen', 'registreren'], settings)
  assert.equal(code, 0)
  assert.deepEqual(out.trim().split('\n').sort(), ['internetaken  made', 'klantcontacten  made', 'partijen  was there'])
  const made = receiver.received.filter(({ body }) => body !== '').map(({ message }) => message)
  assert.deepEqual(
    made.find(({ naam }) => naam === 'klantcontacten'),
    {
      naam: 'klantcontacten',
      documentatieLink: 'https://klant.example/ref/kanalen/#klantcontacten',
      filters: ['hoofdOnderwerpType', 'indicatieContactGelukt', 'verdereActieOndernomen'],
    },
  )
  receiver.behave(refuses(403))
  const refused = await runToEnd(t, ['kanalen', 'registreren'], settings)
  assert.equal(refused.code, 1)
  assert.match(refused.err, /403/)
  assert.equal((await runToEnd(t, ['kanalen', 'registreren'])).code, 1)
})
