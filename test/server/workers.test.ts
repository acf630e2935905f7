/** Several processes behind one port. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { coresOf, quotaIn } from '../../src/cli/cores.ts'
import { poolShare } from '../../src/sql/open.ts'
import { type Answer, type Api, api } from '../faults/support/api.ts'
import { klantcontact } from '../faults/support/bodies.ts'
import { kinds } from '../faults/support/databases.ts'
import { eventually } from '../faults/support/eventually.ts'
import { runToEnd, serve, temporaryDirectory } from './program.ts'
import { poolOn, scratchDatabaseUrl, skip } from './scratch-database.ts'

const TOKEN = 'geheim'
/** A server of which all workers listen. */
const together = async (t: TestContext, settings: Record<string, string>, ...args: string[]) => {
  const env = { API_TOKEN: TOKEN, WORKERS: '2', ...settings }
  const server = await serve(t, env, ...args)
  await server.shows(new RegExp(`(a worker listens[\\s\\S]*){${env.WORKERS}}`))
  return server
}

/** The processes below another that run our program. */
const workersOf = (pid: number): number[] =>
  spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
    .stdout.split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, parent, stat, ...args]) =>
        Number(parent) === pid && !stat?.startsWith('Z') && /main\.js/.test(args.join(' ')),
    )
    .map(([child]) => Number(child))

const isThere = (pid: number): boolean =>
  !/^(Z|$)/.test(spawnSync('ps', ['-o', 'stat=', '-p', `${pid}`], { encoding: 'utf8' }).stdout)

interface Sent {
  readonly at: number
  readonly answer: Answer | undefined
}

/** Sends one request after another, each on a connection of its own, from so many clients until told to end. */
const load = (one: Api, clients: number): { end(): Promise<Sent[]>; readonly answered: number } => {
  const sent: Sent[] = []
  let isOn = true
  const client = async (): Promise<void> => {
    while (isOn) {
      const at = performance.now()
      const answer = await one.send('POST', '/klantcontacten', klantcontact()).catch(() => undefined)
      sent.push({ at, answer })
    }
  }
  const clientsEnd = Promise.all(Array.from({ length: clients }, client))
  return {
    end: async () => {
      isOn = false
      await clientsEnd
      return sent
    },
    get answered() {
      return sent.length
    },
  }
}

const CLIENTS = 12

for (const { name, skip: noDatabase, settings: settingsOf } of kinds) {
  test(`kill -9 of a worker under load, ${name}`, { skip: noDatabase }, async (t) => {
    const server = await together(t, await settingsOf(t))
    const one = api(server.base, TOKEN)
    const [victim, other, ...rest] = workersOf(server.pid)
    assert.ok(victim && other && rest.length === 0)
    const running = load(one, CLIENTS)
    await eventually(() => assert.ok(running.answered > 50), 30_000)
    /** The system hands out connections as it likes: some worker may be without for a while. */
    const takesPart = (worker: number) => server.shows(new RegExp(`"worker":${worker}\\b.*"msg":"request"`))
    await takesPart(victim)
    process.kill(victim, 'SIGKILL')
    const killed = performance.now()
    await server.shows(/a worker runs again/)
    const before = running.answered
    await eventually(() => assert.ok(running.answered > before + 50), 30_000)
    for (const worker of workersOf(server.pid)) await takesPart(worker)
    const sent = await running.end()

    const failed = sent.filter(({ answer }) => answer === undefined)
    assert.ok(failed.length <= CLIENTS, `${failed.length} failed, of ${sent.length}`)
    assert.deepEqual(
      failed.filter(({ at }) => at > killed),
      [],
      'what came later was answered',
    )
    const made = sent.filter(({ answer }) => answer !== undefined)
    assert.deepEqual([...new Set(made.map(({ answer }) => answer?.status))], [201])
    const { count } = (await one.send('GET', '/klantcontacten?pageSize=1')).body as { count: number }
    assert.ok(count >= made.length && count <= sent.length, `${made.length} were answered, ${count} are there`)

    const now = workersOf(server.pid)
    assert.equal(now.length, 2)
    assert.ok(now.includes(other) && !now.includes(victim))
    server.kill('SIGTERM')
    const { code, out } = await server.ended
    assert.equal(code, 0)
    const lines = out.split('\n').filter((line) => line.startsWith('{'))
    const workers = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === 'request')
    const replacement = now.find((pid) => pid !== other)
    assert.deepEqual(
      new Set(workers.map(({ worker }) => worker)),
      new Set([victim, other, replacement]),
      'all took part',
    )
  })
}

/** Requests that have begun to come in and are not complete, on connections of their own. */
const begun = async (base: string, count: number) => {
  const { hostname, port } = new URL(base)
  const body = JSON.stringify(klantcontact())
  const sockets = Array.from({ length: count }, () => {
    const socket = connect(Number(port), hostname)
    let answer = ''
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text
    })
    socket.write(
      `POST /klantinteracties/api/v1/klantcontacten HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Token ${TOKEN}\r\n` +
        `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
    )
    return { socket, answer: () => answer }
  })
  await wait(500)
  return async (): Promise<string[]> => {
    for (const { socket } of sockets) socket.write(body.slice(10))
    await Promise.all(sockets.map(({ socket }) => once(socket, 'close')))
    return sockets.map(({ answer }) => answer().split(' ')[1] ?? 'broken off')
  }
}

test('asked to stop, all workers finish what they have accepted', async (t) => {
  const server = await together(t, { DATA_DIR: 'temp' })
  const workers = workersOf(server.pid)
  const complete = await begun(server.base, 20)
  server.kill('SIGTERM')
  await eventually(() => assert.rejects(fetch(server.base)))
  assert.deepEqual(new Set(await complete()), new Set(['201']))
  const { code, out } = await server.ended
  assert.equal(code, 0)
  assert.deepEqual(workers.filter(isThere), [])
  assert.doesNotMatch(out, /ended by itself|broken off/)
})

test('Ctrl-C reaches all processes at once; a worker that is asked alone to stop is replaced', async (t) => {
  const server = await together(t, { DATA_DIR: 'temp' })
  const [first = 0, ...others] = workersOf(server.pid)
  const complete = await begun(server.base, 10)
  process.kill(first, 'SIGTERM')
  await wait(100)
  assert.deepEqual(new Set(await complete()), new Set(['201']), 'what it had, it finished')
  await server.shows(/"end":"exit code 0","msg":"a worker ended by itself[\s\S]*a worker runs again/)
  for (const pid of [...others, ...workersOf(server.pid), server.pid]) process.kill(pid, 'SIGINT')
  const { code, out } = await server.ended
  assert.equal(code, 0)
  assert.equal(out.match(/ended by itself/g)?.length, 1)
})

test('kill -9 of the program leaves no worker behind, and the next has the port and the database', async (t) => {
  const settings = { DATA_DIR: join(temporaryDirectory(t), 'data') }
  const server = await together(t, settings)
  const workers = workersOf(server.pid)
  assert.equal(workers.length, 2)
  const { body } = await api(server.base, TOKEN).send('POST', '/klantcontacten', klantcontact())
  server.kill('SIGKILL')
  await eventually(() => assert.deepEqual(workers.filter(isThere), []), 2000)
  const next = await together(t, { ...settings, PORT: new URL(server.base).port })
  assert.equal(next.base, server.base)
  assert.equal((await api(next.base, TOKEN).send('GET', `/klantcontacten/${body.uuid}`)).status, 200)
  next.kill('SIGTERM')
  assert.match((await next.ended).out, /ended a PostgreSQL that an earlier run left behind/)
})

test('metrics and probes speak for all', async (t) => {
  const server = await together(t, { DATA_DIR: 'temp', WORKERS: '3' }, '--demo')
  const one = api(server.base, TOKEN)
  for (let n = 0; n < 5; n++)
    await Promise.all(Array.from({ length: 12 }, () => one.send('GET', '/klantcontacten?pageSize=100')))
  const text = await (await fetch(`${server.base}/metrics`)).text()
  assert.match(
    text,
    /request_duration_seconds_count\{method="GET",route="\/klantinteracties\/api\/v1\/klantcontacten",status="2xx"\} 60\n/,
  )
  assert.match(text, /database_pool_connections\{state="busy"\} \d+/)
  const value = (name: string): number => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1])
  assert.ok(value('process_resident_memory_bytes') > 4 * 40 * 1024 ** 2, 'that of four processes')
  assert.ok(Math.abs(value('process_start_time_seconds') - Date.now() / 1000) < 60)
  assert.ok(value('nodejs_eventloop_lag_p99_seconds') >= 0)
  for (const probe of ['livez', 'readyz']) assert.equal((await fetch(`${server.base}/_healthz/${probe}/`)).status, 200)

  // One that hangs costs a second, not the answer.
  const [hanging = 0] = workersOf(server.pid)
  process.kill(hanging, 'SIGSTOP')
  const rest = await Promise.any([1, 2, 3].map(() => fetch(`${server.base}/metrics`)))
  assert.equal(rest.status, 200)
  process.kill(hanging, 'SIGCONT')
})

test('workers that die at once are given time, and those that cannot begin end the program', async (t) => {
  const server = await together(t, { DATA_DIR: 'temp' })
  const seen: number[] = []
  for (let n = 0; n < 4; n++) {
    const youngest = await eventually(() => {
      const found = workersOf(server.pid)
      assert.equal(found.length, 2)
      return Math.max(...found)
    })
    // The one that has just been started: its pauses grow.
    process.kill(youngest, 'SIGKILL')
    const killed = performance.now()
    await eventually(() => assert.ok(workersOf(server.pid).some((pid) => pid > youngest)))
    seen.push(performance.now() - killed)
  }
  assert.ok((seen.at(-1) ?? 0) > 300, `after ${seen.map(Math.round)} ms`)

  const dies = `--import data:text/javascript,if(process.send)process.exit(7)`
  const settings = { DATA_DIR: 'temp', API_TOKEN: TOKEN, WORKERS: '2', PORT: '0' }
  const none = await runToEnd(t, ['serve'], { ...settings, NODE_OPTIONS: dies })
  assert.equal(none.code, 1)
  assert.match(none.err, /A worker ended before it could begin: exit code 7/)
  const nowhere = await runToEnd(t, ['serve'], { ...settings, HOST: '192.0.2.1' })
  assert.equal(nowhere.code, 1)
  assert.match(nowhere.err, /192\.0\.2\.1:0 is not an address of this machine; set HOST/)
  const mistaken = { VERWERKINGENLOG: 'tabel', VERWERKINGENLOG_DIR: '/dev/null/nowhere' }
  const wrong = await runToEnd(t, ['serve'], { ...settings, ...mistaken })
  assert.match(wrong.err, /^The settings are wrong .*\n {2}The processing log cannot be kept in /)
  assert.equal(wrong.code, 2, 'as it is with one worker')
  const unsigned = await runToEnd(t, ['serve'], { ...settings, WORKERS: '1', HISTORY_DIR: '/dev/null/nowhere' })
  assert.match(unsigned.err, /^The settings are wrong .*\n {2}Signed roots cannot be kept in .*HISTORY_DIR/)
  assert.equal(unsigned.code, 2)
})

test('cores, and connections for all', { skip }, async (t) => {
  assert.equal(quotaIn('max 100000\n'), undefined)
  assert.equal(quotaIn('200000 100000\n'), 2)
  assert.equal(quotaIn('50000 100000\n'), 1)
  assert.ok(coresOf() >= 1)
  const database = poolOn(t, await scratchDatabaseUrl(t))
  const [two, twenty, thousand] = await Promise.all([2, 20, 1000].map((count) => poolShare(database, count)))
  assert.ok(two && twenty && two > twenty && thousand === 1, `${two}, ${twenty}, ${thousand}`)
})
