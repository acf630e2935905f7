/** Callers choose filters and expansions; they do not choose how much each connection to the database keeps in mind. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resources } from '../../src/resources/index.ts'
import { sql, statement } from '../../src/sql/sql.ts'
import { api } from '../faults/support/api.ts'
import { register, TOKEN } from '../faults/support/app.ts'
import { adres, klantcontact, maakKlantcontact, partij, wholePartij } from '../faults/support/bodies.ts'

/** What earns a name is asked this often; the rest of the statements goes without. */
const OFTEN = 6

/** Every collection, and many combinations of filters and expansions. */
const questions = (): string[] => {
  const plain = resources.filter(({ api }) => api === 'klantinteracties').map(({ path }) => `/${path}`)
  const expansions = [
    '',
    'hadBetrokkenen',
    'leiddeTotInterneTaken',
    'hadBetrokkenen.wasPartij',
    'omvatteBijlagen,hadBetrokkenen',
  ]
  const filters = ['kanaal=x', 'onderwerp=x', 'vertrouwelijk=true', 'nummer=1', 'hadBetrokkene__wasPartij=false']
  const combined = filters.flatMap((one, index) =>
    [
      one,
      `${one}&${filters[(index + 1) % 5]}`,
      `${one}&${filters[(index + 2) % 5]}&${filters[(index + 3) % 5]}`,
    ].flatMap((some) => expansions.map((expand) => `/klantcontacten?${some}&expand=${expand}`)),
  )
  return [...plain, ...plain.map((path) => `${path}.json`), ...combined]
}

const askAll = async (base: string): Promise<void> => {
  const { send } = api(base, TOKEN)
  for (let round = 0; round < OFTEN; round += 1) {
    const left = questions()
    const askOne = async (): Promise<void> => {
      for (let one = left.pop(); one !== undefined; one = left.pop())
        assert.equal((await send('GET', one)).status, 200, one)
    }
    await Promise.all(Array.from({ length: 8 }, askOne))
    const { body } = await send('POST', '/digitaleadressen', adres())
    const made = [
      await send('POST', '/partijen', wholePartij('merk', round, String(body.uuid))),
      await send('POST', '/klantcontacten', klantcontact()),
      await send('POST', '/maak-klantcontact', maakKlantcontact('merk')),
      await send('POST', '/partijen', partij()),
    ]
    for (const { status, text } of made) assert.equal(status, 201, text)
    const path = `/partijen/${made[3]?.body.uuid}`
    assert.equal((await send('PATCH', path, { nummer: String(round) })).status, 200)
    assert.equal((await send('DELETE', path)).status, 204)
  }
}

const CASES = [
  ['on', 40, 100],
  ['off', 0, 0],
] as const
// All before the first test: what is to be taken away is told before the tests can be over.
const registers = await Promise.all(
  CASES.map(([prepare]) => register({ DATABASE_POOL_SIZE: '1', DATABASE_PREPARE: prepare })),
)

for (const [index, [prepare, least, most]] of CASES.entries()) {
  const made = registers[index]
  test(`with DATABASE_PREPARE=${prepare} a connection has from ${least} to ${most} prepared statements`, async () => {
    assert.ok(made)
    await askAll(await made.serve())
    const [row] = await made.database.query(
      statement(sql`select count(*)::int as count from pg_prepared_statements where from_sql = false`),
    )
    const count = Number(row?.count)
    assert.ok(count >= least && count <= most, `${count}`)
  })
}
