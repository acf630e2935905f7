/** Where the database is in its life, as this transaction sees it. */
import type { Queryable } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'
import type { Moment } from './manifest.ts'

/**
 * To be asked before what is read: a transaction from this number on may have come too late for it, and all earlier ones
 * are in it. Of the transactions that run now only those matter that hold something of this database.
 *
 * Numbers of transactions mean something within one database only, and no longer once it was set back to an earlier
 * moment; that makes a new timeline.
 */
export const momentOf = async (queryable: Queryable): Promise<Moment> => {
  const [row] = await queryable.query(
    statement(sql`with own as (select oid from pg_database where datname = current_database()),
      now as (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next),
      here as (select virtualtransaction from pg_locks where database = (select oid from own)),
      running as (select (next - transactionid::text::bigint) & 4294967295 as age from now, pg_locks
        where locktype = 'transactionid' and mode = 'ExclusiveLock' and granted
          and virtualtransaction in (select virtualtransaction from here))
      select concat_ws('/', (select system_identifier from pg_control_system()),
          (select timeline_id from pg_control_checkpoint()), (select oid from own), current_schema()) as database,
        (next - coalesce((select max(age) from running where age < 2147483648), 0))::text as transaction from now`),
  )
  return { database: String(row?.database), transaction: String(row?.transaction) }
}

/** The name of the last migration. */
export const schemaOf = async (queryable: Queryable): Promise<string> => {
  const [row] = await queryable.query(statement(sql`select name from schema_migration order by version desc limit 1`))
  return String(row?.name)
}
