/** What an answer does not show, because it goes or changes along with something else: whom that was about. */
import { FULL_SIGHT } from '../derive/sight.ts'
import { aboutRows, isAboutPeople } from '../derive/subjects.ts'
import { viewing } from '../derive/veil.ts'
import type { Register } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import type { Change, Consequence } from './context.ts'
import type { Statements } from './statements.ts'

export const trailing = (register: Register, statements: Statements): Consequence => {
  const rowsOf = (resource: Resource) =>
    statements.shape(`about ${resource.name}`, 'own', () => aboutRows(viewing(register, FULL_SIGHT), resource))
  const idsOf = (changes: readonly Change[]): Map<Resource, Set<string>> => {
    const found = new Map<Resource, Set<string>>()
    for (const change of changes) {
      if (change.action === 'create' || !isAboutPeople(change.resource)) continue
      found.set(change.resource, (found.get(change.resource) ?? new Set()).add(change.id))
    }
    return found
  }
  return async (tx, changes, { trail }) => {
    if (!trail) return
    for (const [resource, ids] of idsOf(changes)) {
      trail.asked(resource)
      const rows = tx.send(rowsOf(resource).with({ ids: [...ids] }))
      rows.then(([row]) => trail.add(row?.about)).catch(() => {})
    }
  }
}
