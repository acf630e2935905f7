/** What conditions and keys ask of the database, and that nobody else pays for them. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Database, Transaction } from '../../src/sql/database.ts'
import { onBothDatabases, pathOf } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'

const KLANTCONTACT = declared.get('klantcontact')

/** Counts the statements of transactions for as long as `work` takes. */
const counted = async (database: Database, work: () => Promise<unknown>): Promise<number> => {
  const own = database as { -readonly [K in keyof Database]: Database[K] }
  const { transaction, together } = own
  let count = 0
  const note = <S extends readonly unknown[]>(statements: S): S => {
    count += statements.length
    return statements
  }
  const counting = (tx: Transaction): Transaction => ({
    ...tx,
    query: (...one) => tx.query(...note(one)),
    look: (...one) => tx.look(...note(one)),
    send: (...one) => tx.send(...note(one)),
    finish: (...all) => tx.finish(...note(all)),
  })
  own.transaction = (inside, cancellation) => transaction((tx) => inside(counting(tx)), cancellation)
  own.together = (inside, cancellation) => together((tx) => inside(counting(tx)), cancellation)
  try {
    await work()
    return count
  } finally {
    own.transaction = transaction
    own.together = together
  }
}

onBothDatabases((register) => {
  test('a create is one statement; a key adds a look under a lock, a mark and what is kept', async () => {
    const body = await samplesIn(register()).body(KLANTCONTACT)
    const post = (headers?: Record<string, string>) => register().send('POST', pathOf(KLANTCONTACT), body, headers)
    const { database } = register()
    assert.equal(await counted(database, () => post()), 1)
    const key = { 'idempotency-key': randomUUID() }
    assert.equal(await counted(database, () => post(key)), 4)
    assert.equal(await counted(database, () => post(key)), 1, 'given again')
  })

  test('a condition adds one look to a change, and nothing to a read', async () => {
    const { database } = register()
    const { uuid } = await samplesIn(register()).make(KLANTCONTACT)
    const path = pathOf(KLANTCONTACT, uuid)
    const patch = (headers?: Record<string, string>) =>
      register().send('PATCH', path, { onderwerp: randomUUID() }, headers)
    const remove = (headers?: Record<string, string>) => register().send('DELETE', path, undefined, headers)
    const plain = await counted(database, () => patch())
    assert.equal(await counted(database, () => patch({ 'if-match': '*' })), plain + 1)
    const get = () => register().send('GET', path, undefined, { 'if-none-match': '*' })
    assert.equal(await counted(database, get), 0)
    const refused = await counted(database, () => remove({ 'if-match': '"a"' }))
    assert.equal(refused, 2, 'the lock, and the look')
  })
})
