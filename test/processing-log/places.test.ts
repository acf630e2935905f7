/** Where lines go: nothing is lost and nothing refused while that is away, and nothing is there twice when it is back. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createApp } from '../../src/app.ts'
import { createLog } from '../../src/http/log.ts'
import { readConfig } from '../../src/config.ts'
import { refuses, type Receiver, startReceiver } from '../events/support/receiver.ts'
import { eventually } from '../faults/support/eventually.ts'
import { ENVIRONMENT, onBothDatabases, pathOf } from '../support/register.ts'
import { declared, samplesIn } from '../support/sample.ts'
import { allLines, linesOf, newTrace, PARENT, traceparent } from './support/lines.ts'

const directory = mkdtempSync(join(tmpdir(), 'places-'))
const receiver: Receiver = await startReceiver()
after(async () => {
  await receiver.stop()
  rmSync(directory, { recursive: true, force: true })
})

const settings = () => ({
  VERWERKINGENLOG: 'tabel+otlp',
  VERWERKINGENLOG_DIR: directory,
  VERWERKINGENLOG_OTLP_URL: receiver.url,
  VERWERKINGENLOG_OTLP_TOKEN: 'toegang',
  BASE_URL: 'http://localhost',
  EVENT_SOURCE: 'urn:test',
  EVENT_SINKS: JSON.stringify([
    {
      name: 'ontvanger',
      kind: 'webhook',
      url: `${receiver.url}/hook`,
      secret: { env: 'GEHEIM' },
      scopes: ['vertrouwelijk'],
    },
  ]),
  GEHEIM: 'nergens anders gebruikt',
})

interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly status: { readonly code: number }
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[]
}

interface Exported {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[]
}

const spans = (): Span[] =>
  receiver.received
    .filter(({ taken, path }) => taken && path === '/v1/traces')
    .flatMap(({ message }) => (message as unknown as Exported).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))

const attribute = ({ attributes }: Span, name: string): string | undefined =>
  attributes.find(({ key }) => key === name)?.value.stringValue

const partij = declared.get('partij')

onBothDatabases((register) => {
  before(() => receiver.behave((answer) => void answer.writeHead(200).end('{}')))

  const ask = async (path: string, headers: Record<string, string> = {}): Promise<number> => {
    const { base, token } = register()
    const answer = await fetch(base + path, { headers: { authorization: `Token ${token}`, ...headers } })
    await answer.text()
    return answer.status
  }
  const metric = async (name: string, place: string): Promise<number> => {
    const text = await (await fetch(`${register().base}/metrics`)).text()
    return Number(new RegExp(`^${name}{place="${place}"} (\\d+)`, 'm').exec(text)?.[1])
  }

  test('OTLP: the spans that the standard asks for, and the same lines as the table has', async () => {
    const made = await samplesIn(register()).make(partij)
    const trace = newTrace()
    assert.equal(await ask(pathOf(partij, made.uuid), traceparent(trace)), 200)
    const [line] = await linesOf(register().database, trace)
    const [span, ...more] = await eventually(() => {
      const found = spans().filter(({ traceId }) => traceId === trace)
      assert.ok(found.length > 0)
      return found
    })
    assert.ok(span && line)
    assert.deepEqual(more, [])
    assert.deepEqual([span.spanId, span.parentSpanId], [line.span, PARENT])
    assert.equal(span.name, 'GET /klantinteracties/api/v1/partijen/{id}')
    assert.equal(span.status.code, 0)
    assert.ok(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano))
    assert.ok(Math.abs(Number(BigInt(span.startTimeUnixNano) / 1_000_000n) - Date.now()) < 60_000)
    assert.equal(attribute(span, 'dpl.core.processing_activity_id'), 'urn:klantinteracties:verwerking:partijen.lezen')
    assert.equal(attribute(span, 'dpl.core.data_subject_id')?.replaceAll('-', ''), line.pseudonym)
    assert.equal(attribute(span, 'dpl.core.data_subject_id_type'), 'urn:klantinteracties:partij')
    assert.equal(attribute(span, 'klantinteracties.object'), made.uuid)
    const sent = receiver.received.findLast(({ path }) => path === '/v1/traces')
    assert.equal(sent?.headers.authorization, 'Bearer toegang')
  })

  test('messages go on in the trace of the request', async () => {
    const { base, token } = register()
    const trace = newTrace()
    const headers = { ...traceparent(trace), authorization: `Token ${token}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ soortPartij: 'persoon', indicatieActief: true })
    const answer = await fetch(base + pathOf(partij), { method: 'POST', headers, body })
    const { uuid } = (await answer.json()) as { uuid: string }
    const [line] = await linesOf(register().database, trace)
    await eventually(() => {
      const told = receiver.received.find(({ path, message }) => path === '/hook' && message.subject === uuid)
      assert.equal(told?.headers.traceparent, `00-${trace}-${line?.span}-01`)
      assert.equal(told?.message.traceparent, told?.headers.traceparent)
    })
  })

  test('a receiver that fails, and comes back: requests are answered, and every line arrives', async () => {
    receiver.behave(refuses(503))
    const failedBefore = await metric('processing_log_failed_total', 'otlp')
    const traces = Array.from({ length: 30 }, newTrace)
    for (const trace of traces) assert.equal(await ask(`${pathOf(partij)}?pageSize=1`, traceparent(trace)), 200)
    await eventually(async () => assert.ok((await metric('processing_log_failed_total', 'otlp')) > failedBefore))
    assert.ok((await metric('processing_log_waiting', 'otlp')) >= traces.length)
    await linesOf(register().database, traces.at(-1) ?? '')
    assert.ok(!spans().some(({ traceId }) => traces.includes(traceId)), 'the table does not wait for it')
    receiver.behave((answer) => void answer.writeHead(200).end('{}'))
    await eventually(() => {
      const arrived = spans().map(({ traceId }) => traceId)
      for (const trace of traces) assert.equal(arrived.filter((one) => one === trace).length, 1, trace)
    })
    await eventually(async () => assert.equal(await metric('processing_log_waiting', 'otlp'), 0))
  })

  test('lines that the receiver refuses are no lines that it has', async () => {
    receiver.behave((answer) => void answer.writeHead(200).end('{"partialSuccess":{"rejectedSpans":"1"}}'))
    const before = await metric('processing_log_failed_total', 'otlp')
    assert.equal(await ask(pathOf(partij)), 200)
    await eventually(async () => assert.ok((await metric('processing_log_failed_total', 'otlp')) > before))
    receiver.behave((answer) => void answer.writeHead(200).end('{}'))
    await eventually(async () => assert.equal(await metric('processing_log_waiting', 'otlp'), 0))
  })

  test('a table that cannot be written: requests are answered, and every line comes once it can', async () => {
    const { database } = register()
    const traces = Array.from({ length: 20 }, newTrace)
    let release = (): void => {}
    const holding = database.transaction(async (tx) => {
      await tx.execute('lock table verwerking in access exclusive mode')
      await new Promise<void>((resolve) => {
        release = resolve
      })
    })
    for (const trace of traces) assert.equal(await ask(`${pathOf(partij)}?pageSize=1`, traceparent(trace)), 200)
    await eventually(async () => assert.ok((await metric('processing_log_waiting', 'tabel')) >= 20))
    release()
    await holding
    for (const trace of traces) assert.equal((await linesOf(database, trace)).length, 1)
  })

  test('what a program left that is gone is taken over, from where it was, and its last half line is none', async () => {
    const { database } = register()
    const frame = JSON.stringify({
      operation: 'GET /x',
      activity: 'urn:x',
      purpose: 'iets',
      kind: 'token',
      name: 'eerder',
      application: '',
      user: '',
      actor: null,
      units: [],
    })
    const [old, fresh] = [newTrace(), newTrace()]
    const line = (trace: string) => `${Date.now()}\t3\t${trace}\t00f067aa0ba902b7\t\t200\t\tpartij:900\t${frame}\n`
    const piece = '11111111-2222-4333-8444-555555555555'
    const [row] = await database.query({ text: 'select id from verwerking_register', values: [] })
    const own = join(directory, String(row?.id))
    // No process has this number.
    const file = `${piece}~${hostname()}~4194999.regels`
    await database.query({
      text: `insert into verwerking_bron (bron, doel, tot) values ($1, 'tabel', $2)`,
      values: [piece, line(old).length],
    })
    writeFileSync(join(own, file), line(old) + line(fresh) + line(newTrace()).slice(0, 50))
    const config = readConfig(
      { HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: 'temp', API_TOKEN: ENVIRONMENT, ...settings() },
      () => '',
    )
    const app = await createApp({ config, database, log: createLog('silent') })
    const [found] = await linesOf(database, fresh)
    assert.equal(found?.name, 'eerder')
    assert.deepEqual(
      (await allLines(database)).filter(({ trace }) => trace === old),
      [],
      'that one was there already',
    )
    await eventually(() => assert.ok(!readdirSync(own).some((name) => name.startsWith(piece))))
    await app.close()
  })

  test('months are made ahead, lines of the past find theirs, and old ones go', async () => {
    const { database } = register()
    const months = async (): Promise<string[]> => {
      const rows = await database.query({
        text: `select relname from pg_class where relname ~ '^verwerking_\\d{4}_\\d\\d$' and relkind = 'r'
          and relnamespace = current_schema()::regnamespace order by relname`,
        values: [],
      })
      return rows.map(({ relname }) => String(relname))
    }
    const nameOf = (ahead: number): string => {
      const now = new Date()
      const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1))
      return `verwerking_${month.toISOString().slice(0, 7).replace('-', '_')}`
    }
    assert.deepEqual(await months(), [nameOf(0), nameOf(1), nameOf(2)])
    const past = new Date()
    past.setUTCDate(1)
    past.setUTCMonth(past.getUTCMonth() - 3)
    const keep = (count: number) =>
      database.query({ text: 'select verwerking_maanden($1, $2)', values: [past.toISOString(), count] })
    await keep(60)
    assert.deepEqual(await months(), [-3, -2, -1, 0, 1, 2].map(nameOf))
    await database.query({
      text: `insert into verwerking_kader (maand, kenmerk, handeling, activiteit, doel, soort, naam, toepassing, gebruiker, eenheden)
        values (date_trunc('month', $1::timestamptz at time zone 'UTC'), gen_random_uuid(), 'GET /oud', '', '', 'token', 'oud', '', '', '{}')`,
      values: [past.toISOString()],
    })
    await keep(1)
    assert.deepEqual(await months(), [-1, 0, 1, 2].map(nameOf))
    const [left] = await database.query({
      text: `select count(*)::int as left from verwerking_kader where naam = 'oud'`,
      values: [],
    })
    assert.equal(left?.left, 0, 'who asked what in those months went along')
  })
}, settings)
