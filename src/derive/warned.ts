/** Whether an answer holds what is secret to third parties, where it does not say so itself. */
import type { Holds } from '../model/guard.ts'
import type { Resource } from '../model/resource.ts'
import { AGAINST_THIRD_PARTIES, type Scope } from '../model/scopes.ts'
import { join, type Sql, sql } from '../sql/sql.ts'
import { guardedIn } from './guards.ts'
import { follow } from './path.ts'
import type { Expansion } from './rendering.ts'
import { has } from './sight.ts'
import { holds, inRows, may, passing, type View } from './veil.ts'

/** Where a row itself holds why, everyone can see it; what another row holds must be asked. */
const elsewhere = (view: View, scope: Scope, when: unknown): when is Holds =>
  AGAINST_THIRD_PARTIES.has(scope) &&
  has(view.sight, scope) &&
  typeof when === 'object' &&
  when !== null &&
  'is' in when &&
  (when as Holds).path.includes('.')

const reasons = (view: View, resource: Resource): Holds[] => {
  const found = [
    ...(resource.veils ?? []).map(({ scope, when }) => ({ scope, when })),
    ...guardedIn(resource).map(({ guard: { scope, when } }) => ({ scope, when })),
  ].flatMap(({ scope, when }) => (elsewhere(view, scope, when) ? [when] : []))
  return found.filter(({ path }, index) => found.findIndex((one) => one.path === path) === index)
}

/** Whether the row that holds the reason is itself in the answer, which then says so. */
const isShown = (view: View, resource: Resource, expansion: Expansion, { path }: Holds): boolean => {
  const [reference = '', ...more] = path.split('.')
  if (more.length > 1 || !Object.hasOwn(expansion, reference)) return false
  return may(view, 'lezen', follow(view.register, resource, reference).end) === true
}

/** Undefined where there can be nothing of the kind. */
export const warned = (view: View, resource: Resource, alias: string, expansion: Expansion): Sql | undefined => {
  const own = reasons(view, resource)
    .filter((when) => !isShown(view, resource, expansion, when))
    .map((when) => holds(view, resource, alias, '', when))
  const included = Object.entries(expansion).flatMap(([key, more]) => {
    const { steps, end } = follow(view.register, resource, key)
    if (!mayWarn(view, end, more)) return []
    return [inRows(view, steps, alias, (at) => warned(view, end, at, more) ?? sql`false`, passing(view))]
  })
  const all = [...own, ...included]
  return all.length > 0 ? sql`(${join(all, ' or ')})` : undefined
}

const mayWarn = (view: View, resource: Resource, expansion: Expansion): boolean =>
  reasons(view, resource).some((when) => !isShown(view, resource, expansion, when)) ||
  Object.entries(expansion).some(([key, more]) => mayWarn(view, follow(view.register, resource, key).end, more))
