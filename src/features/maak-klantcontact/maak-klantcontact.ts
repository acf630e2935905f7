/**
 * A klantcontact with its first betrokkene and onderwerpobject, in one request and one transaction (behaviour.md §1.9).
 * Everything is checked before anything is written, and what is written goes out in one flight.
 */
import { randomUUID } from 'node:crypto'
import { accept } from '../../derive/accept.ts'
import { type Accepted, faultsOf } from '../../derive/accepted.ts'
import { insert } from '../../derive/write.ts'
import { at, complaints, type Fault, WHOLE } from '../../model/fault.ts'
import type { Resource } from '../../model/resource.ts'
import { isObject, toSnake, typeName } from '../../model/wire-text.ts'
import { attempt, numberConstraints } from '../../operations/attempt.ts'
import { type Call, type Change, detailStatement, type Engine } from '../../operations/context.ts'
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

const prefixed = (key: string, faults: readonly Fault[]): Fault[] => faults.map((fault) => ({ ...fault, name: `${key}.${fault.name}` }))

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

const insertPart = (engine: Engine, { resource, owner, uuid }: GivenPart, after: Record<string, unknown>): Statement => {
  const fresh = new Set(owner === undefined ? [] : [owner])
  return engine.statements
    .shape(`maak ${resource.name}`, 'own', () => insert(engine.register, resource, engine.numbersAuto, fresh))
    .with({ ...after, uuid })
}

const checked = async (engine: Engine, tx: Transaction, given: readonly GivenPart[], shape: readonly Fault[], tries: number) => {
  const known = await ask(
    engine,
    tx,
    given.map(({ accepted }) => accepted),
  )
  refuse([...shape, ...given.flatMap(({ key, accepted }) => prefixed(key, faultsOf(accepted, known)))])
  const owner = given[0]?.uuid
  const rows: Record<string, unknown>[] = []
  for (const part of given) {
    const forced = part.owner === undefined ? {} : { [part.owner]: owner }
    try {
      rows.push(await prepareRow(engine, { tx, changes: [] }, part.accepted, known, { forced, again: tries > 1 }))
    } catch (error) {
      throw error instanceof Refused ? new Refused(prefixed(part.key, error.faults)) : error
    }
  }
  return rows
}

const changesOf = async (tx: Transaction, inserts: readonly Statement[], made: readonly GivenPart[]): Promise<Change[]> => {
  const changes: Change[] = []
  for (const [index, insertion] of inserts.entries()) {
    const [row] = await tx.query(insertion)
    const resource = made[index]?.resource
    if (resource) changes.push({ action: 'create', resource, id: row?.id as string })
  }
  return changes
}

/** Answers the three objects as JSON text; parts that were not given are null. Throws `Refused`. */
export const maakKlantcontact = async (engine: Engine, call: Call, body: unknown): Promise<string> => {
  const { given, faults } = read(engine, body)
  const made = given.filter(isMade)
  const chosen = given.some(({ accepted }) => numberless(engine, accepted).length > 0) ? given.flatMap(({ resource }) => numberConstraints(resource)) : []
  const bodies = await attempt(engine, call, (constraint) => chosen.includes(constraint), async (tx, tries) => {
    const rows = await checked(engine, tx, given, faults, tries)
    const inserts = made.map((part) => insertPart(engine, part, rows[given.indexOf(part)] ?? {}))
    const reads = made.map(({ resource, uuid }) => detailStatement(engine, call, resource, uuid))
    if (engine.consequences.length === 0) return await tx.finishAll(...inserts, ...reads)
    const changes = await changesOf(tx, inserts, made)
    for (const consequence of engine.consequences) await consequence(tx, changes)
    return await tx.finishAll(...reads)
  })
  const shown = bodies.slice(-made.length).map((rows) => rows[0]?.body as string)
  const text = (key: string): string => shown[made.findIndex((part) => part.key === key)] ?? 'null'
  return `{${parts(engine)
    .map(({ key }) => `"${key}":${text(key)}`)
    .join(',')}}`
}
