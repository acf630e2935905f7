/** What a body asks of the database, as one statement: do these rows exist, are these numbers taken. */

import type { Register } from '../model/register.ts'
import { visitFields } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { join, name, type Sql, slot, sql } from '../sql/sql.ts'
import type { Known } from './accepted.ts'
import { columnAt } from './columns.ts'
import { andWhole, type View } from './veil.ts'

/** The one path of a resource that references demand a value of (`must`), if any does. */
const demanded = (register: Register, by: Resource, to: Resource): string | undefined => {
  let found: string | undefined
  // What is kept beside a row is none of the resources.
  for (const resource of new Set([...register.resources, by])) {
    visitFields(resource.fields, (_place, field) => {
      if (field.kind === 'reference' && field.to === to.name && field.options.must) found = field.options.must.path
    })
  }
  return found
}

/**
 * Slots: `uuids:<resource>` per resource, `number:<path>` per number, and `self`, the uuid of the row being changed.
 * Answers one row with, per resource, an object uuid → [key, demanded value], and per number a boolean.
 */
export const lookup = (view: View, resource: Resource, targets: readonly string[], numbers: readonly string[]): Sql => {
  const { register } = view
  const rows = targets.map((target) => {
    const to = register.get(target)
    const path = demanded(register, resource, to)
    const pair = path
      ? sql`json_build_array(t.id::text, ${name(`t.${columnAt(to, path).column}`)})`
      : sql`json_build_array(t.id::text)`
    return sql`(select json_object_agg(t.uuid, ${pair}) from ${name(to.table)} t where t.uuid = any(${slot(`uuids:${target}`, 'uuid[]')})${andWhole(view, to, 't')}) as ${name(to.table)}`
  })
  const taken = numbers.map((path, index) => {
    const { column, sqlType } = columnAt(resource, path)
    const other = sql`t.uuid is distinct from ${slot('self', 'uuid')}`
    return sql`exists (select from ${name(resource.table)} t where ${name(`t.${column}`)} = ${slot(`number:${path}`, sqlType)}${sqlType === 'text' ? sql` and ${name(`t.${column}`)} <> ''` : sql``} and ${other}) as ${name(`number_${index}`)}`
  })
  return sql`select ${join([...rows, ...taken], ', ')}`
}

type Found = Readonly<Record<string, readonly [key: string, demanded?: string]>> | null

/** Reads the answer to `lookup`. */
export const knownFrom = (
  register: Register,
  numbers: readonly string[],
  row: Readonly<Record<string, unknown>>,
): Known => {
  const found = (resource: string): Found => row[register.get(resource).table] as Found
  return {
    key: (resource, uuid) => found(resource)?.[uuid]?.[0],
    value: (resource, uuid) => found(resource)?.[uuid]?.[1],
    taken: (path) => row[`number_${numbers.indexOf(path)}`] === true,
  }
}

/** For bodies that ask nothing. */
export const nothingKnown: Known = { key: () => undefined, value: () => undefined, taken: () => false }
