/** Two people destroy: nobody alone, however many tokens they have. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type JWTPayload, SignJWT } from 'jose'
import { createClient } from '../../src/features/tokens/clients.ts'
import { createSecretBox } from '../../src/features/tokens/secret-box.ts'
import { createToken, type Given, revokeToken } from '../../src/features/tokens/tokens.ts'
import { AUDIENCE, signingKey, startIdentityProvider } from '../support/identity-provider.ts'
import { onBothDatabases, pathOf, type TestRegister } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'

const PATH = '/beheer/api/v1/vernietigingen'
const BOTH = ['vernietiging.voorstellen', 'vernietiging.goedkeuren', 'klantcontacten.lezen', 'vertrouwelijk'] as const
const KLANTCONTACT = declared.get('klantcontact')
const KEY = Buffer.alloc(32, 7)

const key = await signingKey()
const provider = await startIdentityProvider({ people: {}, keys: [key] })
after(() => provider.stop())
const settings = () => ({
  SECRETS_KEY: KEY.toString('base64'),
  WRONG_TOKEN_LIMIT: 'off',
  OIDC_ISSUERS: JSON.stringify([
    {
      issuer: provider.issuer,
      audience: AUDIENCE,
      claims: { name: 'preferred_username', scopes: ['scp'], actor: 'employee' },
    },
  ]),
})
const now = () => Math.floor(Date.now() / 1000)

onBothDatabases((register) => {
  let count = 0
  const tokenWith = async (given: Given, identifier = `vier-ogen-${++count}`): Promise<TestRegister> =>
    register().as(await createToken(register().database, identifier, { scopes: BOTH, ...given }))
  /** With a token that is signed anew. */
  const person = async (name: string, more: JWTPayload = {}): Promise<TestRegister> => {
    const claims = { iss: provider.issuer, aud: AUDIENCE, sub: name, iat: now(), exp: now() + 60, scp: BOTH.join(' ') }
    return register().as(
      await key.sign({ ...claims, preferred_username: name, jti: String(++count), ...more }),
      'Bearer',
    )
  }
  const actorCalled = async (naam: string): Promise<string> =>
    (await register().create(declared.get('actor'), { naam, soortActor: 'medewerker' })).uuid

  /** The code of what the second is told who approves what the first proposed; 200 where it was carried out. */
  const outcome = async (proposes: TestRegister, approves: TestRegister): Promise<unknown> => {
    const { uuid } = await samplesIn(register()).make(KLANTCONTACT)
    for (const one of [proposes, approves]) while ((await one.send('GET', PATH)).status === 401) await wait(50)
    const objecten = [`https://elders.example.nl${pathOf(KLANTCONTACT, uuid)}`]
    const { status, body } = await proposes.send('POST', PATH, { grond: 'archiefwet', objecten })
    assert.equal(status, 201, JSON.stringify(body))
    const approved = await approves.send('POST', `${PATH}/${(body as { uuid: string }).uuid}/goedkeuren`)
    const { invalidParams } = approved.body as { invalidParams?: readonly { code: string }[] }
    const isThere = (await register().send('GET', pathOf(KLANTCONTACT, uuid))).status === 200
    assert.equal(isThere, approved.status !== 200)
    return invalidParams?.[0]?.code ?? approved.status
  }

  test('one token, and another of the same name, is one', async () => {
    const one = await tokenWith({}, 'henk')
    assert.equal(await outcome(one, one), 'vier-ogen')
    const { uuid } = await samplesIn(register()).make(KLANTCONTACT)
    const { body } = await one.send('POST', PATH, { grond: 'archiefwet', objecten: [pathOf(KLANTCONTACT, uuid)] })
    await revokeToken(register().database, 'henk')
    const renewed = await tokenWith({}, 'henk')
    while ((await renewed.send('GET', PATH)).status === 401) await wait(50)
    const approved = await renewed.send('POST', `${PATH}/${(body as { uuid: string }).uuid}/goedkeuren`)
    assert.equal(approved.status, 400)
  })

  test('two tokens are one person where they name the same one, or are the same actor; else they are two', async () => {
    const henk = await tokenWith({ contactPerson: 'Henk de Vries', email: 'archief@gemeente.nl' })
    const sameHenk = await tokenWith({ contactPerson: ' henk  de VRIES ' })
    assert.equal(await outcome(henk, sameHenk), 'vier-ogen')
    const actor = await actorCalled('Henk')
    assert.equal(await outcome(await tokenWith({ actor }), await tokenWith({ actor })), 'vier-ogen')
    // A mailbox that a department shares is not one person, and what nobody filled in is nobody.
    const ans = await tokenWith({ contactPerson: 'Ans Pieters', email: 'archief@gemeente.nl' })
    assert.equal(await outcome(henk, ans), 200)
    assert.equal(await outcome(await tokenWith({}), await tokenWith({})), 200)
    assert.equal(await outcome(await tokenWith({ actor }), await tokenWith({ actor: await actorCalled('Ans') })), 200)
  })

  test('a person who signs in again, with other claims, or uses a token too, is one', async () => {
    assert.equal(await outcome(await person('anna'), await person('anna', { sub: 'other' })), 'vier-ogen')
    const actor = await actorCalled('Anna')
    assert.equal(await outcome(await person('anna', { employee: actor }), await tokenWith({ actor })), 'vier-ogen')
    assert.equal(await outcome(await tokenWith({ contactPerson: 'Anna' }), await person('anna')), 'vier-ogen')
    assert.equal(await outcome(await person('anna'), await person('bert')), 200)
  })

  test('a client is one, whomever its tokens name', async () => {
    const secret = await createClient(register().database, createSecretBox([KEY]), 'archief', { scopes: BOTH })
    const signed = (user: string) =>
      new SignJWT({ iss: 'archief', iat: now(), client_id: 'archief', user_id: user })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .sign(new TextEncoder().encode(secret))
    const as = async (user: string) => register().as(await signed(user), 'Bearer')
    assert.equal(await outcome(await as('jansen'), await as('pieters')), 'vier-ogen')
  })
}, settings)
