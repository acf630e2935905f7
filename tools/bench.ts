/**
 * Measures how fast the register is, beside baselines of the same run: `npm run bench`. On PostgreSQL where
 * `DATABASE_URL` is set, in a database of its own; embedded otherwise. `docs/performance.md` explains the rows.
 */
import { parseArgs } from 'node:util'
import { type Measured, measure } from './bench/measure.ts'
import { startServer } from './bench/register.ts'
import { ROWS } from './bench/rows.ts'
import { median } from './bench/sample.ts'
import { startSite } from './bench/site.ts'

const HELP = `npm run bench -- [--size PARTIJEN] [--only ROW] [--rounds N] [--seconds N] [--keep]

--size     partijen to fill the register with, and three klantcontacten for each; 100000
--only     measure the rows whose name holds this text
--rounds   turns that a row and its baseline take; 3
--seconds  of load in each turn; 1.5
--keep     leave the database behind`

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '1.5' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const print = (text: string): void => void process.stdout.write(`${text}\n`)
const WIDTHS = [36, 8, 8, 8, 22, 8, 7, 7, 5]
const line = (cells: readonly string[]): void =>
  print(
    `| ${cells.map((cell, at) => (at === 0 || at === 4 ? cell.padEnd(WIDTHS[at] ?? 0) : cell.padStart(WIDTHS[at] ?? 0))).join(' | ')} |`,
  )

const milliseconds = (time: number): string => time.toFixed(time < 10 ? 2 : 0)
const MEBIBYTE = 1024 ** 2
/** What issue and `docs/performance.md` ask of the rows that are no request. */
const MOST_MEMORY = 200
const MOST_FIRST_START = 4000
const MOST_START = 1500

const showRow = ({ row, rate, p50, p99, baselineRate, ratio, ok }: Measured): void => {
  const { target } = row
  const [shown, aim] =
    'atLeast' in target
      ? [`${Math.round(ratio * 100)} %`, `≥ ${target.atLeast * 100} %`]
      : [`${ratio.toFixed(2)} ×`, `≤ ${target.atMost} ×`]
  line([
    row.name,
    rate.toFixed(0),
    milliseconds(p50),
    milliseconds(p99),
    row.baseline,
    baselineRate.toFixed(0),
    shown,
    aim,
    ok ? 'ok' : 'short',
  ])
}

const showAmount = (name: string, amount: number, unit: string, most: number): boolean => {
  const ok = amount <= most
  line([name, '', '', '', '', '', `${amount.toFixed(0)} ${unit}`, `≤ ${most}`, ok ? 'ok' : 'short'])
  return ok
}

const showHead = (): void => {
  line(['request', 'a second', 'p50 ms', 'p99 ms', 'baseline', 'a second', 'ratio', 'target', ''])
  print(
    `|${WIDTHS.map((width, at) => (at === 0 || at === 4 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`,
  )
}

const bench = async (): Promise<boolean> => {
  const url = process.env.DATABASE_URL || undefined
  const rows = ROWS.filter(({ name }) => name.includes(options.only))
  if (rows.length === 0) throw new Error(`no row is called ${options.only}`)
  const begun = performance.now()
  const site = await startSite(url, Number(options.size), rows)
  let isGood = true
  try {
    print(
      `Filled with ${options.size} partijen in ${((performance.now() - begun) / 1000).toFixed(0)} s, ${url ? 'PostgreSQL' : 'embedded'}.\n`,
    )
    showHead()
    let resident = 0
    for (const row of rows) {
      const measured = await measure(row, site.run, {
        rounds: Number(options.rounds),
        seconds: Number(options.seconds),
      })
      resident = Math.max(resident, await site.server.resident())
      isGood = measured.ok && isGood
      showRow(measured)
    }
    isGood = showAmount('memory of the server', resident / MEBIBYTE, 'MiB', MOST_MEMORY) && isGood
    if (url === undefined) {
      await site.server.stop()
      const starts: number[] = []
      for (let count = 0; count < 3; count++) {
        const server = await startServer(site.database)
        starts.push(server.startedIn)
        await server.stop()
      }
      isGood = showAmount('the very first start', site.server.startedIn, 'ms', MOST_FIRST_START) && isGood
      isGood = showAmount('a start after that', median(starts), 'ms', MOST_START) && isGood
    }
  } finally {
    await site.stop(options.keep)
  }
  if (options.keep) print(`\nKept: ${JSON.stringify(site.database.env)}`)
  print(`\n${((performance.now() - begun) / 1000).toFixed(0)} s in all.`)
  return isGood
}

if (options.help) print(HELP)
else process.exitCode = (await bench()) ? 0 : 1
