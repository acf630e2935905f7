/** The sample of an Open Klant that lies beside this repository, and registers to bring it into. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { createApp } from '../../src/app.ts'
import { type ImportOptions, importOpenKlant } from '../../src/features/open-klant/import.ts'
import { openReport } from '../../src/features/open-klant/report.ts'
import type { Source } from '../../src/features/open-klant/sources/source.ts'
import { type Moved, tablesOf } from '../../src/features/open-klant/tables.ts'
import { createLog } from '../../src/http/log.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { createOwnDatabase } from '../../tools/own-database.ts'
import { server, skip as noServer } from '../server/scratch-database.ts'
import { type DatabaseName, emptyDatabase, type OpenedDatabase } from '../support/databases.ts'
import { declared } from '../support/sample.ts'

const shared = join(import.meta.dirname, '..', '..', '..', '..', 'shared')
const folder = join(shared, 'openklant', 'sample')

export const replayer = join(shared, 'conformance', 'replay.mjs')
export const skip = existsSync(folder) && existsSync(replayer) ? false : `no sample of an Open Klant at ${folder}`
export const skipLive = skip || noServer

export const dumpFile = join(folder, 'dump.sql.gz')
export const archiveFile = join(folder, 'csv.tar.gz')

/** A token of the sample. */
export const SAMPLE_TOKEN = '0123456789abcdef0123456789abcdef01234567'

/** The dump of the sample as text. */
export const dumpText = (): string => gunzipSync(readFileSync(dumpFile)).toString('utf8')

export const answers = (): readonly { readonly path: string; readonly body: unknown }[] =>
  readdirSync(join(folder, 'answers')).map((file) => {
    const [api, path] = file.replace(/\.json\.gz$/, '').split('.')
    const body = JSON.parse(gunzipSync(readFileSync(join(folder, 'answers', file))).toString('utf8')) as unknown
    return { path: `/${api}/api/v1/${path}`, body }
  })

/** What ends later what was begun: a test, or a suite. */
export interface Scope {
  after(end: () => unknown): void
}

/** Runs a dump as psql would, in this schema. */
export const loadDump = async (client: pg.Client, text: string, schema = 'public'): Promise<void> => {
  const lines = text.replaceAll('public.', `${schema}.`).split('\n')
  let statement: string[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (/^COPY .* FROM stdin;$/.test(line)) {
      const end = lines.indexOf('\\.', index)
      const to = client.query(copyFrom(line))
      to.end(
        lines
          .slice(index + 1, end)
          .map((row) => `${row}\n`)
          .join(''),
      )
      await new Promise((resolve, reject) => to.on('finish', () => resolve(undefined)).on('error', reject))
      index = end
      continue
    }
    if (statement.length === 0 && (line === '' || /^(--|\\)/.test(line))) continue
    statement.push(line)
    if (!line.endsWith(';')) continue
    await client.query(statement.join('\n'))
    statement = []
  }
}

/** A database that holds this dump; gone when the test ends. */
export const databaseWith = async (t: Scope, text: string): Promise<string> => {
  const { url, drop } = await createOwnDatabase(server)
  t.after(drop)
  await onDatabase(url, (client) => loadDump(client, text))
  return url
}

export const onDatabase = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A migrated register without rows, closed when the test ends. */
export const emptyRegister = async (
  t: Scope,
  name: DatabaseName,
  settings: Readonly<Record<string, string>> = {},
): Promise<OpenedDatabase> => {
  const opened = await emptyDatabase(name, createLog('silent'), settings)
  t.after(() => opened.close())
  await migrate(opened.database)
  return opened
}

/** Takes everything away that came in. */
export const emptied = async ({ database }: OpenedDatabase): Promise<void> =>
  database.execute(
    `truncate ${[...tablesOf(declared).own, ...tablesOf(declared).versions, 'moved_in', 'token'].join(', ')} restart identity`,
  )

/** A server on a register, stopped when the test ends; answers its address. */
export const serverOn = async (t: Scope, { config, database }: OpenedDatabase): Promise<string> => {
  const app = await createApp({ config, database, log: createLog('silent') })
  t.after(() => app.close())
  return app.listen({ host: '127.0.0.1', port: 0 })
}

export const temporaryFolder = (t: Scope): string => {
  const made = mkdtempSync(join(tmpdir(), 'move-in-'))
  t.after(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/** A file with this content; gone when the test ends. */
export const fileWith = (t: Scope, name: string, content: string | Buffer): string => {
  const path = join(temporaryFolder(t), name)
  writeFileSync(path, content)
  return path
}

export const silent = { step: () => {}, share: () => {} }

export interface Outcome {
  readonly moved: readonly Moved[]
  /** What was found, by kind: how often. */
  readonly found: readonly string[]
}

export const importInto = async (
  { database }: Pick<OpenedDatabase, 'database'>,
  source: Source,
  options: Partial<ImportOptions> = {},
): Promise<Outcome> => {
  const report = openReport(undefined)
  const moved = await importOpenKlant({
    database,
    register: declared,
    source,
    report,
    progress: silent,
    withTokens: true,
    number: false,
    repair: false,
    dryRun: false,
    ...options,
  })
  return { moved, found: (options.report ?? report).summary().map((line) => line.trim()) }
}
