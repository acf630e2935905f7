/** The log says who sent a request, and nothing with which another could: on the command line and over HTTP. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { SignJWT } from 'jose'
import { ROOT, send } from '../faults/support/api.ts'
import { kinds } from '../faults/support/databases.ts'
import { runToEnd, serve, temporaryDirectory } from '../server/program.ts'
import { AUDIENCE, signingKey, startIdentityProvider } from '../support/identity-provider.ts'

const BSN = '123456782'
const key = await signingKey()
const provider = await startIdentityProvider({
  people: { anna: { roles: ['kcc'], family_name: 'Kwakkelstein' } },
  keys: [key],
})
after(() => provider.stop())

for (const { name, skip, settings: settingsOf } of kinds) {
  test(`who signed in is in the log on ${name}, and no token, secret or BSN`, { skip }, async (t) => {
    const issuers = join(temporaryDirectory(t), 'issuers.yaml')
    writeFileSync(
      issuers,
      `issuers:\n  - issuer: ${provider.issuer}\n    audience: ${AUDIENCE}\n    claims: {roles: roles}\n    roles: {kcc: kcc-medewerker}\n`,
    )
    const settings = {
      ...(await settingsOf(t)),
      SECRETS_KEY: Buffer.alloc(32, 9).toString('base64'),
      OIDC_ISSUERS_FILE: issuers,
      API_TOKEN: 'f00dfeedc0ffee',
    }
    const server = await serve(t, { ...settings, LOG_LEVEL: 'trace' })
    const command = (...args: string[]) => runToEnd(t, args, settings)
    const created = await command(
      'client',
      'create',
      '--identifier',
      'kiss',
      '--role',
      'koppeling',
      '--application',
      'KISS',
    )
    assert.equal(created.code, 0)
    assert.match(created.err, /The secret of kiss, shown only this once/)
    const secret = created.out.trim()
    const zgw = (user_id: unknown) =>
      new SignJWT({ client_id: 'kiss', user_id, user_representation: 'Jan Kwakkelstein' })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer('kiss')
        .setIssuedAt()
        .sign(Buffer.from(secret))
    const ask = (token: string, method = 'GET', path = '/partijen', body?: object) =>
      send(
        server.base + ROOT + path,
        method,
        { authorization: token, 'content-type': 'application/json' },
        body && JSON.stringify(body),
      )
    const tokens = {
      person: await provider.signIn('anna'),
      employee: await zgw('j.jansen@gemeente.nl'),
      bsn: await zgw(BSN),
      nobody: await zgw(undefined),
      wrong: await zgw('x').then((token) => `${token}x`),
    }
    const question = { partijIdentificator__codeSoortObjectId: 'bsn', partijIdentificator__objectId: BSN }
    await wait(200)
    for (const token of [tokens.person, tokens.employee, tokens.bsn, tokens.nobody])
      assert.equal((await ask(`Bearer ${token}`, 'POST', '/partijen/_zoek', question)).status, 200)
    assert.equal(
      (await ask('Token f00dfeedc0ffee', 'POST', '/partijen/_zoek', { [BSN]: BSN, nummer: [BSN] })).status,
      400,
    )
    assert.equal((await ask(`Bearer ${tokens.wrong}`)).status, 401)

    assert.match((await command('client', 'list')).out, /^kiss +KISS .* koppeling$/m)
    assert.equal((await command('client', 'change', 'kiss', '--scope', 'actoren.lezen')).code, 0)
    assert.deepEqual(JSON.parse((await command('client', 'list', '--json')).out)[0].scopes, ['actoren.lezen'])
    assert.doesNotMatch((await command('token', 'list')).out, /kiss/)
    assert.match((await command('client', 'reseal')).err, /^0 secrets/m)
    const file = join(temporaryDirectory(t), 'secret')
    writeFileSync(file, 'kort\n')
    const short = await command('client', 'create', '--identifier', 'ander', '--secret-file', file)
    assert.deepEqual([short.code, /32 to 512 bytes/.test(short.err)], [1, true])
    writeFileSync(file, `${'lang genoeg '.repeat(4)}\n`)
    assert.equal((await command('client', 'create', '--identifier', 'ander', '--secret-file', file)).code, 0)
    const keyless = await runToEnd(t, ['client', 'create', '--identifier', 'x'], { ...settings, SECRETS_KEY: '' })
    assert.deepEqual([keyless.code, /set SECRETS_KEY/.test(keyless.err)], [1, true])
    assert.equal((await command('client', 'revoke', 'kiss')).code, 0)
    const revoked = performance.now()
    while ((await ask(`Bearer ${tokens.employee}`)).status !== 401) await wait(50)
    assert.ok(performance.now() - revoked < 5500, 'a token that was checked before is refused, too')

    server.kill('SIGTERM')
    const { out } = await server.ended
    const lines = out
      .split('\n')
      .filter((line) => line.includes('_zoek'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    assert.deepEqual(
      lines.map(({ route, token, person, client, user }) => ({ route, token, person, client, user })),
      [
        { person: 'anna' },
        { client: 'kiss', user: 'j.jansen@gemeente.nl' },
        { client: 'kiss', user: '*********' },
        { client: 'kiss' },
        { token: 'environment' },
      ].map((who) => ({
        route: `${ROOT}/partijen/_zoek`,
        token: undefined,
        person: undefined,
        client: undefined,
        user: undefined,
        ...who,
      })),
    )
    for (const hidden of [BSN, secret, 'Kwakkelstein', 'f00dfeed', ...Object.values(tokens)])
      assert.ok(!out.includes(hidden), hidden.slice(0, 20))
  })
}
