/** A request that is sent more than once with the same key is done once. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { once } from '../../src/features/idempotency/once.ts'
import { forget } from '../../src/features/idempotency/kept.ts'
import { changeToken, createToken } from '../../src/features/tokens/tokens.ts'
import type { Resource } from '../../src/model/resource.ts'
import { systemCaller } from '../../src/operations/caller.ts'
import type { Call } from '../../src/operations/context.ts'
import { Statements } from '../../src/operations/statements.ts'
import { resources } from '../../src/resources/index.ts'
import type { Database } from '../../src/sql/database.ts'
import { callerWith } from '../support/callers.ts'
import { eventually } from '../faults/support/eventually.ts'
import { type Answer, type Body, type Fault, onBothDatabases, pathOf, type Shown } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'

const KLANTCONTACT = declared.get('klantcontact')
const MAAK = '/klantinteracties/api/v1/maak-klantcontact'
const REPLAYED = 'idempotent-replayed'

/** A subject that no other contact has. */
const someText = (): string => `onderwerp ${Math.random()}`

onBothDatabases((register) => {
  const post = (path: string, body: unknown, key: string, as = register()): Promise<Answer> =>
    as.send('POST', path, body, { 'idempotency-key': key })

  const contact = (onderwerp: string, more: Body = {}): Body => ({
    kanaal: 'telefoon',
    onderwerp,
    taal: 'nld',
    vertrouwelijk: false,
    ...more,
  })

  const countOf = async (onderwerp: string): Promise<number> => {
    const text = 'select count(*)::int as n from klantcontact where onderwerp = $1'
    const [row] = await register().database.query({ text, values: [onderwerp] })
    return Number(row?.n)
  }

  const rows = async (): Promise<readonly Record<string, unknown>[]> =>
    register().database.query({ text: 'select * from remembered_answer order by made_at', values: [] })

  const forgetAll = () => register().database.execute('delete from remembered_answer')

  for (const resource of resources as readonly Resource[]) {
    test(`POST ${resource.path}: the same answer again, and one object`, async () => {
      const body = await samplesIn(register()).body(resource)
      const [key, before] = [randomUUID(), (await register().list(resource)).count]
      const first = await post(pathOf(resource), body, key)
      assert.equal(first.status, 201, JSON.stringify(first.body))
      assert.equal(first.headers.get(REPLAYED), null)
      const again = await post(pathOf(resource), body, key)
      assert.equal(again.status, 201)
      assert.deepEqual(again.body, first.body)
      for (const name of ['location', 'etag', 'content-type', 'api-version', 'allow']) {
        assert.equal(again.headers.get(name), first.headers.get(name), name)
      }
      assert.equal(again.headers.get(REPLAYED), 'true')
      const count = (await register().list(resource)).count
      assert.equal(count, before + 1)
      const history = await register().send('GET', `${pathOf(resource, (first.body as Shown).uuid)}/historie`)
      assert.equal((history.body as Body).count, 1)
    })
  }

  test('maak-klantcontact and tokens as well', async () => {
    const onderwerp = someText()
    const body = { klantcontact: contact(onderwerp), betrokkene: { rol: 'klant', initiator: true } }
    const key = randomUUID()
    const [first, again] = [await post(MAAK, body, key), await post(MAAK, body, key)]
    assert.equal(first.status, 201)
    assert.deepEqual(again.body, first.body)
    assert.equal(await countOf(onderwerp), 1)

    const token = { identifier: `t${randomUUID().slice(0, 8)}`, scopes: ['partijen.lezen'] }
    const made = await post('/beheer/api/v1/tokens', token, key.replace('-', '+'))
    assert.equal(made.status, 201)
    const same = await post('/beheer/api/v1/tokens', token, key.replace('-', '+'))
    assert.deepEqual(same.body, made.body)
    assert.equal(same.headers.get(REPLAYED), 'true')
    const secret = (made.body as { token: string }).token
    const stored = JSON.stringify(
      (await rows()).map((row) =>
        Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : value)),
      ),
    )
    assert.ok(!stored.includes(secret), 'nobody reads the token in the table')
    assert.ok(!stored.includes(onderwerp), 'nor what a contact was about')
  })

  test('fifty at once: one is done, and all hear of it', async () => {
    const onderwerp = someText()
    const key = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => post(pathOf(KLANTCONTACT), contact(onderwerp), key)),
    )
    assert.equal(await countOf(onderwerp), 1)
    const uuids = new Set(answers.map(({ body }) => (body as Shown).uuid))
    assert.equal(uuids.size, 1)
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201])
    assert.equal(answers.filter(({ headers }) => headers.get(REPLAYED) === null).length, 1)
  })

  test('an answer that came just before the lock was had is found all the same, and nothing is done twice', async () => {
    const { database } = register()
    const call = { places: {}, suffix: '', caller: systemCaller('test') }
    const asked = { key: randomUUID(), path: '/x', body: Buffer.from('x') }
    const statements = new Statements()
    const naam = someText()
    const text = 'insert into actor (uuid, naam) values (gen_random_uuid(), $1)'
    const work = async ({ within }: Call) => {
      await within?.transaction((tx) => tx.query({ text, values: [naam] }))
      return { it: 'is done' }
    }
    await once({ database, statements }, call, asked, work)
    // Who looks sees what was there when its statement began: not yet the answer.
    let looks = 0
    const late: Database = {
      ...database,
      transaction: (inside, cancellation) =>
        database.transaction(
          (tx) =>
            inside({
              ...tx,
              query: async (one) => (looks++ === 0 ? [{ is_ours: true, is_known: false }] : tx.query(one)),
            }),
          cancellation,
        ),
    }
    const again = await once({ database: late, statements }, call, asked, work)
    assert.deepEqual(again, { answer: { it: 'is done' }, isAgain: true })
    const made = await database.query({ text: 'select from actor where naam = $1', values: [naam] })
    assert.equal(made.length, 1)
    assert.ok(looks > 2)
  })

  test('while the first still runs, the second waits a little and is told to come back', async () => {
    const { database } = register()
    const onderwerp = someText()
    const key = randomUUID()
    const { body } = await register().send('POST', '/klantinteracties/api/v1/actoren', {
      naam: 'a',
      soortActor: 'medewerker',
      indicatieActief: true,
    })
    const actor = (body as Shown).uuid
    const path = pathOf(declared.get('actorKlantcontact'))
    const klantcontact = await register().create(KLANTCONTACT, contact(onderwerp))
    const given = { actor: { uuid: actor }, klantcontact: { uuid: klantcontact.uuid } }
    let first: Promise<Answer> = Promise.reject(new Error('not sent'))
    first.catch(() => {})
    await database.transaction(async (tx) => {
      // What is referred to cannot be, so the first must wait.
      await tx.query({ text: 'select from klantcontact where uuid = $1 for update', values: [klantcontact.uuid] })
      first = post(path, given, key)
      await eventually(async () => {
        const waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
        assert.equal((await database.query({ text: waiting, values: [] })).length, 1)
      })
      const since = performance.now()
      const busy = await post(path, given, key)
      assert.equal(busy.status, 409)
      assert.equal(busy.headers.get('retry-after'), '1')
      assert.equal((busy.body as Body).code, 'verzoek-loopt-nog')
      assert.ok(performance.now() - since > 900, 'it waited')
    })
    const done = await first
    assert.equal(done.status, 201)
    assert.deepEqual((await post(path, given, key)).body, done.body)
  })

  test('a key is of one request, and of one caller', async () => {
    const [one, other, key] = [someText(), someText(), randomUUID()]
    assert.equal((await post(pathOf(KLANTCONTACT), contact(one), key)).status, 201)
    const different = await post(pathOf(KLANTCONTACT), contact(other), key)
    assert.equal(different.status, 422)
    assert.equal((different.body as Body).code, 'sleutel-hergebruikt')
    assert.equal((await post(`${pathOf(KLANTCONTACT)}.json`, contact(one), key)).status, 422, 'another address')
    assert.equal(await countOf(other), 0)

    const someone = await callerWith(register(), { scopes: ['klantcontacten.lezen', 'klantcontacten.schrijven'] })
    const answer = await post(pathOf(KLANTCONTACT), contact(other), key, someone)
    assert.equal(answer.status, 201, 'the same key of another')
    assert.equal(answer.headers.get(REPLAYED), null)
    assert.equal(await countOf(other), 1)
  })

  test('a refusal is not remembered: what is put right may come with the same key', async () => {
    const [onderwerp, key] = [someText(), randomUUID()]
    const wrong = contact(onderwerp, { taal: 'nederlands' })
    assert.equal((await post(pathOf(KLANTCONTACT), wrong, key)).status, 400)
    assert.equal((await post(pathOf(KLANTCONTACT), wrong, key)).status, 400)
    const right = await post(pathOf(KLANTCONTACT), contact(onderwerp), key)
    assert.equal(right.status, 201)
    assert.equal(right.headers.get(REPLAYED), null)
    assert.equal(await countOf(onderwerp), 1)
  })

  test('a taken number is found out inside the transaction of the key too', async () => {
    const nummer = String(700_000 + Math.floor(Math.random() * 100_000))
    assert.equal((await post(pathOf(KLANTCONTACT), contact('a', { nummer }), randomUUID())).status, 201)
    const key = randomUUID()
    const taken = await post(pathOf(KLANTCONTACT), contact('b', { nummer }), key)
    assert.equal(taken.status, 400)
    assert.equal((taken.body as { invalidParams: readonly Fault[] }).invalidParams[0]?.code, 'unique')
    assert.equal((await post(pathOf(KLANTCONTACT), contact('b'), key)).status, 201)
  })

  test('keys that cannot be are refused; quotation marks make no difference', async () => {
    for (const key of ['', '""', 'a b', 'a, b', 'x'.repeat(256), '"a', 'é']) {
      const headers = { 'idempotency-key': Buffer.from(key).toString('latin1') }
      const answer = await register().send('POST', pathOf(KLANTCONTACT), contact('a'), headers)
      assert.equal(answer.status, 400, key)
      assert.equal((answer.body as { invalidParams: readonly Fault[] }).invalidParams[0]?.name, 'Idempotency-Key')
    }
    const [onderwerp, key] = [someText(), randomUUID()]
    const plain = await post(pathOf(KLANTCONTACT), contact(onderwerp), key)
    const quoted = await post(pathOf(KLANTCONTACT), contact(onderwerp), `"${key}"`)
    assert.deepEqual(quoted.body, plain.body)
    assert.equal((await post(pathOf(KLANTCONTACT), contact(randomUUID()), 'x'.repeat(255))).status, 201)
    const other = await register().send(
      'PATCH',
      pathOf(KLANTCONTACT, (plain.body as Shown).uuid),
      {},
      { 'idempotency-key': '' },
    )
    assert.equal(other.status, 200, 'of other methods it says nothing')
  })

  test('who has other rights since is not shown the answer, and nothing is done twice', async () => {
    const name = `minder-${randomUUID().slice(0, 8)}`
    const { database } = register()
    const all = ['klantcontacten.lezen', 'klantcontacten.schrijven', 'vertrouwelijk'] as const
    const caller = register().as(await createToken(database, name, { scopes: all }))
    const [onderwerp, key] = [someText(), randomUUID()]
    const secret = contact(onderwerp, { vertrouwelijk: true })
    while ((await caller.send('GET', pathOf(KLANTCONTACT))).status === 401) await wait(20)
    assert.equal((await post(pathOf(KLANTCONTACT), secret, key, caller)).status, 201)
    await changeToken(database, name, { scopes: all.slice(0, 2) })
    let again = await post(pathOf(KLANTCONTACT), secret, key, caller)
    for (let tries = 0; again.status === 201 && tries < 100; tries++) {
      await wait(100)
      again = await post(pathOf(KLANTCONTACT), secret, key, caller)
    }
    assert.equal(again.status, 409)
    assert.equal((again.body as Body).code, 'rechten-gewijzigd')
    assert.ok(!JSON.stringify(again.body).includes(onderwerp))
    assert.equal(again.headers.get('location'), null)
    await changeToken(database, name, { scopes: all.slice(0, 1) })
    while (again.status !== 403) {
      await wait(100)
      again = await post(pathOf(KLANTCONTACT), secret, key, caller)
    }
    assert.equal(await countOf(onderwerp), 1)
  })

  test('after a day it is a new request, and nothing of the old one is kept', async () => {
    await forgetAll()
    const { database } = register()
    const [onderwerp, key] = [someText(), randomUUID()]
    const first = await post(pathOf(KLANTCONTACT), contact(onderwerp), key)
    const age = (hours: string) =>
      database.execute(`update remembered_answer set made_at = now() - interval '${hours}'`)
    await age('23 hours 59 minutes')
    assert.deepEqual((await post(pathOf(KLANTCONTACT), contact(onderwerp), key)).body, first.body)
    await forget(database)
    assert.equal((await rows()).length, 1)
    await age('24 hours 1 second')
    const later = await post(pathOf(KLANTCONTACT), contact(onderwerp, { inhoud: 'x' }), key)
    assert.equal(later.status, 201)
    assert.equal(later.headers.get(REPLAYED), null)
    assert.equal(await countOf(onderwerp), 2)
    assert.deepEqual((await post(pathOf(KLANTCONTACT), contact(onderwerp, { inhoud: 'x' }), key)).body, later.body)
    assert.equal((await rows()).length, 1)
    await age('25 hours')
    await forget(database)
    assert.deepEqual(await rows(), [])
  })

  let approver = ''
  before(async () => {
    approver = await createToken(register().database, 'goedkeurder', { scopes: ['vernietiging.goedkeuren'] })
  })

  test('what is destroyed goes from the answers too, and does not come back when the request does', async () => {
    await forgetAll()
    const [onderwerp, key, kept] = [someText(), randomUUID(), someText()]
    const made = (await post(pathOf(KLANTCONTACT), contact(onderwerp), key)).body as Shown
    const betrokkene = { rol: 'klant', initiator: true, hadKlantcontact: { uuid: made.uuid } }
    const path = pathOf(declared.get('betrokkene'))
    assert.equal((await post(path, betrokkene, `${key}-b`)).status, 201)
    const other = await post(pathOf(KLANTCONTACT), contact(kept), `${key}-c`)
    const lists = '/beheer/api/v1/vernietigingen'
    const list = await register().send('POST', lists, { grond: 'avg_17', objecten: [made.url] })
    assert.equal(list.status, 201)
    const done = await register()
      .as(approver)
      .send('POST', `${lists}/${(list.body as Shown).uuid}/goedkeuren`)
    assert.equal(done.status, 200, JSON.stringify(done.body))
    assert.deepEqual(
      (await rows()).map(({ sealed, objects }) => [sealed === null, (objects as unknown[]).length]),
      [
        [true, 0],
        [true, 0],
        [false, 1],
      ],
    )
    for (const [address, body, its] of [
      [pathOf(KLANTCONTACT), contact(onderwerp), key],
      [path, betrokkene, `${key}-b`],
    ] as const) {
      const again = await post(address, body, its)
      assert.equal(again.status, 410)
      assert.equal((again.body as Body).code, 'antwoord-vernietigd')
    }
    assert.equal(await countOf(onderwerp), 0)
    assert.deepEqual((await post(pathOf(KLANTCONTACT), contact(kept), `${key}-c`)).body, other.body)
  })

  test('proposals, approvals and messages to be sent again are made once too', async () => {
    const made = await register().create(KLANTCONTACT, contact(someText()))
    const lists = '/beheer/api/v1/vernietigingen'
    const proposal = { grond: 'archiefwet', objecten: [made.url] }
    const key = randomUUID()
    const [list, same] = [await post(lists, proposal, key), await post(lists, proposal, key)]
    assert.equal(list.status, 201)
    assert.deepEqual(same.body, list.body)
    assert.equal(same.headers.get('location'), list.headers.get('location'))
    const approving = register().as(approver)
    const approve = `${lists}/${(list.body as Shown).uuid}/goedkeuren`
    const done = await post(approve, undefined, `${key}-g`, approving)
    assert.equal(done.status, 200)
    assert.ok((done.body as Body).certificaat, 'it sees what it has just done')
    const again = await post(approve, undefined, `${key}-g`, approving)
    assert.equal(again.status, 200, 'and not: already destroyed')
    assert.deepEqual(again.body, done.body)
    assert.equal((await post(approve, undefined, `${key}-h`, approving)).status, 400)

    const wanted = { ontvanger: 'iemand' }
    const resent = await post('/beheer/api/v1/berichten/opnieuw', wanted, `${key}-b`)
    assert.deepEqual(resent.body, { aantal: 0 })
    const resame = await post('/beheer/api/v1/berichten/opnieuw', wanted, `${key}-b`)
    assert.equal(resame.headers.get(REPLAYED), 'true')
  })

  test('without a key nothing is kept', async () => {
    await forgetAll()
    await register().create(KLANTCONTACT, contact('a'))
    assert.deepEqual(await rows(), [])
  })
})
