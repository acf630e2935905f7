/** What is promised of every property of every resource, whatever its kind. */
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import {
  about,
  around,
  isLeaf,
  isTied,
  maxOf,
  type Place,
  patchOf,
  refusedEverywhere,
  rowFor,
  seen,
  shownAs,
  withBody,
} from '../support/around.ts'
import { at, faultNameOf, propertiesOf, titleOf, without, withValue } from '../support/properties.ts'
import { type Fault, onBothDatabases, pathOf } from '../support/register.ts'
import { leafValue, samplesIn } from '../support/sample.ts'

const promises: Readonly<Record<string, (place: Place) => false | (() => Promise<void>)>> = {
  'missing is refused with its name': (place) => {
    const { register, samples, resource, property } = place
    if (property.field.presence !== 'required') return false
    return async () => {
      const body = without(await around(samples, resource, property), property.path)
      const row = await rowFor(place)
      const before = await register.trace()
      const faults = [
        await register.refused('POST', pathOf(resource), body),
        await register.refused('PUT', pathOf(resource, row.uuid), body),
      ]
      for (const found of faults) {
        assert.deepEqual(about(found, property.path), [
          { name: faultNameOf(property.path), code: 'required', reason: 'Dit veld is vereist.' },
        ])
      }
      assert.equal(await register.trace(), before)
      if (!property.path.includes('.'))
        assert.equal((await register.send('PATCH', pathOf(resource, row.uuid), {})).status, 200)
    }
  },

  'null is taken where it may be': (place) => {
    const { register, resource, property } = place
    if (property.field.presence === 'readOnly') return false
    return async () => {
      const row = await rowFor(place)
      const body = await withBody(place, null)
      if (property.field.nullable) {
        assert.equal((await register.send('POST', pathOf(resource), body)).status, 201)
        assert.equal(
          (await register.send('PATCH', pathOf(resource, row.uuid), patchOf(body, resource, property))).status,
          200,
        )
      } else {
        for (const [first] of await refusedEverywhere(place, body, row)) assert.equal(first?.code, 'null')
      }
    }
  },

  'the longest text is taken, one longer is not': (place) => {
    const { register, resource, property } = place
    if (!isLeaf(property) || property.field.kind !== 'text' || property.field.presence === 'readOnly') return false
    const max = maxOf(property.field)
    return async () => {
      const row = await rowFor(place)
      for (const letter of ['x', '😀']) {
        const found = await refusedEverywhere(place, await withBody(place, letter.repeat(max + 1)), row)
        for (const faults of found) assert.ok(faults.some(({ code }) => code === 'max_length'))
        const answer = await register.send('POST', pathOf(resource), await withBody(place, letter.repeat(max)))
        const isFree = 'value' in property.field.accept(letter.repeat(max)) && !isTied(resource, property.path)
        if (isFree) assert.equal(answer.status, 201)
        else
          assert.ok(
            !about((answer.body as { invalidParams: Fault[] }).invalidParams, property.path).some(
              ({ code }) => code === 'max_length',
            ),
          )
        if (isFree) assert.equal(at(answer.body, property.path), letter.repeat(max))
      }
    }
  },

  'a choice outside the list is refused': (place) => {
    const { property } = place
    if (!isLeaf(property) || property.field.kind !== 'choice') return false
    return async () => {
      const row = await rowFor(place)
      for (const choice of [
        'onzin',
        ` ${property.field.choices?.[0]}`,
        String(property.field.choices?.[0]).toUpperCase(),
      ]) {
        for (const faults of await refusedEverywhere(place, await withBody(place, choice), row)) {
          assert.deepEqual(faults[0], {
            name: property.path,
            code: 'invalid_choice',
            reason: `"${choice}" is een ongeldige keuze.`,
          })
        }
      }
    }
  },

  'valid examples are taken and read back': (place) => {
    const { register, samples, resource, property } = place
    if (!isLeaf(property) || property.field.presence === 'readOnly' || isTied(resource, property.path)) return false
    const leaf = property.field
    return async () => {
      const examples = leaf.unique ? [leafValue(leaf, 0), leafValue(leaf, 1)] : leaf.examples.valid
      for (const example of examples) {
        const isSoort = resource.name === 'digitaalAdres' && property.path === 'soortDigitaalAdres'
        const body = isSoort
          ? await samples.body(resource, { set: { soortDigitaalAdres: example } })
          : await withBody(place, example)
        const made = await register.create(resource, body)
        const expected = shownAs(leaf, example)
        assert.deepEqual(seen(leaf, at(made, property.path)), expected)
        assert.deepEqual(await register.read(resource, made.uuid), made)
        const row = await rowFor(place)
        // A number that must be unique is the first row's by now.
        const again = leaf.unique ? leafValue(leaf, 2) : example
        const changed = await register.change(
          resource,
          row.uuid,
          patchOf(withValue(body, property.path, again), resource, property),
        )
        assert.deepEqual(seen(leaf, at(changed, property.path)), shownAs(leaf, again))
        assert.deepEqual(await register.read(resource, row.uuid), changed)
      }
    }
  },

  'invalid examples are refused and nothing is written': (place) => {
    const { property } = place
    if (!isLeaf(property) || property.field.presence === 'readOnly') return false
    const leaf = property.field
    return async () => {
      const row = await rowFor(place)
      for (const example of leaf.examples.invalid) await refusedEverywhere(place, await withBody(place, example), row)
    }
  },

  'is read-only: a body that holds it is taken, and it stays': (place) => {
    const { register, samples, resource, property } = place
    if (property.field.presence !== 'readOnly') return false
    return async () => {
      const plain = await around(samples, resource, property)
      const made = await register.create(resource, withValue(plain, property.path, 'onzin'))
      assert.notEqual(at(made, property.path), 'onzin')
      const isMoment = property.field.kind === 'dateTime'
      for (const nonsense of [null, 5, { uuid: 'x' }, ['x'], '2001-01-01T00:00:00Z']) {
        const changed = await register.change(resource, made.uuid, withValue(plain, property.path, nonsense))
        if (isMoment) assert.equal(at(changed, property.path), at(made, property.path))
        assert.notDeepEqual(at(changed, property.path), nonsense)
      }
    }
  },

  'a reference that leads nowhere, or is none, is refused': (place) => {
    const { register, property, resource } = place
    const { field } = property
    if (field.presence === 'readOnly' || !['reference', 'links', 'ordered'].includes(field.kind)) return false
    const isList = field.kind !== 'reference'
    const wrap = (value: unknown): unknown => (isList ? [value] : value)
    const name = isList ? `${property.path}.0` : property.path
    return async () => {
      const row = await rowFor(place)
      const cases: readonly (readonly [value: unknown, name: string, code: string])[] = [
        [wrap({ uuid: '00000000-0000-4000-8000-000000000000' }), `${name}.uuid`, 'invalid'],
        [wrap({ uuid: 'geen' }), `${name}.uuid`, 'invalid'],
        [wrap({ uuid: null }), `${name}.uuid`, 'null'],
        [wrap('https://example.com/x'), `${name}.nonFieldErrors`, 'invalid'],
        [isList ? {} : [], `${property.path}.nonFieldErrors`, isList ? 'not_a_list' : 'invalid'],
      ]
      for (const [value, fault, code] of cases) {
        for (const [first] of await refusedEverywhere(place, await withBody(place, value), row)) {
          assert.deepEqual({ name: first?.name, code: first?.code }, { name: fault, code }, JSON.stringify(value))
        }
      }
      const nameless = await withBody(place, wrap({}))
      const found = await register.refused('POST', pathOf(resource), nameless)
      assert.deepEqual(about(found, property.path), [
        { name: `${name}.uuid`, code: 'required', reason: 'Dit veld is vereist.' },
      ])
      // A PATCH asks for no member: an empty object leaves the reference as it is.
      if (!isList) await register.change(resource, row.uuid, patchOf(nameless, resource, property))
      if (!isList && !property.variant) assert.deepEqual(await register.read(resource, row.uuid), row)
    }
  },

  'anything but an object is refused': (place) => {
    const { property } = place
    if (property.field.kind !== 'group' && property.field.kind !== 'variants') return false
    return async () => {
      const row = await rowFor(place)
      for (const value of ['x', 5, true, []]) {
        for (const [first] of (await refusedEverywhere(place, await withBody(place, value), row)).slice(0, 2)) {
          assert.equal(first?.name, `${property.path}.nonFieldErrors`)
        }
      }
    }
  },
}

onBothDatabases((register) => {
  for (const resource of resources as readonly Resource[]) {
    describe(resource.name, () => {
      before(() => register().empty())
      for (const property of propertiesOf(resource)) {
        for (const [title, promise] of Object.entries(promises)) {
          const place = { resource, property } as Place
          if (promise(place) === false) continue
          test(`${resource.name} · ${titleOf(property)} · ${title}`, async () => {
            const made = promise({ ...place, register: register(), samples: samplesIn(register()) })
            if (made) await made()
          })
        }
      }
    })
  }
})
