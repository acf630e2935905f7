/** Rows that are to be, into the tables of the register: all at once where those are empty, else what differs. */
import {
  fillEmpty,
  keepReferred,
  leaveVersions,
  passKeys,
  putIn,
  rememberMovedIn,
  takeOut,
} from '../../derive/move-in/difference.ts'
import { fillList, replaceLists } from '../../derive/move-in/list-difference.ts'
import { recount } from '../../derive/recount.ts'
import type { Register } from '../../model/register.ts'
import { deferReferences, restore, silenceTriggers } from '../../sql/loosen.ts'
import { refill } from '../../sql/refill.ts'
import type { Bulk } from '../../sql/bulk.ts'
import { statement } from '../../sql/sql.ts'
import { runAll } from './bulk.ts'
import type { Progress } from './progress.ts'
import type { Report } from './report.ts'
import type { Tables } from './tables.ts'

/** Who wrote the versions, as history tells it. */
const DOOR = 'import openklant'

export interface Placing extends Tables {
  readonly bulk: Bulk
  readonly register: Register
  readonly report: Report
  readonly progress: Progress
}

const writeVersions = async (bulk: Bulk, mains: Placing['mains'], isEmpty: boolean): Promise<void> => {
  for (const { resource } of mains) await runAll(bulk, leaveVersions(resource, DOOR, isEmpty))
}

/** Everything, into a register without rows: indexes are built when all is there. */
const fill = async ({ bulk, own, versions, mains, lists, register, progress }: Placing): Promise<void> => {
  const triggers = await silenceTriggers(bulk, own)
  await refill(bulk, own, async () => {
    for (const [index, { resource }] of mains.entries()) {
      progress.step(`writing ${resource.path}`)
      await runAll(bulk, [fillEmpty(resource)])
      progress.share(index + 1, mains.length)
    }
    for (const list of lists) await runAll(bulk, [fillList(register, list)])
    progress.step('building indexes')
  })
  progress.step('writing history')
  await refill(bulk, versions, () => writeVersions(bulk, mains, true))
  await restore(bulk, triggers)
}

/** Rows that are gone there but that rows made here need stay, and so do those that these need. */
const keepNeeded = async ({ bulk, register, mains, lists, report }: Placing): Promise<void> => {
  for (let again = true; again; ) {
    again = false
    for (const { resource } of mains) {
      const kept = await bulk.query(statement(keepReferred(register, lists, resource)))
      again ||= kept.length > 0
      for (const { uuid } of kept)
        report.add({
          collection: resource.path,
          uuid: String(uuid),
          field: 'uuid',
          rule: 'referred',
          reason: 'It is gone there, but an object that was made here refers to it.',
          action: 'kept although gone',
        })
    }
  }
  await report.written()
}

/** What changed, came and went since. */
const bringUpToDate = async (placing: Placing): Promise<void> => {
  const { bulk, own, mains, lists, register, progress } = placing
  progress.step('writing what is new, changed or gone')
  const triggers = await silenceTriggers(bulk, own)
  const references = await deferReferences(bulk, own)
  const replacing = lists.map((list) => replaceLists(register, list))
  for (const { away } of replacing) await runAll(bulk, away)
  for (const { resource } of mains) await runAll(bulk, [takeOut(resource)])
  for (const { resource } of mains) await runAll(bulk, [putIn(resource)])
  await runAll(
    bulk,
    replacing.map(({ anew }) => anew),
  )
  await keepNeeded(placing)
  progress.step('writing history')
  await writeVersions(bulk, mains, false)
  await restore(bulk, references)
  await restore(bulk, triggers)
}

/** Within a transaction that has locked the tables. */
export const putInPlace = async (placing: Placing, isEmpty: boolean): Promise<void> => {
  const { bulk, own, mains, progress } = placing
  await (isEmpty ? fill(placing) : bringUpToDate(placing))
  progress.step('counting')
  const resources = mains.map(({ resource }) => resource)
  const remembering = resources.map((resource) => rememberMovedIn(resource, isEmpty))
  await runAll(bulk, [...recount(resources), ...own.map(passKeys), ...remembering])
}
