/** Who looked, and which months there are, on the command line beside a running server. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { api } from '../faults/support/api.ts'
import { maakKlantcontact } from '../faults/support/bodies.ts'
import { kinds } from '../faults/support/databases.ts'
import { eventually } from '../faults/support/eventually.ts'
import { runToEnd, serve, temporaryDirectory } from '../server/program.ts'

const TOKEN = 'geheim'

for (const { name, skip, settings: settingsOf } of kinds) {
  test(`verwerkingen list and months on ${name}`, { skip }, async (t) => {
    const own = { API_TOKEN: TOKEN, VERWERKINGENLOG_DIR: temporaryDirectory(t), VERWERKINGENLOG_MAANDEN: '12' }
    const settings = { ...(await settingsOf(t)), ...own }
    const server = await serve(t, settings)
    const { send } = api(server.base, TOKEN)
    const made = await send('POST', '/partijen', { soortPartij: 'persoon', indicatieActief: true })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const uuid = String(made.body.uuid)
    assert.equal((await send('GET', `/partijen/${uuid}`)).status, 200)
    assert.equal((await send('POST', '/maak-klantcontact', maakKlantcontact('een'))).status, 201)
    const command = (...args: string[]) => runToEnd(t, ['verwerkingen', ...args], settings)

    const lines = await eventually(async () => {
      const { out } = await command('list', uuid.toUpperCase())
      const found = out.trimEnd().split('\n')
      assert.equal(found.length, 3, out)
      return found
    }, 20_000)
    assert.match(lines[0] ?? '', /^moment +request +status +purpose +by +user +units +object$/)
    assert.match(
      lines[1] ?? '',
      /Z +GET \/klantinteracties\/api\/v1\/partijen\/\{id\} +200 +Bijhouden met wie .* token /,
    )
    assert.match(lines[2] ?? '', /POST \/klantinteracties\/api\/v1\/partijen +201 /)
    const { out, err } = await command('list', uuid, '--json', '--limit', '1')
    const [look, ...more] = JSON.parse(out) as { handeling: string; object: string }[]
    assert.deepEqual([look?.object, more], [uuid, []])
    assert.match(err, /the newest 1 of 2/)

    const table = (await command('months')).out.trimEnd().split('\n')
    const now = new Date()
    const [titles, first, ...later] = table.map((line) => line.split(/ {2,}/))
    assert.deepEqual(titles, ['month', 'lines', 'bytes', 'kept until'])
    const gone = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 13, 1))
    assert.equal(first?.[0], now.toISOString().slice(0, 7))
    assert.ok(Number(first?.[1]) >= 3 && Number(first?.[2]) > 0)
    assert.equal(first?.[3], gone.toISOString().slice(0, 10))
    assert.deepEqual(
      later.map(([, count]) => count),
      ['0', '0'],
    )

    const nobody = await command('list', '00000000-0000-4000-8000-000000000000')
    assert.deepEqual([nobody.code, nobody.out], [1, ''])
    assert.match(nobody.err, /There is no partij 0{8}-/)
    for (const args of [['list'], ['list', 'x'], ['list', uuid, '--limit', '0'], ['list', uuid, '--limit', '1e99']])
      assert.equal((await command(...args)).code, 2, args.join(' '))
  })
}
