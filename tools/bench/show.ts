/** Tables on the terminal, a row as soon as it is measured. */
import type { Grown } from './growth.ts'
import type { Measured } from './measure.ts'

interface Column {
  readonly title: string
  readonly width: number
  readonly isText?: boolean
}

export interface Table {
  head(): void
  row(cells: readonly string[]): void
}

export const print = (text: string): void => void process.stdout.write(`${text}\n`)

const table = (columns: readonly Column[]): Table => {
  const row = (cells: readonly string[]): void => {
    const padded = columns.map(({ width, isText }, at) => {
      const cell = cells[at] ?? ''
      return isText ? cell.padEnd(width) : cell.padStart(width)
    })
    print(`| ${padded.join(' | ')} |`)
  }
  const rule = columns.map(({ width, isText }) => (isText ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`))
  return {
    row,
    head: () => {
      row(columns.map(({ title }) => title))
      print(`|${rule.join('|')}|`)
    },
  }
}

const milliseconds = (time: number): string => time.toFixed(time < 10 ? 2 : 0)
const verdict = (ok: boolean): string => (ok ? 'ok' : 'short')

export const measuredTable: Table = table([
  { title: 'request', width: 36, isText: true },
  { title: 'a second', width: 8 },
  { title: 'p50 ms', width: 8 },
  { title: 'p99 ms', width: 8 },
  { title: 'baseline', width: 22, isText: true },
  { title: 'a second', width: 8 },
  { title: 'ratio', width: 7 },
  { title: 'target', width: 7 },
  { title: '', width: 5 },
])

export const measuredCells = ({ row, rate, p50, p99, baselineRate, ratio, ok }: Measured): string[] => {
  const { target } = row
  const [shown, aim] =
    'atLeast' in target
      ? [`${Math.round(ratio * 100)} %`, `≥ ${target.atLeast * 100} %`]
      : [`${ratio.toFixed(2)} ×`, `≤ ${target.atMost} ×`]
  const times = [rate.toFixed(0), milliseconds(p50), milliseconds(p99)]
  return [row.name, ...times, row.baseline, baselineRate.toFixed(0), shown, aim, verdict(ok)]
}

export const amountCells = (name: string, amount: number, unit: string, most: number): string[] => [
  ...[name, '', '', '', '', ''],
  ...[`${amount.toFixed(0)} ${unit}`, `≤ ${most}`, verdict(amount <= most)],
]

/** A column with the time in each register, and how many times that of the smallest. */
export const growthTable = (klantcontacten: readonly number[]): Table =>
  table([
    { title: 'request, p50 ms', width: 40, isText: true },
    ...klantcontacten.flatMap((amount, index) => [
      { title: amount.toLocaleString('en'), width: 9 },
      ...(index === 0 ? [] : [{ title: '×', width: 5 }]),
    ]),
    { title: 'p99 ms', width: 7 },
    { title: 'measured', width: 8 },
    { title: 'target', width: 14, isText: true },
    { title: '', width: 5 },
  ])

export const growthCells = ({ row, sizes, p99, amount, ok }: Grown): string[] => {
  const { limit } = row
  const aim = 'alone' in limit ? `≤ ${limit.alone} ms` : `≤ ${limit.times} ×${limit.of === 'first' ? ' page 1' : ''}`
  return [
    row.name,
    ...sizes.flatMap(({ p50, times }, index) => [milliseconds(p50), ...(index === 0 ? [] : [times.toFixed(2)])]),
    milliseconds(p99),
    'alone' in limit ? `${amount.toFixed(0)} ms` : `${amount.toFixed(2)} ×`,
    aim,
    verdict(ok),
  ]
}
