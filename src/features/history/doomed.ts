/** What must go with an object when it is destroyed, whether it is there still or was removed earlier. */
import { empty, keysEver, nameable, naming, referring, uuidsEver, wereReferring } from '../../derive/removal.ts'
import { viewing } from '../../derive/veil.ts'
import type { Referrer } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'
import { maySeeHistory } from '../../operations/caller.ts'
import { type Call, demand, type Engine } from '../../operations/context.ts'
import type { Row, Transaction } from '../../sql/database.ts'
import type { Sql } from '../../sql/sql.ts'

export interface Named {
  readonly resource: Resource
  readonly uuid: string
}

export interface Doomed extends Named {
  readonly id: string
  /** It is in the register still. */
  readonly isThere: boolean
}

const run = (engine: Engine, tx: Transaction, key: string, build: () => Sql, values: Row): Promise<Row[]> =>
  tx.query(engine.statements.shape(key, 'never', build).with(values))

const idsOf = (rows: readonly Row[]): string[] => rows.map(({ id }) => id as string)

const referrersEver = async (
  engine: Engine,
  tx: Transaction,
  referrer: Referrer,
  ids: readonly string[],
): Promise<string[]> => {
  const key = `${referrer.resource.name} ${referrer.path}`
  const present = await run(engine, tx, `referring ${key}`, () => referring(engine.register, referrer), { ids })
  const past = await run(engine, tx, `were referring ${key}`, () => wereReferring(referrer), { ids })
  return [...new Set([...idsOf(present), ...idsOf(past)])]
}

type Keys = Map<Resource, Set<string>>

const follow = async (
  engine: Engine,
  tx: Transaction,
  resource: Resource,
  ids: readonly string[],
  found: Keys,
): Promise<void> => {
  const known = found.get(resource) ?? new Set()
  const fresh = ids.filter((id) => !known.has(id))
  if (fresh.length === 0) return
  found.set(resource, new Set([...known, ...fresh]))
  for (const referrer of engine.register.referrers(resource.name)) {
    if (referrer.onRemoval !== 'remove') continue
    await follow(engine, tx, referrer.resource, await referrersEver(engine, tx, referrer, fresh), found)
  }
  for (const record of engine.register.remembered) {
    const { whenDestroyed } = record
    if (whenDestroyed?.goesWith.of !== resource.name) continue
    const build = () => naming(engine.register, record, whenDestroyed)
    const rows = await run(engine, tx, `naming ${record.name}`, build, { ids: fresh })
    await follow(engine, tx, record, idsOf(rows), found)
  }
}

/**
 * Which of these uuids the caller may name: it sees all of the object, or sees what is gone and of that kind everything.
 * Throws `Forbidden`.
 */
export const nameableOf = async (
  engine: Engine,
  call: Call,
  tx: Transaction,
  named: readonly Named[],
): Promise<ReadonlySet<string>> => {
  const { sight, slots } = call.caller
  const ofRemoved = maySeeHistory(call.caller)
  const found = new Set<string>()
  for (const resource of new Set(named.map((one) => one.resource))) {
    demand(call, 'lezen', resource)
    const uuids = named.filter((one) => one.resource === resource).map(({ uuid }) => uuid)
    const key = `nameable ${resource.name} ${ofRemoved} ${sight.key}`
    const build = () => nameable(viewing(engine.register, sight), resource, ofRemoved)
    const rows = await run(engine, tx, key, build, { ...slots, uuids })
    for (const { uuid } of rows) found.add(`${resource.name} ${uuid}`)
  }
  return found
}

/** The keys of these objects: one for each time that the uuid was used. */
export const keysOfNamed = async (
  engine: Engine,
  tx: Transaction,
  named: readonly Named[],
): Promise<Map<Resource, { readonly id: string; readonly uuid: string }[]>> => {
  const keys = new Map<Resource, { id: string; uuid: string }[]>()
  for (const resource of new Set(named.map((one) => one.resource))) {
    const uuids = named.filter((one) => one.resource === resource).map(({ uuid }) => uuid)
    const rows = await run(engine, tx, `keys ever ${resource.name}`, () => keysEver(resource), { uuids })
    keys.set(
      resource,
      rows.map(({ id, uuid }) => ({ id: id as string, uuid: uuid as string })),
    )
  }
  return keys
}

/** Everything that goes with these rows, themselves included. */
export const everythingWith = async (
  engine: Engine,
  tx: Transaction,
  start: ReadonlyMap<Resource, readonly string[]>,
): Promise<Doomed[]> => {
  const found: Keys = new Map()
  for (const [resource, ids] of start) await follow(engine, tx, resource, ids, found)
  const doomed: Doomed[] = []
  for (const [resource, ids] of found) {
    const rows = await run(engine, tx, `uuids ever ${resource.name}`, () => uuidsEver(resource), { ids: [...ids] })
    for (const { id, uuid, is_there } of rows) {
      doomed.push({ resource, id: id as string, uuid: uuid as string, isThere: is_there === true })
    }
  }
  return doomed
}

/** A row that stays, and was emptied: what it was before is to be erased. */
export interface Emptied {
  readonly resource: Resource
  readonly id: string
  readonly uuid: string
}

/** Empties the records that name what is doomed, and are not doomed themselves. */
export const emptyRecords = async (engine: Engine, tx: Transaction, doomed: readonly Doomed[]): Promise<Emptied[]> => {
  const keysOf = (called: string): string[] =>
    doomed.filter(({ resource }) => resource.name === called).map(({ id }) => id)
  const emptied: Emptied[] = []
  for (const resource of engine.register.remembered) {
    const { whenDestroyed } = resource
    const ids = whenDestroyed ? keysOf(whenDestroyed.isEmptiedWith.of) : []
    if (!whenDestroyed || ids.length === 0) continue
    const build = () => empty(engine.register, resource, whenDestroyed)
    const rows = await run(engine, tx, `empty ${resource.name}`, build, { ids, going: keysOf(resource.name) })
    for (const { id, uuid } of rows) emptied.push({ resource, id: id as string, uuid: uuid as string })
  }
  return emptied
}
