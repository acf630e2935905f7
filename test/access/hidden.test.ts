/** What is hidden from whom, told by hand; `leaks.test.ts` looks for what was forgotten. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Resource } from '../../src/model/resource.ts'
import { OPEN_KLANT_SCOPES, type Scope } from '../../src/model/scopes.ts'
import { callerWith } from '../support/callers.ts'
import { type Body, type List, onBothDatabases, type Shown, type TestRegister } from '../support/register.ts'
import { declared } from '../support/sample.ts'

const BSN = '999990019'
const OTHER = '999990020'
const MASK = '*********'
const [partijen, klantcontacten, betrokkenen, taken] = [
  declared.get('partij'),
  declared.get('klantcontact'),
  declared.get('betrokkene'),
  declared.get('interneTaak'),
] as const
const [adressen, actoren, nummers, onderwerpen] = [
  declared.get('digitaalAdres'),
  declared.get('actor'),
  declared.get('partijIdentificator'),
  declared.get('onderwerpobject'),
] as const

const without = (...scopes: Scope[]): Scope[] => OPEN_KLANT_SCOPES.filter((scope) => !scopes.includes(scope))
const bsn = (objectId: string): Body => ({
  codeObjecttype: 'natuurlijk_persoon',
  codeSoortObjectId: 'bsn',
  codeRegister: 'brp',
  objectId,
})
const contact = (vertrouwelijk: boolean): Body => ({ kanaal: 'telefoon', onderwerp: 'x', taal: 'nld', vertrouwelijk })
const api = '/klantinteracties/api/v1'

onBothDatabases((register) => {
  const statusOf = async (caller: TestRegister, method: string, path: string, body?: unknown): Promise<number> =>
    (await caller.send(method, api + path, body)).status

  let person: Shown
  let number: Shown
  before(async () => {
    person = await register().create(partijen, {
      soortPartij: 'persoon',
      indicatieActief: true,
      nummer: BSN,
      interneNotitie: 'belt vaak',
      partijIdentificatie: { contactnaam: { voornaam: 'Henk' } },
      partijIdentificatoren: [{ partijIdentificator: bsn(BSN), anderePartijIdentificator: BSN }],
    })
    const [first] = person.partijIdentificatoren as Shown[]
    assert.ok(first)
    number = first
  })

  test('a BSN reads as stars, wherever it is', async () => {
    const caller = await callerWith(register(), { scopes: without('bsn.tonen') })
    const seen = await caller.read(partijen, person.uuid)
    assert.equal(seen.nummer, MASK)
    const [inside] = seen.partijIdentificatoren as { partijIdentificator: Body; anderePartijIdentificator: string }[]
    assert.deepEqual([inside?.partijIdentificator.objectId, inside?.anderePartijIdentificator], [MASK, MASK])
    const object = await caller.create(onderwerpen, {
      onderwerpobjectidentificator: { codeSoortObjectId: 'BSN', objectId: BSN },
    })
    assert.equal((object.onderwerpobjectidentificator as Body).objectId, MASK)
    // It may be searched for, all the same.
    assert.equal((await caller.list(partijen, { partijIdentificator__objectId: BSN })).count, 1)
  })

  test('a mask sent back leaves the stored value', async () => {
    const caller = await callerWith(register(), { scopes: without('bsn.tonen', 'bsn.gebruiken') })
    const shown = await caller.read(nummers, number.uuid)
    await caller.replace(nummers, number.uuid, shown)
    await caller.change(nummers, number.uuid, { partijIdentificator: bsn(MASK) })
    const whole = await caller.read(partijen, person.uuid)
    await caller.replace(partijen, person.uuid, whole)
    await caller.change(partijen, person.uuid, { nummer: MASK })
    assert.deepEqual(await register().read(partijen, person.uuid), person)
    // Nor can it be had by calling it something else.
    const rsin = {
      ...bsn(MASK),
      codeSoortObjectId: 'rsin',
      codeObjecttype: 'niet_natuurlijk_persoon',
      codeRegister: 'hr',
    }
    const answer = await caller.send('PATCH', `${api}/partij-identificatoren/${number.uuid}`, {
      partijIdentificator: rsin,
      anderePartijIdentificator: '',
    })
    assert.equal(answer.status, 400)
    assert.deepEqual(await register().read(partijen, person.uuid), person)
  })

  test('without bsn.gebruiken a BSN is not searched for, tied or written', async () => {
    const caller = await callerWith(register(), { scopes: without('bsn.gebruiken') })
    for (const filter of [
      'partij-identificatoren?partijIdentificatorCodeSoortObjectId=bsn',
      'partijen?partijIdentificator__codeSoortObjectId=bsn&partijIdentificator__objectId=1',
      'onderwerpobjecten?onderwerpobjectidentificatorCodeSoortObjectId=BSN',
      'klantcontacten?hadBetrokkene__wasPartij__partijIdentificator__codeSoortObjectId=bsn',
    ]) {
      assert.equal(await statusOf(caller, 'GET', `/${filter}`), 403, filter)
    }
    assert.equal((await caller.list(partijen, { partijIdentificator__objectId: BSN })).count, 0)
    assert.equal((await caller.list(partijen, { nummer: BSN })).count, 0)
    assert.equal((await caller.list(nummers, { anderePartijIdentificator: BSN })).count, 0)
    assert.equal(await statusOf(caller, 'POST', '/partij-identificatoren', { partijIdentificator: bsn(OTHER) }), 403)
    assert.equal(
      await statusOf(caller, 'PATCH', `/partij-identificatoren/${number.uuid}`, { partijIdentificator: bsn(OTHER) }),
      403,
    )
    const partij = {
      soortPartij: 'persoon',
      indicatieActief: true,
      partijIdentificatoren: [{ partijIdentificator: bsn(OTHER) }],
    }
    const rows = await register().trace()
    assert.equal(await statusOf(caller, 'POST', '/partijen', partij), 403)
    assert.equal(await register().trace(), rows)
  })

  test('without bsn.gebruiken nobody learns by writing whether a BSN is there, or whose it is', async () => {
    const caller = await callerWith(register(), { scopes: without('bsn.tonen', 'bsn.gebruiken') })
    const other = { soortPartij: 'persoon', indicatieActief: true }
    const empty = await register().create(partijen, other)
    const rsin = await register().create(nummers, {
      partijIdentificator: {
        codeObjecttype: 'niet_natuurlijk_persoon',
        codeSoortObjectId: 'rsin',
        codeRegister: 'hr',
        objectId: '123456782',
      },
    })
    const identified = {
      naam: 'Ans',
      soortActor: 'medewerker',
      actoridentificator: { ...bsn(BSN), codeObjecttype: 'x' },
    }
    const actor = await register().create(actoren, identified)
    const rows = await register().trace()
    const told = async (method: string, path: string, body: Body) => {
      const { status, body: shown } = await caller.send(method, api + path, body)
      const { instance: _instance, ...rest } = shown as Body
      return { status, ...rest }
    }
    const nested = (guess: string): Body => ({ partijIdentificatoren: [{ partijIdentificator: bsn(guess) }] })
    const tries = (guess: string): readonly [string, string, Body][] => [
      ['PATCH', `/partijen/${person.uuid}`, { nummer: guess }],
      ['POST', '/partijen', { ...other, nummer: guess }],
      ['POST', '/partijen', { ...other, ...nested(guess) }],
      ['PATCH', `/partijen/${empty.uuid}`, nested(guess)],
      ['PATCH', `/partij-identificatoren/${number.uuid}`, { anderePartijIdentificator: guess }],
      ['PATCH', `/partij-identificatoren/${number.uuid}`, { partijIdentificator: bsn(guess) }],
      ['PATCH', `/partij-identificatoren/${rsin.uuid}`, { partijIdentificator: bsn(guess) }],
      ['POST', '/partij-identificatoren', { partijIdentificator: bsn(guess) }],
      ['PATCH', `/actoren/${actor.uuid}`, { actoridentificator: { ...bsn(guess), codeObjecttype: 'x' } }],
    ]
    for (const [index, [method, path, body]] of tries(BSN).entries()) {
      const right = await told(method, path, body)
      assert.equal(right.status, 403, path)
      const [, , wrong = {}] = tries(OTHER)[index] ?? []
      assert.deepEqual(await told(method, path, wrong), right)
    }
    // Nor is one tied to another: it stays with whom it is of.
    const tie = { identificeerdePartij: { uuid: empty.uuid } }
    assert.equal(await statusOf(caller, 'PATCH', `/partij-identificatoren/${number.uuid}`, tie), 403)
    assert.equal(await register().trace(), rows)
    await register().send('DELETE', rsin.url)
    // A number that is no BSN is as good as any.
    const made = await caller.create(partijen, { soortPartij: 'persoon', indicatieActief: true, nummer: '999990018' })
    assert.equal(made.nummer, '999990018')
    await register().send('DELETE', made.url)
  })

  test('nobody uncovers a nummer by taking away the BSN that it equals', async () => {
    const caller = await callerWith(register(), { scopes: without('bsn.tonen') })
    const other = await register().create(partijen, { soortPartij: 'persoon', indicatieActief: true })
    const rows = await register().trace()
    for (const [method, path, body] of [
      ['DELETE', `/partij-identificatoren/${number.uuid}`, undefined],
      ['PATCH', `/partij-identificatoren/${number.uuid}`, { partijIdentificator: bsn(OTHER) }],
      ['PATCH', `/partij-identificatoren/${number.uuid}`, { identificeerdePartij: { uuid: other.uuid } }],
      ['PATCH', `/partijen/${person.uuid}`, { partijIdentificatoren: [] }],
      ['PATCH', `/partijen/${other.uuid}`, { partijIdentificatoren: [{ ...number, identificeerdePartij: null }] }],
    ] as const) {
      assert.equal(await statusOf(caller, method, path, body), 403, `${method} ${path} ${JSON.stringify(body)}`)
    }
    assert.equal(await register().trace(), rows)
    // What is not shown by it may go: a number that the partij does not have as its own, and the partij itself.
    for (const nummer of ['0000012345', OTHER]) {
      const body = { soortPartij: 'persoon', indicatieActief: true, nummer }
      const made = await register().create(partijen, {
        ...body,
        partijIdentificatoren: [{ partijIdentificator: bsn(OTHER) }],
      })
      const [first] = made.partijIdentificatoren as Shown[]
      const path = nummer === OTHER ? `/partijen/${made.uuid}` : `/partij-identificatoren/${first?.uuid}`
      assert.equal(await statusOf(caller, 'DELETE', path), 204, path)
    }
  })

  test('notes are shown with their scope, and sent back empty they stay', async () => {
    const caller = await callerWith(register(), { scopes: without('notities') })
    const seen = await caller.read(partijen, person.uuid)
    assert.equal(seen.interneNotitie, '')
    await caller.replace(partijen, person.uuid, seen)
    assert.equal((await register().read(partijen, person.uuid)).interneNotitie, 'belt vaak')
    await caller.change(partijen, person.uuid, { interneNotitie: 'nieuw' })
    assert.equal((await register().read(partijen, person.uuid)).interneNotitie, 'nieuw')
    await register().change(partijen, person.uuid, { interneNotitie: 'belt vaak' })
  })

  test('a confidential contact, and what is part of it, exists for its own actors and assignees only', async () => {
    const [mine, theirs] = [
      await register().create(actoren, { naam: 'Jan', soortActor: 'medewerker' }),
      await register().create(actoren, { naam: 'Team', soortActor: 'organisatorische_eenheid' }),
    ]
    const before = await register().list(klantcontacten)
    const open = await register().create(klantcontacten, contact(false))
    const secret = await register().create(klantcontacten, contact(true))
    const ref = { uuid: secret.uuid }
    const one = await register().create(betrokkenen, {
      hadKlantcontact: ref,
      wasPartij: { uuid: person.uuid },
      rol: 'klant',
      initiator: true,
    })
    const task = await register().create(taken, {
      aanleidinggevendKlantcontact: ref,
      gevraagdeHandeling: 'bellen',
      status: 'te_verwerken',
      toelichting: 'let op',
      toegewezenAanActoren: [{ uuid: theirs.uuid }],
    })
    await register().create(declared.get('actorKlantcontact'), { actor: { uuid: mine.uuid }, klantcontact: ref })
    const loose = await register().create(adressen, {
      adres: 'a@example.nl',
      soortDigitaalAdres: 'email',
      verstrektDoorBetrokkene: { uuid: one.uuid },
      verstrektDoorPartij: null,
    })
    const kept = await register().create(adressen, {
      adres: 'b@example.nl',
      soortDigitaalAdres: 'email',
      verstrektDoorBetrokkene: { uuid: one.uuid },
      verstrektDoorPartij: { uuid: person.uuid },
    })
    const thread = await register().create(onderwerpen, {
      klantcontact: { uuid: open.uuid },
      wasKlantcontact: ref,
      onderwerpobjectidentificator: null,
    })

    const scopes = without('vertrouwelijk')
    const blind = await callerWith(register(), { scopes })
    const others = await callerWith(register(), { scopes, actor: '11111111-1111-4111-8111-111111111111' })
    const actor = await callerWith(register(), { scopes, actor: mine.uuid })
    const member = await callerWith(register(), { scopes, units: [theirs.uuid] })
    const paths = [
      `klantcontacten/${secret.uuid}`,
      `betrokkenen/${one.uuid}`,
      `internetaken/${task.uuid}`,
      `digitaleadressen/${loose.uuid}`,
      `onderwerpobjecten/${thread.uuid}`,
    ]
    for (const caller of [blind, others]) {
      for (const path of paths) {
        assert.equal(await statusOf(caller, 'GET', `/${path}`), 404, path)
        assert.equal(await statusOf(caller, 'PATCH', `/${path}`, {}), 404, path)
        assert.equal(await statusOf(caller, 'DELETE', `/${path}`), 404, path)
      }
      assert.equal((await caller.list(klantcontacten)).count, before.count + 1)
      assert.equal((await caller.list(klantcontacten, { vertrouwelijk: 'true' })).count, 0)
      assert.equal((await caller.list(klantcontacten, { hadBetrokkene__wasPartij__uuid: person.uuid })).count, 0)
      assert.deepEqual((await caller.read(partijen, person.uuid)).betrokkenen, [])
      assert.deepEqual((await caller.read(klantcontacten, open.uuid)).gingOverOnderwerpobjecten, [])
      assert.equal((await caller.read(adressen, kept.uuid)).verstrektDoorBetrokkene, null)
      await caller.replace(adressen, kept.uuid, await caller.read(adressen, kept.uuid))
      const refused = await caller.refused('POST', `${api}/bijlagen`, { wasBijlageVanKlantcontact: ref })
      assert.match(refused[0]?.reason ?? '', /bestaat niet/)
    }
    assert.deepEqual((await register().read(adressen, kept.uuid)).verstrektDoorBetrokkene, kept.verstrektDoorBetrokkene)
    for (const caller of [actor, member]) {
      for (const path of paths) assert.equal(await statusOf(caller, 'GET', `/${path}`), 200, path)
      assert.equal((await caller.list(klantcontacten)).count, before.count + 2)
    }
  })

  test('who makes a confidential contact without the scope is shown it once', async () => {
    const caller = await callerWith(register(), { scopes: without('vertrouwelijk') })
    const made = await caller.create(klantcontacten, contact(true))
    assert.equal(made.vertrouwelijk, true)
    assert.equal(await statusOf(caller, 'GET', `/klantcontacten/${made.uuid}`), 404)
    const { status, body } = await caller.send('POST', `${api}/maak-klantcontact`, { klantcontact: contact(true) })
    assert.equal(status, 201)
    assert.equal((body as { klantcontact: Body }).klantcontact.vertrouwelijk, true)
  })

  test('who is extern gets no addresses of a partij that asked for geheimhouding', async () => {
    const secret = await register().create(partijen, {
      soortPartij: 'persoon',
      indicatieActief: true,
      indicatieGeheimhouding: true,
      bezoekadres: { straatnaam: 'Geheimlaan', huisnummer: 3, adresregel1: 'Geheimlaan 3' },
      partijIdentificatie: { contactnaam: { voornaam: 'Ans' } },
    })
    const adres = await register().create(adressen, {
      adres: 'geheim@example.nl',
      soortDigitaalAdres: 'email',
      verstrektDoorBetrokkene: null,
      verstrektDoorPartij: { uuid: secret.uuid },
    })
    await register().change(partijen, secret.uuid, { voorkeursDigitaalAdres: { uuid: adres.uuid } })
    // Who works for the municipality gets them, and is warned.
    const contacted = await register().create(klantcontacten, contact(false))
    const betrokkene = { hadKlantcontact: { uuid: contacted.uuid }, wasPartij: { uuid: secret.uuid } }
    const was = await register().create(betrokkenen, { ...betrokkene, rol: 'klant', initiator: true })
    const warnings = async (path: string): Promise<boolean> =>
      (await register().send('GET', api + path)).headers.has('warning')
    for (const path of [
      `/partijen/${secret.uuid}`,
      `/digitaleadressen/${adres.uuid}`,
      '/digitaleadressen?adres=geheim@example.nl',
      `/betrokkenen/${was.uuid}`,
      `/klantcontacten/${contacted.uuid}?expand=hadBetrokkenen`,
      `/klantcontacten/${contacted.uuid}?expand=hadBetrokkenen,hadBetrokkenen.wasPartij`,
    ]) {
      assert.equal(await warnings(path), true, path)
    }
    for (const path of [`/klantcontacten/${contacted.uuid}`, `/partijen/${person.uuid}`, '/digitaleadressen?adres=x']) {
      assert.equal(await warnings(path), false, path)
    }
    const whole = await register().read(partijen, secret.uuid)
    const extern = await callerWith(register(), { scopes: OPEN_KLANT_SCOPES, extern: true })
    const seen = await extern.read(partijen, secret.uuid, '?expand=digitaleAdressen')
    assert.deepEqual(
      [(seen.bezoekadres as Body).straatnaam, (seen.bezoekadres as Body).huisnummer, seen.voorkeursDigitaalAdres],
      ['', null, null],
    )
    assert.deepEqual([seen.digitaleAdressen, (seen._expand as Body).digitaleAdressen], [[], []])
    assert.equal(await statusOf(extern, 'GET', `/digitaleadressen/${adres.uuid}`), 404)
    const lists: readonly (readonly [Resource, Record<string, string>])[] = [
      [adressen, { adres: 'geheim@example.nl' }],
      [adressen, { verstrektDoorPartij__uuid: secret.uuid }],
      [partijen, { bezoekadresAdresregel1: 'Geheimlaan 3' }],
    ]
    for (const [resource, query] of lists) assert.equal((await extern.list(resource, query)).count, 0)
    // What was not shown stays, and the wish cannot be undone to see it.
    await extern.replace(partijen, secret.uuid, seen)
    assert.deepEqual(await register().read(partijen, secret.uuid), whole)
    const bare = { soortPartij: 'persoon', indicatieActief: true, indicatieGeheimhouding: true }
    for (const { uuid } of [secret, await register().create(partijen, bare)]) {
      assert.equal(await statusOf(extern, 'PATCH', `/partijen/${uuid}`, { indicatieGeheimhouding: false }), 403)
    }
    assert.deepEqual(await register().read(partijen, secret.uuid), whole)
  })

  test('what is of another group is not shown in passing', async () => {
    const actor = await register().create(actoren, { naam: 'Piet', soortActor: 'medewerker' })
    const { uuid } = await register().create(klantcontacten, contact(false))
    const one = { hadKlantcontact: { uuid }, wasPartij: { uuid: person.uuid }, rol: 'klant', initiator: true }
    await register().create(betrokkenen, one)
    await register().create(declared.get('actorKlantcontact'), { actor: { uuid: actor.uuid }, klantcontact: { uuid } })
    const caller = await callerWith(register(), { scopes: ['klantcontacten.lezen'] })
    const seen = await caller.read(klantcontacten, uuid, '?expand=hadBetrokkenen.wasPartij')
    assert.deepEqual(seen.hadBetrokkenActoren, [])
    const [inside] = (seen._expand as { hadBetrokkenen: (Shown & { _expand: Body })[] }).hadBetrokkenen
    // Which partij it was is part of the betrokkene; what that partij is, is not.
    assert.equal((inside?.wasPartij as Shown | undefined)?.uuid, person.uuid)
    assert.equal(inside?._expand.wasPartij, null)
    for (const filter of ['hadBetrokkene__wasPartij__partijIdentificator__objectId=1', 'leiddeTotInterneTaken=true']) {
      assert.equal(await statusOf(caller, 'GET', `/klantcontacten?${filter}`), 403, filter)
    }
    const found = await caller.send('GET', `${api}/klantcontacten?hadBetrokkene__wasPartij__uuid=${person.uuid}`)
    assert.equal((found.body as List).count > 0, true)
    // A pointer that shows a name as well.
    const list = await register().create(declared.get('categorie'), { naam: 'Inwoner' })
    const relation = await register().create(declared.get('categorieRelatie'), {
      partij: { uuid: person.uuid },
      categorie: { uuid: list.uuid },
    })
    const without = await callerWith(register(), { scopes: ['partijen.lezen'] })
    const { categorie } = await without.read(declared.get('categorieRelatie'), relation.uuid)
    assert.deepEqual(categorie, { uuid: list.uuid, url: list.url, naam: '' })
  })
})
