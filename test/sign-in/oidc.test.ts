/** People sign in with the token of an identity provider: a real one, and tokens that it would never give. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import {
  AUDIENCE,
  type People,
  type SigningKey,
  signingKey,
  startIdentityProvider,
} from '../support/identity-provider.ts'
import { onBothDatabases, pathOf, type TestRegister } from '../support/register.ts'
import { declared } from '../support/sample.ts'

const KISS_GROUP = '4f0c5b1e-7d52-4f8a-9a0e-000000000001'
const people: People = {
  anna: {
    realm_access: { roles: ['/kcc', 'offline_access'] },
    'app.nl/units': ['Burgerzaken'],
    preferred_username: 'anna@gemeente',
  },
  bert: { groups: [KISS_GROUP], employee: 'bert-47' },
  carla: { realm_access: { roles: ['uma'] }, preferred_username: 'carla' },
  // Nobody should be called by a BSN.
  dirk: { realm_access: { roles: ['/kcc'] }, preferred_username: '123456782' },
  fien: { scp: 'partijen.lezen onzin historie' },
}
const [firstKey, nextKey, otherKey, strangeKey] = [
  await signingKey(),
  await signingKey(),
  await signingKey('ES256'),
  await signingKey(),
]
let one = await startIdentityProvider({ people, keys: [firstKey] })
const other = await startIdentityProvider({ people, keys: [otherKey] })
const stranger = await startIdentityProvider({ people, keys: [strangeKey] })
const away = await startIdentityProvider({ people, keys: [strangeKey] })
await away.stop()
after(() => Promise.all([one.stop(), other.stop(), stranger.stop()]))

const SECRETS_KEY = Buffer.alloc(32, 7).toString('base64')
const settings = () => ({
  SECRETS_KEY,
  WRONG_TOKEN_LIMIT: 'off',
  OIDC_ISSUERS: JSON.stringify([
    {
      issuer: one.issuer,
      audience: AUDIENCE,
      skew: 20,
      claims: { name: 'preferred_username', roles: 'realm_access.roles', units: '/app.nl~1units' },
      roles: { '/kcc': 'kcc-medewerker' },
    },
    {
      issuer: other.issuer,
      audience: ['urn:nl:elders', AUDIENCE],
      prefix: 'leverancier',
      extern: true,
      claims: { roles: 'groups', scopes: ['scp'], actor: 'employee', units: 'teams' },
      roles: { [KISS_GROUP]: ['behandelaar', 'historie'] },
      units: { team1: 'Burgerzaken' },
    },
    { issuer: away.issuer, audience: AUDIENCE, prefix: 'weg' },
  ]),
})

const [actor, partij, klantcontact] = [declared.get('actor'), declared.get('partij'), declared.get('klantcontact')]

const detailOf = ({ body }: { readonly body: unknown }) => (body as { detail: string }).detail
const list = (register: TestRegister, token: string) => register.as(token, 'Bearer').send('GET', pathOf(partij))
const now = () => Math.floor(Date.now() / 1000)
const claims = (more: JWTPayload = {}): JWTPayload => ({
  iss: one.issuer,
  aud: AUDIENCE,
  sub: 'anna',
  preferred_username: 'anna@gemeente',
  realm_access: { roles: ['/kcc'] },
  iat: now(),
  exp: now() + 60,
  ...more,
})

onBothDatabases((register) => {
  test('a person who signed in does what the roles of their groups open, and is called by name', async () => {
    const token = await one.signIn('anna')
    const anna = register().as(token, 'Bearer')
    assert.equal((await anna.send('GET', pathOf(partij))).status, 200)
    assert.equal((await anna.send('GET', '/beheer/api/v1/tokens')).status, 403)
    const { uuid } = await anna.create(actor, { naam: 'Nieuw', soortActor: 'medewerker' })
    const { body } = await register().send('GET', `${pathOf(actor, uuid)}/historie`)
    const [first] = (body as { results: { door: object }[] }).results
    assert.deepEqual(first?.door, { soort: 'person', naam: 'anna@gemeente', toepassing: 'kcc-scherm' })
    const carla = register().as(await one.signIn('carla'), 'Bearer')
    const refused = await carla.send('GET', pathOf(partij))
    assert.equal(refused.status, 403)
    assert.match(detailOf(refused), /partijen\.lezen/)
  })

  test('each issuer has its own audiences, claims, roles and place; scopes may come from a claim', async () => {
    const bert = register().as(await other.signIn('bert'), 'Bearer')
    const { uuid } = await bert.create(partij, {
      soortPartij: 'persoon',
      digitaleAdressen: [],
      voorkeursDigitaalAdres: null,
      rekeningnummers: [],
      voorkeursRekeningnummer: null,
      indicatieGeheimhouding: true,
      indicatieActief: true,
      bezoekadres: { straatnaam: 'Geheimstraat' },
    })
    const history = await bert.send('GET', `${pathOf(partij, uuid)}/historie`)
    assert.equal(history.status, 200)
    const [first] = (history.body as { results: { door: { naam: string } }[] }).results
    assert.equal(first?.door.naam, 'leverancier:bert')
    // Extern: no address of who asked for geheimhouding, though the role has the scope.
    assert.ok(!JSON.stringify((await bert.send('GET', pathOf(partij, uuid))).body).includes('Geheimstraat'))
    const fien = register().as(await other.signIn('fien'), 'Bearer')
    assert.equal((await fien.send('GET', pathOf(partij))).status, 200)
    assert.equal((await fien.send('GET', pathOf(actor))).status, 403)
    assert.equal((await list(register(), await other.signIn('bert', 'urn:nl:elders'))).status, 200)
  })

  test('units and actor of a token are those of the register, by name, number or uuid', async () => {
    await register().create(actor, { naam: 'Burgerzaken', soortActor: 'organisatorische_eenheid' })
    const unit = await register().create(actor, {
      naam: 'Team 2',
      soortActor: 'organisatorische_eenheid',
      actoridentificator: { objectId: 'team2', codeObjecttype: 'eenheid', codeRegister: 'x', codeSoortObjectId: 'x' },
    })
    const bert = await register().create(actor, {
      naam: 'Bert',
      soortActor: 'medewerker',
      actoridentificator: { objectId: 'bert-47', codeObjecttype: 'mdw', codeRegister: 'x', codeSoortObjectId: 'x' },
    })
    const secret = { kanaal: 'x', onderwerp: 'x', taal: 'nld', vertrouwelijk: true }
    const of = async (who: { uuid: string }) => {
      const made = await register().create(klantcontact, secret)
      await register().create(declared.get('actorKlantcontact'), {
        actor: { uuid: who.uuid },
        klantcontact: { uuid: made.uuid },
      })
      return made.uuid
    }
    const [ofBert, ofTeam, ofNobody] = [
      await of(bert),
      await of(unit),
      (await register().create(klantcontact, secret)).uuid,
    ]
    const seenBy = async (token: string) => {
      const caller = register().as(token, 'Bearer')
      const found = await Promise.all(
        [ofBert, ofTeam, ofNobody].map((uuid) => caller.send('GET', pathOf(klantcontact, uuid))),
      )
      return found.map(({ status }) => status)
    }
    assert.deepEqual(await seenBy(await other.signIn('bert')), [200, 404, 404])
    const inTeam = (teams: unknown) =>
      otherKey.sign({ ...claims({ iss: other.issuer, groups: [KISS_GROUP] }), employee: 'niemand', teams })
    assert.deepEqual(await seenBy(await inTeam(['team2'])), [404, 200, 404])
    assert.deepEqual(await seenBy(await inTeam(unit.uuid)), [404, 200, 404])
    assert.deepEqual(await seenBy(await inTeam(['team1', 'Team 2'])), [404, 200, 404])
    // An employee is no unit, whatever a token says.
    assert.deepEqual(await seenBy(await inTeam([bert.uuid, 'Bert', 'bert-47'])), [404, 404, 404])
    await register().change(actor, unit.uuid, { naam: 'Team 3' })
  })

  test('what is not a good token of a known issuer for this register gets 401, and no more words than are safe', async () => {
    const { exp: _exp, ...endless } = claims()
    const publicKey = JSON.stringify(firstKey.jwk)
    const shared = (secret: string, header = {}) =>
      new SignJWT(claims())
        .setProtectedHeader({ alg: 'HS256', kid: firstKey.jwk.kid ?? '', ...header })
        .sign(new TextEncoder().encode(secret))
    const [head, , tail] = (await firstKey.sign(claims())).split('.')
    const forged = [head, Buffer.from(JSON.stringify(claims({ sub: 'baas' }))).toString('base64url'), tail].join('.')
    const unknown = 'Ongeldige token.'
    const wrong: Readonly<Record<string, readonly [token: string, detail: string]>> = {
      'for another audience': [
        await one.signIn('anna', 'https://elders.example.nl'),
        'De token is niet voor dit register bedoeld.',
      ],
      'no audience': [await firstKey.sign(claims({ aud: [] })), 'De token is niet voor dit register bedoeld.'],
      'of another issuer': [await stranger.signIn('anna'), 'De uitgever van de token is onbekend.'],
      'says another issuer': [await strangeKey.sign(claims()), unknown],
      'an issuer that did not sign it': [await firstKey.sign(claims({ iss: other.issuer })), unknown],
      expired: [await firstKey.sign(claims({ exp: now() - 25 })), 'De token is verlopen.'],
      'without end': [await firstKey.sign(endless), 'De token zegt niet tot wanneer hij geldig is.'],
      'not yet': [await firstKey.sign(claims({ nbf: now() + 40 })), 'De token is nog niet geldig.'],
      'an unknown key': [await firstKey.sign(claims(), { kid: 'onbekend' }), unknown],
      'a key without name': [await strangeKey.sign(claims(), { kid: firstKey.jwk.kid ?? '' }), unknown],
      'no signature': [new UnsecuredJWT(claims()).encode(), unknown],
      'no signature, spelt in another way': [
        `${Buffer.from('{"alg":"None"}').toString('base64url')}.${forged.split('.')[1]}.`,
        unknown,
      ],
      'signed with the public key as a secret': [await shared(publicKey), unknown],
      'another text under the signature': [forged, unknown],
      'a critical header that nobody knows': [
        await firstKey.sign(claims(), { crit: ['x'], x: '1' } as never).catch(() => 'a.b.c'),
        unknown,
      ],
      'no token at all': ['x', unknown],
      'a JWT of nothing': ['e30.e30.', 'De uitgever van de token is onbekend.'],
      'a name that may be a BSN': [
        await one.signIn('dirk'),
        'De token noemt geen bruikbare naam: preferred_username kan een BSN zijn; stel een andere claim in.',
      ],
      'no name': [
        await firstKey.sign(claims({ preferred_username: undefined })),
        'De token noemt geen bruikbare naam: preferred_username ontbreekt.',
      ],
    }
    for (const [what, [token, detail]] of Object.entries(wrong)) {
      const answer = await list(register(), token)
      assert.deepEqual([answer.status, detailOf(answer)], [401, detail], what)
      assert.equal(answer.headers.get('www-authenticate'), 'Token, Bearer')
    }
    for (const [header, detail] of [
      ['Bearer', 'Ongeldige token header. Geen logingegevens opgegeven'],
      ['bearer a b', 'Ongeldige token header. Token kan geen spaties bevatten.'],
      ['Basic eA==', 'Authenticatiegegevens zijn niet opgegeven.'],
    ]) {
      const answer = await fetch(register().base + pathOf(partij), { headers: { authorization: header ?? '' } })
      assert.deepEqual([answer.status, detailOf({ body: await answer.json() })], [401, detail])
    }
  })

  test('clocks may differ by what is set', async () => {
    assert.equal((await list(register(), await firstKey.sign(claims({ exp: now() - 10 })))).status, 200)
    assert.equal((await list(register(), await firstKey.sign(claims({ nbf: now() + 10 })))).status, 200)
    const token = await firstKey.sign(claims({ exp: now() - 18 }))
    assert.equal((await list(register(), token)).status, 200)
    await wait(3500)
    assert.equal((await list(register(), token)).status, 401, 'what was checked before expires all the same')
  })

  test('an issuer that does not answer: 503, and soon again; those of others pass', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () => list(register(), await strangeKey.sign(claims({ iss: away.issuer })))),
    )
    for (const { status, headers } of answers) assert.deepEqual([status, headers.get('retry-after')], [503, '1'])
    assert.equal((await list(register(), await one.signIn('anna'))).status, 200)
  })
}, settings)

/** The provider changes its keys; all registers of this file knew the first. */
const replaceKeys = async (keys: readonly SigningKey[]): Promise<void> => {
  const { port } = one
  await one.stop()
  one = await startIdentityProvider({ people, keys, port })
}

onBothDatabases((register) => {
  test('a new key is found, an old one goes on, and without the provider known keys keep working', async () => {
    await replaceKeys([firstKey])
    assert.equal((await list(register(), await one.signIn('anna'))).status, 200)
    const before = one.keysAsked()
    for (let n = 0; n < 20; n++) {
      assert.equal((await list(register(), await firstKey.sign(claims(), { kid: `verzonnen-${n}` }))).status, 401)
    }
    assert.equal(one.keysAsked(), before, 'whoever makes up keys does not have the provider asked for each')

    await replaceKeys([nextKey, firstKey])
    await wait(5100)
    assert.equal((await list(register(), await one.signIn('anna'))).status, 200, 'a new key')
    assert.equal((await list(register(), await firstKey.sign(claims()))).status, 200, 'the one before it')

    await one.stop()
    assert.equal((await list(register(), await nextKey.sign(claims()))).status, 200)
    await wait(5100)
    const unknown = await list(register(), await strangeKey.sign(claims()))
    assert.equal(unknown.status, 503, 'whether a new key is good cannot be known')
    assert.equal((await list(register(), await nextKey.sign(claims({ jti: 'x' })))).status, 200)
    one = await startIdentityProvider({ people, keys: [nextKey], port: one.port })
    await wait(3100)
    assert.equal((await list(register(), await strangeKey.sign(claims()))).status, 401)
  })
}, settings)
