/** Registers to export and restore, and all that is in one, to compare. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, type TestContext } from 'node:test'
import { archiveShelves, takingUp, takingUpRestored } from '../../src/app.ts'
import { isPlaced, listingsOf } from '../../src/derive/archive/shelf.ts'
import { readQuery } from '../../src/derive/query.ts'
import { type Archivist, exportArchive, type Wish } from '../../src/features/archive/export.ts'
import { MANIFEST } from '../../src/features/archive/manifest.ts'
import { restoreArchive } from '../../src/features/archive/restore.ts'
import { remember } from '../../src/features/history/remember.ts'
import { createLog } from '../../src/http/log.ts'
import { systemCaller } from '../../src/operations/caller.ts'
import { type Call, type Engine, placesAt } from '../../src/operations/context.ts'
import { list } from '../../src/operations/list.ts'
import { Statements } from '../../src/operations/statements.ts'
import { refill } from '../../src/sql/refill.ts'
import type { Database } from '../../src/sql/database.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { statement } from '../../src/sql/sql.ts'
import { contentOf, FUNCTIONS, sizesOf } from '../../tools/bench/content.ts'
import { temporaryDirectory } from '../server/program.ts'
import { type DatabaseName, emptyDatabase, skipOn } from '../support/databases.ts'
import { declared } from '../support/sample.ts'

export const shelves = archiveShelves()

interface Lent {
  readonly engine: Engine
  readonly close: () => Promise<void>
  isFree: boolean
}

const open = async (name: DatabaseName): Promise<Lent> => {
  const { database, close } = await emptyDatabase(name, createLog('silent'))
  await migrate(database)
  const statements = new Statements()
  const consequences = [remember(statements)]
  const engine = { database, register: declared, statements, consequences, numbersAuto: true }
  return { engine, close, isFree: true }
}

/** As it was when it was made: numbers start anew as well. */
const reset = ({ database }: Engine): Promise<void> =>
  database.execute(`do $$ declare t text; begin
    for t in select string_agg(format('%I', tablename), ', ') from pg_tables
        where schemaname = current_schema() and tablename not in ('schema_migration', 'historie_begin') loop
      execute 'truncate ' || t || ' restart identity';
    end loop;
    for t in select sequencename from pg_sequences where schemaname = current_schema() loop
      execute format('alter sequence %I restart', t);
    end loop;
    update historie_begin set moment = clock_timestamp();
  end $$`)

/** The same tests on both databases. `empty` lends a migrated, empty register for the length of a test. */
export const onBoth = (suite: (empty: (t: TestContext) => Promise<Engine>) => void): void => {
  for (const name of ['embedded', 'PostgreSQL'] as const) {
    describe(name, { skip: skipOn[name] }, () => {
      const registers: Lent[] = []
      const empty = async (t: TestContext): Promise<Engine> => {
        let free = registers.find(({ isFree }) => isFree)
        if (!free) {
          free = await open(name)
          registers.push(free)
        }
        const lent = free
        lent.isFree = false
        t.after(() => {
          lent.isFree = true
        })
        await reset(lent.engine)
        return lent.engine
      }
      after(async () => {
        for (const { close } of registers) await close()
      })
      suite(empty)
    })
  }
}

export const call: Call = {
  places: placesAt(declared, ({ path }) => `/${path}`),
  suffix: '',
  caller: systemCaller('test'),
}

/** Gives rows that were written by hand their first versions. */
export const takeUpAll = async ({ database }: Pick<Engine, 'database'>): Promise<void> => {
  for (const piece of takingUp('test')) await database.query(statement(piece))
}

/** A register of so many partijen, with all that a city has. */
export const fillGenerated = (database: Database, partijen: number): Promise<void> =>
  database.transaction(async (tx) => {
    await tx.execute(FUNCTIONS)
    const contents = contentOf(sizesOf(String(partijen)))
    const tables = [...new Set(contents.map(({ table }) => table))]
    await refill(tx, tables, async () => {
      for (const { text, count } of contents) await tx.query({ text, values: [1, count] })
    })
    for (const piece of takingUp('test')) await tx.query(statement(piece))
    // Those rows came with keys of their own.
    for (const { table } of declared.resources)
      await tx.execute(`select setval(pg_get_serial_sequence('${table}', 'id'), max(id)) from ${table}`)
  })

export const archivist = ({ database }: Engine): Archivist => ({
  database,
  shelves,
  remembering: takingUpRestored('test'),
  program: '0.0.0-test',
})

export const exported = (engine: Engine, to: string, more: Partial<Wish> = {}) =>
  exportArchive(archivist(engine), { to, format: 'jsonl', secrets: false, ...more })

export const restored = (engine: Engine, from: string, more: { secrets?: boolean; intoFilled?: boolean } = {}) =>
  restoreArchive(archivist(engine), { from, secrets: false, intoFilled: false, ...more })

export const placeFor = (t: TestContext, name: string): string => join(temporaryDirectory(t), name)

/** Every page of every list. */
const answers = async (engine: Engine): Promise<Record<string, string>> => {
  const found: Record<string, string> = {}
  for (const resource of declared.resources) {
    let text = ''
    for (let page = 1, pages = 1; page <= pages; page++) {
      const asked = readQuery(declared, resource, new URLSearchParams(`pageSize=500&page=${page}`))
      const answer = await list(engine, call, resource, asked)
      pages = answer.pages
      text += `${answer.count} ${answer.results}\n`
    }
    found[resource.name] = text
  }
  return found
}

const rowsOf = async ({ database }: Engine, text: string): Promise<unknown> => database.query({ text, values: [] })

const CATALOG = `select 'index' as kind, indexdef as what from pg_indexes where schemaname = current_schema()
  union all select 'constraint', conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
    where connamespace = current_schema()::regnamespace
  union all select 'trigger', pg_get_triggerdef(oid) from pg_trigger where not tgisinternal order by 1, 2`

/** What the tables hold, whatever the keys of the tables between are. */
const tables = async (engine: Engine): Promise<Record<string, unknown>> => {
  const found: Record<string, unknown> = {}
  for (const shelf of shelves.filter(({ secret }) => !secret)) {
    const { table } = shelf
    const order = isPlaced(shelf) ? ['id'] : shelf.order
    found[table] = await rowsOf(engine, `select r::text as row from ${table} r order by ${order.join(', ')}`)
    for (const { table: between, own, other } of listingsOf(shelf))
      found[between] = await rowsOf(engine, `select ${own}, ${other} from ${between} order by ${own}, id`)
  }
  return found
}

const SEQUENCES = `select sequencename, last_value from pg_sequences where schemaname = current_schema()
  and sequencename not like 'token%' and sequencename not like 'interne_taak_actor%' order by 1`

const brief = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12)

const briefly = (prefix: string, values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix} ${name}`, brief(value)]))

/** Everything of a register that anyone could notice, in brief. */
export const everything = async (engine: Engine): Promise<Record<string, unknown>> => ({
  ...briefly('answers', await answers(engine)),
  ...briefly('table', await tables(engine)),
  sequences: await rowsOf(engine, SEQUENCES),
  catalog: brief(await rowsOf(engine, CATALOG)),
})

interface Files {
  readonly files: { name: string; rows: number; bytes: number; sha256: string }[]
}

/** Changes a file of an archive in a directory, as someone who knows what the manifest says of it. */
export const rewrite = (directory: string, name: string, edit: (lines: string[]) => string[]): void => {
  const path = join(directory, name)
  const lines = edit(readFileSync(path, 'utf8').trimEnd().split('\n'))
  const text = `${lines.join('\n')}\n`
  writeFileSync(path, text)
  const manifest = JSON.parse(readFileSync(join(directory, MANIFEST), 'utf8')) as Files
  for (const file of manifest.files) {
    if (file.name !== name) continue
    file.rows = lines.length
    file.bytes = Buffer.byteLength(text)
    file.sha256 = createHash('sha256').update(text).digest('hex')
  }
  writeFileSync(join(directory, MANIFEST), JSON.stringify(manifest))
}

/** The objects in a file of an archive. */
export const linesIn = (directory: string, name: string): Record<string, unknown>[] =>
  readFileSync(join(directory, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
