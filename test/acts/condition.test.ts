/** Acts on condition that the contact is what it was, and acts that are sent twice. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { type Body, onBothDatabases, pathOf, type Shown } from '../support/register.ts'
import { samplesIn } from '../support/sample.ts'
import { ACTOR, BETROKKENE, contactIn, historyOf, KLANTCONTACT, someone } from './support.ts'

onBothDatabases((register) => {
  const post = (path: string, body: Body, headers: Record<string, string>, token = register().token) =>
    fetch(register().base + path, {
      method: 'POST',
      headers: { authorization: `Token ${token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })

  test('each act is refused where somebody changed the contact meanwhile', async () => {
    const { make } = samplesIn(register())
    const contact = await contactIn(register())
    const path = pathOf(KLANTCONTACT, contact.uuid)
    const actor = { uuid: (await make(ACTOR)).uuid }
    const who = await make(BETROKKENE, { set: { hadKlantcontact: { uuid: contact.uuid } } })
    const etagOf = async () => String((await register().send('GET', path)).headers.get('etag'))
    const old = await etagOf()
    await register().change(KLANTCONTACT, contact.uuid, { onderwerp: 'Anders' })
    const acts: Readonly<Record<string, Body>> = {
      aanvullen: { tekst: 'x', reden: 'vervolg', actor },
      corrigeren: { reden: 'x', wijzigingen: { onderwerp: 'Nog anders' } },
      betwisten: { toelichting: 'x', betrokkene: { uuid: who.uuid } },
      'verkeerde-persoon': { naar: null, reden: 'x' },
    }
    for (const [act, body] of Object.entries(acts)) {
      const versions = (await historyOf(register(), path)).length
      const refused = await post(`${path}/${act}`, body, { 'if-match': old })
      assert.equal(refused.status, 412, act)
      assert.equal((await historyOf(register(), path)).length, versions, act)
      const done = await post(`${path}/${act}`, body, { 'if-match': await etagOf() })
      assert.ok(act === 'verkeerde-persoon' ? done.status === 400 : done.ok, `${act} ${done.status}`)
    }
    const [dispute] = ((await register().send('GET', `${path}/betwistingen`)).body as { results: Shown[] }).results
    const decider = await someone(register(), null, [
      'klantcontacten.lezen',
      'klantcontacten.schrijven',
      'klantcontacten.corrigeren',
      'actoren.lezen',
    ])
    const decision = { uitkomst: 'afgewezen', toelichting: 'x' }
    const late = await post(
      `${path}/betwistingen/${dispute?.uuid}/besluit`,
      decision,
      { 'if-match': old },
      decider.token,
    )
    assert.equal(late.status, 412)
  })

  test('an act that is sent twice with one key is done once', async () => {
    const contact = await contactIn(register())
    const path = `${pathOf(KLANTCONTACT, contact.uuid)}/aanvullen`
    const headers = { 'idempotency-key': randomUUID() }
    const body = { tekst: 'Nog iets.', reden: 'vervolg' }
    const [first, second] = [await post(path, body, headers), await post(path, body, headers)]
    assert.deepEqual([first.status, second.status], [200, 200])
    assert.equal(second.headers.get('idempotent-replayed'), 'true')
    assert.equal(await first.text(), await second.text())
    assert.equal((await register().read(KLANTCONTACT, contact.uuid)).inhoud, 'Het begin.\n\nNog iets.')
  })
})
