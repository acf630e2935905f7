import type { Statement } from '../sql/sql.ts'
import type { Engine } from './context.ts'
import type { Work } from './effects.ts'

/** Brings about what follows from the changes, reads the answer, and commits. */
export const finish = async (engine: Engine, { tx, changes }: Work, read: Statement): Promise<string> => {
  for (const consequence of engine.consequences) await consequence(tx, changes)
  const [row] = await tx.finish(read)
  return row?.body as string
}
