/** Fills a migrated, empty register: without its indexes first, because building them afterwards takes half the time. */
import pg from 'pg'
import { indexesOf } from '../../src/derive/table.ts'
import { takeUp } from '../../src/derive/versions.ts'
import type { Register } from '../../src/model/register.ts'
import { Shape } from '../../src/sql/sql.ts'
import { contentOf, FUNCTIONS, type Sizes } from './content.ts'

/** Numbers made by the register start where those of the filling end. */
const SEQUENCES = `
select setval(pg_get_serial_sequence(c.table_name, 'id'), 1000000000)
  from information_schema.columns c where c.table_schema = current_schema() and c.column_name = 'id' and c.is_identity = 'YES';
select setval('partij_nummer_seq', 5000000000), setval('klantcontact_nummer_seq', 5000000000), setval('interne_taak_nummer_seq', 5000000000);`

/**
 * Adds the rows of these sizes. Statistics and visibility are brought up to date, so that plans do not depend on when
 * autovacuum comes by.
 */
export const fill = async (connection: pg.ClientConfig, register: Register, sizes: Sizes): Promise<void> => {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query(
      "set statement_timeout = 0; set synchronous_commit = off; set maintenance_work_mem = '256MB'; set jit = off",
    )
    await client.query(FUNCTIONS)
    const indexes = indexesOf(register)
    await client.query(`drop index ${indexes.map(({ name }) => name).join(', ')}`)
    for (const statement of contentOf(sizes)) await client.query(statement)
    for (const { text } of indexes) await client.query(text)
    for (const resource of register.resources) await client.query(new Shape(takeUp(resource, 'bench')).text)
    await client.query(SEQUENCES)
    await client.query('vacuum (analyze)')
    // else one may come in the middle of a measurement; not every user may ask for it
    await client.query('checkpoint').catch(() => {})
  } finally {
    await client.end()
  }
}
