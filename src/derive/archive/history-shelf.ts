/**
 * The versions of a resource in an archive, as they are: whoever restores them can verify them. What they commit to
 * holds keys of rows, so lines have these and not uuids; a reference is the `position` of the line it points to.
 */
import { toCamel } from '../../model/wire-text.ts'
import type { Resource } from '../../model/resource.ts'
import { literal, name, raw, sql } from '../../sql/sql.ts'
import { columnsOf } from '../columns.ts'
import { DESTROYED } from '../verify.ts'
import { partsOfVersion, type VersionColumn, versionTable } from '../versions.ts'
import { type Cell, type PlainShelf, POSITION } from './shelf.ts'

/** The member of a line that has the values of the row, by path. */
const CONTENT = 'inhoud'

const NEEDED = ' not null'

const cell = ({ column, sqlType }: VersionColumn, path: readonly string[]): Cell => ({
  path,
  column,
  sqlType: sqlType.replace(NEEDED, ''),
  nullable: !sqlType.endsWith(NEEDED),
})

const aboutName = (column: string): string => (column === 'id' ? POSITION : column.replace('versie_', ''))

/** Members of `inhoud` are called by their whole path. */
const contentName = (resource: Resource, column: string): string =>
  columnsOf(resource).find((one) => one.column === column)?.path ?? toCamel(column)

export const historyShelf = (resource: Resource): PlainShelf => {
  const { about, content } = partsOfVersion(resource)
  const table = versionTable(resource)
  return {
    name: `${resource.name}.historie`,
    table,
    of: resource.name,
    about: 'history',
    order: ['id', 'versie'],
    cells: [
      ...about.map((one) => cell(one, [aboutName(one.column)])),
      ...content.map((one) => cell(one, [CONTENT, contentName(resource, one.column)])),
    ],
    sparse: true,
    isRemoval: raw(`r.versie_actie = 'verwijderd'`),
    // What was destroyed here does not come back.
    lasting: sql`${name(`${table}.versie_zout`)} is null`,
    writtenSince: (moment) =>
      sql`(r.versie_moment >= ${moment} or r.versie_zout is null and exists (select from ${name(DESTROYED.object)} d
        join ${name(DESTROYED.list)} l on l.nummer = d.lijst
        where d.collectie = ${literal(resource.table)} and d.id = r.id and l.goedgekeurd_op >= ${moment}))`,
  }
}
