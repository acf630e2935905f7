/** Values that one part of the program takes and another does not: each is refused or understood, and none is a failure. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayHoldBsn } from '../../src/model/formats.ts'
import { onBothDatabases, pathOf, type Shown } from '../support/register.ts'
import { declared } from '../support/sample.ts'

const klantcontacten = declared.get('klantcontact')
const contact = { kanaal: 'x', onderwerp: 'x', taal: 'nld', vertrouwelijk: false }
const BEHEER = '/beheer/api/v1'

onBothDatabases((register) => {
  const statusOf = async (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<number> => (await register().send(method, path, body, headers)).status

  test('a moment may be as far from UTC as ISO 8601 says, which is further than PostgreSQL reads', async () => {
    const made = await register().create(klantcontacten, {
      ...contact,
      plaatsgevondenOp: '2026-01-01T12:00:00.123456+23:59',
    })
    assert.equal(made.plaatsgevondenOp, '2025-12-31T12:01:00.123456Z')
    for (const moment of ['2025-12-31T12:01:00.123456Z', '2026-01-01T04:01:00.123456+16:00']) {
      const found = await register().list(klantcontacten, { plaatsgevondenOp: moment })
      assert.deepEqual(
        found.results.map(({ uuid }) => uuid),
        [made.uuid],
        moment,
      )
    }
    const past = `${pathOf(klantcontacten)}?peildatum=${encodeURIComponent('2024-01-01T00:00:00+23:59')}`
    assert.ok((await statusOf('GET', past)) < 500)
  })

  test('since when messages are asked for is a day that there is', async () => {
    const list = (sinds: string) => statusOf('GET', `${BEHEER}/berichten?${new URLSearchParams({ sinds })}`)
    for (const sinds of ['2026-02-31', '0000-01-01', '2026-01-01T25:00:00Z', 'gisteren']) {
      assert.equal(await list(sinds), 400, sinds)
      assert.equal(await statusOf('POST', `${BEHEER}/berichten/opnieuw`, { sinds }), 400, sinds)
    }
    for (const sinds of ['2026-02-28', '2026-01-01T00:00:00+23:59']) assert.equal(await list(sinds), 200, sinds)
  })

  test('nothing is called by a name with a null character in it', async () => {
    for (const kind of ['tokens', 'clients']) {
      for (const [method, body] of [['GET'], ['DELETE'], ['PATCH', {}]] as const) {
        assert.equal(await statusOf(method, `${BEHEER}/${kind}/a%00`, body), 404, `${method} ${kind}`)
      }
    }
  })

  test('what is said of a destruction can be kept', async () => {
    const { uuid } = (await register().create(klantcontacten, contact)) as Shown
    const propose = (toelichting: string) =>
      statusOf('POST', `${BEHEER}/vernietigingen`, {
        grond: 'archiefwet',
        toelichting,
        objecten: [register().base + pathOf(klantcontacten, uuid)],
      })
    for (const toelichting of ['x\0y', 'x\ud800y']) assert.equal(await propose(toelichting), 400)
    assert.equal(await propose('Bewaartermijn voorbij'), 201)
  })

  test('where nothing has a tag, a change on condition of one is not made', async () => {
    const made = await register().send('POST', `${BEHEER}/tokens`, { identifier: 'conditie', scopes: [] })
    assert.equal(made.status, 201)
    const path = `${BEHEER}/tokens/conditie`
    const condition = { 'if-match': '"van-toen"' }
    assert.equal(await statusOf('PATCH', path, { scopes: ['beheer'] }, condition), 412)
    assert.equal(await statusOf('DELETE', path, undefined, condition), 412)
    assert.deepEqual(((await register().send('GET', path)).body as { scopes: unknown }).scopes, [])
    assert.equal(await statusOf('DELETE', path), 204)
  })
})

test('a BSN is known by its digits, however they are grouped', () => {
  for (const text of ['999990019', 'a 9999.90.019', '999-990-019', '999 990 019'])
    assert.equal(mayHoldBsn(text), true, text)
  for (const text of ['999990018', '9999900190', 'x999990019', '06 1234']) assert.equal(mayHoldBsn(text), false, text)
})
