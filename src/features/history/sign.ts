/** Signs for what was written since the last time: every day, or when asked. */
import { periodHash } from '../../derive/verify.ts'
import type { Register } from '../../model/register.ts'
import type { Engine } from '../../operations/context.ts'
import { settled } from '../../operations/past.ts'
import { type Repeating, repeatedly } from '../../operations/repeatedly.ts'
import type { Queryable } from '../../sql/database.ts'
import { Shape, sql, statement } from '../../sql/sql.ts'
import { type Root, readRoots, type Sum, textHash, writeRoot } from './roots.ts'

type Signing = Pick<Engine, 'database' | 'register' | 'statements'>

/** What the versions of a period add up to, by table. */
export const hashesOf = async (
  database: Queryable,
  register: Register,
  after: string | null,
  until: string,
): Promise<Record<string, Sum>> => {
  const sums: Record<string, Sum> = {}
  for (const resource of register.remembered) {
    const [row] = await database.query(new Shape(periodHash(resource)).with({ after, until }))
    sums[resource.table] = { versions: Number(row?.versions), hash: String(row?.hash) }
  }
  return sums
}

const NOW = sql`select to_char(clock_timestamp() at time zone 'UTC', ${'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'}) as now`

/** Writes the next root into the directory. Of several programs that do so at once, one succeeds. */
export const signHistory = async (signing: Signing, directory: string): Promise<Root> => {
  const { database, register } = signing
  const last = readRoots(directory).at(-1)
  const until = String((await database.query(statement(NOW)))[0]?.now)
  await settled(signing, until)
  const after = last?.content.until ?? null
  const collections = await database.transaction(async (tx) => {
    await tx.execute('set transaction isolation level repeatable read read only; set local statement_timeout = 0')
    return hashesOf(tx, register, after, until)
  })
  const number = (last?.content.number ?? 0) + 1
  const previous = last ? textHash(last.text) : null
  return writeRoot(directory, { number, previous, after, until, collections })
}

const LOOK_EVERY_MS = 3_600_000

const dayOf = (moment: string | undefined): string => (moment ?? '').slice(0, 10)

/** Signs once a day, until stopped. What goes wrong is told, and tried again an hour later. */
export const startSigning = (signing: Signing, directory: string, onFailure: (error: unknown) => void): Repeating => {
  const look = async (): Promise<void> => {
    const today = dayOf(new Date().toISOString())
    if (dayOf(readRoots(directory).at(-1)?.content.until) < today) await signHistory(signing, directory)
  }
  const failed = (error: unknown): void => {
    // Another process of this register was quicker.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) onFailure(error)
  }
  return repeatedly(LOOK_EVERY_MS, look, failed, { atOnce: true })
}
