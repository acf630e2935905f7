/**
 * From a body to values: every field checked, all faults of the phase found, in the order of the declaration
 * (behaviour.md §2.2). What only the database knows (does that uuid exist, is that number taken) is left as a question.
 */
import { at, complaints, WHOLE } from '../model/fault.ts'
import type { Register } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { isObject, typeName } from '../model/wire-text.ts'
import { prefixed } from './accept-items.ts'
import type { About, Accepted, Finding, Item, Mode, Pointer } from './accepted.ts'
import { besideNothing, besideOf } from './besides.ts'
import { Reader } from './reader.ts'

/** Reads a body. */
export const accept = (register: Register, resource: Resource, body: unknown, mode: Mode, about: About = {}): Item => {
  const acceptItem = (of: Resource, item: unknown) =>
    accept(register, of, item, mode, { ...(about.sight ? { sight: about.sight } : {}), inside: true })
  const reader = new Reader(register, resource, mode, about, acceptItem)
  let uuid: string | undefined
  if (body === null) reader.findings.push(at(WHOLE, complaints.nothing))
  else if (!isObject(body)) reader.findings.push(at(WHOLE, complaints.notAnObject(typeName(body))))
  else {
    uuid = reader.ownIdentity(body, about)
    reader.members(orderedByDependency(resource), body, '', '', false)
  }
  const { values, given, links, nested, numbers, findings, pointers, kept } = reader
  const accepted = { resource, values, given, links, nested, numbers, findings, pointers, kept }
  const beside = isObject(body) && resource.beside ? acceptBeside(register, accepted, resource.beside, body) : []
  return { accepted: beside.length > 0 ? { ...accepted, beside } : accepted, uuid, body }
}

/** What is kept beside the row and stands in the body all the same. Answers which of it does. */
const acceptBeside = (
  register: Register,
  { resource, values, findings, pointers }: Reading,
  declared: NonNullable<Resource['beside']>,
  body: Record<string, unknown>,
): string[] =>
  Object.entries(declared).flatMap(([key, { inBody }]) => {
    if (!inBody || body[key] === undefined) return []
    for (const [path, nothing] of Object.entries(besideNothing(resource, key))) values[`${key}.${path}`] = nothing
    if (body[key] === null) return [key]
    const { accepted } = accept(register, besideOf(resource, key), body[key], 'replace')
    for (const [path, value] of Object.entries(accepted.values)) values[`${key}.${path}`] = value
    findings.push(...accepted.findings.map((finding) => prefixed(finding, key, { of: '', uuids: new Set() })))
    pointers.push(...accepted.pointers)
    return [key]
  })

interface Reading extends Accepted {
  readonly findings: Finding[]
  readonly pointers: Pointer[]
}

const dependent = new WeakMap<Resource, Resource['fields']>()

/** Variants are read after the choice that they depend on, wherever the declaration has them. */
const orderedByDependency = (resource: Resource): Resource['fields'] => {
  const known = dependent.get(resource)
  if (known) return known
  const entries = Object.entries(resource.fields)
  const late = entries.filter(([, field]) => field.kind === 'variants')
  const ordered = Object.fromEntries([...entries.filter((entry) => !late.includes(entry)), ...late])
  dependent.set(resource, ordered)
  return ordered
}
