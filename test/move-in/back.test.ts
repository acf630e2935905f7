/** The way back: what was exported is loaded into a database made from the sample's schema, and is what the sample was. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { exportOpenKlant } from '../../src/features/open-klant/export.ts'
import { origins } from '../../src/features/open-klant/layout.ts'
import { fileSource } from '../../src/features/open-klant/sources/files.ts'
import { skipOn } from '../support/databases.ts'
import { declared } from '../support/sample.ts'
import {
  databaseWith,
  dumpFile,
  dumpText,
  emptyRegister,
  importInto,
  loadDump,
  onDatabase,
  silent,
  skipLive,
  temporaryFolder,
} from './sample.ts'

/** Cannot be equal: these rows have no key here, and of tokens only hashes are here. */
const SIDES = new Set(origins.flatMap(({ sides }) => Object.values(sides?.tables ?? {})))
const ABSENT = 'token_tokenauth'

const contents = (url: string): Promise<Record<string, unknown>> =>
  onDatabase(url, async (client) => {
    const tables = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' order by 1",
    )
    const found: Record<string, unknown> = {}
    for (const { name } of tables.rows) {
      if (name === ABSENT) continue
      const row = SIDES.has(name) ? "to_jsonb(r) - 'id'" : 'to_jsonb(r)'
      const { rows } = await client.query(`select ${row} as row from ${name} r order by ${row}::text`)
      found[name] = rows
    }
    return found
  })

describe('the way back', { skip: skipLive }, () => {
  for (const name of ['embedded', 'PostgreSQL'] as const)
    test(`from ${name}`, { skip: skipOn[name] }, async (t) => {
      const register = await emptyRegister(t, name)
      await importInto(register, fileSource([dumpFile]))
      const path = join(temporaryFolder(t), name === 'embedded' ? 'back.sql' : 'back.sql.gz')
      await exportOpenKlant({
        database: register.database,
        register: declared,
        path,
        schema: 'public',
        progress: silent,
      })
      const written = readFileSync(path)
      const text = (name === 'embedded' ? written : gunzipSync(written)).toString('utf8')
      const sample = dumpText()
      const schema = sample.replace(/^COPY [^\0]*?^\\\.$/gm, '').replace(/^SELECT pg_catalog\.setval.*$/gm, '')
      const back = await databaseWith(t, schema)
      await onDatabase(back, (client) => loadDump(client, text))
      assert.deepEqual(await contents(back), await contents(await databaseWith(t, sample)))
      const next = await onDatabase(back, (client) =>
        client.query(`select nextval(pg_get_serial_sequence('klantinteracties_digitaaladres', 'id'))::int as id`),
      )
      assert.deepEqual(next.rows, [{ id: 100005 }])
      // And in again: nothing has changed.
      const { moved } = await importInto(register, fileSource([path]), { dryRun: true })
      assert.deepEqual(
        moved.filter(({ fresh, changed, gone }) => fresh + changed + gone > 0),
        [],
      )
      assert.equal(moved.length, 16)
    })

  test('a row that Open Klant can hold only once comes back as it can be held', async (t) => {
    const register = await emptyRegister(t, 'PostgreSQL')
    await register.database.execute(
      `insert into klantcontact (uuid, nummer, metadata) select gen_random_uuid(), '', '{"zaakId": "1", "Betreft": "x"}' from generate_series(1, 2)`,
    )
    const path = join(temporaryFolder(t), 'back.sql')
    await exportOpenKlant({
      database: register.database,
      register: declared,
      path,
      schema: 'public',
      progress: silent,
    })
    const schema = dumpText()
      .replace(/^COPY [^\0]*?^\\\.$/gm, '')
      .replace(/^SELECT pg_catalog\.setval.*$/gm, '')
    const back = await databaseWith(t, schema)
    await onDatabase(back, (client) => loadDump(client, readFileSync(path, 'utf8')))
    const { rows } = await onDatabase(back, (client) =>
      client.query('select nummer, metadata from klantinteracties_klantcontact order by id'),
    )
    const metadata = { zaak_id: '1', _betreft: 'x' }
    assert.deepEqual(rows, [
      { nummer: '', metadata },
      { nummer: null, metadata },
    ])
    await assert.rejects(
      exportOpenKlant({
        database: register.database,
        register: declared,
        path: '/nergens/x.sql',
        schema: 'public',
        progress: silent,
      }),
      /\/nergens\/x\.sql cannot be written \(ENOENT\)/,
    )
  })
})
