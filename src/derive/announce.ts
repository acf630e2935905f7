/** The statement that writes down, in the transaction of a change, that it must be announced. */
import type { Resource } from '../model/resource.ts'
import { join, literal, name, type Sql, slot, sql } from '../sql/sql.ts'
import { columnAt } from './columns.ts'

/** What is kept of a row beside who it is; the row has the alias `o`. */
export interface Kept {
  /** The scopes without which there is no such row: a text[]. */
  readonly behind: Sql
  /** The values that messages show: a jsonb object. */
  readonly facts: Sql
}

/** The values of these fields, as a jsonb object. */
export const factsOf = (resource: Resource, fields: readonly string[]): Sql =>
  sql`jsonb_build_object(${join(
    fields.map((field) => sql`${literal(field)}, ${name(`o.${columnAt(resource, field).column}`)}`),
    ', ',
  )})`

const insertion = sql`insert into outbox (action, resource, object, followed, behind, facts, traceparent)`

/** The step of the request, for who goes on from there; null where nobody keeps track. */
const traceparent = slot('traceparent', 'text')

const made = ({ name: of }: Resource, { behind, facts }: Kept, from: Sql): Sql =>
  sql`${insertion} select 'create', ${of}, o.uuid, false, ${behind}, ${facts}, ${traceparent} from ${from}`

/** Slots: `uuids` of new rows, `traceparent`, and what `kept` has. */
export const announceMade = (resource: Resource, kept: Kept): Sql =>
  made(resource, kept, sql`${name(resource.table)} o where o.uuid = any(${slot('uuids', 'uuid[]')})`)

/** The same for a row under an alias. */
export const announceFresh = (resource: Resource, kept: Kept, alias: string): Sql =>
  made(resource, kept, sql`${name(alias)} o`)

/** Slots: `ids`, `actions`, `followed`, `traceparent`, and what `kept` has. Rows in the order of `ids`. */
export const announceTouched = ({ name: of, table }: Resource, { behind, facts }: Kept): Sql =>
  sql`${insertion} select c.action, ${of}, o.uuid, c.followed, ${behind}, ${facts}, ${traceparent}
    from unnest(${slot('ids', 'bigint[]')}, ${slot('actions', 'text[]')}, ${slot('followed', 'boolean[]')})
      with ordinality c (id, action, followed, number)
    join ${name(table)} o on o.id = c.id order by c.number`
