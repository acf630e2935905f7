/** Rows that stand in their table, to be judged by the rules of today: a batch at a time, in order of their keys. */
import { type Register, visitFields } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'
import { join, literal, name, raw, type Sql, sql } from '../../sql/sql.ts'
import { columnAt, columnsOf } from '../columns.ts'
import { factsOfRow } from '../facts.ts'
import { listOf, type SourceTable, wanted } from './origin.ts'

/** The resources, with the tables of rows that are to be in place of their own. */
const wantedRegister = (register: Register): Register => ({
  ...register,
  resources: register.resources.map(atWanted),
  get: (resource) => atWanted(register.get(resource)),
})

const known = new WeakMap<Resource, Resource>()
const atWanted = (resource: Resource): Resource => {
  const made = known.get(resource) ?? { ...resource, table: wanted(resource.table) }
  known.set(resource, made)
  return made
}

export interface Judging {
  /** Facts of the rules, behind the columns. */
  readonly facts: readonly string[]
  /** At most this many rows behind this key: `id`, `uuid`, the columns, the facts. */
  batch(after: string, limit: number): Sql
}

export const judging = (register: Register, resource: Resource): Judging => {
  const all = wantedRegister(register)
  const own = all.get(resource.name)
  const facts = factsOfRow(all, own, 'w')
  const columns = ['id', 'uuid', ...columnsOf(resource).map(({ column }) => column)].map((column) =>
    name(`w.${column}`),
  )
  const list = join([...columns, ...facts.values()], ', ')
  return {
    facts: [...facts.keys()],
    batch: (after, limit) => {
      const behind = sql`w.id > ${literal(after)}::bigint order by w.id limit ${raw(String(limit))}`
      return sql`select ${list} from ${name(own.table)} w where ${behind}`
    },
  }
}

/** What is wrong with rows that only other rows can tell: `id`, `uuid`. */
export interface Suspicion {
  readonly path: string
  readonly code: string
  readonly reason: string
  readonly find: Sql
  /** Puts it right. */
  readonly repair?: Sql
}

const preferences = (register: Register, resource: Resource): Suspicion[] =>
  (resource.preferred ?? []).map(({ field, among, notLinked }) => {
    const list = resource.fields[among]
    if (!list || !('source' in list)) throw new Error(`${resource.name}.${among} is no list`)
    const member = name(wanted(register.get(list.source.of).table))
    const column = name(columnAt(resource, field).column)
    const by = name(columnAt(register.get(list.source.of), list.source.by).column)
    const table = name(wanted(resource.table))
    const foreign = sql`from ${member} m where m.id = w.${column} and m.${by} is distinct from w.id`
    return {
      path: field,
      code: 'invalid',
      reason: notLinked,
      find: sql`select w.id::text, w.uuid from ${table} w where exists (select ${foreign}) order by w.id`,
      repair: sql`update ${table} w set ${column} = null ${foreign}`,
    }
  })

const kindsOfTargets = (register: Register, resource: Resource): Suspicion[] => {
  const found: Suspicion[] = []
  visitFields(resource.fields, ({ path }, field) => {
    if (field.kind !== 'reference' || !field.options.must) return
    const { must } = field.options
    const target = register.get(field.to)
    const [reference, value] = [columnAt(resource, path).column, `t.${columnAt(target, must.path).column}`].map(name)
    const other = sql`select from ${name(wanted(target.table))} t where t.id = w.${reference} and ${value} <> ${literal(must.be)}`
    const find = sql`select w.id::text, w.uuid from ${name(wanted(resource.table))} w where exists (${other}) order by w.id`
    found.push({ path, code: 'invalid', reason: must.reason, find })
  })
  return found
}

export const suspicions = (register: Register, resource: Resource): Suspicion[] => [
  ...preferences(register, resource),
  ...kindsOfTargets(register, resource),
]

/** Members that stand twice in an ordered list: `id`, `uuid` of the row that has the list. */
export const repeatedMembers = (register: Register, list: SourceTable): Suspicion => {
  const field = listOf(list)
  const [own, other] = [name(`${list.resource.table}_id`), name(`${register.get(field.of).table}_id`)]
  const table = name(wanted(field.table))
  const repeated = sql`(select id from (select id, row_number() over (partition by ${own}, ${other} order by id) as n from ${table}) r where n > 1)`
  return {
    path: list.part,
    code: 'unique',
    reason: 'Een lijst noemt hetzelfde object één keer.',
    find: sql`select distinct w.id::text, w.uuid from ${table} m join ${name(wanted(list.resource.table))} w on w.id = m.${own} where m.id in ${repeated}`,
    repair: sql`delete from ${table} where id in ${repeated}`,
  }
}
