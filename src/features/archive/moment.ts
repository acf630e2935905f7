/** Where the database is in its life, as this transaction sees it. */
import type { Queryable } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'
import type { Moment } from './manifest.ts'

/**
 * Numbers of transactions mean something within one database only, and no longer once it was set back to an earlier
 * moment; that makes a new timeline.
 */
export const momentOf = async (queryable: Queryable): Promise<Moment> => {
  const [row] = await queryable.query(
    statement(sql`select concat_ws('/', (select system_identifier from pg_control_system()),
        (select timeline_id from pg_control_checkpoint()),
        (select oid from pg_database where datname = current_database()), current_schema()) as database,
      pg_snapshot_xmin(pg_current_snapshot())::text as transaction`),
  )
  return { database: String(row?.database), transaction: String(row?.transaction) }
}

/** The name of the last migration. */
export const schemaOf = async (queryable: Queryable): Promise<string> => {
  const [row] = await queryable.query(statement(sql`select name from schema_migration order by version desc limit 1`))
  return String(row?.name)
}
