/** What `--since` names: an earlier archive of the same database, or a moment. */
import { stat } from 'node:fs/promises'
import type { Extent } from '../../derive/archive/lines.ts'
import { dateTime, isoMoment } from '../../model/kinds/date-time.ts'
import type { Queryable } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'
import { ArchiveError } from './archive-error.ts'
import type { Manifest, Moment } from './manifest.ts'
import { openArchive } from './place.ts'

export interface Since {
  /** As the manifest tells it. */
  readonly told: NonNullable<Manifest['since']>
  readonly extent: NonNullable<Extent['since']>
}

/** When history began in this register: what was removed before, nobody knows. */
export const historyBegan = async (queryable: Queryable): Promise<string> => {
  const [row] = await queryable.query(
    statement(sql`select ${dateTime({}).read(sql`moment`)} as moment from historie_begin`),
  )
  return String(row?.moment)
}

const HAS_ZONE = /[Tt ].*(?:[Zz]|[+-]\d{2}(?::?\d{2})?)$/

/** Without a zone it is a moment in the Netherlands, and without a time the beginning of that day. */
const ofMoment = async (queryable: Queryable, text: string, moment: string): Promise<Since> => {
  const at = HAS_ZONE.test(text)
    ? sql`${moment}::timestamptz`
    : sql`(${moment.slice(0, -1)}::timestamp at time zone 'Europe/Amsterdam')`
  const [row] = await queryable.query(
    statement(sql`select ${dateTime({}).read(at)} as moment, ${at} > clock_timestamp() as "isFuture",
      ${at} < (select moment from historie_begin) as "isUnknown"`),
  )
  if (row?.isFuture === true) throw new ArchiveError(`${text} lies in the future.`)
  if (row?.isUnknown === true)
    throw new ArchiveError(
      `The history of this register began at ${await historyBegan(queryable)}: what changed before is not known. Make a whole archive.`,
    )
  const madeAt = String(row?.moment)
  return { told: { madeAt }, extent: { moment: madeAt } }
}

const ofArchive = ({ madeAt, moment: { database, transaction } }: Manifest, now: Moment): Since => {
  if (database !== now.database)
    throw new ArchiveError(
      'The earlier archive is of another database, or this one was set back since: what changed cannot be known from it. Name a moment, or make a whole archive.',
    )
  return { told: { database, transaction, madeAt }, extent: { transaction: BigInt(transaction) } }
}

/** `now`: where this database is in its life. Throws `ArchiveError`. */
export const readSince = async (queryable: Queryable, text: string, now: Moment): Promise<Since> => {
  const moment = isoMoment(text)
  const isPlace = (await stat(text).catch(() => undefined)) !== undefined
  return moment !== undefined && !isPlace
    ? ofMoment(queryable, text, moment)
    : ofArchive((await openArchive(text)).manifest, now)
}
