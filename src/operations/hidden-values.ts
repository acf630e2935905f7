/** Writing what one does not see: what comes back as it was shown stays, and nothing is uncovered by writing. */
import type { Accepted } from '../derive/accepted.ts'
import { columnsOf } from '../derive/columns.ts'
import { type Copy, copiesDown, copiesOf, copiesUp, type Guarded, guardedIn, guardsUp } from '../derive/guards.ts'
import { boundsOf } from '../derive/own.ts'
import { grants, has, type Sight } from '../derive/sight.ts'
import { viewing } from '../derive/veil.ts'
import { WHOLE } from '../model/fault.ts'
import type { Register } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { isFilled, type Values } from '../model/rule.ts'
import type { Sql } from '../sql/sql.ts'
import type { Call, Engine, Work } from './context.ts'
import { Forbidden, refuse } from './problem.ts'

/** Paths that are hidden in a row; those that always are, always. */
export type Hidden = ReadonlySet<string>

const NONE: Hidden = new Set()

/** What of this row is hidden behind guards, as far as it matters for this body and caller. */
export const hiddenIn = async (
  engine: Engine,
  { tx, call }: Work,
  resource: Resource,
  id: string,
  kept: Accepted['kept'],
): Promise<Hidden> => {
  const { sight, slots } = call.caller
  if (sight.key === '' && kept.size === 0) return NONE
  const guarded = guardedIn(resource).filter(
    ({ path, guard }) => kept.has(path) || !has(sight, guard.scope) || (guard.use && !has(sight, guard.use)),
  )
  const paths = [...new Set([...guarded.map(({ path }) => path), ...kept.keys()])]
  if (paths.length === 0) return NONE
  const shape = engine.statements.shape(`guards ${resource.name} ${paths} ${sight.key}`, 'never', () =>
    guardsUp(viewing(engine.register, sight), resource, paths),
  )
  const [row] = await tx.query(shape.with({ ...slots, id }))
  return new Set(paths.filter((_path, index) => row?.[`up_${index}`] === true))
}

const under = (resource: Resource, path: string) =>
  columnsOf(resource).filter((column) => column.path === path || column.path.startsWith(`${path}.`))

const uncovers = (path: string) =>
  ({ name: path, code: 'invalid', reason: 'Deze waarde is niet afgeschermd: geef de waarde zelf.' }) as const

/** The body with what it left as it was shown: of what is hidden nothing, of the rest the nothing that was given. */
export const withoutHidden = (accepted: Accepted, hidden: Hidden): Accepted => {
  if (accepted.kept.size === 0) return accepted
  const given: Record<string, unknown> = {}
  for (const [path, how] of accepted.kept) {
    if (hidden.has(path)) continue
    refuse(how === 'mask' ? [uncovers(path)] : [])
    for (const column of under(accepted.resource, path)) given[column.path] = column.initial ?? null
  }
  return { ...accepted, values: { ...accepted.values, ...given } }
}

const changed = (resource: Resource, { path }: Guarded, before: Values, after: Values): boolean =>
  under(resource, path).some((column) => before[column.path] !== after[column.path])

/** Whether a value of the row is one that takes `use`: its kind says so, or it may be one, which a guess would tell. */
const takesUse = (sight: Sight, { path, guard: { when, scope } }: Guarded, values: Values): boolean => {
  if (!when) return false
  if ('copyOf' in when) return !has(sight, scope) && when.like(String(values[path]))
  const beside = path.slice(0, path.lastIndexOf('.') + 1) + when.path
  return String(values[beside]).toLowerCase() === when.is
}

/**
 * Throws `Forbidden` where the body says a value that the caller may not use. Asked before anything is compared: whether it
 * is the stored one, or one that is taken, is no answer to a guess. `before`: the row that is changed, and what of it is
 * hidden.
 */
export const refuseUse = (
  { caller: { sight } }: Call,
  { resource, values, kept }: Pick<Accepted, 'resource' | 'values' | 'kept'>,
  before?: { readonly hidden: Hidden; readonly values: Values },
): void => {
  const after = { ...before?.values, ...values }
  for (const one of guardedIn(resource)) {
    const { path, guard } = one
    if (guard.use === undefined || has(sight, guard.use) || (before && kept.has(path))) continue
    const was = before?.hidden.has(path) === true
    const isSaid = !before || (Object.hasOwn(values, path) && (was || before.values[path] !== values[path]))
    const isHidden = was && guard.when !== undefined && 'is' in guard.when
    if (isSaid && (isHidden || takesUse(sight, one, after))) throw new Forbidden([guard.use])
  }
}

/** Whether the row says of another person that it is theirs. */
const isTied = ({ about = [], fields }: Resource, register: Register, before: Values, after: Values): boolean =>
  about.some((path) => {
    const field = fields[path]
    return field?.kind === 'reference' && register.get(field.to).person === true && before[path] !== after[path]
  })

/** Throws `Forbidden` where the change ties what the caller may not use, or shows what was hidden from it. */
export const refuseUncovering = (
  register: Register,
  { caller: { sight } }: Call,
  { resource, kept }: Accepted,
  before: { readonly hidden: Hidden; readonly values: Values },
  after: { readonly hidden: Hidden; readonly values: Values },
): void => {
  for (const one of guardedIn(resource)) {
    const { path, guard } = one
    const [was, is] = [before.hidden.has(path), after.hidden.has(path)]
    const isNew = changed(resource, one, before.values, after.values)
    if (was && !is && kept.has(path)) refuse([uncovers(path)])
    // Also where nothing was hidden: that would tell.
    if (was && !is && !isNew && !has(sight, guard.scope)) throw new Forbidden([guard.scope])
    const uses = was && guard.use !== undefined && !has(sight, guard.use)
    if (uses && isTied(resource, register, before.values, after.values)) throw new Forbidden([guard.use])
  }
}

/**
 * Does something to rows of a resource, and throws `Forbidden` where that would show the caller, in other rows, what was
 * hidden because it equalled a value of these.
 */
export const keepingCovered = async <T>(
  engine: Engine,
  { tx, call }: Work,
  resource: Resource,
  ids: readonly string[],
  act: () => Promise<T>,
): Promise<T> => {
  const { sight } = call.caller
  if (sight.key === '') return act()
  const view = viewing(engine.register, sight)
  const copies = copiesOf(view, resource).filter(
    ({ owner, guarded: { guard } }) => grants(sight, 'lezen', owner) && !has(sight, guard.scope),
  )
  const ask = async ({ owner, guarded }: Copy, which: string, build: () => Sql, of: readonly string[]) => {
    const key = `copies ${which} ${owner.name} ${guarded.path} ${sight.key}`
    const rows = await tx.query(engine.statements.shape(key, 'never', build).with({ ...call.caller.slots, ids: of }))
    return rows.map(({ id }) => String(id))
  }
  const up = await Promise.all(copies.map((copy) => ask(copy, 'up', () => copiesUp(view, resource, copy), ids)))
  const done = await act()
  for (const [index, copy] of copies.entries()) {
    const were = up[index] ?? []
    const down = were.length > 0 ? await ask(copy, 'down', () => copiesDown(view, copy), were) : []
    if (down.length > 0) throw new Forbidden([copy.guarded.guard.scope])
  }
  return done
}

/** What residents write is theirs, and stays so: something that the row refers to says of whom it is. */
export const refuseLoose = ({ caller }: Call, resource: Resource, after: Values): void => {
  const { sight } = caller
  if (sight.range !== 'partij') return
  const heads = (boundsOf(sight, resource)?.own ?? []).map((path) => path.split('.')[0] ?? '')
  if (heads.some((path) => isFilled(after[path]))) return
  refuse([{ name: heads[0] ?? WHOLE, code: 'required', reason: 'Geef aan dat dit van uzelf is.' }])
}
