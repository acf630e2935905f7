/** The server is killed while it writes: after a start what was answered is there whole, and nothing is there in part. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { runToEnd, serve } from '../server/program.ts'
import { type Answer, type Api, api } from './support/api.ts'
import { adres, maakKlantcontact, wholePartij } from './support/bodies.ts'
import { beside, kinds, type Settings } from './support/databases.ts'

const TOKEN = 'geheim'
const WRITES = 200
/** The server is killed at this many answers. */
const KILL_AT = 40

const makeAddresses = async ({ send }: Api): Promise<string[]> => {
  const answers = await Promise.all(
    Array.from({ length: WRITES / 2 }, () => send('POST', '/digitaleadressen', adres())),
  )
  return answers.map(({ body }) => body.uuid as string)
}

/** Sends all writes at once; answers what was answered before the server died. */
const writeUntil = async ({ send }: Api, kill: () => void): Promise<Answer[]> => {
  const addresses = await makeAddresses({ send })
  const answered: Answer[] = []
  const writes = Array.from({ length: WRITES }, async (_, n) => {
    const mark = `merk${n}`
    const address = addresses[n >> 1] ?? ''
    const sent =
      n % 2 === 0
        ? send('POST', '/partijen', wholePartij(mark, n, address))
        : send('POST', '/maak-klantcontact', maakKlantcontact(mark))
    answered.push(await sent)
    if (answered.length === KILL_AT) kill()
  })
  await Promise.allSettled(writes)
  return answered
}

/** Objects that lack a part, and parts that lack their object. */
const PARTIAL = `
  select 'klantcontact', uuid from klantcontact k
  where (select count(*) from betrokkene b where b.had_klantcontact_id = k.id and b.organisatienaam = k.onderwerp) <> 1
     or (select count(*) from onderwerpobject o where o.klantcontact_id = k.id and o.onderwerpobjectidentificator_object_id = k.onderwerp) <> 1
  union all
  select 'partij', uuid from partij p
  where (select count(*) from partij_identificator i where i.identificeerde_partij_id = p.id) <> 2
     or (select count(*) from digitaal_adres a where a.verstrekt_door_partij_id = p.id and a.id = p.voorkeurs_digitaal_adres_id) <> 1
     or p.persoon_contactnaam_achternaam <> p.interne_notitie
  union all
  select 'betrokkene', uuid from betrokkene where had_klantcontact_id is null
  union all
  select 'onderwerpobject', uuid from onderwerpobject where klantcontact_id is null
  union all
  select 'identificator', uuid from partij_identificator where identificeerde_partij_id is null`

/** Each answered object is shown as it was answered, but for its place in the answer of maak-klantcontact. */
const assertThere = async ({ send }: Api, { status, body }: Answer): Promise<void> => {
  assert.equal(status, 201)
  const made = (body.klantcontact ?? body) as { uuid: string; url: string }
  const path = made.url.slice(made.url.indexOf('/api/v1') + '/api/v1'.length)
  const found = await send('GET', path)
  assert.equal(found.status, 200)
  // It may have come under another port.
  const portless = (value: unknown): string => JSON.stringify(value).replaceAll(/:\d+\/klantinteracties/g, '')
  assert.equal(portless({ ...found.body, _expand: undefined }), portless({ ...made, _expand: undefined }))
}

const assertWhole = async (
  t: TestContext,
  settings: Settings,
  one: Api,
  answered: readonly Answer[],
): Promise<void> => {
  for (const answer of answered) await assertThere(one, answer)
  const { rows } = await beside(t, settings)
  assert.deepEqual(await rows(PARTIAL), [])
  for (const collection of ['klantcontact', 'partij', 'betrokkene', 'partij_identificator']) {
    const path = { klantcontact: 'klantcontacten', partij: 'partijen', betrokkene: 'betrokkenen' }[collection]
    const [[counted]] = (await rows(`select count(*)::int from ${collection}`)) as [[number]]
    const { body } = await one.send('GET', `/${path ?? 'partij-identificatoren'}?pageSize=1`)
    assert.equal(body.count, counted, 'the kept count is that of the rows')
  }
}

for (const { name, skip, settings: settingsOf } of kinds) {
  test(`kill -9 in the middle of ${WRITES} writes on ${name}`, { skip }, async (t) => {
    const settings = await settingsOf(t)
    const killed = await serve(t, { ...settings, API_TOKEN: TOKEN })
    const answered = await writeUntil(api(killed.base, TOKEN), () => killed.kill('SIGKILL'))
    assert.ok(answered.length >= KILL_AT && answered.length < WRITES, `${answered.length} were answered`)
    await killed.ended

    const next = await serve(t, { ...settings, API_TOKEN: TOKEN })
    const again = api(next.base, TOKEN)
    await assertWhole(t, settings, again, answered)
    assert.equal((await again.send('POST', '/maak-klantcontact', maakKlantcontact('later'))).status, 201)
    const verified = await runToEnd(t, ['history', 'verify'], { ...settings })
    assert.match(verified.out, /^\d+ versions were verified; nothing is wrong\.$/m, verified.err)
    next.kill('SIGTERM')
    const { code, out } = await next.ended
    assert.equal(code, 0)
    if (settings.DATA_DIR) assert.match(out, /ended a PostgreSQL that an earlier run left behind/)
  })
}
