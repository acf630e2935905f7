/** One changed row, with its lists, inside a transaction. */
import type { Accepted, Known } from '../derive/accepted.ts'
import { viewing } from '../derive/veil.ts'
import { stored, update, valuesOf } from '../derive/write.ts'
import type { Resource } from '../model/resource.ts'
import type { Values } from '../model/rule.ts'
import type { Transaction } from '../sql/database.ts'
import type { Statement } from '../sql/sql.ts'
import type { Call, Engine, Meaning, Work } from './context.ts'
import { checkPreferred, forgetIfMoved, keepSole, writeLists } from './effects.ts'
import { meetExpected } from './expected.ts'
import { hiddenIn, keepingCovered, refuseLoose, refuseUncovering, refuseUse, withoutHidden } from './hidden-values.ts'
import { judged } from './judge.ts'
import { Absent, refuse, refuseFrozen } from './problem.ts'
import { unprovenChange } from './proof.ts'

export interface StoredRow {
  readonly id: string
  readonly values: Record<string, unknown>
}

/** The row as it is, if the caller may change it, locked until the transaction ends. Throws `Absent`, or `Forbidden`. */
export const storedRow = async (
  engine: Engine,
  call: Call,
  tx: Transaction,
  resource: Resource,
  uuid: string,
): Promise<StoredRow> => {
  const { caller } = call
  const shape = engine.statements.shape(`stored ${resource.name} ${caller.sight.key}`, 'own', () =>
    stored(viewing(engine.register, caller.sight), resource, engine.trailed),
  )
  const [row] = await tx.query(shape.with({ ...caller.slots, uuid }))
  if (!row) throw new Absent()
  if (!call.thaws) refuseFrozen(row.frozen)
  if (call.expects?.uuid === uuid) await meetExpected(engine, call, tx, resource, uuid)
  call.trail?.add(row.about)
  return { id: row.id as string, values: valuesOf(resource, row) }
}

const updateStatement = (engine: Engine, { resource, beside }: Accepted, id: string, after: Values): Statement =>
  engine.statements
    .shape(`update ${resource.name}${beside ? ` ${beside}` : ''}`, 'own', () => update(resource, beside))
    .with({ ...after, id })

export interface ChangedRow {
  readonly action: 'replace' | 'change'
  readonly forced?: Values
  /** The row, where it was read already. */
  readonly row?: StoredRow
  readonly means?: Meaning | undefined
}

/** Changes a row and its lists of existing rows. Answers its key. */
export const changeRow = async (
  engine: Engine,
  work: Work,
  given: Accepted,
  known: Known,
  uuid: string,
  how: ChangedRow,
): Promise<string> => {
  const { resource } = given
  const { id, values: before } = how.row ?? (await storedRow(engine, work.call, work.tx, resource, uuid))
  const { action, forced, means } = how
  const hidden = await hiddenIn(engine, work, resource, id, given.kept)
  const accepted = withoutHidden(given, hidden)
  refuseUse(work.call, accepted, { hidden, values: before })
  const { after } = await judged(engine, work.tx, { action, accepted, known, before, key: id, forced })
  refuseLoose(work.call, resource, after)
  refuse(await unprovenChange(engine, work, accepted, { uuid, before, after }))
  const act = means && (await means(id, before, after))
  await checkPreferred(engine, work, accepted, known, action, id)
  await keepSole(engine, work, resource, after, id)
  await keepingCovered(engine, work, resource, [id], async () => {
    await work.tx.query(updateStatement(engine, accepted, id, after))
    const left = await hiddenIn(engine, work, resource, id, given.kept)
    refuseUncovering(engine.register, work.call, accepted, { hidden, values: before }, { hidden: left, values: after })
  })
  work.changes.push({ action, resource, id, before, ...(act ? { act } : {}) })
  await forgetIfMoved(engine, work, resource, before, after, id)
  await writeLists(engine, work, accepted, known, id, false)
  return id
}
