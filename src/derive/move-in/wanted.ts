/** Rows as they are to be here, made from those there: keys and names of ours, variants beside their rows. */
import type { Register } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'
import { join, literal, name, raw, type Sql, sql } from '../../sql/sql.ts'
import { type Column, columnsOf } from '../columns.ts'
import { sequenceOf } from '../write.ts'
import { keys, listOf, type SourceTable, staged, variantAt, wanted } from './origin.ts'

/** Stored key of free texts there → the key that is shown. */
export const TEXT_KEYS = 'text_keys'

export interface Making {
  readonly register: Register
  readonly tables: readonly SourceTable[]
  /** Keys there are keys here: nothing is here yet. */
  readonly sameKeys: boolean
}

/** What a value is that is not kept there. */
const ownValue = ({ initial, initialSql, sqlType }: Column): Sql => {
  if (initialSql) return raw(initialSql)
  if (initial === null || initial === undefined) return sql`null::${raw(sqlType)}`
  return sql`${literal(String(initial))}::${raw(sqlType)}`
}

/** The joins of one statement, and the aliases under which they are found. */
class Joins {
  readonly pieces: Sql[] = []
  readonly #making: Making
  #here: string | undefined
  constructor(making: Making) {
    this.#making = making
  }

  /** The key here of the row that a reference there points to. */
  key(to: string, reference: Sql): Sql {
    if (this.#making.sameKeys) return reference
    const alias = `k${this.pieces.length}`
    const { table } = this.#making.register.get(to)
    this.pieces.push(sql`left join ${name(keys(table))} ${name(alias)} on ${name(`${alias}.theirs`)} = ${reference}`)
    return name(`${alias}.ours`)
  }

  /** What the row of the same uuid has here, where that is not kept there; of a new row the initial value. */
  here(resource: Resource, column: Column): Sql {
    const initial = ownValue(column)
    if (this.#making.sameKeys) return initial
    if (this.#here === undefined) {
      this.#here = `h${this.pieces.length}`
      this.pieces.push(
        sql`left join ${name(resource.table)} ${name(this.#here)} on ${name(`${this.#here}.uuid`)} = s.uuid`,
      )
    }
    const [id, value] = [name(`${this.#here}.id`), name(`${this.#here}.${column.column}`)]
    return sql`case when ${id} is null then ${initial} else ${value} end`
  }

  side({ table, origin }: SourceTable): string {
    const alias = `v${this.pieces.length}`
    const by = name(`${alias}.${origin.sides?.by ?? ''}`)
    this.pieces.push(sql`left join ${name(staged(table))} ${name(alias)} on ${by} = s.id`)
    return alias
  }
}

/** Free texts with the keys that are shown; of two that become one, the later is kept, as it is when they are read. */
const texts = (column: Sql): Sql => {
  const order = sql`length(t.key), t.key collate "C"`
  const shown = sql`select coalesce(jsonb_object_agg(k.shown, t.value order by ${order}), '{}') from jsonb_each(${column}) t join ${name(TEXT_KEYS)} k on k.stored = t.key`
  return sql`case when ${column} = '{}' or jsonb_typeof(${column}) <> 'object' then ${column} else (${shown}) end`
}

/** The rows of a resource as they are to be. */
export const makeWanted = (making: Making, main: SourceTable): Sql[] => {
  const { resource, origin } = main
  const joins = new Joins(making)
  const sides = new Map<string, string>()
  for (const one of making.tables)
    if (one.origin === origin && one.kind === 'side') sides.set(one.part, joins.side(one))
  const id = joins.key(resource.name, sql`s.id`)
  const there = (table: SourceTable | undefined, column: Column, alias: string): Sql => {
    const found = table?.columns.find(({ holds }) => holds === column)
    if (!found) return joins.here(resource, column)
    const at = name(`${alias}.${found.column}`)
    if (found.to !== undefined) return joins.key(found.to, at)
    return column.leaf?.kind === 'texts' ? texts(at) : at
  }
  const values = columnsOf(resource).map((column) => {
    const { path, variant } = column
    const part = variant ?? (variantAt(resource, path) === undefined ? undefined : path)
    if (part === undefined) return there(main, column, 's')
    const alias = sides.get(part)
    if (alias === undefined) return joins.here(resource, column)
    if (part === path) return sql`${name(`${alias}.id`)} is not null`
    const side = making.tables.find((one) => one.origin === origin && one.part === part)
    return there(side, column, alias)
  })
  const named = columnsOf(resource).map(({ column }, index) => sql`${values[index]} as ${name(column)}`)
  const into = name(wanted(resource.table))
  const rows = sql`select ${id} as id, s.uuid, ${join(named, ', ')} from ${name(staged(main.table))} s ${join(joins.pieces, ' ')} order by 1`
  return [
    sql`create temp table ${into} as ${rows}`,
    sql`alter table ${into} add primary key (id)`,
    sql`analyze ${into}`,
  ]
}

/** The members of an ordered list as they are to be. */
export const makeWantedList = (making: Making, list: SourceTable): Sql[] => {
  const field = listOf(list)
  const [own, other] = [list.resource, making.register.get(field.of)]
  const joins = new Joins(making)
  const [, owner, member] = list.columns
  const keyOf = (to: Resource, column: string | undefined): Sql => joins.key(to.name, name(`s.${column}`))
  const columns = sql`s.id, ${keyOf(own, owner?.column)} as ${name(`${own.table}_id`)}, ${keyOf(other, member?.column)} as ${name(`${other.table}_id`)}`
  const into = name(wanted(field.table))
  return [
    sql`create temp table ${into} as select ${columns} from ${name(staged(list.table))} s ${join(joins.pieces, ' ')} order by s.id`,
    sql`analyze ${into}`,
  ]
}

/** Columns of numbers that the register makes. */
const madeNumbers = (resource: Resource): string[] =>
  columnsOf(resource).flatMap(({ column, leaf }) => (leaf?.unique === 'auto' ? [column] : []))

/** Gives rows without a number the one that they have here, and where they have none (`draw`) a new one. */
export const giveNumbers = (resource: Resource, draw: boolean): Sql[] =>
  madeNumbers(resource).flatMap((column) => {
    const [table, own, number] = [name(wanted(resource.table)), name(resource.table), name(column)]
    const none = sql`coalesce(w.${number}, '') = ''`
    const sequence = literal(sequenceOf(resource, column))
    const highest = sql`select max(${number}::bigint) from ${table} where ${number} ~ '^[1-9][0-9]{9}$'`
    const keep = sql`update ${table} w set ${number} = r.${number} from ${own} r where r.uuid = w.uuid and ${none} and r.${number} <> ''`
    // Numbers that came along are not drawn again.
    const pass = sql`select setval(${sequence}, m.highest) from (${highest}) m (highest), pg_sequences s where s.schemaname = current_schema() and s.sequencename = ${sequence} and m.highest > coalesce(s.last_value, s.start_value)`
    const give = sql`update ${table} w set ${number} = nextval(${sequence})::text where ${none}`
    return draw ? [keep, pass, give] : [keep]
  })

/** The keys of free texts, as they are stored there. */
export const storedKeys = (tables: readonly SourceTable[]): Sql => {
  const from = tables.flatMap(({ table, columns }) =>
    columns.flatMap(({ column, holds }) => {
      if (holds?.leaf?.kind !== 'texts') return []
      const [at, texts] = [name(staged(table)), name(column)]
      const filled = sql`jsonb_typeof(${texts}) = 'object' and ${texts} <> '{}'`
      return [sql`select jsonb_object_keys(case when ${filled} then ${texts} else '{}' end) as stored from ${at}`]
    }),
  )
  const none = sql`select ''::text as stored where false`
  return sql`select distinct stored from (${join([none, ...from], ' union all ')}) k`
}

/** The table of keys, in both spellings; `by`: the one that tells them apart. */
export const makeTextKeys = (by: 'stored' | 'shown'): Sql =>
  sql`create temp table ${name(TEXT_KEYS)} (stored text not null, shown text not null, primary key (${name(by)}))`

/** Where they go. */
export const intoTextKeys = sql`${name(TEXT_KEYS)} (stored, shown)`

/** How many rows these tables have together: `rows`. */
export const countRows = (tables: readonly string[]): Sql =>
  sql`select (${join(
    tables.map((table) => sql`(select count(*) from ${name(table)})`),
    ' + ',
  )})::int as rows`
