/**
 * Brings what an Open Klant holds into the register. The source is copied into tables of the bulk, made into rows of
 * ours there, and put in place by one transaction: who looks sees all of it or nothing. Whatever breaks it off leaves
 * nothing behind, and it starts over.
 */
import { collisions, countDifferences, part } from '../../derive/move-in/difference.ts'
import { wanted } from '../../derive/move-in/origin.ts'
import { countRows } from '../../derive/move-in/wanted.ts'
import type { Register } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'
import type { Database } from '../../sql/database.ts'
import type { Bulk } from '../../sql/bulk.ts'
import { statement } from '../../sql/sql.ts'
import { violatedUnique } from '../../sql/errors.ts'
import { NotUnique } from '../../sql/refill.ts'
import { found, runAll, settle } from './bulk.ts'
import { MoveError } from './failure.ts'
import { TOKENS } from './layout.ts'
import { claim, lockTables } from './locks.ts'
import { prepare } from './prepare.ts'
import type { Progress } from './progress.ts'
import { putInPlace } from './put-in-place.ts'
import type { Report } from './report.ts'
import type { Source } from './sources/source.ts'
import { stage } from './stage.ts'
import { type Moved, type Tables, tablesOf } from './tables.ts'
import { moveTokens } from './tokens.ts'

export interface ImportOptions {
  readonly database: Database
  readonly signal?: AbortSignal | undefined
  readonly register: Register
  readonly source: Source
  readonly report: Report
  readonly progress: Progress
  readonly withTokens: boolean
  /** Give a number to what has none. */
  readonly number: boolean
  readonly repair: boolean
  readonly dryRun: boolean
}

interface Work extends ImportOptions, Tables {
  readonly bulk: Bulk
}

/** No rows, and none that once were: their keys are not given again. */
const isRegisterEmpty = async ({ bulk, own, versions }: Work): Promise<boolean> => {
  for (const table of [...own, ...versions]) {
    const [row] = await bulk.query(statement(countRows([table])))
    if (row?.rows !== 0) return false
  }
  return true
}

const reportCollisions = async ({ bulk, report }: Work, resource: Resource): Promise<void> => {
  for (const { constraint, find } of collisions(resource)) {
    for await (const rows of found(bulk, find)) {
      for (const [uuid = null, other] of rows)
        report.add({
          collection: resource.path,
          uuid,
          field: constraint,
          rule: 'collides',
          reason: 'An object that was made here has what only one may have.',
          other: other ?? '',
          action: 'collides',
        })
      await report.written()
    }
  }
}

const differences = async (work: Work, isEmpty: boolean): Promise<Moved[]> => {
  const { bulk, mains } = work
  const moved: Moved[] = []
  for (const { resource } of mains) {
    const [count] = await bulk.query(statement(countRows([wanted(resource.table)])))
    const rows = Number(count?.rows)
    const collection = resource.path
    if (isEmpty) {
      moved.push({ collection, rows, fresh: rows, changed: 0, gone: 0 })
      continue
    }
    await runAll(bulk, part(resource))
    const [row] = await bulk.query(statement(countDifferences(resource)))
    moved.push({ collection, rows, fresh: Number(row?.fresh), changed: Number(row?.changed), gone: Number(row?.gone) })
    await reportCollisions(work, resource)
  }
  return moved
}

const COLLIDES =
  'Objects that were made in this register have what objects of Open Klant have too, and only one may. Nothing was changed. The report names both: remove or change those made here, and try again.'

const move = async (work: Work, present: ReadonlySet<string>): Promise<Moved[]> => {
  const { bulk, dryRun, own, versions, progress, number, report } = work
  const wasEmpty = await isRegisterEmpty(work)
  if (!dryRun) await lockTables(bulk, wasEmpty ? [...own, ...versions] : own, wasEmpty)
  const isEmpty = wasEmpty && (dryRun || (await isRegisterEmpty(work)))
  const numbers = !number ? 'none' : dryRun ? 'known' : 'draw'
  await prepare({ ...work, sameKeys: isEmpty, numbers })
  progress.step('comparing with the register')
  const before = report.collisions
  const moved = await differences(work, isEmpty)
  if (present.has(TOKENS)) moved.push(await moveTokens(bulk, report, dryRun))
  if (report.collisions > before) throw new MoveError(COLLIDES)
  if (!dryRun) await putInPlace(work, isEmpty)
  return moved
}

/** Two rows of the source that no register can hold both. */
const refused = (error: unknown): unknown => {
  const constraint = error instanceof NotUnique ? error.index : violatedUnique(error)
  return constraint === undefined
    ? error
    : new MoveError(
        `The source has two rows with what only one may have (${constraint}). Nothing was changed. Correct them in Open Klant, and try again.`,
      )
}

export const importOpenKlant = async (options: ImportOptions): Promise<Moved[]> => {
  const { database, register, progress, dryRun, report, signal } = options
  const tables = tablesOf(register)
  const importing = async (bulk: Bulk): Promise<Moved[]> => {
    const work: Work = { ...options, ...tables, bulk }
    await settle(bulk)
    await claim(bulk)
    const present = await stage(work, report)
    return move(work, present)
  }
  const moved = await database.bulk(importing, { signal }).catch((error: unknown) => {
    throw refused(error)
  })
  if (dryRun) return moved
  progress.step('bringing statistics up to date')
  // All is in place. What this does not come to in the time of a statement, autovacuum does.
  for (const table of [...tables.own, ...tables.versions])
    await database.execute(`vacuum (analyze) "${table}"`).catch(() => {})
  return moved
}
