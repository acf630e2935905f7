/** Reads and writes what is kept beside the body of an object. Each change of it is one of the object. */
import { accept } from '../derive/accept.ts'
import { type Accepted, faultsOf, fillIn, type Known } from '../derive/accepted.ts'
import { besideShown, besideWritten } from '../derive/beside.ts'
import { besideNothing, besideOf } from '../derive/besides.ts'
import { rendering } from '../derive/rendering.ts'
import { has } from '../derive/sight.ts'
import type { Resource } from '../model/resource.ts'
import type { Values } from '../model/rule.ts'
import type { Shape } from '../sql/sql.ts'
import { attempt, nothingIsOurs } from './attempt.ts'
import { storedRow } from './change-row.ts'
import { type Call, demand, demandChange, type Engine, type Work } from './context.ts'
import { finish } from './finish.ts'
import { ask } from './judge.ts'
import { Absent, Forbidden, refuse } from './problem.ts'
import { unprovenBeside } from './proof.ts'

const shownShape = (
  { statements, register }: Engine,
  { caller: { sight } }: Call,
  resource: Resource,
  key: string,
): Shape =>
  statements.shape(`beside ${resource.name} ${key} ${sight.key}`, 'own', () =>
    besideShown(rendering(register, sight), resource, key),
  )

const demandWriting = (call: Call, resource: Resource, key: string): void => {
  demandChange(call, resource)
  const takes = resource.beside?.[key]?.takes
  if (takes && !has(call.caller.sight, takes)) throw new Forbidden([takes])
}

/** It as JSON text. Throws `Absent` where the object or it is not there. */
export const readBeside = async (
  engine: Engine,
  call: Call,
  resource: Resource,
  uuid: string,
  key: string,
): Promise<string> => {
  demand(call, 'lezen', resource)
  const statement = shownShape(engine, call, resource, key).with({ ...call.places, uuid })
  const [row] = await engine.database.query(statement, call.cancellation)
  if (row?.is_there !== true) throw new Absent()
  return row.body as string
}

const acceptBeside = ({ register }: Engine, resource: Resource, key: string, body: unknown): Accepted =>
  accept(register, besideOf(resource, key), body, 'replace').accepted

const written = ({ statements }: Engine, resource: Resource, key: string): Shape =>
  statements.shape(`beside written ${resource.name} ${key}`, 'own', () => besideWritten(resource, key))

/** Its values, once the database has answered. Throws `Refused`. */
const besideValues = (resource: Resource, key: string, accepted: Accepted, known: Known): Values => {
  refuse(faultsOf(accepted, known))
  const values = besideNothing(resource, key) as Record<string, unknown>
  fillIn(values, accepted.values, known)
  return values
}

/** Writes it beside this row. */
const putBeside = async (
  engine: Engine,
  { tx }: Work,
  resource: Resource,
  id: string,
  key: string,
  values: Values,
): Promise<void> => {
  await tx.query(written(engine, resource, key).with({ ...values, id }))
}

/** Replaces it as a whole. Answers it as JSON text. Throws `Absent`, or `Refused`. */
export const writeBeside = (
  engine: Engine,
  call: Call,
  resource: Resource,
  uuid: string,
  key: string,
  body: () => unknown,
): Promise<string> => {
  demandWriting(call, resource, key)
  return attempt(engine, call, nothingIsOurs, async (tx) => {
    const work: Work = { call, tx, changes: [] }
    const { id, values: before } = await storedRow(engine, call, tx, resource, uuid)
    const accepted = acceptBeside(engine, resource, key, body())
    const values = besideValues(resource, key, accepted, await ask(engine, call, tx, [accepted]))
    refuse(unprovenBeside(engine, call, resource, before, key, values))
    await putBeside(engine, work, resource, id, key, values)
    work.changes.push({ action: 'change', resource, id, before })
    return finish(engine, work, shownShape(engine, call, resource, key).with({ ...call.places, uuid }))
  })
}

/** Takes it away. Throws `Absent` where the object or it is not there. */
export const removeBeside = (
  engine: Engine,
  call: Call,
  resource: Resource,
  uuid: string,
  key: string,
): Promise<string> => {
  demandWriting(call, resource, key)
  return attempt(engine, call, nothingIsOurs, async (tx) => {
    const work: Work = { call, tx, changes: [] }
    const { id, values: before } = await storedRow(engine, call, tx, resource, uuid)
    const shown = shownShape(engine, call, resource, key).with({ ...call.places, uuid })
    const [row] = await tx.query(shown)
    if (row?.is_there !== true) throw new Absent()
    refuse(unprovenBeside(engine, call, resource, before, key, {}))
    await putBeside(engine, work, resource, id, key, besideNothing(resource, key))
    work.changes.push({ action: 'change', resource, id, before })
    return finish(engine, work, shown)
  })
}
