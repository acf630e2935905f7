/** What stands in JSON where something is not there, or is not shown. */
import type { Leaf } from '../model/kinds/field.ts'
import type { Members } from '../model/kinds/group.ts'
import type { AnyField } from '../model/resource.ts'
import { join, literal, raw, type Sql, sql } from '../sql/sql.ts'

export type AnyMember = AnyField | Members[string]

export const pair = (key: string, value: Sql): Sql => sql`${literal(key)}, ${value}`
export const object = (pairs: readonly Sql[]): Sql => sql`json_build_object(${join(pairs, ', ')})`

export const EMPTY = sql`'[]'::json`
/** The first of a list that is empty. */
export const NOTHING = sql`json_build_object('uuid', null)`

/** In place of a text that is never empty. */
const STARS = '***'

/** The value of a new row: what stands where something is not shown. */
export const emptyLeaf = ({ initial, sqlType, kind, presence }: Leaf): Sql => {
  if (kind === 'text' && presence === 'required') return literal(STARS)
  if (initial === null || initial === undefined) return raw('null')
  const text = String(initial)
  return sqlType === 'text' ? literal(text) : sql`${literal(text)}::${raw(sqlType)}`
}

/** The same for any member, under each of its names. */
export const emptyMember = (key: string, field: AnyMember): Sql[] => {
  switch (field.kind) {
    case 'reference':
    case 'variants':
      return [pair(key, raw('null'))]
    case 'group':
      return [pair(key, object(emptyMembers(field.members)))]
    case 'derived':
      return [pair(key, literal(''))]
    case 'collection':
    case 'links':
    case 'nested':
      return [pair(key, EMPTY)]
    case 'ordered':
      return [pair(field.first, NOTHING), pair(key, EMPTY)]
    default:
      return [pair(key, emptyLeaf(field))]
  }
}

export const emptyMembers = (members: Readonly<Record<string, AnyMember>>): Sql[] =>
  Object.entries(members).flatMap(([key, field]) => emptyMember(key, field))
