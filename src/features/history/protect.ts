/** What a role may do that runs the server without owning its tables: everything but change what is history. */
import type { Register } from '../../model/register.ts'
import { versionTable } from '../../derive/versions.ts'
import type { Database } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'

/** Written once, and only read after that. */
const KEPT = ['vernietigingslijst', 'vernietigd_object', 'verwerking', 'verwerking_kader', 'verwerking_sleutel']
/** Written by migrations only. */
const FIXED = ['schema_migration', 'historie_begin', 'verwerking_register']

/** Gives the role its rights on all that there is now; again after each migration. Only the owner can. */
export const grantServer = async (database: Database, register: Register, role: string): Promise<void> => {
  const kept = [...register.remembered.map(versionTable), ...KEPT]
  const [row] = await database.query(
    statement(sql`select concat_ws('; ',
        format('grant usage on schema %I to %I', current_schema(), role),
        format('grant select, insert, update, delete on all tables in schema %I to %I', current_schema(), role),
        format('grant usage, select, update on all sequences in schema %I to %I', current_schema(), role),
        'alter function vernietig(bigint, text) set search_path from current',
        'alter function verwerking_maanden(timestamptz, integer) set search_path from current',
        'revoke execute on function vernietig(bigint, text), vernietig_elders(text, bigint[]), verwerking_maanden(timestamptz, integer) from public',
        format('grant execute on function vernietig(bigint, text), verwerking_maanden(timestamptz, integer) to %I', role),
        (select string_agg(format('revoke update, delete, truncate on %I from %I', kept, role), '; ') from unnest(${kept}::text[]) kept),
        (select string_agg(format('revoke insert, update, delete, truncate on %I from %I', fixed, role), '; ') from unnest(${FIXED}::text[]) fixed)
      ) as script from (select ${role}::text as role) given`),
  )
  await database.execute(String(row?.script))
}
