/** Which guards are up for a row, asked when it is written: who does not see something neither loses nor uncovers it. */
import type { Guard } from '../model/guard.ts'
import { toColumn, visitFields } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { join, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { columnsOf } from './columns.ts'
import { follow } from './path.ts'
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

/** A guarded value elsewhere that is hidden because it equals one of a resource. */
export interface Copy {
  readonly owner: Resource
  readonly guarded: Guarded
  /** The column of the resource that says whose row it is. */
  readonly column: string
}

/** The values in other rows that are hidden because they equal one of this resource. */
export const copiesOf = ({ register }: View, resource: Resource): Copy[] =>
  register.resources.flatMap((owner) =>
    guardedIn(owner).flatMap((guarded): Copy[] => {
      const { when } = guarded.guard
      const way = when && 'copyOf' in when ? follow(register, owner, when.copyOf) : undefined
      const [step, ...rest] = way?.end === resource ? way.steps : []
      if (!step) return []
      if (step.kind !== 'rows' || rest.length > 0) throw new Error(`${owner.name}: a copy of what is too far away`)
      return [{ owner, guarded, column: step.column }]
    }),
  )

const isUp = (view: View, { owner, guarded: { prefix, column, guard } }: Copy): Sql =>
  guardUp(view, owner, { alias: 'r', prefix, column }, guard)

/** Slots: `ids`, of the resource that was copied. The owners of these rows whose value is hidden: `id`. */
export const copiesUp = (view: View, { table }: Resource, copy: Copy): Sql =>
  sql`select r.id::text from ${name(copy.owner.table)} r where r.id in (select o.${name(copy.column)} from ${name(table)} o where o.id = any(${slot('ids', 'bigint[]')})) and ${isUp(view, copy)}`

/** Slots: `ids`, of owners. Those whose value is not hidden: `id`. */
export const copiesDown = (view: View, copy: Copy): Sql =>
  sql`select r.id::text from ${name(copy.owner.table)} r where r.id = any(${slot('ids', 'bigint[]')}) and not ${isUp(view, copy)}`
