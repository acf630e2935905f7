/** The indexes that the declarations ask for, and what each holds beside the columns that it finds by. */
import { type Register, toColumn } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { columnAt, columnsOf, statesOf } from './columns.ts'
import { conditionSql } from './facts.ts'
import { follow } from './path.ts'
import { isIndexed } from './where.ts'

interface Index {
  readonly table: string
  readonly name: string
  readonly text: string
}

const index = (
  on: Resource,
  columns: string,
  suffix: string,
  more: { unique?: boolean; where?: string; using?: string; include?: string } = {},
): Index => {
  const indexName = `${on.table}_${suffix}`
  const where = more.where ? ` where ${more.where}` : ''
  const include = more.include ? ` include (${more.include})` : ''
  const using = more.using ? `using ${more.using} ` : ''
  return {
    table: on.table,
    name: indexName,
    text: `create ${more.unique ? 'unique ' : ''}index ${indexName} on ${on.table} ${using}(${columns})${include}${where};`,
  }
}

const numberIndexes = (resource: Resource): Index[] =>
  columnsOf(resource).flatMap(({ column, leaf }) => {
    if (leaf?.unique) return [index(resource, column, `${column}_key`, { unique: true, where: `${column} <> ''` })]
    return column.endsWith('_uuid') ? [index(resource, column, `${column}_key`, { unique: true })] : []
  })

const ruleIndexes = (resource: Resource): Index[] =>
  (resource.rules ?? []).flatMap(({ unique }) => {
    if (!unique) return []
    const columns = unique.paths.map((path) => columnAt(resource, path).column).join(', ')
    const where = unique.when.map((condition) => conditionSql(resource, condition).strings.join('')).join(' and ')
    return [index(resource, columns, unique.constraint.slice(resource.table.length + 1), { unique: true, where })]
  })

const soleIndex = (resource: Resource): Index[] => {
  if (!resource.sole) return []
  const [flag, ...within] = [resource.sole.flag, ...resource.sole.within].map((path) => columnAt(resource, path).column)
  const owner = within[0] ?? ''
  return [
    index(resource, within.join(', '), `${flag}_key`, { unique: true, where: `${flag} and ${owner} is not null` }),
  ]
}

/** Columns that an index holds beside its own, by the resource and the column that it begins with. */
type Beside = ReadonlyMap<string, ReadonlySet<string>>

const besideOf = (pairs: readonly (readonly [of: Resource, begins: string, beside: string])[]): Beside => {
  const found = new Map<string, Set<string>>()
  for (const [of, begins, beside] of pairs) {
    const key = `${of.name}.${begins}`
    found.set(key, (found.get(key) ?? new Set()).add(beside))
  }
  return found
}

/**
 * What is read of rows that are found by an index, only to list them as references or to come from them to others. With
 * that in the index they are not read themselves: in a large table each would be a page of its own.
 */
const beside = (register: Register): Beside => {
  const listed = register.resources.flatMap(({ fields }) =>
    Object.values(fields).flatMap((field) => {
      if (field.kind !== 'links' && field.kind !== 'collection') return []
      const { of, by, through } = field.source
      const [holder = of, member] = through?.split('.') ?? []
      if (field.kind === 'collection' && member === undefined && field.options.shows !== undefined) return []
      const shown = member === undefined ? 'uuid' : `${toColumn(member)}_id`
      return [[register.get(holder), `${toColumn(by)}_id`, shown] as const]
    }),
  )
  const passed = register.resources.flatMap((resource) =>
    Object.values(resource.filters ?? {}).flatMap(({ path, operator }) => {
      const { steps, column, leaf } = follow(register, resource, path)
      return steps.flatMap((step, index) => {
        if (step.kind !== 'rows') return []
        const next = steps[index + 1]
        const found = next ?? { kind: 'value', column }
        const isKnown = next ? next.kind === 'reference' : operator === 'is' && leaf?.identifies
        return isKnown && found.column ? [[step.of, found.column, step.column] as const] : []
      })
    }),
  )
  return besideOf([...listed, ...passed])
}

const included = (known: Beside, { name }: Resource, begins: string): { include?: string } => {
  const columns = known.get(`${name}.${begins}`)
  return columns ? { include: [...columns].join(', ') } : {}
}

const referenceIndexes = (known: Beside, resource: Resource): Index[] =>
  columnsOf(resource).flatMap(({ column, to, beside }) => {
    if (to === undefined) return []
    // What is kept beside a row seldom is.
    const more = beside === undefined ? included(known, resource, column) : { where: `${column} is not null` }
    return [index(resource, `${column}, id`, `${column}_idx`, more)]
  })

/** Longer texts would not fit in a row of an index twice. */
const LONGEST = 200

/**
 * The order of the list, and what is searched in it: a search that finds many rows is counted, and its page found, along
 * this index, where each text stands ready to be compared. PostgreSQL only does so if the column itself is there too.
 */
const orderIndex = (resource: Resource): Index[] => {
  if (!resource.newestBy) return []
  const texts = Object.values(resource.filters ?? {}).flatMap(({ operator, path }) => {
    const column = operator === 'contains' && columnsOf(resource).find((one) => one.path === path)
    return column && Number(column.leaf?.schema.maxLength) <= LONGEST ? [column.column] : []
  })
  const order = [`${toColumn(resource.newestBy)} desc`, 'id desc', ...texts.map((column) => `upper(${column})`)]
  return [index(resource, order.join(', '), 'order_idx', texts.length > 0 ? { include: texts.join(', ') } : {})]
}

/** The columns that selective filters of any resource end in: exact values, and texts of which a part is asked. */
const filterIndexes = (register: Register, known: Beside): Index[] => {
  const exact = new Map<string, Index>()
  const parts = new Map<Resource, Set<string>>()
  for (const resource of register.resources) {
    for (const filter of Object.values(resource.filters ?? {})) {
      const target = follow(register, resource, filter.path)
      const { end, column, leaf } = target
      if (!column || !leaf || leaf.sqlType === 'boolean') continue
      const unique = leaf.unique !== undefined || (end.newestBy !== undefined && toColumn(end.newestBy) === column)
      if (filter.operator === 'contains') parts.set(end, (parts.get(end) ?? new Set()).add(column))
      else if (!unique && isIndexed(target)) {
        const where = leaf.kind === 'text' ? { where: `${column} <> ''` } : {}
        const one = index(end, column, `${column}_idx`, { ...where, ...included(known, end, column) })
        exact.set(one.name, one)
      }
    }
  }
  const grams = [...parts].map(([resource, columns]) =>
    index(resource, [...columns].map((column) => `upper(${column}) gin_trgm_ops`).join(', '), 'part_idx', {
      using: 'gin',
    }),
  )
  return [...exact.values(), ...grams]
}

/** Rows that a flag or a state hides: they are counted for who does not see them. */
const veilIndexes = (register: Register): Index[] => {
  const found = new Map<string, Index>()
  for (const resource of register.resources) {
    for (const { when } of resource.veils ?? []) {
      const state = statesOf(resource).find(({ path }) => path === when.path)?.column
      if (state !== undefined) {
        const one = index(resource, 'id', `${state}_idx`, { where: `((${state} = '${when.is}') is true)` })
        found.set(one.name, one)
        continue
      }
      const { end, column } = follow(register, resource, when.path)
      if (when.is !== true || column === undefined) continue
      const one = index(end, 'id', `${column}_idx`, { where: column })
      found.set(one.name, one)
    }
  }
  return [...found.values()]
}

export const indexesOf = (register: Register): Index[] => {
  const known = beside(register)
  return [
    ...register.resources.flatMap((resource) => [
      ...numberIndexes(resource),
      ...ruleIndexes(resource),
      ...soleIndex(resource),
      ...referenceIndexes(known, resource),
      ...orderIndex(resource),
    ]),
    ...filterIndexes(register, known),
    ...veilIndexes(register),
  ]
}
