import type { Expansion } from '../derive/object.ts'
import type { Resource } from '../model/resource.ts'
import { type Call, detailShape, type Engine } from './context.ts'
import { Absent } from './problem.ts'

/** One object as JSON text. Throws `Absent`. */
export const read = async (
  engine: Engine,
  call: Call,
  resource: Resource,
  uuid: string,
  expansion: Expansion = {},
): Promise<string> => {
  const shape = detailShape(engine, call, resource, expansion)
  const [row] = await engine.database.quick(shape.with({ ...call.places, uuid }), call.cancellation)
  if (!row) throw new Absent()
  return row.body as string
}
