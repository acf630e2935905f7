/** New rows without lists: made, shown as GET shows them, and committed, in one flight. */
import { freshOf, insertShown, type Part } from '../derive/write.ts'
import { rendering } from '../derive/object.ts'
import type { Shape } from '../sql/sql.ts'
import type { Call, Engine } from './context.ts'
import type { Work } from './effects.ts'

/** `row`: its values by path, with uuids for what it points at. */
export interface NewPart extends Part {
  readonly uuid: string
  readonly row: Readonly<Record<string, unknown>>
}

const shapeOf = ({ statements, register, numbersAuto }: Engine, { suffix }: Call, parts: readonly Part[]): Shape =>
  statements.shape(`make ${parts.map(({ resource }) => resource.name)} ${suffix}`, 'own', () =>
    insertShown(rendering(register, suffix, freshOf(parts)), parts, numbersAuto),
  )

/** Answers the objects as JSON text. The others refer to the first, as their `owner` says. */
export const makeShown = async (
  engine: Engine,
  call: Call,
  { tx, changes }: Work,
  parts: readonly NewPart[],
): Promise<string[]> => {
  const rows = parts.map(({ row, uuid }) => ({ ...row, uuid }))
  const made = tx.send(shapeOf(engine, call, parts).with(call.places, rows))
  for (const { resource, uuid } of parts) changes.push({ action: 'create', resource, uuid })
  for (const consequence of engine.consequences) await consequence(tx, changes)
  await tx.finish()
  const [bodies] = await made
  return parts.map((_part, index) => bodies?.[`body_${index}`] as string)
}
