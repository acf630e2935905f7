/** From a body to the values of a row: what the database knows is asked, the rules judge, all faults of a phase come at once. */
import { type Accepted, faultsOf, type Known, pointersOf, resolved } from '../derive/accepted.ts'
import { columnsOf } from '../derive/columns.ts'
import { facts, needsOf } from '../derive/facts.ts'
import { knownFrom, lookup, nothingKnown } from '../derive/lookup.ts'
import type { Fault } from '../model/fault.ts'
import { toColumn } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import type { Change, Rule, Values } from '../model/rule.ts'
import type { Transaction } from '../sql/database.ts'
import type { Engine } from './context.ts'
import { refuse } from './problem.ts'

/** Asks what these bodies need to know, in one statement. `self`: the uuid of the row that is being changed. */
export const ask = async (
  engine: Engine,
  tx: Transaction,
  bodies: readonly Accepted[],
  self: string | null = null,
): Promise<Known> => {
  const pointers = new Map<string, Set<string>>()
  for (const body of bodies) {
    for (const [to, uuids] of pointersOf(body)) pointers.set(to, new Set([...(pointers.get(to) ?? []), ...uuids]))
  }
  const owner = bodies[0]
  if (!owner) return nothingKnown
  const numbers = owner.numbers.map(([path]) => path)
  if (pointers.size === 0 && numbers.length === 0) return nothingKnown
  const targets = [...pointers.keys()].sort()
  const key = `lookup ${numbers.length > 0 ? owner.resource.name : ''} ${targets} ${numbers}`
  const shape = engine.statements.shape(key, 'own', () => lookup(engine.register, owner.resource, targets, numbers))
  const values: Record<string, unknown> = { self }
  for (const [to, uuids] of pointers) values[`uuids:${to}`] = [...uuids]
  for (const [path, number] of owner.numbers) values[`number:${path}`] = number
  const [row] = await tx.look(shape.with(values))
  return knownFrom(engine.register, numbers, row ?? {})
}

/** Refuses a body that asks nothing of the database before a transaction is opened for it. */
export const refuseEarly = (accepted: Accepted): void => {
  if (accepted.pointers.length === 0 && accepted.numbers.length === 0) refuse(faultsOf(accepted, nothingKnown))
}

const askFacts = async (
  engine: Engine,
  tx: Transaction,
  resource: Resource,
  after: Values,
  key: string | undefined,
): Promise<Readonly<Record<string, unknown>>> => {
  const needs = needsOf(resource, after, key)
  if (needs.size === 0) return {}
  const names = [...needs.keys()]
  const shape = engine.statements.shape(`facts ${resource.name} ${names}`, 'own', () =>
    facts(engine.register, resource, needs),
  )
  const [row] = await tx.look(shape.with({ ...after, id: key ?? null }))
  return Object.fromEntries(names.map((name, index) => [name, row?.[`fact_${index}`]]))
}

const present = (): string => new Date().toISOString()

/** Moments that exist exactly while another field has a value. */
const withMoments = (resource: Resource, after: Record<string, unknown>, given: ReadonlySet<string>): void => {
  for (const { path, leaf } of columnsOf(resource)) {
    const when = leaf?.presentWhen
    if (!when) continue
    if (after[when.path] === when.is) after[path] ??= present()
    else if (!given.has(path) || after[path] === null) after[path] = null
  }
}

export interface Judged {
  readonly after: Record<string, unknown>
  readonly change: Change
}

export interface Judgement {
  readonly action: Change['action']
  readonly accepted: Accepted
  readonly known: Known
  readonly before?: Values | undefined
  readonly key?: string | undefined
  /** Values that the register sets, whatever the body says. */
  readonly forced?: Values | undefined
}

/** On POST and PUT exactly one of the two names of an ordered list is given; PATCH may do without (behaviour.md §1.8). */
const orderedFaults = ({ resource, given }: Accepted, action: Change['action']): Fault[] => {
  for (const [key, field] of Object.entries(resource.fields)) {
    if (field.kind !== 'ordered') continue
    const [one, all] = [toColumn(field.first), toColumn(key)]
    const invalid = (reason: string): Fault[] => [{ name: 'nonFieldErrors', code: 'invalid', reason }]
    if (given.has(field.first) && given.has(key)) {
      return invalid(`\`${one}\` en \`${all}\` mag niet beiden gebruikt worden.`)
    }
    if (action !== 'change' && !given.has(field.first) && !given.has(key)) {
      return invalid(`\`${one}\` of \`${all}\` is required (mag niet beiden gebruiken).`)
    }
  }
  return []
}

const stageOf = (resource: Resource, phase: Rule['phase']): readonly Rule[] =>
  (resource.rules ?? []).filter((rule) => rule.phase === phase)

/** The first rule that finds something, or with `every` all that do. */
const judge = (rules: readonly Rule[], change: Change, every: boolean): Fault[] => {
  const found: Fault[] = []
  for (const rule of rules) {
    found.push(...rule.check(change))
    if (found.length > 0 && !every) break
  }
  return found
}

/** The row as it will be, or `Refused` with every fault of the first phase that has any (behaviour.md §2.2). */
export const judged = async (engine: Engine, tx: Transaction, judgement: Judgement): Promise<Judged> => {
  const { action, accepted, known, before, key, forced } = judgement
  const { resource, given } = accepted
  refuse(faultsOf(accepted, known))
  refuse(orderedFaults(accepted, action))
  const start = before ?? Object.fromEntries(columnsOf(resource).map(({ path, initial }) => [path, initial ?? null]))
  const after: Record<string, unknown> = { ...start, ...resolved(accepted.values, known), ...forced }
  withMoments(resource, after, given)
  const rules = resource.rules ?? []
  const facts = rules.length > 0 ? await askFacts(engine, tx, resource, after, key) : {}
  const change: Change = { action, given, before, after, key, facts }
  refuse(judge(stageOf(resource, 'object'), change, false))
  const saving = stageOf(resource, 'saving')
  const unique = saving.filter((rule) => rule.unique)
  refuse(
    judge(
      saving.filter((rule) => !rule.unique),
      change,
      false,
    ),
  )
  refuse(judge(unique, change, true))
  return { after, change }
}
