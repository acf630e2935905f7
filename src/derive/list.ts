/** A page of a list, its count included, as one statement. */
import { toColumn } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { all, join, literal, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { type Expansion, objectOf, type Rendering } from './object.ts'
import { condition, isSelective } from './where.ts'

/** The shape of a question: which filters, not with what values. */
export interface Question {
  readonly filters: readonly { readonly name: string; readonly yes?: boolean }[]
  readonly expansion: Expansion
  /** Whether the answer always has `_expand`: lists of resources that can expand do. */
  readonly expands: boolean
  /** `end`: the page is nearer to the last row, and read from there. */
  readonly from: 'start' | 'end'
}

/** The table that keeps the number of rows of each collection, as changes to be added up. */
export const TALLY = 'tally'

const order = (resource: Resource, alias: string, direction: 'asc' | 'desc'): Sql =>
  join(
    [...(resource.newestBy ? [toColumn(resource.newestBy)] : []), 'id'].map(
      (column) => sql`${name(`${alias}.${column}`)} ${raw(direction)}`,
    ),
    ', ',
  )

const orderColumns = (resource: Resource, alias: string): Sql =>
  join(
    [...(resource.newestBy ? [toColumn(resource.newestBy)] : []), 'id'].map((column) => name(`${alias}.${column}`)),
    ', ',
  )

/**
 * Slots: `limit`, `offset` (null: the last page), the collections' addresses, and one per filter by its name.
 * Answers one row: `count`, `offset` and `results`, a JSON text.
 *
 * The page's keys are taken first and joined later: sorting and skipping touch an index only. `offset 0` keeps the planner
 * from turning the join around: it does not know how long the page will be, and would read the whole table to hash it.
 */
export const list = (render: Rendering, resource: Resource, question: Question): Sql => {
  const { register } = render
  const table = name(resource.table)
  const conditions = question.filters.map(({ name: key, yes }) => {
    const filter = resource.filters?.[key]
    if (!filter) throw new Error(`${resource.name} has no filter ${key}`)
    return {
      sql: condition(register, resource, 'r', filter, key, render.alias, yes),
      selective: isSelective(register, resource, filter),
    }
  })
  const where = all(conditions.map((one) => one.sql))
  const hits = sql`select ${orderColumns(resource, 'r')} from ${table} r where ${where}`
  // What a selective filter finds is kept and used twice. Without that the planner may walk the order index instead,
  // hoping to meet the rows soon, and when they are old or absent it reads everything.
  const kept = conditions.some((one) => one.selective)
  const count = kept
    ? sql`select count(*) from hit`
    : conditions.length > 0
      ? sql`select count(*) from ${table} r where ${where}`
      : sql`select coalesce(sum(delta), 0) from ${name(TALLY)} where collection = ${literal(resource.table)}`
  const source = kept ? sql`hit r` : conditions.length > 0 ? sql`${table} r where ${where}` : sql`${table} r`
  const backward = question.from === 'end'
  const limit = backward
    ? sql`(select greatest(least(${slot('limit', 'bigint')}, amount - skip), 0) from page)`
    : slot('limit', 'bigint')
  const offset = backward
    ? sql`(select greatest(amount - skip - ${slot('limit', 'bigint')}, 0) from page)`
    : sql`(select skip from page)`
  const keys = sql`select r.id from ${source} order by ${order(resource, 'r', backward ? 'asc' : 'desc')} limit ${limit} offset ${offset}`
  const skip = sql`coalesce(${slot('offset', 'bigint')}, greatest(amount - 1, 0) / ${slot('limit', 'bigint')} * ${slot('limit', 'bigint')})`
  const row = objectOf(render, resource, 'o', question.expansion, question.expands)
  return sql`with ${kept ? sql`hit as materialized (${hits}), ` : raw('')}total as materialized (select (${count})::bigint as amount), page as materialized (select amount, ${skip} as skip from total) select (select amount from page)::text as count, (select skip from page)::text as skip, (select coalesce(json_agg(${row} order by ${order(resource, 'o', 'desc')}), '[]') from (${keys}) k cross join lateral (select * from ${table} r where r.id = k.id offset 0) o)::text as results`
}
