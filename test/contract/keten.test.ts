/** The thread of klantcontacten that answer each other. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Body, type List, onBothDatabases, pathOf, type Shown } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'

const KLANTCONTACT = declared.get('klantcontact')

onBothDatabases((register) => {
  /** A contact at this hour, which answers others. */
  const contact = async (hour: number, ...answers: readonly Shown[]): Promise<Shown> => {
    const { make } = samplesIn(register())
    const plaatsgevondenOp = `2024-01-01T${String(hour).padStart(2, '0')}:00:00Z`
    const made = await make(KLANTCONTACT, { set: { plaatsgevondenOp } })
    for (const { uuid } of answers) {
      const set = { klantcontact: { uuid: made.uuid }, wasKlantcontact: { uuid } }
      await make(declared.get('onderwerpobject'), { set })
    }
    return made
  }

  const threadOf = async ({ uuid }: Shown): Promise<List> => {
    const { status, body } = await register().send('GET', `${pathOf(KLANTCONTACT, uuid)}/keten`)
    assert.equal(status, 200, JSON.stringify(body))
    return body as List
  }

  test('every contact of a thread answers the whole of it, the first first, with its tasks', async () => {
    const { make } = samplesIn(register())
    const question = await contact(9)
    const late = await contact(15, question)
    const call = await contact(10, question)
    const end = await contact(16, call, late)
    await contact(11)
    const task = await make(declared.get('interneTaak'), { set: { aanleidinggevendKlantcontact: { uuid: call.uuid } } })
    const expected = [question, call, late, end].map(({ uuid }) => uuid)
    for (const one of [question, call, late, end]) {
      const { count, next, previous, results } = await threadOf(one)
      assert.deepEqual([count, next, previous], [4, null, null])
      assert.deepEqual(
        results.map(({ uuid }) => uuid),
        expected,
      )
      const included = results[1]?._expand as Body
      assert.deepEqual(included.leiddeTotInterneTaken, [await register().read(declared.get('interneTaak'), task.uuid)])
      const [answer] = included.gingOverOnderwerpobjecten as [Body]
      assert.equal((answer.wasKlantcontact as Shown).uuid, question.uuid)
    }
  })

  test('a circle ends, and a contact on its own is its own thread', async () => {
    const { make } = samplesIn(register())
    const one = await contact(9)
    const other = await contact(10, one)
    const set = { klantcontact: { uuid: one.uuid }, wasKlantcontact: { uuid: other.uuid } }
    await make(declared.get('onderwerpobject'), { set })
    assert.equal((await threadOf(one)).count, 2)
    const alone = await contact(11)
    const { results } = await threadOf(alone)
    assert.deepEqual(
      results.map(({ uuid }) => uuid),
      [alone.uuid],
    )
  })

  test('there is no thread of what is not there', async () => {
    for (const uuid of ['00000000-0000-4000-8000-000000000000', 'geen-uuid'])
      assert.equal((await register().send('GET', `${pathOf(KLANTCONTACT, uuid)}/keten`)).status, 404)
  })
})
