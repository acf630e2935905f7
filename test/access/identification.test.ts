/** How a betrokkene was identified: kept beside the body, and where a setting asks for it, before a partij is tied. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Body, type List, onBothDatabases, pathOf, type Shown } from '../support/register.ts'
import { declared } from '../support/sample.ts'

const of = (name: string) => declared.get(name)
const [partijen, klantcontacten, betrokkenen, actoren] = [
  of('partij'),
  of('klantcontact'),
  of('betrokkene'),
  of('actor'),
]
const MAAK = '/klantinteracties/api/v1/maak-klantcontact'
const klantcontact = { kanaal: 'balie', onderwerp: 'x', taal: 'nld', vertrouwelijk: false }
const digid = { middel: 'digid', niveau: 'midden' }

const suite = (asks: boolean) => (register: Parameters<Parameters<typeof onBothDatabases>[0]>[0]) => {
  const at = (uuid: string) => `${pathOf(betrokkenen, uuid)}/identificatie`
  const recorded = async (uuid: string): Promise<Body | undefined> => {
    const { status, body } = await register().send('GET', at(uuid))
    return status === 200 ? (body as Body) : undefined
  }
  let [contact, partij, actor] = [] as unknown as [Shown, Shown, Shown]
  let whole: Body
  before(async () => {
    contact = await register().create(klantcontacten, klantcontact)
    partij = await register().create(partijen, { soortPartij: 'persoon', indicatieActief: true })
    actor = await register().create(actoren, { naam: 'Jan', soortActor: 'medewerker' })
    whole = { ...digid, actor: { uuid: actor.uuid } }
  })
  const body = (more: Body = {}): Body => ({
    hadKlantcontact: { uuid: contact.uuid },
    rol: 'klant',
    initiator: true,
    ...more,
  })
  const tied = () => ({ wasPartij: { uuid: partij.uuid } })

  test('it is recorded, read and taken away at an address of its own', async () => {
    const { uuid } = await register().create(betrokkenen, body())
    assert.equal((await register().send('GET', at(uuid))).status, 404)
    const { status, body: shown } = await register().send('PUT', at(uuid), whole)
    assert.equal(status, 200)
    assert.deepEqual(shown, { ...digid, actor: { uuid: actor.uuid, url: actor.url } })
    assert.deepEqual(await recorded(uuid), shown)
    assert.equal('identificatie' in (await register().read(betrokkenen, uuid)), false)
    const replaced = { middel: 'balie_wid', niveau: 'hoog' }
    await register().send('PUT', at(uuid), replaced)
    assert.deepEqual(await recorded(uuid), { ...replaced, actor: null })
    const versions = (await register().send('GET', `${pathOf(betrokkenen, uuid)}/historie`)).body as List
    assert.deepEqual(
      ((versions.results[0]?.wijzigingen as Body[] | undefined) ?? []).map(({ veld }) => veld),
      ['identificatie.middel', 'identificatie.niveau', 'identificatie.actor'],
    )
    assert.equal((await register().send('DELETE', at(uuid))).status, 204)
    assert.equal((await register().send('DELETE', at(uuid))).status, 404)
    assert.equal((await register().send('PUT', at(crypto.randomUUID()), whole)).status, 404)
  })

  test('what is wrong with it is told, and nothing changes', async () => {
    const { uuid } = await register().create(betrokkenen, body())
    const trace = await register().trace()
    const refused = await register().refused('PUT', at(uuid), { middel: 'gok', actor: { uuid: partij.uuid } })
    assert.deepEqual(refused.map(({ name }) => name).sort(), ['actor.uuid', 'middel', 'niveau'])
    const inside = await register().refused('POST', pathOf(betrokkenen), body({ identificatie: { middel: 'digid' } }))
    assert.deepEqual(
      inside.map(({ name, code }) => [name, code]),
      [['identificatie.niveau', 'required']],
    )
    assert.equal(await register().trace(), trace)
  })

  test('it may come in the body, and no answer shows it there', async () => {
    const made = await register().create(betrokkenen, body({ ...tied(), identificatie: whole }))
    assert.equal('identificatie' in made, false)
    assert.deepEqual((await recorded(made.uuid))?.middel, 'digid')
    await register().change(betrokkenen, made.uuid, { identificatie: { middel: 'eidas', niveau: 'hoog' } })
    assert.deepEqual(await recorded(made.uuid), { middel: 'eidas', niveau: 'hoog', actor: null })
    await register().change(betrokkenen, made.uuid, { rol: 'klant' })
    assert.equal((await recorded(made.uuid))?.middel, 'eidas')
    const { hadKlantcontact: _owner, ...betrokkene } = body({ ...tied(), identificatie: whole })
    const answer = await register().send('POST', MAAK, { klantcontact, betrokkene })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    const shown = (answer.body as { betrokkene: Shown }).betrokkene
    assert.equal('identificatie' in shown, false)
    assert.deepEqual((await recorded(shown.uuid))?.niveau, 'midden')
    const versions = (await register().send('GET', `${pathOf(betrokkenen, shown.uuid)}/historie`)).body as List
    assert.equal(versions.count, 1)
  })

  test(asks ? 'a partij is only tied to who was identified' : 'without the setting nobody asks for it', async () => {
    const why = /identificatie is vastgelegd met niveau midden of hoger/
    const told = async (method: string, path: string, given: Body): Promise<void> => {
      const { status, body: answer } = await register().send(method, path, given)
      if (!asks) return assert.ok(status < 300, `${method} ${path}`)
      assert.equal(status, 400)
      assert.match(JSON.stringify(answer), why)
    }
    const { uuid } = await register().create(betrokkenen, body())
    const trace = await register().trace()
    await told('POST', pathOf(betrokkenen), body(tied()))
    await told('POST', pathOf(betrokkenen), body({ ...tied(), identificatie: { middel: 'digid', niveau: 'basis' } }))
    const { hadKlantcontact: _owner, ...betrokkene } = body(tied())
    await told('POST', MAAK, { klantcontact, betrokkene })
    await told('PATCH', pathOf(betrokkenen, uuid), tied())
    if (!asks) return
    assert.equal(await register().trace(), trace)
    // First recorded, then tied; and as long as it is tied, it stays as sure.
    await register().send('PUT', at(uuid), whole)
    await register().change(betrokkenen, uuid, tied())
    await told('PUT', at(uuid), { middel: 'digid', niveau: 'basis' })
    assert.equal((await register().send('DELETE', at(uuid))).status, 400)
    await register().change(betrokkenen, uuid, { rol: 'vertegenwoordiger' })
    await register().change(betrokkenen, uuid, { wasPartij: null })
    assert.equal((await register().send('DELETE', at(uuid))).status, 204)
  })
}

onBothDatabases(suite(false))
onBothDatabases(suite(true), () => ({ IDENTIFICATIE_NIVEAU: 'midden' }))
