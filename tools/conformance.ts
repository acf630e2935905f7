/**
 * Replays recorded answers of Open Klant against a server of its own: `npm run conformance -- [DIR …]`.
 * Every scenario gets an empty register. Differences that are meant stand in `differences.ts`.
 */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Difference, Differences, type Failure, type Sent } from './conformance/differences.ts'
import { startRegister } from './conformance/start.ts'

export interface Scenario {
  readonly name: string
  readonly file: string
  readonly steps: readonly Sent[]
}

interface Replayer {
  loadScenarios(directory: string): Promise<Scenario[]>
  replay(scenario: Scenario, server: { base: string; token: string }): Promise<{ ok: boolean; failures: Failure[] }>
}

export interface Outcome {
  readonly passed: number
  readonly failed: number
  readonly lines: readonly string[]
}

const show = (value: unknown): string => {
  const text = value === undefined ? '(absent)' : JSON.stringify(value)
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}

export interface Options {
  readonly shared: string
  readonly directories: readonly string[]
  readonly only?: string
  readonly maxDifferences?: number
}

/** Replays the scenarios of these directories. `isWhole`: a rule that no answer needed is a failure too. */
export const conformance = async (
  { shared, directories, only, maxDifferences = 4 }: Options,
  rules: readonly Difference[],
  isWhole: boolean,
): Promise<Outcome> => {
  const { loadScenarios, replay } = (await import(
    pathToFileURL(resolve(shared, 'conformance/replay.mjs')).href
  )) as Replayer
  const server = await startRegister()
  const differences = new Differences(rules)
  const lines: string[] = []
  let [passed, failed] = [0, 0]
  try {
    for (const directory of directories) {
      for (const scenario of await loadScenarios(directory)) {
        if (only && !scenario.name.includes(only) && !scenario.file.includes(only)) continue
        await server.empty()
        const { failures } = await replay(scenario, {
          base: server.base,
          token: server.token,
        })
        const unexpected = differences.unexplained(scenario.steps, failures)
        if (unexpected.length === 0) passed++
        else {
          failed++
          lines.push(`✗ ${scenario.file}`)
          for (const { step, pointer, expected, actual } of unexpected.slice(0, maxDifferences)) {
            const sent = scenario.steps.find(({ id }) => id === step)
            lines.push(
              `    ${step} ${sent?.method} ${sent?.path}${sent?.query ? `?${sent.query}` : ''} ${show(sent?.body)}`,
            )
            lines.push(`      ${pointer}: recorded ${show(expected)}, ours ${show(actual)}`)
          }
        }
      }
    }
  } finally {
    await server.stop()
  }
  if (isWhole) {
    for (const { ground, reason } of differences.unused()) {
      failed++
      lines.push(`✗ no answer needs this rule: ${ground}: ${reason}`)
    }
  }
  return { passed, failed, lines }
}
