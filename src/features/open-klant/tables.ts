/** What is moved where. */
import { listOf, type SourceTable, sourceTables } from '../../derive/move-in/origin.ts'
import { versionTable } from '../../derive/versions.ts'
import type { Register } from '../../model/register.ts'
import { origins } from './layout.ts'

export interface Tables {
  readonly tables: readonly SourceTable[]
  /** Of them, those with the rows of a resource, and those with ordered lists. */
  readonly mains: readonly SourceTable[]
  readonly lists: readonly SourceTable[]
  /** Tables of the register that are written, and those of their versions. */
  readonly own: readonly string[]
  readonly versions: readonly string[]
}

export const tablesOf = (register: Register): Tables => {
  const tables = sourceTables(register, origins)
  const mains = tables.filter(({ kind }) => kind === 'rows')
  const lists = tables.filter(({ kind }) => kind === 'list')
  const own = [...mains.map(({ resource }) => resource.table), ...lists.map((list) => listOf(list).table)]
  return { tables, mains, lists, own, versions: mains.map(({ resource }) => versionTable(resource)) }
}

/** What came of a collection: rows of the source, and what of them is new here, changes, and goes. */
export interface Moved {
  readonly collection: string
  readonly rows: number
  readonly fresh: number
  readonly changed: number
  readonly gone: number
}
