/** What is promised of the operations on every resource. */
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import { at, propertiesOf } from '../support/properties.ts'
import { type Body, onBothDatabases, pathOf, type Shown } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const NOBODY = '00000000-0000-4000-8000-000000000000'

/** What an answer shows of what the body said. */
const echo = (resource: Resource, shown: Shown, body: Body): Body =>
  Object.fromEntries(
    propertiesOf(resource)
      .filter(({ path, field }) => 'leaf' in field && at(body, path) !== undefined)
      .map(({ path }) => [path, at(shown, path)]),
  )

const said = (resource: Resource, body: Body): Body => echo(resource, body as Shown, body)

onBothDatabases((register) => {
  for (const resource of resources as readonly Resource[]) {
    describe(resource.name, () => {
      before(() => register().empty())

      test(`${resource.name} · POST answers what GET shows, and where it is`, async () => {
        const body = await samplesIn(register()).body(resource, { all: true })
        const answer = await register().send('POST', pathOf(resource), body)
        assert.equal(answer.status, 201, JSON.stringify(answer.body))
        const made = answer.body as Shown
        assert.match(made.uuid, UUID)
        assert.equal(made.url, `${register().base}${pathOf(resource, made.uuid)}`)
        assert.equal(answer.headers.get('location'), made.url)
        assert.deepEqual(Object.keys(made).slice(0, 2), ['uuid', 'url'])
        assert.deepEqual(echo(resource, made, body), said(resource, body))
        assert.deepEqual((await register().send('GET', made.url)).body, made)
        assert.deepEqual(await register().read(resource, made.uuid), made)
      })

      test(`${resource.name} · PUT and PATCH with all members agree with POST and GET`, async () => {
        const samples = samplesIn(register())
        for (const method of ['replace', 'change'] as const) {
          const first = await samples.make(resource, { all: true })
          const body = await samples.body(resource, { all: true, n: 1 })
          const changed = await register()[method](resource, first.uuid, body)
          assert.equal(changed.uuid, first.uuid)
          assert.deepEqual(echo(resource, changed, body), said(resource, body))
          assert.deepEqual(await register().read(resource, first.uuid), changed)
        }
      })

      test(`${resource.name} · what a PUT or PATCH leaves out stays`, async () => {
        const samples = samplesIn(register())
        const made = await samples.make(resource, { all: true })
        assert.deepEqual(await register().change(resource, made.uuid, {}), made)
        const least = await samples.body(resource)
        const changed = await register().replace(resource, made.uuid, least)
        for (const { path, field, top } of propertiesOf(resource)) {
          if (!('leaf' in field) || top in least || field.presentWhen) continue
          assert.deepEqual(at(changed, path), field.resets ? field.initial : at(made, path), path)
        }
      })

      test(`${resource.name} · an object that is not there is 404 to all methods`, async () => {
        const body = await samplesIn(register()).body(resource)
        for (const uuid of [NOBODY, 'geen-uuid']) {
          for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
            const answer = await register().send(
              method,
              pathOf(resource, uuid),
              method.startsWith('P') ? body : undefined,
            )
            assert.equal(answer.status, 404, `${method} ${uuid}`)
            assert.equal((answer.body as { code: string }).code, 'not_found')
          }
        }
      })

      test(`${resource.name} · DELETE answers 204 without a body, and then it is gone`, async () => {
        const made = await samplesIn(register()).make(resource, { all: true })
        const gone = await register().send('DELETE', pathOf(resource, made.uuid))
        assert.deepEqual([gone.status, gone.body, gone.headers.get('content-type')], [204, undefined, null])
        for (const method of ['GET', 'DELETE'])
          assert.equal((await register().send(method, pathOf(resource, made.uuid))).status, 404)
        const { results } = await register().list(resource)
        assert.ok(!results.some(({ uuid }) => uuid === made.uuid))
      })

      test(`${resource.name} · methods that it does not have are 405`, async () => {
        const made = await samplesIn(register()).make(resource)
        for (const method of ['PUT', 'PATCH', 'DELETE'])
          assert.equal((await register().send(method, pathOf(resource), {})).status, 405)
        const answer = await register().send('POST', pathOf(resource, made.uuid), {})
        assert.equal(answer.status, 405)
        assert.equal(answer.headers.get('allow'), 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS')
      })
    })
  }

  test('a number that is drawn and proves taken gives way to a free one, however it was left out', async () => {
    const klantcontact = declared.get('klantcontact')
    const body = await samplesIn(register()).body(klantcontact)
    for (const [path, make] of [
      [pathOf(klantcontact), (nummer: string) => ({ ...body, nummer })],
      ['/klantinteracties/api/v1/maak-klantcontact', (nummer: string) => ({ klantcontact: { ...body, nummer } })],
    ] as const) {
      const { nummer } = await register().create(klantcontact, body)
      const next = String(Number(nummer) + 1)
      await register().create(klantcontact, { ...body, nummer: next })
      const answer = await register().send('POST', path, make(''))
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
      const shown = answer.body as Body
      const made = (shown.klantcontact ?? shown) as Body
      assert.equal(made.nummer, String(Number(nummer) + 2))
    }
  })
})
