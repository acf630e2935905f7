/** New rows without lists: made, shown as GET shows them, and committed, in one flight. */
import { rendering } from '../derive/rendering.ts'
import { freshOf, insertShown, type Part } from '../derive/write.ts'
import type { Shape } from '../sql/sql.ts'
import type { Alongside, Call, Change, Engine, Work } from './context.ts'
import { refuseLoose } from './hidden-values.ts'

/** `row`: its values by path, with uuids for what it points at. */
export interface NewPart extends Part {
  readonly uuid: string
  readonly row: Readonly<Record<string, unknown>>
}

const nameOf = ({ resource, beside }: Part): string => (beside ? `${resource.name}+${beside}` : resource.name)

const shapeOf = (
  { statements, register, numbersAuto, trailed }: Engine,
  { suffix, caller: { sight } }: Call,
  parts: readonly Part[],
  alongside: readonly Alongside[],
): Shape =>
  statements.shape(`make ${parts.map(nameOf)} ${suffix} ${sight.key}`, 'own', () =>
    insertShown(
      rendering(register, sight, suffix, freshOf(parts), { trailed }),
      parts,
      numbersAuto,
      alongside.map(({ write }) => write),
    ),
  )

/** Answers the objects as JSON text. The others refer to the first, as their `owner` says. */
export const makeShown = async (engine: Engine, work: Work, parts: readonly NewPart[]): Promise<string[]> => {
  const { tx, changes, call } = work
  for (const { resource, row } of parts) refuseLoose(call, resource, row)
  const writers = engine.consequences.flatMap(({ alongside: one }) =>
    one && (parts.length === 1 || !one.alone) ? [one] : [],
  )
  const values = Object.assign({}, call.places, ...writers.map((one) => one.values(call)))
  const rows = parts.map(({ row, uuid }) => ({ ...row, uuid }))
  const made = tx.send(shapeOf(engine, call, parts, writers).with(values, rows))
  const news = parts.map(({ resource, uuid }): Change => ({ action: 'create', resource, uuid }))
  for (const consequence of engine.consequences) {
    const isWritten = consequence.alongside !== undefined && writers.includes(consequence.alongside)
    await consequence(tx, isWritten ? changes : [...changes, ...news], call)
  }
  changes.push(...news)
  await tx.finish()
  const [bodies] = await made
  call.trail?.add(bodies?.about)
  return parts.map((_part, index) => bodies?.[`body_${index}`] as string)
}
