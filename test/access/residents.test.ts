/** What residents are shown, by a portal that signs whom it speaks for. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { before, test } from 'node:test'
import { callerWith } from '../support/callers.ts'
import { type Asserted, assertion, HEADER, portalSettings, speakingFor } from '../support/portal.ts'
import { type Body, type List, onBothDatabases, pathOf, type Shown, type TestRegister } from '../support/register.ts'
import { declared } from '../support/sample.ts'

const of = (name: string) => declared.get(name)
const [partijen, klantcontacten, betrokkenen, taken] = [
  of('partij'),
  of('klantcontact'),
  of('betrokkene'),
  of('interneTaak'),
]
const [actoren, adressen] = [of('actor'), of('digitaalAdres')]
const BSN = '999990019'
const KVK = '12345678'
const VESTIGING = '000012345678'
const api = '/klantinteracties/api/v1'

const number = (soort: string, objectId: string, more: Body = {}): Body => ({
  partijIdentificator: {
    codeObjecttype: { bsn: 'natuurlijk_persoon', vestigingsnummer: 'vestiging' }[soort] ?? 'niet_natuurlijk_persoon',
    codeSoortObjectId: soort,
    codeRegister: soort === 'bsn' ? 'brp' : 'hr',
    objectId,
  },
  ...more,
})

onBothDatabases(
  (register) => {
    let portal: TestRegister
    const as = (given: Asserted): TestRegister => speakingFor(portal, given)
    const statusOf = async (caller: TestRegister, method: string, path: string, body?: unknown): Promise<number> =>
      (await caller.send(method, api + path, body)).status
    const partij = (soortPartij: string, more: Body = {}) =>
      register().create(partijen, { soortPartij, indicatieActief: true, interneNotitie: 'let op', ...more })
    const took = (contact: Shown, was: Shown | undefined, more: Body = {}) =>
      register().create(betrokkenen, {
        hadKlantcontact: { uuid: contact.uuid },
        wasPartij: was ? { uuid: was.uuid } : null,
        rol: 'klant',
        initiator: true,
        contactnaam: { achternaam: 'Geheim' },
        ...more,
      })
    const contact = (onderwerp: string, vertrouwelijk = false) =>
      register().create(klantcontacten, {
        kanaal: 'telefoon',
        onderwerp,
        taal: 'nld',
        vertrouwelijk,
        inhoud: onderwerp,
      })

    let [person, company, parent, helper] = [] as unknown as [Shown, Shown, Shown, Shown]
    let [mine, secret, business, others] = [] as unknown as [Shown, Shown, Shown, Shown]
    let [unit, jan, task, adres] = [] as unknown as [Shown, Shown, Shown, Shown]
    let resident: TestRegister
    before(async () => {
      portal = await callerWith(register(), { scopes: ['inwoners', 'actoren.lezen'], extern: true })
      person = await partij('persoon', { partijIdentificatoren: [number('bsn', BSN)], nummer: BSN })
      company = await partij('organisatie', {})
      const kvk = await register().create(of('partijIdentificator'), number('kvk_nummer', KVK))
      await register().create(
        of('partijIdentificator'),
        number('vestigingsnummer', VESTIGING, {
          identificeerdePartij: { uuid: company.uuid },
          subIdentificatorVan: { uuid: kvk.uuid },
        }),
      )
      parent = await partij('persoon', { partijIdentificatoren: [number('bsn', '999990020')] })
      helper = await partij('persoon', {
        partijIdentificatoren: [number('bsn', '999990032', { anderePartijIdentificator: 'pseudo-7' })],
      })
      await register().create(of('vertegenwoordiging'), {
        vertegenwoordigendePartij: { uuid: person.uuid },
        vertegenwoordigdePartij: { uuid: parent.uuid },
      })
      unit = await register().create(actoren, { naam: 'Burgerzaken', soortActor: 'organisatorische_eenheid' })
      jan = await register().create(actoren, { naam: 'Jan de Vries', soortActor: 'medewerker' })
      const own = { eenheid: { uuid: unit.uuid } }
      assert.equal((await register().send('PUT', `${pathOf(actoren, jan.uuid)}/zicht`, own)).status, 200)
      const lone = await register().create(actoren, { naam: 'Piet Los', soortActor: 'medewerker' })
      mine = await contact('eigen')
      secret = await contact('vertrouwelijk', true)
      business = await contact('zakelijk')
      others = await contact('van een ander')
      for (const one of [mine, secret]) await took(one, person)
      await took(mine, helper, { rol: 'vertegenwoordiger' })
      await took(business, company)
      await took(others, parent)
      for (const actor of [jan, lone]) {
        const link = { actor: { uuid: actor.uuid }, klantcontact: { uuid: mine.uuid } }
        await register().create(of('actorKlantcontact'), link)
      }
      task = await register().create(taken, {
        aanleidinggevendKlantcontact: { uuid: mine.uuid },
        toegewezenAanActor: { uuid: jan.uuid },
        gevraagdeHandeling: 'bellen',
        toelichting: 'boze klant',
        status: 'te_verwerken',
      })
      adres = await register().create(adressen, {
        adres: 'ik@example.nl',
        soortDigitaalAdres: 'email',
        verstrektDoorPartij: { uuid: person.uuid },
        verstrektDoorBetrokkene: null,
      })
      resident = as({ identiteit: { bsn: BSN } })
    })

    test('residents see their own partij, in the capacity in which they are there', async () => {
      const seen = await resident.read(partijen, person.uuid, '?expand=betrokkenen.hadKlantcontact,categorieRelaties')
      assert.deepEqual([seen.interneNotitie, seen.nummer, seen.vertegenwoordigden], ['', '*********', []])
      assert.equal((seen.betrokkenen as unknown[]).length, 1)
      assert.equal(await statusOf(resident, 'GET', `/partijen/${person.uuid}/verwerkingen`), 200)
      for (const { uuid } of [company, parent, helper]) {
        assert.equal(await statusOf(resident, 'GET', `/partijen/${uuid}/verwerkingen`), 404)
        assert.equal(await statusOf(resident, 'GET', `/partijen/${uuid}`), 404)
      }
      assert.deepEqual(
        (await resident.list(partijen)).results.map(({ uuid }) => uuid),
        [person.uuid],
      )
      const shop = as({ identiteit: { kvk: KVK, vestiging: VESTIGING } })
      assert.deepEqual(
        (await shop.list(partijen)).results.map(({ uuid }) => uuid),
        [company.uuid],
      )
      assert.deepEqual(
        (await shop.list(klantcontacten)).results.map(({ uuid }) => uuid),
        [business.uuid],
      )
      const other = as({ identiteit: { anders: 'pseudo-7' } })
      assert.deepEqual(
        (await other.list(partijen)).results.map(({ uuid }) => uuid),
        [helper.uuid],
      )
    })

    test('and their contacts, without whom they do not concern', async () => {
      const { count, results } = await resident.list(klantcontacten, { expand: 'hadBetrokkenen,leiddeTotInterneTaken' })
      assert.equal(count, 1)
      const [seen] = results as readonly (Shown & { _expand: Record<string, Body[]> })[]
      assert.equal(seen?.inhoud, 'eigen')
      assert.deepEqual(
        ((seen?.hadBetrokkenActoren as Shown[] | undefined) ?? []).map(({ naam, uuid }) => [naam, uuid]),
        [['Burgerzaken', unit.uuid]],
      )
      const shown = seen?._expand.hadBetrokkenen ?? []
      const roles = shown.map(({ rol, volledigeNaam, wasPartij }) => [rol, volledigeNaam, (wasPartij as Body)?.uuid])
      assert.deepEqual(roles, [
        ['klant', 'Geheim', person.uuid],
        ['vertegenwoordiger', '', undefined],
      ])
      const [its] = seen?._expand.leiddeTotInterneTaken ?? []
      assert.deepEqual([its?.status, its?.toelichting, its?.gevraagdeHandeling], ['te_verwerken', '', '***'])
      assert.deepEqual((its?.toegewezenAanActor as Body | undefined)?.uuid, unit.uuid)
      assert.equal((await resident.read(taken, task.uuid)).status, 'te_verwerken')
      for (const { uuid } of [secret, business, others]) {
        assert.equal(await statusOf(resident, 'GET', `/klantcontacten/${uuid}`), 404)
        assert.equal(await statusOf(resident, 'GET', `/klantcontacten/${uuid}/keten`), 404)
      }
      const thread = (await resident.send('GET', `${api}/klantcontacten/${mine.uuid}/keten`)).body as List
      assert.equal(thread.results.length, 1)
      // Nobody is found by a name that is not shown.
      for (const query of ['actoren__naam=Jan de Vries', `toegewezenAanActor__uuid=${jan.uuid}`]) {
        assert.equal(((await resident.send('GET', `${api}/internetaken?${query}`)).body as List).count, 0, query)
      }
      assert.equal((await resident.list(betrokkenen, { contactnaamAchternaam: 'Geheim' })).count, 1)
    })

    test('a past vertegenwoordiging gives no access, an asserted machtiging does', async () => {
      assert.equal(await statusOf(resident, 'GET', `/klantcontacten/${others.uuid}`), 404)
      const authorised = as({ identiteit: { bsn: BSN }, namens: { bsn: '999990020' } })
      assert.equal((await authorised.read(klantcontacten, others.uuid)).inhoud, 'van een ander')
      assert.equal(await statusOf(authorised, 'GET', `/klantcontacten/${mine.uuid}`), 404)
      assert.deepEqual(
        (await authorised.list(partijen)).results.map(({ uuid }) => uuid),
        [parent.uuid],
      )
    })

    test('who is not known here sees nothing', async () => {
      const nobody = as({ identiteit: { bsn: '999990044' } })
      for (const one of [partijen, klantcontacten, taken, adressen]) assert.equal((await nobody.list(one)).count, 0)
    })

    test('residents change their own addresses, and nothing else', async () => {
      const own = { verstrektDoorPartij: { uuid: person.uuid }, verstrektDoorBetrokkene: null }
      const made = await resident.create(adressen, {
        ...own,
        adres: '0612345678',
        soortDigitaalAdres: 'telefoonnummer',
      })
      assert.equal((await resident.change(adressen, made.uuid, { omschrijving: 'mobiel' })).omschrijving, 'mobiel')
      const { results } = (await register().send('GET', `${pathOf(adressen, made.uuid)}/historie`)).body as List
      assert.deepEqual((results[0]?.door as Body | undefined)?.soort, 'resident')
      assert.equal(await statusOf(resident, 'DELETE', `/digitaleadressen/${made.uuid}`), 204)
      const trace = await register().trace()
      const loose = { adres: 'x@example.nl', soortDigitaalAdres: 'email' }
      const nobodys = { ...loose, verstrektDoorPartij: null, verstrektDoorBetrokkene: null }
      assert.equal(await statusOf(resident, 'POST', '/digitaleadressen', nobodys), 400)
      const theirs = { ...nobodys, verstrektDoorPartij: { uuid: parent.uuid } }
      assert.equal(await statusOf(resident, 'POST', '/digitaleadressen', theirs), 400)
      const letGo = { verstrektDoorPartij: null }
      assert.equal(await statusOf(resident, 'PATCH', `/digitaleadressen/${adres.uuid}`, letGo), 400)
      for (const [method, path] of [
        ['PATCH', `/partijen/${person.uuid}`],
        ['DELETE', `/partijen/${person.uuid}`],
        ['POST', '/partijen'],
        ['POST', '/klantcontacten'],
        ['PATCH', `/klantcontacten/${mine.uuid}`],
        ['PATCH', `/internetaken/${task.uuid}`],
        ['POST', '/maak-klantcontact'],
        ['GET', '/actoren'],
        ['GET', `/klantcontacten/${mine.uuid}/historie`],
        ['GET', '/vertegenwoordigingen'],
      ] as const) {
        assert.equal(
          await statusOf(resident, method, path, method === 'GET' ? undefined : {}),
          403,
          `${method} ${path}`,
        )
      }
      assert.equal(await register().trace(), trace)
    })

    test('residents dispute what is reported of them, and of nobody else', async () => {
      const [took] = (await resident.read(klantcontacten, mine.uuid)).hadBetrokkenen as Shown[]
      const dispute = { betrokkene: { uuid: took?.uuid }, toelichting: 'Dat heb ik niet gezegd.' }
      assert.equal(await statusOf(resident, 'POST', `/klantcontacten/${others.uuid}/betwisten`, dispute), 404)
      const [, beside] = (await register().read(klantcontacten, mine.uuid)).hadBetrokkenen as Shown[]
      const theirs = { ...dispute, betrokkene: { uuid: beside?.uuid } }
      assert.equal(await statusOf(resident, 'POST', `/klantcontacten/${mine.uuid}/betwisten`, theirs), 400)
      const made = await resident.send('POST', `${api}/klantcontacten/${mine.uuid}/betwisten`, dispute)
      assert.equal(made.status, 201)
      const { url, uuid } = made.body as Shown
      assert.equal(made.headers.get('location'), url)
      // What another says of the same contact is not theirs to read.
      const besides = await register().send('POST', `${api}/klantcontacten/${mine.uuid}/betwisten`, theirs)
      const seenBy = async (caller: TestRegister): Promise<unknown[]> => {
        const lists = [`${api}/betwistingen`, `${api}/klantcontacten/${mine.uuid}/betwistingen`]
        const answers = await Promise.all(lists.map((path) => caller.send('GET', path)))
        return answers.map(({ body }) => (body as List).results?.map((one) => one.uuid))
      }
      assert.equal((await seenBy(register())).flat().length, 4)
      assert.deepEqual(await seenBy(resident), [[uuid], [uuid]])
      assert.deepEqual((await resident.send('GET', url)).body, made.body)
      assert.equal((await resident.send('GET', (besides.body as Shown).url)).status, 404)
      const asked = await resident.send('GET', `${api}/betwistingen?betrokkene__uuid=${beside?.uuid}`)
      assert.equal((asked.body as List).count, 0)
      assert.deepEqual(await seenBy(as({ identiteit: { anders: 'pseudo-7' } })), [
        [(besides.body as Shown).uuid],
        [(besides.body as Shown).uuid],
      ])
      assert.deepEqual(await seenBy(as({ identiteit: { bsn: '999990020' } })), [[], undefined])
    })

    test('a dispute for whom they speak is followed while they speak for that one, restricted or not', async () => {
      const authorised = as({ identiteit: { bsn: BSN }, namens: { bsn: '999990020' } })
      const [took] = (await authorised.read(klantcontacten, others.uuid)).hadBetrokkenen as Shown[]
      const given = { betrokkene: { uuid: took?.uuid }, toelichting: 'Zo was het niet.', beperking: true }
      const { body, status } = await authorised.send('POST', `${api}/klantcontacten/${others.uuid}/betwisten`, given)
      assert.equal(status, 201)
      const { url } = body as Shown
      assert.equal(await statusOf(authorised, 'GET', `/klantcontacten/${others.uuid}`), 404)
      assert.deepEqual((await authorised.send('GET', url)).body, body)
      for (const caller of [resident, as({ identiteit: { bsn: '999990020' } })]) {
        assert.equal((await caller.send('GET', url)).status, 404)
      }
    })

    test('what the wrong person said is not read by the right one', async () => {
      const made = await contact('verkeerd')
      const was = await took(made, person)
      const path = `${api}/klantcontacten/${made.uuid}`
      const given = { betrokkene: { uuid: was.uuid }, toelichting: 'Dat was ik niet.' }
      const { body, status } = await resident.send('POST', `${path}/betwisten`, given)
      assert.equal(status, 201)
      const { url } = body as Shown
      assert.equal((await resident.send('GET', url)).status, 200)
      const repaired = { naar: { uuid: parent.uuid }, reden: 'Niet deze.' }
      assert.equal((await register().send('POST', `${path}/verkeerde-persoon`, repaired)).status, 200)
      const right = as({ identiteit: { bsn: '999990020' } })
      assert.deepEqual(
        [await statusOf(right, 'GET', `/klantcontacten/${made.uuid}`), (await right.send('GET', url)).status],
        [200, 404],
      )
      assert.equal((await resident.send('GET', url)).status, 404)
      await register().send('DELETE', made.url)
    })

    test('of who asked for geheimhouding the portal gets no addresses', async () => {
      await register().change(partijen, person.uuid, { indicatieGeheimhouding: true })
      assert.equal((await resident.list(adressen)).count, 0)
      assert.deepEqual((await resident.read(partijen, person.uuid)).digitaleAdressen, [])
      await register().change(partijen, person.uuid, { indicatieGeheimhouding: false })
      assert.equal((await resident.list(adressen)).count, 1)
    })

    test('each function takes a level of identification', async () => {
      const low = as({ identiteit: { bsn: BSN }, niveau: 'basis' })
      const middle = as({ identiteit: { bsn: BSN }, niveau: 'midden' })
      assert.equal(await statusOf(low, 'GET', '/partijen'), 403)
      assert.equal(await statusOf(middle, 'GET', '/partijen'), 200)
      const refused = await middle.send('DELETE', `${api}/digitaleadressen/${adres.uuid}`)
      assert.equal(refused.status, 403)
      assert.match(String((refused.body as Body).detail), /hoger betrouwbaarheidsniveau/)
    })

    test('an assertion that is not signed, not fresh or not whole is refused', async () => {
      const refused = async (given: Asserted, why: RegExp): Promise<void> => {
        const { status, body } = await as(given).send('GET', `${api}/partijen`)
        assert.equal(status, 401, why.source)
        assert.match(String((body as Body).detail), why)
        assert.doesNotMatch(JSON.stringify(body), /99999/)
      }
      const identiteit = { bsn: BSN }
      await refused({ identiteit, age: 400 }, /verlopen/)
      await refused({ identiteit, age: -120 }, /iat/)
      await refused({ identiteit, aud: 'iemand anders' }, /aud/)
      await refused({ identiteit, iss: 'https://kwaad.example' }, /niet van een portaal/)
      await refused({ identiteit, key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }, /handtekening/)
      await refused({ identiteit, niveau: 'zeker' }, /niveau/)
      for (const wrong of [undefined, {}, { bsn: BSN, kvk: KVK }, { vestiging: VESTIGING }, { bsn: 999990019 }]) {
        await refused({ identiteit: wrong }, /identiteit/)
      }
      await refused({ identiteit, namens: {} }, /namens/)
      for (const text of [BSN, 'a.b.c', '']) {
        assert.equal(
          await statusOf(
            portal.saying(() => ({ [HEADER]: text })),
            'GET',
            '/partijen',
          ),
          401,
          text,
        )
      }
      // Nor is one taken from who may not speak for residents, or says not who it is.
      const header = { [HEADER]: await assertion({ identiteit }) }
      const other = await callerWith(register(), { scopes: ['partijen.lezen', 'actoren.lezen'] })
      assert.equal(
        await statusOf(
          other.saying(() => header),
          'GET',
          '/partijen',
        ),
        401,
      )
      assert.equal(
        await statusOf(
          register()
            .as('x')
            .saying(() => header),
          'GET',
          '/partijen',
        ),
        401,
      )
      // Without one the portal is no more than its token.
      assert.equal(await statusOf(portal, 'GET', '/partijen'), 403)
    })
  },
  () => portalSettings({ INWONER_NIVEAUS: 'lezen=midden, adressen=substantieel, betwisten=midden' }),
)
