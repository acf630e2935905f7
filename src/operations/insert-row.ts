/** One new row, with its lists, inside a transaction. */
import { randomUUID } from 'node:crypto'
import { type Accepted, type Known, nameAgain } from '../derive/accepted.ts'
import { columnsOf } from '../derive/columns.ts'
import { freeNumber, insert } from '../derive/write.ts'
import { onceFor } from '../model/resource.ts'
import type { Values } from '../model/rule.ts'
import type { Statement } from '../sql/sql.ts'
import type { Call, Engine, Work } from './context.ts'
import { checkPreferred, keepSole, writeLists } from './effects.ts'
import { refuseLoose, refuseUse } from './hidden-values.ts'
import { foreseen, judged } from './judge.ts'
import { refuse } from './problem.ts'
import { unproven } from './proof.ts'

export interface NewRow {
  readonly uuid?: string
  readonly forced?: Values
  /** A second try: numbers are looked for among the free ones. */
  readonly again?: boolean
}

const numbersOf = onceFor((resource) =>
  columnsOf(resource).flatMap(({ path, leaf }) => (leaf?.unique === 'auto' ? [path] : [])),
)

/** Columns whose value the register makes: the field has a number of its own, and none was given. */
export const numberless = ({ numbersAuto }: Engine, { resource, values }: Accepted): string[] =>
  numbersAuto ? numbersOf(resource).filter((path) => !values[path]) : []

const withNumbers = async (
  engine: Engine,
  { tx }: Work,
  accepted: Accepted,
  after: Record<string, unknown>,
  again: boolean,
): Promise<void> => {
  for (const path of numberless(engine, accepted)) {
    after[path] = null
    if (!again) continue
    const { column } = columnsOf(accepted.resource).find((one) => one.path === path) ?? { column: path }
    const shape = engine.statements.shape(`free ${accepted.resource.name} ${path}`, 'never', () =>
      freeNumber(accepted.resource, column),
    )
    after[path] = (await tx.query(shape.with({})))[0]?.number ?? null
  }
}

/** The statement that inserts these values. */
const insertStatement = (engine: Engine, { resource, beside }: Accepted, uuid: string, after: Values): Statement => {
  const { statements, numbersAuto } = engine
  return statements
    .shape(`insert ${resource.name}${beside ? ` ${beside}` : ''}`, 'own', () => insert(resource, numbersAuto, beside))
    .with({ ...after, uuid })
}

/** Checks everything that comes before the insert. Answers the row. */
const prepareRow = async (
  engine: Engine,
  work: Work,
  accepted: Accepted,
  known: Known,
  { forced, again = false }: NewRow,
): Promise<Record<string, unknown>> => {
  refuseUse(work.call, accepted)
  const { after } = await judged(engine, work.tx, { action: 'create', accepted, known, forced })
  refuse(unproven(engine, work.call, accepted.resource, after))
  await checkPreferred(engine, work, accepted, known, 'create', null)
  await withNumbers(engine, work, accepted, after, again)
  await keepSole(engine, work, accepted.resource, after, null)
  return after
}

/** Whether the row is all there is to it: no lists come with it. */
export const isAlone = ({ links, nested }: Accepted): boolean => links.size === 0 && nested.size === 0

/** The same for a row that is alone, with uuids for what it points at. */
export const prepareAlone = async (
  engine: Engine,
  work: Work,
  accepted: Accepted,
  known: Known,
  row: NewRow,
): Promise<Record<string, unknown>> => {
  const after = await prepareRow(engine, work, accepted, known, row)
  nameAgain(after, accepted.values)
  return after
}

/** The same without asking anything; undefined where that would not do. Throws `Forbidden`. */
export const foreseenAlone = (engine: Engine, call: Call, accepted: Accepted): Record<string, unknown> | undefined => {
  const { sole, preferred = [] } = accepted.resource
  if (!isAlone(accepted) || preferred.some(({ field }) => accepted.values[field])) return undefined
  refuseUse(call, accepted)
  const after = foreseen(accepted)
  if (after === undefined || (sole && after[sole.flag] === true)) return undefined
  if (unproven(engine, call, accepted.resource, after).length > 0) return undefined
  for (const path of numberless(engine, accepted)) after[path] = null
  return after
}

/** Inserts a row and its lists of existing rows. Answers its key. */
export const insertRow = async (
  engine: Engine,
  work: Work,
  accepted: Accepted,
  known: Known,
  row: NewRow,
): Promise<string> => {
  const after = await prepareRow(engine, work, accepted, known, row)
  refuseLoose(work.call, accepted.resource, after)
  const uuid = row.uuid ?? randomUUID()
  const [made] = await work.tx.query(insertStatement(engine, accepted, uuid, after))
  const id = made?.id as string
  work.changes.push({ action: 'create', resource: accepted.resource, uuid })
  await writeLists(engine, work, accepted, known, id, true)
  return id
}
