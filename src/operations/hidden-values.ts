/** Writing what one does not see: what comes back as it was shown stays, and nothing is uncovered by writing. */
import type { Accepted } from '../derive/accepted.ts'
import { columnsOf } from '../derive/columns.ts'
import { type Copy, copiesDown, copiesOf, copiesUp, type Guarded, guardedIn, guardsUp } from '../derive/guards.ts'
import { boundsOf } from '../derive/own.ts'
import { grants, has, type Sight } from '../derive/sight.ts'
import { viewing } from '../derive/veil.ts'
import type { Guard } from '../model/guard.ts'
import { WHOLE } from '../model/fault.ts'
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

/** Whether someone who may not use such values, nor sees them, would learn by a guess whether it equals one. */
const guesses = (sight: Sight, { use, scope, when }: Guard, value: unknown): boolean =>
  use !== undefined && when !== undefined && 'copyOf' in when && !has(sight, use) && !has(sight, scope)
    ? when.like(String(value))
    : false

/** Throws `Forbidden` where the change uses what the caller may not use, or shows what was hidden from it. */
export const refuseUncovering = (
  { call }: Work,
  { resource, given, kept }: Accepted,
  before: { readonly hidden: Hidden; readonly values: Values },
  after: { readonly hidden: Hidden; readonly values: Values },
): void => {
  const { sight } = call.caller
  for (const one of guardedIn(resource)) {
    const { path, guard } = one
    const [was, is] = [before.hidden.has(path), after.hidden.has(path)]
    const isNew = changed(resource, one, before.values, after.values)
    if (was && !is && kept.has(path)) refuse([uncovers(path)])
    const isThere = under(resource, path).some((column) => isFilled(after.values[column.path]))
    if (was && !is && !isNew && isThere && !has(sight, guard.scope)) throw new Forbidden([guard.scope])
    const uses = guard.use !== undefined && guard.when !== undefined && 'is' in guard.when
    if (uses && (was || is) && isNew && !has(sight, guard.use)) throw new Forbidden([guard.use])
    const isSaid = given.has(path) && !kept.has(path) && (isNew || was)
    if (guard.use && isSaid && guesses(sight, guard, after.values[path])) throw new Forbidden([guard.use])
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

/** The same for a new row. */
export const refuseUse = ({ caller }: Call, resource: Resource, after: Values): void => {
  const { sight } = caller
  for (const { path, guard } of guardedIn(resource)) {
    if (guard.use && guesses(sight, guard, after[path])) throw new Forbidden([guard.use])
    if (guard.use === undefined || has(sight, guard.use) || !guard.when || !('is' in guard.when)) continue
    const beside = path.slice(0, path.lastIndexOf('.') + 1) + guard.when.path
    if (String(after[beside]).toLowerCase() === guard.when.is) throw new Forbidden([guard.use])
  }
}
