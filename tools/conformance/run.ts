/** `npm run conformance -- [DIR …] [--only TEXT] [--max-diffs N] [--shared DIR]` */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../../src/config.ts'
import { conformance } from '../conformance.ts'
import { numberRules, rules } from './rules.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    'max-diffs': { type: 'string', default: '4' },
    shared: { type: 'string', default: '../shared' },
  },
})
const { shared } = values
if (!existsSync(join(shared, 'conformance/replay.mjs'))) {
  console.log(`conformance: skipped, because ${shared} has no recorded answers`)
  process.exit(0)
}
const directories = positionals.length > 0 ? positionals : [join(shared, 'conformance/scenarios')]
const isWhole = positionals.length === 0 && values.only === undefined
const { nummerAuto } = readConfig(process.env, () => '')
const { passed, failed, lines } = await conformance(
  { shared, directories, maxDifferences: Number(values['max-diffs']), ...(values.only ? { only: values.only } : {}) },
  nummerAuto ? [...numberRules, ...rules] : rules,
  isWhole,
)
for (const line of lines) console.log(line)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
