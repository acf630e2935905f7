/** One object by its uuid, as one statement. */
import type { Resource } from '../model/resource.ts'
import { join, name, type Sql, slot, sql } from '../sql/sql.ts'
import { statesOf } from './columns.ts'
import { objectOf } from './object.ts'
import type { Expansion, Rendering } from './rendering.ts'
import { about } from './subjects.ts'
import { and, andWhole, isWhole, may, type View } from './veil.ts'
import { warned } from './warned.ts'

/**
 * Slots: `uuid` and the collections' addresses. Answers at most one row: `body`, a JSON text, `warned` where that may be,
 * the states of a row that is shown whole, each by its column, and `about` where that is asked. `seen`: only where it may be read; who has
 * just written it is shown it whatever it has become.
 */
export const detail = (render: Rendering, resource: Resource, expansion: Expansion = {}, seen = true): Sql => {
  const shown = objectOf(render, resource, 'o', expansion)
  const warning = warned(render, resource, 'o', expansion)
  const whole = statesOf(resource).length > 0 ? isWhole(render, resource, 'o') : undefined
  const states = statesOf(resource).map(({ column }) => {
    const state = name(`o.${column}`)
    return whole ? sql`, case when ${whole} then ${state} end as ${name(column)}` : sql`, ${state}`
  })
  return sql`select ${shown}::text as body${warning ? sql`, ${warning} as warned` : sql``}${join(states, '')}${about(render, resource, 'o', expansion)} from ${render.tables.rows(resource)} o where ${render.tables.is(resource, 'o', slot('uuid', 'uuid'))}${seen ? and(may(render, 'lezen', resource), 'o') : sql``}`
}

/** Slot: `uuid`. A row where all of the object is the caller's to see. */
export const wholly = (view: View, resource: Resource): Sql =>
  sql`select from ${view.tables.rows(resource)} o where o.uuid = ${slot('uuid', 'uuid')}${andWhole(view, resource, 'o')}`
