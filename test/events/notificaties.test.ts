/** What the Notificaties API is told, to the letter (behaviour.md §6.1, §6.2). */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { jwtVerify } from 'jose'
import { eventually } from '../faults/support/eventually.ts'
import { onBothDatabases, pathOf, type TestRegister } from '../support/register.ts'
import { declared } from '../support/sample.ts'
import { type Received, type Receiver, startReceiver } from './support/receiver.ts'
import { speaking } from './support/settings.ts'

const API = 'https://klant.example/klantinteracties/api/v1'
const partij = declared.get('partij')
const klantcontact = declared.get('klantcontact')
const interneTaak = declared.get('interneTaak')
const onderwerpobject = declared.get('onderwerpobject')

const contact = { kanaal: 'telefoon', onderwerp: 'Parkeren', taal: 'nld', vertrouwelijk: true }
const link = (objectId: string, codeObjecttype = 'zaak', codeSoortObjectId = 'uuid') => ({
  onderwerpobjectidentificator: { objectId, codeObjecttype, codeRegister: 'openzaak', codeSoortObjectId },
})
const ZAAK = '11111111-1111-4111-8111-111111111111'
const OTHER = '22222222-2222-4222-8222-222222222222'

let receiver: Receiver
before(async () => {
  receiver = await startReceiver()
})
after(() => receiver.stop())
beforeEach(() => {
  receiver.received.length = 0
})

/** The messages that came in by the time that a last one, of a new partij, did. */
const heard = async (register: TestRegister): Promise<Received[]> => {
  const last = await register.create(partij, { soortPartij: 'organisatie', indicatieActief: true, nummer: '' })
  const isLast = ({ message }: Received): boolean => message.hoofdObject === `${API}/partijen/${last.uuid}`
  await eventually(() => assert.ok(receiver.received.some(isLast)))
  // Objects are told beside each other.
  await eventually(async () => {
    const { body } = await register.send('GET', '/beheer/api/v1/berichten/overzicht')
    const [{ wachtend } = { wachtend: 1 }] = (body as { ontvangers: { wachtend: number }[] }).ontvangers
    assert.equal(wachtend, 0)
  })
  return receiver.received.filter((one) => !isLast(one))
}

const settings =
  (more: Readonly<Record<string, string>> = {}) =>
  () => ({
    ...speaking,
    NOTIFICATIES_API_ROOT: `${receiver.url}/api/v1/`,
    NOTIFICATIES_CLIENT_ID: 'klant',
    NOTIFICATIES_SECRET: 'geheim',
    ...more,
  })

const kenmerkenOf = (received: readonly Received[]): unknown[] => received.map(({ message }) => message.kenmerken)

onBothDatabases(
  (register) => {
    test('the message of a partij, with a token that the API can check', async () => {
      const { uuid } = await register().create(partij, {
        soortPartij: 'organisatie',
        indicatieActief: true,
        nummer: '1234567890',
        interneNotitie: 'belt vaak',
      })
      const [made, ...more] = await heard(register())
      assert.ok(made)
      assert.deepEqual(more, [])
      assert.equal(made.path, '/api/v1/notificaties')
      assert.equal(made.headers['content-type'], 'application/json')
      const { aanmaakdatum, ...message } = made.message
      assert.deepEqual(message, {
        kanaal: 'partijen',
        source: speaking.EVENT_SOURCE,
        hoofdObject: `${API}/partijen/${uuid}`,
        resource: 'partij',
        resourceUrl: `${API}/partijen/${uuid}`,
        actie: 'create',
        kenmerken: { nummer: '1234567890', interneNotitie: '', soortPartij: 'organisatie' },
      })
      assert.ok(Math.abs(Date.parse(String(aanmaakdatum)) - Date.now()) < 60_000)
      assert.match(String(aanmaakdatum), /Z$/)
      const token = made.headers.authorization?.replace('Bearer ', '') ?? ''
      const { payload, protectedHeader } = await jwtVerify(token, new TextEncoder().encode('geheim'))
      assert.equal(protectedHeader.alg, 'HS256')
      assert.equal(payload.iss, 'klant')
      assert.equal(payload.client_id, 'klant')
      assert.ok(payload.iat && Math.abs(payload.iat - Date.now() / 1000) < 60)
    })

    test('each action by its name, with the values after it, and before it where the object goes', async () => {
      const made = await register().create(klantcontact, contact)
      const taak = await register().create(interneTaak, {
        aanleidinggevendKlantcontact: { uuid: made.uuid },
        gevraagdeHandeling: 'bellen',
        toelichting: 'over de buren',
        status: 'te_verwerken',
        nummer: '77',
        toegewezenAanActoren: [],
      })
      await register().replace(klantcontact, made.uuid, { ...contact, indicatieContactGelukt: false })
      await register().change(interneTaak, taak.uuid, { status: 'verwerkt' })
      await register().send('DELETE', pathOf(interneTaak, taak.uuid))
      const received = (await heard(register())).map(({ message }) => message)
      const ofTaak = received.filter(({ resource }) => resource === 'internetaak')
      assert.deepEqual(
        ofTaak.map(({ kanaal, actie, kenmerken }) => [kanaal, actie, kenmerken]),
        ['create', 'partial_update', 'destroy'].map((actie, at) => [
          'internetaken',
          actie,
          {
            nummer: '77',
            gevraagdeHandeling: 'bellen',
            toelichting: '',
            status: at === 0 ? 'te_verwerken' : 'verwerkt',
          },
        ]),
      )
      const ofContact = received.filter(({ resource }) => resource === 'klantcontact')
      assert.deepEqual(
        ofContact.map(({ kanaal, actie, kenmerken }) => [kanaal, actie, kenmerken]),
        [
          ['create', null],
          ['update', false],
        ].map(([actie, indicatieContactGelukt]) => [
          'klantcontacten',
          actie,
          { hoofdOnderwerpType: '', indicatieContactGelukt, verdereActieOndernomen: false },
        ]),
      )
    })

    test('a nummer that could be a BSN stays here', async () => {
      await register().create(partij, { soortPartij: 'persoon', indicatieActief: true, nummer: '999990019' })
      const [kenmerken] = kenmerkenOf(await heard(register())) as [{ nummer: string }]
      assert.equal(kenmerken.nummer, '')
    })

    test('nothing of other resources, of what a removal takes along, and of lists that change', async () => {
      const made = await register().create(klantcontact, contact)
      const actor = await register().create(declared.get('actor'), {
        naam: 'A',
        soortActor: 'medewerker',
        indicatieActief: true,
      })
      await register().create(interneTaak, {
        aanleidinggevendKlantcontact: { uuid: made.uuid },
        gevraagdeHandeling: 'bellen',
        status: 'te_verwerken',
        toegewezenAanActoren: [{ uuid: actor.uuid }],
      })
      await register().send('DELETE', pathOf(declared.get('actor'), actor.uuid))
      await register().send('DELETE', pathOf(klantcontact, made.uuid))
      const received = (await heard(register())).map(({ message: { kanaal, actie } }) => `${kanaal} ${actie}`)
      assert.deepEqual(received.sort(), ['internetaken create', 'klantcontacten create', 'klantcontacten destroy'])
    })

    test('maak-klantcontact tells of the contact and of its zaak', async () => {
      const { body } = await register().send('POST', '/klantinteracties/api/v1/maak-klantcontact', {
        klantcontact: { ...contact, nummer: '88' },
        betrokkene: { rol: 'klant', initiator: true },
        onderwerpobject: link(ZAAK),
      })
      const made = body as { klantcontact: { uuid: string }; onderwerpobject: { uuid: string } }
      const received = await heard(register())
      assert.equal(received.length, 2)
      const notificatie = received.find(({ path }) => path === '/api/v1/notificaties')
      assert.equal(notificatie?.message.hoofdObject, `${API}/klantcontacten/${made.klantcontact.uuid}`)
      assert.equal(notificatie?.message.actie, 'create')
      const event = received.find(({ path }) => path === '/api/v1/cloudevents')
      assert.equal(event?.headers['content-type'], 'application/cloudevents+json')
      const { id, time, ...message } = event?.message ?? {}
      assert.match(String(id), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
      assert.deepEqual(message, {
        source: speaking.EVENT_SOURCE,
        specversion: '1.0',
        type: 'nl.overheid.zaken.zaak-gekoppeld',
        subject: ZAAK,
        dataref: null,
        datacontenttype: 'application/json',
        data: {
          zaak: `urn:uuid:${ZAAK}`,
          linkTo: `${API}/onderwerpobjecten/${made.onderwerpobject.uuid}`,
          label: 'Parkeren - (88)',
          linkObjectType: 'Onderwerpobject',
        },
      })
    })

    test('a zaak is linked and let go as its onderwerpobject changes', async () => {
      const { uuid } = await register().create(klantcontact, contact)
      const other = await register().create(klantcontact, contact)
      const own = { klantcontact: { uuid }, wasKlantcontact: null }
      const made = await register().create(onderwerpobject, { ...own, ...link(ZAAK) })
      const change = (body: object) => register().change(onderwerpobject, made.uuid, body as never)
      await change({ klantcontact: { uuid: other.uuid } })
      await change(link(ZAAK))
      await change(link(OTHER))
      await change(link('3', 'product'))
      await change(link(OTHER))
      await register().send('DELETE', pathOf(onderwerpobject, made.uuid))
      const loose = await register().create(onderwerpobject, {
        klantcontact: null,
        wasKlantcontact: null,
        ...link(ZAAK),
      })
      await register().send('DELETE', pathOf(onderwerpobject, loose.uuid))
      const taken = await register().create(onderwerpobject, { ...own, ...link(ZAAK) })
      await register().send('DELETE', pathOf(klantcontact, uuid))
      const events = (await heard(register())).filter(({ path }) => path === '/api/v1/cloudevents')
      const of = (object: string): string[] =>
        events
          .map(({ message }) => message as { type: string; subject: string; data: { linkTo: string } })
          .filter(({ data }) => data.linkTo.endsWith(object))
          .map(({ type, subject }) => `${type.split('-').at(-1)} ${subject}`)
      assert.deepEqual(of(made.uuid), [
        `gekoppeld ${ZAAK}`,
        `ontkoppeld ${ZAAK}`,
        `gekoppeld ${OTHER}`,
        `ontkoppeld ${OTHER}`,
        `gekoppeld ${OTHER}`,
        `ontkoppeld ${OTHER}`,
      ])
      assert.deepEqual(of(loose.uuid), [])
      assert.deepEqual(of(taken.uuid), [`gekoppeld ${ZAAK}`], 'what goes along says nothing')
      const ids = events.map(({ message }) => message.id)
      assert.equal(new Set(ids).size, ids.length)
    })
  },
  settings({ NOTIFICATIES_CLOUD_EVENTS: 'on' }),
)

onBothDatabases(
  (register) => {
    test('free text goes along where a setting says so; no CloudEvents unless asked for', async () => {
      const { uuid } = await register().create(klantcontact, contact)
      await register().create(onderwerpobject, { klantcontact: { uuid }, wasKlantcontact: null, ...link(ZAAK) })
      await register().create(partij, {
        soortPartij: 'persoon',
        indicatieActief: true,
        nummer: '5',
        interneNotitie: 'belt vaak',
      })
      const received = await heard(register())
      assert.deepEqual(
        received.map(({ message }) => message.kanaal),
        ['klantcontacten', 'partijen'],
      )
      assert.deepEqual(kenmerkenOf(received.slice(1)), [
        { nummer: '5', interneNotitie: 'belt vaak', soortPartij: 'persoon' },
      ])
    })
  },
  settings({ NOTIFICATIES_FREE_TEXT: 'on' }),
)
