/** The versions of one object, newest first, as one statement. */
import { dateTime } from '../model/kinds/date-time.ts'
import type { Resource } from '../model/resource.ts'
import { join, literal, name, type Sql, slot, sql } from '../sql/sql.ts'
import { fieldsOf } from './object.ts'
import type { Rendering } from './rendering.ts'
import { aboutVersions } from './subjects.ts'
import { keysOf } from './tables.ts'
import { versionTable } from './versions.ts'

/** A version as the statement below tells it. */
export interface VersionRow {
  readonly versie: number
  readonly actie: string
  readonly moment: string
  readonly soort: string | null
  readonly door: string | null
  readonly toepassing: string | null
  readonly verzoek: string | null
  readonly reden: string | null
  /** The body was erased. */
  readonly vernietigd: boolean
  /** The fields before and after; null where there is no row, or nothing is known of it. */
  readonly van: Readonly<Record<string, unknown>> | null
  readonly naar: Readonly<Record<string, unknown>> | null
}

/**
 * Slots: `uuid`, `limit`, `offset` (null: the last page), the collections' addresses. Answers one row: `count`, `skip`,
 * and `results`, an array of `VersionRow`. A version is shown beside the one before it.
 */
export const history = (render: Rendering, resource: Resource): Sql => {
  const versions = name(versionTable(resource))
  const [limit, offset] = [slot('limit', 'bigint'), slot('offset', 'bigint')]
  const all = sql`${versions} v where v.id in (${keysOf(resource, slot('uuid', 'uuid'))})`
  const content = (alias: string): Sql =>
    sql`case when ${name(`${alias}.versie_zout`)} is not null and ${name(`${alias}.versie_actie`)} <> 'verwijderd' then ${fieldsOf(render, resource, alias)} end`
  const members: Readonly<Record<keyof VersionRow, Sql>> = {
    versie: sql`o.versie`,
    actie: sql`o.versie_actie`,
    moment: dateTime({}).read(sql`o.versie_moment`),
    soort: sql`o.versie_soort`,
    door: sql`o.versie_door`,
    toepassing: sql`o.versie_toepassing`,
    verzoek: sql`o.versie_verzoek`,
    reden: sql`o.versie_reden`,
    vernietigd: sql`o.versie_zout is null`,
    van: content('p'),
    naar: content('o'),
  }
  const pairs = Object.entries(members).map(([key, value]) => sql`${literal(key)}, ${value}`)
  const page = sql`select v.* from ${all} order by v.id desc, v.versie desc limit ${limit} offset (select skip from page)`
  const before = sql`left join ${versions} p on p.id = o.id and p.versie = o.versie - 1`
  const results = sql`coalesce(json_agg(json_build_object(${join(pairs, ', ')}) order by o.id desc, o.versie desc), '[]')`
  const total = sql`total as materialized (select count(*) as amount from ${all}), page as materialized (select coalesce(${offset}, greatest(amount - 1, 0) / ${limit} * ${limit}) as skip from total)`
  return sql`with ${total} select (select amount from total)::text as count, (select skip from page)::text as skip, ${results} as results${aboutVersions(render, resource, 'o')} from (${page}) o ${before}`
}
