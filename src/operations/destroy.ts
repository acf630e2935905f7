/** Removal is the register's, not the database's: every row that goes is seen, and what refuses is found first. */
import { frozenAmong, keyOf, referring, release, remove, unlist } from '../derive/removal.ts'
import type { Referrer } from '../model/register.ts'
import { isFrozenUnseen, viewing } from '../derive/veil.ts'
import type { Resource } from '../model/resource.ts'
import type { Row, Transaction } from '../sql/database.ts'
import type { Sql } from '../sql/sql.ts'
import { attempt } from './attempt.ts'
import { type Call, type Change, demand, type Engine, tell, type Work } from './context.ts'
import { keepingCovered } from './hidden-values.ts'
import { meetExpected } from './expected.ts'
import { Absent, refuse, refuseFrozen } from './problem.ts'

/** Rows that will go, per resource. */
type Doomed = Map<Resource, Set<string>>

const run = (engine: Engine, tx: Transaction, key: string, build: () => Sql, ids: readonly string[]) =>
  tx.query(engine.statements.shape(key, 'never', build).with({ ids }))

const keyFor = (verb: string, { resource, path }: Referrer): string => `${verb} ${resource.name} ${path}`

const UNSEEN = 'Dit wordt nu niet verwijderd: iets dat ervan afhangt mag niet worden gewijzigd of verwijderd.'

/** What goes along, or lets go, may not be frozen either; why it is, is told to who sees such rows. Throws `Forbidden`. */
const refuseFrozenRows = (engine: Engine, { caller, thaws }: Call, rows: readonly Row[]): void => {
  const reason = rows.find(({ frozen }) => typeof frozen === 'string')?.frozen
  if (thaws || reason === undefined) return
  refuseFrozen(isFrozenUnseen(viewing(engine.register, caller.sight)) ? UNSEEN : reason)
}

/** The same for rows of which only the keys are known. */
const refuseFrozenKeys = async (
  engine: Engine,
  { tx, call }: Work,
  resource: Resource,
  ids: readonly string[],
): Promise<void> => {
  const build = frozenAmong(engine.register, resource)
  if (call.thaws || !build || ids.length === 0) return
  refuseFrozenRows(engine, call, await run(engine, tx, `frozen ${resource.name}`, () => build, ids))
}

/** Follows what goes along, collection by collection; a row is visited once. */
const collect = async (
  engine: Engine,
  work: Work,
  resource: Resource,
  ids: readonly string[],
  doomed: Doomed,
): Promise<void> => {
  const known = doomed.get(resource) ?? new Set()
  const fresh = ids.filter((id) => !known.has(id))
  if (fresh.length === 0) return
  doomed.set(resource, new Set([...known, ...fresh]))
  for (const referrer of engine.register.referrers(resource.name)) {
    if (referrer.onRemoval !== 'remove') continue
    const build = () => referring(engine.register, referrer)
    const rows = await run(engine, work.tx, keyFor('referring', referrer), build, fresh)
    refuseFrozenRows(engine, work.call, rows)
    await collect(
      engine,
      work,
      referrer.resource,
      rows.map(({ id }) => id as string),
      doomed,
    )
  }
}

/** A row that may not lose what it refers to keeps that alive, unless it goes as well (behaviour.md §1.10, §7 8). */
const checkRefusals = async (engine: Engine, tx: Transaction, doomed: Doomed): Promise<void> => {
  for (const [resource, ids] of doomed) {
    for (const referrer of engine.register.referrers(resource.name)) {
      if (referrer.onRemoval !== 'refuse') continue
      const build = () => referring(engine.register, referrer)
      const rows = await run(engine, tx, keyFor('referring', referrer), build, [...ids])
      const staying = rows.filter(({ id }) => !doomed.get(referrer.resource)?.has(id as string))
      const { model } = referrer.resource
      const [field] = [referrer.column.replace(/_id$/, '')]
      const reason = `Cannot delete some instances of model '${model}' because they are referenced through protected foreign keys: '${model}.${field}'.`
      refuse(staying.length > 0 ? [{ name: 'nonFieldErrors', code: 'invalid', reason }] : [])
    }
  }
}

/** Children before parents: a resource goes when nothing doomed refers to it any more. */
const inOrder = (engine: Engine, doomed: Doomed): Resource[] => {
  const left = new Set(doomed.keys())
  const order: Resource[] = []
  while (left.size > 0) {
    const next = [...left].find((resource) =>
      engine.register
        .referrers(resource.name)
        .every(({ resource: from, onRemoval }) => onRemoval !== 'remove' || from === resource || !left.has(from)),
    )
    if (!next) throw new Error('resources that remove each other')
    left.delete(next)
    order.push(next)
  }
  return order
}

interface Listing {
  readonly owner: Resource
  readonly table: string
  /** The column that holds the rows that go. */
  readonly column: string
}

/** Ordered lists that hold rows of this resource, or belong to them. */
const listings = (engine: Engine, resource: Resource): Listing[] =>
  engine.register.resources.flatMap((owner) =>
    Object.values(owner.fields).flatMap((field) =>
      field.kind === 'ordered' && (owner === resource || field.of === resource.name)
        ? [{ owner, table: field.table, column: `${resource.table}_id` }]
        : [],
    ),
  )

/**
 * Removes these rows and all that goes with them. Throws `Refused` when a row that stays holds one of them, and
 * `Forbidden` when one that goes, or lets go, is frozen. `isAsked`: the request named these rows, and found out whether
 * they are; otherwise they follow from another change.
 */
export const removeRows = (
  engine: Engine,
  work: Work,
  resource: Resource,
  ids: readonly string[],
  isAsked = false,
): Promise<void> => removeTogether(engine, work, [[resource, ids]], isAsked)

/** The same for rows of several resources, which may hold each other. */
export const removeTogether = async (
  engine: Engine,
  work: Work,
  start: readonly (readonly [resource: Resource, ids: readonly string[]])[],
  isAsked = false,
): Promise<void> => {
  const { tx, changes } = work
  const doomed: Doomed = new Map()
  for (const [resource, ids] of start) {
    // What the request names was looked at when it was locked.
    if (!isAsked) await refuseFrozenKeys(engine, work, resource, ids)
    await collect(engine, work, resource, ids, doomed)
  }
  await checkRefusals(engine, tx, doomed)
  const told: Change[] = [...doomed].flatMap(([one, gone]) =>
    [...gone].map((id): Change => {
      const change = { action: 'destroy', resource: one, id } as const
      return isAsked && start.some(([asked, ids]) => one === asked && ids.includes(id))
        ? change
        : { ...change, followed: true }
    }),
  )
  await tell(engine, work, told)
  for (const [one, gone] of doomed) {
    for (const referrer of engine.register.referrers(one.name)) {
      if (referrer.onRemoval === 'remove' || referrer.onRemoval === 'refuse') continue
      const build = () => release(engine.register, referrer)
      const rows = await run(engine, tx, keyFor('release', referrer), build, [...gone])
      refuseFrozenRows(engine, work.call, rows)
      for (const { id } of rows) {
        changes.push({ action: 'change', resource: referrer.resource, id: id as string, followed: true })
      }
    }
    for (const { owner, table, column } of listings(engine, one)) {
      const build = () => unlist(table, column, `${owner.table}_id`)
      const rows = await run(engine, tx, `unlist ${table} ${column}`, build, [...gone])
      const staying = rows.map(({ id }) => id as string).filter((id) => !doomed.get(owner)?.has(id))
      await refuseFrozenKeys(engine, work, owner, staying)
      changes.push(...staying.map((id) => ({ action: 'change', resource: owner, id, followed: true }) as const))
    }
  }
  const order = inOrder(engine, doomed)
  const removeAll = async ([one, ...others]: readonly Resource[]): Promise<void> => {
    if (!one) return
    const ids = [...(doomed.get(one) ?? [])]
    // Looked at when all are gone: what is hidden may go as well.
    await keepingCovered(engine, work, one, ids, async () => {
      await run(engine, tx, `remove ${one.name}`, () => remove(one), ids)
      await removeAll(others)
    })
  }
  await removeAll(order)
}

/** The key of the row with this uuid, if the caller may remove it, locked. Throws `Absent`, or `Forbidden`. */
export const lockedKey = async (
  engine: Engine,
  call: Call,
  tx: Transaction,
  resource: Resource,
  uuid: string,
): Promise<string> => {
  const { sight, slots } = call.caller
  const shape = engine.statements.shape(`key ${resource.name} ${sight.key}`, 'never', () =>
    keyOf(viewing(engine.register, sight), resource),
  )
  const [row] = await tx.query(shape.with({ ...slots, uuid }))
  if (!row) throw new Absent()
  refuseFrozen(row.frozen)
  if (call.expects?.uuid === uuid) await meetExpected(engine, call, tx, resource, uuid)
  return row.id as string
}

/** Removes one object. Throws `Absent`, or `Refused`. */
export const destroy = async (engine: Engine, call: Call, resource: Resource, uuid: string): Promise<void> => {
  demand(call, 'verwijderen', resource)
  // Someone who came to refer to a row meanwhile is found by looking again.
  await attempt(
    engine,
    call,
    () => true,
    async (tx) => {
      const changes: Change[] = []
      const work = { call, tx, changes }
      const id = await lockedKey(engine, call, tx, resource, uuid)
      await removeRows(engine, work, resource, [id], true)
      await tell(engine, work, changes)
    },
  )
}
