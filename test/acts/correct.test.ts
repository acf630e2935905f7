/** `POST /klantcontacten/{uuid}/corrigeren`. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Body, onBothDatabases, pathOf, type Shown } from '../support/register.ts'
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

const identification = (objectId: string): Body => ({
  objectId,
  codeObjecttype: 'zaak',
  codeRegister: 'openzaak',
  codeSoortObjectId: 'uuid',
})

onBothDatabases((register) => {
  const partij = () => samplesIn(register()).make(declared.get('partij'), { set: { soortPartij: 'persoon' } })

  const reported = async () => {
    const contact = await contactIn(register())
    const { make } = samplesIn(register())
    const wrong = await partij()
    const betrokkene = await make(BETROKKENE, {
      set: { hadKlantcontact: { uuid: contact.uuid }, wasPartij: { uuid: wrong.uuid } },
    })
    const onderwerpobject = await make(ONDERWERPOBJECT, {
      set: { klantcontact: { uuid: contact.uuid }, onderwerpobjectidentificator: identification('verkeerd') },
    })
    return { contact, wrong, betrokkene, onderwerpobject }
  }

  test('fields, the wrong person and the wrong subject are put right at once, and called a correction', async () => {
    const { contact, betrokkene, onderwerpobject } = await reported()
    const right = await partij()
    const before = await register().read(KLANTCONTACT, contact.uuid)
    const answer = await act(register(), contact, 'corrigeren', {
      reden: 'Verkeerde Henk',
      opVerzoekVan: { uuid: right.uuid },
      wijzigingen: {
        onderwerp: 'Parkeren',
        hadBetrokkenen: [{ uuid: betrokkene.uuid, wasPartij: { uuid: right.uuid } }],
        gingOverOnderwerpobjecten: [
          { uuid: onderwerpobject.uuid, onderwerpobjectidentificator: identification('goed') },
        ],
      },
    })
    assert.equal(answer.status, 200)
    assert.deepEqual(answer.body, { ...before, onderwerp: 'Parkeren' })
    assert.equal(((await register().read(BETROKKENE, betrokkene.uuid)).wasPartij as Shown).uuid, right.uuid)
    const subject = await register().read(ONDERWERPOBJECT, onderwerpobject.uuid)
    assert.equal((subject.onderwerpobjectidentificator as Body).objectId, 'goed')
    const reden = `Verkeerde Henk (op verzoek van partij ${right.uuid})`
    for (const [path, veld] of [
      [pathOf(KLANTCONTACT, contact.uuid), 'onderwerp'],
      [pathOf(BETROKKENE, betrokkene.uuid), 'wasPartij'],
      [pathOf(ONDERWERPOBJECT, onderwerpobject.uuid), 'onderwerpobjectidentificator.objectId'],
    ] as const) {
      const [last] = await historyOf(register(), path)
      assert.deepEqual([last?.versie, last?.actie, last?.reden], [2, 'correctie', reden], path)
      assert.deepEqual(
        last?.wijzigingen.map((one) => one.veld),
        [veld],
        path,
      )
    }
  })

  test('a correction of only what hangs on the contact shows in its own history too', async () => {
    const { contact, betrokkene } = await reported()
    const wijzigingen = { hadBetrokkenen: [{ uuid: betrokkene.uuid, wasPartij: null }] }
    assert.equal((await act(register(), contact, 'corrigeren', { reden: 'Onbekend wie', wijzigingen })).status, 200)
    assert.equal((await register().read(BETROKKENE, betrokkene.uuid)).wasPartij, null)
    const [last] = await historyOf(register(), pathOf(KLANTCONTACT, contact.uuid))
    assert.deepEqual([last?.actie, last?.reden, last?.wijzigingen], ['correctie', 'Onbekend wie', []])
  })

  test('an involved actor may, and who has the scope; others and outsiders may not', async () => {
    const { contact } = await reported()
    const { make } = samplesIn(register())
    const [agent, other] = [await make(ACTOR), await make(ACTOR)]
    await involve(register(), agent, contact)
    const body = { reden: 'Tikfout', wijzigingen: { onderwerp: 'Beter' } }
    const correct = async (...given: [Shown | null, typeof PLAIN?, object?]) =>
      act(await someone(register(), ...given), contact, 'corrigeren', body)
    assert.equal((await correct(agent)).status, 200)
    const stranger = await correct(other)
    assert.equal(stranger.status, 403)
    assert.match(detailOf(stranger), /betrokken.*klantcontacten\.corrigeren/)
    assert.equal((await correct(null)).status, 403)
    assert.equal((await correct(agent, PLAIN, { extern: true })).status, 403)
    assert.equal((await correct(null, [...PLAIN, 'klantcontacten.corrigeren'])).status, 200)
  })

  test('fields are judged as PATCH judges them, and every fault is named where it stands', async () => {
    const { contact, betrokkene } = await reported()
    const elsewhere = await reported()
    const trace = await register().trace()
    const faults = async (body: Body) =>
      faultsOf(await act(register(), contact, 'corrigeren', body)).map(({ name, code }) => `${name} ${code}`)
    assert.deepEqual(await faults({}), ['wijzigingen required', 'reden required'])
    assert.deepEqual(await faults({ reden: ' ', wijzigingen: [] }), [
      'wijzigingen.nonFieldErrors invalid',
      'reden blank',
    ])
    assert.deepEqual(await faults({ reden: 'x', wijzigingen: {} }), ['wijzigingen empty'])
    const wijzigingen = {
      kanaal: '',
      hadBetrokkenen: [
        { uuid: betrokkene.uuid, wasPartij: { uuid: contact.uuid } },
        { uuid: elsewhere.betrokkene.uuid, wasPartij: null },
        { uuid: betrokkene.uuid, hadKlantcontact: { uuid: elsewhere.contact.uuid } },
        { wasPartij: null },
        7,
      ],
      gingOverOnderwerpobjecten: {},
    }
    assert.deepEqual(await faults({ reden: 'x', wijzigingen, opVerzoekVan: { uuid: contact.uuid } }), [
      'wijzigingen.kanaal blank',
      'wijzigingen.hadBetrokkenen.0.wasPartij.uuid invalid',
      'wijzigingen.hadBetrokkenen.1.uuid invalid',
      'wijzigingen.hadBetrokkenen.2.hadKlantcontact invalid',
      'wijzigingen.hadBetrokkenen.3.uuid required',
      'wijzigingen.hadBetrokkenen.4.nonFieldErrors invalid',
      'wijzigingen.gingOverOnderwerpobjecten not_a_list',
      'opVerzoekVan.uuid invalid',
    ])
    const both = { indicatieContactGelukt: true, verdereActieOndernomen: true }
    assert.deepEqual(await faults({ reden: 'x', wijzigingen: both }), [
      'wijzigingen.nonFieldErrors no-further-action-when-contact-succesful',
    ])
    assert.equal(await register().trace(), trace)
  })

  test('what it would not change is refused by name, and so is what is given twice', async () => {
    const { contact, betrokkene } = await reported()
    const trace = await register().trace()
    const { uuid } = betrokkene
    const wijzigingen = {
      onderwerp: 'Nieuw',
      ondewerp: 'Tikfout',
      url: contact.url,
      omvatteBijlagen: [],
      hadBetrokkenen: [
        { uuid, rol: 'klant', contactnaam: { voornaam: 'Henk', achtenaam: 'Tikfout' } },
        { uuid, volledigeNaam: 'Henk' },
        { uuid, rol: 'klant' },
        { uuid, rol: 'vertegenwoordiger' },
      ],
    }
    const answer = await act(register(), contact, 'corrigeren', { reden: 'x', wijzigingen })
    assert.deepEqual(
      faultsOf(answer).map(({ name, code }) => `${name} ${code}`),
      [
        'wijzigingen.hadBetrokkenen.0.contactnaam.achtenaam onbekend',
        'wijzigingen.hadBetrokkenen.1.volledigeNaam onbekend',
        'wijzigingen.hadBetrokkenen.3.uuid unique',
        'wijzigingen.ondewerp onbekend',
        'wijzigingen.url onbekend',
        'wijzigingen.omvatteBijlagen onbekend',
      ],
    )
    assert.equal(await register().trace(), trace)
  })

  test('when one part is refused by a rule, the others are not written either', async () => {
    const { contact, betrokkene } = await reported()
    const trace = await register().trace()
    const wijzigingen = {
      onderwerp: 'Nieuw',
      hadBetrokkenen: [{ uuid: betrokkene.uuid, rol: 'onzin' }],
    }
    assert.equal((await act(register(), contact, 'corrigeren', { reden: 'x', wijzigingen })).status, 400)
    assert.equal(await register().trace(), trace)
  })
})
