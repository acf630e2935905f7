/**
 * A klantcontact with its first betrokkene and onderwerpobject, in one request and one transaction (behaviour.md §1.9).
 * Everything is checked before anything is written, and what is written goes out in one flight.
 */
import { randomUUID } from 'node:crypto'
import { accept } from '../../derive/accept.ts'
import { type Accepted, faultsOf } from '../../derive/accepted.ts'
import { detailsTogether } from '../../derive/detail.ts'
import { rendering } from '../../derive/object.ts'
import { insertTogether } from '../../derive/write.ts'
import { at, complaints, type Fault, WHOLE } from '../../model/fault.ts'
import type { Resource } from '../../model/resource.ts'
import { isObject, toSnake, typeName } from '../../model/wire-text.ts'
import { attempt, numberConstraints } from '../../operations/attempt.ts'
import type { Call, Change, Engine } from '../../operations/context.ts'
import { numberless, prepareRow } from '../../operations/insert-row.ts'
import { ask } from '../../operations/judge.ts'
import { Refused, refuse } from '../../operations/problem.ts'
import type { Transaction } from '../../sql/database.ts'
import type { Statement } from '../../sql/sql.ts'

interface Part {
  readonly key: string
  readonly resource: Resource
  /** The reference to the klantcontact, which is filled in. */
  readonly owner?: string
}

interface GivenPart extends Part {
  readonly accepted: Accepted
  readonly uuid: string
}

const parts = ({ register }: Engine): readonly Part[] => [
  { key: 'klantcontact', resource: register.get('klantcontact') },
  { key: 'betrokkene', resource: register.get('betrokkene'), owner: 'hadKlantcontact' },
  { key: 'onderwerpobject', resource: register.get('onderwerpobject'), owner: 'klantcontact' },
]

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
  const members = new Map(Object.entries(body).map(([key, value]) => [toSnake(key), value]))
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

const numbered = (rows: readonly Record<string, unknown>[]): Record<string, unknown> =>
  Object.fromEntries(
    rows.flatMap((row, index) => Object.entries(row).map(([path, value]) => [`${index}.${path}`, value])),
  )

/** All parts in one statement: the first is the klantcontact that the others refer to. */
const insertion = (engine: Engine, made: readonly GivenPart[], rows: readonly Record<string, unknown>[]): Statement => {
  const shape = engine.statements.shape(`maak ${made.map(({ key }) => key)}`, 'own', () =>
    insertTogether(made, engine.numbersAuto),
  )
  return shape.with(numbered(made.map(({ uuid }, index) => ({ ...rows[index], uuid }))))
}

const reading = (engine: Engine, call: Call, made: readonly GivenPart[]): Statement => {
  const shape = engine.statements.shape(`made ${made.map(({ key }) => key)} ${call.suffix}`, 'own', () =>
    detailsTogether(
      rendering(engine.register, call.suffix),
      made.map(({ resource }) => resource),
    ),
  )
  return shape.with({ ...call.places, ...numbered(made.map(({ uuid }) => ({ uuid }))) })
}

const checked = async (
  engine: Engine,
  tx: Transaction,
  given: readonly GivenPart[],
  shape: readonly Fault[],
  tries: number,
) => {
  const known = await ask(
    engine,
    tx,
    given.map(({ accepted }) => accepted),
  )
  refuse([...shape, ...given.flatMap(({ key, accepted }) => prefixed(key, faultsOf(accepted, known)))])
  const rows: Record<string, unknown>[] = []
  for (const part of given) {
    try {
      rows.push(await prepareRow(engine, { tx, changes: [] }, part.accepted, known, { again: tries > 1 }))
    } catch (error) {
      throw error instanceof Refused ? new Refused(prefixed(part.key, error.faults)) : error
    }
  }
  return rows
}

const changesOf = (made: readonly GivenPart[], keys: Readonly<Record<string, unknown>> = {}): Change[] =>
  made.map(({ resource }, index) => ({ action: 'create', resource, id: keys[`id_${index}`] as string }))

/** Answers the three objects as JSON text; parts that were not given are null. Throws `Refused`. */
export const maakKlantcontact = async (engine: Engine, call: Call, body: unknown): Promise<string> => {
  const { given, faults } = read(engine, body)
  const made = given.filter(isMade)
  const chosen = given.some(({ accepted }) => numberless(engine, accepted).length > 0)
    ? given.flatMap(({ resource }) => numberConstraints(resource))
    : []
  const bodies = await attempt(
    engine,
    call,
    (constraint) => chosen.includes(constraint),
    async (tx, tries) => {
      const rows = await checked(engine, tx, given, faults, tries)
      const insert = insertion(
        engine,
        made,
        rows.filter((_row, index) => made.includes(given[index] as GivenPart)),
      )
      const read = reading(engine, call, made)
      if (engine.consequences.length === 0) return await tx.finish(insert, read)
      const [keys] = await tx.query(insert)
      for (const consequence of engine.consequences) await consequence(tx, changesOf(made, keys))
      return await tx.finish(read)
    },
  )
  const shown = (key: string): unknown => bodies[0]?.[`body_${made.findIndex((part) => part.key === key)}`]
  return `{${parts(engine)
    .map(({ key }) => `"${key}":${shown(key) ?? 'null'}`)
    .join(',')}}`
}
