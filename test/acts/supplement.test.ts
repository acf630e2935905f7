/** `POST /klantcontacten/{uuid}/aanvullen`. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Body, type List, onBothDatabases, pathOf, type Shown } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'
import {
  ACTOR,
  act,
  age,
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
  told,
} from './support.ts'

const TEXT = { tekst: 'De klant belde terug.', reden: 'verbinding_verbroken' }

interface Supplemented {
  readonly klantcontact: Shown
  readonly vervolg: Shown | null
}

onBothDatabases((register) => {
  const actor = () => samplesIn(register()).make(ACTOR)
  const actorsOf = async (contact: Shown): Promise<unknown[]> =>
    ((await register().read(KLANTCONTACT, contact.uuid)).hadBetrokkenActoren as Shown[]).map(({ uuid }) => uuid)

  test('the receiving actor adds, is put with the contact, and history calls it a supplement', async () => {
    const [contact, agent] = [await contactIn(register()), await actor()]
    const caller = await someone(register(), agent)
    const answer = await act(caller, contact, 'aanvullen', TEXT)
    assert.equal(answer.status, 200)
    const { klantcontact, vervolg } = answer.body as Supplemented
    assert.equal(vervolg, null)
    assert.equal(klantcontact.inhoud, 'Het begin.\n\nDe klant belde terug.')
    assert.deepEqual(klantcontact, await caller.read(KLANTCONTACT, contact.uuid))
    assert.deepEqual(await actorsOf(contact), [agent.uuid])
    assert.deepEqual(await told(register(), pathOf(KLANTCONTACT, contact.uuid)), [
      '2 aanvulling verbinding_verbroken: inhoud',
      `1 toegevoegd null: ${(await historyOf(register(), pathOf(KLANTCONTACT, contact.uuid)))[1]?.wijzigingen.map(({ veld }) => veld)}`,
    ])
    // Once more: the actor is there already.
    assert.equal((await act(caller, contact, 'aanvullen', { ...TEXT, reden: 'vervolg' })).status, 200)
    assert.deepEqual(await actorsOf(contact), [agent.uuid])
  })

  test('an application names the actor; who is an actor names another only for a contact of its own', async () => {
    const [contact, agent, other] = [await contactIn(register()), await actor(), await actor()]
    const named = { ...TEXT, reden: 'doorverbonden', actor: { uuid: agent.uuid } }
    const application = await someone(register(), null)
    const nobody = await act(application, contact, 'aanvullen', TEXT)
    assert.deepEqual(
      [nobody.status, faultsOf(nobody).map(({ name, code }) => `${name} ${code}`)],
      [400, ['actor required']],
    )
    assert.equal((await act(application, contact, 'aanvullen', named)).status, 200)
    assert.deepEqual(await actorsOf(contact), [agent.uuid])

    const stranger = await someone(register(), other)
    const refused = await act(stranger, contact, 'aanvullen', named)
    assert.equal(refused.status, 403)
    assert.match(detailOf(refused), /betrokken/)
    const involved = await someone(register(), agent)
    assert.equal((await act(involved, contact, 'aanvullen', { ...named, actor: { uuid: other.uuid } })).status, 200)
    assert.deepEqual(await actorsOf(contact), [agent.uuid, other.uuid])
    const unknown = await act(application, contact, 'aanvullen', { ...TEXT, actor: { uuid: contact.uuid } })
    assert.deepEqual([unknown.status, faultsOf(unknown).map(({ name }) => name)], [400, ['actor.uuid']])
  })

  test('a member of a unit with a task of the contact adds for the unit', async () => {
    const [contact, unit, agent] = [await contactIn(register()), await actor(), await actor()]
    const set = { aanleidinggevendKlantcontact: { uuid: contact.uuid }, toegewezenAanActoren: [{ uuid: unit.uuid }] }
    await samplesIn(register()).make(declared.get('interneTaak'), { set })
    const caller = await someone(register(), agent, PLAIN, { units: [unit.uuid] })
    assert.equal((await act(caller, contact, 'aanvullen', { ...TEXT, actor: { uuid: unit.uuid } })).status, 200)
    const other = await actor()
    assert.equal((await act(caller, contact, 'aanvullen', { ...TEXT, actor: { uuid: other.uuid } })).status, 200)
    assert.deepEqual(await actorsOf(contact), [unit.uuid, other.uuid])
  })

  test('the window is that of the kanaal, counted from registration, and not renewed', async () => {
    const agent = await actor()
    const caller = await someone(register(), agent)
    const call = await contactIn(register(), { kanaal: 'TeleFoon' })
    await age(register(), call, '59 minutes')
    assert.equal((await act(caller, call, 'aanvullen', TEXT)).status, 200)
    await age(register(), call, '2 minutes')
    const late = await act(caller, call, 'aanvullen', TEXT)
    assert.equal(late.status, 403)
    assert.match(detailOf(late), /60 minuten na de registratie.*klantcontacten\.altijd_aanvullen/)
    assert.equal((await register().read(KLANTCONTACT, call.uuid)).inhoud, 'Het begin.\n\nDe klant belde terug.')
    const always = await someone(register(), agent, [...PLAIN, 'klantcontacten.altijd_aanvullen'])
    assert.equal((await act(always, call, 'aanvullen', TEXT)).status, 200)
    for (const kanaal of ['brief', 'E-mail', 'e-formulier']) {
      const letter = await contactIn(register(), { kanaal })
      assert.match(detailOf(await act(caller, letter, 'aanvullen', TEXT)), /wordt niet aangevuld/)
      assert.equal((await act(always, letter, 'aanvullen', TEXT)).status, 200)
    }
    const visit = await contactIn(register(), { kanaal: 'keukentafelgesprek' })
    await age(register(), visit, '4 days')
    assert.equal((await act(caller, visit, 'aanvullen', TEXT)).status, 200)
    await age(register(), visit, '20 days')
    assert.match(detailOf(await act(caller, visit, 'aanvullen', TEXT)), /5 werkdagen/)
  })

  test('a contact that was taken up has been there since it took place', async () => {
    const caller = await someone(register(), await actor())
    const contact = await contactIn(register(), { plaatsgevondenOp: '2024-01-01T10:00:00Z' })
    await register().database.query({
      text: `update klantcontact_versie set versie_actie = 'opgenomen' where uuid = $1`,
      values: [contact.uuid],
    })
    assert.equal((await act(caller, contact, 'aanvullen', TEXT)).status, 403)
  })

  test('who works outside the municipality does not add', async () => {
    const [contact, agent] = [await contactIn(register()), await actor()]
    await involve(register(), agent, contact)
    const portal = await someone(register(), agent, PLAIN, { extern: true })
    assert.match(detailOf(await act(portal, contact, 'aanvullen', TEXT)), /buiten de gemeente/)
    const scopes = [...PLAIN, 'klantcontacten.altijd_aanvullen'] as const
    const trusted = await someone(register(), agent, scopes, { extern: true })
    assert.equal((await act(trusted, contact, 'aanvullen', TEXT)).status, 200)
  })

  test('what does not fit becomes a contact that answers the first, with the same people', async () => {
    const { make } = samplesIn(register())
    const agent = await actor()
    const contact = await contactIn(register(), { inhoud: 'x'.repeat(990), vertrouwelijk: true })
    const partij = await make(declared.get('partij'), { set: { soortPartij: 'persoon' } })
    await make(BETROKKENE, {
      all: true,
      set: { hadKlantcontact: { uuid: contact.uuid }, wasPartij: { uuid: partij.uuid } },
    })
    const caller = await someone(register(), agent, [...PLAIN, 'vertrouwelijk'])
    const answer = await act(caller, contact, 'aanvullen', { tekst: 'past net niet meer hier', reden: 'vervolg' })
    const { klantcontact, vervolg } = answer.body as Supplemented
    assert.equal(klantcontact.inhoud, `${'x'.repeat(990)}\n\npast net`)
    assert.ok(vervolg)
    const { kanaal, onderwerp, taal, vertrouwelijk, inhoud, nummer } = vervolg
    assert.deepEqual(
      [kanaal, onderwerp, taal, vertrouwelijk, inhoud],
      ['telefoon', contact.onderwerp, contact.taal, true, 'niet meer hier'],
    )
    assert.match(String(nummer), /^\d{10}$/)
    assert.deepEqual(await actorsOf(vervolg), [agent.uuid])
    const people = await register().list(BETROKKENE, { hadKlantcontact__uuid: vervolg.uuid })
    assert.deepEqual(
      people.results.map(({ wasPartij, bezoekadres }) => [(wasPartij as Shown).uuid, (bezoekadres as Body).straatnaam]),
      [[partij.uuid, '']],
    )
    const thread = (await register().send('GET', `${pathOf(KLANTCONTACT, contact.uuid)}/keten`)).body as List
    assert.deepEqual(thread.results.map(({ uuid }) => uuid).sort(), [contact.uuid, vervolg.uuid].sort())
    const [link] = (await register().list(ONDERWERPOBJECT, { klantcontact__uuid: vervolg.uuid })).results
    assert.ok(link)
    assert.equal((link.wasKlantcontact as Shown).uuid, contact.uuid)
    assert.equal((link.onderwerpobjectidentificator as Body).objectId, contact.uuid)
    for (const path of [pathOf(KLANTCONTACT, contact.uuid), pathOf(KLANTCONTACT, vervolg.uuid)]) {
      assert.equal((await historyOf(register(), path))[0]?.reden, 'vervolg')
    }
  })

  test('a body that is wrong changes nothing, and names every fault', async () => {
    const contact = await contactIn(register())
    const trace = await register().trace()
    const answer = await act(register(), contact, 'aanvullen', { tekst: '', reden: 'zomaar', actor: { uuid: 'x' } })
    assert.deepEqual(
      faultsOf(answer).map(({ name, code }) => `${name} ${code}`),
      ['tekst blank', 'reden invalid_choice', 'actor.uuid invalid'],
    )
    const long = await act(register(), contact, 'aanvullen', { tekst: 'x'.repeat(1001), reden: 'vervolg' })
    assert.deepEqual(
      faultsOf(long).map(({ name, code }) => `${name} ${code}`),
      ['tekst max_length'],
    )
    const absent = await act(register(), { uuid: '00000000-0000-4000-8000-000000000000' }, 'aanvullen', TEXT)
    assert.equal(absent.status, 404)
    assert.equal((await act(register().as('geen-token'), contact, 'aanvullen', TEXT)).status, 401)
    const reader = await someone(register(), null, ['klantcontacten.lezen', 'actoren.lezen'])
    assert.equal((await act(reader, contact, 'aanvullen', TEXT)).status, 403)
    assert.equal(await register().trace(), trace)
  })

  test('when the last part fails, nothing of it stays', async () => {
    const agent = await actor()
    const contact = await contactIn(register(), { inhoud: 'x'.repeat(1000) })
    const caller = await someone(register(), agent)
    await register().database.execute(`
      create function fail() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger fail before insert on onderwerpobject for each row execute function fail();`)
    const trace = await register().trace()
    const answer = await fetch(`${caller.base}${pathOf(KLANTCONTACT, contact.uuid)}/aanvullen`, {
      method: 'POST',
      headers: { authorization: `Token ${caller.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(TEXT),
    })
    assert.equal(answer.status, 500)
    await register().database.execute('drop trigger fail on onderwerpobject; drop function fail()')
    assert.equal(await register().trace(), trace)
    assert.equal((await historyOf(register(), pathOf(KLANTCONTACT, contact.uuid))).length, 1)
  })

  test('rivals each add their text, and each is linked once', async () => {
    const contact = await contactIn(register())
    const agents = await Promise.all([1, 2, 3, 4, 5, 6].map(actor))
    const texts = agents.map((_agent, index) => `tekst${index}`)
    const answers = await Promise.all(
      [...agents, ...agents].map(({ uuid }, index) =>
        act(register(), contact, 'aanvullen', { tekst: texts[index % 6], reden: 'vervolg', actor: { uuid } }),
      ),
    )
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
    const { inhoud } = await register().read(KLANTCONTACT, contact.uuid)
    assert.deepEqual(String(inhoud).split('\n\n').slice(1).sort(), [...texts, ...texts].sort())
    assert.deepEqual((await actorsOf(contact)).sort(), agents.map(({ uuid }) => uuid).sort())
    assert.equal((await historyOf(register(), pathOf(KLANTCONTACT, contact.uuid))).length, 13)
  })
})
