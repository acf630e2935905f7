import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Authenticator, createAuthenticator } from '../../src/features/tokens/authenticator.ts'
import { createFirstToken, createToken, listTokens, revokeToken, TokenError } from '../../src/features/tokens/tokens.ts'
import { isRefusal } from '../../src/operations/sign-in.ts'
import type { Queryable } from '../../src/sql/database.ts'
import { Unavailable } from '../../src/sql/errors.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { sql, statement } from '../../src/sql/sql.ts'
import { poolOn, scratchDatabaseUrl, skip } from './scratch-database.ts'

const nameOf = (answer: ReturnType<Authenticator['authenticate']>): string | undefined =>
  answer instanceof Promise || isRefusal(answer) ? undefined : answer.name

test('the four refusals', { skip }, async (t) => {
  const database = poolOn(t, await scratchDatabaseUrl(t))
  await migrate(database)
  const { authenticate } = createAuthenticator({ database, accepted: 'geheim' })
  const missing = {
    code: 'not_authenticated',
    title: 'Authenticatiegegevens zijn niet opgegeven.',
    detail: 'Authenticatiegegevens zijn niet opgegeven.',
  }
  const failed = (detail: string) => ({
    code: 'authentication_failed',
    title: 'Ongeldige authenticatiegegevens.',
    detail,
  })
  for (const header of [undefined, '', '  ', 'Bearer geheim', 'Basic dTpw', 'geheim', 'Tokens geheim'])
    assert.deepEqual(await authenticate(header), missing, String(header))
  for (const header of ['Token', 'token ', 'TOKEN\t'])
    assert.deepEqual(await authenticate(header), failed('Ongeldige token header. Geen logingegevens opgegeven'))
  for (const header of ['Token geheim x', 'token a b c'])
    assert.deepEqual(await authenticate(header), failed('Ongeldige token header. Token kan geen spaties bevatten.'))
  for (const header of ['Token onbekend', 'Token geheime', 'Token Geheim', `Token ${'f'.repeat(5000)}`])
    assert.deepEqual(await authenticate(header), failed('Ongeldige token.'))
  for (const header of ['Token geheim', 'token   geheim', 'TOKEN geheim '])
    assert.equal(nameOf(await authenticate(header)), 'environment')
})

test('tokens are made, listed and revoked; the token itself is nowhere', { skip }, async (t) => {
  const database = poolOn(t, await scratchDatabaseUrl(t))
  await migrate(database)
  const token = await createToken(database, 'kiss', { contactPerson: 'Jan', email: 'jan@example.nl' })
  assert.match(token, /^[0-9a-f]{40}$/)
  await assert.rejects(createToken(database, 'kiss'), TokenError)
  await assert.rejects(createToken(database, 'met spatie'), TokenError)
  await assert.rejects(revokeToken(database, 'onbekend'), TokenError)
  const [stored] = await database.query(statement(sql`select to_jsonb(token)::text as text from token`))
  assert.ok(!String(stored?.text).includes(token))
  const [row] = await listTokens(database)
  assert.equal(row?.contactPerson, 'Jan')
  assert.match(row?.created ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  assert.equal(row?.revokedAt, null)
  await revokeToken(database, 'kiss')
  assert.notEqual(await createToken(database, 'kiss'), token)
  assert.deepEqual(
    (await listTokens(database)).map(({ revokedAt }) => revokedAt === null),
    [false, true],
  )
})

test('the first token is made once', { skip }, async (t) => {
  const database = poolOn(t, await scratchDatabaseUrl(t))
  await migrate(database)
  const made = await Promise.all(Array.from({ length: 4 }, () => createFirstToken(database, 'eerste')))
  assert.equal(made.filter((token) => token !== undefined).length, 1)
  await revokeToken(database, 'eerste')
  assert.equal(await createFirstToken(database, 'eerste'), undefined)
})

test('a new token works at once, a revoked one ends within five, and few queries are made', { skip }, async (t) => {
  const database = poolOn(t, await scratchDatabaseUrl(t))
  await migrate(database)
  let time = 0
  let queries = 0
  const counted: Queryable = {
    execute: database.execute,
    query: (one) => {
      queries += 1
      return database.query(one)
    },
  }
  const { authenticate } = createAuthenticator({ database: counted, now: () => time })
  const token = await createToken(database, 'ita')
  const answers = await Promise.all(Array.from({ length: 100 }, () => authenticate(`Token ${token}`)))
  assert.ok(answers.every((answer) => !isRefusal(answer) && answer.name === 'ita'))
  assert.equal(queries, 1)

  for (let index = 0; index < 1000; index += 1) assert.ok(isRefusal(await authenticate(`Token verzonnen${index}`)))
  assert.equal(queries, 1)

  const later = await createToken(database, 'kiss')
  assert.ok(isRefusal(await authenticate(`Token ${later}`)))
  time += 100
  assert.equal(nameOf(await authenticate(`Token ${later}`)), 'kiss')
  assert.equal(queries, 2)

  await revokeToken(database, 'ita')
  time += 2500
  assert.equal(nameOf(authenticate(`Token ${token}`)), 'ita')
  time += 2500
  assert.ok(isRefusal(await authenticate(`Token ${token}`)))
  assert.equal(nameOf(await authenticate(`Token ${later}`)), 'kiss')
})

test('when the database is away, tokens read a moment ago still count, and then none', { skip }, async (t) => {
  const database = poolOn(t, await scratchDatabaseUrl(t))
  await migrate(database)
  const token = await createToken(database, 'kiss')
  let time = 0
  const { authenticate } = createAuthenticator({ database, now: () => time, accepted: 'geheim' })
  assert.equal(nameOf(await authenticate(`Token ${token}`)), 'kiss')
  await database.close()
  time = 4000
  assert.equal(nameOf(await authenticate(`Token ${token}`)), 'kiss')
  time = 5000
  await assert.rejects(async () => authenticate(`Token ${token}`), Unavailable)
  assert.equal(nameOf(await authenticate('Token geheim')), 'environment')
})
