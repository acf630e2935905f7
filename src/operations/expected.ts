/** A change on condition that its object still is what the caller last saw. */
import { grants } from '../derive/sight.ts'
import type { Resource } from '../model/resource.ts'
import type { Transaction } from '../sql/database.ts'
import { type Call, detailShape, type Engine } from './context.ts'

/** Where it was judged: what this very transaction does afterwards is no reason to refuse it. */
const met = new WeakSet<Transaction>()

/**
 * Has the condition of the caller judged, and throws what that throws. Whatever locks the row of an object that a request
 * names asks it, once it has the lock: so nobody comes in between.
 */
export const meetExpected = async (
  engine: Engine,
  call: Call,
  tx: Transaction,
  resource: Resource,
  uuid: string,
): Promise<void> => {
  if (!call.expects || met.has(tx)) return
  met.add(tx)
  const mayRead = grants(call.caller.sight, 'lezen', resource)
  const shape = detailShape(engine, call, resource)
  const [row] = mayRead ? await tx.query(shape.with({ ...call.places, uuid })) : []
  call.expects.judge(row?.body as string | undefined)
}
