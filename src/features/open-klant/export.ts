/** Writes what the register holds as a data dump that an Open Klant 2.18 database loads. */
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { givenBack, highestKeys, shownKeys } from '../../derive/move-in/given-back.ts'
import type { SourceTable } from '../../derive/move-in/origin.ts'
import { intoTextKeys, makeTextKeys } from '../../derive/move-in/wanted.ts'
import type { Register } from '../../model/register.ts'
import { toSnake } from '../../model/wire-text.ts'
import type { Bulk } from '../../sql/bulk.ts'
import type { Database } from '../../sql/database.ts'
import { statement } from '../../sql/sql.ts'
import { copyInto, found, runAll, settle, snapshot } from './bulk.ts'
import { encodeRow, inPieces } from './copy-text.ts'
import { MoveError } from './failure.ts'
import type { Progress } from './progress.ts'
import { tablesOf } from './tables.ts'

export interface ExportOptions {
  readonly database: Database
  readonly signal?: AbortSignal | undefined
  readonly register: Register
  /** `.gz`: packed. */
  readonly path: string
  /** Where the tables are there. */
  readonly schema: string
  readonly progress: Progress
}

const HEAD = `-- Data for the tables of Open Klant 2.18, which must be there and empty. Load it with:
--   psql --set ON_ERROR_STOP=on --file THIS_FILE DATABASE
-- API tokens are not in it: this register knows only their hashes.

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET client_min_messages = warning;

BEGIN;

`

/** Keys there are 32 bits wide. */
const HIGHEST = 2_147_483_647

const storedKey = (shown: string): string => (shown === '_expand' ? shown : toSnake(shown))

const fillTextKeys = async (bulk: Bulk, tables: readonly SourceTable[]): Promise<void> => {
  await runAll(bulk, [makeTextKeys('shown')])
  let lines = ''
  for await (const rows of found(bulk, shownKeys(tables)))
    for (const [shown] of rows) if (shown) lines += encodeRow([storedKey(shown), shown])
  await copyInto(bulk, intoTextKeys, lines)
}

const checkKeys = async (bulk: Bulk, own: readonly string[]): Promise<void> => {
  for (const { table_name, id } of await bulk.query(statement(highestKeys(own))))
    if (Number(id) > HIGHEST)
      throw new MoveError(`Keys of ${table_name} have grown past what Open Klant can hold (${HIGHEST}).`)
}

async function* dumpOf(
  { register, schema, progress }: ExportOptions,
  bulk: Bulk,
  tables: readonly SourceTable[],
): AsyncGenerator<Buffer | string> {
  yield HEAD
  for (const [index, table] of tables.entries()) {
    progress.step(`writing ${table.table}`)
    progress.share(index, tables.length)
    const columns = table.columns.map(({ column }) => column).join(', ')
    yield `COPY ${schema}.${table.table} (${columns}) FROM stdin;\n`
    yield* inPieces(bulk.copyOut(givenBack(register, table), 'text'))
    yield '\\.\n\n'
  }
  for (const { table } of tables) {
    const at = `${schema}.${table}`
    yield `SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('${at}', 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) FROM ${at};\n`
  }
  yield '\nCOMMIT;\n'
}

/** The code of what went wrong with a file. */
const fileFailure = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && 'syscall' in error && 'path' in error ? String(error.code) : undefined

export const exportOpenKlant = async (options: ExportOptions): Promise<void> => {
  const { database, register, path, schema, signal } = options
  if (!/^[a-z_][a-z0-9_]*$/.test(schema)) throw new MoveError(`${schema} is no name of a schema that can be used here.`)
  const { tables, own } = tablesOf(register)
  const write = async (bulk: Bulk): Promise<void> => {
    await snapshot(bulk)
    await settle(bulk)
    await checkKeys(bulk, own)
    await fillTextKeys(bulk, tables)
    const text = Readable.from(dumpOf(options, bulk, tables))
    const file = createWriteStream(path, { mode: 0o600 })
    await (path.endsWith('.gz') ? pipeline(text, createGzip({ level: 4 }), file) : pipeline(text, file)).catch(
      (error: unknown) => {
        const code = fileFailure(error)
        throw code === undefined ? error : new MoveError(`${path} cannot be written (${code}).`)
      },
    )
  }
  await database.bulk(write, { signal })
}
