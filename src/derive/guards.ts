/** Which guards are up for a row, asked when it is written: who does not see something neither loses nor uncovers it. */
import type { Guard } from '../model/guard.ts'
import { toColumn, visitFields } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { join, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { columnsOf } from './columns.ts'
import { guardUp, hidden, type View } from './veil.ts'

/** A field, or a group of them, that is guarded. */
export interface Guarded {
  readonly path: string
  readonly guard: Guard
  readonly prefix: string
  readonly column: string
}

const cache = new WeakMap<Resource, readonly Guarded[]>()

export const guardedIn = (resource: Resource): readonly Guarded[] => {
  const known = cache.get(resource)
  if (known) return known
  const found: Guarded[] = []
  visitFields(resource.fields, ({ path, prefix, column }, { guard }) => {
    if (guard) found.push({ path, prefix, column, guard })
  })
  cache.set(resource, found)
  return found
}

const hiddenReference = (view: View, resource: Resource, path: string, alias: string): Sql | undefined => {
  const { column, to } = columnsOf(resource).find((one) => one.path === path) ?? {}
  if (to === undefined) return undefined
  const target = view.register.get(to)
  const inner = view.alias()
  const why = hidden(view, target, inner)
  return (
    why &&
    sql`exists (select from ${name(target.table)} ${name(inner)} where ${name(`${inner}.id`)} = ${name(`${alias}.${column ?? toColumn(path)}`)} and (${why}))`
  )
}

/**
 * Slot: `id`. For each path whether it is hidden in that row: `up_0`, `up_1` …. A path is that of something guarded, or
 * of a reference to what may not exist for the caller.
 */
export const guardsUp = (view: View, resource: Resource, paths: readonly string[]): Sql => {
  const asked = paths.map((path, index) => {
    const found = guardedIn(resource).find((one) => one.path === path)
    const up = found
      ? guardUp(view, resource, { alias: 'r', prefix: found.prefix, column: found.column }, found.guard)
      : hiddenReference(view, resource, path, 'r')
    return sql`${up ?? raw('false')} as ${name(`up_${index}`)}`
  })
  return sql`select ${join(asked, ', ')} from ${name(resource.table)} r where r.id = ${slot('id', 'bigint')}`
}
