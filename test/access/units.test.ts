/** `ZICHT=eenheid`: what is of one's own units, and what is known of the rest. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { OPEN_KLANT_SCOPES } from '../../src/model/scopes.ts'
import { callerWith } from '../support/callers.ts'
import { type Body, type List, onBothDatabases, type Shown, type TestRegister } from '../support/register.ts'
import { declared } from '../support/sample.ts'

const of = (name: string) => declared.get(name)
const [klantcontacten, taken, actoren, koppelingen] = [
  of('klantcontact'),
  of('interneTaak'),
  of('actor'),
  of('actorKlantcontact'),
]
const [betrokkenen, onderwerpen] = [of('betrokkene'), of('onderwerpobject')]
const api = '/klantinteracties/api/v1'
const uuidsOf = (shown: unknown): string[] => (shown as Shown[]).map(({ uuid }) => uuid)

onBothDatabases(
  (register) => {
    const make = {
      unit: (naam: string) => register().create(actoren, { naam, soortActor: 'organisatorische_eenheid' }),
      employee: (naam: string) => register().create(actoren, { naam, soortActor: 'medewerker' }),
      contact: async (onderwerp: string, ...actors: Shown[]): Promise<Shown> => {
        const body = { kanaal: 'telefoon', onderwerp, taal: 'nld', vertrouwelijk: false, inhoud: `inhoud ${onderwerp}` }
        const made = await register().create(klantcontacten, body)
        const klantcontact = { uuid: made.uuid }
        for (const { uuid } of actors) await register().create(koppelingen, { actor: { uuid }, klantcontact })
        return made
      },
      task: ({ uuid }: Shown, ...actors: Shown[]) =>
        register().create(taken, {
          aanleidinggevendKlantcontact: { uuid },
          toegewezenAanActoren: actors.map((actor) => ({ uuid: actor.uuid })),
          gevraagdeHandeling: 'bellen',
          toelichting: 'let op',
          status: 'te_verwerken',
        }),
      answer: (to: Shown, answer: Shown) =>
        register().create(onderwerpen, {
          klantcontact: { uuid: answer.uuid },
          wasKlantcontact: { uuid: to.uuid },
          onderwerpobjectidentificator: null,
        }),
    }
    const place = (actor: Shown, zicht: Body) => register().send('PUT', `${api}/actoren/${actor.uuid}/zicht`, zicht)
    const statusOf = async (caller: TestRegister, method: string, path: string, body?: unknown): Promise<number> =>
      (await caller.send(method, api + path, body)).status

    let [kcc, burgerzaken, wijkteam, jan] = [] as unknown as [Shown, Shown, Shown, Shown]
    let [own, theirs, secret, byJan] = [] as unknown as [Shown, Shown, Shown, Shown]
    let caller: TestRegister
    let other: TestRegister
    before(async () => {
      kcc = await make.unit('KCC')
      burgerzaken = await make.unit('Burgerzaken')
      wijkteam = await make.unit('Wijkteam')
      jan = await make.employee('Jan')
      assert.equal((await place(jan, { eenheid: { uuid: burgerzaken.uuid } })).status, 200)
      assert.equal((await place(wijkteam, { afgeschermd: true })).status, 200)
      own = await make.contact('eigen', kcc)
      theirs = await make.contact('van hen', burgerzaken, jan)
      byJan = await make.contact('van Jan', jan)
      secret = await make.contact('afgeschermd', wijkteam)
      for (const { uuid } of [own, theirs, secret]) {
        await register().create(betrokkenen, { hadKlantcontact: { uuid }, rol: 'klant', initiator: true })
      }
      caller = await callerWith(register(), { scopes: OPEN_KLANT_SCOPES, units: [kcc.uuid] })
      other = await callerWith(register(), { scopes: OPEN_KLANT_SCOPES, units: [burgerzaken.uuid] })
    })

    test('contacts of the own unit, and of its employees, are shown in full', async () => {
      assert.deepEqual(await caller.read(klantcontacten, own.uuid), await register().read(klantcontacten, own.uuid))
      for (const { uuid } of [theirs, byJan]) {
        assert.deepEqual(await other.read(klantcontacten, uuid), await register().read(klantcontacten, uuid))
      }
    })

    test('of contacts of others only when, how, about what and by which unit', async () => {
      const seen = await caller.read(klantcontacten, theirs.uuid, '?expand=hadBetrokkenen')
      const whole = await register().read(klantcontacten, theirs.uuid)
      for (const field of ['uuid', 'url', 'plaatsgevondenOp', 'kanaal', 'onderwerp', 'vertrouwelijk']) {
        assert.deepEqual(seen[field], whole[field], field)
      }
      assert.deepEqual(uuidsOf(seen.hadBetrokkenActoren), [burgerzaken.uuid])
      assert.deepEqual(uuidsOf((await caller.read(klantcontacten, byJan.uuid)).hadBetrokkenActoren), [])
      assert.deepEqual([seen.inhoud, seen.nummer, seen.taal, seen.metadata], ['', null, '***', {}])
      assert.deepEqual([seen.hadBetrokkenen, seen._expand], [[], { hadBetrokkenen: [] }])
      const [betrokkene] = uuidsOf(whole.hadBetrokkenen)
      assert.equal(await statusOf(caller, 'GET', `/betrokkenen/${betrokkene}`), 404)
      assert.equal(await statusOf(caller, 'GET', `/klantcontacten/${theirs.uuid}/historie`), 403)
    })

    test('nor what someone says against it', async () => {
      const [took] = (await register().read(klantcontacten, theirs.uuid)).hadBetrokkenen as Shown[]
      const given = { betrokkene: { uuid: took?.uuid }, toelichting: 'niet waar' }
      const path = `${api}/klantcontacten/${theirs.uuid}`
      const { body, status } = await register().send('POST', `${path}/betwisten`, given)
      assert.equal(status, 201)
      const { url } = body as Shown
      const counts = async (who: TestRegister) =>
        (await Promise.all([`${path}/betwistingen`, `${api}/betwistingen`].map((one) => who.send('GET', one)))).map(
          (answer) => (answer.body as List).count,
        )
      assert.deepEqual([await counts(other), (await other.send('GET', url)).status], [[1, 1], 200])
      assert.deepEqual([await counts(caller), (await caller.send('GET', url)).status], [[0, 0], 404])
      const marks = [other, caller].map(async (who) => (await who.send('GET', path)).headers.get('betwisting'))
      assert.deepEqual(await Promise.all(marks), ['open', null])
    })

    test('filters find nothing by what is not shown', async () => {
      const count = async (query: Record<string, string>) => (await caller.list(klantcontacten, query)).count
      assert.equal(await count({ onderwerp: 'van hen' }), 1)
      assert.equal(await count({ inhoud: 'inhoud' }), 1)
      assert.equal(await count({ nummer: String((await register().read(klantcontacten, theirs.uuid)).nummer) }), 0)
      assert.equal(await count({}), 3)
    })

    test('of a unit that is shielded there is nothing', async () => {
      assert.equal(await statusOf(caller, 'GET', `/klantcontacten/${secret.uuid}`), 404)
      const { results, count } = await caller.list(klantcontacten)
      assert.deepEqual([count, results.length], [3, 3])
      const inside = await callerWith(register(), { scopes: OPEN_KLANT_SCOPES, units: [wijkteam.uuid] })
      assert.equal((await inside.read(klantcontacten, secret.uuid)).inhoud, 'inhoud afgeschermd')
      assert.equal((await inside.list(klantcontacten)).count, 4)
    })

    test('what is of others is not changed, removed or referred to', async () => {
      const trace = await register().trace()
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        assert.equal(await statusOf(caller, method, `/klantcontacten/${theirs.uuid}`, {}), 404, method)
      }
      assert.equal(await statusOf(caller, 'POST', `/klantcontacten/${theirs.uuid}/betwisten`, {}), 404)
      const klantcontact = { uuid: theirs.uuid }
      const refused = async (path: string, body: Body) => assert.equal(await statusOf(caller, 'POST', path, body), 400)
      await refused('/actorklantcontacten', { actor: { uuid: kcc.uuid }, klantcontact })
      await refused('/betrokkenen', { hadKlantcontact: klantcontact, rol: 'klant', initiator: true })
      await refused('/onderwerpobjecten', { klantcontact: { uuid: own.uuid }, wasKlantcontact: klantcontact })
      await refused('/internetaken', {
        aanleidinggevendKlantcontact: klantcontact,
        toegewezenAanActor: { uuid: kcc.uuid },
        gevraagdeHandeling: 'x',
        status: 'te_verwerken',
      })
      const [link] = (await caller.list(koppelingen, { klantcontact__uuid: theirs.uuid })).results
      assert.equal((link?.actor as Shown | undefined)?.uuid, burgerzaken.uuid)
      assert.equal(await statusOf(caller, 'DELETE', `/actorklantcontacten/${link?.uuid}`), 404)
      assert.equal(await statusOf(caller, 'PUT', `/actoren/${kcc.uuid}/zicht`, { afgeschermd: true }), 403)
      assert.equal(await register().trace(), trace)
    })

    test('of a task that the unit raised it sees the status; who has it sees the whole thread', async () => {
      const first = await make.contact('vraag', kcc)
      const second = await make.contact('antwoord', wijkteam)
      await make.answer(first, second)
      const third = await make.contact('vervolg', kcc)
      await make.answer(second, third)
      const task = await make.task(first, jan)
      const raised = await caller.read(taken, task.uuid)
      assert.deepEqual([raised.status, raised.gevraagdeHandeling, raised.toelichting], ['te_verwerken', '***', ''])
      assert.equal((await caller.list(taken)).count, 1)
      assert.equal((await caller.list(taken, { status: 'te_verwerken' })).count, 1)
      assert.equal(await statusOf(caller, 'PATCH', `/internetaken/${task.uuid}`, { status: 'verwerkt' }), 404)
      // Who has the task is told everything of it, and of what led to it; not what is shielded, nor what lies behind.
      assert.equal((await other.read(taken, task.uuid)).toelichting, 'let op')
      assert.equal((await other.read(klantcontacten, first.uuid)).inhoud, 'inhoud vraag')
      assert.equal(await statusOf(other, 'GET', `/klantcontacten/${second.uuid}`), 404)
      assert.equal((await other.read(klantcontacten, third.uuid)).inhoud, '')
      const keten = async (one: TestRegister) =>
        uuidsOf(((await one.send('GET', `${api}/klantcontacten/${first.uuid}/keten`)).body as List).results)
      assert.deepEqual(await keten(other), [first.uuid])
      await place(wijkteam, { afgeschermd: false })
      assert.deepEqual(await keten(other), [first.uuid, second.uuid, third.uuid])
      assert.equal((await other.read(klantcontacten, third.uuid)).inhoud, 'inhoud vervolg')
      assert.equal((await other.read(klantcontacten, second.uuid)).inhoud, 'inhoud antwoord')
      // Tasks of others in the thread too.
      const more = await make.task(third, wijkteam)
      assert.equal((await other.read(taken, more.uuid)).toelichting, 'let op')
      await place(wijkteam, { afgeschermd: true })
      await other.change(taken, task.uuid, { status: 'verwerkt' })
      assert.equal((await caller.read(taken, task.uuid)).status, 'verwerkt')
    })

    test('what one recorded oneself one sees, and may go on with', async () => {
      const made = await caller.create(klantcontacten, {
        kanaal: 'telefoon',
        onderwerp: 'nieuw',
        taal: 'nld',
        vertrouwelijk: false,
        inhoud: 'zelf',
      })
      assert.equal(made.inhoud, 'zelf')
      const klantcontact = { uuid: made.uuid }
      await caller.create(koppelingen, { actor: { uuid: jan.uuid }, klantcontact })
      await caller.create(betrokkenen, { hadKlantcontact: klantcontact, rol: 'klant', initiator: true })
      const task = await caller.create(taken, {
        aanleidinggevendKlantcontact: klantcontact,
        toegewezenAanActor: { uuid: jan.uuid },
        gevraagdeHandeling: 'terugbellen',
        status: 'te_verwerken',
      })
      assert.equal(task.gevraagdeHandeling, 'terugbellen')
      assert.equal((await caller.change(klantcontacten, made.uuid, { onderwerp: 'beter' })).onderwerp, 'beter')
    })

    test('who has no units sees all; who has the scope too', async () => {
      const plain = await callerWith(register(), { scopes: OPEN_KLANT_SCOPES })
      const overseer = await callerWith(register(), {
        scopes: [...OPEN_KLANT_SCOPES, 'organisatie'],
        units: [kcc.uuid],
      })
      for (const one of [plain, overseer]) {
        assert.equal((await one.read(klantcontacten, secret.uuid)).inhoud, 'inhoud afgeschermd')
      }
    })

    test('the past is seen by who sees it now', async () => {
      const historian = await callerWith(register(), { scopes: [...OPEN_KLANT_SCOPES, 'historie'], units: [kcc.uuid] })
      const peildatum = new Date().toISOString()
      const [mine, others] = [`/klantcontacten/${own.uuid}`, `/klantcontacten/${theirs.uuid}`]
      assert.equal(await statusOf(historian, 'GET', `${mine}/historie`), 200)
      assert.equal(await statusOf(historian, 'GET', `${others}/historie`), 404)
      const then = await historian.read(klantcontacten, theirs.uuid, `?peildatum=${peildatum}`)
      assert.deepEqual([then.inhoud, then.onderwerp], ['', 'van hen'])
      assert.equal((await historian.read(klantcontacten, own.uuid, `?peildatum=${peildatum}`)).inhoud, 'inhoud eigen')
      assert.equal(await statusOf(historian, 'GET', `/klantcontacten/${secret.uuid}?peildatum=${peildatum}`), 404)
      const { count } = await historian.list(klantcontacten, { peildatum })
      assert.equal(count, (await caller.list(klantcontacten)).count)
      // What was shielded then stays so.
      await place(wijkteam, { afgeschermd: false })
      assert.equal(await statusOf(historian, 'GET', `/klantcontacten/${secret.uuid}`), 200)
      assert.equal(await statusOf(historian, 'GET', `/klantcontacten/${secret.uuid}?peildatum=${peildatum}`), 404)
      await place(wijkteam, { afgeschermd: true })
    })
  },
  () => ({ ZICHT: 'eenheid' }),
)
