/** References that may only be set when something that is kept beside the row proves enough: a setting says how much. */
import type { Accepted } from '../derive/accepted.ts'
import { besideShown } from '../derive/beside.ts'
import { columnAt } from '../derive/columns.ts'
import { rendering } from '../derive/rendering.ts'
import { FULL_SIGHT } from '../derive/sight.ts'
import type { Fault } from '../model/fault.ts'
import { type Beside, onceFor, type Resource } from '../model/resource.ts'
import { isFilled, type Values } from '../model/rule.ts'
import type { Call, Engine, Work } from './context.ts'

interface Proof {
  readonly key: string
  readonly reference: string
  readonly by: string
  /** From the least to the most. */
  readonly order: readonly string[]
}

const proofIn = (resource: Resource, key: string, { proves }: Beside): Proof[] => {
  if (!proves) return []
  const order = columnAt(resource, `${key}.${proves.by}`).leaf?.choices ?? []
  return [{ key, ...proves, order }]
}

const proofsOf = onceFor((resource): readonly Proof[] =>
  Object.entries(resource.beside ?? {}).flatMap(([key, beside]) => proofIn(resource, key, beside)),
)

/** The program itself may always. */
const asked = ({ proof }: Engine, { caller }: Call, resource: Resource) =>
  proof === undefined || caller.kind === 'system'
    ? []
    : proofsOf(resource).flatMap((one) => {
        const least = proof[one.key]
        return least === undefined ? [] : [{ ...one, least }]
      })

const lacking = (least: string, { key, reference, by, order }: Proof, level: unknown): Fault[] =>
  order.indexOf(String(level)) >= order.indexOf(least)
    ? []
    : [
        {
          name: reference,
          code: `${key}-vereist`,
          reason: `Dit mag pas als ${key} is vastgelegd met ${by} ${least} of hoger: geef ${key} mee, of leg die eerst vast.`,
        },
      ]

/** What a new row lacks. */
export const unproven = (engine: Engine, call: Call, resource: Resource, after: Values): Fault[] =>
  asked(engine, call, resource).flatMap((one) =>
    isFilled(after[one.reference]) ? lacking(one.least, one, after[`${one.key}.${one.by}`]) : [],
  )

const storedLevel = async (engine: Engine, { tx, call }: Work, resource: Resource, uuid: unknown, one: Proof) => {
  const shape = engine.statements.shape(`proof ${resource.name} ${one.key}`, 'never', () =>
    besideShown(rendering(engine.register, FULL_SIGHT), resource, one.key),
  )
  const [row] = await tx.query(shape.with({ ...call.places, uuid }))
  return (JSON.parse(String(row?.body ?? '{}')) as Record<string, unknown>)[one.by]
}

/** What a changed row lacks: what it referred to before it may keep. */
export const unprovenChange = async (
  engine: Engine,
  work: Work,
  { resource, beside = [] }: Accepted,
  { uuid, before, after }: { readonly uuid: string; readonly before: Values; readonly after: Values },
): Promise<Fault[]> => {
  const found: Fault[] = []
  for (const one of asked(engine, work.call, resource)) {
    const isGiven = beside.includes(one.key)
    if (!isFilled(after[one.reference]) || (!isGiven && after[one.reference] === before[one.reference])) continue
    const level = isGiven ? after[`${one.key}.${one.by}`] : await storedLevel(engine, work, resource, uuid, one)
    found.push(...lacking(one.least, one, level))
  }
  return found
}

/** What a row lacks when this is kept beside it instead. */
export const unprovenBeside = (
  engine: Engine,
  call: Call,
  resource: Resource,
  row: Values,
  key: string,
  kept: Values,
) =>
  asked(engine, call, resource).flatMap((one) =>
    one.key === key && isFilled(row[one.reference]) ? lacking(one.least, one, kept[one.by]) : [],
  )
