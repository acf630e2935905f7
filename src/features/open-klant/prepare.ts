/** From staged tables to rows as they are to be here, judged by the rules of today and, if asked, repaired. */
import { columnsOf } from '../../derive/columns.ts'
import { judging, repeatedMembers, type Suspicion, suspicions } from '../../derive/move-in/judging.ts'
import { type SourceTable, wanted } from '../../derive/move-in/origin.ts'
import { applyRepairs, intoRepairs, makeRepairs } from '../../derive/move-in/repairs.ts'
import { makeKeys } from '../../derive/move-in/staging.ts'
import {
  countRows,
  giveNumbers,
  intoTextKeys,
  type Making,
  makeTextKeys,
  makeWanted,
  makeWantedList,
  storedKeys,
} from '../../derive/move-in/wanted.ts'
import { toCamel } from '../../model/wire-text.ts'
import type { Bulk } from '../../sql/bulk.ts'
import { statement } from '../../sql/sql.ts'
import { copyInto, found, runAll } from './bulk.ts'
import { encodeRow } from './copy-text.ts'
import { judgeOf } from './judge.ts'
import type { Progress } from './progress.ts'
import type { Report } from './report.ts'

export interface Preparing extends Making {
  readonly bulk: Bulk
  readonly report: Report
  readonly progress: Progress
  readonly signal?: AbortSignal | undefined
  /** Put right what can be. */
  readonly repair: boolean
  /** `draw`: give numbers to rows that have none; `known`: those that they have here. */
  readonly numbers: 'draw' | 'known' | 'none'
}

/** Keys are shown as the compatible API shows them; this one it spares. */
const shownKey = (stored: string): string => (stored === '_expand' ? stored : toCamel(stored))

const fillTextKeys = async ({ bulk, tables }: Preparing): Promise<void> => {
  await runAll(bulk, [makeTextKeys('stored')])
  let lines = ''
  for await (const rows of found(bulk, storedKeys(tables)))
    for (const [stored] of rows) if (stored) lines += encodeRow([stored, shownKey(stored)])
  await copyInto(bulk, intoTextKeys, lines)
}

/** Rows that are judged at a time: what is found about them is kept until then. */
const BATCH = 10_000

const judgeRows = async (preparing: Preparing, main: SourceTable, isDone: (rows: number) => void): Promise<void> => {
  const { bulk, register, report, repair } = preparing
  const { resource } = main
  const { facts, batch } = judging(register, resource)
  const judge = judgeOf(resource, facts)
  const paths = new Set<string>()
  if (repair) await runAll(bulk, makeRepairs(resource))
  for (let after = '0', count = BATCH; count === BATCH; ) {
    count = 0
    let repairs = ''
    for await (const rows of found(bulk, batch(after, BATCH))) {
      count += rows.length
      for (const row of rows) {
        const [id = null, uuid = null] = row
        after = id ?? after
        for (const { path, rule, reason, repair: better } of judge(row)) {
          const isRepaired = repair && better !== undefined
          const action = isRepaired ? 'repaired' : 'kept'
          report.add({ collection: resource.path, uuid, field: path, rule, reason, action })
          if (!isRepaired) continue
          repairs += encodeRow([id, path, better.value])
          paths.add(path)
        }
      }
    }
    await report.written()
    isDone(count)
    // A cancellation finds nothing to cancel while rows are judged.
    preparing.signal?.throwIfAborted()
    if (repairs === '') continue
    await copyInto(bulk, intoRepairs(resource), repairs)
  }
  const columns = columnsOf(resource).filter(({ path }) => paths.has(path))
  await runAll(bulk, applyRepairs(resource, columns))
}

const suspect = async (preparing: Preparing, collection: string, suspicion: Suspicion): Promise<void> => {
  const { bulk, report, repair } = preparing
  const { path, code, reason, find, repair: better } = suspicion
  const isRepaired = repair && better !== undefined
  const action = isRepaired ? 'repaired' : 'kept'
  let count = 0
  for await (const rows of found(bulk, find)) {
    count += rows.length
    for (const [, uuid = null] of rows) report.add({ collection, uuid, field: path, rule: code, reason, action })
    await report.written()
  }
  if (isRepaired && count > 0) await bulk.query(statement(better))
}

/** Makes the tables of rows that are to be. */
export const prepare = async (preparing: Preparing): Promise<void> => {
  const { bulk, register, tables, sameKeys, progress, numbers } = preparing
  const mains = tables.filter(({ kind }) => kind === 'rows')
  const lists = tables.filter(({ kind }) => kind === 'list')
  if (!sameKeys) {
    progress.step('comparing keys')
    for (const main of mains) await runAll(bulk, makeKeys(main))
  }
  progress.step('putting rows together')
  await fillTextKeys(preparing)
  for (const main of mains) await runAll(bulk, makeWanted(preparing, main))
  for (const list of lists) await runAll(bulk, makeWantedList(preparing, list))
  const [{ rows: total } = { rows: 0 }] = await bulk.query(
    statement(countRows(mains.map(({ resource }) => wanted(resource.table)))),
  )
  progress.step('checking rows')
  let done = 0
  for (const main of mains) {
    const { resource } = main
    await judgeRows(preparing, main, (rows) => {
      done += rows
      progress.share(done, Number(total))
    })
    for (const suspicion of suspicions(register, resource)) await suspect(preparing, resource.path, suspicion)
    if (numbers !== 'none') await runAll(bulk, giveNumbers(resource, numbers === 'draw'))
  }
  for (const list of lists) await suspect(preparing, list.resource.path, repeatedMembers(register, list))
}
