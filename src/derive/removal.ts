/** Statements that remove rows, and what refers to them. */
import type { Referrer } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { join, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { columnAt, columnsOf } from './columns.ts'

/** Slots: `ids`. The rows that refer to these, locked. Answers `id`. */
export const referring = ({ resource, column }: Referrer): Sql =>
  sql`select id::text from ${name(resource.table)} where ${name(column)} = any(${slot('ids', 'bigint[]')}) order by id for update`

/** Slots: `ids`. Rows let go of what they refer to; a variant that holds the reference goes as a whole. */
export const release = ({ resource, path, column, onRemoval }: Referrer): Sql => {
  const own = columnAt(resource, path)
  const gone =
    onRemoval === 'clearVariant'
      ? columnsOf(resource)
          .filter(({ variant, path: at }) => variant === own.variant || at === own.variant)
          .map((one) => sql`${name(one.column)} = ${raw(one.path === own.variant ? 'false' : 'null')}`)
      : [sql`${name(column)} = null`]
  return sql`update ${name(resource.table)} set ${join(gone, ', ')} where ${name(column)} = any(${slot('ids', 'bigint[]')}) returning id::text`
}

/** Slots: `ids`. */
export const remove = ({ table }: Resource): Sql =>
  sql`delete from ${name(table)} where id = any(${slot('ids', 'bigint[]')})`

/** Slots: `ids`. Takes rows out of ordered lists, or lists away. Answers the owners' `id`. */
export const unlist = (table: string, column: string, owner: string): Sql =>
  sql`delete from ${name(table)} where ${name(column)} = any(${slot('ids', 'bigint[]')}) returning ${name(owner)}::text as id`

/** Slot: `uuid`. The key of a row, locked: `id`. */
export const keyOf = (resource: Resource): Sql =>
  sql`select id::text from ${name(resource.table)} where uuid = ${slot('uuid', 'uuid')} for update`
