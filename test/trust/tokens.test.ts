/** Tokens as clients meet them: kept as hashes, refused in four ways, revoked without a restart. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { ROOT, send } from '../faults/support/api.ts'
import { beside, kinds } from '../faults/support/databases.ts'
import { runToEnd, serve } from '../server/program.ts'

const NOTHING = 'Authenticatiegegevens zijn niet opgegeven.'
const WRONG = 'Ongeldige authenticatiegegevens.'

const refusals = [
  ['', 'not_authenticated', NOTHING, NOTHING],
  ['Bearer TOKEN', 'not_authenticated', NOTHING, NOTHING],
  ['Basic dXNlcjpwYXNz', 'not_authenticated', NOTHING, NOTHING],
  ['TOKEN', 'not_authenticated', NOTHING, NOTHING],
  ['Token 0123456789012345678901234567890123456789', 'authentication_failed', WRONG, 'Ongeldige token.'],
  ['Token', 'authentication_failed', WRONG, 'Ongeldige token header. Geen logingegevens opgegeven'],
  ['Token TOKEN x', 'authentication_failed', WRONG, 'Ongeldige token header. Token kan geen spaties bevatten.'],
] as const

// Side by side: most of the time is a wait for the cache of tokens.
describe('tokens', { concurrency: true }, () => {
  for (const { name, skip, settings: settingsOf } of kinds) {
    test(`on ${name}`, { skip }, async (t) => {
      const settings = await settingsOf(t)
      const [server, other] = settings.DATABASE_URL
        ? await Promise.all([serve(t, settings), serve(t, settings)])
        : [await serve(t, settings)]
      const shown = await Promise.race(
        [server, ...(other ? [other] : [])].map((one) => one.shows(/API token +(\w+)\n/)),
      )
      const [, first = ''] = shown
      const status = async (base: string, token: string, method = 'GET', path = '/partijen') =>
        (await send(base + ROOT + path, method, { authorization: `Token ${token}` })).status

      for (const [header, code, title, detail] of refusals) {
        for (const [method, path] of [
          ['GET', '/partijen'],
          ['PUT', '/partijen'],
          ['OPTIONS', '/actoren'],
          ['GET', '/partijen/x?x=1'],
        ] as const) {
          const authorization = header.replace('TOKEN', first)
          const headers: Record<string, string> = authorization === '' ? {} : { authorization }
          const answer = await send(server.base + ROOT + path, method, headers)
          assert.equal(answer.status, 401, `${method} ${header}`)
          assert.equal(answer.headers['www-authenticate'], 'Token')
          assert.equal(answer.headers['api-version'], '0.9.0')
          const { type, instance, ...rest } = answer.body
          assert.deepEqual(rest, { code, title, status: 401, detail })
          const className = code === 'not_authenticated' ? 'NotAuthenticated' : 'AuthenticationFailed'
          assert.equal(type, `${server.base}/ref/fouten/${className}/`)
          assert.match(String(instance), /^urn:uuid:[0-9a-f-]{36}$/)
        }
      }
      for (const header of [`Token ${first}`, `token   ${first}`, `TOKEN ${first} `])
        assert.equal((await send(`${server.base}${ROOT}/partijen`, 'GET', { authorization: header })).status, 200)
      assert.equal(await status(server.base, first, 'PUT'), 405, 'who is let in hears what is wrong with the method')
      assert.equal((await send(`${server.base}${ROOT}/`, 'GET', {})).status, 200, 'the root needs none')

      const created = await runToEnd(
        t,
        ['token', 'create', '--identifier', 'kiss', '--contact-person', 'Jan', '--role', 'koppeling'],
        settings,
      )
      const token = created.out.trim()
      const bases = other ? [server.base, other.base] : [server.base]
      for (const base of bases) assert.equal(await status(base, token), 200)

      // In no column of any table, as text or as bytes; what is kept is its hash.
      const { rows } = await beside(t, settings)
      const tables = await rows(`select quote_ident(tablename) from pg_tables where schemaname = current_schema()`)
      assert.ok(tables.length > 15)
      for (const [table] of tables) {
        const [[found]] = (await rows(`select count(*)::int from ${table} r where r::text like any ($1)`, [
          [token, first].flatMap((one) => [`%${one}%`, `%${Buffer.from(one).toString('hex')}%`]),
        ])) as [[number]]
        assert.equal(found, 0, String(table))
      }
      const kept = await rows(`select encode(hash, 'hex') from token where identifier = 'kiss'`)
      assert.deepEqual(kept, [[createHash('sha256').update(token).digest('hex')]])

      assert.equal((await runToEnd(t, ['token', 'revoke', 'kiss'], settings)).code, 0)
      const revoked = performance.now()
      for (const base of bases) while ((await status(base, token)) !== 401) await wait(50)
      assert.ok(performance.now() - revoked < 5500, 'within five seconds, and the last of these requests')
      for (const base of bases) assert.equal(await status(base, first), 200)
      for (const one of other ? [server, other] : [server]) {
        one.kill('SIGTERM')
        assert.equal((await one.ended).code, 0)
      }
    })
  }
})
