/** The migrations bring a database to exactly what the declarations ask for. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { schemaSql } from '../../src/derive/table.ts'
import { onBothDatabases } from '../support/register.ts'
import { declared } from '../support/sample.ts'

/** What a schema holds, a line of text for each thing; the order of columns does not matter. */
const catalog = (schema: string): string => `
with own as (select c.* from pg_class c where c.relnamespace = '${schema}'::regnamespace)
select 'column' as kind, c.relname as owner, concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
    case when a.attnotnull then 'not null' end, nullif(a.attidentity, ''), pg_get_expr(d.adbin, d.adrelid)) as what
  from own c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where c.relkind = 'r'
union all select 'table', c.relname, concat_ws(' ', c.relpersistence, c.reloptions::text) from own c where c.relkind = 'r'
union all select 'index', c.relname, pg_get_indexdef(i.indexrelid) from own c join pg_index i on i.indrelid = c.oid
union all select 'constraint', c.relname, k.conname || ' ' || pg_get_constraintdef(k.oid)
  from own c join pg_constraint k on k.conrelid = c.oid where k.contype <> 'n'
union all select 'trigger', c.relname, pg_get_triggerdef(t.oid)
  from own c join pg_trigger t on t.tgrelid = c.oid where not t.tgisinternal
union all select 'sequence', c.relname, concat_ws(' ', s.seqstart, s.seqmin, s.seqmax, s.seqincrement, s.seqcycle, s.seqcache)
  from own c join pg_sequence s on s.seqrelid = c.oid
union all select 'function', p.proname, pg_get_functiondef(p.oid) from pg_proc p
  where p.pronamespace = '${schema}'::regnamespace
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`

/** Tables that no resource has; their features keep them. */
const OTHERS =
  /^(schema_migration|token|moved_in|vernietig\w*|outbox|event|sink|delivery|erase_\w+|remembered_answer|betwisting(?!_versie)|verwerking\w*)(_|$)/

onBothDatabases((register) => {
  test('the migrated database is what the declarations say', async () => {
    const { database } = register()
    await database.transaction(async (tx) => {
      await tx.execute('create schema declared; set local search_path = declared, public')
      await tx.execute(schemaSql(declared))
    })
    const inside = async (schema: string): Promise<string[]> => {
      const rows = await database.query({ text: catalog(schema), values: [] })
      return rows
        .filter(({ owner }) => !OTHERS.test(String(owner)))
        .map(({ kind, owner, what }) => `${kind} ${owner}: ${what}`.replaceAll(`${schema}.`, ''))
        .sort()
    }
    const wanted = await inside('declared')
    assert.ok(wanted.length > 300, 'something is compared')
    assert.deepEqual(await inside(database.schema), wanted)
  })
})
