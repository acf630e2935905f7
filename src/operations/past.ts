/** Questions about the past: the same question has the same answer, whenever it is asked. */
import { setTimeout as wait } from 'node:timers/promises'
import { settle } from '../derive/settle.ts'
import { PEILDATUM } from '../derive/tables.ts'
import type { Cancellation } from '../sql/database.ts'
import { Unavailable } from '../sql/errors.ts'
import type { Call, Engine } from './context.ts'
import { Absent, refuse } from './problem.ts'

/** Milliseconds between two looks at those who are still writing, and after which we give up waiting for them. */
const LOOK_EVERY = 5
const PATIENCE = 5000

/**
 * Waits until nobody can write any more into the past before this moment. Answers whether history had begun then.
 * Throws `Refused` for a moment that is not past.
 */
export const settled = async (
  { database, register, statements }: Pick<Engine, 'database' | 'register' | 'statements'>,
  peildatum: string,
  cancellation?: Cancellation,
): Promise<boolean> => {
  const shape = statements.shape('settle', 'own', () => settle(register))
  const until = performance.now() + PATIENCE
  let writers: unknown = null
  for (let pause = LOOK_EVERY; ; pause = Math.min(pause * 2, 100)) {
    const [row] = await database.query(shape.with({ [PEILDATUM]: peildatum, writers }), cancellation)
    if (row?.is_past !== true) {
      refuse([{ name: PEILDATUM, code: 'niet-verleden', reason: 'De peildatum moet in het verleden liggen.' }])
    }
    writers = row?.writers
    if (!Array.isArray(writers) || writers.length === 0) return row?.is_known === true
    if (performance.now() > until) throw new Unavailable(new Error('a transaction of that moment still runs'))
    await wait(pause)
  }
}

/** The same; throws `Absent` for a moment before history began. */
export const beforeAsking = async (engine: Engine, call: Call, peildatum: string): Promise<void> => {
  if (!(await settled(engine, peildatum, call.cancellation))) throw new Absent('history')
}
