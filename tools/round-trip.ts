/**
 * How fast, and in how much memory, a register is exported and restored: `node bin/run.mjs tools/round-trip.js`. It makes
 * two databases, fills one, has the program itself export and restore it, and compares both. On PostgreSQL where
 * `DATABASE_URL` is set; embedded otherwise.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { declared } from '../src/resources/index.ts'
import { sizesOf } from './bench/content.ts'
import { fill } from './bench/fill.ts'
import { createDatabase, type Database, startServer } from './bench/register.ts'

const MAIN = join(import.meta.dirname, '..', 'src', 'main.js')
const MEBIBYTE = 1024 ** 2

const { values: options } = parseArgs({
  options: { klantcontacten: { type: 'string', default: '100000' }, file: { type: 'string', default: 'archive' } },
})

const print = (text: string): void => void process.stdout.write(`${text}\n`)

/** The most memory that a process has had so far; Linux keeps it. */
const mostMemory = (pid: number | undefined): number => {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

interface Ran {
  readonly seconds: number
  readonly memory: number
}

/** Runs the program to its end. */
const run = async ({ env }: Database, ...args: readonly string[]): Promise<Ran> => {
  const { DATABASE_URL: _url, ...own } = process.env
  const begun = performance.now()
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...own, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  let memory = 0
  const watch = setInterval(() => {
    memory = Math.max(memory, mostMemory(child.pid))
  }, 20)
  const [code] = await once(child, 'close')
  clearInterval(watch)
  if (code !== 0) throw new Error(`${args.join(' ')}: ${said}`)
  return { seconds: (performance.now() - begun) / 1000, memory }
}

/** Migrates the database, and does some work on it while its server runs. */
const prepared = async (database: Database, work: (database: Database) => Promise<void>): Promise<void> => {
  const server = await startServer(database)
  await work(database)
  await server.stop()
}

const sizeOf = (path: string): number =>
  statSync(path).isFile()
    ? statSync(path).size
    : readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0)

const manifestOf = (directory: string): { files: { name: string; rows: number; sha256: string }[] } =>
  JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'))

const url = process.env.DATABASE_URL || undefined
const work = mkdtempSync(join(tmpdir(), 'round-trip-'))
const [first, second] = [await createDatabase(url), await createDatabase(url)]
try {
  const sizes = sizesOf(String(Math.round(Number(options.klantcontacten) / 3)))
  await prepared(first, async (database) => fill(await database.connection(), declared, sizes))
  await prepared(second, async () => {})
  const archive = join(work, options.file)
  const exported = await run(first, 'export', '--to', archive)
  const restored = await run(second, 'import', 'jsonl', '--from', archive)
  const [before, after] = [join(work, 'before'), join(work, 'after')]
  await run(first, 'export', '--to', before)
  await run(second, 'export', '--to', after)
  const rows = manifestOf(before).files.reduce((sum, file) => sum + file.rows, 0)
  const tell = (what: string, { seconds, memory }: Ran): void =>
    print(
      `${what}: ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s, ${Math.round(memory / MEBIBYTE)} MiB at most`,
    )
  print(
    `${sizes.klantcontacten} klantcontacten, ${rows} rows in all, ${url ? 'PostgreSQL' : 'embedded'}; ${Math.round(sizeOf(archive) / MEBIBYTE)} MiB`,
  )
  tell('export', exported)
  tell('restore', restored)
  const equal = JSON.stringify(manifestOf(before).files) === JSON.stringify(manifestOf(after).files)
  print(equal ? 'What was restored is equal.' : 'What was restored differs.')
  process.exitCode = equal ? 0 : 1
} finally {
  rmSync(work, { recursive: true, force: true })
  await first.drop()
  await second.drop()
}
