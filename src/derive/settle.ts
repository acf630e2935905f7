/** Whether the past that is asked about can still change: a transaction that took its moment may not have committed yet. */
import type { Register } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import { join, literal, name, type Sql, slot, sql } from '../sql/sql.ts'
import { keysOf, PEILDATUM } from './tables.ts'
import { HISTORY_BEGIN, versionTable } from './versions.ts'

/**
 * Who writes versions now: a lock on a table of versions is taken before the moment, and held until the end. Those that
 * began after the moment that is asked about cannot write before it. What a role may not see of others counts as earlier.
 */
const writers = (register: Register): Sql => {
  const tables = join(
    register.remembered.map((resource) => sql`${literal(versionTable(resource))}::regclass`),
    ', ',
  )
  const database = sql`(select oid from pg_database where datname = current_database())`
  return sql`select distinct l.virtualtransaction from pg_locks l left join pg_stat_activity a on a.pid = l.pid where l.locktype = 'relation' and l.mode = 'RowExclusiveLock' and l.database = ${database} and l.relation = any(array[${tables}]) and (a.xact_start is null or a.xact_start <= ${slot(PEILDATUM, 'timestamptz')})`
}

/**
 * Slots: `peildatum`, and `writers`: those to wait for, or null for all that there are. Answers one row: `is_past`,
 * `is_known` (history had begun), and `writers`.
 */
export const settle = (register: Register): Sql => {
  const moment = slot(PEILDATUM, 'timestamptz')
  const given = slot('writers', 'text[]')
  const found = sql`array(select w.virtualtransaction from (${writers(register)}) w where ${given} is null or w.virtualtransaction = any(${given}))`
  return sql`select clock_timestamp() > ${moment} as is_past, ${moment} >= (select moment from ${name(HISTORY_BEGIN)}) as is_known, ${found} as writers`
}

/** Slots: `uuid`, `peildatum`. Whether an object was there before its history began: `is_unknown`. */
export const unknownThen = (resource: Resource): Sql => {
  const uuid = slot('uuid', 'uuid')
  const versions = name(versionTable(resource))
  return sql`select exists (select from ${versions} v where v.id in (${keysOf(resource, uuid)}) and v.versie = 1 and v.versie_actie = 'opgenomen' and v.versie_moment > ${slot(PEILDATUM, 'timestamptz')}) as is_unknown, exists (select from ${name(resource.table)} r where r.uuid = ${uuid}) as is_there`
}
