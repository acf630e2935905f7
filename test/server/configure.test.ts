/** A setup_configuration file of Open Klant, applied to this register (behaviour.md §6.8). */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { OPEN_KLANT_SCOPES } from '../../src/model/scopes.ts'
import { callerOf } from '../../src/operations/caller.ts'
import { configure } from '../../src/app.ts'
import { SetupError } from '../../src/features/configure/setup-error.ts'
import { createAuthenticator } from '../../src/features/tokens/authenticator.ts'
import { createClient } from '../../src/features/tokens/clients.ts'
import { createSecretBox } from '../../src/features/tokens/secret-box.ts'
import { createToken, listTokens, revokeToken } from '../../src/features/tokens/tokens.ts'
import { createLog } from '../../src/http/log.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { emptyDatabase, type OpenedDatabase, skipOn } from '../support/databases.ts'
import { runToEnd, serve, statusFor, temporaryDirectory } from './program.ts'

/** What a token of Open Klant lets in. */
const caller = (name: string, application = '') =>
  callerOf({ kind: 'token', name, application, scopes: OPEN_KLANT_SCOPES })

const KISS = 'ba9d233e95e04c4a8a661a27daffe7c9bd019067'

const FILE = `
oidc_db_config_enable: true
oidc_db_config_admin_auth:
  providers: [{identifier: x, oidc_rp_client_secret: GEHEIM}]
zgw_consumers_config_enable: true
zgw_consumers:
  services:
    - identifier: objecten
      secret: GEHEIM
referentielijsten_config_enable: false
referentielijsten_config: {enabled: true}
tokenauth_config_enable: true
tokenauth:
  items:
    - identifier: kiss
      token: ${KISS}
      contact_person: Jan
      email: jan@example.nl
      organization: Gemeente
      application: KISS
      administration: KCC
    - identifier: ita
      token: {value_from: {env: ITA_TOKEN}}
      contact_person: {value_from: {env: ITA_PERSON}}
      email: ita@example.nl
`
const ENV = { ITA_TOKEN: 'een-ander-token', ITA_PERSON: 'Piet' }

for (const name of ['embedded', 'PostgreSQL'] as const) {
  describe(name, { skip: skipOn[name] }, () => {
    let opened: OpenedDatabase | undefined
    const database = () => {
      assert.ok(opened)
      return opened.database
    }
    before(async () => {
      opened = await emptyDatabase(name, createLog('silent'))
      await migrate(opened.database)
    })
    after(() => opened?.close())

    const apply = (text: string, more: { env?: Record<string, string>; dryRun?: boolean } = {}) =>
      configure(database(), { text, env: ENV, dryRun: false, ...more })
    const rows = () =>
      database().query({
        text: 'select token.*, hash::text as hash, last_modified::text from token order by id',
        values: [],
      })
    const faultsOf = async (text: string, env: Record<string, string> = ENV): Promise<readonly string[]> => {
      const unchanged = await rows()
      const error = await apply(text, { env }).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      assert.ok(error instanceof SetupError, String(error))
      assert.doesNotMatch(error.message, /GEHEIM|ba9d233e|een-ander-token/)
      assert.deepEqual(await rows(), unchanged)
      return error.faults
    }

    test('tokens are made, and stay as they are the next time; other steps are named', async () => {
      await createToken(database(), 'eigen')
      const made = [
        'zgw_consumers: passed over (addresses and secrets of other APIs): this register has nothing of the kind yet',
        'tokenauth: kiss made',
        'tokenauth: ita made',
        'oidc_db_config_admin_auth: passed over (single sign-on): this register has nothing of the kind yet',
        'referentielijsten_config: passed over (the list of kanalen): referentielijsten_config_enable is not true',
      ]
      assert.deepEqual(await apply(FILE, { dryRun: true }), made)
      assert.equal((await rows()).length, 1, 'a dry run keeps nothing')
      assert.deepEqual(await apply(FILE), made)
      const before = await rows()
      assert.deepEqual(
        before.map((row) => [
          row.identifier,
          row.contact_person,
          row.email,
          row.organization,
          row.application,
          row.administration,
        ]),
        [
          ['eigen', '', '', '', '', ''],
          ['kiss', 'Jan', 'jan@example.nl', 'Gemeente', 'KISS', 'KCC'],
          ['ita', 'Piet', 'ita@example.nl', '', '', ''],
        ],
      )
      const again = await apply(FILE)
      assert.deepEqual(again.slice(1, 3), ['tokenauth: kiss as it was', 'tokenauth: ita as it was'])
      assert.deepEqual(await rows(), before)
      const { authenticate } = createAuthenticator({ database: database() })
      assert.deepEqual(await authenticate(`Token ${KISS}`), caller('kiss', 'KISS'))
      assert.deepEqual(await authenticate('Token een-ander-token'), caller('ita'))
    })

    test('by its identifier a token is changed, and no other', async () => {
      const changed = FILE.replace(KISS, 'nieuw').replace('piet', 'Piet').replace('KCC', 'Balie')
      assert.equal((await apply(changed))[1], 'tokenauth: kiss changed')
      const { authenticate } = createAuthenticator({ database: database() })
      assert.deepEqual(await authenticate('Token nieuw'), caller('kiss', 'KISS'))
      assert.ok('code' in (await authenticate(`Token ${KISS}`)))
      assert.equal((await listTokens(database())).length, 3)
      assert.equal((await apply(FILE))[1], 'tokenauth: kiss changed')
    })

    test('every fault is named by its path, and nothing is kept', async () => {
      assert.deepEqual(
        await faultsOf(`
onbekend: 1
sites_config_enable: true
notifications_config_enable: misschien
tokenauth_config_enable: true
tokenauth:
  items:
    - {identifier: met spatie, token: "met spatie", email: geen, kleur: rood}
    - {identifier: a, token: ${'x'.repeat(41)}, contact_person: "", email: a@example.nl}
    - {identifier: b, token: 12345, contact_person: P, email: b@example.nl}
    - los
    - {identifier: a, token: x, contact_person: P, email: a@example.nl}
  meer: true
`),
        [
          'onbekend is not known',
          'sites_config_enable is not known',
          'notifications_config_enable must be true or false',
          'tokenauth.meer is not known',
          'tokenauth.items[0].kleur is not known',
          'tokenauth.items[0].identifier must have 1 to 50 letters, digits, hyphens and underscores',
          'tokenauth.items[0].token must have 1 to 40 visible ASCII characters, and no spaces',
          'tokenauth.items[0].contact_person is missing',
          'tokenauth.items[0].email must be an e-mail address',
          'tokenauth.items[1].token must have 1 to 40 visible ASCII characters, and no spaces',
          'tokenauth.items[1].contact_person may not be empty',
          'tokenauth.items[2].token must be a text; put it between quotes',
          'tokenauth.items[3] must be an object',
          'tokenauth.items[4].identifier is that of items[1] too',
        ],
      )
      assert.deepEqual(await faultsOf(FILE, { ITA_PERSON: 'Piet' }), [
        'tokenauth.items[1].token is to come from ITA_TOKEN, which is not set',
      ])
      assert.deepEqual(await faultsOf(FILE.replace('{env: ITA_TOKEN}', '{file: x}')), [
        'tokenauth.items[1].token.value_from.file is not known',
        'tokenauth.items[1].token.value_from must be {env: NAME}',
      ])
      assert.deepEqual(await faultsOf('tokenauth_config_enable: true'), [
        'tokenauth is missing, while tokenauth_config_enable is true',
      ])
      assert.match((await faultsOf('a: [GEHEIM\nb: 1'))[0] ?? '', /^It is no YAML: see line \d/)
      assert.deepEqual(await faultsOf('- 1'), ['It must be an object with a member for each step.'])
    })

    test('a token of another, and one that was revoked, are refused after all before it was put', async () => {
      const more = FILE.replace(
        '    - identifier: ita',
        `    - {identifier: nieuw, token: een-ander-token, contact_person: P, email: p@example.nl}\n    - identifier: ita`,
      ).replace('{value_from: {env: ITA_TOKEN}}', 'vers')
      assert.deepEqual(await faultsOf(more), ['tokenauth.items[1].token is in use under another identifier'])
      await revokeToken(database(), 'ita')
      assert.deepEqual(await faultsOf(FILE), [
        'tokenauth.items[1].token was revoked before; give another, or take the item out of the file',
      ])
      assert.equal((await apply(FILE, { env: { ...ENV, ITA_TOKEN: 'vers' } }))[2], 'tokenauth: ita made')
      const box = createSecretBox([Buffer.alloc(32, 1)])
      await createClient(database(), box, 'client')
      const ofClient = FILE.replace('identifier: ita', 'identifier: client').replace(
        '{value_from: {env: ITA_TOKEN}}',
        'verser',
      )
      assert.deepEqual(await faultsOf(ofClient), [
        'tokenauth.items[1].token cannot be given: its identifier is that of a client',
      ])
    })
  })
}

test('the command: a client keeps its token, beside a running server', async (t) => {
  const directory = temporaryDirectory(t)
  const env = { DATA_DIR: join(directory, 'data'), ...ENV }
  const file = join(directory, 'data.yaml')
  writeFileSync(file, FILE)
  const server = await serve(t, env)
  assert.equal(await statusFor(server.base, KISS), 401)
  const dry = await runToEnd(t, ['configure', '--from', file, '--dry-run'], env)
  assert.equal(dry.code, 0)
  assert.match(dry.err, /Nothing was changed/)
  const done = await runToEnd(t, ['configure', '--from', file], env)
  assert.equal(done.code, 0)
  assert.equal(done.out, dry.out)
  assert.doesNotMatch(done.out + done.err, new RegExp(`GEHEIM|${KISS}|een-ander-token`))
  assert.equal(await statusFor(server.base, KISS), 200)
  writeFileSync(file, 'tokenauth_config_enable: true\ntokenauth: {items: [{token: GEHEIM }]}')
  const wrong = await runToEnd(t, ['configure', '--from', file], env)
  assert.equal(wrong.code, 1)
  assert.match(wrong.err, /nothing was changed:\n {2}tokenauth\.items\[0\]\.identifier is missing\n/)
  assert.doesNotMatch(wrong.err, /GEHEIM/)
  assert.match((await runToEnd(t, ['configure', '--from', join(directory, 'x')], env)).err, /ENOENT/)
})
