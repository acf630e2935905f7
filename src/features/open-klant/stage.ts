/** Brings the tables of a source into the bulk as they are, and refuses a layout that is not that of Open Klant 2.18. */
import type { Writable } from 'node:stream'
import { type SourceColumn, type SourceTable, staged } from '../../derive/move-in/origin.ts'
import { danglingReferences, finishStaged, intoStaged, makeStaged } from '../../derive/move-in/staging.ts'
import type { Bulk } from '../../sql/bulk.ts'
import { statement } from '../../sql/sql.ts'
import { found } from './bulk.ts'
import { MoveError } from './failure.ts'
import { ADDED, OWN_TABLES, TOKEN_COLUMNS, TOKENS } from './layout.ts'
import type { Progress } from './progress.ts'
import type { Report } from './report.ts'
import type { Receiver, RowFormat, Source } from './sources/source.ts'

const TOKEN_TABLE: readonly SourceColumn[] = [
  { column: 'id', sqlType: 'bigint' },
  ...TOKEN_COLUMNS.map((column) => ({
    column,
    sqlType: column === 'created' || column === 'last_modified' ? 'timestamptz' : 'text',
  })),
]

export interface Staging {
  readonly bulk: Bulk
  readonly tables: readonly SourceTable[]
  readonly source: Source
  readonly withTokens: boolean
  readonly progress: Progress
  readonly signal?: AbortSignal | undefined
}

const UPGRADE =
  'Upgrade that Open Klant to 2.18 first (start the 2.18 image on it, or on a copy of its database: it migrates the tables), and try again.'

class Layout implements Receiver {
  readonly #expected: ReadonlyMap<string, readonly SourceColumn[]>
  readonly #staging: Staging
  readonly met = new Set<string>()
  readonly #sent = new Set<string>()
  /** Columns that are not there, and columns and tables that nobody here knows. */
  readonly #missing = new Set<string>()
  readonly #unknown = new Set<string>()

  constructor(staging: Staging) {
    this.#staging = staging
    const { tables, withTokens } = staging
    this.#expected = new Map([
      ...tables.map(({ table, columns }) => [table, columns] as const),
      ...(withTokens ? [[TOKENS, TOKEN_TABLE] as const] : []),
    ])
  }

  meet(table: string, columns?: readonly string[]): boolean {
    const expected = this.#expected.get(table)
    if (expected) this.met.add(table)
    else if (OWN_TABLES.test(table)) this.#unknown.add(table)
    if (expected && columns) {
      for (const { column } of expected) if (!columns.includes(column)) this.#missing.add(`${table}.${column}`)
      for (const column of columns)
        if (!expected.some((one) => one.column === column)) this.#unknown.add(`${table}.${column}`)
    }
    // Once the layout is another, only what else is other is of interest.
    return expected !== undefined && this.#missing.size === 0 && this.#unknown.size === 0
  }

  async rows(table: string, columns: readonly string[], format: RowFormat): Promise<Writable> {
    if (this.#sent.has(table)) throw new MoveError(`The source holds ${table} twice: give each file once.`)
    this.#sent.add(table)
    this.#staging.progress.step(`reading ${table}`)
    const to = this.#staging.bulk.copyIn(intoStaged(table, columns), format)
    // Whoever writes is told; this only keeps the process alive meanwhile.
    to.on('error', () => {})
    return to
  }

  /** All was sent: is it what was expected? */
  finish(): void {
    const missing = [...this.#missing]
    const oldest = ADDED.findLast(({ column }) => this.#missing.has(column))
    if (oldest)
      throw new MoveError(
        `This is Open Klant ${oldest.before}: ${oldest.column}, which came with ${oldest.version}, is not there. ${UPGRADE}`,
      )
    if (missing.length > 0)
      throw new MoveError(`This is not the layout of Open Klant 2.18: there is no ${missing.join(', ')}. ${UPGRADE}`)
    if (this.#unknown.size > 0)
      throw new MoveError(
        `This is not the layout of Open Klant 2.18 but of a newer one: nothing is known here of ${[...this.#unknown].join(', ')}. Use a version of this program that knows it.`,
      )
    const absent = [...this.#expected.keys()].filter((table) => table !== TOKENS && !this.met.has(table))
    if (absent.length === 0) return
    if (this.met.size === 0) throw new MoveError('There are no tables of Open Klant 2 in the source.')
    throw new MoveError(
      `The source has no ${absent.join(', ')}. Give all files of the dump: what is not there would be taken to be gone.`,
    )
  }
}

/** References to rows that are not there: cleared where that may be, otherwise the row cannot come. Each is reported. */
const mendReferences = async ({ bulk, tables }: Staging, report: Report): Promise<void> => {
  const references = danglingReferences(tables)
  for (let again = true; again; ) {
    again = false
    for (const { table, column, needed, find, mend } of references) {
      let count = 0
      for await (const rows of found(bulk, find)) {
        count += rows.length
        for (const [id, uuid = null] of rows)
          report.add({
            collection: table.table,
            uuid,
            ...(uuid === null ? { id: String(id) } : {}),
            field: column.column,
            rule: 'dangling',
            reason: 'The row that it refers to is not in the source.',
            action: needed ? 'left out' : 'cleared',
          })
        await report.written()
      }
      if (count === 0) continue
      await bulk.query(statement(mend))
      again ||= needed
    }
  }
}

/** @returns the tables that the source has, tokens included. */
export const stage = async (staging: Staging, report: Report): Promise<ReadonlySet<string>> => {
  const { bulk, tables, source, withTokens, progress, signal } = staging
  for (const { table, columns } of tables) await bulk.query(statement(makeStaged(table, columns)))
  if (withTokens) await bulk.query(statement(makeStaged(TOKENS, TOKEN_TABLE)))
  const layout = new Layout(staging)
  try {
    await source.send(layout, (done, total) => progress.share(done, total), signal)
  } catch (error) {
    throw badValue(error) ?? error
  }
  layout.finish()
  progress.step('looking whether all that is referred to is there')
  for (const table of tables) {
    try {
      for (const one of finishStaged(table)) await bulk.query(statement(one))
    } catch (error) {
      if (codeOf(error) === '23505') throw new MoveError(`A row of ${table.table} stands in the source twice.`)
      throw error
    }
  }
  await mendReferences(staging, report)
  return layout.met
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

/** Class 22: a value that is no value of its column. Where it stands is told, the value is not. */
const badValue = (error: unknown): MoveError | undefined => {
  if (!String(codeOf(error)).startsWith('22')) return undefined
  const [place] = /COPY [^\n]*?, line \d+(?:, column \w+)?/.exec(String((error as { where?: unknown }).where)) ?? []
  return new MoveError(
    `The source has a value that its column cannot hold (${place?.replace(`COPY ${staged('')}`, '') ?? 'unknown place'}).`,
  )
}
