/** One object by its uuid, as one statement. */
import type { Resource } from '../model/resource.ts'
import { type Sql, slot, sql } from '../sql/sql.ts'
import { type Expansion, objectOf, type Rendering } from './object.ts'

/** Slots: `uuid` and the collections' addresses. Answers at most one row: `body`, a JSON text. */
export const detail = (render: Rendering, resource: Resource, expansion: Expansion = {}): Sql =>
  sql`select ${objectOf(render, resource, 'o', expansion)}::text as body from ${render.tables.rows(resource)} o where ${render.tables.is(resource, 'o', slot('uuid', 'uuid'))}`
