/**
 * From a body to values: every field checked, all faults of the phase found, in the order of the declaration
 * (behaviour.md §2.2). What only the database knows (does that uuid exist, is that number taken) is left as a question.
 */
import { at, type Complaint, complaints, type Fault, WHOLE } from '../model/fault.ts'
import type { Links, Nested, Ordered } from '../model/kinds/collection.ts'
import type { Leaf } from '../model/kinds/field.ts'
import type { Group, Members } from '../model/kinds/group.ts'
import type { Reference } from '../model/kinds/reference.ts'
import type { KeyedComplaint } from '../model/kinds/texts.ts'
import type { Variants } from '../model/kinds/variants.ts'
import type { Register } from '../model/register.ts'
import type { AnyField, Resource } from '../model/resource.ts'
import { isObject, toSnake, typeName } from '../model/wire-text.ts'
import { columnsOf } from './columns.ts'
import { toUuid } from './uuid.ts'

/** A row that the body points at; becomes its key once the database was asked. */
export class Pointer {
  readonly to: string
  readonly uuid: string
  constructor(to: string, uuid: string) {
    this.to = to
    this.uuid = uuid
  }
}

/** What the database answered about this body. */
export interface Known {
  /** The key of the row with this uuid. */
  key(resource: string, uuid: string): string | undefined
  /** The value of a declared `must` of that row. */
  value(resource: string, uuid: string): string | undefined
  /** Whether another row than the one being changed has this number. */
  taken(path: string, value: string): boolean
}

type Finding = Fault | ((known: Known) => Fault | undefined)

export interface Item {
  readonly accepted: Accepted
  readonly uuid: string | undefined
  readonly body: unknown
}

export interface Accepted {
  readonly resource: Resource
  /** By path. References are `Pointer`s still. */
  readonly values: Record<string, unknown>
  readonly given: ReadonlySet<string>
  readonly links: ReadonlyMap<string, readonly Pointer[] | null>
  readonly nested: ReadonlyMap<string, readonly Item[] | null>
  /** Numbers that may be taken: path and value. */
  readonly numbers: readonly (readonly [path: string, value: string])[]
  readonly findings: readonly Finding[]
  /** Every row that the body points at. */
  readonly pointers: readonly Pointer[]
}

/** Which object a body is about. */
export interface About {
  /** The uuid of the object that is being changed. */
  readonly self?: string
  /** What that object holds: a PATCH is judged by the choices that it leaves as they are. */
  readonly stored?: Readonly<Record<string, unknown>>
  /** The body stands inside another, where a uuid points at an existing object. */
  readonly inside?: true
}

/** How the body is read: PUT and POST ask for what is required, PATCH does not. */
export type Mode = 'create' | 'replace' | 'change'

type AnyMember = AnyField | Members[string]

const spellings = new WeakMap<object, ReadonlyMap<string, string>>()

/** Members under their own name or any spelling that has the same snake_case form; the last one in the body wins. */
const membersOf = (fields: Readonly<Record<string, unknown>>, body: Record<string, unknown>, extra: readonly string[]): ReadonlyMap<string, unknown> => {
  let known = spellings.get(fields)
  if (!known) {
    known = new Map([...Object.keys(fields), ...extra].map((key) => [toSnake(key), key]))
    spellings.set(fields, known)
  }
  const found = new Map<string, unknown>()
  for (const key of Object.keys(body)) {
    const field = Object.hasOwn(fields, key) ? key : known.get(toSnake(key))
    if (field !== undefined) found.set(field, body[key])
  }
  return found
}

/** A digit keeps its underscore in the names of faults: `bezoekadres.adresregel_1` (behaviour.md §2.2). */
const faultName = (key: string): string => key.replace(/(?<=[a-z])(\d)/g, '_$1')

const under = (prefix: string, key: string): string => (prefix === '' ? faultName(key) : `${prefix}.${faultName(key)}`)

class Reader {
  readonly values: Record<string, unknown> = {}
  readonly given = new Set<string>()
  readonly links = new Map<string, readonly Pointer[] | null>()
  readonly nested = new Map<string, readonly Item[] | null>()
  readonly numbers: (readonly [string, string])[] = []
  readonly findings: Finding[] = []
  readonly pointers: Pointer[] = []
  readonly #register: Register
  readonly #resource: Resource
  readonly #mode: Mode
  /** The choice that says which variant holds, where a PATCH does not give it. */
  readonly #stored: Readonly<Record<string, unknown>> | undefined

  constructor(register: Register, resource: Resource, mode: Mode, stored?: Readonly<Record<string, unknown>>) {
    this.#register = register
    this.#resource = resource
    this.#mode = mode
    this.#stored = stored
  }

  #complain(name: string, found: readonly Complaint[]): void {
    for (const complaint of found) {
      const { key } = complaint as KeyedComplaint
      this.findings.push(at(key === undefined ? name : `${name}.${key}`, complaint))
    }
  }

  /** All members of an object. `whole`: each required one must be there, whatever the request. */
  members(fields: Readonly<Record<string, AnyMember>>, body: Record<string, unknown>, name: string, path: string, whole: boolean): void {
    const extra = Object.values(fields).flatMap((field) => (field.kind === 'ordered' ? [field.first] : []))
    const given = membersOf(fields, body, extra)
    for (const [key, field] of Object.entries(fields)) {
      if (field.kind === 'ordered') this.#ordered(field, key, given)
      if (field.kind === 'ordered' || field.presence === 'readOnly') continue
      const at_ = under(name, key)
      const own = path === '' ? key : `${path}.${key}`
      if (!given.has(key)) {
        if (field.presence === 'required' && (whole || this.#mode !== 'change')) this.#complain(at_, [complaints.required])
        else if (this.#mode === 'replace' && 'resets' in field && field.resets) this.values[own] = field.initial
        continue
      }
      this.given.add(own)
      const value = given.get(key)
      if (value === null && !field.nullable && field.kind !== 'variants') this.#complain(at_, [complaints.null])
      else this.#field(field, value, at_, own, given)
    }
  }

  #field(field: AnyMember, value: unknown, name: string, path: string, siblings: ReadonlyMap<string, unknown>): void {
    switch (field.kind) {
      case 'reference':
        return this.#reference(field, value, name, path)
      case 'group':
        return this.#group(field, value, name, path)
      case 'variants':
        return this.#variants(field, value, name, path, siblings)
      case 'links':
        return this.#links(field, value, name, path)
      case 'nested':
        return this.#nested(field, value, name, path)
      case 'collection':
      case 'derived':
      case 'ordered':
        return
      default:
        return this.#leaf(field, value, name, path)
    }
  }

  #leaf(field: Leaf, value: unknown, name: string, path: string): void {
    if (value === null) {
      this.values[path] = null
      return
    }
    const outcome = field.accept(value)
    if ('complaints' in outcome) return this.#complain(name, outcome.complaints)
    this.values[path] = outcome.value
    if (field.unique && typeof outcome.value === 'string' && outcome.value !== '') {
      const number = outcome.value
      this.numbers.push([path, number])
      const fault = at(name, complaints.taken(this.#resource.label, path))
      this.findings.push((known) => (known.taken(path, number) ? fault : undefined))
    }
  }

  /** The uuid in `{uuid}`, or `undefined` after complaining. */
  #pointer(to: string, value: unknown, name: string, must?: Reference['options']['must']): Pointer | undefined {
    if (!isObject(value)) {
      this.#complain(`${name}.${WHOLE}`, [complaints.notAnObject(typeName(value))])
      return undefined
    }
    const given = value.uuid
    if (given === undefined) this.#complain(`${name}.uuid`, [complaints.required])
    else if (given === null) this.#complain(`${name}.uuid`, [complaints.null])
    else {
      const uuid = toUuid(given)
      if (uuid !== undefined) return this.#known(new Pointer(to, uuid), `${name}.uuid`, must)
      this.#complain(`${name}.uuid`, [complaints.notUuid])
    }
    return undefined
  }

  #known(pointer: Pointer, name: string, must?: Reference['options']['must']): Pointer {
    this.pointers.push(pointer)
    const missing = at(name, complaints.unknownObject(this.#register.get(pointer.to).model))
    this.findings.push((known) => {
      if (known.key(pointer.to, pointer.uuid) === undefined) return missing
      if (must && known.value(pointer.to, pointer.uuid) !== must.be) return { name, code: 'invalid', reason: must.reason }
      return undefined
    })
    return pointer
  }

  #reference(field: Reference, value: unknown, name: string, path: string): void {
    if (value === null) {
      this.values[path] = null
      return
    }
    // A PATCH asks for no member, not even the uuid: an empty object leaves the reference as it is.
    if (this.#mode === 'change' && isObject(value) && Object.keys(value).length === 0) {
      this.given.delete(path)
      return
    }
    const pointer = this.#pointer(field.to, value, name, field.options.must)
    if (pointer) this.values[path] = pointer
  }

  /** A group is replaced as a whole: members that are not given go back to nothing. */
  #group(field: Group, value: unknown, name: string, path: string): void {
    for (const column of columnsOf(this.#resource)) {
      if (column.path.startsWith(`${path}.`)) this.values[column.path] = column.initial
    }
    if (value === null) return
    const whole = field.options.whole ?? false
    // What a PATCH leaves empty is judged as an object without members (as recorded).
    const empty = whole && this.#mode === 'change' && (value === '' || (Array.isArray(value) && value.length === 0))
    if (!empty && !isObject(value)) return this.#complain(`${name}.${WHOLE}`, [complaints.notAnObject(typeName(value))])
    this.members(field.members, isObject(value) ? value : {}, name, path, whole)
  }

  #variants(field: Variants, value: unknown, name: string, path: string, siblings: ReadonlyMap<string, unknown>): void {
    const by = this.values[field.by] ?? (siblings.has(field.by) ? undefined : this.#stored?.[field.by])
    const variant = typeof by === 'string' ? field.variants[by] : undefined
    // Without a valid choice there is nothing to judge by; the choice itself has been complained about.
    if (!variant || typeof by !== 'string') return
    if (value === null) return this.#complain(name, [complaints.null])
    if (!isObject(value)) return this.#complain(`${name}.${WHOLE}`, [complaints.notAnObject(typeName(value))])
    const own = `${path}.${by}`
    const before = this.findings.length
    this.members(variant.members, value, name, own, true)
    const uuid = variant.identified ? this.#ownUuid(value.uuid, name, own, variant.identified.label) : undefined
    // An empty object that lacks nothing counts as not given (behaviour.md §1.1).
    const isWrong = this.findings.slice(before).some((finding) => typeof finding !== 'function')
    if (isWrong || ![...this.given].some((given) => given.startsWith(`${own}.`))) return
    for (const column of columnsOf(this.#resource)) {
      if (column.variant === own && !(column.path in this.values)) this.values[column.path] = column.initial
    }
    this.values[own] = true
    if (variant.identified) this.values[`${own}.uuid`] = uuid ?? crypto.randomUUID()
  }

  #ownUuid(given: unknown, name: string, path: string, label: string): string | undefined {
    if (given === undefined || given === null) return undefined
    const uuid = toUuid(given)
    if (uuid === undefined) {
      this.#complain(`${name}.uuid`, [complaints.notUuid])
      return undefined
    }
    this.given.add(`${path}.uuid`)
    this.numbers.push([`${path}.uuid`, uuid])
    const fault = at(`${name}.uuid`, complaints.taken(label, 'uuid'))
    this.findings.push((known) => (known.taken(`${path}.uuid`, uuid) ? fault : undefined))
    return uuid
  }

  #list(value: unknown, name: string): readonly unknown[] | undefined {
    if (Array.isArray(value)) return value
    this.#complain(`${name}.${WHOLE}`, [complaints.notAList(typeName(value))])
    return undefined
  }

  #pointers(to: string, value: unknown, name: string): readonly Pointer[] {
    const items = this.#list(value, name) ?? []
    const found = new Map<string, Pointer>()
    items.forEach((item, index) => {
      if (item === null) return this.#complain(`${name}.${index}`, [complaints.null])
      const pointer = this.#pointer(to, item, `${name}.${index}`)
      if (pointer && !found.has(pointer.uuid)) found.set(pointer.uuid, pointer)
    })
    return [...found.values()]
  }

  #links(field: Links, value: unknown, name: string, path: string): void {
    this.links.set(path, value === null ? null : this.#pointers(field.source.of, value, name))
  }

  #ordered(field: Ordered, key: string, given: ReadonlyMap<string, unknown>): void {
    const whole = given.has(key)
    const first = given.has(field.first)
    if (first) {
      this.given.add(field.first)
      const value = given.get(field.first)
      if (value === null) this.#complain(field.first, [complaints.null])
      else {
        const pointer = this.#pointer(field.of, value, field.first)
        if (pointer) this.links.set(key, [pointer])
      }
    }
    if (whole) {
      this.given.add(key)
      const value = given.get(key)
      if (value === null) this.#complain(key, [complaints.null])
      else this.links.set(key, this.#pointers(field.of, value, key))
    }
  }

  #nested(field: Nested, value: unknown, name: string, path: string): void {
    if (value === null) {
      this.nested.set(path, null)
      return
    }
    const of = this.#register.get(field.source.of)
    const items: Item[] = []
    const numbered = (this.#list(value, name) ?? []).flatMap((body, index) => {
      if (body === null) this.#complain(`${name}.${index}`, [complaints.null])
      return body === null ? [] : [[`${name}.${index}`, body] as const]
    })
    for (const [, body] of numbered) items.push(accept(this.#register, of, body, this.#mode, { inside: true }))
    const fresh = namedByOthers(items, of.name)
    items.forEach((item, index) => {
      const prefix = numbered[index]?.[0] ?? name
      this.pointers.push(...item.accepted.pointers)
      for (const finding of item.accepted.findings) this.findings.push(prefixed(finding, prefix, fresh))
      if (item.accepted.findings.every((finding) => typeof finding === 'function')) {
        this.findings.push(...objectFaults(item, prefix))
      }
    })
    this.nested.set(path, items)
  }

  /** The uuid by which a body says which existing object it is about, where the resource has that. */
  ownIdentity(body: Record<string, unknown>, about: About): string | undefined {
    const { namesItself } = this.#resource
    if (!namesItself || body.uuid === undefined) return undefined
    const uuid = body.uuid === null ? undefined : toUuid(body.uuid)
    if (uuid === undefined) {
      this.#complain('uuid', [body.uuid === null ? complaints.null : complaints.notUuid])
      return undefined
    }
    this.#known(new Pointer(this.#resource.name, uuid), 'uuid')
    const taken = at('uuid', complaints.taken(namesItself.label, 'Uuid'))
    const exists = ({ key }: Known): boolean => key(this.#resource.name, uuid) !== undefined
    if (!about.inside && uuid !== about.self) this.findings.push((known) => (exists(known) ? taken : undefined))
    return uuid
  }
}

/**
 * Objects of a list that others of the same list refer to by a uuid that the client chose: they need not exist yet, so
 * that a kvk-nummer and the vestiging under it can be made in one request (behaviour.md §7, 23).
 */
const namedByOthers = (items: readonly Item[], of: string): { readonly of: string; readonly uuids: ReadonlySet<string> } => {
  const named = items.flatMap(({ accepted, uuid }) =>
    accepted.pointers.flatMap((pointer) => (pointer.to === of && pointer.uuid !== uuid ? [pointer.uuid] : [])),
  )
  return { of, uuids: new Set(items.flatMap(({ uuid }) => (uuid !== undefined && named.includes(uuid) ? [uuid] : []))) }
}

const prefixed = (finding: Finding, prefix: string, fresh: ReturnType<typeof namedByOthers>): Finding => {
  const rename = (fault: Fault): Fault => ({ ...fault, name: `${prefix}.${fault.name}` })
  if (typeof finding !== 'function') return rename(finding)
  return (known) => {
    const toCome = (to: string, uuid: string) => (to === fresh.of && fresh.uuids.has(uuid) ? uuid : undefined)
    const fault = finding({ ...known, key: (to, uuid) => known.key(to, uuid) ?? toCome(to, uuid) })
    return fault && rename(fault)
  }
}

/** Faults of the whole object that need no database, for an object inside another. */
const objectFaults = ({ accepted, uuid }: Item, prefix: string): Fault[] => {
  const { resource, values, given } = accepted
  const made = uuid === undefined ? columnsOf(resource).map(({ path, initial }) => [path, initial ?? null]) : []
  const after = { ...Object.fromEntries(made), ...values }
  for (const { phase, needs, check } of resource.rules ?? []) {
    if (phase === 'saving' || Object.keys(needs).length > 0) continue
    const found = check({ action: 'create', given, before: undefined, after, key: undefined, facts: {} })
    if (found.length > 0) return found.map((fault) => ({ ...fault, name: `${prefix}.${fault.name}` }))
  }
  return []
}

/** Reads a body. */
export const accept = (register: Register, resource: Resource, body: unknown, mode: Mode, about: About = {}): Item => {
  const reader = new Reader(register, resource, mode, about.stored)
  let uuid: string | undefined
  if (body === null) reader.findings.push(at(WHOLE, complaints.nothing))
  else if (!isObject(body)) reader.findings.push(at(WHOLE, complaints.notAnObject(typeName(body))))
  else {
    uuid = reader.ownIdentity(body, about)
    reader.members(orderedByDependency(resource), body, '', '', false)
  }
  const { values, given, links, nested, numbers, findings, pointers } = reader
  return { accepted: { resource, values, given, links, nested, numbers, findings, pointers }, uuid, body }
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

/** Which rows a body asks the database about: resource → uuids. */
export const pointersOf = ({ pointers }: Accepted): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>()
  for (const { to, uuid } of pointers) found.set(to, (found.get(to) ?? new Set()).add(uuid))
  return found
}

/** The faults, now that the database has answered. */
export const faultsOf = (accepted: Accepted, known: Known): Fault[] =>
  accepted.findings.flatMap((finding) => {
    const fault = typeof finding === 'function' ? finding(known) : finding
    return fault ? [fault] : []
  })

/** The values with every pointer replaced by the key of its row. */
export const resolved = (values: Readonly<Record<string, unknown>>, known: Known): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([path, value]) => [path, value instanceof Pointer ? (known.key(value.to, value.uuid) ?? null) : value]),
  )

