/**
 * How quickly an Open Klant moves in: `npm run bench-import -- [--size N]`, with N klantcontacten (180,000 make a million
 * rows). Makes the databases that it needs on DATABASE_URL or the server on 127.0.0.1:5432, and drops them.
 */
import { spawn } from 'node:child_process'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fillOpenKlant } from './bench-import/open-klant.ts'
import { createOwnDatabase, onServer } from './own-database.ts'

const MAIN = join(import.meta.dirname, '..', 'src', 'main.js')
const server = process.env.DATABASE_URL || 'postgres://postgres@127.0.0.1:5432/postgres'
const { values } = parseArgs({
  options: { size: { type: 'string', default: '180000' }, help: { type: 'boolean', default: false } },
})
if (values.help) {
  console.log('npm run bench-import -- [--size N]\n\n--size  klantcontacten in the source; 180,000 make a million rows')
  process.exit()
}

/** The most memory that the process had, in MiB; Linux only. */
const peakOf = (pid: number | undefined): number => {
  try {
    const [, kib] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kib ?? 0) / 1024
  } catch {
    return 0
  }
}

const run = async (title: string, rows: number, args: readonly string[], database: string): Promise<void> => {
  const started = performance.now()
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: database },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  let peak = 0
  const watching = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid))
  }, 50)
  const code = await new Promise((resolve) => child.on('close', resolve))
  clearInterval(watching)
  if (code !== 0) throw new Error(`${title} failed:\n${said}`)
  const seconds = (performance.now() - started) / 1000
  const rate = Math.round(rows / seconds).toLocaleString('en')
  console.log(
    `${title.padEnd(28)} ${seconds.toFixed(1).padStart(7)} s ${rate.padStart(9)} rows/s   peak ${peak.toFixed(0)} MiB`,
  )
  if (process.env.VERBOSE) console.log(said)
}

const file = join(tmpdir(), `bench-import-${process.pid}.sql.gz`)
const source = await createOwnDatabase(server)
const targets = [await createOwnDatabase(server), await createOwnDatabase(server)]
const [first, second] = targets.map(({ url }) => url) as [string, string]
try {
  let rows = 0
  await onServer(source.url, async (client) => {
    rows = await fillOpenKlant(client, Number(values.size))
  })
  console.log(`${rows.toLocaleString('en')} rows`)
  const report = ['--report', '/dev/null']
  await run('import, from a database', rows, ['import', 'openklant', '--from', source.url, ...report], first)
  await run('again, nothing new', rows, ['import', 'openklant', '--from', source.url, ...report], first)
  await run('verify', rows, ['verify', 'openklant', '--from', source.url], first)
  await run('export', rows, ['export', 'openklant', '--to', file], first)
  console.log(`${(statSync(file).size / 1024 ** 2).toFixed(0)} MiB of ${file}`)
  await run('import, from that dump', rows, ['import', 'openklant', '--from', file, ...report], second)
} finally {
  rmSync(file, { force: true })
  for (const { drop } of [source, ...targets]) await drop()
}
