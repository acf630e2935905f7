/** What a token may do follows from its scopes, on every route. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { changeToken, createToken } from '../../src/features/tokens/tokens.ts'
import { isScope, OPEN_KLANT_SCOPES, SCOPES, type Scope } from '../../src/model/scopes.ts'
import { resources } from '../../src/resources/index.ts'
import { callerWith } from '../support/callers.ts'
import { ENVIRONMENT, onBothDatabases, pathOf, type TestRegister } from '../support/register.ts'

const ABSENT = '00000000-0000-4000-8000-000000000000'

onBothDatabases((register) => {
  const withScopes = (...scopes: Scope[]): Promise<TestRegister> => callerWith(register(), { scopes })

  let nobody: TestRegister
  before(async () => {
    nobody = await withScopes()
  })

  for (const resource of resources) {
    const { group } = resource
    test(`${resource.path}: each method takes its scope of ${group}`, async () => {
      const [path, one] = [pathOf(resource), pathOf(resource, ABSENT)]
      const reader = await withScopes(`${group}.lezen`)
      const writer = await withScopes(`${group}.schrijven`)
      const both = await withScopes(`${group}.lezen`, `${group}.schrijven`)
      const remover = await withScopes(`${group}.verwijderen`)
      const all = { nobody, reader, writer, both, remover }
      const statuses: Readonly<Record<string, readonly number[]>> = {
        [`GET ${path}`]: [403, 200, 403, 200, 403],
        [`OPTIONS ${path}`]: [403, 200, 403, 200, 403],
        [`POST ${path}`]: [403, 403, 400, 400, 403],
        [`GET ${one}`]: [403, 404, 403, 404, 403],
        [`PUT ${one}`]: [403, 403, 403, 404, 403],
        [`PATCH ${one}`]: [403, 403, 403, 404, 403],
        [`DELETE ${one}`]: [403, 403, 403, 403, 404],
      }
      for (const [request, expected] of Object.entries(statuses)) {
        const [method = '', address = ''] = request.split(' ')
        const found = []
        for (const caller of Object.values(all)) {
          // An empty categorie is a categorie; a text is none.
          found.push((await caller.send(method, address, method === 'POST' ? 'x' : undefined)).status)
        }
        assert.deepEqual(found, expected, request)
      }
    })
  }

  test('a refusal names the scopes that lack, in the envelope of all errors', async () => {
    const { status, body } = await nobody.send('PATCH', `/klantinteracties/api/v1/partijen/${ABSENT}`)
    const { type, instance, ...rest } = body as Record<string, string>
    assert.equal(status, 403)
    assert.match(type ?? '', /\/ref\/fouten\/PermissionDenied\/$/)
    assert.match(instance ?? '', /^urn:uuid:/)
    assert.deepEqual(rest, {
      code: 'permission_denied',
      title: 'Je hebt geen toestemming om deze actie uit te voeren.',
      status: 403,
      detail: 'Je hebt geen toestemming om deze actie uit te voeren. Nodig: partijen.lezen, partijen.schrijven.',
    })
  })

  test('maak-klantcontact and removal with klantcontacten take the scopes of klantcontacten', async () => {
    const maak = '/klantinteracties/api/v1/maak-klantcontact'
    const cascade = `/klantinteracties/api/v1/onderwerpobjecten/${ABSENT}?cascade=true`
    assert.equal((await nobody.send('POST', maak, {})).status, 403)
    assert.equal((await nobody.send('DELETE', cascade)).status, 403)
    const writer = await withScopes('klantcontacten.schrijven', 'klantcontacten.verwijderen')
    assert.equal((await writer.send('POST', maak, {})).status, 400)
    assert.equal((await writer.send('DELETE', cascade)).status, 404)
  })

  test('the token of the environment may do what any token of Open Klant may', async () => {
    const environment = register().as(ENVIRONMENT)
    assert.equal((await environment.send('GET', '/beheer/api/v1/tokens')).status, 403)
    for (const resource of resources) {
      assert.equal((await environment.send('GET', pathOf(resource))).status, 200)
    }
  })

  test('scopes that change are known within five seconds', async () => {
    const token = await createToken(register().database, 'wisselt')
    const caller = register().as(token)
    while ((await caller.send('GET', '/klantinteracties/api/v1/actoren')).status === 401) await wait(20)
    assert.equal((await caller.send('GET', '/klantinteracties/api/v1/actoren')).status, 403)
    await changeToken(register().database, 'wisselt', { scopes: ['actoren.lezen'] })
    const start = performance.now()
    while ((await caller.send('GET', '/klantinteracties/api/v1/actoren')).status === 403) {
      assert.ok(performance.now() - start < 5500)
      await wait(100)
    }
  })
})

test('what Open Klant never had is not among what its tokens may', () => {
  assert.deepEqual(
    [...SCOPES.keys()].filter((scope) => !OPEN_KLANT_SCOPES.includes(scope)),
    [
      'organisatie',
      'inwoners',
      'historie',
      'verwerkingen',
      'vernietiging.voorstellen',
      'vernietiging.goedkeuren',
      'beheer',
    ],
  )
  assert.ok(isScope('partijen.lezen') && !isScope('partijen.zien'))
})
