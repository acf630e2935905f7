/**
 * In a register of some size no list reads a whole table for a few rows: each selective filter is served by an index, and
 * a page by the order of its list.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { list } from '../../src/derive/list.ts'
import { rendering } from '../../src/derive/object.ts'
import { FULL_SIGHT } from '../../src/derive/sight.ts'
import { readQuery } from '../../src/derive/query.ts'
import { isSelective } from '../../src/derive/where.ts'
import { register } from '../../src/model/register.ts'
import type { Resource } from '../../src/model/resource.ts'
import { placesAt } from '../../src/operations/context.ts'
import { resources } from '../../src/resources/index.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { Shape, type Statement } from '../../src/sql/sql.ts'
import type { Sizes } from '../../tools/bench/content.ts'
import { fill } from '../../tools/bench/fill.ts'
import { poolOn, scratchDatabaseUrl, skip } from '../server/scratch-database.ts'
import { MODES, rareValue, readWhole, tableSizes } from '../support/plans.ts'

const ROWS = 50_000

const SIZES: Sizes = {
  partijen: ROWS,
  klantcontacten: ROWS,
  actoren: ROWS,
  interneTaken: ROWS,
  onderwerpobjecten: ROWS,
  bijlagen: ROWS,
  rekeningnummers: ROWS,
  categorieen: ROWS,
  categorieRelaties: ROWS,
  vertegenwoordigingen: ROWS,
  contactgegevens: ROWS,
}

const declared = register(resources)
const places = placesAt(declared, (resource) => `http://localhost/${resource.path}`)

const statementOf = (resource: Resource, filter: string, value: unknown): Statement => {
  const question = {
    filters: [{ name: filter }],
    expansion: {},
    expands: resource.expand !== undefined,
    from: 'start',
  } as const
  return new Shape(list(rendering(declared, FULL_SIGHT), resource, question)).with({
    ...places,
    limit: 100,
    offset: 0,
    [filter]: value,
  })
}

/** A page without filters, with all that can be included. */
const pageOf = (resource: Resource, from: 'start' | 'end'): Statement => {
  const { expansion } = readQuery(declared, resource, new URLSearchParams({ expand: (resource.expand ?? []).join() }))
  const question = { filters: [], expansion, expands: resource.expand !== undefined, from }
  return new Shape(list(rendering(declared, FULL_SIGHT), resource, question)).with({ ...places, limit: 100, offset: 0 })
}

test(`the plans of selective filters, ${ROWS} rows a table`, { skip }, async (t) => {
  const connectionString = await scratchDatabaseUrl(t)
  await migrate(poolOn(t, connectionString))
  await fill({ connectionString }, declared, SIZES)
  const client = new pg.Client({ connectionString, options: '-c jit=off -c timezone=UTC -c random_page_cost=1.1' })
  await client.connect()
  try {
    const sizes = await tableSizes(client)
    for (const { table } of resources)
      assert.ok((sizes.get(table) ?? 0) >= ROWS, `${table} holds ${sizes.get(table)} rows`)
    for (const resource of declared.resources) {
      for (const from of ['start', 'end'] as const) {
        await t.test(`${resource.name}, a page nearest the ${from}`, async () => {
          for (const mode of MODES) {
            const whole = await readWhole(client, pageOf(resource, from), mode, sizes)
            // The keys of a page are read along the order of the list, as far as the page goes.
            const scans = whole.filter((one) => one.endsWith('(sequential scan)'))
            assert.deepEqual(scans, [], `${mode} plan`)
          }
        })
      }
      for (const [name, filter] of Object.entries(resource.filters ?? {})) {
        if (!isSelective(declared, resource, filter)) continue
        await t.test(`${resource.name} by ${name}`, async (t) => {
          const value = await rareValue(client, declared, resource, filter)
          if (value === undefined) return t.skip('every value finds more than one in a hundred')
          const statement = statementOf(resource, name, value)
          const { rows } = await client.query({ text: statement.text, values: [...statement.values] })
          assert.ok(rows[0].count <= ROWS / 100, `${value} finds ${rows[0].count} rows`)
          for (const mode of MODES)
            assert.deepEqual(await readWhole(client, statement, mode, sizes), [], `${mode} plan`)
        })
      }
    }
  } finally {
    await client.end()
  }
})
