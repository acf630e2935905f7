/**
 * Folds the counts of the collections: every write adds a row to the tally, and a list adds them up, so now and then
 * they become one row each. Any number of processes may do this at once; each takes the rows that no other holds.
 */
import { STRETCHES, TALLY } from '../../derive/stretch.ts'
import { foldTally } from '../../derive/upkeep.ts'
import { type Repeating, repeatedly } from '../../operations/repeatedly.ts'
import type { Database } from '../../sql/database.ts'
import { Shape } from '../../sql/sql.ts'

const EVERY_MS = 2000

const shape = new Shape(foldTally(TALLY, STRETCHES))

/**
 * One fold. Lists give the same counts before, during and after it. What it leaves behind is cleared away at once, or
 * every list would go on reading past it; where the role does not own the table, autovacuum does that in time.
 */
const fold = async (database: Database): Promise<void> => {
  const folded = await database.query(shape.with({}))
  if (folded.length > 0) await database.execute(`vacuum ${TALLY}`)
}

/** Folds until stopped. */
export const startFolding = (database: Database): Repeating => repeatedly(EVERY_MS, () => fold(database))
