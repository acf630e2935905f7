/**
 * No answer tells a caller of what it may not see. A secret is a change that a caller may not notice: everything that
 * can be asked is asked with and without it, and every answer must be the same to the last byte. Addresses, filters and
 * expansions come from the running server and the declarations, so what is new is asked too, or fails as unknown.
 */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Resource } from '../../src/model/resource.ts'
import { GROUPS, OPEN_KLANT_SCOPES, type Scope, type ScopeGroup } from '../../src/model/scopes.ts'
import { resources } from '../../src/resources/index.ts'
import { callerWith } from '../support/callers.ts'
import { compare, compareThen, compareVersions, compareWritten, present, report } from '../support/compare.ts'
import { isKnown } from '../support/leak-requests.ts'
import { tryWrites } from '../support/leak-writes.ts'
import { onBothDatabases, pathOf } from '../support/register.ts'
import { declared } from '../support/sample.ts'
import {
  addressSecret,
  type Base,
  bsnSecret,
  groupSecret,
  makeBase,
  rowSecret,
  type Secret,
  textSecret,
} from '../support/secrets.ts'

const all: readonly Resource[] = resources
const without = (...scopes: Scope[]): Scope[] => OPEN_KLANT_SCOPES.filter((scope) => !scopes.includes(scope))
onBothDatabases((register) => {
  let base: Base
  before(async () => {
    base = await makeBase(register())
  })

  test('every address is known here', () => {
    for (const { url, config } of register().routes) {
      const route = config?.route
      assert.ok(isKnown(url), `nobody said how to ask ${url} for what it may not tell`)
      if (!route || route.needs === 'open') continue
      for (const method of Object.keys(route.methods)) {
        assert.ok(route.needs[method]?.length, `${method} ${url} takes no scope`)
        const isResource = all.some((resource) => url.startsWith(pathOf(resource)))
        const isRead = ['GET', 'HEAD', 'OPTIONS'].includes(method)
        const isTried =
          isResource || isRead || /\/(maak-klantcontact|tokens|clients|berichten|vernietigingen)\b/.test(url)
        assert.ok(isTried, `nobody tries what ${method} ${url} tells`)
      }
    }
  })

  test('a confidential klantcontact, and every way in which a row can be part of it', async (t) => {
    const secret = rowSecret(register(), base, declared.get('klantcontact'), { vertrouwelijk: true })
    const scopes = without('vertrouwelijk')
    const callers = {
      blind: await callerWith(register(), { scopes }),
      'other actor': await callerWith(register(), { scopes, actor: base.get('actor')?.[0].uuid ?? null }),
      'some groups': await callerWith(register(), { scopes: ['klantcontacten.lezen', 'taken.lezen', 'actoren.lezen'] }),
      historian: await callerWith(register(), { scopes: [...scopes, 'historie'] }),
    }
    t.diagnostic(report(secret, callers, await compare(register(), secret, callers)))
    assert.deepEqual([...secret.rows.keys()].map(({ name }) => name).sort(), [
      'actorKlantcontact',
      'betrokkene',
      'bijlage',
      'digitaalAdres',
      'interneTaak',
      'klantcontact',
      'onderwerpobject',
    ])
    await tryWrites(register(), base, secret.rows, callers.blind)
    await compareWritten(base, callers)
    await secret.set(false)
  })

  test('a klantcontact of which the processing is restricted', async (t) => {
    const contact = declared.get('klantcontact')
    const made = rowSecret(register(), base, contact, { vertrouwelijk: false })
    const mark = async (betwisting: string | null): Promise<void> => {
      const uuids = (made.rows.get(contact) ?? []).map(({ uuid }) => uuid)
      const text = 'update klantcontact set betwisting = $2 where uuid = any($1::uuid[])'
      await register().database.query({ text, values: [uuids, betwisting] })
    }
    const restrict = async (on: boolean): Promise<void> => {
      // Nobody removes what is restricted.
      await mark(null)
      await made.set(on)
      await mark('beperkt')
    }
    const secret: Secret = { ...made, name: 'klantcontact restricted', set: restrict }
    const scopes = without('klantcontacten.corrigeren')
    const callers = {
      blind: await callerWith(register(), { scopes }),
      'an actor': await callerWith(register(), { scopes, actor: base.get('actor')?.[0].uuid ?? null }),
      historian: await callerWith(register(), { scopes: [...scopes, 'historie'] }),
    }
    t.diagnostic(report(secret, callers, await compare(register(), secret, callers)))
    await tryWrites(register(), base, secret.rows, callers.blind)
    await secret.set(false)
  })

  test('a confidential klantcontact in the past', async () => {
    const secret = rowSecret(register(), base, declared.get('klantcontact'), { vertrouwelijk: true })
    const historian = await callerWith(register(), { scopes: [...without('vertrouwelijk'), 'historie'] })
    await compareThen(register(), secret, { historian })
    // Confidential then, and open now.
    const contact = declared.get('klantcontact')
    await compareThen(register(), secret, { historian }, async () => {
      for (const { uuid } of secret.rows.get(contact) ?? []) {
        await register().change(contact, uuid, { vertrouwelijk: false })
      }
    })
    // A contact that was open then and is confidential now, is so then as well.
    const open = await register().create(declared.get('klantcontact'), {
      kanaal: 'x',
      onderwerp: 'x',
      taal: 'nld',
      vertrouwelijk: false,
    })
    const then = await present()
    await register().change(declared.get('klantcontact'), open.uuid, { vertrouwelijk: true })
    const path = pathOf(declared.get('klantcontact'), open.uuid)
    for (const asked of [`${path}?peildatum=${then}`, `${path}/historie`, `${path}/keten`]) {
      assert.equal((await historian.send('GET', asked)).status, 404, asked)
      assert.equal((await register().send('GET', asked)).status, 200, asked)
    }
    await register().send('DELETE', path)
    assert.equal((await historian.send('GET', `${path}/historie`)).status, 404)
    assert.equal((await register().send('GET', `${path}/historie`)).status, 200)
    await secret.set(false)
  })

  test('addresses of a partij that asked for geheimhouding', async (t) => {
    const secret = await addressSecret(register(), base)
    const callers = {
      extern: await callerWith(register(), { scopes: OPEN_KLANT_SCOPES, extern: true }),
      'no geheimhouding': await callerWith(register(), { scopes: without('geheimhouding') }),
    }
    t.diagnostic(report(secret, callers, await compare(register(), secret, callers)))
    await tryWrites(register(), base, secret.rows, callers.extern)
    await compareWritten(base, callers)
    await secret.set(false)
  })

  test('addresses of a partij that asks for geheimhouding, or did, in the past', async () => {
    const secret = await addressSecret(register(), base)
    const historian = await callerWith(register(), { scopes: [...OPEN_KLANT_SCOPES, 'historie'], extern: true })
    const isSilent = async (then: boolean, now: boolean): Promise<void> => {
      await secret.keep(then)
      await compareThen(register(), secret, { historian }, () => secret.keep(now))
    }
    await isSilent(true, true)
    await compareVersions(register(), secret, { historian })
    await isSilent(true, false)
    await isSilent(false, true)
    await secret.set(false)
  })

  test('a BSN', async (t) => {
    const secret = await bsnSecret(register(), base)
    const scopes = without('bsn.tonen', 'bsn.gebruiken')
    const callers = { 'no BSN': await callerWith(register(), { scopes }) }
    t.diagnostic(report(secret, callers, await compare(register(), secret, callers)))
    await compareWritten(base, callers)
    const historian = await callerWith(register(), { scopes: [...scopes, 'historie'] })
    await compareThen(register(), secret, { historian })
    await compareVersions(register(), secret, { historian })
  })

  test('notes', async (t) => {
    const secret = textSecret(register(), base)
    const scopes = without('notities')
    const callers = { 'no notes': await callerWith(register(), { scopes }) }
    t.diagnostic(report(secret, callers, await compare(register(), secret, callers)))
    await compareWritten(base, callers)
    const historian = await callerWith(register(), { scopes: [...scopes, 'historie'] })
    await compareThen(register(), secret, { historian })
    await compareVersions(register(), secret, { historian })
  })

  for (const group of Object.keys(GROUPS) as ScopeGroup[]) {
    test(`the group ${group}`, async (t) => {
      const secret = groupSecret(register(), base, group)
      const callers = { [`no ${group}`]: await callerWith(register(), { scopes: without(`${group}.lezen`) }) }
      t.diagnostic(report(secret, callers, await compare(register(), secret, callers)))
      await secret.set(false)
    })
  }
})
