/** What the rules of a resource need to know, as one statement. */
import { type Register, toColumn } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { type Condition, isFilled, type Need, type Values } from '../model/rule.ts'
import { all, join, name, raw, type Sql, slot, sql, withoutSlots } from '../sql/sql.ts'
import { columnAt } from './columns.ts'

type Needs = ReadonlyMap<string, Need>

const holds = (values: Values, { path, is }: Condition): boolean => isFilled(values[path]) === (is === 'filled')

/** The needs of all rules that matter for this row; the others are answered without asking. */
export const needsOf = (resource: Resource, after: Values, key: string | undefined): Needs => {
  const needs = new Map<string, Need>()
  for (const rule of resource.rules ?? []) {
    for (const [fact, need] of Object.entries(rule.needs)) {
      if ('taken' in need && !need.when.every((condition) => holds(after, condition))) continue
      if ('of' in need && !isFilled(after[need.of])) continue
      if (('referredBy' in need || 'loops' in need) && key === undefined) continue
      if ('loops' in need && !isFilled(after[need.loops])) continue
      needs.set(fact, need)
    }
  }
  return needs
}

/** The condition of a partial unique index, or of a row that counts for one. */
export const conditionSql = (resource: Resource, { path, is }: Condition, alias = ''): Sql => {
  const { column, sqlType } = columnAt(resource, path)
  const at = name(alias === '' ? column : `${alias}.${column}`)
  if (sqlType === 'text') return raw(`${at.strings[0]} ${is === 'filled' ? "<> ''" : "= ''"}`)
  return raw(`${at.strings[0]} ${is === 'filled' ? 'is not null' : 'is null'}`)
}

const ask = (register: Register, resource: Resource, need: Need): Sql => {
  if ('taken' in need) {
    const same = need.taken.map((path) => {
      const { column, sqlType } = columnAt(resource, path)
      return sql`${name(`t.${column}`)} = ${slot(path, sqlType)}`
    })
    const when = need.when.map((condition) => conditionSql(resource, condition, 't'))
    const other = sql`t.id is distinct from ${slot('id', 'bigint')}`
    return sql`exists (select from ${name(resource.table)} t where ${all([...same, ...when, other])})`
  }
  if ('of' in need) {
    const { to } = columnAt(resource, need.of)
    const target = register.get(to ?? '')
    return sql`(select ${name(`t.${columnAt(target, need.path).column}`)} from ${name(target.table)} t where t.id = ${slot(need.of, 'bigint')})`
  }
  if ('loops' in need) {
    const { column } = columnAt(resource, need.loops)
    const [table, up] = [name(resource.table), name(column)]
    const above = sql`select t.id, t.${up} from ${table} t where t.id = ${slot(need.loops, 'bigint')} union select t.id, t.${up} from ${table} t join above on t.id = above.${up}`
    return sql`exists (with recursive above as (${above}) select from above where id = ${slot('id', 'bigint')})`
  }
  const [from, field] = need.referredBy
  const { table } = register.get(from)
  return sql`exists (select from ${name(table)} t where ${name(`t.${toColumn(field)}_id`)} = ${slot('id', 'bigint')})`
}

/** Slots: `id` (null for a new row) and the paths. Answers one row: `fact_0`, `fact_1` … in the order of the needs. */
export const facts = (register: Register, resource: Resource, needs: Needs): Sql =>
  sql`select ${join(
    [...needs.values()].map((need, index) => sql`${ask(register, resource, need)} as ${name(`fact_${index}`)}`),
    ', ',
  )}`

/**
 * What the rules need to know of a row that stands in its table, by fact. Not asked: whether values are taken, which
 * unique indexes rule out, and who refers to it, which matters to changes only.
 */
export const factsOfRow = (register: Register, resource: Resource, alias: string): Map<string, Sql> => {
  const found = new Map<string, Sql>()
  const at = (key: string): Sql => name(`${alias}.${key === 'id' ? key : columnAt(resource, key).column}`)
  for (const { needs } of resource.rules ?? []) {
    for (const [fact, need] of Object.entries(needs)) {
      if ('taken' in need || 'referredBy' in need) continue
      const answer = withoutSlots(ask(register, resource, need), at)
      const start = at('of' in need ? need.of : need.loops)
      found.set(fact, sql`case when ${start} is not null then ${answer} end`)
    }
  }
  return found
}
