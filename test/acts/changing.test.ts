/** `KLANTCONTACT_WIJZIGEN`: how far a klantcontact may be changed but by the acts. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Resource } from '../../src/model/resource.ts'
import { onBothDatabases, pathOf, type TestRegister } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'
import { act, age, BETROKKENE, contactIn, detailOf, faultsOf, historyOf, KLANTCONTACT } from './support.ts'

const DOCUMENTING = ['klantcontact', 'betrokkene', 'onderwerpobject', 'bijlage', 'actorKlantcontact'].map((name) =>
  declared.get(name),
)

const withReason = (register: TestRegister, method: string, path: string, body?: unknown) =>
  fetch(register.base + path, {
    method,
    headers: {
      authorization: `Token ${register.token}`,
      'content-type': 'application/json',
      'x-audit-toelichting': 'Tikfout',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

describe('vrij', () => {
  onBothDatabases((register) => {
    const last = async (uuid: string) => (await historyOf(register(), pathOf(KLANTCONTACT, uuid)))[0]?.actie

    test('a PATCH that only adds to inhoud in time is a supplement; all others are changes', async () => {
      const { uuid } = await contactIn(register())
      const patch = (body: object) => register().change(KLANTCONTACT, uuid, { ...body })
      await patch({ inhoud: 'Het begin. En meer.' })
      assert.equal(await last(uuid), 'aanvulling')
      await patch({ inhoud: 'Het begin. En meer. Nog meer.', kanaal: 'telefoon' })
      assert.equal(await last(uuid), 'aanvulling')
      await patch({ inhoud: 'Het begin.' })
      assert.equal(await last(uuid), 'gewijzigd')
      await patch({ inhoud: 'Het begin. Meer', onderwerp: 'Ook dit' })
      assert.equal(await last(uuid), 'gewijzigd')
      await patch({ onderwerp: 'Nog iets' })
      assert.equal(await last(uuid), 'gewijzigd')
      await age(register(), { uuid, url: '' }, '2 hours')
      await patch({ inhoud: 'Het begin. Meer. Te laat.' })
      assert.equal(await last(uuid), 'gewijzigd')
      const letter = await contactIn(register(), { kanaal: 'brief' })
      await register().change(KLANTCONTACT, letter.uuid, { inhoud: 'Het begin. Meer' })
      assert.equal(await last(letter.uuid), 'gewijzigd')
    })
  })
})

describe('reden', () => {
  onBothDatabases(
    (register) => {
      for (const resource of DOCUMENTING) {
        test(`${resource.name} · changes and goes only with a reason`, async () => {
          const { make, body } = samplesIn(register())
          const { uuid } = await make(resource)
          const path = pathOf(resource, uuid)
          const whole = await body(resource)
          for (const [method, given] of [
            ['PUT', whole],
            ['PATCH', {}],
            ['DELETE', undefined],
          ] as const) {
            const trace = await register().trace()
            const refused = await register().send(method, path, given)
            assert.equal(refused.status, 400, method)
            assert.deepEqual(
              faultsOf(refused).map(({ name, code }) => `${name} ${code}`),
              ['X-Audit-Toelichting required'],
            )
            assert.equal(await register().trace(), trace)
            const answer = await withReason(register(), method, path, given)
            assert.equal(answer.status, method === 'DELETE' ? 204 : 200, method)
            assert.equal((await historyOf(register(), path))[0]?.reden, 'Tikfout')
          }
        })
      }

      test('a supplement by PATCH is one still, and others need no reason', async () => {
        const { uuid } = await contactIn(register())
        const path = pathOf(KLANTCONTACT, uuid)
        assert.equal((await withReason(register(), 'PATCH', path, { inhoud: 'Het begin. Meer' })).status, 200)
        assert.equal((await historyOf(register(), path))[0]?.actie, 'aanvulling')
        const task = await samplesIn(register()).make(declared.get('interneTaak'))
        await register().change(declared.get('interneTaak'), task.uuid, { status: 'verwerkt' })
      })
    },
    () => ({ KLANTCONTACT_WIJZIGEN: 'reden' }),
  )
})

describe('gesloten', () => {
  onBothDatabases(
    (register) => {
      const refused = async (method: string, path: string, body?: unknown): Promise<void> => {
        const trace = await register().trace()
        const answer = await register().send(method, path, body)
        assert.equal(answer.status, 403, `${method} ${path}`)
        assert.match(detailOf(answer), /niet gewijzigd of verwijderd.*aanvullen, corrigeren of betwisten/)
        assert.equal(await register().trace(), trace)
      }

      for (const resource of DOCUMENTING as readonly Resource[]) {
        test(`${resource.name} · is added, and neither changed nor removed`, async () => {
          const { make, body } = samplesIn(register())
          const { uuid } = await make(resource)
          const path = pathOf(resource, uuid)
          await refused('PUT', path, await body(resource))
          await refused('PATCH', path, {})
          await refused('DELETE', path)
          if (resource.name === 'onderwerpobject') await refused('DELETE', `${path}?cascade=true`)
        })
      }

      test('an empty wasPartij is tied, and nothing else with it; a tie stays', async () => {
        const { make } = samplesIn(register())
        const partij = await make(declared.get('partij'), { set: { soortPartij: 'persoon' } })
        const { uuid } = await make(BETROKKENE)
        const path = pathOf(BETROKKENE, uuid)
        const wasPartij = { uuid: partij.uuid }
        await refused('PATCH', path, { wasPartij, rol: 'vertegenwoordiger', organisatienaam: 'x' })
        await register().change(BETROKKENE, uuid, { wasPartij })
        await refused('PATCH', path, { wasPartij: null })
        const other = await make(declared.get('partij'), { set: { soortPartij: 'persoon' } })
        await refused('PATCH', path, { wasPartij: { uuid: other.uuid } })
        const second = await make(BETROKKENE)
        const { uuid: _uuid, url: _url, digitaleAdressen: _list, volledigeNaam: _name, ...whole } = second
        await register().replace(BETROKKENE, second.uuid, { ...whole, wasPartij })
      })

      test('tasks and digital addresses live on, and the acts work', async () => {
        const { make } = samplesIn(register())
        const task = await make(declared.get('interneTaak'))
        await register().change(declared.get('interneTaak'), task.uuid, { status: 'verwerkt' })
        const address = await make(declared.get('digitaalAdres'))
        await register().change(declared.get('digitaalAdres'), address.uuid, { referentie: 'x' })
        const contact = await contactIn(register())
        const wijzigingen = { onderwerp: 'Beter' }
        assert.equal((await act(register(), contact, 'corrigeren', { reden: 'x', wijzigingen })).status, 200)
        assert.equal((await act(register(), contact, 'aanvullen', { tekst: 'x', reden: 'vervolg' })).status, 200)
      })
    },
    () => ({ KLANTCONTACT_WIJZIGEN: 'gesloten' }),
  )
})
