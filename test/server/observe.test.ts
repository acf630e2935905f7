import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type FastifyInstance, fastify } from 'fastify'
import { errorMembers } from '../../src/http/error-members.ts'
import { healthRoutes } from '../../src/http/health.ts'
import { createLog, logFailure, requestLog, serverLogging } from '../../src/http/log.ts'
import { createMetrics, metricsRoute } from '../../src/http/metrics.ts'
import { observeRequests } from '../../src/http/observe.ts'
import { callerOf } from '../../src/operations/caller.ts'
import { sql, statement } from '../../src/sql/sql.ts'
import { poolOn, scratchDatabaseUrl, skip } from './scratch-database.ts'

const BSN = '123456782'
const kiss = callerOf({ kind: 'token', name: 'kiss', scopes: [] })

type Line = Record<string, unknown>

const serve = async (t: TestContext, routes: (app: FastifyInstance) => void) => {
  const lines: string[] = []
  const log = createLog('trace', { write: (line) => lines.push(line) })
  const metrics = createMetrics(() => ({ total: 5, idle: 3, waiting: 2 }))
  const app: FastifyInstance = fastify(serverLogging(log))
  observeRequests(app, [requestLog(log, () => kiss), metrics.observe])
  metricsRoute(app, { metrics })
  routes(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => app.close())
  const base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const requests = async (count: number): Promise<Line[]> => {
    const found = () => lines.map((line): Line => JSON.parse(line)).filter(({ msg }) => msg === 'request')
    for (let tries = 0; found().length < count && tries < 200; tries += 1) await wait(10)
    return found()
  }
  return { base, log, text: () => lines.join(''), requests }
}

test('one line per request, with the pattern of its route and nothing of its address', async (t) => {
  const { base, text, requests } = await serve(t, (app) => {
    app.get('/partijen/:uuid', () => ({}))
  })
  await fetch(`${base}/partijen/abc?bsn=${BSN}`)
  await fetch(`${base}/nergens/${BSN}?bsn=${BSN}`)
  const [found, missing] = await requests(2)
  const { time, requestId, ms, ...rest } = found ?? {}
  assert.deepEqual(rest, {
    level: 'info',
    method: 'GET',
    route: '/partijen/:uuid',
    status: 200,
    token: 'kiss',
    msg: 'request',
  })
  assert.match(String(time), /^\d{4}-\d\d-\d\dT.*Z$/)
  assert.equal(typeof requestId, 'string')
  assert.equal(typeof ms, 'number')
  assert.equal(missing?.status, 404)
  assert.equal(missing?.route, undefined)
  assert.notEqual(missing?.requestId, requestId)
  assert.doesNotMatch(text(), new RegExp(BSN))
})

test('a request that its client gives up has a line, and only one', async (t) => {
  const { base, requests } = await serve(t, (app) => {
    app.get('/traag', async () => {
      await wait(150)
      return {}
    })
  })
  const request = send(`${base}/traag`).end()
  request.on('error', () => {})
  await once(request, 'socket')
  await wait(50)
  request.destroy()
  await wait(200)
  const lines = await requests(1)
  assert.deepEqual(
    lines.map(({ status }) => status),
    [499],
  )
})

test('an error that carries values leaves none in the log', async (t) => {
  const { base, text, requests } = await serve(t, (app) => {
    app.get('/fout', () => {
      throw Object.assign(new Error(`Key (bsn)=(${BSN})\n    at ${BSN} (/tmp/x.js:1:1)`), {
        detail: BSN,
        code: '23505',
      })
    })
    app.get('/lezen', () => JSON.parse(`{"bsn": ${BSN}`))
    app.get('/tweemaal', (_request, reply) => {
      reply.send('een')
      reply.send('twee')
    })
  })
  await fetch(`${base}/fout`)
  await fetch(`${base}/lezen`)
  await fetch(`${base}/tweemaal?bsn=${BSN}`)
  await requests(3)
  assert.match(text(), /"code":"23505"/)
  assert.match(text(), /SyntaxError/)
  assert.match(text(), /observe\.test/)
  assert.doesNotMatch(text(), new RegExp(BSN))
})

test('however it is logged, an error is logged without its message', async (t) => {
  const { log, text } = await serve(t, () => {})
  const error = new TypeError(BSN, { cause: new AggregateError([new Error(BSN)], BSN) })
  log.error(error)
  log.error(error, 'text')
  log.warn({ err: error })
  log.info({ error }, 'text')
  log.info({ other: error, more: error })
  log.info(`Route GET:/x?bsn=${BSN} not found, "/x/${BSN}"`)
  assert.equal(text().trim().split('\n').length, 7, 'these six, and that the server listens')
  assert.doesNotMatch(text(), new RegExp(BSN))
})

test('a unique violation is logged by its constraint, without the value', { skip }, async (t) => {
  const database = poolOn(t, await scratchDatabaseUrl(t))
  await database.execute('create schema klantinteracties; create table person (bsn text constraint one_person unique)')
  const { base, text, requests } = await serve(t, (app) => {
    app.post('/personen', async (request, reply) => {
      try {
        await database.query(statement(sql`insert into person values (${BSN})`))
      } catch (error) {
        logFailure(app.log, request, error)
        reply.code(500)
      }
      return {}
    })
  })
  await fetch(`${base}/personen`, { method: 'POST' })
  await fetch(`${base}/personen`, { method: 'POST' })
  await requests(2)
  assert.match(text(), /"code":"23505"/)
  assert.match(text(), /"constraint":"one_person"/)
  assert.doesNotMatch(text(), new RegExp(BSN))
})

test('frames are kept, and a message cannot pose as one', () => {
  const { frames } = errorMembers(new Error(`x\n    at ${BSN} (/x.js:1:1)`))
  assert.ok((frames?.length ?? 0) > 0)
  assert.doesNotMatch(JSON.stringify(frames), new RegExp(BSN))
  assert.deepEqual(errorMembers('text'), { name: 'string' })
})

test('metrics by route, and of the pool and the event loop', async (t) => {
  const { base, requests } = await serve(t, (app) => {
    app.get('/partijen/:uuid', () => ({}))
  })
  await fetch(`${base}/partijen/abc`)
  await fetch(`${base}/partijen/def`)
  await fetch(`${base}/nergens/${BSN}`)
  await requests(3)
  const answer = await fetch(`${base}/metrics`)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
  const text = await answer.text()
  assert.match(text, /http_request_duration_seconds_count\{method="GET",route="\/partijen\/:uuid",status="2xx"\} 2/)
  assert.match(text, /http_request_duration_seconds_count\{method="GET",route="",status="4xx"\} 1/)
  assert.match(text, /database_pool_connections\{state="busy"\} 2/)
  assert.match(text, /database_pool_waiting 2/)
  assert.match(text, /nodejs_eventloop_lag_p99_seconds/)
  assert.doesNotMatch(text, new RegExp(BSN))
})

test('health', async (t) => {
  let works = true
  const { base } = await serve(t, (app) => {
    healthRoutes(app, { checkDatabase: () => (works ? Promise.resolve() : Promise.reject(new Error(BSN))) })
  })
  const get = async (path: string) => {
    const answer = await fetch(base + path, { redirect: 'manual' })
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text(), answer }
  }
  const live = await get('/_healthz/livez/')
  assert.deepEqual([live.status, live.type, live.text], [200, 'application/json', '{}'])
  assert.match(live.answer.headers.get('cache-control') ?? '', /no-cache/)
  for (const path of ['/_healthz/readyz/', '/_healthz/']) {
    works = true
    assert.deepEqual((await get(path)).text, `{"Database(alias='default')":"OK"}`)
    works = false
    const broken = await get(path)
    assert.deepEqual([broken.status, broken.text], [500, `{"Database(alias='default')":"unavailable"}`])
  }
  for (const path of ['/_healthz', '/_healthz/livez', '/_healthz/readyz']) {
    const moved = await get(path)
    assert.equal(moved.status, 301)
    assert.equal(new URL(moved.answer.headers.get('location') ?? '', base + path).pathname, `${path}/`)
  }
})
