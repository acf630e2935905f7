import { statesOf } from '../derive/columns.ts'
import { detail, wholly } from '../derive/detail.ts'
import { isPartial } from '../derive/own.ts'
import { type Expansion, rendering } from '../derive/rendering.ts'
import { unknownThen } from '../derive/settle.ts'
import { PEILDATUM, past } from '../derive/tables.ts'
import { hides, viewing } from '../derive/veil.ts'
import type { Resource } from '../model/resource.ts'
import type { Row } from '../sql/database.ts'
import { type Call, demand, detailShape, type Engine, expansionKey } from './context.ts'
import { beforeAsking } from './past.ts'
import { Absent } from './problem.ts'

/** One object as JSON text. Throws `Absent`. */
export const read = async (
  engine: Engine,
  call: Call,
  resource: Resource,
  uuid: string,
  expansion: Expansion = {},
): Promise<string> => {
  demand(call, 'lezen', resource)
  const shape = detailShape(engine, call, resource, expansion)
  const [row] = await engine.database.quick(shape.with({ ...call.places, uuid }), call.cancellation)
  if (!row) throw new Absent()
  if (row.warned === true) call.warn?.()
  if (resource.states) markStates(call, resource, row)
  call.trail?.add(row.about)
  return row.body as string
}

const markStates = ({ mark }: Call, resource: Resource, row: Row): void => {
  for (const { path, column } of statesOf(resource)) {
    const value = row[column]
    if (typeof value === 'string') mark?.(path, value)
  }
}

/**
 * Who may see the past of something is who may see it now; `whole`: all of it. Throws `Forbidden`, or `Absent`.
 */
export const seenNow = async (
  engine: Engine,
  call: Call,
  resource: Resource,
  uuid: string,
  whole = false,
): Promise<void> => {
  demand(call, 'lezen', resource)
  const { sight } = call.caller
  if (whole && isPartial(sight, resource)) {
    const shape = engine.statements.shape(`wholly ${resource.name} ${sight.key}`, 'asked', () =>
      wholly(viewing(engine.register, sight), resource),
    )
    const [row] = await engine.database.query(shape.with({ ...call.places, uuid }), call.cancellation)
    if (!row) throw new Absent()
  } else if (hides(engine.register, call.caller.sight, resource)) await read(engine, call, resource, uuid)
}

export interface Then {
  readonly peildatum: string
  readonly expansion: Expansion
  /** Whether the caller may know of objects that are gone. */
  readonly ofRemoved: boolean
}

/** One object as the register knew it then, and all that it refers to. Throws `Absent`, or `Refused`. */
export const readThen = async (
  engine: Engine,
  call: Call,
  resource: Resource,
  uuid: string,
  { peildatum, expansion, ofRemoved }: Then,
): Promise<string> => {
  await seenNow(engine, call, resource, uuid)
  await beforeAsking(engine, call, peildatum)
  const { sight } = call.caller
  const { statements, register, database } = engine
  const about = { uuid, [PEILDATUM]: peildatum }
  const known = statements.shape(`unknown ${resource.name}`, 'own', () => unknownThen(resource))
  const shape = statements.shape(
    `past ${resource.name} ${call.suffix} ${expansionKey(expansion)} ${sight.key}`,
    'asked',
    () =>
      detail(
        rendering(register, sight, call.suffix, [], { tables: past, trailed: engine.trailed }),
        resource,
        expansion,
      ),
  )
  const [state] = await database.query(known.with(about), call.cancellation)
  if (state?.is_there !== true && !ofRemoved) throw new Absent()
  const [row] = await database.query(shape.with({ ...call.places, ...about }), call.cancellation)
  if (!row) throw new Absent(state?.is_unknown === true ? 'history' : 'object')
  markStates(call, resource, row)
  call.trail?.add(row.about)
  return row.body as string
}
