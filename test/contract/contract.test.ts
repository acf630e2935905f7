/** What is committed is what the declarations make; the generated SQL is laid out, not changed. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { layout } from '../../tools/contract/sql-layout.ts'
import { contractFaults } from '../../tools/contract.ts'

describe('contract/', () => {
  it('is what tools/contract.ts makes of the declarations', () => {
    assert.deepEqual(contractFaults(), [], 'run: node build/tools/contract.js')
  })
})

describe('the layout of SQL', () => {
  const text =
    "select json_build_object('uuid', o.uuid, 'a (b, c)', concat_ws(' ', nullif(o.first, ''), nullif(o.last, '')), 'more', " +
    "(select coalesce(json_agg(t.id order by t.id), '[]') from other t where t.owner_id = o.id and t.name is distinct from 'it''s'))::text " +
    'as body from thing o where o.uuid = $1::uuid and o.kind in (select k.kind from kinds k where upper(k.name) like upper($2::text))'

  it('changes white space only', () => {
    const bare = (sql: string): string => sql.replace(/\s+/g, '')
    assert.equal(bare(layout(text)), bare(text))
    assert.match(layout(text), /'a \(b, c\)', concat_ws\(' ', nullif/)
  })

  it('keeps lines short, and short statements on one line', () => {
    assert.ok(
      Math.max(
        ...layout(text)
          .split('\n')
          .map((line) => line.length),
      ) <= 116,
    )
    assert.equal(
      layout('delete from thing where id = any($1::bigint[])'),
      'delete from thing where id = any($1::bigint[])',
    )
  })

  it('leaves out what objects hold, but for what they include', () => {
    const nested =
      "select json_build_object('uuid', o.uuid, '_expand', json_build_object('more', (select json_build_object('uuid', t.uuid) from t))) from o"
    assert.equal(
      layout(nested, true),
      "select json_build_object('…', …, '_expand', json_build_object('more', (select json_build_object(…) from t))) from o",
    )
  })
})
