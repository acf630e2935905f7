/** The documentation page, over HTTP: it and all it needs come from this server, and its policy lets nothing else in. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { documentationPage } from '../../src/faces/openklant/documentation-page.ts'

describe('the documentation page', () => {
  let app: FastifyInstance
  let address = ''
  before(async () => {
    app = Fastify() as unknown as FastifyInstance
    documentationPage(app, { base: '/klantinteracties/api/v1', title: 'Klantinteracties <&>' })
    address = `${await app.listen({ host: '127.0.0.1', port: 0 })}/klantinteracties/api/v1/schema/`
  })
  after(() => app.close())

  it('asks its own server for everything', async () => {
    const page = await (await fetch(address)).text()
    const wanted = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '')
    assert.ok(
      wanted.every((link) => !/^(\/|[a-z]+:)/.test(link)),
      wanted.join(' '),
    )
    for (const link of wanted.filter((one) => !one.startsWith('..'))) {
      const answer = await fetch(new URL(link, address))
      const body = await answer.arrayBuffer()
      assert.equal(answer.status, 200, link)
      assert.match(answer.headers.get('cache-control') ?? '', /max-age=31536000, immutable/)
      assert.equal(body.byteLength, Number(answer.headers.get('content-length')), link)
    }
    assert.match(page, /<title>Klantinteracties &lt;&amp;&gt;<\/title>/)
  })

  it('runs its own script only', async () => {
    const answer = await fetch(address)
    const policy = answer.headers.get('content-security-policy') ?? ''
    const script = /<script>(.*?)<\/script>/s.exec(await answer.text())?.[1] ?? ''
    assert.ok(policy.includes(`'sha256-${createHash('sha256').update(script).digest('base64')}'`), policy)
    assert.match(policy, /^default-src 'none'/)
    assert.doesNotMatch(policy, /https?:|unsafe-eval|script-src[^;]*unsafe-inline/)
  })
})
