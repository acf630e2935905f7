/** From a body to the values of a row: what the database knows is asked, the rules judge, all faults of a phase come at once. */
import { type Accepted, faultsOf, fillIn, type Known, pointersOf, trusting } from '../derive/accepted.ts'
import { columnsOf } from '../derive/columns.ts'
import { facts, needsOf } from '../derive/facts.ts'
import { knownFrom, lookup, nothingKnown } from '../derive/lookup.ts'
import { viewing } from '../derive/veil.ts'
import type { Fault } from '../model/fault.ts'
import { toColumn } from '../model/register.ts'
import { onceFor, type Resource } from '../model/resource.ts'
import type { Change, Rule, Values } from '../model/rule.ts'
import type { Transaction } from '../sql/database.ts'
import type { Call, Engine } from './context.ts'
import { refuse } from './problem.ts'

/** Asks what these bodies need to know, in one statement; rows that do not exist for the caller are none. `self`: the uuid of the row that is being changed. */
export const ask = async (
  engine: Engine,
  { caller }: Call,
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
  const isOwn = numbers.length > 0 || !engine.register.resources.includes(owner.resource)
  const key = `lookup ${isOwn ? owner.resource.name : ''} ${targets} ${numbers} ${caller.sight.key}`
  const shape = engine.statements.shape(key, 'own', () =>
    lookup(viewing(engine.register, caller.sight), owner.resource, targets, numbers),
  )
  const values: Record<string, unknown> = { ...caller.slots, self }
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

const momentsOf = onceFor((resource) =>
  columnsOf(resource).flatMap(({ path, leaf }) => (leaf?.presentWhen ? [{ path, when: leaf.presentWhen }] : [])),
)

/** Moments that exist exactly while another field has a value. */
const withMoments = (resource: Resource, after: Record<string, unknown>, given: ReadonlySet<string>): void => {
  for (const { path, when } of momentsOf(resource)) {
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

const orderedOf = onceFor(({ fields }) =>
  Object.entries(fields).flatMap(([key, field]) => (field.kind === 'ordered' ? [{ key, first: field.first }] : [])),
)

/** On POST and PUT exactly one of the two names of an ordered list is given; PATCH may do without (behaviour.md §1.8). */
const orderedFaults = ({ resource, given }: Accepted, action: Change['action']): Fault[] => {
  for (const { key, first } of orderedOf(resource)) {
    const [one, all] = [toColumn(first), toColumn(key)]
    const invalid = (reason: string): Fault[] => [{ name: 'nonFieldErrors', code: 'invalid', reason }]
    if (given.has(first) && given.has(key)) {
      return invalid(`\`${one}\` en \`${all}\` mag niet beiden gebruikt worden.`)
    }
    if (action !== 'change' && !given.has(first) && !given.has(key)) {
      return invalid(`\`${one}\` of \`${all}\` is required (mag niet beiden gebruiken).`)
    }
  }
  return []
}

/** The rules in the order in which they judge (behaviour.md §2.2); `every`: all that find something are told. */
const stagesOf = onceFor(({ rules = [] }): readonly { readonly rules: readonly Rule[]; readonly every: boolean }[] => {
  const saving = rules.filter(({ phase }) => phase === 'saving')
  return [
    { rules: rules.filter(({ phase }) => phase === 'object'), every: false },
    { rules: saving.filter(({ unique }) => !unique), every: false },
    { rules: saving.filter(({ unique }) => unique), every: true },
  ]
})

/** The first rule that finds something, or with `every` all that do. */
const judge = (rules: readonly Rule[], change: Change, every: boolean): Fault[] => {
  const found: Fault[] = []
  for (const rule of rules) {
    found.push(...rule.check(change))
    if (found.length > 0 && !every) break
  }
  return found
}

const ruleFaults = (resource: Resource, change: Change): Fault[] => {
  for (const { rules, every } of stagesOf(resource)) {
    const found = judge(rules, change, every)
    if (found.length > 0) return found
  }
  return []
}

/** A new row before anything is said of it. */
const blankOf = onceFor((resource) =>
  Object.fromEntries([['uuid', null], ...columnsOf(resource).map(({ path, initial }) => [path, initial ?? null])]),
)

const rowOf = ({ resource, values, given }: Accepted, known: Known, before: Values): Record<string, unknown> => {
  const after = { ...before }
  fillIn(after, values, known)
  withMoments(resource, after, given)
  return after
}

/**
 * The new row that a body makes, with uuids for what it points at, where the insert itself finds out the rest. Undefined
 * where something is wrong, or where a rule must know more: then everything is asked, to name every fault.
 */
export const foreseen = (accepted: Accepted): Record<string, unknown> | undefined => {
  const { resource, given } = accepted
  if (faultsOf(accepted, trusting).length > 0 || orderedFaults(accepted, 'create').length > 0) return undefined
  const after = rowOf(accepted, trusting, blankOf(resource))
  if (needsOf(resource, after, undefined).size > 0) return undefined
  const change: Change = { action: 'create', given, before: undefined, after, key: undefined, facts: {} }
  return ruleFaults(resource, change).length > 0 ? undefined : after
}

/** The row as it will be, or `Refused` with every fault of the first phase that has any (behaviour.md §2.2). */
export const judged = async (engine: Engine, tx: Transaction, judgement: Judgement): Promise<Judged> => {
  const { action, accepted, known, before, key, forced } = judgement
  const { resource, given } = accepted
  refuse(faultsOf(accepted, known))
  refuse(orderedFaults(accepted, action))
  const after = { ...rowOf(accepted, known, before ?? blankOf(resource)), ...forced }
  const facts = await askFacts(engine, tx, resource, after, key)
  const change: Change = { action, given, before, after, key, facts }
  refuse(ruleFaults(resource, change))
  return { after, change }
}
