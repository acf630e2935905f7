/** Changes of a register that some callers may not notice. */
import assert from 'node:assert/strict'
import { guardedIn } from '../../src/derive/guards.ts'
import type { Resource } from '../../src/model/resource.ts'
import type { ScopeGroup } from '../../src/model/scopes.ts'
import { resources } from '../../src/resources/index.ts'
import { type Body, pathOf, type Shown, type TestRegister } from './register.ts'
import { declared, samplesIn } from './sample.ts'

const all: readonly Resource[] = resources

export interface Secret {
  readonly name: string
  /** Brings the change about, or undoes it. */
  set(on: boolean): Promise<void>
  /** Rows that are there while it is on, by resource. */
  readonly rows: ReadonlyMap<Resource, readonly Shown[]>
  /** What it says in so many words; and the questions about versions of rows that hold it. */
  readonly words?: readonly string[]
  readonly told?: readonly string[]
}

const versionsOf = (resource: Resource, uuid: string): string => `GET ${pathOf(resource, uuid)}/historie`

/** Two rows of each resource: of the second, nothing is secret. */
export type Base = ReadonlyMap<string, readonly [Shown, Shown]>

export const makeBase = async (register: TestRegister): Promise<Base> => {
  const { make } = samplesIn(register)
  const base = new Map<string, readonly [Shown, Shown]>()
  for (const resource of all) {
    base.set(resource.name, [
      await make(resource, { n: 0, all: true }),
      await make(resource, { n: 1, all: true, set: resource.sole ? { [resource.sole.flag]: false } : {} }),
    ])
  }
  return base
}

/** References that are preferences among rows of one's own: not a way in which rows belong to others. */
const isPreference = (resource: Resource, key: string): boolean =>
  (resource.preferred ?? []).some(({ field }) => field === key)

const referencesOf = (resource: Resource): (readonly [key: string, to: string])[] =>
  Object.entries(resource.fields).flatMap(([key, field]) =>
    field.kind === 'reference' && field.to !== resource.name && !isPreference(resource, key) ? [[key, field.to]] : [],
  )

/** Makes rows that refer to rows that are there: making one makes no other. */
const linking = (register: TestRegister, base: Base, made: Map<Resource, Shown[]>) => {
  const { body } = samplesIn(register)
  return async (resource: Resource, set: Body = {}): Promise<Shown> => {
    const given: Body = {}
    const taken = new Map<string, number>()
    for (const [key, to] of referencesOf(resource)) {
      const rows = [...(made.get(declared.get(to)) ?? []), ...[...(base.get(to) ?? [])].reverse()]
      const index = taken.get(to) ?? 0
      taken.set(to, index + 1)
      given[key] = { uuid: rows[index]?.uuid }
    }
    for (const [key, field] of Object.entries(resource.fields)) {
      if (field.kind === 'ordered') given[key] = [{ uuid: base.get(field.of)?.[1].uuid }]
    }
    const row = await register.create(resource, await body(resource, { n: 3, set: { ...given, ...set } }))
    made.set(resource, [...(made.get(resource) ?? []), row])
    return row
  }
}

const [klantcontact, betrokkene] = [declared.get('klantcontact'), declared.get('betrokkene')]

/** Somebody who took part in the contact that is secret disputes it. */
const dispute = async (register: TestRegister, contact: string, made: Map<Resource, Shown[]>): Promise<void> => {
  const body = { toelichting: 'geheim bezwaar', betrokkene: { uuid: made.get(betrokkene)?.[0]?.uuid } }
  const { status } = await register.send('POST', `${pathOf(klantcontact, contact)}/betwisten`, body)
  assert.equal(status, 201)
}

/** Disputes outlive what they are about. */
const settle = async ({ database }: TestRegister): Promise<void> => {
  await database.execute(
    'delete from betwisting; update klantcontact set betwisting = null where betwisting is not null',
  )
}

const removeAll = async (register: TestRegister, made: Map<Resource, Shown[]>): Promise<void> => {
  for (const [resource, rows] of [...made].reverse()) {
    for (const { uuid } of rows) {
      const { status } = await register.send('DELETE', pathOf(resource, uuid))
      assert.ok(status === 204 || status === 404)
    }
  }
  made.clear()
}

/** Of what else a row is part that is part of this: nothing. */
const alone = (of: Resource, key: string): Body =>
  Object.fromEntries(
    (of.within ?? [])
      .filter((owners) => Array.isArray(owners) && owners.includes(key))
      .flatMap((owners) => [owners].flat().flatMap((owner) => (owner === key ? [] : [[owner, null]]))),
  )

/** A row under a veil, and a row for every way in which another can be part of it, found from the references alone. */
export const rowSecret = (register: TestRegister, base: Base, resource: Resource, set: Body): Secret => {
  const rows = new Map<Resource, Shown[]>()
  const link = linking(register, base, rows)
  const makeAll = async (): Promise<void> => {
    await link(resource, set)
    for (let found = true; found; ) {
      found = false
      for (const one of all) {
        if (rows.has(one)) continue
        const ways = referencesOf(one).filter(([, to]) => rows.has(declared.get(to)))
        for (const [key, to] of ways) {
          const others = ways.filter(([other]) => other !== key)
          const visible = Object.fromEntries(others.map(([other, at]) => [other, { uuid: base.get(at)?.[1].uuid }]))
          const hidden = rows.get(declared.get(to))?.[0]?.uuid
          await link(one, { ...visible, ...alone(one, key), [key]: { uuid: hidden } })
          found = true
        }
      }
    }
    const [contact] = rows.get(klantcontact) ?? []
    if (contact) await dispute(register, contact.uuid, rows)
  }
  return {
    name: `${resource.name} ${JSON.stringify(set)}`,
    rows,
    set: async (on) => {
      if (on) return makeAll()
      await removeAll(register, rows)
      await settle(register)
    },
  }
}

/**
 * Of a row that is there for all: new texts in it, and a row for every way in which another can be part of it. What of it
 * is no secret: `open` fields.
 */
export const partsSecret = (
  register: TestRegister,
  base: Base,
  owner: Resource,
  row: Shown,
  { open }: { readonly open: readonly string[] },
): Secret => {
  const made = new Map<Resource, Shown[]>()
  const link = linking(register, base, made)
  const texts = Object.entries(owner.fields).flatMap(([key, field]) =>
    field.kind === 'text' && !field.unique && !open.includes(key) && field.presence !== 'readOnly' ? [key] : [],
  )
  const valid = (key: string, text: string): string => {
    const field = owner.fields[key]
    const examples = field && 'leaf' in field ? (field.examples.valid as string[]) : []
    return field && 'accept' in field && 'value' in field.accept(text) ? text : (examples[text === 'aan' ? 0 : 1] ?? '')
  }
  const makeAll = async (): Promise<void> => {
    made.set(owner, [row])
    for (let found = true; found; ) {
      found = false
      for (const one of all) {
        if (made.has(one)) continue
        const ways = referencesOf(one).filter(([, to]) => made.has(declared.get(to)))
        for (const [key, to] of ways) {
          const others = ways.filter(([other]) => other !== key)
          const visible = Object.fromEntries(others.map(([other, at]) => [other, { uuid: base.get(at)?.[1].uuid }]))
          await link(one, { ...visible, ...alone(one, key), [key]: { uuid: made.get(declared.get(to))?.[0]?.uuid } })
          found = true
        }
      }
    }
    made.delete(owner)
  }
  const set = async (on: boolean): Promise<void> => {
    if (on) await makeAll()
    else await removeAll(register, made)
    if (on && owner === klantcontact) await dispute(register, row.uuid, made)
    else await settle(register)
    const body = Object.fromEntries(texts.map((key) => [key, valid(key, on ? 'aan' : 'uit')]))
    await register.change(owner, row.uuid, body)
  }
  return { name: `what there is of ${owner.name} ${open.join(', ')} aside`, rows: made, set }
}

/** New rows of a group, which others do not point at, and new texts in those that they do; but in `isOpen`, which are no secret. */
export const groupSecret = (
  register: TestRegister,
  base: Base,
  group: ScopeGroup,
  isOpen: (row: Shown) => boolean = () => false,
): Secret => {
  const rows = new Map<Resource, Shown[]>()
  const link = linking(register, base, rows)
  const own = all.filter((resource) => resource.group === group)
  /** What is referred to comes first. */
  const ordered = [...own].sort((one, other) => {
    const refers = (from: Resource, to: Resource) => referencesOf(from).some(([, name]) => name === to.name)
    return Number(refers(one, other)) - Number(refers(other, one))
  })
  const write = async (text: string): Promise<void> => {
    for (const resource of own) {
      const texts = Object.entries(resource.fields).filter(
        ([, field]) =>
          field.kind === 'text' &&
          !field.unique &&
          (!resource.rules || field.presence === 'optional') &&
          'value' in field.accept(text),
      )
      if (texts.length === 0) continue
      const body = Object.fromEntries(texts.map(([key]) => [key, text]))
      // All of them: some are what rows of other groups point at.
      const { results } = await register.list(resource, { pageSize: '100' })
      for (const row of results) if (!isOpen(row)) await register.change(resource, row.uuid, body)
    }
  }
  const set = async (on: boolean): Promise<void> => {
    if (on) for (const resource of ordered) await link(resource)
    else await removeAll(register, rows)
    await write(on ? 'aan' : 'uit')
  }
  return { name: `group ${group}`, rows, set }
}

const nested = (path: string, value: unknown): Body => {
  const [head = '', ...rest] = path.split('.')
  return { [head]: rest.length > 0 ? nested(rest.join('.'), value) : value }
}

const WORDS = ['geheim woord', 'geheim antwoord'] as const

/** Values that are only shown with a scope, for every guard that is always up. */
export const textSecret = (register: TestRegister, base: Base): Secret => ({
  name: 'texts that are always guarded',
  rows: new Map(),
  words: WORDS,
  told: all.flatMap((resource) => {
    const isGuarded = guardedIn(resource).some(({ guard }) => !guard.when)
    return isGuarded ? [versionsOf(resource, base.get(resource.name)?.[1].uuid ?? '')] : []
  }),
  set: async (on) => {
    let count = 0
    for (const resource of all) {
      for (const { path, guard } of guardedIn(resource)) {
        const row = base.get(resource.name)?.[1]
        if (guard.when || !row) continue
        await register.change(resource, row.uuid, nested(path, WORDS[on ? 0 : 1]))
        count++
      }
    }
    assert.ok(count >= 2)
  },
})

const BSN = ['999991115', '999991127'] as const

/** A BSN in every place that a guard knows one, and in what may be a copy of it. */
export const bsnSecret = async (register: TestRegister, base: Base): Promise<Secret> => {
  const made = new Map<Resource, Shown[]>()
  const link = linking(register, base, made)
  const partij = await link(declared.get('partij'), { nummer: BSN[1] })
  const held: (readonly [Resource, string, string])[] = [[declared.get('partij'), partij.uuid, 'nummer']]
  const brp = { codeObjecttype: 'natuurlijk_persoon', codeRegister: 'brp' }
  for (const resource of all) {
    for (const { path, guard } of guardedIn(resource)) {
      if (!guard.when || !('is' in guard.when) || guard.when.is !== 'bsn') continue
      const group = path.split('.')[0] ?? ''
      const own = { ...brp, codeSoortObjectId: 'bsn', objectId: BSN[1] }
      const row = await link(resource, { [group]: own })
      held.push([resource, row.uuid, path])
    }
  }
  assert.equal(held.length, 5)
  const set = async (on: boolean): Promise<void> => {
    const value = BSN[on ? 0 : 1]
    for (const [resource, uuid, path] of held) {
      const group = path.split('.')[0] ?? ''
      const whole = { ...brp, codeSoortObjectId: 'bsn', objectId: value }
      const copy = resource.fields.anderePartijIdentificator ? { anderePartijIdentificator: value } : {}
      await register.change(resource, uuid, path.includes('.') ? { [group]: whole, ...copy } : { [path]: value })
    }
  }
  const told = held.map(([resource, uuid]) => versionsOf(resource, uuid))
  return { name: 'a BSN', rows: new Map(), set, words: BSN, told }
}

/** Addresses of a partij that asked for geheimhouding, and of the betrokkene that it was. `keep`: whether it asks so. */
export const addressSecret = async (
  register: TestRegister,
  base: Base,
): Promise<Secret & { keep(on: boolean): Promise<void> }> => {
  const link = linking(register, base, new Map())
  const [partijen, betrokkenen] = [declared.get('partij'), declared.get('betrokkene')]
  const partij = await link(partijen, { indicatieGeheimhouding: true })
  const betrokkene = await link(betrokkenen, { wasPartij: { uuid: partij.uuid } })
  const rows = new Map<Resource, Shown[]>()
  const adressen = declared.get('digitaalAdres')
  const adres = (straatnaam: string) => ({
    bezoekadres: { straatnaam, adresregel1: straatnaam },
    correspondentieadres: { straatnaam },
  })
  const set = async (on: boolean): Promise<void> => {
    const more = linking(register, base, rows)
    if (on) {
      const own = { verstrektDoorPartij: { uuid: partij.uuid } }
      await more(adressen, { ...own, verstrektDoorBetrokkene: null })
      await more(adressen, { ...own, verstrektDoorBetrokkene: { uuid: betrokkene.uuid } })
      await more(adressen, { verstrektDoorPartij: null, verstrektDoorBetrokkene: { uuid: betrokkene.uuid } })
    } else await removeAll(register, rows)
    const first = rows.get(adressen)?.[0]
    const preferred = { voorkeursDigitaalAdres: first ? { uuid: first.uuid } : null }
    await register.change(partijen, partij.uuid, { ...adres(on ? 'Geheimlaan' : ''), ...preferred })
    await register.change(betrokkenen, betrokkene.uuid, adres(on ? 'Geheimlaan' : ''))
  }
  const keep = async (on: boolean): Promise<void> => {
    await register.change(partijen, partij.uuid, { indicatieGeheimhouding: on })
  }
  const told = [versionsOf(partijen, partij.uuid), versionsOf(betrokkenen, betrokkene.uuid)]
  return { name: 'addresses under geheimhouding', rows, set, keep, words: ['Geheimlaan'], told }
}
