/** Statements that keep what rows promise about each other: lists, preferences, flags that only one may have. */
import type { Ordered, Source } from '../model/kinds/collection.ts'
import { type Register, toColumn } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { join, name, type Sql, slot, sql } from '../sql/sql.ts'
import { columnAt, keptBeside } from './columns.ts'
import { andExisting, type View } from './veil.ts'

const by = (source: Source): Sql => name(`${toColumn(source.by)}_id`)

/**
 * Slots: `owner`, `ids`. Rows that the owner lets go because they are not listed; who does not see one did not leave it
 * out. Answers their `id`.
 */
export const unlink = (view: View, source: Source): Sql => {
  const of = view.register.get(source.of)
  return sql`update ${name(of.table)} set ${by(source)} = null where ${by(source)} = ${slot('owner', 'bigint')} and id <> all(${slot('ids', 'bigint[]')})${andExisting(view, of, of.table)} returning id::text`
}

/** Slots: `owner`, `ids`. Rows that come to the owner, from another or from none. Answers their `id`. */
export const link = (register: Register, source: Source): Sql =>
  sql`update ${name(register.get(source.of).table)} set ${by(source)} = ${slot('owner', 'bigint')} where id = any(${slot('ids', 'bigint[]')}) and ${by(source)} is distinct from ${slot('owner', 'bigint')} returning id::text`

/**
 * Slots: `owner`, `ids`. Before rows with a sole flag come to the owner: the one that comes last keeps it, all others
 * of its kind lose it. Answers the `id` of those that lose it.
 */
export const soleAmongLinked = (resource: Resource): Sql => {
  const { sole } = resource
  if (!sole) throw new Error(`${resource.name} has no sole flag`)
  const [owner, ...others] = sole.within.map((path) => columnAt(resource, path).column)
  const flag = name(columnAt(resource, sole.flag).column)
  const table = name(resource.table)
  const same = others.map((column) => sql`t.${name(column)} = w.${name(column)}`)
  const columns = join(
    others.map((column) => name(column)),
    ', ',
  )
  const own = sql`${name(owner ?? '')} is not distinct from ${slot('owner', 'bigint')}`
  const coming = sql`select distinct on (${columns}) id, ${columns} from ${table} where ${flag} and id = any(${slot('ids', 'bigint[]')}) order by ${columns}, (${own}), array_position(${slot('ids', 'bigint[]')}, id) desc`
  return sql`with w as (${coming}) update ${table} t set ${flag} = false from w where t.${flag} and t.id <> w.id and ${join(same, ' and ')} and (t.${own} or t.id = any(${slot('ids', 'bigint[]')})) returning t.id::text`
}

/** Slots: `id` (null for a new row) and the paths of `within`. Takes the flag from the others. Answers their `id`. */
export const soleAmongOthers = (resource: Resource): Sql => {
  const { sole } = resource
  if (!sole) throw new Error(`${resource.name} has no sole flag`)
  const flag = name(columnAt(resource, sole.flag).column)
  const same = sole.within.map((path) => {
    const { column, sqlType } = columnAt(resource, path)
    return sql`${name(column)} = ${slot(path, sqlType)}`
  })
  return sql`update ${name(resource.table)} set ${flag} = false where ${flag} and ${join(same, ' and ')} and id is distinct from ${slot('id', 'bigint')} returning id::text`
}

/** Slots: `ids`. Preferences for these rows by owners that they do not belong to (any more). Answers the owners' `id`. */
export const forgetPreferred = (register: Register, owner: Resource, field: string, source: Source): Sql => {
  const { column } = columnAt(owner, field)
  const member = name(register.get(source.of).table)
  return sql`update ${name(owner.table)} o set ${name(column)} = null from ${member} m where m.id = o.${name(column)} and m.id = any(${slot('ids', 'bigint[]')}) and m.${by(source)} is distinct from o.id returning o.id::text`
}

/** Slots: `id`, `owner`. Whether that row belongs to the owner: `belongs`. */
export const belongs = (register: Register, source: Source): Sql =>
  sql`select exists (select from ${name(register.get(source.of).table)} where id = ${slot('id', 'bigint')} and ${by(source)} = ${slot('owner', 'bigint')}) as belongs`

/** Slots: `owner`. Takes an ordered list away. */
export const emptyOrdered = (resource: Resource, field: Ordered): Sql =>
  sql`delete from ${name(field.table)} where ${name(`${resource.table}_id`)} = ${slot('owner', 'bigint')}`

/** Slots: `owner`, `ids`. */
export const fillOrdered = (register: Register, resource: Resource, field: Ordered): Sql => {
  const kept = keptBeside(resource).map(({ column }) => column)
  const columns = [`${resource.table}_id`, `${register.get(field.of).table}_id`, ...kept].map(name)
  const values = [name('o.id'), name('item'), ...kept.map((column) => name(`o.${column}`))]
  const given = sql`unnest(${slot('ids', 'bigint[]')}) with ordinality as given (item, position)`
  return sql`insert into ${name(field.table)} (${join(columns, ', ')}) select ${join(values, ', ')} from ${name(resource.table)} o, ${given} where o.id = ${slot('owner', 'bigint')} order by position`
}

/** Slots: `owner`. The rows of a nested list that the owner has: `id`, `uuid`. */
export const members = (view: View, source: Source): Sql => {
  const of = view.register.get(source.of)
  return sql`select id::text, uuid from ${name(of.table)} where ${by(source)} = ${slot('owner', 'bigint')}${andExisting(view, of, of.table)} order by id for update`
}

/**
 * Folds the changes of the counts where there are enough to be worth it: into one row for each collection, and into the
 * counts of the stretches. Answers the rows that are left.
 */
export const foldTally = (table: string, stretches: string): Sql => {
  const [tally, kept] = [name(table), name(stretches)]
  const enough = sql`(select count(*) from ${tally}) > 100`
  const free = sql`select ctid from ${tally} where ${enough} for update skip locked`
  const gone = sql`gone as (delete from ${tally} where ctid = any(array(${free})) returning collection, delta, stretch)`
  // in one order, so that two that fold at once wait for each other one way
  const each = sql`select collection, stretch, sum(delta) from gone where stretch is not null group by collection, stretch having sum(delta) <> 0 order by collection, stretch`
  const moved = sql`moved as (insert into ${kept} (collection, stretch, amount) ${each} on conflict (collection, stretch) do update set amount = ${kept}.amount + excluded.amount)`
  return sql`with ${gone}, ${moved} insert into ${tally} select collection, sum(delta) from gone group by collection having sum(delta) <> 0 returning collection`
}
