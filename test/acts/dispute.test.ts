/** `POST /klantcontacten/{uuid}/betwisten`, and what is decided on it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { verifyHistory } from '../../src/features/history/verify.ts'
import type { Scope } from '../../src/model/scopes.ts'
import { ROLES } from '../../src/model/roles.ts'
import { type Body, type List, onBothDatabases, pathOf, type Shown, type TestRegister } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'
import {
  ACTOR,
  act,
  BETROKKENE,
  contactIn,
  detailOf,
  faultsOf,
  historyOf,
  involve,
  KLANTCONTACT,
  ONDERWERPOBJECT,
  PLAIN,
  someone,
} from './support.ts'

const CONTACTS = pathOf(KLANTCONTACT)
const ALL = '/klantinteracties/api/v1/betwistingen'
const PORTAL = ROLES.portaal?.scopes ?? []
const DECIDING: readonly Scope[] = [...PLAIN, 'klantcontacten.corrigeren']
const NO_DECISION = { uitkomst: 'afgewezen', toelichting: 'Het klopt.' }

onBothDatabases((register) => {
  const reported = async (set: Body = {}) => {
    const contact = await contactIn(register(), set)
    const betrokkene = await samplesIn(register()).make(BETROKKENE, {
      set: { hadKlantcontact: { uuid: contact.uuid } },
    })
    return { contact, betrokkene }
  }
  const portal = () => someone(register(), null, PORTAL, { extern: true })
  const disputed = async (more: Body = {}) => {
    const { contact, betrokkene } = await reported()
    const by = await portal()
    const answer = await act(by, contact, 'betwisten', {
      toelichting: 'Dat zei ik niet.',
      betrokkene: { uuid: betrokkene.uuid },
      ...more,
    })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return { contact, betrokkene, by, answer, betwisting: answer.body as Shown }
  }
  const decide = async (caller: TestRegister, { klantcontact, uuid }: Shown, body: Body) =>
    caller.send('POST', `${CONTACTS}/${(klantcontact as Shown).uuid}/betwistingen/${uuid}/besluit`, body)
  const decider = () => someone(register(), null, DECIDING)
  const markOf = async (caller: TestRegister, { uuid }: Shown) => {
    const { status, headers } = await caller.send('GET', `${CONTACTS}/${uuid}`)
    return status === 200 ? headers.get('betwisting') : status
  }
  const verified = async () => (await verifyHistory(register().database, declared, [])).faults
  const listed = async (caller: TestRegister, query: string) =>
    ((await caller.send('GET', query)).body as List).results.map(({ uuid }) => uuid)

  test('the portal disputes; the contact is marked, its body is not, and history tells', async () => {
    const { contact, betrokkene, by, answer, betwisting } = await disputed()
    const path = `${CONTACTS}/${contact.uuid}`
    assert.equal(answer.headers.get('location'), betwisting.url)
    assert.equal(betwisting.url, `${register().base}${path}/betwistingen/${betwisting.uuid}`)
    const { ingediendOp, uiterlijkOp, klantcontact, betrokkene: who, ...rest } = betwisting
    assert.deepEqual(rest, {
      uuid: betwisting.uuid,
      url: betwisting.url,
      toelichting: 'Dat zei ik niet.',
      beperking: false,
      status: 'open',
      verlopen: false,
      besluit: null,
    })
    assert.deepEqual(
      [klantcontact, who],
      [contact, betrokkene].map(({ uuid, url }) => ({ uuid, url })),
    )
    const [from, until] = [new Date(String(ingediendOp)), new Date(String(uiterlijkOp))]
    assert.ok([28, 29, 30, 31].includes(Math.round((until.getTime() - from.getTime()) / 86_400_000)))
    assert.equal(await markOf(register(), contact), 'open')
    assert.equal(await markOf(await someone(register(), null), contact), 'open')
    assert.deepEqual(await register().read(KLANTCONTACT, contact.uuid), {
      ...contact,
      hadBetrokkenen: [{ uuid: betrokkene.uuid, url: betrokkene.url }],
    })
    const { count, results } = (await by.send('GET', `${path}/betwistingen`)).body as List
    assert.deepEqual([count, results], [1, [betwisting]])
    assert.deepEqual((await by.send('GET', `${path}/betwistingen/${betwisting.uuid}`)).body, betwisting)
    const [last] = await historyOf(register(), path)
    assert.deepEqual(
      [last?.versie, last?.actie, last?.reden, last?.wijzigingen],
      [2, 'betwisting', `Betwisting ${betwisting.uuid}`, []],
    )
  })

  test('it is the only act of the portal', async () => {
    const { contact, betrokkene } = await reported()
    const by = await portal()
    const actor = await samplesIn(register()).make(ACTOR)
    const added = { tekst: 'x', reden: 'vervolg', actor: { uuid: actor.uuid } }
    assert.equal((await act(by, contact, 'aanvullen', added)).status, 403)
    assert.equal((await act(by, contact, 'corrigeren', { reden: 'x', wijzigingen: { onderwerp: 'x' } })).status, 403)
    const dispute = { toelichting: 'x', betrokkene: { uuid: betrokkene.uuid } }
    assert.equal((await act(await someone(register(), null), contact, 'betwisten', dispute)).status, 403)
    const scopes = ['klantcontacten.lezen', 'klantcontacten.betwisten', 'actoren.lezen'] as const
    const resident = await someone(register(), null, scopes, { extern: true })
    const made = await act(resident, contact, 'betwisten', dispute)
    assert.equal(made.status, 201, 'it takes no right to write')
    assert.equal((await decide(resident, made.body as Shown, NO_DECISION)).status, 403)
  })

  test('only by a betrokkene of this contact, once at a time', async () => {
    const { contact, betrokkene, by } = await disputed()
    const other = await reported()
    const faults = async (body: Body) =>
      faultsOf(await act(by, contact, 'betwisten', body)).map(({ name, code }) => `${name} ${code}`)
    const trace = await register().trace()
    assert.deepEqual(await faults({}), ['toelichting required', 'betrokkene required'])
    assert.deepEqual(await faults({ toelichting: 'x', betrokkene: { uuid: other.betrokkene.uuid } }), [
      'betrokkene.uuid invalid',
    ])
    assert.deepEqual(await faults({ toelichting: 'x', betrokkene: { uuid: betrokkene.uuid } }), [
      'betrokkene al-betwist',
    ])
    assert.equal(await register().trace(), trace)
    const absent = { uuid: '00000000-0000-4000-8000-000000000000' }
    assert.equal((await act(by, absent, 'betwisten', {})).status, 404)
  })

  test('restricted, it is there only for those who decide, and for nobody in lists and counts', async () => {
    const colleague = await someone(register(), null, [...PLAIN, 'historie', 'vertrouwelijk'])
    const before = (await colleague.list(KLANTCONTACT)).count
    const { contact, betrokkene, by, betwisting } = await disputed({ beperking: true })
    assert.equal(betwisting.beperking, true)
    for (const caller of [colleague, by]) {
      assert.equal(await markOf(caller, contact), 404)
      assert.equal((await caller.list(KLANTCONTACT)).count, before)
      assert.deepEqual((await caller.list(BETROKKENE, { hadKlantcontact__uuid: contact.uuid })).results, [])
      assert.equal((await caller.send('GET', pathOf(BETROKKENE, betrokkene.uuid))).status, 404)
      assert.equal((await caller.send('PATCH', `${CONTACTS}/${contact.uuid}`, {})).status, 404)
    }
    const then = encodeURIComponent(new Date().toISOString())
    for (const query of [`?peildatum=${then}`, '/historie', '/keten']) {
      assert.equal((await colleague.send('GET', `${CONTACTS}/${contact.uuid}${query}`)).status, 404, query)
    }
    const one = `${CONTACTS}/${contact.uuid}/betwistingen`
    assert.equal((await colleague.send('GET', one)).status, 404)
    assert.equal((await colleague.send('GET', `${one}/${betwisting.uuid}`)).status, 404)
    assert.ok(!(await listed(colleague, ALL)).includes(betwisting.uuid))
    // Who wrote it down follows it.
    assert.deepEqual(await listed(by, one), [betwisting.uuid])
    assert.equal((await by.send('GET', `${one}/${betwisting.uuid}`)).status, 200)
    const deciding = await decider()
    assert.equal(await markOf(deciding, contact), 'beperkt')
    assert.deepEqual((await deciding.list(BETROKKENE, { hadKlantcontact__uuid: contact.uuid })).count, 1)
    // Nobody changes it but who decides; what only hangs on it by a scope of its own goes on.
    const [path, part] = [`${CONTACTS}/${contact.uuid}`, pathOf(BETROKKENE, betrokkene.uuid)]
    const trace = await register().trace()
    const all = register()
    const refused = [
      await all.send('PATCH', path, { onderwerp: 'Anders' }),
      await all.send('PUT', path, { ...contact, onderwerp: 'Anders' }),
      await all.send('DELETE', path),
      await all.send('PATCH', part, { rol: 'vertegenwoordiger' }),
      await all.send('DELETE', part),
      await act(all, contact, 'corrigeren', { reden: 'x', wijzigingen: { onderwerp: 'Anders' } }),
      await act(all, contact, 'verkeerde-persoon', { naar: null, reden: 'x' }),
      await act(all, contact, 'aanvullen', { tekst: 'x', reden: 'vervolg' }),
    ]
    for (const answer of refused) {
      assert.equal(answer.status, 403, JSON.stringify(answer.body))
      assert.match(detailOf(answer), /beperkt \(AVG, artikel 18\)/)
    }
    assert.equal(await register().trace(), trace)
    const taak = await samplesIn(register()).make(declared.get('interneTaak'), {
      set: { aanleidinggevendKlantcontact: { uuid: contact.uuid } },
    })
    const task = pathOf(declared.get('interneTaak'), taak.uuid)
    assert.equal((await all.send('PATCH', task, { gevraagdeHandeling: 'Beoordelen' })).status, 200)
    const during = new Date().toISOString()
    await wait(20)
    assert.equal((await decide(deciding, betwisting, NO_DECISION)).status, 200)
    assert.equal(await markOf(colleague, contact), null)
    assert.equal((await colleague.list(KLANTCONTACT)).count, before + 1)
    // What was restricted then stays so in the past.
    assert.equal((await colleague.list(KLANTCONTACT, { peildatum: during })).count, before)
    assert.equal((await colleague.send('GET', `${CONTACTS}/${contact.uuid}?peildatum=${during}`)).status, 404)
    const past = await deciding.send('GET', `${CONTACTS}/${contact.uuid}?peildatum=${during}`)
    assert.deepEqual([past.status, past.headers.get('betwisting')], [200, 'beperkt'])
  })

  test('restricted, nothing of it goes along with something else, or lets go of it', async () => {
    const { contact, betrokkene } = await reported()
    const answered = await contactIn(register())
    const actor = await samplesIn(register()).make(ACTOR)
    const partij = await samplesIn(register()).make(declared.get('partij'))
    await involve(register(), actor, contact)
    await register().change(BETROKKENE, betrokkene.uuid, { wasPartij: { uuid: partij.uuid } })
    const about = (klantcontact: Shown | null) =>
      samplesIn(register()).make(ONDERWERPOBJECT, {
        set: {
          klantcontact: klantcontact && { uuid: klantcontact.uuid },
          wasKlantcontact: { uuid: contact.uuid },
        },
      })
    // A removal that takes the contact itself, of what is about nothing else.
    const loose = await about(null)
    await about(answered)
    const dispute = { toelichting: 'Nee.', betrokkene: { uuid: betrokkene.uuid }, beperking: true }
    const made = await act(await portal(), contact, 'betwisten', dispute)
    assert.equal(made.status, 201)
    const removals = [
      `${pathOf(ONDERWERPOBJECT, loose.uuid)}?cascade=true`,
      pathOf(declared.get('partij'), partij.uuid),
      pathOf(ACTOR, actor.uuid),
      pathOf(KLANTCONTACT, answered.uuid),
    ]
    const unknowing = await someone(register(), null, [
      ...PLAIN,
      'partijen.verwijderen',
      'actoren.verwijderen',
      'klantcontacten.verwijderen',
    ])
    const trace = await register().trace()
    for (const path of removals) {
      const refused = await register().send('DELETE', path)
      assert.equal(refused.status, 403, path)
      assert.match(detailOf(refused), /beperkt \(AVG, artikel 18\)/)
    }
    // Who is not to know of it hears that it cannot be, and not why.
    for (const path of removals.slice(1)) {
      const refused = await unknowing.send('DELETE', path)
      assert.equal(refused.status, 403, path)
      assert.doesNotMatch(JSON.stringify(refused.body), /beperk|AVG|klantcontact/)
    }
    assert.equal((await unknowing.send('DELETE', removals[0] ?? '')).status, 404)
    assert.equal(await register().trace(), trace)
    assert.equal((await decide(await decider(), made.body as Shown, NO_DECISION)).status, 200)
    for (const path of removals) assert.ok((await register().send('DELETE', path)).status < 300, path)
  })

  test('restricted, it is destroyed all the same, by two people', async () => {
    const { contact } = await disputed({ beperking: true })
    const lists = '/beheer/api/v1/vernietigingen'
    const objecten = [`${CONTACTS}/${contact.uuid}`]
    const list = await register().send('POST', lists, { grond: 'avg_17', objecten })
    const approve = await someone(register(), null, ['vernietiging.goedkeuren', 'actoren.lezen'])
    assert.equal((await approve.send('POST', `${lists}/${(list.body as Shown).uuid}/goedkeuren`)).status, 200)
    assert.equal(await markOf(register(), contact), 404)
  })

  test('corrected: with what becomes of the contact, restricted or not, called a correction', async () => {
    const { contact, betwisting } = await disputed({ beperking: true })
    const answer = await decide(await decider(), betwisting, {
      uitkomst: 'gecorrigeerd',
      toelichting: 'U had gelijk.',
      wijzigingen: { inhoud: 'Wat wel werd gezegd.' },
    })
    assert.equal(answer.status, 200)
    const { besluit, status } = answer.body as Body
    const { beslotenOp, ...rest } = besluit as Body
    assert.deepEqual(
      [rest, status],
      [{ uitkomst: 'gecorrigeerd', toelichting: 'U had gelijk.', verklaring: '' }, 'besloten'],
    )
    assert.equal((await register().read(KLANTCONTACT, contact.uuid)).inhoud, 'Wat wel werd gezegd.')
    const [last] = await historyOf(register(), `${CONTACTS}/${contact.uuid}`)
    assert.deepEqual(
      [last?.actie, last?.reden, last?.wijzigingen.map(({ veld }) => veld), last?.moment],
      ['correctie', 'Na betwisting gecorrigeerd: U had gelijk.', ['inhoud'], beslotenOp],
    )
    assert.equal(await markOf(register(), contact), null)
  })

  test('a statement stays with the contact; a rejection says why; each is decided once', async () => {
    const { contact, betwisting, betrokkene, by } = await disputed()
    const deciding = await decider()
    const statement = { uitkomst: 'verklaring', toelichting: 'Wij zien het anders.' }
    const answer = await decide(deciding, betwisting, statement)
    assert.equal(((answer.body as Body).besluit as Body).verklaring, 'Dat zei ik niet.')
    assert.equal(await markOf(register(), contact), 'verklaring')
    const again = await decide(deciding, betwisting, NO_DECISION)
    assert.deepEqual([again.status, faultsOf(again).map(({ code }) => code)], [400, ['al-besloten']])

    const second = await act(by, contact, 'betwisten', {
      toelichting: 'Toch niet.',
      betrokkene: { uuid: betrokkene.uuid },
    })
    assert.equal(await markOf(register(), contact), 'open')
    const rejected = await decide(deciding, second.body as Shown, NO_DECISION)
    assert.equal(rejected.status, 200, 'who decided before wrote nothing of the report')
    assert.equal(await markOf(register(), contact), 'verklaring')
    const reasons = (await historyOf(register(), `${CONTACTS}/${contact.uuid}`)).map(
      ({ actie, reden }) => `${actie} ${reden}`,
    )
    assert.deepEqual(reasons.slice(0, 4), [
      'gewijzigd Betwisting afgewezen: Het klopt.',
      `betwisting Betwisting ${(second.body as Shown).uuid}`,
      'gewijzigd Na betwisting een verklaring toegevoegd: Wij zien het anders.',
      `betwisting Betwisting ${betwisting.uuid}`,
    ])
    const own = await disputed()
    const words = await decide(deciding, own.betwisting, { ...statement, verklaring: 'In mijn woorden.' })
    assert.equal(((words.body as Body).besluit as Body).verklaring, 'In mijn woorden.')
  })

  test('not by who reported it, was there, changed it, or wrote the dispute down', async () => {
    const { contact, betwisting, betrokkene } = await disputed()
    const refused = async (caller: TestRegister, one: Shown, words: RegExp) => {
      const answer = await decide(caller, one, NO_DECISION)
      assert.equal(answer.status, 403)
      assert.match(detailOf(answer), words)
    }
    await refused(register(), betwisting, /iemand anders dan wie het klantcontact vastlegde/)
    const agent = await samplesIn(register()).make(ACTOR)
    await involve(register(), agent, contact)
    await refused(await someone(register(), agent, DECIDING), betwisting, /erbij was/)
    const changed = await decider()
    await changed.change(KLANTCONTACT, contact.uuid, { onderwerp: 'Anders' })
    await refused(changed, betwisting, /vastlegde/)
    await refused(await someone(register(), null), betwisting, /klantcontacten\.corrigeren/)
    const both = await someone(register(), null, [...DECIDING, 'klantcontacten.betwisten'])
    await decide(await decider(), betwisting, NO_DECISION)
    const own = await act(both, contact, 'betwisten', { toelichting: 'x', betrokkene: { uuid: betrokkene.uuid } })
    await refused(both, own.body as Shown, /besluit er niet zelf over/)
    // A colleague of the same unit was not there.
    const unit = await samplesIn(register()).make(ACTOR)
    await involve(register(), unit, contact)
    const colleague = await someone(register(), null, DECIDING, { units: [unit.uuid] })
    assert.equal((await decide(colleague, own.body as Shown, NO_DECISION)).status, 200)
  })

  test('it has a history: what was said and decided, when and by whom', async () => {
    const { betwisting, contact } = await disputed()
    const path = `${CONTACTS}/${contact.uuid}/betwistingen/${betwisting.uuid}`
    const deciding = await decider()
    const verklaring = { uitkomst: 'verklaring', toelichting: 'Wij zien het anders.', verklaring: 'Mijn kant.' }
    assert.equal((await decide(deciding, betwisting, verklaring)).status, 200)
    const versions = await historyOf(register(), path)
    const [decided, filed] = versions
    assert.deepEqual(
      versions.map(({ versie, actie, reden }) => [versie, actie, reden]),
      [
        [2, 'gewijzigd', 'Na betwisting een verklaring toegevoegd: Wij zien het anders.'],
        [1, 'toegevoegd', 'Dat zei ik niet.'],
      ],
    )
    assert.notDeepEqual(decided?.door, filed?.door)
    assert.ok(filed?.wijzigingen.some(({ veld }) => veld === 'toelichting'))
    assert.deepEqual(decided?.wijzigingen.map(({ veld }) => veld).sort(), [
      'beslotenDoor',
      'beslotenOp',
      'beslotenSoort',
      'besluit',
      'besluitToelichting',
      'verklaring',
    ])
    // It is seen by who sees the dispute, and has the scope.
    assert.equal((await deciding.send('GET', `${path}/historie`)).status, 403)
    const hidden = await disputed({ beperking: true })
    const other = await someone(register(), null, [...PLAIN, 'historie'])
    const unseen = `${CONTACTS}/${hidden.contact.uuid}/betwistingen/${hidden.betwisting.uuid}/historie`
    assert.equal((await other.send('GET', unseen)).status, 404)
    assert.equal((await other.send('GET', `${path}/historie`)).status, 200)
    assert.equal((await register().send('GET', `${path}/historie?page=2`)).status, 404)
    // It is protected as what it is about.
    assert.deepEqual(await verified(), [])
    const alter = (text: string, words: string) => register().database.query({ text, values: [betwisting.uuid, words] })
    const table = 'update betwisting set verklaring = $2 where uuid = $1'
    const version = 'update betwisting_versie set verklaring = $2 where uuid = $1 and versie = 2'
    await alter(table, 'Niet mijn kant.')
    assert.match(
      String(await verified()),
      /^betwisting .* version 2: the object in the register was altered without a version$/,
    )
    await alter(table, 'Mijn kant.')
    await alter(version, 'Niet mijn kant.')
    assert.match(String(await verified()), /^betwisting .* version 2: its content was altered/)
    await alter(version, 'Mijn kant.')
    assert.deepEqual(await verified(), [])
  })

  test('a decision that is wrong changes nothing, and names every fault', async () => {
    const { betwisting } = await disputed()
    const deciding = await decider()
    const state = async () =>
      JSON.stringify([
        await register().trace(),
        await register().database.query({ text: 'select * from betwisting order by id', values: [] }),
      ])
    const before = await state()
    const faults = async (body: Body) =>
      faultsOf(await decide(deciding, betwisting, body)).map(({ name, code }) => `${name} ${code}`)
    assert.deepEqual(await faults({ uitkomst: 'misschien' }), ['uitkomst invalid_choice', 'toelichting required'])
    assert.deepEqual(await faults({ uitkomst: 'gecorrigeerd', toelichting: 'x', verklaring: 'x' }), [
      'wijzigingen required',
      'verklaring invalid',
    ])
    assert.deepEqual(await faults({ ...NO_DECISION, wijzigingen: {} }), ['wijzigingen invalid'])
    const wijzigingen = { kanaal: '', hadBetrokkenen: [{}] }
    assert.deepEqual(await faults({ uitkomst: 'gecorrigeerd', toelichting: 'x', wijzigingen }), [
      'wijzigingen.kanaal blank',
      'wijzigingen.hadBetrokkenen.0.uuid required',
    ])
    assert.equal(await state(), before)
    const elsewhere = await reported()
    const path = `${CONTACTS}/${elsewhere.contact.uuid}/betwistingen/${betwisting.uuid}`
    assert.equal((await deciding.send('POST', `${path}/besluit`, NO_DECISION)).status, 404)
    assert.equal((await deciding.send('GET', path)).status, 404)
    assert.equal((await deciding.send('GET', `${path.slice(0, -4)}`)).status, 404)
  })

  test('what is overdue is listed, with the other questions that lists take', async () => {
    const { contact, betrokkene, betwisting } = await disputed()
    const late = await disputed()
    await register().database.query({
      text: `update betwisting set uiterlijk_op = now() - interval '1 day' where uuid = $1`,
      values: [late.betwisting.uuid],
    })
    const deciding = await decider()
    const overdue = await listed(deciding, `${ALL}?verlopen=true`)
    assert.deepEqual(overdue, [late.betwisting.uuid])
    assert.ok((await listed(deciding, `${ALL}?verlopen=false`)).includes(betwisting.uuid))
    assert.deepEqual(await listed(deciding, `${ALL}?klantcontact__uuid=${contact.uuid}`), [betwisting.uuid])
    assert.deepEqual(await listed(deciding, `${ALL}?betrokkene__uuid=${betrokkene.uuid}&status=open`), [
      betwisting.uuid,
    ])
    await decide(deciding, late.betwisting, NO_DECISION)
    assert.deepEqual(await listed(deciding, `${ALL}?verlopen=true`), [])
    assert.ok((await listed(deciding, `${ALL}?status=besloten`)).includes(late.betwisting.uuid))
    assert.ok(!(await listed(deciding, `${ALL}?status=open`)).includes(late.betwisting.uuid))
    const everything = await listed(deciding, ALL)
    const first = (await deciding.send('GET', `${ALL}?pageSize=2`)).body as List
    assert.deepEqual([first.count, first.results.map(({ uuid }) => uuid)], [everything.length, everything.slice(0, 2)])
    assert.match(String(first.next), /betwistingen\?page=2&pageSize=2$/)
    const last = (await deciding.send('GET', `${ALL}?pageSize=2&page=last`)).body as List
    assert.equal(last.results.at(-1)?.uuid, everything.at(-1))
    assert.equal((await deciding.send('GET', `${ALL}?page=99`)).status, 404)
    for (const query of ['soort=x', 'status=x', 'betrokkene__uuid=x', 'peildatum=2020-01-01T00:00:00Z']) {
      assert.equal((await deciding.send('GET', `${ALL}?${query}`)).status, 400, query)
    }
  })

  test('rivals: one decision, one dispute of the same betrokkene', async () => {
    const { betwisting } = await disputed()
    const deciders = await Promise.all([decider(), decider(), decider(), decider()])
    const answers = await Promise.all(deciders.map((one) => decide(one, betwisting, NO_DECISION)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400, 400])
    const { contact, betrokkene } = await reported()
    const by = await portal()
    const dispute = { toelichting: 'x', betrokkene: { uuid: betrokkene.uuid } }
    const made = await Promise.all([1, 2, 3, 4].map(() => act(by, contact, 'betwisten', dispute)))
    assert.deepEqual(made.map(({ status }) => status).sort(), [201, 400, 400, 400])
  })

  test('it goes out of sight with the contact, and for good when that is destroyed', async () => {
    const { contact, betwisting } = await disputed()
    const rows = async () =>
      (await register().database.query({ text: 'select from betwisting where uuid = $1', values: [betwisting.uuid] }))
        .length
    await register().send('DELETE', `${CONTACTS}/${contact.uuid}`)
    assert.ok(!(await listed(register(), ALL)).includes(betwisting.uuid))
    assert.equal(await rows(), 1)
    const lists = '/beheer/api/v1/vernietigingen'
    const list = await register().send('POST', lists, {
      grond: 'avg_17',
      objecten: [`${CONTACTS}/${contact.uuid}`],
    })
    const approve = await someone(register(), null, ['vernietiging.goedkeuren', 'actoren.lezen'])
    assert.equal((await approve.send('POST', `${lists}/${(list.body as Shown).uuid}/goedkeuren`)).status, 200)
    assert.equal(await rows(), 0)
    assert.deepEqual(await verified(), [])
    const gone = await disputed({ toelichting: 'Dat zei ik niet van mij.' })
    const who = await register().send('POST', lists, {
      grond: 'avg_17',
      objecten: [pathOf(BETROKKENE, gone.betrokkene.uuid)],
    })
    assert.equal((await approve.send('POST', `${lists}/${(who.body as Shown).uuid}/goedkeuren`)).status, 200)
    const path = `${CONTACTS}/${gone.contact.uuid}/betwistingen/${gone.betwisting.uuid}`
    // Its words are nowhere, not even in what it or the contact was.
    assert.deepEqual(
      (await historyOf(register(), path)).map(({ actie, vernietigd, reden }) => [actie, vernietigd, reden]),
      [
        ['gewijzigd', false, null],
        ['toegevoegd', true, null],
      ],
    )
    const kept = await register().database.query({
      text: `select count(*)::int as words from (select t::text as line from betwisting t union all select t::text from betwisting_versie t
        union all select t::text from klantcontact_versie t) all_of_it where line like '%Dat zei % niet van mij.%'`,
      values: [],
    })
    assert.deepEqual(kept, [{ words: 0 }])
    assert.deepEqual(await verified(), [])
    const left = (await register().send('GET', path)).body as Body
    assert.deepEqual([left.toelichting, left.status], ['', 'open'])
    assert.equal((await decide(await decider(), gone.betwisting, NO_DECISION)).status, 200)
    assert.equal(await markOf(register(), gone.contact), null)
  })
})
