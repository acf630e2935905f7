/**
 * A klantcontact with its first betrokkene and onderwerpobject, in one request and one transaction (behaviour.md §1.9).
 * One statement makes and shows all of it. When that fails, or something is wrong from the start, everything is asked and
 * checked before anything is written, so that every fault is named.
 */
import { randomUUID } from 'node:crypto'
import { accept } from '../../derive/accept.ts'
import { type Accepted, faultsOf } from '../../derive/accepted.ts'
import { membersOf } from '../../derive/spelling.ts'
import { at, complaints, type Fault, WHOLE } from '../../model/fault.ts'
import type { Resource } from '../../model/resource.ts'
import { isObject, typeName } from '../../model/wire-text.ts'
import { attempt, numberConstraints } from '../../operations/attempt.ts'
import { type Call, demand, type Engine, type Work } from '../../operations/context.ts'
import { foreseenAlone, numberless, prepareAlone } from '../../operations/insert-row.ts'
import { ask } from '../../operations/judge.ts'
import { makeShown, type NewPart } from '../../operations/make-shown.ts'
import { Refused, refuse } from '../../operations/problem.ts'

interface Part {
  readonly key: string
  readonly resource: Resource
  /** The reference to the klantcontact, which is filled in. */
  readonly owner: string | undefined
}

interface GivenPart extends Part {
  readonly accepted: Accepted
  readonly uuid: string
}

type FilledPart = GivenPart & NewPart

/** The members of the body, each called as its resource, and what refers to the klantcontact in it. */
const PARTS = { klantcontact: undefined, betrokkene: 'hadKlantcontact', onderwerpobject: 'klantcontact' } as const

const parts = ({ register }: Engine): readonly Part[] =>
  Object.entries(PARTS).map(([key, owner]) => ({ key, resource: register.get(key), owner }))

/** The resource as it may stand inside the request: without the reference that is filled in. */
const withoutOwner = ({ resource, owner }: Part): Resource => {
  if (owner === undefined) return resource
  const { [owner]: _owner, ...fields } = resource.fields
  return { ...resource, fields }
}

const inner = new WeakMap<Resource, Resource>()
const innerOf = (part: Part): Resource => {
  const known = inner.get(part.resource) ?? withoutOwner(part)
  inner.set(part.resource, known)
  return known
}

const prefixed = (key: string, faults: readonly Fault[]): Fault[] =>
  faults.map((fault) => ({ ...fault, name: `${key}.${fault.name}` }))

/** The parts of the body, and what is wrong with their shape. */
const read = (engine: Engine, body: unknown): { given: GivenPart[]; faults: Fault[] } => {
  if (body === null) return { given: [], faults: [at(WHOLE, complaints.nothing)] }
  if (!isObject(body)) return { given: [], faults: [at(WHOLE, complaints.notAnObject(typeName(body)))] }
  const members = membersOf(PARTS, body, [])
  const given: GivenPart[] = []
  const faults: Fault[] = []
  for (const part of parts(engine)) {
    const value = members.get(part.key)
    if (value === undefined) {
      if (part.owner === undefined) faults.push(at(part.key, complaints.required))
    } else if (value === null) faults.push(at(part.key, complaints.null))
    else if (!isObject(value)) faults.push(at(`${part.key}.${WHOLE}`, complaints.notAnObject(typeName(value))))
    else {
      const { accepted } = accept(engine.register, innerOf(part), value, 'create')
      given.push({ ...part, accepted: { ...accepted, resource: part.resource }, uuid: randomUUID() })
    }
  }
  return { given, faults }
}

/** An onderwerpobject without anything in it is not made. */
const isMade = ({ key, accepted }: GivenPart): boolean => key !== 'onderwerpobject' || accepted.given.size > 0

/** A row for each part, after all that can be wrong has been asked. Throws `Refused` with the faults of all parts. */
const checked = async (
  engine: Engine,
  { tx, call }: Pick<Work, 'tx' | 'call'>,
  given: readonly GivenPart[],
  shape: readonly Fault[],
  again: boolean,
): Promise<FilledPart[]> => {
  const known = await ask(
    engine,
    call,
    tx,
    given.map(({ accepted }) => accepted),
  )
  refuse([...shape, ...given.flatMap(({ key, accepted }) => prefixed(key, faultsOf(accepted, known)))])
  const rows: FilledPart[] = []
  for (const part of given) {
    try {
      const work = { call, tx, changes: [] }
      const row = await prepareAlone(engine, work, part.accepted, known, { again })
      rows.push({ ...part, row, beside: part.accepted.beside })
    } catch (error) {
      throw error instanceof Refused ? new Refused(prefixed(part.key, error.faults)) : error
    }
  }
  return rows
}

/** The same without asking: undefined where something is wrong, or must be asked. */
const foreseen = (
  engine: Engine,
  call: Call,
  given: readonly GivenPart[],
  shape: readonly Fault[],
): FilledPart[] | undefined => {
  const rows = given.flatMap((part): FilledPart[] => {
    const row = foreseenAlone(engine, call, part.accepted)
    return row ? [{ ...part, row, beside: part.accepted.beside }] : []
  })
  return shape.length > 0 || rows.length < given.length ? undefined : rows
}

export interface Made {
  /** The three objects as JSON text; parts that were not given are null. */
  readonly body: string
  /** The first of them. */
  readonly klantcontact: string
}

/** Throws `Refused`. */
export const maakKlantcontact = async (engine: Engine, call: Call, body: unknown): Promise<Made> => {
  for (const { resource } of parts(engine)) demand(call, 'schrijven', resource)
  const { given, faults } = read(engine, body)
  const made = given.filter(isMade)
  const numbers = given.flatMap(({ accepted, resource }) =>
    numberless(engine, accepted).length > 0 ? numberConstraints(resource) : [],
  )
  const expected = foreseen(engine, call, given, faults)
  const shown = await attempt(
    engine,
    call,
    (constraint) => expected !== undefined || numbers.includes(constraint),
    async (tx, tries) => {
      const parts = (tries === 1 && expected) || (await checked(engine, { tx, call }, given, faults, tries > 1))
      return makeShown(engine, { call, tx, changes: [] }, parts.filter(isMade))
    },
    expected !== undefined,
  )
  const bodyOf = (key: string): string => shown[made.findIndex((part) => part.key === key)] ?? 'null'
  const members = parts(engine).map(({ key }) => `"${key}":${bodyOf(key)}`)
  return { body: `{${members.join(',')}}`, klantcontact: bodyOf('klantcontact') }
}
