/** One object by its uuid, as one statement. */
import type { Resource } from '../model/resource.ts'
import { join, name, type Sql, slot, sql } from '../sql/sql.ts'
import { type Expansion, objectOf, type Rendering } from './object.ts'

/** Slots: `uuid` and the collections' addresses. Answers at most one row: `body`, a JSON text. */
export const detail = (render: Rendering, resource: Resource, expansion: Expansion = {}): Sql =>
  sql`select ${objectOf(render, resource, 'o', expansion)}::text as body from ${name(resource.table)} o where o.uuid = ${slot('uuid', 'uuid')}`

/** Several objects at once. Slots: `0.uuid`, `1.uuid` … and the collections' addresses. Answers `body_0`, `body_1` …. */
export const detailsTogether = (render: Rendering, resources: readonly Resource[]): Sql =>
  sql`select ${join(
    resources.map((resource, index) => {
      const from = sql`${name(resource.table)} o where o.uuid = ${slot(`${index}.uuid`, 'uuid')}`
      return sql`(select ${objectOf(render, resource, 'o')}::text from ${from}) as ${name(`body_${index}`)}`
    }),
    ', ',
  )}`
