/** Applies a file with settings as Open Klant reads it at start: all of it, in one transaction, as often as one likes. */
import { parseDocument } from 'yaml'
import { isObject } from '../../model/wire-text.ts'
import type { Database } from '../../sql/database.ts'
import { SetupError } from './setup-error.ts'
import type { Step, Work, Wrong } from './steps.ts'
import { type Environment, filledIn } from './values.ts'

interface Planned {
  readonly step: Step
  /** Absent: passed over, for this reason. */
  readonly work?: Work
  readonly reason?: string
}

/** Throws `SetupError` for what is no YAML. Its messages quote lines of the file, so they are not repeated. */
const parsed = (text: string): Record<string, unknown> => {
  const document = parseDocument(text, { prettyErrors: true })
  const [error] = document.errors
  if (error) {
    const line = error.linePos?.[0].line
    throw new SetupError([`It is no YAML${line === undefined ? '' : `: see line ${line}`} (${error.code}).`])
  }
  let value: unknown
  try {
    value = document.toJS()
  } catch {
    throw new SetupError(['It is no YAML: an alias names nothing, or too much.'])
  }
  if (value === null || value === undefined) return {}
  if (!isObject(value)) throw new SetupError(['It must be an object with a member for each step.'])
  return value
}

const YES = /^(true|yes|on|y|t|1)$/i
const NO = /^(false|no|off|n|f|0|)$/i

const isEnabled = (value: unknown, at: string, wrong: Wrong): boolean => {
  if (value === undefined || value === null) return false
  const text = String(value)
  if (isObject(value) || Array.isArray(value) || !(YES.test(text) || NO.test(text))) wrong(at, 'must be true or false')
  return YES.test(text)
}

const plan = (file: Record<string, unknown>, steps: readonly Step[], env: Environment, wrong: Wrong): Planned[] => {
  const known = new Set(steps.flatMap(({ enable, data }) => [enable, data]))
  for (const key of Object.keys(file)) if (!known.has(key)) wrong(key, 'is not known')
  return steps.flatMap((step): Planned[] => {
    const { enable, data, read } = step
    if (!(enable in file) && !(data in file)) return []
    const isOn = isEnabled(filledIn(file[enable], env, enable, wrong), enable, wrong)
    if (!isOn) return [{ step, reason: `${enable} is not true` }]
    if (!read) return [{ step, reason: 'this register has nothing of the kind yet' }]
    if (file[data] === undefined || file[data] === null) {
      wrong(data, `is missing, while ${enable} is true`)
      return []
    }
    let isWhole = true
    const noted: Wrong = (path, fault) => {
      isWhole = false
      wrong(path, fault)
    }
    const filled = filledIn(file[data], env, data, noted)
    const work = isWhole ? read(filled, noted) : undefined
    return work ? [{ step, work }] : []
  })
}

export interface Setting {
  readonly text: string
  readonly env: Environment
  readonly steps: readonly Step[]
  /** Does everything but keep it. */
  readonly dryRun: boolean
}

class Enough extends Error {}

/** Answers a line for each thing that was looked after or passed over. Throws `SetupError`, and has changed nothing then. */
export const applySetup = async (database: Database, { text, env, steps, dryRun }: Setting): Promise<string[]> => {
  const faults: string[] = []
  const wrong: Wrong = (path, fault) => faults.push(`${path} ${fault}`)
  const check = (): void => {
    if (faults.length > 0) throw new SetupError(faults)
  }
  const planned = plan(parsed(text), steps, env, wrong)
  check()
  const lines: string[] = []
  try {
    await database.transaction(async (tx) => {
      for (const { step, work, reason } of planned) {
        if (work) lines.push(...(await work(tx, wrong)).map((line) => `${step.data}: ${line}`))
        else lines.push(`${step.data}: passed over (${step.about}): ${reason}`)
        check()
      }
      if (dryRun) throw new Enough()
    })
  } catch (error) {
    if (!(error instanceof Enough)) throw error
  }
  return lines
}
