/** Lines outlive the process: one that is killed, one that stops in an orderly way, and several at once. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { api } from '../faults/support/api.ts'
import { maakKlantcontact } from '../faults/support/bodies.ts'
import { beside, kinds } from '../faults/support/databases.ts'
import { eventually } from '../faults/support/eventually.ts'
import { runToEnd, serve, temporaryDirectory } from '../server/program.ts'
import { newTrace, traceparent } from './support/lines.ts'

const TOKEN = 'geheim'

const filesIn = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.regels'))

const textIn = (directory: string): string =>
  filesIn(directory)
    .map((name) => readFileSync(join(directory, name), 'utf8'))
    .join('')

for (const { name, skip, settings: settingsOf } of kinds) {
  const settingsIn = async (t: Parameters<typeof settingsOf>[0]) => {
    const directory = temporaryDirectory(t)
    return { directory, settings: { ...(await settingsOf(t)), API_TOKEN: TOKEN, VERWERKINGENLOG_DIR: directory } }
  }

  test(`kill -9 on ${name}: each answer has its line, once`, { skip }, async (t) => {
    const { directory, settings } = await settingsIn(t)
    const killed = await serve(t, settings)
    const { send } = api(killed.base, TOKEN)
    assert.equal((await send('POST', '/maak-klantcontact', maakKlantcontact('een'))).status, 201)
    const traces: string[] = []
    const ask = async (): Promise<void> => {
      const trace = newTrace()
      assert.equal((await send('GET', '/klantcontacten', undefined, traceparent(trace))).status, 200)
      traces.push(trace)
    }
    // Some are in the table by the time of the kill, and some are not.
    for (const end = performance.now() + 700; performance.now() < end; ) await ask()
    await wait(30)
    const text = textIn(directory)
    killed.kill('SIGKILL')
    await killed.ended
    for (const trace of traces) assert.ok(text.includes(trace), 'it is in the file')

    const next = await serve(t, settings)
    const { rows } = await beside(t, settings)
    await eventually(async () => {
      const found = (await rows(`select replace(trace::text, '-', '') from klantinteracties.verwerking`)).flat()
      for (const trace of traces) assert.equal(found.filter((one) => one === trace).length, 1, trace)
    })
    await eventually(() => assert.deepEqual(filesIn(directory), []))
    next.kill('SIGTERM')
    assert.equal((await next.ended).code, 0)
  })

  test(`an orderly stop on ${name} leaves no line behind`, { skip }, async (t) => {
    const { directory, settings } = await settingsIn(t)
    const server = await serve(t, settings)
    const traces = Array.from({ length: 20 }, newTrace)
    const { send } = api(server.base, TOKEN)
    await Promise.all(traces.map((trace) => send('GET', '/partijen', undefined, traceparent(trace))))
    server.kill('SIGTERM')
    assert.equal((await server.ended).code, 0)
    assert.deepEqual(filesIn(directory), [])
    await serve(t, settings)
    const { rows } = await beside(t, settings)
    const found = (await rows(`select replace(trace::text, '-', '') from klantinteracties.verwerking`)).flat()
    for (const trace of traces) assert.equal(found.filter((one) => one === trace).length, 1)
  })

  test(`two processes on ${name} write each line once, and are measured together`, { skip }, async (t) => {
    const { directory, settings } = await settingsIn(t)
    const server = await serve(t, { ...settings, WORKERS: '2' })
    await server.shows(/(a worker listens[\s\S]*){2}/)
    const traces = Array.from({ length: 80 }, newTrace)
    const { send } = api(server.base, TOKEN)
    for (let at = 0; at < traces.length; at += 8) {
      const some = traces.slice(at, at + 8)
      await Promise.all(some.map((trace) => send('GET', '/partijen', undefined, traceparent(trace))))
    }
    const { rows } = await beside(t, settings)
    await eventually(async () => {
      const found = (await rows(`select replace(trace::text, '-', '') from klantinteracties.verwerking`)).flat()
      for (const trace of traces) assert.equal(found.filter((one) => one === trace).length, 1)
    })
    assert.equal(filesIn(directory).length, 2, 'each has a file of its own')
    const text = await (await fetch(`${server.base}/metrics`)).text()
    assert.match(text, /^processing_log_written_total\{place="tabel"\} 80$/m)
    assert.match(text, /^processing_log_waiting\{place="tabel"\} 0$/m)
  })
}

for (const { name, skip, settings: settingsOf } of kinds.slice(-1)) {
  test(`a directory that cannot be used is a mistake in the settings, on ${name}`, { skip }, async (t) => {
    const settings = { ...(await settingsOf(t)), VERWERKINGENLOG_DIR: '/dev/null/regels' }
    const { code, err } = await runToEnd(t, ['serve'], { PORT: '0', ...settings })
    assert.equal(code, 2)
    assert.match(err, /The processing log cannot be kept in \/dev\/null\/regels \(ENOTDIR\): set VERWERKINGENLOG_DIR/)
  })
}
