import type { Statement } from '../sql/sql.ts'
import { type Engine, tell, type Work } from './context.ts'

/** Brings about what follows from the changes, reads the answer, and commits. */
export const finish = async (engine: Engine, work: Work, read: Statement): Promise<string> => {
  await tell(engine, work, work.changes)
  const [row] = await work.tx.finish(read)
  work.call.trail?.add(row?.about)
  return row?.body as string
}
