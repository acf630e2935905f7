/** What the statement of an answer is made with: for whom, with which addresses, and what is known of its rows. */
import type { Register } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import type { Sql } from '../sql/sql.ts'
import type { Sight } from './sight.ts'
import { present } from './tables.ts'
import type { Standing, View } from './veil.ts'

/** What an answer includes of other resources: field → what is included there. */
export interface Expansion {
  readonly [field: string]: Expansion
}

export interface Rendering extends View {
  /** Added to every address: `.json` when the request had it. */
  readonly suffix: string
  /** Rows that the statement itself makes. */
  readonly fresh: readonly Fresh[]
  /** Rows that were found by what they refer to: that reference need not be looked up again. */
  readonly owners: Map<string, Owner>
  /** Rows of which it is known whether they are all the caller's own, where this matters. */
  readonly standings: Map<string, Standing>
  /** Only what the row itself holds: not who refers to it, nor what others hold. */
  readonly bare: boolean
  /** Statements also say whom their answer is about (`subjects.ts`). */
  readonly trailed: boolean
}

export interface Owner {
  readonly by: string
  readonly resource: Resource
  readonly alias: string
}

/** A row that was made just now: nothing refers to it but what was made with it, so its lists need not be read. */
export interface Fresh {
  readonly resource: Resource
  readonly alias: string
  /** The row made with it that it refers to. */
  readonly owner?: { readonly by: string; readonly alias: string }
  /** The uuid of what else it refers to, at a path: it was given, and the foreign key saw that it is there. */
  readonly uuidAt: (path: string) => Sql
}

interface RenderingOptions extends Partial<Pick<Rendering, 'tables' | 'bare'>> {
  readonly trailed?: boolean | undefined
}

export const rendering = (
  register: Register,
  sight: Sight,
  suffix = '',
  fresh: readonly Fresh[] = [],
  { tables = present, bare = false, trailed = false }: RenderingOptions = {},
): Rendering => {
  let count = 0
  const owners = fresh.flatMap(({ alias, owner }) =>
    fresh.flatMap((one): [string, Owner][] =>
      one.alias === owner?.alias ? [[alias, { by: owner.by, resource: one.resource, alias: one.alias }]] : [],
    ),
  )
  return {
    register,
    sight,
    suffix,
    alias: () => `t${count++}`,
    owners: new Map(owners),
    standings: new Map(),
    fresh,
    tables,
    bare,
    trailed,
  }
}
