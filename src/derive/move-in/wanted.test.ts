import assert from 'node:assert/strict'
import { test } from 'node:test'
import { text } from '../../model/kinds/index.ts'
import { register } from '../../model/register.ts'
import { resource } from '../../model/resource.ts'
import { statement } from '../../sql/sql.ts'
import { sourceTables } from './origin.ts'
import { makeWanted } from './wanted.ts'

const boom = resource('boom', {
  group: 'lijsten',
  api: 'klantinteracties',
  path: 'bomen',
  model: 'Boom',
  label: 'boom',
  help: 'Een boom.',
  tag: 'bomen',
  schemaName: 'Boom',
  fields: { naam: text({ max: 80, optional: true }), soort: text({ max: 80, optional: true }) },
})
const trees = register([boom])
const tables = sourceTables(trees, [{ resource: 'boom', table: 'ok_boom', without: ['soort'] }])

const made = (sameKeys: boolean): string => {
  const [main] = tables
  assert.ok(main)
  const [rows] = makeWanted({ register: trees, tables, sameKeys }, main)
  assert.ok(rows)
  return statement(rows).text
}

test('a value that is not kept there is not asked for', () => {
  assert.deepEqual(
    tables[0]?.columns.map(({ column }) => column),
    ['id', 'uuid', 'naam'],
  )
  assert.match(made(true), /s\.naam as naam, ''::text as soort/)
})

test('it stays what it is here, and is the initial one for a new row', () => {
  assert.match(made(false), /case when (h\d)\.id is null then ''::text else \1\.soort end as soort/)
  assert.match(made(false), /left join boom (h\d) on \1\.uuid = s\.uuid/)
})
