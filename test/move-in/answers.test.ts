/** After the sample moved in, every list answers what Open Klant itself answers over it. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { fileSource } from '../../src/features/open-klant/sources/files.ts'
import { liveSource } from '../../src/features/open-klant/sources/live.ts'
import type { Source } from '../../src/features/open-klant/sources/source.ts'
import { Differences, type Failure } from '../../tools/conformance/differences.ts'
import { rules } from '../../tools/conformance/rules.ts'
import { type OpenedDatabase, skipOn } from '../support/databases.ts'
import {
  answers,
  archiveFile,
  databaseWith,
  dumpFile,
  dumpText,
  emptied,
  emptyRegister,
  importInto,
  replayer,
  SAMPLE_TOKEN,
  serverOn,
  skip,
  skipLive,
} from './sample.ts'

interface Replayer {
  readonly Environment: new (place: { base: string; token: string }) => unknown
  compare(expected: unknown, actual: unknown, env: unknown): Omit<Failure, 'step'>[]
}

interface Page {
  readonly count: number
  readonly next: string | null
  readonly results: readonly unknown[]
}

/** All pages of a list as one. */
const wholeList = async (base: string, path: string, token: string): Promise<unknown> => {
  const results: unknown[] = []
  let count = 0
  for (let next: string | null = `${base}${path}?pageSize=500`; next !== null; ) {
    const answer = await fetch(next, { headers: { authorization: `Token ${token}` } })
    assert.equal(answer.status, 200, path)
    const page = (await answer.json()) as Page
    results.push(...page.results)
    count = page.count
    next = page.next
  }
  return { count, results }
}

const OTHER_TOKEN = 'b'.repeat(40)

/** A running server learns of new tokens within a few seconds. */
const eventuallyLetsIn = async (base: string, token: string): Promise<void> => {
  for (let tries = 0; tries < 100; tries++) {
    const { status } = await fetch(`${base}/klantinteracties/api/v1/categorieen`, {
      headers: { authorization: `Token ${token}` },
    })
    if (status === 200) return
    await wait(100)
  }
  assert.fail('the token of a client is not taken')
}

type Context = Parameters<typeof databaseWith>[0]
const SOURCES: readonly [name: string, skip: string | false, open: (t: Context) => Promise<Source>, tokens: boolean][] =
  [
    ['its dump', skip, async () => fileSource([dumpFile]), true],
    ['its archive', skip, async () => fileSource([archiveFile]), false],
    ['its database', skipLive, async (t) => liveSource(await databaseWith(t, dumpText())), true],
  ]

/** Every list of a server against the recorded one. */
const equalRecorded = async (base: string, token: string): Promise<void> => {
  const { Environment, compare } = (await import(pathToFileURL(replayer).href)) as Replayer
  const differences = new Differences(rules)
  const env = new Environment({ base, token })
  const recorded = answers()
  assert.equal(recorded.length, 16)
  for (const { path, body } of recorded) {
    const found = compare(body, await wholeList(base, path, token), env)
    const failures = found.map((one) => ({ ...one, step: path }))
    const unexplained = differences.unexplained([{ id: path, method: 'GET', path }], failures)
    assert.deepEqual(unexplained.slice(0, 3), [], path)
  }
}

for (const name of ['embedded', 'PostgreSQL'] as const) {
  describe(`the sample on ${name}`, { skip: skipOn[name] || skip }, () => {
    const ends: (() => unknown)[] = []
    const scope = { after: (end: () => unknown) => void ends.unshift(end) }
    let register: OpenedDatabase
    let base: string
    before(async () => {
      register = await emptyRegister(scope, name, { API_TOKEN: OTHER_TOKEN })
      base = await serverOn(scope, register)
    })
    after(async () => {
      for (const end of ends) await end()
    })
    for (const [title, reason, open, hasTokens] of SOURCES) {
      test(`moved in from ${title}, answers as Open Klant does`, { skip: reason }, async (t) => {
        await emptied(register)
        const { moved } = await importInto(register, await open(t))
        assert.equal(moved.length, hasTokens ? 17 : 16)
        await equalRecorded(base, OTHER_TOKEN)
        if (hasTokens) await eventuallyLetsIn(base, SAMPLE_TOKEN)
      })
    }
  })
}
