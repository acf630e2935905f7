/** The manifest of an archive: what is in it, of when, and how to see that all of it arrived. */
import { isoMoment } from '../../model/kinds/date-time.ts'
import { isObject } from '../../model/wire-text.ts'
import { ArchiveError } from './archive-error.ts'

export const MANIFEST = 'manifest.json'
const KIND = 'klantinteracties archive'
/** Goes up when an older program could not read what a newer one writes. */
const VERSION = 1

export interface ArchivedFile {
  readonly name: string
  /** The shelf whose rows it has. */
  readonly holds: string
  readonly rows: number
  readonly bytes: number
  /** Hexadecimal. */
  readonly sha256: string
}

/** Where in the life of a database an archive was made: what a later one can go on from. */
export interface Moment {
  /** Tells this database, and each restore of it from a backup, from all others. */
  readonly database: string
  /** The work of all transactions before this one is in it. */
  readonly transaction: string
}

export interface Manifest {
  readonly kind: typeof KIND
  readonly version: number
  /** Of the program that made it. */
  readonly program: string
  /** Its last migration. */
  readonly schema: string
  readonly format: 'jsonl' | 'csv'
  /** ISO 8601, UTC. */
  readonly madeAt: string
  readonly moment: Moment
  /** The moment after which rows were made or changed, and the archive of then, if that was asked; absent: all rows. */
  readonly since?: Partial<Moment> & { readonly madeAt: string }
  /** What is in it of what happened to the rows; absent: nothing. */
  readonly history?: 'whole' | 'removals'
  /** When the history of the register began. */
  readonly historyBegan?: string
  /** What is secret to third parties is not in it. */
  readonly withheld?: true
  readonly files: readonly ArchivedFile[]
  /** The last number that each sequence gave out. */
  readonly sequences: Readonly<Record<string, string>>
}

export const manifestText = (manifest: Omit<Manifest, 'kind' | 'version'>): string =>
  `${JSON.stringify({ kind: KIND, version: VERSION, ...manifest }, null, 2)}\n`

const isText = (value: unknown): value is string => typeof value === 'string'
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0

const isMoment = (value: unknown): boolean =>
  isObject(value) && isText(value.database) && isText(value.transaction) && /^\d{1,19}$/.test(value.transaction)

const isSince = (value: unknown): boolean =>
  isObject(value) && isText(value.madeAt) && (value.transaction === undefined || isMoment(value))

const isFile = (value: unknown): boolean =>
  isObject(value) &&
  isText(value.name) &&
  /^[\w.-]+$/.test(value.name) &&
  isText(value.holds) &&
  isCount(value.rows) &&
  isCount(value.bytes) &&
  isText(value.sha256) &&
  /^[0-9a-f]{64}$/.test(value.sha256)

const isManifest = (value: unknown): value is Manifest =>
  isObject(value) &&
  [value.program, value.schema, value.format, value.madeAt].every(isText) &&
  isMoment(value.moment) &&
  (value.since === undefined || isSince(value.since)) &&
  [undefined, 'whole', 'removals'].includes(value.history as Manifest['history']) &&
  (value.historyBegan === undefined || (isText(value.historyBegan) && isoMoment(value.historyBegan) !== undefined)) &&
  [undefined, true].includes(value.withheld as Manifest['withheld']) &&
  Array.isArray(value.files) &&
  value.files.every(isFile) &&
  isObject(value.sequences) &&
  Object.entries(value.sequences).every(
    ([name, last]) => /^\w+$/.test(name) && isText(last) && /^-?\d{1,19}$/.test(last),
  )

/** Throws `ArchiveError`. */
export const readManifest = (text: string): Manifest => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ArchiveError(`${MANIFEST} is no JSON.`)
  }
  if (!isObject(value) || value.kind !== KIND)
    throw new ArchiveError(`${MANIFEST} is not that of an archive of this program.`)
  if (value.version !== VERSION)
    throw new ArchiveError(`The archive is of version ${String(value.version)}; this program reads version ${VERSION}.`)
  if (!isManifest(value)) throw new ArchiveError(`${MANIFEST} lacks something, or was changed by hand.`)
  return value
}
