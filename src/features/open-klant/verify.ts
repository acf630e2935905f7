/** Compares what an Open Klant holds with what is here: numbers, sums, order, and the first rows that differ. */
import { checksum, firstDifferences, misplaced, others } from '../../derive/move-in/difference.ts'
import { checksumOfList, listDifferences } from '../../derive/move-in/list-difference.ts'
import type { SourceTable } from '../../derive/move-in/origin.ts'
import type { Register } from '../../model/register.ts'
import type { Bulk } from '../../sql/bulk.ts'
import { sql, statement } from '../../sql/sql.ts'
import type { ImportOptions } from './import.ts'
import { settle, snapshot } from './bulk.ts'
import { TOKENS } from './layout.ts'
import { prepare } from './prepare.ts'
import { openReport } from './report.ts'
import { stage } from './stage.ts'
import { tablesOf } from './tables.ts'

export interface Difference {
  readonly uuid: string
  /** Values in which the object differs; null: it is not here. */
  readonly paths: readonly string[] | null
}

export interface Compared {
  readonly collection: string
  readonly there: { readonly rows: number; readonly sum: string }
  readonly here: { readonly rows: number; readonly sum: string }
  /** Objects that stand in another order. */
  readonly misplaced: number
  /** Objects that came from there and are gone there; objects that were made here, which is no difference. */
  readonly gone: number
  readonly made: number
  readonly differences: readonly Difference[]
}

export type VerifyOptions = Omit<ImportOptions, 'report' | 'dryRun'> & { readonly limit: number }

export const isEqual = ({ there, here, misplaced: moved, gone }: Compared): boolean =>
  there.rows === here.rows && there.sum === here.sum && moved === 0 && gone === 0

interface Counted {
  readonly rows: number
  readonly sum: string
}

const counted = async (bulk: Bulk, query: ReturnType<typeof sql>): Promise<Counted> => {
  const [row] = await bulk.query(statement(query))
  return { rows: Number(row?.rows), sum: String(row?.sum) }
}

const differencesOf = async (bulk: Bulk, query: ReturnType<typeof sql>): Promise<Difference[]> =>
  (await bulk.query(statement(query))).map(({ uuid, paths }) => ({
    uuid: String(uuid),
    paths: paths as readonly string[] | null,
  }))

const compareRows = async (bulk: Bulk, main: SourceTable, limit: number): Promise<Compared> => {
  const { resource } = main
  const there = await counted(bulk, checksum(resource, 'wanted'))
  const here = await counted(bulk, checksum(resource, 'own'))
  const [order] = await bulk.query(statement(misplaced(main)))
  const [other] = await bulk.query(statement(others(resource)))
  const isSame = there.rows === here.rows && there.sum === here.sum
  return {
    collection: resource.path,
    there,
    here,
    misplaced: Number(order?.misplaced),
    gone: Number(other?.gone),
    made: Number(other?.made),
    differences: isSame ? [] : await differencesOf(bulk, firstDifferences(resource, limit)),
  }
}

const compareList = async (bulk: Bulk, register: Register, list: SourceTable, limit: number): Promise<Compared> => {
  const there = await counted(bulk, checksumOfList(register, list, 'wanted'))
  const here = await counted(bulk, checksumOfList(register, list, 'own'))
  const isSame = there.rows === here.rows && there.sum === here.sum
  const differences = isSame ? [] : await differencesOf(bulk, listDifferences(register, list, limit))
  const collection = `${list.resource.path} ${list.part}`
  return { collection, there, here, misplaced: 0, gone: 0, made: 0, differences }
}

const compareTokens = async (bulk: Bulk): Promise<Compared> => {
  const hashes = (from: ReturnType<typeof sql>) =>
    sql`select count(*)::int as rows, to_hex(abs(coalesce(sum(hashtextextended(identifier || encode(hash, 'hex'), 0)), 0) % 4294967296)::bigint) as sum from (${from}) t`
  const there = sql`select identifier, sha256(convert_to(token, 'UTF8')) as hash from staged_token_tokenauth`
  const here = sql`select t.identifier, t.hash from token t join (${there}) s on s.hash = t.hash and s.identifier = t.identifier where t.revoked_at is null`
  const none = { misplaced: 0, gone: 0, made: 0, differences: [] }
  return {
    collection: 'tokens',
    there: await counted(bulk, hashes(there)),
    here: await counted(bulk, hashes(here)),
    ...none,
  }
}

export const verifyOpenKlant = async (options: VerifyOptions): Promise<Compared[]> => {
  const { database, register, progress, limit, number, signal } = options
  const tables = tablesOf(register)
  const report = openReport(undefined)
  const comparing = async (bulk: Bulk): Promise<Compared[]> => {
    await snapshot(bulk)
    await settle(bulk)
    const present = await stage({ ...options, bulk, tables: tables.tables }, report)
    await prepare({ ...options, ...tables, bulk, report, sameKeys: false, numbers: number ? 'known' : 'none' })
    const compared: Compared[] = []
    for (const [index, main] of tables.mains.entries()) {
      progress.step(`comparing ${main.resource.path}`)
      progress.share(index, tables.mains.length)
      compared.push(await compareRows(bulk, main, limit))
    }
    for (const list of tables.lists) compared.push(await compareList(bulk, register, list, limit))
    if (present.has(TOKENS)) compared.push(await compareTokens(bulk))
    return compared
  }
  return database.bulk(comparing, { signal })
}
