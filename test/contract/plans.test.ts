/**
 * In a register of some size no list reads a whole table for a few rows: each selective filter is served by an index, and
 * a page by the order of its list.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { detail } from '../../src/derive/detail.ts'
import { list, type Question } from '../../src/derive/list.ts'
import { readQuery } from '../../src/derive/query.ts'
import { rendering } from '../../src/derive/rendering.ts'
import { FULL_SIGHT } from '../../src/derive/sight.ts'
import { STRETCHES } from '../../src/derive/stretch.ts'
import { isSelective } from '../../src/derive/where.ts'
import type { Resource } from '../../src/model/resource.ts'
import { placesAt } from '../../src/operations/context.ts'
import { declared, resources } from '../../src/resources/index.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { Shape, type Statement } from '../../src/sql/sql.ts'
import type { Sizes } from '../../tools/bench/content.ts'
import { fill } from '../../tools/bench/fill.ts'
import { poolOn, scratchDatabaseUrl, skip } from '../server/scratch-database.ts'
import { MODES, rareValue, readWhole, scansOf, tableSizes } from '../support/plans.ts'

const ROWS = 50_000

const SIZES: Sizes = {
  partijen: ROWS,
  klantcontacten: ROWS,
  addresses: 'some',
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

const places = placesAt(declared, (resource) => `http://localhost/${resource.path}`)

const statementOf = (resource: Resource, filter: string, value: unknown, broad = false): Statement => {
  const question = {
    filters: [{ name: filter }],
    expansion: {},
    expands: resource.expand !== undefined,
    from: 'start',
    broad,
  } as const
  return new Shape(list(rendering(declared, FULL_SIGHT), resource, question)).with({
    ...places,
    limit: 100,
    offset: 0,
    [filter]: value,
  })
}

/** A page without filters, with all that can be included. */
const pageOf = (resource: Resource, from: Question['from']): Statement => {
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
    const klantcontact = declared.get('klantcontact')
    const partij = declared.get('partij')
    await t.test(
      'a search that most rows match is counted along the order of the list, and its page found there',
      async () => {
        const statement = statementOf(klantcontact, 'onderwerp', '%van%', true)
        for (const mode of MODES) {
          const scans = (await scansOf(client, statement, mode)).filter((one) => one.includes('klantcontact_'))
          const along = scans.filter((one) => one === 'Index Only Scan klantcontact_order_idx')
          assert.ok(along.length === 2 && !scans.some((one) => one.includes('part_idx')), `${mode}: ${scans}`)
        }
      },
    )
    await t.test('references to what belongs to an object are listed from an index alone', async () => {
      for (const resource of [klantcontact, partij]) {
        const uuid = await rareValue(client, declared, resource, { path: 'uuid', operator: 'is' })
        const statement = new Shape(detail(rendering(declared, FULL_SIGHT), resource)).with({ ...places, uuid })
        for (const mode of MODES) {
          const scans = (await scansOf(client, statement, mode)).join('\n')
          const lists =
            resource === partij
              ? [
                  'betrokkene_was_partij',
                  'digitaal_adres_verstrekt_door_partij',
                  'rekeningnummer_partij',
                  'vertegenwoordiging_vertegenwoordigende_partij',
                ]
              : [
                  'betrokkene_had_klantcontact',
                  'onderwerpobject_klantcontact',
                  'interne_taak_aanleidinggevend_klantcontact',
                  'bijlage_was_bijlage_van_klantcontact',
                  'actor_klantcontact_klantcontact',
                ]
          for (const one of lists) assert.match(scans, new RegExp(`Index Only Scan ${one}_id_idx`), `${mode} plan`)
        }
      }
    })
    for (const resource of declared.resources) {
      for (const from of ['start', 'middle', 'end'] as const) {
        await t.test(`${resource.name}, a page from the ${from}`, async () => {
          for (const mode of MODES) {
            const whole = await readWhole(client, pageOf(resource, from), mode, sizes)
            // The keys of a page are read along the order of the list, as far as the page goes.
            // the counts of its stretches may be: they are few
            const scans = whole.filter((one) => one.endsWith('(sequential scan)') && !one.startsWith(STRETCHES))
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
