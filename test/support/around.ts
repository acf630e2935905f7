/** Bodies around one property: right in all else, so that what a test does to the property is what is judged. */
import assert from 'node:assert/strict'
import type { Leaf } from '../../src/model/kinds/field.ts'
import type { Resource } from '../../src/model/resource.ts'
import { faultNameOf, type Property, withValue } from './properties.ts'
import { type Body, type Fault, pathOf, type Shown, type TestRegister } from './register.ts'
import type { Samples } from './sample.ts'

/** Properties that rules tie to others: what must stand beside them, by resource and path. */
const BESIDE: Readonly<Record<string, Body>> = {
  'interneTaak.afgehandeldOp': { status: 'verwerkt' },
  'digitaalAdres.adres': { soortDigitaalAdres: 'overig' },
}
/** Properties that mean nothing unless all others are there. */
const NEEDS_ALL = new Set(['digitaalAdres.isStandaardAdres'])
/** The members of this group are only valid together. */
export const isTied = (resource: Resource, path: string): boolean =>
  resource.name === 'partijIdentificator' && path.startsWith('partijIdentificator.')

export const isLeaf = (property: Property): property is Property & { field: Leaf } => 'leaf' in property.field
export const maxOf = ({ schema }: Leaf): number => (schema as { maxLength: number }).maxLength

const names = (faults: readonly Fault[]): string[] => faults.map(({ name }) => name)
export const about = (faults: readonly Fault[], path: string): readonly Fault[] =>
  faults.filter(({ name }) => name === faultNameOf(path) || name.startsWith(`${faultNameOf(path)}.`))

/** The value as answers show it. */
export const shownAs = (leaf: Leaf, value: unknown): unknown => {
  if (value === null) return null
  const outcome = leaf.accept(value)
  assert.ok('value' in outcome)
  if (leaf.kind === 'texts') return JSON.parse(String(outcome.value))
  return leaf.kind === 'dateTime' ? new Date(String(outcome.value)).getTime() : outcome.value
}
export const seen = (leaf: Leaf, value: unknown): unknown =>
  leaf.kind === 'dateTime' && typeof value === 'string' ? new Date(value).getTime() : value

/** A body that is right but for what a test does to the property. */
export const around = async (
  samples: Samples,
  resource: Resource,
  { path, variant, top, field }: Property,
): Promise<Body> => {
  const set = { ...variant, ...BESIDE[`${resource.name}.${path}`] }
  const body = await samples.body(resource, { set, all: NEEDS_ALL.has(`${resource.name}.${path}`) })
  const opens = path.includes('.') && !(top in body)
  const group = resource.fields[top]
  if (opens && group) return { ...body, [top]: await samples.value(group, body, true, 0) }
  return field.kind === 'variants' ? { ...body, [top]: await samples.value(field, body, true, 0) } : body
}

export interface Place {
  readonly register: TestRegister
  readonly samples: Samples
  readonly resource: Resource
  readonly property: Property
}

export const withBody = async ({ samples, resource, property }: Place, value: unknown): Promise<Body> => {
  const body = await around(samples, resource, property)
  return withValue(body, property.path, value)
}

/** Of a body what a PATCH of this property alone holds. */
export const patchOf = (body: Body, resource: Resource, { path, variant, top }: Property): Body =>
  Object.fromEntries(
    [top, ...Object.keys({ ...variant, ...BESIDE[`${resource.name}.${path}`] })].map((key) => [key, body[key]]),
  )

/** Refused on POST and on PATCH of a row that is there, with nothing written; answers the faults about the property. */
export const refusedEverywhere = async (
  place: Place,
  body: Body,
  row: Shown,
): Promise<readonly (readonly Fault[])[]> => {
  const { register, resource, property } = place
  const before = await register.trace()
  const path = pathOf(resource, row.uuid)
  const faults = [
    await register.refused('POST', pathOf(resource), body),
    await register.refused('PUT', path, body),
    await register.refused('PATCH', path, patchOf(body, resource, property)),
  ]
  assert.equal(await register.trace(), before, 'nothing is written')
  for (const found of faults) assert.notEqual(about(found, property.path).length, 0, `named: ${names(found)}`)
  return faults.map((found) => about(found, property.path))
}

export const rowFor = ({ samples, resource, property: { path, variant } }: Place): Promise<Shown> =>
  samples.make(resource, { set: { ...variant }, all: NEEDS_ALL.has(`${resource.name}.${path}`) })
