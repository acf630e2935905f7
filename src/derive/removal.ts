/** Statements that remove rows, and what refers to them. */
import type { Referrer, Register } from '../model/register.ts'
import type { Resource, WhenDestroyed } from '../model/resource.ts'
import { join, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { columnAt, columnsOf } from './columns.ts'
import { versionTable } from './versions.ts'
import { isPartial } from './own.ts'
import { FULL_SIGHT } from './sight.ts'
import { and, andWhole, frozen, hides, may, type View, viewing } from './veil.ts'

/** `, … as frozen`: why a row of this table is not changed or removed, seen or not; nothing where each may be. */
const whyFrozen = (register: Register, resource: Resource): Sql => {
  const why = frozen(viewing(register, FULL_SIGHT), resource, resource.table)
  return why ? sql`, ${why} as frozen` : sql``
}

/** Slots: `ids`. Answers `frozen` for each of these rows. Undefined where none can be. */
export const frozenAmong = (register: Register, resource: Resource): Sql | undefined => {
  const why = frozen(viewing(register, FULL_SIGHT), resource, resource.table)
  return why && sql`select ${why} as frozen from ${name(resource.table)} where id = any(${slot('ids', 'bigint[]')})`
}

/** Slots: `ids`. The rows that refer to these, locked. Answers `id`, and `frozen` where a row may be: why it is. */
export const referring = (register: Register, { resource, column }: Referrer): Sql =>
  sql`select id::text${whyFrozen(register, resource)} from ${name(resource.table)} where ${name(column)} = any(${slot('ids', 'bigint[]')}) order by id for update`

/** Slots: `ids`. Rows let go of what they refer to; a variant that holds the reference goes as a whole. Answers as `referring`. */
export const release = (register: Register, { resource, path, column, onRemoval }: Referrer): Sql => {
  const own = columnAt(resource, path)
  const gone =
    onRemoval === 'clearVariant'
      ? columnsOf(resource)
          .filter(({ variant, path: at }) => variant === own.variant || at === own.variant)
          .map((one) => sql`${name(one.column)} = ${raw(one.path === own.variant ? 'false' : 'null')}`)
      : [sql`${name(column)} = null`]
  return sql`update ${name(resource.table)} set ${join(gone, ', ')} where ${name(column)} = any(${slot('ids', 'bigint[]')}) returning id::text${whyFrozen(register, resource)}`
}

/** Slots: `ids`. */
export const remove = ({ table }: Resource): Sql =>
  sql`delete from ${name(table)} where id = any(${slot('ids', 'bigint[]')})`

/** Slots: `ids`. Takes rows out of ordered lists, or lists away. Answers the owners' `id`. */
export const unlist = (table: string, column: string, owner: string): Sql =>
  sql`delete from ${name(table)} where ${name(column)} = any(${slot('ids', 'bigint[]')}) returning ${name(owner)}::text as id`

/** Slot: `uuid`. The key of a row that may be removed, locked: `id`; `frozen` where it may be: why it is not. */
export const keyOf = (view: View, resource: Resource): Sql => {
  const why = frozen(view, resource, resource.table)
  return sql`select id::text${why ? sql`, ${why} as frozen` : sql``} from ${name(resource.table)} where uuid = ${slot('uuid', 'uuid')}${and(may(view, 'verwijderen', resource), resource.table)} for update`
}

/** Slots: `ids`. The rows that referred to these until they went themselves. Answers `id`. */
export const wereReferring = ({ resource, column }: Referrer): Sql => {
  const versions = name(versionTable(resource))
  const gone = sql`select from ${versions} g where g.id = v.id and g.versie = v.versie + 1 and g.versie_actie = 'verwijderd'`
  return sql`select v.id::text from ${versions} v where v.${name(column)} = any(${slot('ids', 'bigint[]')}) and exists (${gone})`
}

/** Slots: `uuids`. The keys that these uuids have or had: `id`, `uuid`. */
export const keysEver = (resource: Resource): Sql => {
  const uuids = slot('uuids', 'uuid[]')
  return sql`select k.id::text, k.uuid from ${name(resource.table)} k where k.uuid = any(${uuids}) union select g.id::text, g.uuid from ${name(versionTable(resource))} g where g.uuid = any(${uuids}) and g.versie_actie = 'verwijderd'`
}

/** Slots: `uuids`. Which of these the caller may name to have them destroyed; `ofRemoved`: also what is gone. Answers `uuid`. */
export const nameable = (view: View, resource: Resource, ofRemoved: boolean): Sql => {
  const uuids = slot('uuids', 'uuid[]')
  const there = sql`select k.uuid from ${name(resource.table)} k where k.uuid = any(${uuids})${andWhole(view, resource, 'k')}`
  // Of what is gone nobody can say any more who may see it.
  if (!ofRemoved || hides(view.register, view.sight, resource) || isPartial(view.sight, resource)) return there
  return sql`${there} union select g.uuid from ${name(versionTable(resource))} g where g.uuid = any(${uuids}) and g.versie_actie = 'verwijderd'`
}

/** Slots: `ids`. The uuids of rows that are or were there: `id`, `uuid`; `is_there`. */
export const uuidsEver = (resource: Resource): Sql => {
  const is = sql`exists (select from ${name(resource.table)} r where r.id = v.id) as is_there`
  return sql`select distinct v.id::text, v.uuid, ${is} from ${name(versionTable(resource))} v where v.id = any(${slot('ids', 'bigint[]')})`
}

/** Rows that name one of those with the keys `ids`, there or gone. */
const namesOne = (register: Register, record: Resource, { field, of }: WhenDestroyed['goesWith']): Sql =>
  sql`r.${name(columnAt(record, field).column)} in (select v.uuid from ${name(versionTable(register.get(of)))} v where v.id = any(${slot('ids', 'bigint[]')}))`

/** Slots: `ids`, of what is destroyed. The records that go with it, locked. Answers `id`. */
export const naming = (register: Register, record: Resource, { goesWith }: WhenDestroyed): Sql =>
  sql`select r.id::text from ${name(record.table)} r where ${namesOne(register, record, goesWith)} order by r.id for update`

/** Slots: `ids`, of what is destroyed, and `going`, records that go themselves. Empties the others that name it. Answers `id`, `uuid`. */
export const empty = (register: Register, record: Resource, { isEmptiedWith }: WhenDestroyed): Sql => {
  const columns = isEmptiedWith.texts.map((path) => name(columnAt(record, path).column))
  const emptied = columns.map((column) => sql`${column} = case when r.${column} is not null then '' end`)
  const filled = columns.map((column) => sql`r.${column} <> ''`)
  return sql`update ${name(record.table)} r set ${join(emptied, ', ')} where ${namesOne(register, record, isEmptiedWith)} and not r.id = any(${slot('going', 'bigint[]')}) and (${join(filled, ' or ')}) returning r.id::text, r.uuid`
}
