import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type Migration, MigrationError, migrate, readMigrations } from '../../src/sql/migrate.ts'
import { sql, statement } from '../../src/sql/sql.ts'
import { poolOn, scratchDatabaseUrl, skip } from './scratch-database.ts'

const folderOf = (t: TestContext, files: Record<string, string>): Migration[] => {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const [name, script] of Object.entries(files)) writeFileSync(join(folder, name), script)
  return readMigrations(folder)
}
const one = { '0001_one.sql': 'create table one (a int); insert into one values (1);' }
const two = { ...one, '0002_two.sql': 'create table two (b int);' }

test('line endings do not change a checksum; gaps and odd names are refused', (t) => {
  const [unix] = folderOf(t, { '0001_a.sql': 'select 1;\n' })
  const [windows] = folderOf(t, { '0001_a.sql': 'select 1;\r\n' })
  assert.equal(unix?.checksum, windows?.checksum)
  assert.throws(() => folderOf(t, { '0002_a.sql': '' }), /without gaps/)
  assert.throws(() => folderOf(t, { 'a.sql': '' }), /not named/)
})

test('the shipped migrations apply, once', { skip }, async (t) => {
  const database = poolOn(t, await scratchDatabaseUrl(t))
  const names = readMigrations().map(({ name }) => name)
  assert.deepEqual(await migrate(database), names)
  assert.deepEqual(await migrate(database), [])
})

test('later migrations are added to earlier ones', { skip }, async (t) => {
  const database = poolOn(t, await scratchDatabaseUrl(t))
  assert.deepEqual(await migrate(database, folderOf(t, one)), ['0001_one'])
  assert.deepEqual(await migrate(database, folderOf(t, two)), ['0002_two'])
})

test('of many programs that start at once exactly one migrates', { skip }, async (t) => {
  const url = await scratchDatabaseUrl(t)
  const slow = { ...two, '0003_slow.sql': 'select pg_sleep(0.3); create table three (c int);' }
  const known = folderOf(t, slow)
  const pools = Array.from({ length: 6 }, (_, index) => poolOn(t, url, 2, index % 2 === 0))
  const done = await Promise.all(pools.map((database) => migrate(database, known)))
  assert.deepEqual(done.flat().sort(), ['0001_one', '0002_two', '0003_slow'])
})

test('a migration that fails leaves no trace', { skip }, async (t) => {
  const database = poolOn(t, await scratchDatabaseUrl(t))
  const broken = { ...one, '0002_two.sql': 'create table two (b int); select 1/0;' }
  await assert.rejects(
    migrate(database, folderOf(t, broken)),
    (error: unknown) => error instanceof MigrationError && /0002_two failed and was undone/.test(error.message),
  )
  const [row] = await database.query(statement(sql`select to_regclass('two') as made`))
  assert.equal(row?.made, null)
  assert.deepEqual(await migrate(database, folderOf(t, two)), ['0002_two'])
})

test('a changed migration and a newer database are refused', { skip }, async (t) => {
  const database = poolOn(t, await scratchDatabaseUrl(t))
  await migrate(database, folderOf(t, two))
  const changed = { '0001_one.sql': 'create table one (a text);' }
  await assert.rejects(
    migrate(database, folderOf(t, { ...two, ...changed })),
    /0001_one is not the one that was applied/,
  )
  await assert.rejects(migrate(database, folderOf(t, one)), /newer version of this program \(0002_two\)/)
})

test('a user that is no superuser can migrate', { skip }, async (t) => {
  const url = new URL(await scratchDatabaseUrl(t))
  const name = url.pathname.slice(1)
  const admin = poolOn(t, url.href)
  await admin.execute(`create role ${name} login password '${name}'; grant create on database ${name} to ${name}`)
  try {
    await admin.execute(`grant create on schema public to ${name}`)
    url.username = url.password = name
    await migrate(poolOn(t, url.href))
  } finally {
    await admin.execute(`drop owned by ${name}; drop role ${name}`)
  }
})
