/** Tokens are administered over the API as on the command line. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { OPEN_KLANT_SCOPES } from '../../src/model/scopes.ts'
import { callerWith } from '../support/callers.ts'
import { onBothDatabases } from '../support/register.ts'

const tokens = '/beheer/api/v1/tokens'
const actoren = '/klantinteracties/api/v1/actoren'

onBothDatabases((register) => {
  test('a token is made, shown once, changed and revoked by who has the scope beheer', async () => {
    const admin = await callerWith(register(), { scopes: ['beheer'] })
    const { status, body } = await admin.send('POST', tokens, {
      identifier: 'kiss',
      email: 'a@example.nl',
      scopes: ['actoren.lezen', 'partijen.lezen'],
    })
    assert.equal(status, 201)
    const { token, ...record } = body as { token: string; identifier: string; scopes: string[] }
    assert.deepEqual([record.identifier, record.scopes], ['kiss', ['actoren.lezen', 'partijen.lezen']])
    const kiss = register().as(token)
    const becomes = async (expected: number): Promise<void> => {
      const start = performance.now()
      while ((await kiss.send('GET', actoren)).status !== expected) {
        assert.ok(performance.now() - start < 6000, String(expected))
        await wait(50)
      }
    }
    await becomes(200)
    const list = JSON.stringify((await admin.send('GET', tokens)).body)
    assert.ok(list.includes('"kiss"') && !list.includes(token))
    assert.deepEqual((await admin.send('GET', `${tokens}/kiss`)).body, record)

    const changed = await admin.send('PATCH', `${tokens}/kiss`, { scopes: ['partijen.lezen'], extern: true })
    assert.deepEqual(changed.body, { ...record, scopes: ['partijen.lezen'], extern: true })
    await becomes(403)
    const units = { units: ['11111111-1111-4111-8111-111111111111'], actor: '22222222-2222-4222-8222-222222222222' }
    assert.equal((await admin.send('PATCH', `${tokens}/kiss`, units)).status, 200)
    const { actor } = (await admin.send('PATCH', `${tokens}/kiss`, { actor: null })).body as { actor: unknown }
    assert.equal(actor, null)

    assert.equal((await admin.send('DELETE', `${tokens}/kiss`)).status, 204)
    await becomes(401)
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      assert.equal((await admin.send(method, `${tokens}/kiss`)).status, 404, method)
    }
  })

  test('scopes and units are taken once each, and no more than there can be use for', async () => {
    const admin = await callerWith(register(), { scopes: ['beheer'] })
    const unit = (index: number): string => `11111111-1111-4111-8111-${String(index).padStart(12, '0')}`
    const made = await admin.send('POST', tokens, {
      identifier: 'dubbel',
      scopes: Array.from({ length: 500 }, () => 'partijen.lezen'),
      units: ['aaaaaaaa-1111-4111-8111-111111111111', 'AAAAAAAA-1111-4111-8111-111111111111', unit(1)],
    })
    assert.equal(made.status, 201)
    const { scopes, units } = made.body as { scopes: string[]; units: string[] }
    assert.deepEqual([scopes, units], [['partijen.lezen'], ['aaaaaaaa-1111-4111-8111-111111111111', unit(1)]])
    const many = Array.from({ length: 101 }, (_, index) => unit(index))
    const faults = async (method: string, path: string, body: object): Promise<unknown[]> =>
      (await admin.refused(method, path, body)).map(({ name, code }) => [name, code])
    assert.deepEqual(await faults('POST', tokens, { identifier: 'veel', units: many, scopes: many }), [
      ['scopes', 'max_length'],
      ['units', 'max_length'],
    ])
    assert.deepEqual(await faults('PATCH', `${tokens}/dubbel`, { units: many }), [['units', 'max_length']])
  })

  test('without the scope nothing is told', async () => {
    const caller = await callerWith(register(), { scopes: OPEN_KLANT_SCOPES })
    for (const [method, path] of [
      ['GET', tokens],
      ['POST', tokens],
      ['GET', `${tokens}/first`],
      ['PATCH', `${tokens}/first`],
      ['DELETE', `${tokens}/first`],
    ] as const) {
      assert.equal((await caller.send(method, path, method === 'GET' ? undefined : {})).status, 403, method)
    }
  })

  test('all faults of a body are named, and nothing is made', async () => {
    const admin = await callerWith(register(), { scopes: ['beheer'] })
    const namesOf = async (body: unknown): Promise<string[]> =>
      (await admin.refused('POST', tokens, body)).map(({ name }) => name).sort()
    const before = (await admin.send('GET', tokens)).body as { count: number }
    assert.deepEqual(await namesOf({}), ['identifier'])
    assert.deepEqual(
      await namesOf({
        identifier: 'met spatie',
        email: 'x',
        scopes: ['partijen.lezen', 'alles', 3],
        extern: 'misschien',
        actor: 'x',
        units: null,
      }),
      ['actor', 'email', 'extern', 'identifier', 'scopes.1', 'scopes.2', 'units'],
    )
    assert.deepEqual(await namesOf([]), ['nonFieldErrors'])
    assert.equal((await admin.send('POST', tokens, { identifier: 'twee' })).status, 201)
    assert.deepEqual(await namesOf({ identifier: 'twee' }), ['identifier'])
    const after = (await admin.send('GET', tokens)).body as { count: number }
    assert.equal(after.count, before.count + 1)
  })
})
