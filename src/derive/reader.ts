/** Reads the members of one object, field by field, in the order of the declaration. */
import { at, type Complaint, complaints, WHOLE } from '../model/fault.ts'
import type { Links, Nested, Ordered } from '../model/kinds/collection.ts'
import type { Leaf } from '../model/kinds/field.ts'
import type { Group, Members } from '../model/kinds/group.ts'
import type { Reference } from '../model/kinds/reference.ts'
import type { KeyedComplaint } from '../model/kinds/texts.ts'
import type { Variants } from '../model/kinds/variants.ts'
import type { Register } from '../model/register.ts'
import type { AnyField, Resource } from '../model/resource.ts'
import { isObject, typeName } from '../model/wire-text.ts'
import { namedByOthers, objectFaults, prefixed } from './accept-items.ts'
import { type About, type Finding, type Item, type Known, type Mode, Pointer } from './accepted.ts'
import { columnsOf } from './columns.ts'
import { membersOf, under } from './spelling.ts'
import { has, type Sight } from './sight.ts'
import { toUuid } from './uuid.ts'
import { hides } from './veil.ts'

type AnyMember = AnyField | Members[string]

/** What stands where nothing is: no value, or an object without any. */
const isNothing = (value: unknown): boolean =>
  value === null || value === '' || (isObject(value) && Object.values(value).every(isNothing))

/** Reads an object inside this one. */
export type AcceptItem = (of: Resource, body: unknown) => Item

export class Reader {
  readonly values: Record<string, unknown> = {}
  readonly given = new Set<string>()
  readonly links = new Map<string, readonly Pointer[] | null>()
  readonly nested = new Map<string, readonly Item[] | null>()
  readonly numbers: (readonly [string, string])[] = []
  readonly findings: Finding[] = []
  readonly pointers: Pointer[] = []
  readonly kept = new Map<string, 'mask' | 'nothing'>()
  readonly #register: Register
  readonly #resource: Resource
  readonly #mode: Mode
  /** The choice that says which variant holds, where a PATCH does not give it. */
  readonly #stored: Readonly<Record<string, unknown>> | undefined
  readonly #sight: Sight | undefined
  readonly #acceptItem: AcceptItem

  constructor(register: Register, resource: Resource, mode: Mode, about: About, acceptItem: AcceptItem) {
    this.#register = register
    this.#resource = resource
    this.#mode = mode
    this.#stored = about.stored
    this.#sight = about.sight
    this.#acceptItem = acceptItem
  }

  #complain(name: string, found: readonly Complaint[]): void {
    for (const complaint of found) {
      const { key } = complaint as KeyedComplaint
      this.findings.push(at(key === undefined ? name : `${name}.${key}`, complaint))
    }
  }

  /** All members of an object. `whole`: each required one must be there, whatever the request. */
  members(
    fields: Readonly<Record<string, AnyMember>>,
    body: Record<string, unknown>,
    name: string,
    path: string,
    whole: boolean,
  ): void {
    const extra = Object.values(fields).flatMap((field) => (field.kind === 'ordered' ? [field.first] : []))
    const given = membersOf(fields, body, extra)
    for (const [key, field] of Object.entries(fields)) {
      if (field.kind === 'ordered') this.#ordered(field, key, given)
      if (field.kind === 'ordered' || field.presence === 'readOnly') continue
      const at_ = under(name, key)
      const own = path === '' ? key : `${path}.${key}`
      if (!given.has(key)) {
        if (field.presence === 'required' && (whole || this.#mode !== 'change'))
          this.#complain(at_, [complaints.required])
        else if (this.#mode === 'replace' && 'resets' in field && field.resets) this.values[own] = field.initial
        continue
      }
      const value = given.get(key)
      if (this.#keeps(field, value, own)) continue
      this.given.add(own)
      if (value === null && !field.nullable && field.kind !== 'variants') this.#complain(at_, [complaints.null])
      else this.#field(field, value, at_, own, given)
    }
  }

  /** Something hidden that comes back as it was shown is not a new value. */
  #keeps(field: AnyMember, value: unknown, path: string): boolean {
    if (this.#mode === 'create') return false
    const { guard } = field
    const isMask = guard?.mask !== undefined && value === guard.mask
    const isHidden = this.#sight !== undefined && this.#mayBeHidden(this.#sight, field)
    const isEmpty = field.kind === 'reference' ? value === null : isNothing(value)
    if (!isMask && !(isHidden && isEmpty)) return false
    delete this.values[path]
    this.kept.set(path, isMask ? 'mask' : 'nothing')
    return true
  }

  #mayBeHidden(sight: Sight, field: AnyMember): boolean {
    if (field.kind === 'reference') return field.nullable && hides(this.#register, sight, this.#register.get(field.to))
    return field.guard !== undefined && field.guard.mask === undefined && !has(sight, field.guard.scope)
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
      if (must && known.value(pointer.to, pointer.uuid) !== must.be)
        return { name, code: 'invalid', reason: must.reason }
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
    for (const [, body] of numbered) items.push(this.#acceptItem(of, body))
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
