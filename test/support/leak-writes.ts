/** What may not be seen is not written either, nor referred to: all that can be sent about it, sent. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import { answerTo } from './leak-requests.ts'
import { pathOf, type TestRegister } from './register.ts'
import { samplesIn } from './sample.ts'
import type { Base, Secret } from './secrets.ts'

const all: readonly Resource[] = resources
/** What is done to a klantcontact that was reported. */
const ACTS = ['aanvullen', 'corrigeren', 'betwisten', 'verkeerde-persoon', `betwistingen/${randomUUID()}/besluit`]

/** A row that does not exist for the caller is refused as one that does not exist, in the same words. */
export const tryWrites = async (
  register: TestRegister,
  base: Base,
  rows: Secret['rows'],
  caller: TestRegister,
  /** What it is answered; some requests take a scope that the caller lacks for all rows. */
  refused = /^40[04] /,
): Promise<void> => {
  const { body } = samplesIn(register)
  const trace = await register.trace()
  const same = async (request: string, uuid: string, given?: unknown, status = refused): Promise<void> => {
    const absent = randomUUID()
    const swap = (text: string) => text.replaceAll(uuid, absent)
    const asked = given === undefined ? undefined : JSON.parse(swap(JSON.stringify(given)))
    const [told, expected] = [await answerTo(caller, request, given), await answerTo(caller, swap(request), asked)]
    assert.equal(swap(told), expected, `${request} ${JSON.stringify(given)}`)
    assert.match(told, status, request)
  }
  for (const [target, hidden] of rows) {
    for (const { uuid } of hidden) {
      for (const method of ['PUT', 'PATCH', 'DELETE']) await same(`${method} ${pathOf(target, uuid)}`, uuid, {})
      await same(`DELETE ${pathOf(target, uuid)}?cascade=true`, uuid)
      for (const resource of all) {
        for (const [key, field] of Object.entries(resource.fields)) {
          if (field.kind !== 'reference' || field.to !== target.name) continue
          const set: Record<string, unknown> = {}
          for (const [other, one] of Object.entries(resource.fields)) {
            if (one.kind === 'reference' && one.presence === 'required')
              set[other] = { uuid: base.get(one.to)?.[1].uuid }
            if (one.kind === 'ordered') set[other] = [{ uuid: base.get(one.of)?.[1].uuid }]
          }
          set[key] = { uuid }
          await same(`POST ${pathOf(resource)}`, uuid, await body(resource, { set }))
          const row = base.get(resource.name)?.[1].uuid ?? ''
          await same(`PATCH ${pathOf(resource, row)}`, uuid, { [key]: { uuid } })
        }
        // Lists of what is hidden, and what they would take along.
        for (const [key, field] of Object.entries(resource.fields)) {
          const to = field.kind === 'ordered' ? field.of : 'source' in field ? field.source.of : undefined
          if (to !== target.name || field.kind === 'collection') continue
          const row = base.get(resource.name)?.[1].uuid ?? ''
          await same(`PATCH ${pathOf(resource, row)}`, uuid, { [key]: [{ uuid }] })
        }
      }
      const klantcontact = { kanaal: 'x', onderwerp: 'x', taal: 'nld', vertrouwelijk: false }
      if (target.name === 'klantcontact') {
        const maak = { klantcontact, onderwerpobject: { wasKlantcontact: { uuid } } }
        await same('POST /klantinteracties/api/v1/maak-klantcontact', uuid, maak)
        // One takes a scope that the caller may lack for all of them.
        for (const act of ACTS) await same(`POST ${pathOf(target, uuid)}/${act}`, uuid, {}, /^40[034] /)
      }
    }
  }
  assert.equal(await register.trace(), trace, 'nothing was written')
}
