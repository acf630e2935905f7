/** What PostgreSQL means to do for a statement, and whether that reads a table from end to end. */
import type pg from 'pg'
import { follow } from '../../src/derive/path.ts'
import { likePattern } from '../../src/derive/where.ts'
import type { Filter } from '../../src/model/filter.ts'
import { type Register, toColumn } from '../../src/model/register.ts'
import type { Resource } from '../../src/model/resource.ts'
import type { Statement } from '../../src/sql/sql.ts'

/** `custom`: planned for the values of this execution; `generic`: for any values, as a prepared statement may be. */
export const MODES = ['custom', 'generic'] as const
export type Mode = (typeof MODES)[number]

interface Node {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Index Cond'?: string
  readonly Plans?: readonly Node[]
}

const literal = (value: unknown): string => {
  if (value === null) return 'null'
  const text = Array.isArray(value) ? `{${value.map((item) => JSON.stringify(item)).join(',')}}` : String(value)
  return `'${text.replaceAll("'", "''")}'`
}

const explained = async (client: pg.Client, { text, values }: Statement, mode: Mode): Promise<Node> => {
  await client.query(`set plan_cache_mode = force_${mode}_plan`)
  await client.query(`prepare planned as ${text}`)
  try {
    const { rows } = await client.query(`explain (format json) execute planned(${values.map(literal).join(', ')})`)
    return rows[0]['QUERY PLAN'][0].Plan as Node
  } finally {
    await client.query('deallocate planned')
  }
}

const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)]

/** How each table is reached, in the order of the plan: `Index Only Scan klantcontact_pkey`, `Seq Scan tally`. */
export const scansOf = async (client: pg.Client, statement: Statement, mode: Mode): Promise<string[]> =>
  nodes(await explained(client, statement, mode)).flatMap((node) => {
    const at = node['Index Name'] ?? node['Relation Name']
    return at === undefined ? [] : [`${node['Node Type']} ${at}`]
  })

/** A table up to this many rows may be read as a whole. */
const FEW = 1000

/** The rows that PostgreSQL thinks each table has. */
export const tableSizes = async (client: pg.Client): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await client.query(
    `select relname, reltuples::float8 as size from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace`,
  )
  return new Map(rows.map(({ relname, size }) => [String(relname), Number(size)]))
}

/** The tables of more than `FEW` rows that the plan reads from end to end, directly or along an index. */
export const readWhole = async (
  client: pg.Client,
  statement: Statement,
  mode: Mode,
  sizes: ReadonlyMap<string, number>,
): Promise<string[]> => {
  const plan = await explained(client, statement, mode)
  return nodes(plan).flatMap((node) => {
    const table = node['Relation Name']
    if (table === undefined || (sizes.get(table) ?? 0) <= FEW) return []
    if (node['Node Type'] === 'Seq Scan') return [`${table} (sequential scan)`]
    const walks = node['Node Type'].startsWith('Index') && node['Index Cond'] === undefined
    return walks ? [`${table} (all of ${node['Index Name']})`] : []
  })
}

/** The share of a table that one value may match, to count as a value that finds few. */
const SHARE = 0.01

/**
 * A value for a filter that finds few rows, and of those the one that finds most: where that plan is good, it is for
 * rarer ones. `undefined` where all values find more, as those of a choice do.
 */
export const rareValue = async (
  client: pg.Client,
  register: Register,
  resource: Resource,
  filter: Filter,
): Promise<unknown> => {
  const { end, column, leaf } = follow(register, resource, filter.path)
  const value = async (query: string): Promise<unknown> => (await client.query(query)).rows[0]?.value
  if (filter.operator === 'address' || column === 'uuid')
    return value(`select uuid as value from ${end.table} order by id offset 1000 limit 1`)
  const at = column ?? toColumn('id')
  const filled = leaf?.sqlType === 'text' ? `${at} <> ''` : `${at} is not null`
  switch (filter.operator) {
    case 'contains': {
      const text = await value(
        `select ${at} as value from ${end.table} where ${filled} order by id offset 1000 limit 1`,
      )
      return likePattern(String(text).slice(1, -1))
    }
    case 'before':
    case 'until':
    case 'from':
    case 'after': {
      const share = filter.operator === 'before' || filter.operator === 'until' ? SHARE / 2 : 1 - SHARE / 2
      return value(`select percentile_disc(${share}) within group (order by ${at})::text as value from ${end.table}`)
    }
    default: {
      const size = `(select count(*) from ${end.table})`
      const found = await value(
        `select ${at}::text as value from ${end.table} where ${filled} group by ${at} having count(*) <= ${SHARE} * ${size} order by count(*) desc, 1 limit 1`,
      )
      return filter.operator === 'oneOf' && found !== undefined ? [found] : found
    }
  }
}
