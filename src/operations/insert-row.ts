/** One new row, with its lists, inside a transaction. */
import { randomUUID } from 'node:crypto'
import type { Accepted, Known } from '../derive/accepted.ts'
import { columnsOf } from '../derive/columns.ts'
import { freeNumber, insert } from '../derive/write.ts'
import type { Values } from '../model/rule.ts'
import type { Statement } from '../sql/sql.ts'
import type { Engine } from './context.ts'
import { checkPreferred, keepSole, type Work, writeLists } from './effects.ts'
import { judged } from './judge.ts'

export interface NewRow {
  readonly uuid?: string
  readonly forced?: Values
  /** A second try: numbers are looked for among the free ones. */
  readonly again?: boolean
}

/** Columns whose value the register makes: the field has a number of its own, and none was given. */
export const numberless = (engine: Engine, { resource, values }: Accepted): string[] =>
  engine.numbersAuto
    ? columnsOf(resource).flatMap(({ path, leaf }) => (leaf?.unique === 'auto' && !values[path] ? [path] : []))
    : []

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
const insertStatement = (engine: Engine, { resource }: Accepted, uuid: string, after: Values): Statement => {
  const { statements, numbersAuto } = engine
  return statements
    .shape(`insert ${resource.name}`, 'own', () => insert(resource, numbersAuto))
    .with({ ...after, uuid })
}

/** Checks everything that comes before the insert. Answers the row. */
export const prepareRow = async (
  engine: Engine,
  work: Work,
  accepted: Accepted,
  known: Known,
  { forced, again = false }: NewRow,
): Promise<Record<string, unknown>> => {
  const { after } = await judged(engine, work.tx, { action: 'create', accepted, known, forced })
  await checkPreferred(engine, work, accepted, known, 'create', null)
  await withNumbers(engine, work, accepted, after, again)
  await keepSole(engine, work, accepted.resource, after, null)
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
  const [made] = await work.tx.query(insertStatement(engine, accepted, row.uuid ?? randomUUID(), after))
  const id = made?.id as string
  work.changes.push({ action: 'create', resource: accepted.resource, id })
  await writeLists(engine, work, accepted, known, id, true)
  return id
}
