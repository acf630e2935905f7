/** Clients that sign their tokens themselves, as KISS does: made, let in, refused and revoked. */
import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { createClient, resealClients } from '../../src/features/tokens/clients.ts'
import { createSecretBox } from '../../src/features/tokens/secret-box.ts'
import { TokenError } from '../../src/features/tokens/tokens.ts'
import { sql, statement } from '../../src/sql/sql.ts'
import { callerWith } from '../support/callers.ts'
import { onBothDatabases, pathOf, type TestRegister } from '../support/register.ts'
import { declared } from '../support/sample.ts'

const KEY = Buffer.alloc(32, 7)
const box = createSecretBox([KEY])
const clients = '/beheer/api/v1/clients'
const partijen = pathOf(declared.get('partij'))
const now = () => Math.floor(Date.now() / 1000)

const claimsOf = (client: string, more: JWTPayload = {}): JWTPayload => ({
  iss: client,
  iat: now(),
  client_id: client,
  user_id: 'j.jansen@gemeente.nl',
  user_representation: 'Jan Jansen',
  ...more,
})
const bytes = (secret: string) => new TextEncoder().encode(secret)
const signed = (secret: string, claims: JWTPayload, alg = 'HS256') =>
  new SignJWT(claims).setProtectedHeader({ alg, typ: 'JWT' }).sign(bytes(secret))
const list = (register: TestRegister, token: string) => register.as(token, 'Bearer').send('GET', partijen)
const statusOf = async (register: TestRegister, token: string) => (await list(register, token)).status
const becomes = async (expected: number, ask: () => Promise<number>): Promise<void> => {
  const start = performance.now()
  while ((await ask()) !== expected) {
    assert.ok(performance.now() - start < 6000, `never ${expected}`)
    await wait(50)
  }
}

onBothDatabases(
  (register) => {
    test('a client is made, shows its secret once, signs its tokens, is changed and revoked', async () => {
      const admin = await callerWith(register(), { scopes: ['beheer'] })
      const { status, body } = await admin.send('POST', clients, {
        identifier: 'kiss',
        application: 'KISS',
        scopes: ['partijen.lezen', 'partijen.schrijven'],
      })
      assert.equal(status, 201)
      const { secret, ...record } = body as { secret: string; identifier: string; scopes: string[] }
      assert.ok(Buffer.from(secret).length >= 32)
      assert.deepEqual((await admin.send('GET', `${clients}/kiss`)).body, record)
      assert.ok(!JSON.stringify((await admin.send('GET', clients)).body).includes(secret))
      assert.equal((await admin.send('GET', '/beheer/api/v1/tokens/kiss')).status, 404, 'it is no token')
      assert.equal((await admin.send('DELETE', '/beheer/api/v1/tokens/kiss')).status, 404)

      const token = await signed(secret, claimsOf('kiss'))
      await becomes(200, () => statusOf(register(), token))
      assert.equal((await register().as(secret).send('GET', partijen)).status, 401, 'a secret is no token')
      assert.equal((await register().as(token, 'Bearer').send('GET', '/klantinteracties/api/v1/actoren')).status, 403)
      const { body: made } = await register().as(token, 'Bearer').send('POST', partijen, {
        soortPartij: 'persoon',
        digitaleAdressen: [],
        voorkeursDigitaalAdres: null,
        rekeningnummers: [],
        voorkeursRekeningnummer: null,
        indicatieGeheimhouding: false,
        indicatieActief: true,
      })
      const history = await register().send('GET', `${partijen}/${(made as { uuid: string }).uuid}/historie`)
      const [first] = (history.body as { results: { door: object }[] }).results
      assert.deepEqual(first?.door, { soort: 'client', naam: 'kiss', toepassing: 'KISS' })

      // The same token, which was checked already, does what the client may do now.
      await admin.send('PATCH', `${clients}/kiss`, { scopes: ['actoren.lezen'] })
      await becomes(403, () => statusOf(register(), token))
      assert.equal((await admin.send('DELETE', `${clients}/kiss`)).status, 204)
      await becomes(401, () => statusOf(register(), token))
      assert.equal((await admin.send('GET', `${clients}/kiss`)).status, 404)
      // One of the same name with another secret is another client.
      const again = await admin.send('POST', clients, { identifier: 'kiss', scopes: ['partijen.lezen'] })
      const other = await signed((again.body as { secret: string }).secret, claimsOf('kiss'))
      await becomes(200, () => statusOf(register(), other))
      assert.equal(await statusOf(register(), token), 401)
    })

    test('what is not signed by a client, in its way and within the hour, gets 401', async () => {
      const secret = await createClient(register().database, box, 'streng', { scopes: ['partijen.lezen'] })
      const good = await signed(secret, claimsOf('streng'))
      await becomes(200, () => statusOf(register(), good))
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      const rsa = await new SignJWT(claimsOf('streng')).setProtectedHeader({ alg: 'RS256' }).sign(privateKey)
      const { iat: _iat, ...timeless } = claimsOf('streng')
      const [head, , tail] = good.split('.')
      const unknown = 'Ongeldige token.'
      const moment = 'Het moment waarop de token is gemaakt ontbreekt of klopt niet.'
      const wrong: Readonly<Record<string, readonly [string, string]>> = {
        'older than an hour': [
          await signed(secret, claimsOf('streng', { iat: now() - 3605 })),
          'De token is verlopen.',
        ],
        'of the future': [await signed(secret, claimsOf('streng', { iat: now() + 60 })), moment],
        'of no moment': [await signed(secret, timeless), moment],
        'expired, as it says itself': [
          await signed(secret, claimsOf('streng', { exp: now() - 40 })),
          'De token is verlopen.',
        ],
        'not signed': [new UnsecuredJWT(claimsOf('streng')).encode(), unknown],
        'another algorithm with the same secret': [
          await signed(`${secret}${secret}`, claimsOf('streng'), 'HS512'),
          unknown,
        ],
        'signed with a key of its own': [rsa, unknown],
        'another secret': [await signed('x'.repeat(32), claimsOf('streng')), unknown],
        'an empty secret': [await signed(' ', claimsOf('streng')), unknown],
        'an unknown client': [await signed(secret, claimsOf('niemand')), unknown],
        'a token instead of a client': [await signed(secret, claimsOf('alles')), unknown],
        'no client': [await signed(secret, { iat: now() }), unknown],
        'another text under the signature': [
          [head, Buffer.from(JSON.stringify(claimsOf('baas'))).toString('base64url'), tail].join('.'),
          unknown,
        ],
      }
      for (const [what, [token, detail]] of Object.entries(wrong)) {
        const { status, body } = await list(register(), token)
        assert.deepEqual([status, (body as { detail: string }).detail], [401, detail], what)
      }
      for (const iat of [now() - 3590, now() + 20]) {
        assert.equal(await statusOf(register(), await signed(secret, claimsOf('streng', { iat }))), 200)
      }
      const { client_id: _client, ...byIssuer } = claimsOf('streng')
      assert.equal(await statusOf(register(), await signed(secret, byIssuer)), 200)
    })

    test('a secret has at least 32 bytes, may be one that is there already, and stands nowhere as it is', async () => {
      const admin = await callerWith(register(), { scopes: ['beheer'] })
      const fault = async (body: object) =>
        (await admin.refused('POST', clients, body)).map(({ name, code }) => `${name} ${code}`)
      assert.deepEqual(await fault({ identifier: 'kort', secret: 'x'.repeat(31) }), ['secret min_length'])
      assert.deepEqual(await fault({ identifier: 'lang', secret: 'x'.repeat(513) }), ['secret max_length'])
      assert.deepEqual(await fault({ identifier: 'geen tekst', secret: 5 }), ['identifier invalid', 'secret invalid'])
      assert.deepEqual(await fault({ identifier: 'alles' }), ['identifier unique'])
      const own = `geheim-${'ë'.repeat(20)}`
      const made = await admin.send('POST', clients, { identifier: 'eigen', secret: own, scopes: ['partijen.lezen'] })
      assert.equal((made.body as { secret: string }).secret, own)
      await becomes(200, async () => statusOf(register(), await signed(own, claimsOf('eigen'))))
      assert.deepEqual(
        (await admin.refused('POST', '/beheer/api/v1/tokens', { identifier: 'eigen' })).map(({ name }) => name),
        ['identifier'],
      )
      const rows = await register().database.query(
        statement(sql`select t::text as row from token t where secret is not null`),
      )
      assert.ok(rows.length > 0)
      for (const { row } of rows)
        for (const form of [own, Buffer.from(own).toString('hex'), Buffer.from(own).toString('base64')])
          assert.ok(!String(row).includes(form))
    })

    test('keys are changed: what an older one sealed is read, and sealed anew', async () => {
      const { database } = register()
      const [older, newer] = [randomBytes(32), randomBytes(32)]
      await database.query(
        statement(sql`update token set revoked_at = now() where secret is not null and revoked_at is null`),
      )
      await createClient(database, createSecretBox([older]), 'oud')
      assert.deepEqual(await resealClients(database, createSecretBox([newer])), { resealed: 0, unreadable: ['oud'] })
      assert.deepEqual(await resealClients(database, createSecretBox([newer, older])), { resealed: 1, unreadable: [] })
      assert.deepEqual(await resealClients(database, createSecretBox([newer])), { resealed: 0, unreadable: [] })
      await assert.rejects(
        createClient(database, undefined, 'zonder'),
        (error) => error instanceof TokenError && /SECRETS_KEY/.test(error.message),
      )
    })

    test('a sealed secret opens for its own row only, and shows no sign of a change', () => {
      const sealed = box.seal('geheim', 'kiss')
      assert.equal(box.open(sealed, 'kiss'), 'geheim')
      assert.notDeepEqual(box.seal('geheim', 'kiss'), sealed)
      assert.equal(box.open(sealed, 'ita'), undefined)
      assert.equal(createSecretBox([Buffer.alloc(32, 8)]).open(sealed, 'kiss'), undefined)
      for (let at = 0; at < sealed.length; at++) {
        const changed = Buffer.from(sealed)
        changed.writeUInt8((sealed[at] ?? 0) ^ 1, at)
        assert.equal(box.open(changed, 'kiss'), undefined, String(at))
      }
      assert.equal(box.open(Buffer.of(1), 'kiss'), undefined)
    })
  },
  () => ({ SECRETS_KEY: KEY.toString('base64'), WRONG_TOKEN_LIMIT: 'off' }),
)

// Without a key nothing is different from before.
onBothDatabases((register) => {
  test('without SECRETS_KEY there are no clients, and who would make one is told why', async () => {
    const admin = await callerWith(register(), { scopes: ['beheer'] })
    const [fault] = await admin.refused('POST', clients, { identifier: 'kiss' })
    assert.deepEqual([fault?.name, fault?.code], ['nonFieldErrors', 'keyless'])
    const secret = await createClient(register().database, box, 'kiss', { scopes: ['partijen.lezen'] })
    await wait(200)
    const { status, headers, body } = await list(register(), await signed(secret, claimsOf('kiss')))
    assert.deepEqual(
      [status, headers.get('www-authenticate'), (body as { code: string }).code],
      [401, 'Token', 'not_authenticated'],
    )
  })
})
