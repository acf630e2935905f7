#!/usr/bin/env node
/**
 * `npm test`, from a fresh clone on: installs and compiles what is missing, then checks the sources and runs all tests.
 * Ends with one line, `N passed, N failed`, and with exit code 1 when anything failed. What was skipped is told before.
 *
 * Options: `--require-postgres`: no PostgreSQL is a failure, not a reason to skip. Words: only test files whose path
 * has one of them, and nothing else (`npm test -- contract/filters`).
 */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { argv, env, execPath, exit, stdout } from 'node:process'
import { run } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { prepare } from './prepare.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const words = argv.slice(2).filter((word) => !word.startsWith('-'))
const required = argv.includes('--require-postgres')
const say = (text) => stdout.write(`${text}\n`)
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`
const total = { passed: 0, failed: 0 }
/** Reason → what is skipped for it. */
const skipped = new Map()
const skip = (reason, what) => skipped.set(reason, [...(skipped.get(reason) ?? []), what])

const count = (title, isRight, since, output = '') => {
  total[isRight ? 'passed' : 'failed'] += 1
  say(`${isRight ? '✔' : '✖'} ${title} (${seconds(since)})`)
  if (!isRight && output.trim() !== '') say(output.trimEnd())
}

/** Runs a program of this repository to its end. */
const ended = (script, args, more = {}) =>
  new Promise((resolve) => {
    const child = spawn(execPath, [join(root, script), ...args], { cwd: root, env: { ...env, ...more } })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    child.on('close', (code) => resolve({ code, output }))
  })

/** A check of the sources: the program says with its exit code whether it found anything. */
const check = async (title, script, args) => {
  const since = performance.now()
  const { code, output } = await ended(script, args)
  count(title, code === 0, since, output)
}

const checkSources = async () => {
  const biome = 'node_modules/@biomejs/biome/bin/biome'
  await check('types', 'node_modules/typescript/bin/tsc', ['-p', '.', '--noEmit'])
  await check('format', biome, ['format', '--max-diagnostics=5'])
  await check('lint: floors, cycles, habits', biome, ['lint', '--error-on-warnings', '--max-diagnostics=200'])
  await check('dead code', 'node_modules/knip/bin/knip.js', ['--no-progress', '--treat-config-hints-as-errors'])
}

/** Where tests find PostgreSQL; `undefined` when nobody answers there. */
const postgresUrl = async () => {
  const url = env.TEST_DATABASE_URL || 'postgres://postgres@127.0.0.1:5432/postgres'
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    await client.query('select 1')
    return url
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => {})
  }
}

const testFiles = () =>
  readdirSync(join(root, 'build'), { recursive: true })
    .filter((file) => file.endsWith('.test.js') && (words.length === 0 || words.some((word) => file.includes(word))))
    .sort()
    .map((file) => join(root, 'build', file))

const causeOf = (error) => error?.cause ?? error
const shown = (error) => {
  const cause = causeOf(error)
  return (typeof cause === 'string' ? cause : inspect(cause)).replace(/^/gm, '    ')
}

const runTests = async () => {
  const [since, until] = [new Map(), new Map()]
  const counts = new Map()
  const of = (file) => counts.get(file) ?? counts.set(file, { passed: 0, failed: 0 }).get(file)
  const stack = []
  // Two at a time: the tests of this project wait for databases more than they compute.
  for await (const { type, data } of run({ files: testFiles(), concurrency: 2 })) {
    if (type !== 'test:enqueue' && !since.has(data.file)) since.set(data.file, performance.now())
    if (type === 'test:start') stack.splice(data.nesting, stack.length, data.name)
    if (type === 'test:stderr' || type === 'test:stdout') stdout.write(data.message)
    until.set(data.file, performance.now())
    const isEnd = type === 'test:pass' || type === 'test:fail'
    if (!isEnd || (type === 'test:pass' && data.details.type === 'suite' && data.skip === undefined)) continue
    const title = [...stack.slice(0, data.nesting), data.name].join(' › ')
    if (data.skip !== undefined) skip(String(data.skip), title)
    else if (data.todo !== undefined) skip('to do', title)
    else if (type === 'test:pass') of(data.file).passed += 1
    else if (causeOf(data.details.error) !== 'test failed' && data.details.error?.failureType !== 'subtestsFailed') {
      of(data.file).failed += 1
      say(`✖ ${title} (${relative(root, data.file ?? '')})\n${shown(data.details.error)}`)
    }
  }
  for (const [file, { passed, failed }] of counts) {
    total.passed += passed
    total.failed += failed
    const took = ((until.get(file) - since.get(file)) / 1000).toFixed(1)
    say(
      `${failed === 0 ? '✔' : '✖'} ${relative(join(root, 'build'), file)}: ${passed} passed, ${failed} failed (${took} s)`,
    )
  }
}

const replay = async (title, more) => {
  const since = performance.now()
  const { code, output } = await ended('build/tools/conformance/run.js', [], more)
  const found = /(\d+) passed, (\d+) failed\s*$/.exec(output)
  const [passed, failed] = found ? [Number(found[1]), Number(found[2])] : [0, 1]
  total.passed += passed
  total.failed += failed
  const isRight = code === 0 && found !== null && failed === 0
  // A run that fails without saying what still fails.
  if (!isRight && failed === 0) total.failed += 1
  say(`${isRight ? '✔' : '✖'} ${title}: ${passed} passed, ${failed} failed (${seconds(since)})`)
  if (!isRight) say(output.trimEnd())
}

const conformance = async (url) => {
  if (!existsSync(join(root, '..', 'shared', 'conformance'))) {
    skip('no ../shared/conformance beside this repository', 'conformance on both databases')
    return
  }
  const onServer = url === undefined ? [] : [replay('conformance, PostgreSQL', { DATABASE_URL: url })]
  if (url === undefined) skip(noPostgres, 'conformance on PostgreSQL')
  await Promise.all([replay('conformance, embedded database', { DATABASE_URL: '' }), ...onServer])
}

const noPostgres = 'no PostgreSQL: set TEST_DATABASE_URL, or run one on 127.0.0.1:5432'

await prepare({ dev: true })
const start = performance.now()
if (words.length === 0) await checkSources()
const url = await postgresUrl()
if (url === undefined && required) count(noPostgres, false, performance.now())
else {
  env.TEST_DATABASE_URL = url ?? ''
  await runTests()
  if (words.length === 0) await conformance(url)
}
for (const [reason, what] of skipped)
  say(`- skipped, ${reason}: ${what.length > 5 ? `${what.length} tests` : what.join('; ')}`)
say(`Took ${seconds(start)}.`)
say(`${total.passed} passed, ${total.failed} failed`)
exit(total.failed === 0 ? 0 : 1)
