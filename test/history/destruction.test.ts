/** What is destroyed is gone, everywhere; that it was destroyed, by whom and why, stays. */
import { systemCaller } from '../../src/operations/caller.ts'
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { versionTable } from '../../src/derive/versions.ts'
import { type Certificate, replayDestruction } from '../../src/features/history/destruction.ts'
import { remember } from '../../src/features/history/remember.ts'
import { verifyHistory } from '../../src/features/history/verify.ts'
import { createToken } from '../../src/features/tokens/tokens.ts'
import type { Resource } from '../../src/model/resource.ts'
import { ROLES } from '../../src/model/roles.ts'
import type { Scope } from '../../src/model/scopes.ts'
import { type Engine, placesAt } from '../../src/operations/context.ts'
import { Statements } from '../../src/operations/statements.ts'
import { resources } from '../../src/resources/index.ts'
import { callerWith } from '../support/callers.ts'
import { type Body, onBothDatabases, pathOf, type Shown, type TestRegister } from '../support/register.ts'
import { complaintsAbout } from '../support/openapi-validator.ts'
import { rich, richContact } from '../support/rich.ts'
import { declared, samplesIn } from '../support/sample.ts'

const PATH = '/beheer/api/v1/vernietigingen'
const KLANTCONTACT = declared.get('klantcontact')

interface List extends Body {
  readonly uuid: string
  readonly lijst: number
  readonly objecten: readonly { readonly collectie: string; readonly uuid: string }[]
  readonly certificaat: Certificate | null
}

/** Every text that stands anywhere in the database, versions included. */
const everything = async ({ database }: TestRegister): Promise<string> => {
  const tables = ['interne_taak_actor', ...resources.flatMap((one) => [one.table, versionTable(one)])]
  const all = tables.map((table) => `select string_agg(t::text, '') as text from ${table} t`).join(' union all ')
  return JSON.stringify(await database.query({ text: all, values: [] }))
}

onBothDatabases((register) => {
  let tokens: Record<'one' | 'other', string>

  before(async () => {
    const { database } = register()
    tokens = {
      one: await createToken(database, 'archivaris', {
        scopes: [...(ROLES['privacy-officer']?.scopes ?? []), 'vernietiging.goedkeuren'],
      }),
      other: await createToken(database, 'hoofd', { scopes: ['vernietiging.goedkeuren'] }),
    }
  })

  const send = async (who: 'one' | 'other' | undefined, method: string, path: string, body?: unknown) => {
    const answer = await fetch(register().base + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(who ? { authorization: `Token ${tokens[who]}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const { status } = answer
    const given = (await answer.json()) as List & { invalidParams?: readonly Body[] }
    assert.deepEqual(complaintsAbout({ method, path, status, body: given }), [])
    return { status, body: given }
  }

  const propose = async (resource: Resource, uuid: string): Promise<List> => {
    const objecten = [`https://elders.example.nl${pathOf(resource, uuid)}`]
    const { status, body } = await send('one', 'POST', PATH, { grond: 'avg_17', toelichting: 'Verzoek 12', objecten })
    assert.equal(status, 201, JSON.stringify(body))
    return body
  }

  const destroy = async (resource: Resource, uuid: string): Promise<List> => {
    const { status, body } = await send('other', 'POST', `${PATH}/${(await propose(resource, uuid)).uuid}/goedkeuren`)
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }

  const verified = () => verifyHistory(register().database, declared, [])

  /** Texts that are in no other object. */
  const secret = async (): Promise<Shown> => {
    const { make } = samplesIn(register())
    const made = await make(KLANTCONTACT, {
      set: { onderwerp: 'geheim-een', inhoud: 'geheim-twee', nummer: '777000111' },
    })
    const set = { hadKlantcontact: { uuid: made.uuid }, organisatienaam: 'geheim-drie' }
    await make(declared.get('betrokkene'), { set })
    return register().change(KLANTCONTACT, made.uuid, { onderwerp: 'geheim-vier' })
  }

  for (const [title, removeFirst] of [
    ['an object that is there', false],
    ['an object that was removed', true],
  ] as const) {
    test(`${title} goes with all that belongs to it, versions included`, async () => {
      const made = await secret()
      if (removeFirst) await register().send('DELETE', made.url)
      assert.match(await everything(register()), /geheim-/)
      const list = await destroy(KLANTCONTACT, made.uuid)
      assert.doesNotMatch(await everything(register()), /geheim-|777000111/)
      assert.equal((await register().send('GET', made.url)).status, 404)
      assert.deepEqual(list.objecten.map(({ collectie }) => collectie).sort(), ['betrokkene', 'klantcontact'])
      assert.equal(list.certificaat?.voorgesteldDoor, 'token archivaris')
      assert.equal(list.certificaat?.goedgekeurdDoor, 'token hoofd')
      const { faults, destroyed } = await verified()
      assert.deepEqual(faults, [])
      assert.ok(
        destroyed.includes(`klantcontact ${made.uuid}: 3 versions vernietigd volgens lijst ${list.lijst}`),
        destroyed.join('\n'),
      )
      const history = await register().send('GET', `${made.url}/historie`)
      assert.equal(history.status, 200)
      const { results } = history.body as { results: readonly Body[] }
      assert.deepEqual(
        results.map(({ actie, vernietigd, door, wijzigingen }) => [actie, vernietigd, door, wijzigingen]),
        ['verwijderd', 'gewijzigd', 'toegevoegd'].map((actie) => [actie, true, null, []]),
      )
    })
  }

  test('what came to hang on it after the proposal goes as well, and what lets it go stays', async () => {
    const { make } = samplesIn(register())
    const partij = await rich(samplesIn(register()))
    const list = await propose(declared.get('partij'), partij)
    const late = await make(declared.get('categorieRelatie'), { set: { partij: { uuid: partij } } })
    const { body } = await send('other', 'POST', `${PATH}/${list.uuid}/goedkeuren`)
    assert.ok(body.objecten.some(({ uuid }) => uuid === late.uuid))
    assert.ok(body.objecten.length > list.objecten.length)
    assert.deepEqual((await verified()).faults, [])
  })

  test('everything that hangs on a klantcontact is on the list', async () => {
    const uuid = await richContact(samplesIn(register()))
    const { results } = await register().list(KLANTCONTACT)
    const { objecten } = await propose(KLANTCONTACT, (results[0] as Shown).uuid)
    assert.ok(objecten.some((one) => one.uuid === uuid))
    assert.ok(new Set(objecten.map(({ collectie }) => collectie)).size >= 5)
  })

  test('nobody approves what they proposed, twice, or what is not there', async () => {
    const made = await secret()
    const list = await propose(KLANTCONTACT, made.uuid)
    const code = async (who: 'one' | 'other', uuid = list.uuid) => {
      const { status, body } = await send(who, 'POST', `${PATH}/${uuid}/goedkeuren`)
      return [status, body.invalidParams?.[0]?.code]
    }
    assert.deepEqual(await code('one'), [400, 'vier-ogen'])
    assert.equal((await register().send('GET', made.url)).status, 200)
    assert.deepEqual(await code('other', '00000000-0000-4000-8000-000000000000'), [404, undefined])
    assert.deepEqual(await code('other'), [200, undefined])
    assert.deepEqual(await code('other'), [400, 'al-vernietigd'])
    assert.equal((await send(undefined, 'GET', PATH)).status, 401)
  })

  test('who proposes learns of nothing that they may not see', async () => {
    const { make } = samplesIn(register())
    const set = (vertrouwelijk: boolean) => ({ set: { vertrouwelijk } })
    const [open, secret, gone] = [
      await make(KLANTCONTACT, set(false)),
      await make(KLANTCONTACT, set(true)),
      await make(KLANTCONTACT, set(false)),
    ]
    await register().send('DELETE', gone.url)
    const answers = async (scopes: readonly Scope[]) => {
      const caller = await callerWith(register(), { scopes: ['vernietiging.voorstellen', ...scopes] })
      const found = []
      for (const uuid of [open.uuid, secret.uuid, gone.uuid, '00000000-0000-4000-8000-000000000000']) {
        const body = { grond: 'avg_17', objecten: [pathOf(KLANTCONTACT, uuid)] }
        found.push((await caller.send('POST', PATH, body)).status)
      }
      return found
    }
    assert.deepEqual(await answers([]), [403, 403, 403, 403])
    assert.deepEqual(await answers(['partijen.lezen', 'historie', 'vertrouwelijk']), [403, 403, 403, 403])
    assert.deepEqual(await answers(['klantcontacten.lezen']), [201, 400, 400, 400])
    assert.deepEqual(await answers(['klantcontacten.lezen', 'historie']), [201, 400, 400, 400])
    const all = ['klantcontacten.lezen', 'klantcontacten.corrigeren', 'vertrouwelijk'] as const
    assert.deepEqual(await answers(all), [201, 201, 400, 400])
    assert.deepEqual(await answers([...all, 'historie']), [201, 201, 201, 400])
  })

  test('all that is wrong with a proposal is named, and nothing is kept', async () => {
    const before = await send('one', 'GET', PATH)
    const wrong = { grond: 'zomaar', toelichting: 5, objecten: ['x', pathOf(KLANTCONTACT, 'y')] }
    const names = async (body: unknown) =>
      (await send('one', 'POST', PATH, body)).body.invalidParams?.map(({ name }) => name)
    assert.deepEqual(await names(wrong), ['grond', 'toelichting', 'objecten.0', 'objecten.1'])
    assert.deepEqual(await names({}), ['grond', 'objecten'])
    const never = pathOf(KLANTCONTACT, '00000000-0000-4000-8000-000000000000')
    assert.deepEqual(await names({ grond: 'archiefwet', objecten: [never] }), ['objecten.0'])
    assert.deepEqual((await send('one', 'GET', PATH)).body, before.body)
  })

  test('after a backup was put back, a certificate is carried out once more', async () => {
    const { database } = register()
    const made = await secret()
    const tables = ['klantcontact', 'betrokkene'].flatMap((table) => [table, `${table}_versie`])
    for (const table of tables) await database.execute(`create table kept_${table} as table ${table}`)
    const { certificaat, lijst } = await destroy(KLANTCONTACT, made.uuid)
    assert.ok(certificaat)
    // As a backup from before would be: the rows, their versions, and no list.
    for (const table of tables) {
      await database.execute(
        table.endsWith('_versie')
          ? `delete from ${table}; insert into ${table} select * from kept_${table}`
          : `insert into ${table} overriding system value select * from kept_${table} k where not exists (select from ${table} t where t.id = k.id)`,
      )
    }
    for (const table of tables) await database.execute(`drop table kept_${table}`)
    await database.execute(
      `delete from vernietigd_object where lijst = ${lijst}; delete from vernietigingslijst where nummer = ${lijst}`,
    )
    assert.match(await everything(register()), /geheim-/)
    assert.deepEqual((await verified()).faults, [])
    const statements = new Statements()
    const engine: Engine = {
      database,
      register: declared,
      statements,
      consequences: [remember(statements)],
      numbersAuto: true,
    }
    const call = {
      places: placesAt(declared, ({ path }) => `/${path}`),
      suffix: '',
      caller: systemCaller('test'),
    }
    assert.equal(await replayDestruction(engine, call, certificaat), true)
    assert.equal(await replayDestruction(engine, call, certificaat), false)
    assert.doesNotMatch(await everything(register()), /geheim-/)
    const { faults, destroyed } = await verified()
    assert.deepEqual(faults, [])
    assert.ok(destroyed.some((line) => line.includes(made.uuid) && line.endsWith(`volgens lijst ${lijst}`)))
    // Another list gets another number.
    assert.ok((await propose(KLANTCONTACT, (await secret()).uuid)).lijst > lijst)
  })
})
