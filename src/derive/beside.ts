/** What is kept beside the body of a row (`beside` in its declaration), read and written on its own. */

import { toColumn } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { join, name, type Sql, slot, sql } from '../sql/sql.ts'
import { columnsIn } from './besides.ts'
import { groupOf } from './object.ts'
import type { Rendering } from './rendering.ts'
import { andWhole } from './veil.ts'

/** Slots: `uuid` and the collections' addresses. At most one row: `body`, a JSON text, and whether it `is_there`. */
export const besideShown = (render: Rendering, resource: Resource, key: string): Sql => {
  const { group } = resource.beside?.[key] ?? {}
  if (!group) throw new Error(`${resource.name} keeps no ${key}`)
  const isThere = join(
    columnsIn(resource, key).map(({ column }) => sql`${name(`o.${column}`)} is not null`),
    ' or ',
  )
  const body = groupOf(render, resource, 'o', group.members, `${toColumn(key)}_`)
  return sql`select ${body}::text as body, (${isThere}) as is_there from ${render.tables.rows(resource)} o where o.uuid = ${slot('uuid', 'uuid')}${andWhole(render, resource, 'o')}`
}

/** Slots: `id`, and one per path of a body. All of it is written. */
export const besideWritten = (resource: Resource, key: string): Sql => {
  const set = columnsIn(resource, key).map(({ column, sqlType, own }) => sql`${name(column)} = ${slot(own, sqlType)}`)
  return sql`update ${name(resource.table)} set ${join(set, ', ')} where id = ${slot('id', 'bigint')}`
}
