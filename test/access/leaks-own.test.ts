/** No answer tells someone of what is not of its own units; see `leaks.test.ts`. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { OPEN_KLANT_SCOPES, type Scope } from '../../src/model/scopes.ts'
import { callerWith } from '../support/callers.ts'
import { compare, compareThen, compareWritten, report } from '../support/compare.ts'
import { tryWrites } from '../support/leak-writes.ts'
import { portalSettings, speakingFor } from '../support/portal.ts'
import { type Body, onBothDatabases, pathOf, type Shown, type TestRegister } from '../support/register.ts'
import { declared } from '../support/sample.ts'
import { type Base, groupSecret, makeBase, partsSecret, rowSecret, type Secret } from '../support/secrets.ts'

const [actoren, klantcontacten, tasks, links] = [
  declared.get('actor'),
  declared.get('klantcontact'),
  declared.get('interneTaak'),
  declared.get('onderwerpobject'),
]
const person = { codeObjecttype: 'natuurlijk_persoon', codeSoortObjectId: 'bsn', codeRegister: 'brp' }
const unit = (naam: string) => ({ naam, soortActor: 'organisatorische_eenheid' })

onBothDatabases(
  (register) => {
    let base: Base
    let [own, others, foreign] = [] as unknown as [Shown, Shown, Shown]
    let callers: Readonly<Record<string, TestRegister>>
    let historian: { readonly unit: TestRegister }
    const rows = async (): Promise<number> => {
      const counts = await Promise.all(declared.resources.map(async (one) => (await register().list(one)).count))
      return counts.reduce((sum, count) => sum + count, 0)
    }
    const contactOf = async (actor: Shown): Promise<Shown> => {
      const body = { kanaal: 'x', onderwerp: 'x', taal: 'nld', vertrouwelijk: false }
      const made = await register().create(klantcontacten, body)
      const klantcontact = { uuid: made.uuid }
      await register().create(declared.get('actorKlantcontact'), { actor: { uuid: actor.uuid }, klantcontact })
      return made
    }
    /** Beyond the contact that is secret, one of another unit: in a thread with the caller's own, if secrets let it pass. */
    const beyond = (secret: Secret): Secret => {
      let link: Shown | undefined
      const set = async (on: boolean): Promise<void> => {
        if (link) await register().send('DELETE', pathOf(links, link.uuid))
        link = undefined
        await secret.set(on)
        if (!on) return
        const [hidden] = secret.rows.get(klantcontacten) ?? []
        link = await register().create(links, {
          klantcontact: { uuid: foreign.uuid },
          wasKlantcontact: { uuid: hidden?.uuid },
          onderwerpobjectidentificator: null,
        })
      }
      return { ...secret, set }
    }
    const shield = async (actor: Shown, afgeschermd: boolean): Promise<void> => {
      const { status } = await register().send('PUT', `${pathOf(actoren, actor.uuid)}/zicht`, { afgeschermd })
      assert.equal(status, 200)
    }

    before(async () => {
      base = await makeBase(register())
      own = await register().create(actoren, unit('eigen'))
      others = await register().create(actoren, unit('ander'))
      // What is linked to base rows is linked to the caller's own.
      const actor = { uuid: own.uuid }
      for (const one of base.get('klantcontact') ?? []) {
        await register().create(declared.get('actorKlantcontact'), { actor, klantcontact: { uuid: one.uuid } })
      }
      foreign = await contactOf(others)
      const scopes: Scope[] = [...OPEN_KLANT_SCOPES, 'historie']
      const none = base.get('actor')?.[0].uuid ?? ''
      historian = { unit: await callerWith(register(), { scopes, units: [own.uuid] }) }
      callers = { ...historian, 'unit without contacts': await callerWith(register(), { scopes, units: [none] }) }
    })

    test('what there is of a contact of another unit', async (t) => {
      const contact = await contactOf(others)
      const open = ['kanaal', 'onderwerp']
      const secret = partsSecret(register(), base, klantcontacten, contact, { open })
      const found = await compare(register(), secret, historian)
      t.diagnostic(report(secret, historian, found, await rows()))
      // Which units were there is shown; which employees, is not.
      assert.deepEqual([...secret.rows.keys()].map(({ name }) => name).sort(), [
        'actorKlantcontact',
        'betrokkene',
        'bijlage',
        'digitaalAdres',
        'interneTaak',
        'onderwerpobject',
      ])
      await compareWritten(base, historian)
      const hidden = new Map([...secret.rows, [klantcontacten, [contact]] as const])
      await tryWrites(register(), base, hidden, historian.unit)
      await secret.set(false)
    })

    test('a contact of a unit that is shielded, now and in the past', async (t) => {
      const actor = base.get('actor')?.[1]
      assert.ok(actor)
      await shield(actor, true)
      // What is linked to this contact is in a thread in which the caller has a task.
      const task = await register().create(tasks, {
        aanleidinggevendKlantcontact: { uuid: base.get('klantcontact')?.[1].uuid },
        toegewezenAanActor: { uuid: own.uuid },
        gevraagdeHandeling: 'x',
        status: 'te_verwerken',
      })
      const secret = beyond(rowSecret(register(), base, klantcontacten, { vertrouwelijk: false }))
      t.diagnostic(report(secret, callers, await compare(register(), secret, callers), await rows()))
      await compareThen(register(), secret, callers)
      await secret.set(false)
      await register().send('DELETE', pathOf(tasks, task.uuid))
      await shield(actor, false)
    })

    test('to residents, what is not theirs', async (t) => {
      const [self, other] = base.get('partij') ?? []
      assert.ok(self && other)
      const portal = await callerWith(register(), { scopes: ['inwoners', 'actoren.lezen'] })
      const [first] = self.partijIdentificatoren as { partijIdentificator: Body }[]
      const bsn = String(first?.partijIdentificator.objectId)
      const made = await register().create(declared.get('partij'), {
        soortPartij: 'persoon',
        indicatieActief: true,
        partijIdentificatoren: [{ partijIdentificator: { ...person, objectId: '999990019' } }],
      })
      const body = { kanaal: 'x', onderwerp: 'x', taal: 'nld', vertrouwelijk: false }
      const mine = await register().create(klantcontacten, body)
      const took = (was: Shown, rol: string): Promise<Shown> =>
        register().create(declared.get('betrokkene'), {
          hadKlantcontact: { uuid: mine.uuid },
          wasPartij: { uuid: was.uuid },
          rol,
          initiator: false,
        })
      for (const was of [self, made]) await took(was, 'klant')
      const beside = await took(other, 'vertegenwoordiger')
      const task = await register().create(tasks, {
        aanleidinggevendKlantcontact: { uuid: mine.uuid },
        toegewezenAanActor: { uuid: own.uuid },
        gevraagdeHandeling: 'x',
        status: 'te_verwerken',
      })
      const isOwn = (row: Shown): boolean => [self, made].some(({ uuid }) => JSON.stringify(row).includes(uuid))
      const residents = {
        resident: speakingFor(portal, { identiteit: { bsn } }),
        'with a machtiging': speakingFor(portal, { identiteit: { bsn }, namens: { bsn: '999990019' } }),
      }
      const secrets = [
        rowSecret(register(), base, klantcontacten, { vertrouwelijk: false }),
        partsSecret(register(), base, declared.get('betrokkene'), beside, { open: ['rol'] }),
        partsSecret(register(), base, tasks, task, { open: ['nummer'] }),
        groupSecret(register(), base, 'partijen', isOwn),
      ]
      for (const secret of secrets) {
        t.diagnostic(report(secret, residents, await compare(register(), secret, residents), await rows()))
        const hidden = new Map([...secret.rows, [declared.get('betrokkene'), [beside]] as const])
        await tryWrites(register(), base, hidden, residents.resident, /^40[034] /)
        await secret.set(false)
      }
    })

    test('what another unit makes of a task that one raised', async (t) => {
      const raised = await contactOf(own)
      const task = await register().create(tasks, {
        aanleidinggevendKlantcontact: { uuid: raised.uuid },
        toegewezenAanActor: { uuid: others.uuid },
        gevraagdeHandeling: 'x',
        status: 'te_verwerken',
      })
      const secret = partsSecret(register(), base, tasks, task, { open: ['nummer'] })
      t.diagnostic(report(secret, historian, await compare(register(), secret, historian), await rows()))
      await tryWrites(register(), base, new Map([[tasks, [task]]]), historian.unit)
    })
  },
  () => portalSettings({ ZICHT: 'eenheid' }),
)
