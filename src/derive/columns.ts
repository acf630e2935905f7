/** The columns of a resource, in the order of its declaration. */
import type { Guard } from '../model/guard.ts'
import type { Leaf } from '../model/kinds/field.ts'
import { toColumn, visitFields } from '../model/register.ts'
import { keptIn, onceFor, type Resource } from '../model/resource.ts'

export interface Column {
  /** Where the value stands among the values of a row. */
  readonly path: string
  readonly column: string
  readonly sqlType: string
  readonly nullable: boolean
  /** The value of a new row that was given none; `undefined`: SQL makes it, with `initialSql`. */
  readonly initial: unknown
  readonly initialSql: string | undefined
  readonly leaf: Leaf | undefined
  readonly to: string | undefined
  /** The variant that the column belongs to, by path: its columns hold something only where that variant was given. */
  readonly variant: string | undefined
  /** Of the field, or of the group that it stands in. */
  readonly guard: Guard | undefined
  /** Of the columns of the object that holds what is guarded. */
  readonly prefix: string
  /** Kept beside the body, under this name. */
  readonly beside: string | undefined
}

const longest = 63

const make = (column: Column): Column => {
  // PostgreSQL cuts longer names silently, and two could then be one.
  if (column.column.length > longest) throw new Error(`column name too long: ${column.column}`)
  return column
}

/** Paths of a variant: `<field>.<variant>` is true when it was given; `….uuid` its own identity. */
export const columnsOf = onceFor((resource): readonly Column[] => {
  const columns: Column[] = []
  const nothing = { initialSql: undefined, leaf: undefined, to: undefined, variant: undefined }
  const groups = new Map<string, { guard: Guard | undefined; prefix: string }>()
  const { beside = {} } = resource
  visitFields(keptIn(resource), ({ path, column, prefix }, field, variant) => {
    const group = groups.get(path.slice(0, Math.max(path.lastIndexOf('.'), 0)))
    const guarded = field.guard || !group?.guard ? { guard: field.guard, prefix } : group
    const [head = ''] = path.split('.')
    const plain = { ...nothing, ...guarded, beside: Object.hasOwn(beside, head) ? head : undefined }
    if (field.kind === 'group') groups.set(path, guarded)
    if ('leaf' in field) {
      const leaf = field
      const { sqlType, nullable, initial, initialSql } = leaf
      columns.push(make({ ...plain, path, column, sqlType, nullable, initial, initialSql, leaf, variant }))
    } else if (field.kind === 'reference') {
      const { to } = field
      const common = { ...plain, path, sqlType: 'bigint', nullable: field.nullable, initial: null, to, variant }
      columns.push(make({ ...common, column: `${column}_id` }))
    } else if (field.kind === 'variants') {
      for (const [kind, { identified }] of Object.entries(field.variants)) {
        const at = `${path}.${kind}`
        columns.push(
          make({ ...plain, path: at, column: `is_${kind}`, sqlType: 'boolean', nullable: false, initial: false }),
        )
        if (identified) {
          const own = {
            ...plain,
            path: `${at}.uuid`,
            column: `${kind}_uuid`,
            sqlType: 'uuid',
            nullable: true,
            initial: null,
          }
          columns.push(make({ ...own, variant: at }))
        }
      }
    }
  })
  return columns
})

/** The columns of what features keep of a row. */
export const statesOf = onceFor((resource): readonly Column[] =>
  Object.keys(resource.states ?? {}).map((path) =>
    make({
      path,
      column: toColumn(path),
      sqlType: 'text',
      nullable: true,
      initial: null,
      initialSql: undefined,
      leaf: undefined,
      to: undefined,
      variant: undefined,
      guard: undefined,
      prefix: '',
      beside: undefined,
    }),
  ),
)

/** All columns of a row, those that no body writes at the end. */
export const allColumnsOf = onceFor((resource): readonly Column[] => [...columnsOf(resource), ...statesOf(resource)])

/** The columns of what its body holds. */
export const bodyColumns = onceFor((resource) => columnsOf(resource).filter(({ beside }) => beside === undefined))

/** The column that holds the value at a path. */
export const columnAt = (resource: Resource, path: string): Column => {
  const found = columnsOf(resource).find((column) => column.path === path)
  if (!found) throw new Error(`${resource.name} has no value at ${path}`)
  return found
}

/**
 * The choices by which lists of this resource are asked. Its ordered lists keep them beside each member, so that a
 * question by both (the open tasks of an actor) is one look in an index, however many others there are.
 */
export const keptBeside = onceFor((resource): readonly Column[] =>
  columnsOf(resource).filter(
    ({ path, leaf }) =>
      leaf?.choices !== undefined &&
      Object.values(resource.filters ?? {}).some((filter) => filter.operator === 'is' && filter.path === path),
  ),
)
