/** What a client last saw: told by an ETag, and believed in If-Match and If-None-Match (RFC 9110 §13). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import { callerWith } from '../support/callers.ts'
import { type Answer, type Body, onBothDatabases, pathOf, type Shown } from '../support/register.ts'
import { rich } from '../support/rich.ts'
import { declared, samplesIn } from '../support/sample.ts'

const PARTIJ = declared.get('partij')
const KLANTCONTACT = declared.get('klantcontact')
const ADRES = declared.get('digitaalAdres')
const STRONG = /^"[\w.-]+"$/

const etagOf = ({ headers, status }: Answer): string => {
  const etag = headers.get('etag')
  assert.ok(etag, `an answer of ${status} without an ETag`)
  assert.match(etag, STRONG)
  return etag
}

onBothDatabases((register) => {
  const send = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
    register().send(method, path, body, headers)

  /** The same request with the condition that it is the version with this ETag. */
  const ifMatch = (etag: string) => ({ 'if-match': etag })

  for (const resource of resources as readonly Resource[]) {
    test(`${resource.name}: every answer that shows it has an ETag that is taken, and an old one is refused`, async () => {
      const { body } = samplesIn(register())
      const made = await send('POST', pathOf(resource), await body(resource))
      const shown = made.body as Shown
      const path = pathOf(resource, shown.uuid)
      const got = await send('GET', path)
      assert.equal(etagOf(made), etagOf(got), 'POST shows what GET shows')

      for (const [method, given] of [
        ['PUT', await body(resource, { n: 1 })],
        ['PATCH', {}],
      ] as const) {
        const before = await register().trace()
        const late = await send(method, path, given, ifMatch('"elsewhere"'))
        assert.equal(late.status, 412)
        assert.equal(etagOf(late), etagOf(await send('GET', path)), 'it says what it is now')
        assert.match((late.body as Body).detail as string, /niet meer zoals het is opgehaald; de huidige versie is "/)
        assert.equal(await register().trace(), before, 'nothing happened')
        const now = await send('GET', path)
        const done = await send(method, path, given, ifMatch(etagOf(now)))
        assert.equal(done.status, 200, JSON.stringify(done.body))
        assert.equal(etagOf(done), etagOf(await send('GET', path)))
      }
      const wrong = await send('DELETE', path, undefined, ifMatch('"elsewhere"'))
      assert.equal(wrong.status, 412)
      const etag = etagOf(await send('GET', path))
      assert.equal((await send('DELETE', path, undefined, ifMatch(etag))).status, 204)
      assert.equal((await send('DELETE', path, undefined, ifMatch(etag))).status, 404, 'what is not there is not there')
    })

    test(`${resource.name}: who has the answer already is told so`, async () => {
      const { make } = samplesIn(register())
      const { uuid } = await make(resource)
      const lists = [pathOf(resource), `${pathOf(resource)}?pageSize=2`, `${pathOf(resource)}.json`]
      const objects = [pathOf(resource, uuid), `${pathOf(resource, uuid)}.json`, `${pathOf(resource, uuid)}/historie`]
      const expands = (resource.expand ?? []).map((path) => `${pathOf(resource, uuid)}?expand=${path}`)
      for (const path of [...lists, ...objects, ...expands]) {
        const first = await send('GET', path)
        const etag = etagOf(first)
        for (const method of ['GET', 'HEAD']) {
          for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
            const again = await send(method, path, undefined, { 'if-none-match': header })
            assert.equal(again.status, 304, `${method} ${path} ${header}`)
            assert.equal(again.body, undefined)
            assert.equal(etagOf(again), etag)
            assert.equal(again.headers.get('vary'), 'origin')
            assert.equal(again.headers.get('api-version'), first.headers.get('api-version'))
            assert.equal(again.headers.get('content-type'), null)
          }
          const other = await send(method, path, undefined, { 'if-none-match': '"other"' })
          assert.equal(other.status, 200)
          assert.equal(etagOf(other), etag)
        }
      }
    })
  }

  test('the ETag of an object with what it includes is taken, and is not spent by a change of that', async () => {
    const partij = await rich(samplesIn(register()))
    const path = pathOf(PARTIJ, partij)
    const all = `${path}?expand=${(PARTIJ.expand ?? []).join(',')}`
    const [plain, expanded] = [await send('GET', path), await send('GET', all)]
    assert.notEqual(etagOf(plain), etagOf(expanded))
    assert.ok((expanded.body as Body)._expand)
    const [adres] = (expanded.body as { digitaleAdressen: readonly Shown[] }).digitaleAdressen
    assert.ok(adres)
    await register().change(ADRES, adres.uuid, { omschrijving: 'nieuw' })
    assert.equal(etagOf(await send('GET', path)), etagOf(plain), 'the partij itself is what it was')
    assert.equal((await send('GET', all, undefined, { 'if-none-match': etagOf(expanded) })).status, 200)
    assert.equal((await send('PATCH', path, { interneNotitie: 'a' }, ifMatch(etagOf(expanded)))).status, 200)
    assert.equal((await send('PATCH', path, { interneNotitie: 'b' }, ifMatch(etagOf(expanded)))).status, 412)
  })

  test('a list that belongs to an object is part of its version', async () => {
    const { make } = samplesIn(register())
    const { uuid } = await make(KLANTCONTACT)
    const path = pathOf(KLANTCONTACT, uuid)
    const etag = etagOf(await send('GET', path))
    await make(declared.get('betrokkene'), { set: { hadKlantcontact: { uuid } } })
    assert.equal((await send('PATCH', path, { onderwerp: 'x' }, ifMatch(etag))).status, 412)
  })

  test('strong and weak, several, any, and what is none', async () => {
    const { make } = samplesIn(register())
    const { uuid } = await make(KLANTCONTACT)
    const path = pathOf(KLANTCONTACT, uuid)
    const patch = async (headers: Readonly<Record<string, string>>) => {
      const onderwerp = String(Math.random())
      return (await send('PATCH', path, { onderwerp }, headers)).status
    }
    const now = async () => etagOf(await send('GET', path))
    assert.equal(await patch(ifMatch(`"a", ${await now()} ,"b"`)), 200)
    assert.equal(await patch(ifMatch('*')), 200)
    assert.equal(await patch(ifMatch(`W/${await now()}`)), 412, 'a weak tag does not say that it is the same')
    assert.equal(await patch({ 'if-none-match': '*' }), 412)
    assert.equal(await patch({ 'if-none-match': await now() }), 412)
    assert.equal(await patch({ 'if-none-match': '"other"' }), 200)
    for (const header of ['abc', '"abc', '', 'W/', '"a" b', '"a b"']) {
      const answer = await send('PATCH', path, { onderwerp: 'x' }, ifMatch(header))
      assert.equal(answer.status, 400, header)
      const [fault] = (answer.body as { invalidParams: readonly Body[] }).invalidParams
      assert.deepEqual([fault?.name, fault?.code], ['If-Match', 'invalid'])
    }
    assert.equal((await send('GET', path, undefined, ifMatch('"other"'))).status, 412)
    assert.equal((await send('GET', path, undefined, ifMatch(await now()))).status, 200)
    assert.equal(
      (await send('GET', path, undefined, { 'if-none-match': 'abc' })).status,
      200,
      'ignored: nothing is lost',
    )
    assert.equal((await send('OPTIONS', path, undefined, ifMatch('abc'))).status, 200)
    const gone = pathOf(KLANTCONTACT, '00000000-0000-4000-8000-000000000000')
    assert.equal((await send('PATCH', gone, {}, ifMatch('*'))).status, 404)
  })

  test('removal with all that an onderwerpobject is about has the same condition', async () => {
    const { make } = samplesIn(register())
    const { uuid } = await make(declared.get('onderwerpobject'))
    const path = pathOf(declared.get('onderwerpobject'), uuid)
    assert.equal((await send('DELETE', `${path}?cascade=true`, undefined, ifMatch('"a"'))).status, 412)
    const etag = etagOf(await send('GET', path))
    assert.equal((await send('DELETE', `${path}?cascade=true`, undefined, ifMatch(etag))).status, 200)
  })

  test('a contact that is made with what belongs to it has its own ETag', async () => {
    const [klantcontact, betrokkene] = await Promise.all(
      [KLANTCONTACT, declared.get('betrokkene')].map((resource) => samplesIn(register()).body(resource)),
    )
    const made = await send('POST', pathOf(KLANTCONTACT).replace('klantcontacten', 'maak-klantcontact'), {
      klantcontact,
      betrokkene: { ...betrokkene, hadKlantcontact: undefined },
    })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const { uuid } = (made.body as { klantcontact: { uuid: string } }).klantcontact
    assert.equal(etagOf(made), etagOf(await send('GET', pathOf(KLANTCONTACT, uuid))))
  })

  test('acts on a klantcontact have the same condition', async () => {
    const { make } = samplesIn(register())
    const { uuid } = await make(KLANTCONTACT, { set: { kanaal: 'telefoon' } })
    const betrokkene = await make(declared.get('betrokkene'), { set: { hadKlantcontact: { uuid } } })
    const path = pathOf(KLANTCONTACT, uuid)
    const now = async () => etagOf(await send('GET', path))
    const seen = await now()
    const acts = [
      ['corrigeren', { reden: 'Verkeerd', wijzigingen: { onderwerp: 'Anders' } }, 200],
      ['aanvullen', { tekst: 'En nog iets.', reden: 'vervolg' }, 200],
      ['betwisten', { toelichting: 'Niet waar', betrokkene: { uuid: betrokkene.uuid } }, 201],
    ] as const
    for (const [act, body, status] of acts) {
      const late = await send('POST', `${path}/${act}`, body, ifMatch('"elsewhere"'))
      assert.equal(late.status, 412, act)
      assert.equal(etagOf(late), await now())
      const done = await send('POST', `${path}/${act}`, body, ifMatch(await now()))
      assert.equal(done.status, status, JSON.stringify(done.body))
      if (act !== 'betwisten') assert.equal(etagOf(done), await now(), act)
    }
    assert.notEqual(await now(), seen)
    const partij = await make(declared.get('partij'))
    await send('PATCH', pathOf(declared.get('betrokkene'), betrokkene.uuid), { wasPartij: { uuid: partij.uuid } })
    const repaired = await send('POST', `${path}/verkeerde-persoon`, { naar: null, reden: 'Iemand anders' })
    assert.deepEqual([repaired.status, etagOf(repaired)], [200, await now()])
    const disputes = await send('GET', `${path}/betwistingen`)
    const again = await send('GET', `${path}/betwistingen`, undefined, { 'if-none-match': etagOf(disputes) })
    assert.equal(again.status, 304)
  })

  test('of rivals that saw the same version, one wins', async () => {
    const { make } = samplesIn(register())
    for (let round = 0; round < 10; round++) {
      const { uuid } = await make(KLANTCONTACT)
      const path = pathOf(KLANTCONTACT, uuid)
      const etag = etagOf(await send('GET', path))
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          n % 2 === 0
            ? send('PATCH', path, { onderwerp: `rivaal ${n}` }, ifMatch(etag))
            : send('PATCH', path, { inhoud: `rivaal ${n}` }, ifMatch(etag)),
        ),
      )
      const won = answers.filter(({ status }) => status === 200)
      assert.equal(won.length, 1)
      assert.ok(answers.every(({ status }) => status === 200 || status === 412))
      const now = await send('GET', path)
      assert.deepEqual(now.body, won[0]?.body)
      for (const answer of answers) if (answer.status === 412) assert.equal(etagOf(answer), etagOf(now))
    }
  })

  test('a change of an object and a new member of its list do not pass each other', async () => {
    const { make, body: bodyOf } = samplesIn(register())
    for (let round = 0; round < 10; round++) {
      const { uuid } = await make(PARTIJ)
      const path = pathOf(PARTIJ, uuid)
      const etag = etagOf(await send('GET', path))
      const body = { digitaleAdressen: [] }
      const adres = await bodyOf(ADRES, { set: { verstrektDoorPartij: { uuid } } })
      const [patched, added] = await Promise.all([
        send('PATCH', path, body, ifMatch(etag)),
        send('POST', pathOf(ADRES), adres),
      ])
      assert.equal(added.status, 201)
      const { digitaleAdressen } = await register().read(PARTIJ, uuid)
      // Whoever was first: the new address was never taken away by a change that did not know of it.
      assert.equal((digitaleAdressen as readonly unknown[]).length, 1, `${patched.status}`)
    }
  })

  test('who is shown something else has another ETag, and what one may not read tells nothing', async () => {
    const { make } = samplesIn(register())
    const { uuid } = await make(PARTIJ, { set: { interneNotitie: 'voor ons alleen' } })
    const path = pathOf(PARTIJ, uuid)
    const lezen = ['partijen.lezen', 'partijen.schrijven', 'klantcontacten.lezen'] as const
    const less = await callerWith(register(), { scopes: lezen })
    const etag = etagOf(await send('GET', path))
    const own = await less.send('GET', path)
    assert.notEqual(etagOf(own), etag, 'notities are not shown')
    await register().change(PARTIJ, uuid, { interneNotitie: 'iets anders' })
    assert.equal(etagOf(await less.send('GET', path)), etagOf(own))
    const changed = await less.send('PATCH', path, { nummer: '0000000042' }, ifMatch(etagOf(own)))
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
    assert.equal((await register().read(PARTIJ, uuid)).interneNotitie, 'iets anders')

    const blind = await callerWith(register(), { scopes: ['partijen.verwijderen', 'klantcontacten.lezen'] })
    const late = await blind.send('DELETE', path, undefined, ifMatch('"a"'))
    assert.equal(late.status, 412)
    assert.equal(late.headers.get('etag'), null)
    assert.doesNotMatch(JSON.stringify(late.body), /huidige versie/)
    assert.equal((await blind.send('DELETE', path, undefined, ifMatch('*'))).status, 204)
  })
})
