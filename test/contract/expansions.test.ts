/** Every expansion shows what GET shows of the same object. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import { type Led, pathsIn } from '../support/paths.ts'
import { type Body, onBothDatabases, pathOf, type Shown, type TestRegister } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'

/** The resource at the end of one step. */
const stepTo = (resource: Resource, key: string): Resource => {
  const field = resource.fields[key]
  if (field?.kind === 'reference') return declared.get(field.to)
  assert.ok(field && 'source' in field)
  return declared.get(field.source.of)
}

const bare = ({ _expand, ...rest }: Body): Body => rest

/** Walks down the included objects; each must be as GET shows it. */
const checkIncluded = async (
  register: TestRegister,
  resource: Resource,
  row: Body,
  path: readonly string[],
  { passed }: Led,
): Promise<void> => {
  let [here, of] = [row, resource]
  for (const [index, key] of path.entries()) {
    const included = (here._expand as Body)[key]
    const found = [included].flat().find((one) => (one as Shown).uuid === passed[index]?.uuid) as Body | undefined
    assert.ok(found, `${key} is included: ${JSON.stringify(here._expand)}`)
    of = stepTo(of, key)
    assert.deepEqual(bare(found), bare(await register.read(of, String(found.uuid))))
    // What nothing is asked of has no `_expand` of its own.
    assert.equal('_expand' in found, index < path.length - 1)
    here = found
  }
}

onBothDatabases((register) => {
  for (const resource of (resources as readonly Resource[]).filter(({ expand }) => expand)) {
    for (const path of resource.expand ?? []) {
      test(`${resource.name} · expand=${path} · is what GET shows, in the object and in lists`, async () => {
        await register().empty()
        const led = await pathsIn(register())(resource, path, 0)
        const alone = await samplesIn(register()).make(resource, { n: 1 })
        const steps = path.split('.')
        const detail = await register().read(resource, led.start.uuid, `?expand=${path}`)
        await checkIncluded(register(), resource, detail, steps, led)
        assert.deepEqual(Object.keys(detail._expand as Body), [steps[0]])
        const { results } = await register().list(resource, { expand: path })
        assert.deepEqual(
          results.find(({ uuid }) => uuid === led.start.uuid),
          detail,
        )
        const [first = ''] = steps
        const isOne = resource.fields[first]?.kind === 'reference'
        assert.deepEqual(results.find(({ uuid }) => uuid === alone.uuid)?._expand, { [first]: isOne ? null : [] })
      })
    }

    test(`${resource.name} · expand takes lists in both spellings and refuses what it does not know`, async () => {
      const [first = '', second = first] = resource.expand ?? []
      const made = await samplesIn(register()).make(resource)
      const commas = await register().read(resource, made.uuid, `?expand=${first},${second}`)
      assert.deepEqual(commas, await register().read(resource, made.uuid, `?expand=${first}&expand=${second}`))
      const plain = await register().list(resource)
      assert.deepEqual(plain.results[0]?._expand, {})
      for (const address of [pathOf(resource), pathOf(resource, made.uuid)]) {
        const [fault] = await register().refused('GET', `${address}?expand=${first}.onzin`)
        assert.deepEqual([fault?.name, fault?.code], ['expand', 'invalid_choice'])
      }
    })
  }
})
