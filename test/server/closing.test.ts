/** Whoever closes a database may stop it next: by then PostgreSQL must have ended its sessions. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { Database } from '../../src/sql/database.ts'
import { sql, statement } from '../../src/sql/sql.ts'
import { poolOn, scratchDatabaseUrl, skip } from './scratch-database.ts'

const CONNECTIONS = 4

/** Stands before a PostgreSQL and knows which sessions it has not ended yet. */
const watched = async (t: TestContext, address: string) => {
  const target = new URL(address)
  const sessions = new Set<Socket>()
  const sockets = new Set<Socket>()
  const gate = createServer({ allowHalfOpen: true }, (inner) => {
    const outer = connect({ port: Number(target.port || 5432), host: target.hostname, allowHalfOpen: true })
    for (const socket of [inner, outer]) {
      sockets.add(socket)
      socket.on('error', () => {})
    }
    sessions.add(outer)
    outer.once('end', () => sessions.delete(outer))
    inner.pipe(outer).pipe(inner)
  })
  await once(gate.listen(0, '127.0.0.1'), 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    gate.close()
  })
  const url = new URL(address)
  url.hostname = '127.0.0.1'
  url.port = String((gate.address() as AddressInfo).port)
  return { url: url.href, sessions, sockets }
}

/** Opens all connections of a pool. */
const open = async (database: Database): Promise<void> => {
  const asked = Array.from({ length: CONNECTIONS }, () => database.query(statement(sql`select pg_sleep(0.05)`)))
  await Promise.all(asked)
}

test('a database that was closed has no sessions left', { skip }, async (t) => {
  const { url, sessions } = await watched(t, await scratchDatabaseUrl(t))
  const database = poolOn(t, url, CONNECTIONS)
  await open(database)
  assert.equal(sessions.size, CONNECTIONS)
  await database.close()
  assert.equal(sessions.size, 0)
})

test('a server that no longer answers does not keep a program from its end', { skip, timeout: 20_000 }, async (t) => {
  const { url, sockets } = await watched(t, await scratchDatabaseUrl(t))
  const database = poolOn(t, url, CONNECTIONS)
  await Promise.all([open(database), database.quick(statement(sql`select 1`))])
  for (const socket of sockets) socket.unpipe().pause()
  const begun = performance.now()
  await database.close()
  const took = performance.now() - begun
  assert.ok(took < 5_000, `${took} ms`)
})
