/** Registers beside each other in one database, each in a schema of its own; and one that comes from `public`. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { createApp, fillDemo } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import { createToken, listTokens } from '../../src/features/tokens/tokens.ts'
import { createLog } from '../../src/http/log.ts'
import { OPEN_KLANT_SCOPES } from '../../src/model/scopes.ts'
import type { Database } from '../../src/sql/database.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { connectTo } from '../../src/sql/open.ts'
import { sql, statement } from '../../src/sql/sql.ts'
import { type Api, api } from '../faults/support/api.ts'
import { adres, klantcontact, partij } from '../faults/support/bodies.ts'
import { beside, kinds } from '../faults/support/databases.ts'
import { emptyDatabase, skipOn } from '../support/databases.ts'
import { runToEnd, serve, statusFor } from './program.ts'
import { poolOn, scratchDatabaseUrl, skip } from './scratch-database.ts'

const log = createLog('silent')

interface Gemeente {
  readonly database: Database
  readonly base: string
  readonly token: string
  readonly api: Api
}

const gemeente = async (t: TestContext, config: Config, database: Database): Promise<Gemeente> => {
  await migrate(database)
  const app = await createApp({ config, database, log })
  const base = await app.listen({ host: '127.0.0.1', port: 0 })
  t.after(() => app.close())
  // The same identifier in each.
  const token = await createToken(database, 'kiss', { scopes: OPEN_KLANT_SCOPES })
  return { database, base, token, api: api(base, token) }
}

const countOf = async ({ send }: Api, path: string): Promise<unknown> => (await send('GET', path)).body.count

for (const name of ['embedded', 'PostgreSQL'] as const) {
  test(`two registers in one database, ${name}`, { skip: skipOn[name] }, async (t) => {
    const opened = await emptyDatabase(name, log, { DATABASE_SCHEMA: 'gemeente_a' })
    t.after(opened.close)
    const other = { ...opened.config, databaseSchema: 'user' }
    const database = connectTo(opened.connection, { config: other, log }, 4)
    t.after(() => database.close())
    const [a, b] = await Promise.all([gemeente(t, opened.config, opened.database), gemeente(t, other, database)])

    assert.equal(await statusFor(a.base, a.token), 200)
    assert.equal(await statusFor(b.base, b.token), 200)
    assert.equal(await statusFor(a.base, b.token), 401)
    assert.equal(await statusFor(b.base, a.token), 401)

    // The same uuid, the same number that is given, and the same one that is made.
    const uuid = randomUUID()
    for (const {
      api: { send },
      database,
    } of [a, b]) {
      const made = await send('POST', '/partijen', partij({ nummer: '0000000001' }))
      assert.equal(made.status, 201, made.text)
      await database.query(statement(sql`update partij set uuid = ${uuid}`))
      assert.equal((await send('POST', '/klantcontacten', klantcontact())).body.nummer, '4100000001')
    }
    await a.api.send('PATCH', `/partijen/${uuid}`, { interneNotitie: 'van a' })
    assert.equal((await b.api.send('GET', `/partijen/${uuid}`)).body.interneNotitie, '')
    const alone = (await a.api.send('POST', '/digitaleadressen', adres({ adres: 'alleen@a.example' }))).body
    assert.equal((await b.api.send('GET', `/digitaleadressen/${alone.uuid}`)).status, 404)
    assert.equal(
      (await b.api.send('POST', '/partijen', partij({ digitaleAdressen: [{ uuid: alone.uuid }] }))).status,
      400,
    )

    // Counts are kept apart, also while both write and fold.
    const writes = Array.from({ length: 60 }, (_, n) =>
      (n % 3 === 0 ? b : a).api.send('POST', '/klantcontacten', klantcontact()),
    )
    for (const { status } of await Promise.all(writes)) assert.equal(status, 201)
    assert.equal(await countOf(a.api, '/klantcontacten'), 41)
    assert.equal(await countOf(b.api, '/klantcontacten'), 21)
    assert.equal(await countOf(a.api, '/digitaleadressen?adres__icontains=ALLEEN'), 1)
    assert.equal(await countOf(b.api, '/digitaleadressen?adres__icontains=ALLEEN'), 0)

    // A third one, with the demo, while the first goes.
    const third = connectTo(opened.connection, { config: { ...other, databaseSchema: 'gemeente_c' }, log }, 4)
    t.after(() => third.close())
    await migrate(third)
    assert.equal(await fillDemo({ config: other, database: third, log }), true)
    assert.equal(await countOf(a.api, '/actoren'), 0)
    await third.execute('drop schema gemeente_a cascade')
    assert.equal(await countOf(b.api, '/klantcontacten?onderwerp=VRAAG'), 21)
    const [row] = await third.query(statement(sql`select count(*)::int as found from klantcontact`))
    assert.ok(Number(row?.found) > 5)
    assert.deepEqual(await migrate(third), [])
  })
}

test('every command works on the schema of the settings', { skip }, async (t) => {
  const url = await scratchDatabaseUrl(t)
  const [a, b] = ['gemeente_a', 'gemeente_b'].map((name) => ({ DATABASE_URL: url, DATABASE_SCHEMA: name }))
  assert.ok(a && b)
  assert.match((await runToEnd(t, ['migrate'], a)).out, /0001_tokens/)
  const made = await runToEnd(t, ['token', 'create', '--identifier', 'kiss', '--role', 'koppeling'], a)
  assert.match((await runToEnd(t, ['demo'], b)).err, /Henk de Bruin/)
  assert.equal((await runToEnd(t, ['token', 'list'], b)).out, '')
  assert.match((await runToEnd(t, ['token', 'list'], a)).out, /^kiss /m)
  // An address may bring settings for sessions of its own; the schema is still the one of DATABASE_SCHEMA.
  const server = await serve(t, { ...a, DATABASE_URL: `${url}?options=-c%20search_path%3Dgemeente_b` })
  assert.equal(await statusFor(server.base, made.out.trim()), 200)
  const { send } = api(server.base, made.out.trim())
  assert.equal((await send('GET', '/partijen')).body.count, 0)
})

for (const { name, skip: noDatabase, settings: settingsOf } of kinds) {
  test(`a register in public moves to the usual schema, ${name}`, { skip: noDatabase }, async (t) => {
    const settings = { ...(await settingsOf(t)), API_TOKEN: 'geheim' }
    const former = { ...settings, DATABASE_SCHEMA: 'public' }
    const before = await serve(t, former)
    const token = (
      await runToEnd(t, ['token', 'create', '--identifier', 'kiss', '--role', 'koppeling'], former)
    ).out.trim()
    const old = api(before.base, token)
    const contact = (await old.send('POST', '/klantcontacten', klantcontact())).body
    await old.send('POST', '/partijen', partij({ nummer: '17' }))
    before.kill('SIGTERM')
    assert.equal((await before.ended).code, 0)

    // Nobody knows whether a register of another name is the same one.
    const guessed = await runToEnd(t, ['migrate'], { ...settings, DATABASE_SCHEMA: 'gemeente_a' })
    assert.equal(guessed.code, 1)
    assert.match(guessed.err, /schema public of this database holds a register.*gemeente_a holds none[\s\S]*rename to/)

    const after = await serve(t, settings)
    const now = api(after.base, token)
    const found = await now.send('GET', `/klantcontacten/${contact.uuid}`)
    assert.equal(found.body.onderwerp, 'vraag')
    assert.equal(await countOf(now, '/klantcontacten?onderwerp=RAA'), 1)
    assert.equal((await now.send('POST', '/klantcontacten', klantcontact())).body.nummer, '4100000002')
    assert.equal(await countOf(now, '/klantcontacten'), 2)
    const { rows } = await beside(t, settings)
    const left = await rows(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'S')`,
    )
    assert.deepEqual(left, [['schema_migration']], 'only the note that it has gone')
    const pinned = await rows(
      `select distinct setting from pg_proc, unnest(proconfig) setting where pronamespace = 'klantinteracties'::regnamespace`,
    )
    assert.deepEqual(pinned, [['search_path=klantinteracties']], 'functions look where the tables are')
    const schemas = await rows(`select count(*)::int from pg_namespace where nspname = 'gemeente_a'`)
    assert.deepEqual(schemas, [[0]], 'what was refused left nothing behind')
    after.kill('SIGTERM')
    assert.match((await after.ended).out, /moved to the schema klantinteracties/)

    const again = await runToEnd(t, ['migrate'], former)
    assert.equal(again.code, 1)
    assert.match(again.err, /is in klantinteracties now/)
    // Beside it there may be others now.
    assert.equal((await runToEnd(t, ['migrate'], { ...settings, DATABASE_SCHEMA: 'gemeente_a' })).code, 0)
  })
}

test('tables of others in public stay there', { skip }, async (t) => {
  const url = await scratchDatabaseUrl(t)
  const database = poolOn(t, url)
  await database.execute(`create table public.schema_migration (version int, name text, checksum text);
    insert into public.schema_migration values (1, '0001_tokens', 'of another program'); create table public.partij (a int)`)
  assert.ok((await migrate(database)).includes('0002_register'))
  const [row] = await database.query(
    statement(sql`select count(*)::int as found from pg_tables where schemaname = 'public'`),
  )
  assert.equal(row?.found, 2)
})

test('users that may do little, and sessions that start elsewhere', { skip }, async (t) => {
  const url = new URL(await scratchDatabaseUrl(t))
  const role = url.pathname.slice(1)
  const admin = poolOn(t, url.href)
  await admin.execute(`create role ${role} login password '${role}'`)
  try {
    const as = new URL(url)
    as.username = as.password = role
    const own = (schema: string, prepare = true): Database => poolOn(t, as.href, 2, prepare, schema)
    await assert.rejects(migrate(own('gemeente_a')), new RegExp(`run: create schema gemeente_a authorization ${role}`))
    await admin.execute('create schema gemeente_a')
    await assert.rejects(migrate(own('gemeente_a')), /run: grant usage, create on schema gemeente_a to/)
    await admin.execute(`alter schema gemeente_a owner to ${role}`)
    await assert.rejects(migrate(own('gemeente_a')), /run: create extension pg_trgm/)
    await admin.execute('create schema extensions; create extension pg_trgm schema extensions')
    await assert.rejects(
      migrate(own('gemeente_a')),
      /pg_trgm is in the schema extensions[\s\S]*run: grant usage on schema extensions to/,
    )
    await admin.execute(`grant usage on schema extensions to ${role}`)
    assert.ok((await migrate(own('gemeente_a'))).includes('0002_register'))

    await assert.rejects(
      migrate(own('gemeente_a', false)),
      new RegExp(
        `sessions start in public[\\s\\S]*alter role ${role} in database ${role} set search_path = gemeente_a`,
      ),
    )
    await admin.execute(`alter role ${role} in database ${role} set search_path = gemeente_a`)
    const database = own('gemeente_a', false)
    assert.deepEqual(await migrate(database), [])
    await createToken(database, 'kiss')
    assert.equal((await listTokens(own('gemeente_a'))).length, 1)
  } finally {
    await admin.execute(`drop owned by ${role} cascade; drop role ${role}`)
  }
})
