/**
 * Whatever is sent, the register answers with a success or with a 4xx that says why, and a refused write leaves no
 * trace. The seed is printed; `FUZZ_SEED` repeats a run, `FUZZ_SECONDS` lengthens it.
 */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import type { Resource } from '../../src/model/resource.ts'
import { resources } from '../../src/resources/index.ts'
import { onBothDatabases, type TestRegister } from '../support/register.ts'
import { samplesIn } from '../support/sample.ts'
import type { Known } from './bodies.ts'
import { type Asked, ask, checkOutcome } from './outcome.ts'
import { oddRequests, queries, rawWrites, writes } from './requests.ts'

const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))
/** Of each test; there are four, on two databases. */
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 4)

const all: readonly Resource[] = resources

/** Tries until the time is up; fails with the smallest request that shows the fault. */
const forAll = async (arbitrary: fc.Arbitrary<Asked>, check: (asked: Asked) => Promise<void>): Promise<void> => {
  const limits = { seed, numRuns: 1_000_000, interruptAfterTimeLimit: SECONDS * 1000, markInterruptAsFailure: false }
  await fc.assert(fc.asyncProperty(arbitrary, check), limits)
}

/** Rows to refer to and to change: two of each resource. */
const plant = async (register: TestRegister): Promise<Known> => {
  await register.empty()
  const { make } = samplesIn(register)
  const known: Record<string, string[]> = {}
  for (const resource of all)
    known[resource.name] = [(await make(resource, { all: true })).uuid, (await make(resource, { n: 1 })).uuid]
  return known
}

onBothDatabases((register) => {
  let known: Known = {}
  before(async () => {
    console.log(`fuzzing with FUZZ_SEED=${seed}`)
    known = await plant(register())
  })

  let trace = ''
  /** Writes: what is refused changes nothing. */
  const write = async (asked: Asked): Promise<void> => {
    trace ||= await register().trace()
    const outcome = await ask(register().base, asked)
    checkOutcome(asked, outcome)
    const now = await register().trace()
    if (outcome.status >= 400)
      assert.equal(now, trace, `refused, and yet something was written: ${asked.method} ${asked.path}`)
    trace = now
  }
  const read = async (asked: Asked): Promise<void> => checkOutcome(asked, await ask(register().base, asked))

  test('bodies that are nearly right', () => forAll(writes(known), write))
  test('bodies that are anything', () => forAll(rawWrites(known), write))
  test('queries', () => forAll(queries(known), read))
  test('methods, paths and headers', () => forAll(oddRequests, read))
})
