/** What versions commit to is the text that `jsonb` prints, whatever the rows hold: versions of before stay verifiable. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { takingUp } from '../../src/app.ts'
import { createLog } from '../../src/http/log.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { statement } from '../../src/sql/sql.ts'
import { fillAwkward } from '../archive/awkward.ts'
import { emptyDatabase, skipOn } from '../support/databases.ts'
import { declared } from '../support/sample.ts'

const SKELETON = ['id', 'uuid', 'versie', 'versie_actie', 'versie_moment', 'versie_vorige', 'versie_belofte']

for (const name of ['embedded', 'PostgreSQL'] as const) {
  describe(name, { skip: skipOn[name] }, () => {
    test('the commitment is to the text of the row as jsonb, without what holds nothing', async (t) => {
      const { database, close } = await emptyDatabase(name, createLog('silent'))
      t.after(close)
      await migrate(database)
      await fillAwkward(database)
      await database.execute(`
        insert into klantcontact (uuid, onderwerp, metadata) values (gen_random_uuid(), 'met niets', '{"a": null, "b": {"c": null}, "d": [null, {"e": null}]}');
        insert into klantcontact (uuid, onderwerp, inhoud) select gen_random_uuid(), chr(n), 'x' || chr(n) || 'y' from generate_series(1, 700) n;
        insert into persoon (uuid, geboortedatum, overlijdensdatum) values (gen_random_uuid(), 'infinity', '0044-03-15 BC');`)
      for (const piece of takingUp('test')) await database.query(statement(piece))

      let versions = 0
      for (const { table } of declared.resources) {
        const columns = await database.query({
          text: `select attname as column, format_type(atttypid, -1) as type from pg_attribute
            where attrelid = $1::regclass and attnum > 0 and attname <> all($2) and attname <> 'versie_zout'`,
          values: [`${table}_versie`, SKELETON],
        })
        // Merged one by one: a call takes no more than fifty pairs.
        const pairs = columns.map(({ column, type }) =>
          type === 'timestamp with time zone'
            ? `jsonb_build_object('${column}', ${column} at time zone 'UTC')`
            : `jsonb_build_object('${column}', ${column})`,
        )
        const rows = await database.query({
          text: `select uuid, versie_belofte = sha256(uuid_send(versie_zout)
            || convert_to(jsonb_strip_nulls(${pairs.join(' || ')})::text, 'UTF8')) as same from ${table}_versie`,
          values: [],
        })
        versions += rows.length
        assert.deepEqual(
          rows.filter(({ same }) => same !== true),
          [],
          table,
        )
      }
      assert.ok(versions > 700)
    })
  })
}
