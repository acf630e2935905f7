/** Where rows are read: in the register as it is, or as it was at a moment. */
import type { Ordered } from '../model/kinds/collection.ts'
import { toColumn } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { join, name, type Sql, slot, sql } from '../sql/sql.ts'
import { keptBeside } from './columns.ts'
import { orderedLists, versionTable } from './versions.ts'

export interface Tables {
  /** The rows of a resource, to stand before an alias. */
  rows(resource: Resource): Sql
  /** An ordered list's rows: `id`, by which they are ordered, and the keys of owner and member. `alias`: the owner's. */
  list(owner: Resource, field: Ordered, alias: string): Sql
  /** The key of the row with this uuid, as a value; `more`: what else must hold of it, beginning with `and`. */
  key(resource: Resource, uuid: Sql, more?: (alias: string) => Sql): Sql
  /** Whether the row under an alias is the one with this uuid. */
  is(resource: Resource, alias: string, uuid: Sql): Sql
  /** The number of rows may be taken from where it is kept. */
  readonly countsAreKept: boolean
  /** Rows have all their columns, not only their identity. */
  readonly areWhole: boolean
}

const nothing = (): Sql => sql``

/** The register as it is. */
export const present: Tables = {
  rows: ({ table }) => name(table),
  list: (_owner, { table }) => name(table),
  key: ({ table }, uuid, more = nothing) => sql`(select k.id from ${name(table)} k where k.uuid = ${uuid}${more('k')})`,
  is: (_resource, alias, uuid) => sql`${name(`${alias}.uuid`)} = ${uuid}`,
  countsAreKept: true,
  areWhole: true,
}

/** The slot of the moment that is asked about. */
export const PEILDATUM = 'peildatum'

/** That moment. */
export const peilmoment = slot(PEILDATUM, 'timestamptz')

/** Whether the version under `v` is the one that held at the moment: not followed yet, of a row that was there. */
const held = (resource: Resource): Sql => {
  const versions = name(versionTable(resource))
  const followed = sql`select from ${versions} n where n.id = v.id and n.versie = v.versie + 1 and n.versie_moment <= ${peilmoment}`
  return sql`v.versie_moment <= ${peilmoment} and v.versie_actie <> 'verwijderd' and v.versie_zout is not null and not exists (${followed})`
}

const versionsThen = (resource: Resource): Sql =>
  sql`(select * from ${name(versionTable(resource))} v where ${held(resource)})`

/**
 * Every key that this uuid has or had: rows that are there are found in their own table, those that are gone by the
 * version that says so.
 */
export const keysOf = (resource: Resource, uuid: Sql): Sql =>
  sql`select k.id from ${name(resource.table)} k where k.uuid = ${uuid} union all select g.id from ${name(versionTable(resource))} g where g.uuid = ${uuid} and g.versie_actie = 'verwijderd'`

/** What the list keeps of its owner stands there too: `alias` is the owner's version. */
const listColumns = (owner: Resource, field: Ordered, alias: string): Sql => {
  const kept = keptBeside(owner).map(({ column }) => sql`, ${name(`${alias}.${column}`)}`)
  return sql`u.position as id, ${name(`${alias}.id`)} as ${name(`${owner.table}_id`)}, u.member as ${name(`${toColumn(field.of)}_id`)}${join(kept, '')}`
}

/** The members of an ordered list in a version under this alias. */
const membersOf = (owner: Resource, field: Ordered, alias: string): Sql => {
  const list = orderedLists(owner).find((one) => one.field === field)
  if (!list) throw new Error(`${owner.name} has no such list`)
  return sql`unnest(${name(`${alias}.${list.column}`)}) with ordinality u (member, position)`
}

const keyThen = (resource: Resource, uuid: Sql, more: (alias: string) => Sql = nothing): Sql =>
  sql`(select v.id from ${name(versionTable(resource))} v where v.id in (${keysOf(resource, uuid)}) and ${held(resource)}${more('v')} limit 1)`

/** The register as it was at the moment in the slot `peildatum`: the same rows, in the tables of versions. */
export const past: Tables = {
  rows: versionsThen,
  list: (owner, field) =>
    sql`(select ${listColumns(owner, field, 'v')} from ${name(versionTable(owner))} v cross join ${membersOf(owner, field, 'v')} where ${held(owner)})`,
  key: keyThen,
  // By its key: versions have no index by uuid.
  is: (resource, alias, uuid) => sql`${name(`${alias}.id`)} = ${keyThen(resource, uuid)}`,
  countsAreKept: false,
  areWhole: true,
}

/** Every version of every row, as if they were rows. */
export const versions: Tables = { ...present, rows: (resource) => name(versionTable(resource)), countsAreKept: false }

/** Identities of all rows that are or were there; lists are those of the version under the owner's alias. */
export const ever: Tables = {
  ...present,
  areWhole: false,
  rows: (resource) =>
    sql`(select id, uuid from ${name(resource.table)} union all select id, uuid from ${name(versionTable(resource))} where versie_actie = 'verwijderd')`,
  list: (owner, field, alias) =>
    sql`(select ${listColumns(owner, field, alias)} from ${membersOf(owner, field, alias)})`,
}
