/** Statements that look whether the versions are whole, and add them up so that it can be seen whether any are gone. */
import type { Resource } from '../model/resource.ts'
import { join, literal, name, type Sql, slot, sql } from '../sql/sql.ts'
import { commitmentOf, sameContent, skeletonHash, versionTable } from './versions.ts'

/** What may be wrong with a version. */
export type Fault =
  /** Versions before this one are gone. */
  | 'missing'
  /** The body is not the one that was committed to. */
  | 'altered'
  /** It does not hold the hash of the version before it: that one was altered, or one of the two was put in. */
  | 'unchained'
  /** It lies before the version before it, follows a removal, or is a first version that makes nothing. */
  | 'misplaced'
  /** The body is gone, and no list of destruction says so. */
  | 'erased'
  /** The object in the register is not the one of its last version. */
  | 'differs'
  /** The object is gone from the register, and no version says so. */
  | 'gone'
  /** The object is in the register, and has no version, or one that says it was removed. */
  | 'unremembered'

export interface Finding {
  readonly fault: Fault
  readonly uuid: string
  readonly versie: number | null
}

/** The tables of destruction: lists, and the objects on them. */
export const DESTROYED = { list: 'vernietigingslijst', object: 'vernietigd_object' } as const

const range = (alias: string): Sql =>
  sql`${name(`${alias}.id`)} > ${slot('after', 'bigint')} and ${name(`${alias}.id`)} <= ${slot('until', 'bigint')}`

const FAULTS = (resource: Resource): readonly (readonly [Fault, Sql])[] => [
  ['missing', sql`v.versie <> coalesce(v.before, 0) + 1`],
  ['altered', sql`v.versie_zout is not null and v.versie_belofte <> ${commitmentOf(resource, 'v')}`],
  ['unchained', sql`v.versie = coalesce(v.before, 0) + 1 and v.versie_vorige is distinct from v.hash_before`],
  [
    'misplaced',
    sql`v.versie_moment < v.moment_before or v.actie_before = 'verwijderd' or (v.versie = 1) <> (v.versie_actie in ('toegevoegd', 'opgenomen'))`,
  ],
  ['erased', sql`v.versie_zout is null and v.lijst is null`],
  ['gone', sql`v.is_last and v.versie_actie <> 'verwijderd' and v.lijst is null and r.id is null`],
  ['unremembered', sql`v.is_last and (v.versie_actie = 'verwijderd' or v.versie_zout is null) and r.id is not null`],
  [
    'differs',
    sql`v.is_last and v.versie_actie <> 'verwijderd' and v.versie_zout is not null and r.id is not null and not (${sameContent(resource, 'v', 'r')})`,
  ],
]

/**
 * Slots: `after`, `until`: keys of rows. Answers one row: `versions`, their number; `findings`, an array of `Finding`; and
 * `destroyed`, an array of `{lijst, uuid, versies}`.
 */
export const verify = (resource: Resource): Sql => {
  const versions = name(versionTable(resource))
  const list = sql`(select max(d.lijst) from ${name(DESTROYED.object)} d join ${name(DESTROYED.list)} l on l.nummer = d.lijst where d.collectie = ${literal(resource.table)} and d.id = v.id and l.goedgekeurd_op is not null)`
  const hashed = sql`select v.*, ${skeletonHash(resource, 'v')} as hash from ${versions} v where ${range('v')}`
  const chain = sql`select v.*, case when v.versie_zout is null then ${list} end as lijst, lag(v.versie) over w as before, lag(v.hash) over w as hash_before, lag(v.versie_moment) over w as moment_before, lag(v.versie_actie) over w as actie_before, lead(v.versie) over w is null as is_last from (${hashed}) v window w as (partition by v.id order by v.versie)`
  const faults = FAULTS(resource).map(([fault, holds]) => sql`case when ${holds} then ${literal(fault)} end`)
  const wrong = sql`select v.uuid, v.versie, v.id, f.fault from chain v left join ${name(resource.table)} r on r.id = v.id cross join lateral unnest(array[${join(faults, ', ')}]) f (fault) where f.fault is not null`
  const bare = sql`select r.uuid, null::integer, r.id, ${literal('unremembered' satisfies Fault)} from ${name(resource.table)} r where ${range('r')} and not exists (select from ${versions} v where v.id = r.id)`
  const found = sql`select coalesce(json_agg(json_build_object('fault', f.fault, 'uuid', f.uuid, 'versie', f.versie) order by f.id, f.versie), '[]') from (${wrong} union all ${bare}) f (uuid, versie, id, fault)`
  const gone = sql`select lijst, uuid, count(*) as versies from chain where lijst is not null group by lijst, uuid`
  const destroyed = sql`select coalesce(json_agg(json_build_object('lijst', g.lijst, 'uuid', g.uuid, 'versies', g.versies)), '[]') from (${gone}) g`
  return sql`with chain as materialized (${chain}) select (select count(*) from chain)::text as versions, (${found}) as findings, (${destroyed}) as destroyed`
}

/** The highest key of a row, of those that are gone too: `key`. */
export const lastKey = (resource: Resource): Sql =>
  sql`select greatest((select max(id) from ${name(resource.table)}), (select max(id) from ${name(versionTable(resource))}), 0)::text as key`

/**
 * Slots: `after` (null: from the beginning) and `until`, moments. Answers one row: `versions`, the number of versions
 * written in that period, and `hash`, one over all their skeletons.
 */
export const periodHash = (resource: Resource): Sql => {
  const [after, until] = [slot('after', 'timestamptz'), slot('until', 'timestamptz')]
  const within = sql`(${after} is null or v.versie_moment > ${after}) and v.versie_moment <= ${until}`
  const hashes = sql`select v.id / 1024 as part, v.id, v.versie, ${skeletonHash(resource, 'v')} as hash from ${name(versionTable(resource))} v where ${within}`
  const parts = sql`select p.part, count(*) as amount, sha256(string_agg(p.hash, ''::bytea order by p.id, p.versie)) as hash from (${hashes}) p group by p.part`
  return sql`select coalesce(sum(q.amount), 0)::text as versions, encode(sha256(coalesce(string_agg(q.hash, ''::bytea order by q.part), '')), 'hex') as hash from (${parts}) q`
}
