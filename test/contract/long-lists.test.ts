/** Lists of some length: whichever way a page is read, it is the same page, while others write and counts are folded. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FEW, list, type Question } from '../../src/derive/list.ts'
import { rendering } from '../../src/derive/rendering.ts'
import { FULL_SIGHT, sightOf } from '../../src/derive/sight.ts'
import { STRETCHES, stretchOf, TALLY } from '../../src/derive/stretch.ts'
import { foldTally } from '../../src/derive/upkeep.ts'
import type { Resource } from '../../src/model/resource.ts'
import { ALL_RIGHTS } from '../../src/model/scopes.ts'
import { placesAt } from '../../src/operations/context.ts'
import { categorie } from '../../src/resources/categorie.ts'
import { klantcontact } from '../../src/resources/klantcontact.ts'
import type { Queryable, Row } from '../../src/sql/database.ts'
import { Shape } from '../../src/sql/sql.ts'
import { onBothDatabases } from '../support/register.ts'
import { declared } from '../support/sample.ts'

const places = placesAt(declared, ({ path }) => `http://localhost/${path}`)

const read = async (
  database: Queryable,
  resource: Resource,
  from: Question['from'],
  offset: number,
  sight = FULL_SIGHT,
): Promise<Row> => {
  const question = { filters: [], expansion: {}, expands: resource.expand !== undefined, from }
  const shape = new Shape(list(rendering(declared, sight), resource, question))
  const [row] = await database.query(shape.with({ ...places, limit: 7, offset }))
  assert.ok(row)
  return row
}

const fold = (database: Queryable): Promise<Row[]> => database.query(new Shape(foldTally(TALLY, STRETCHES)).with({}))

/** Contacts of some days, more than one at a moment; `first` and `last`: their numbers. */
const contacts = (first: number, last: number): string => `
  insert into klantcontact (uuid, kanaal, onderwerp, taal, plaatsgevonden_op)
  select gen_random_uuid(), 'balie', 'vraag ' || i, 'nld', timestamptz '2024-02-27 22:00Z' + i / 3 * interval '2 hours'
  from generate_series(${first}, ${last}) i`

const wrongStretches = (resource: Resource): string => {
  const kept = `select stretch, amount from ${STRETCHES} where collection = '${resource.table}'
    union all select stretch, delta from ${TALLY} where collection = '${resource.table}' and stretch is not null`
  const real = `select ${new Shape(stretchOf(resource, 'r')).text} as stretch, count(*) as amount from ${resource.table} r group by 1`
  return `select stretch, sum(k.amount)::int as kept, r.amount::int as real from (${kept}) k full join (${real}) r using (stretch)
    group by stretch, r.amount having coalesce(sum(k.amount), 0) <> coalesce(r.amount, 0)`
}

onBothDatabases((register) => {
  const assertStretches = async (resource: Resource): Promise<void> =>
    assert.deepEqual(await register().database.query({ text: wrongStretches(resource), values: [] }), [])

  test('a page is the same from the start, the middle and the end', async () => {
    const { database } = register()
    await register().empty()
    const assertSame = async (): Promise<void> => {
      for (const resource of [klantcontact, categorie]) {
        await assertStretches(resource)
        for (const offset of [0, 1, 35, 36, 37, 150, 290, 299, 300, 5000]) {
          const middle = await read(database, resource, 'middle', offset)
          assert.deepEqual(middle, await read(database, resource, 'start', offset), `${resource.name} from ${offset}`)
          assert.deepEqual(middle, await read(database, resource, 'end', offset), `${resource.name} from ${offset}`)
        }
      }
    }
    await assertSame()
    await database.execute(contacts(1, 300))
    await database.execute(`insert into categorie (id, uuid, naam)
      select 5000000 + i * 300, gen_random_uuid(), 'c' || i from generate_series(1, 300) i`)
    await assertSame()
    await database.execute(`insert into ${TALLY} select 'nothing', 0 from generate_series(1, 101)`)
    await fold(database)
    await assertSame()
    await database.execute('delete from klantcontact where id % 5 = 0')
    await database.execute('delete from categorie where id % 700 = 0')
    await assertSame()
    await database.execute(
      "update klantcontact set plaatsgevonden_op = plaatsgevonden_op - interval '31 hours' where id % 3 = 0",
    )
    await assertSame()
    await database.execute('truncate klantcontact cascade')
    await assertSame()
  })

  test('a page far into a list of which some rows are hidden skips what is seen, not what is there', async () => {
    const { database } = register()
    await register().empty()
    await database.execute(contacts(1, 300))
    await database.execute('update klantcontact set vertrouwelijk = true where id % 3 = 0')
    const sight = sightOf({ rights: new Set([...ALL_RIGHTS].filter((right) => right !== 'vertrouwelijk')) })
    for (const offset of [0, 50, 150, 199, 250]) {
      const middle = await read(database, klantcontact, 'middle', offset, sight)
      assert.deepEqual(middle, await read(database, klantcontact, 'start', offset, sight), `from ${offset}`)
      assert.equal(middle.count, '200')
    }
  })

  test('stretches hold what they count while many write and fold', async () => {
    const { database } = register()
    await register().empty()
    await database.execute(contacts(1, 400))
    let writing = true
    const write = async (turn: number): Promise<void> => {
      for (let n = 0; n < 60; n++) {
        const pick = (turn * 61 + n * 7) % 400
        await database.execute(contacts(pick, pick + (n % 3)))
        await database.execute(
          `update klantcontact set plaatsgevonden_op = plaatsgevonden_op + interval '5 days' where nummer is null and id % 400 = ${pick}`,
        )
        await database.execute(`delete from klantcontact where id % 401 = ${pick}`).catch(() => {})
      }
    }
    const folding = async (): Promise<void> => {
      while (writing) await fold(database)
    }
    const reading = async (): Promise<void> => {
      while (writing) {
        await database.transaction(async (tx) => {
          await tx.execute('set transaction isolation level repeatable read')
          for (const offset of [20, 170, 390])
            assert.deepEqual(
              await read(tx, klantcontact, 'middle', offset),
              await read(tx, klantcontact, 'start', offset),
            )
        })
      }
    }
    const others = [folding(), folding(), reading()]
    await Promise.all([1, 2, 3].map(write)).finally(() => {
      writing = false
    })
    await Promise.all(others)
    await assertStretches(klantcontact)
  })

  test('a page far into a list, and a search that many match, answer as short ones do', async () => {
    const { database } = register()
    await register().empty()
    const amount = FEW + 5000
    await database.execute(contacts(1, amount))
    await database.execute('analyze klantcontact')
    const expected = await database.query({
      text: 'select uuid from klantcontact order by plaatsgevonden_op desc, id desc',
      values: [],
    })
    const uuids = (from: number, to: number) => expected.slice(from, to).map(({ uuid }) => uuid)
    const pages: [Record<string, string>, number, number][] = [
      [{ page: '21', pageSize: '400' }, 8000, 8400],
      [{ page: String(amount / 100) }, amount - 100, amount],
      [{ page: 'last' }, amount - 100, amount],
      [{ onderwerp: 'VRAAG' }, 0, 100],
      [{ onderwerp: 'vraag', page: '31' }, 3000, 3100],
      [{ onderwerp: 'vraag', page: 'last' }, amount - 100, amount],
    ]
    for (const [query, from, to] of pages) {
      const page = await register().list(klantcontact, query)
      assert.equal(page.count, amount)
      assert.deepEqual(
        page.results.map(({ uuid }) => uuid),
        uuids(from, to),
        JSON.stringify(query),
      )
    }
    for (const query of [`page=${amount / 100 + 1}`, `onderwerp=vraag&page=${amount / 100 + 1}`]) {
      const beyond = await register().send('GET', `/klantinteracties/api/v1/klantcontacten?${query}`)
      assert.equal(beyond.status, 404, query)
    }
    assert.equal((await register().list(klantcontact, { onderwerp: `vraag ${amount}` })).count, 1)
    await register().empty()
  })
})
