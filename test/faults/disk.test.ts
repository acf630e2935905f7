/** A disk that is full or may not be written to: said clearly, and nothing is lost. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { runToEnd, serve } from '../server/program.ts'
import { type Answer, api } from './support/api.ts'
import { klantcontact, maakKlantcontact } from './support/bodies.ts'
import { beside, kinds } from './support/databases.ts'
import { eventually } from './support/eventually.ts'

const TOKEN = 'geheim'

/** A small disk; undefined where none may be mounted. */
const disk = (t: TestContext, megabytes: number): string | undefined => {
  if (!existsSync('/proc/self/mounts')) return undefined
  const directory = mkdtempSync(join(tmpdir(), 'disk-'))
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', directory]
  const mounted = spawnSync('mount', options).status === 0
  t.after(() => {
    if (mounted) spawnSync('umount', ['-l', directory])
    rmdirSync(directory)
  })
  return mounted ? directory : undefined
}

const NO_DISK = 'no file system can be mounted here: that takes root on Linux'
const BLOCK = Buffer.alloc(1024 ** 2)

/** Leaves so many bytes free. */
const fill = (directory: string, free: number): (() => void) => {
  const path = join(directory, 'filling')
  const file = openSync(path, 'w')
  for (;;) {
    const { bavail, bsize } = statfsSync(directory)
    const rest = bavail * bsize - free
    if (rest <= 0) break
    writeSync(file, BLOCK, 0, Math.min(rest, BLOCK.length))
  }
  closeSync(file)
  return () => rmSync(path)
}

test('a disk that fills up while the server writes: 503, and on it goes when there is room', async (t) => {
  const directory = disk(t, 200)
  if (!directory) return t.skip(NO_DISK)
  const server = await serve(t, { DATA_DIR: join(directory, 'data'), API_TOKEN: TOKEN })
  const { send } = api(server.base, TOKEN)
  const empty = fill(directory, 4 * 1024 ** 2)
  const inhoud = 'x'.repeat(1000)
  const answered: Answer[] = []
  const isFull = async (): Promise<boolean> => {
    const body = { ...maakKlantcontact('vol'), klantcontact: klantcontact({ onderwerp: 'vol', inhoud }) }
    const answers = await Promise.all(Array.from({ length: 50 }, () => send('POST', '/maak-klantcontact', body)))
    for (const { status, text } of answers) assert.ok(status === 201 || status === 503, text)
    answered.push(...answers.filter(({ status }) => status === 201))
    return answers.some(({ status }) => status === 503)
  }
  for (let n = 0; !(await isFull()); n += 1) assert.ok(n < 500, 'it never filled up')
  assert.ok(answered.length > 0)

  empty()
  await eventually(
    async () => assert.equal((await send('POST', '/klantcontacten', klantcontact())).status, 201),
    15_000,
  )
  for (const { body } of answered) {
    const { klantcontact } = body as Record<string, { uuid: string }>
    const { status, body: found } = await send('GET', `/klantcontacten/${klantcontact?.uuid}`)
    assert.equal(status, 200)
    assert.equal((found.hadBetrokkenen as unknown[]).length, 1)
  }
  server.kill('SIGTERM')
  const { code, out } = await server.ended
  assert.equal(code, 0)
  assert.doesNotMatch(out, /uncaught|unhandled/)
})

test('a disk without room, or that may not be written to, is said in one sentence', async (t) => {
  const directory = disk(t, 200)
  if (!directory) return t.skip(NO_DISK)
  const settings = { DATA_DIR: join(directory, 'data'), API_TOKEN: TOKEN, PORT: '0' }
  const said = async (): Promise<string> => {
    const { code, err } = await runToEnd(t, ['serve'], settings)
    assert.equal(code, 1)
    return err
  }
  const empty = fill(directory, 1024 ** 2)
  assert.match(await said(), /^The disk that holds .* is full: make room, or set DATA_DIR to another directory\.\n$/)
  empty()
  const server = await serve(t, settings)
  const made = await api(server.base, TOKEN).send('POST', '/klantcontacten', klantcontact())
  assert.equal(made.status, 201)
  server.kill('SIGTERM')
  await server.ended

  assert.equal(spawnSync('mount', ['-o', 'remount,ro', directory]).status, 0)
  assert.match(
    await said(),
    /^.* cannot be used \(EROFS: .*\): give this user the right to write there, or set DATA_DIR .*\n$/,
  )
  assert.equal(spawnSync('mount', ['-o', 'remount,rw', directory]).status, 0)
  const next = await serve(t, settings)
  const { status } = await api(next.base, TOKEN).send('GET', `/klantcontacten/${made.body.uuid}`)
  assert.equal(status, 200)
  next.kill('SIGTERM')
  assert.equal((await next.ended).code, 0)
})

const [, postgresql] = kinds

test('a server that became a standby: reads go on, writes get 503 until it takes them again', {
  skip: postgresql?.skip,
}, async (t) => {
  const settings = (await postgresql?.settings(t)) ?? {}
  const server = await serve(t, { ...settings, API_TOKEN: TOKEN })
  const { send } = api(server.base, TOKEN)
  const { rows } = await beside(t, settings)
  const write = async () => (await send('POST', '/klantcontacten', klantcontact())).status
  const readOnly = (value: 'on' | 'off') =>
    rows(
      `do $$ begin execute format('alter database %I set default_transaction_read_only = ${value}', current_database()); end $$`,
    )
  assert.equal(await write(), 201)
  await readOnly('on')
  await rows(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`)
  await eventually(async () => assert.equal(await write(), 503))
  assert.equal((await send('GET', '/klantcontacten')).status, 200)
  await rows('set transaction_read_only = off')
  await readOnly('off')
  await eventually(async () => assert.equal(await write(), 201), 5000)
})
