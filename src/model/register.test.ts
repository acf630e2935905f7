import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collection, group, reference, text } from './kinds/index.ts'
import { register, toColumn, visitFields } from './register.ts'
import { type Fields, resource } from './resource.ts'

const thing = (name: string, fields: Fields) =>
  resource(name, {
    api: 'klantinteracties',
    group: 'lijsten',
    path: name,
    model: name,
    label: name,
    help: '',
    tag: '',
    schemaName: name,
    fields,
  })

test('a declaration that names what is not there is refused at start, by its own name', () => {
  assert.throws(
    () => register([thing('boom', { eigenaar: reference('partij', { onRemoval: 'remove' }) })]),
    /boom\.eigenaar refers to partij/,
  )
  const tak = thing('tak', { kleur: text({ max: 5 }) })
  const boom = thing('boom', { takken: collection({ of: 'tak', by: 'kleur' }) })
  assert.throws(() => register([boom, tak]), /tak\.kleur is no reference/)
  assert.throws(() => register([boom]), /no resource is called tak/)
})

test('references are known from the other side, those inside groups too', () => {
  const boom = thing('boom', {})
  const nest = thing('hoogNest', {
    plek: group({ inBoom: reference('boom', { onRemoval: 'clear' }) }, { schemaName: 'Plek' }),
  })
  const all = register([boom, nest])
  assert.equal(nest.table, 'hoog_nest')
  assert.deepEqual(all.referrers('boom'), [
    { resource: nest, path: 'plek.inBoom', column: 'plek_in_boom_id', onRemoval: 'clear' },
  ])
  const paths: string[] = []
  visitFields(nest.fields, ({ path }) => paths.push(path))
  assert.deepEqual(paths, ['plek', 'plek.inBoom'])
  assert.equal(toColumn('plek.inBoom'), 'plek_in_boom')
})
