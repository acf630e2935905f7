/** `POST /klantcontacten/{uuid}/verkeerde-persoon`, and what receivers of events hear of the acts. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { hook, sinks, speaking } from '../events/support/settings.ts'
import { type Body, onBothDatabases, pathOf, type Shown } from '../support/register.ts'
import { OPEN_KLANT_SCOPES } from '../../src/model/scopes.ts'
import { declared, samplesIn } from '../support/sample.ts'
import {
  ACTOR,
  act,
  BETROKKENE,
  contactIn,
  faultsOf,
  historyOf,
  involve,
  KLANTCONTACT,
  PLAIN,
  someone,
} from './support.ts'

const directory = mkdtempSync(join(tmpdir(), 'wrong-person-'))
after(() => rmSync(directory, { recursive: true, force: true }))

const PARTIJ = declared.get('partij')
const ADRES = declared.get('digitaalAdres')
const CORRECT = [...PLAIN, 'klantcontacten.corrigeren'] as const

interface Repaired extends Body {
  readonly klantcontact: Shown
  readonly ingezien: { readonly bekend: boolean; readonly toelichting: string; readonly inzagen: unknown[] }
  readonly ontvangen: readonly { readonly ontvanger: string; readonly type: string; readonly object: string }[]
}

onBothDatabases(
  (register) => {
    const partij = () => samplesIn(register()).make(PARTIJ, { set: { soortPartij: 'persoon' } })
    const took = (contact: Shown, who: Shown) =>
      samplesIn(register()).make(BETROKKENE, {
        set: { hadKlantcontact: { uuid: contact.uuid }, wasPartij: { uuid: who.uuid } },
      })
    const reported = async () => {
      const [contact, wrong, right] = [await contactIn(register()), await partij(), await partij()]
      const betrokkene = await took(contact, wrong)
      const address = await samplesIn(register()).make(ADRES, {
        set: {
          verstrektDoorBetrokkene: { uuid: betrokkene.uuid },
          verstrektDoorPartij: { uuid: wrong.uuid },
          isStandaardAdres: true,
        },
      })
      return { contact, wrong, right, betrokkene, address }
    }
    const link = ({ uuid, url }: Shown) => ({ uuid, url })

    test('unties and ties anew, with the addresses, in one correction; and tells who received it', async () => {
      const { contact, wrong, right, betrokkene, address } = await reported()
      const other = await took(contact, right)
      const answer = await act(register(), contact, 'verkeerde-persoon', {
        van: { uuid: wrong.uuid },
        naar: { uuid: right.uuid },
        reden: 'Twee Henken.',
      })
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      const { klantcontact, ingezien, ontvangen, sinds, ...rest } = answer.body as Repaired
      assert.deepEqual(klantcontact, await register().read(KLANTCONTACT, contact.uuid))
      assert.deepEqual(rest, {
        van: link(wrong),
        naar: link(right),
        betrokkenen: [link(betrokkene)],
        digitaleAdressen: [link(address)],
        keten: [],
      })
      assert.equal(((await register().read(BETROKKENE, betrokkene.uuid)).wasPartij as Shown).uuid, right.uuid)
      const { verstrektDoorPartij, isStandaardAdres } = await register().read(ADRES, address.uuid)
      assert.deepEqual([(verstrektDoorPartij as Shown).uuid, isStandaardAdres], [right.uuid, false])
      assert.equal((await historyOf(register(), pathOf(BETROKKENE, other.uuid))).length, 1)
      const made = (await historyOf(register(), pathOf(BETROKKENE, betrokkene.uuid))).at(-1)
      assert.equal(sinds, made?.moment)
      for (const path of [
        pathOf(KLANTCONTACT, contact.uuid),
        pathOf(BETROKKENE, betrokkene.uuid),
        pathOf(ADRES, address.uuid),
      ]) {
        const [last] = await historyOf(register(), path)
        assert.deepEqual([last?.actie, last?.reden], ['correctie', 'Verkeerde persoon: Twee Henken.'])
      }
      assert.equal(ingezien.bekend, true)
      assert.ok(Array.isArray(ontvangen))
    })

    test('who was shown it since is in the answer, for who may know', async () => {
      const { contact, wrong, right } = await reported()
      const reader = await someone(register(), null, [...PLAIN, 'vertrouwelijk'])
      await reader.read(KLANTCONTACT, contact.uuid)
      const isWritten = async () => {
        const text = `select from verwerking v join verwerking_kader k on k.id = v.kader where v.object = $1 and k.handeling like 'GET%'`
        return (await register().database.query({ text, values: [contact.uuid] })).length > 0
      }
      for (let tries = 0; tries < 200 && !(await isWritten()); tries++) await wait(50)
      const seen = await act(register(), contact, 'verkeerde-persoon', { naar: { uuid: right.uuid }, reden: 'x' })
      const { bekend, inzagen } = (seen.body as Repaired).ingezien
      assert.equal(bekend, true)
      const looks = inzagen as { handeling: string; zeker: boolean }[]
      assert.ok(
        looks.some(({ handeling, zeker }) => zeker && /^GET .*klantcontacten/.test(handeling)),
        JSON.stringify(looks),
      )
      const caller = await someone(register(), null, [...CORRECT, 'partijen.schrijven'])
      const blind = await act(caller, contact, 'verkeerde-persoon', { naar: { uuid: wrong.uuid }, reden: 'x' })
      const { ingezien } = blind.body as Repaired
      assert.deepEqual([blind.status, ingezien.bekend, ingezien.inzagen], [200, false, []])
      assert.match(ingezien.toelichting, /recht verwerkingen/)
    })

    test('what receivers were told since is in the answer, and a correction is told as one', async () => {
      const { contact, wrong, betrokkene } = await reported()
      const types = async (uuid: string): Promise<string[]> => {
        for (let tries = 0; tries < 100; tries++) {
          const rows = await register().database.query({
            text: 'select action from event where object = $1 order by position',
            values: [uuid],
          })
          if (rows.length > 0) return rows.map(({ action }) => String(action))
          await wait(50)
        }
        return []
      }
      assert.deepEqual(await types(contact.uuid), ['create'])
      await types(betrokkene.uuid)
      const answer = await act(register(), contact, 'verkeerde-persoon', { naar: null, reden: 'x' })
      const { ontvangen } = answer.body as Repaired
      const told = ontvangen.map(({ ontvanger, type, object }) => `${ontvanger} ${type} ${object}`)
      assert.ok(told.includes(`zaak nl.klantinteracties.klantcontact-aangemaakt ${contact.uuid}`), told.join('\n'))
      assert.ok(told.includes(`zaak nl.klantinteracties.betrokkene-aangemaakt ${betrokkene.uuid}`), told.join('\n'))
      assert.ok(!told.some((one) => one.includes(wrong.uuid)))
      await act(register(), contact, 'aanvullen', { tekst: 'x', reden: 'vervolg' })
      await act(register(), contact, 'corrigeren', { reden: 'x', wijzigingen: { onderwerp: 'Anders' } })
      await act(register(), contact, 'betwisten', { toelichting: 'x', betrokkene: { uuid: betrokkene.uuid } })
      const events = async () =>
        (
          await register().database.query({
            text: `select action from event where object = $1 order by position`,
            values: [contact.uuid],
          })
        ).map(({ action }) => action)
      for (let tries = 0; tries < 100 && (await events()).length < 5; tries++) await wait(50)
      assert.deepEqual(await events(), ['create', 'correct', 'supplement', 'correct', 'dispute'])
    })

    test('to nobody: the wrong partij is let go, its preference too', async () => {
      const { contact, wrong, betrokkene, address } = await reported()
      await register().change(PARTIJ, wrong.uuid, { voorkeursDigitaalAdres: { uuid: address.uuid } })
      const answer = await act(register(), contact, 'verkeerde-persoon', { naar: null, reden: 'Onbekend.' })
      assert.equal((answer.body as Repaired).naar, null)
      assert.equal((await register().read(BETROKKENE, betrokkene.uuid)).wasPartij, null)
      const { verstrektDoorPartij, verstrektDoorBetrokkene } = await register().read(ADRES, address.uuid)
      assert.deepEqual([verstrektDoorPartij, (verstrektDoorBetrokkene as Shown).uuid], [null, betrokkene.uuid])
      assert.equal((await register().read(PARTIJ, wrong.uuid)).voorkeursDigitaalAdres, null)
    })

    test('other contacts of the thread that are tied to it still are named', async () => {
      const { contact, wrong } = await reported()
      const next = await contactIn(register())
      await took(next, wrong)
      await samplesIn(register()).make(declared.get('onderwerpobject'), {
        set: { klantcontact: { uuid: next.uuid }, wasKlantcontact: { uuid: contact.uuid } },
      })
      const hidden = await contactIn(register(), { vertrouwelijk: true })
      await took(hidden, wrong)
      await samplesIn(register()).make(declared.get('onderwerpobject'), {
        set: { klantcontact: { uuid: hidden.uuid }, wasKlantcontact: { uuid: contact.uuid } },
      })
      const caller = await someone(register(), null, [...CORRECT, 'partijen.schrijven'])
      const answer = await act(caller, contact, 'verkeerde-persoon', { naar: null, reden: 'x' })
      assert.deepEqual((answer.body as Repaired).keten, [link(next)])
    })

    test('which partij it was must be clear, and the right one another', async () => {
      const { contact, wrong, right } = await reported()
      const trace = await register().trace()
      const faults = async (body: Body) =>
        faultsOf(await act(register(), contact, 'verkeerde-persoon', body)).map(({ name, code }) => `${name} ${code}`)
      assert.deepEqual(await faults({}), ['naar required', 'reden required'])
      assert.deepEqual(await faults({ naar: { uuid: contact.uuid }, van: { uuid: contact.uuid }, reden: 'x' }), [
        'naar.uuid invalid',
        'van.uuid invalid',
      ])
      assert.deepEqual(await faults({ naar: null, van: { uuid: right.uuid }, reden: 'x' }), ['van niet-verbonden'])
      assert.deepEqual(await faults({ naar: { uuid: wrong.uuid }, reden: 'x' }), ['naar invalid'])
      assert.equal(await register().trace(), trace)
      await took(contact, right)
      assert.deepEqual(await faults({ naar: null, reden: 'x' }), ['van required'])
      const empty = await contactIn(register())
      const none = await act(register(), empty, 'verkeerde-persoon', { naar: null, reden: 'x' })
      assert.deepEqual(
        faultsOf(none).map(({ code }) => code),
        ['niet-verbonden'],
      )
    })

    test('who may not read partijen learns of none whether it exists', async () => {
      const { contact, wrong, right } = await reported()
      const caller = await someone(register(), null, [
        'klantcontacten.lezen',
        'klantcontacten.schrijven',
        ...CORRECT.slice(-1),
      ])
      const told = async (body: (uuid: string) => Body, name = 'verkeerde-persoon'): Promise<void> => {
        const answers = [right.uuid, contact.uuid].map((uuid) =>
          act(caller, contact, name, { reden: 'x', ...body(uuid) }),
        )
        const [there, absent] = (await Promise.all(answers)).map(({ status, body: shown }) => {
          const { instance: _instance, ...rest } = shown as Body
          return { status, ...rest }
        })
        assert.deepEqual(there, absent)
        assert.equal(there?.status, 403, JSON.stringify(there))
      }
      const trace = await register().trace()
      await told((uuid) => ({ naar: null, van: { uuid } }))
      await told((uuid) => ({ naar: { uuid } }))
      await told((uuid) => ({ naar: { uuid }, van: { uuid } }))
      await told((uuid) => ({ naar: { uuid }, van: { uuid: wrong.uuid } }))
      await told((uuid) => ({ opVerzoekVan: { uuid }, wijzigingen: { onderwerp: 'anders' } }), 'corrigeren')
      assert.equal(await register().trace(), trace)
    })

    test('who is not shown the addresses of a partij learns of none', async () => {
      const scopes = OPEN_KLANT_SCOPES.filter((scope) => scope !== 'geheimhouding')
      const caller = await someone(register(), null, scopes)
      const told = async (hasAddress: boolean): Promise<unknown> => {
        const { contact, wrong, address } = await reported()
        if (!hasAddress) await register().send('DELETE', pathOf(ADRES, address.uuid))
        await register().change(PARTIJ, wrong.uuid, { indicatieGeheimhouding: true })
        const { status, body } = await act(caller, contact, 'verkeerde-persoon', { naar: null, reden: 'x' })
        const whole = await act(register(), contact, 'verkeerde-persoon', { naar: null, reden: 'x' })
        assert.equal(whole.status, 200, JSON.stringify(whole.body))
        return [status, (body as Body).detail]
      }
      assert.deepEqual(await told(true), await told(false))
      assert.match(JSON.stringify(await told(true)), /^\[403,.*geheimhouding/)
    })

    test('by who was involved or may correct; addresses of a partij take the right to change those', async () => {
      const { contact, wrong, right } = await reported()
      const body = { naar: { uuid: right.uuid }, reden: 'x' }
      const agent = await samplesIn(register()).make(ACTOR)
      const trace = await register().trace()
      assert.equal((await act(await someone(register(), agent), contact, 'verkeerde-persoon', body)).status, 403)
      assert.equal(
        (await act(await someone(register(), null, CORRECT), contact, 'verkeerde-persoon', body)).status,
        403,
      )
      assert.equal(await register().trace(), trace)
      await involve(register(), agent, contact)
      const involved = await someone(register(), agent, [...PLAIN, 'partijen.schrijven'])
      assert.equal((await act(involved, contact, 'verkeerde-persoon', body)).status, 200)
      const back = { naar: { uuid: wrong.uuid }, reden: 'x' }
      assert.equal(
        (await act(await someone(register(), agent, PLAIN, { extern: true }), contact, 'verkeerde-persoon', back))
          .status,
        403,
      )
    })
  },
  () => ({
    ...speaking,
    VERWERKINGENLOG: 'tabel',
    VERWERKINGENLOG_DIR: directory,
    EVENT_SINKS: sinks(hook('zaak', 'http://127.0.0.1:9/')),
  }),
)
