/** A feature with a table of its own, such as versions of rows, adds a shelf for it. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Cell, PlainShelf } from '../../src/derive/archive/shelf.ts'
import { exportArchive } from '../../src/features/archive/export.ts'
import { restoreArchive } from '../../src/features/archive/restore.ts'
import { fillDemo } from '../../src/features/demo/fill-demo.ts'
import type { Engine } from '../../src/operations/context.ts'
import { archivist, linesIn, onBoth, placeFor, restored } from './registers.ts'

const cell = (column: string, sqlType: string, more: Partial<Cell> = {}): Cell => ({
  path: column.split('_'),
  column,
  sqlType,
  nullable: true,
  ...more,
})

const versions: PlainShelf = {
  name: 'versie',
  table: 'versie',
  order: ['id', 'nummer'],
  cells: [
    cell('id', 'bigint', { nullable: false }),
    cell('nummer', 'integer', { nullable: false }),
    cell('wie_naam', 'text'),
    cell('wie_rollen', 'text[]'),
    cell('eenheden', 'uuid[]'),
    cell('zegel', 'bytea'),
    cell('klantcontact', 'bigint', { to: 'klantcontact' }),
  ],
}

const TABLE = `create table versie (id bigint, nummer integer, wie_naam text, wie_rollen text[], eenheden uuid[], zegel bytea,
  klantcontact bigint references klantcontact (id), primary key (id, nummer))`
const ROWS = `insert into versie select 7 - id, n, 'x', array['a,b', '"c"', '{}'], array[uuid], decode('00ff', 'hex'), id
  from klantcontact, generate_series(1, 2) n union all select 100, 1, null, '{}', null, null, null`

onBoth((empty) => {
  const withVersions = async (t: TestContext): Promise<Engine> => {
    const engine = await empty(t)
    await engine.database.execute(TABLE)
    t.after(() => engine.database.execute('drop table versie'))
    return engine
  }
  const kept = ({ database }: Engine) =>
    database.query({ text: 'select v::text as row from versie v order by id, nummer', values: [] })

  test('its rows come along, in the order of their key, and refer to other rows by uuid', async (t) => {
    const [first, second] = [await withVersions(t), await withVersions(t)]
    await fillDemo(first)
    await first.database.execute(ROWS)
    const shelves = [...archivist(first).shelves, versions]
    const to = placeFor(t, 'archive')
    await exportArchive({ ...archivist(first), shelves }, { to, format: 'jsonl', secrets: false })
    const lines = linesIn(to, 'versie.jsonl')
    assert.deepEqual(Object.keys(lines[0] ?? {}), ['id', 'nummer', 'wie', 'eenheden', 'zegel', 'klantcontact'])
    assert.deepEqual(lines.at(-1), {
      id: 100,
      nummer: 1,
      wie: { naam: null, rollen: [] },
      eenheden: null,
      zegel: null,
      klantcontact: null,
    })
    assert.match(String(lines[0]?.klantcontact), /^[0-9a-f-]{36}$/)
    await restoreArchive({ ...archivist(second), shelves }, { from: to, secrets: false, intoFilled: false })
    assert.ok((await kept(first)).length > 10)
    assert.deepEqual(await kept(second), await kept(first))
    await assert.rejects(restored(await empty(t), to), /does not know; a newer one may:\n {2}versie\.jsonl/)
    const csv = placeFor(t, 'csv')
    await exportArchive({ ...archivist(first), shelves }, { to: csv, format: 'csv', names: ['versie'], secrets: false })
  })
})
