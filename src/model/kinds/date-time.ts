import { literal, type Sql, sql } from '../../sql/sql.ts'
import { complaints } from '../fault.ts'
import { isoDay } from './date.ts'
import { accepted, basics, type FieldOptions, type Leaf, type OrNull, type PresenceOf, refused } from './field.ts'

export interface DateTimeOptions extends FieldOptions {
  /** A row made without a moment gets the present one. */
  readonly initialNow?: true
  /** Holds a moment exactly while another field has this value; the present one when the client gives none. */
  readonly presentWhen?: { readonly path: string; readonly is: string }
}

const TIME =
  /^(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?)?\s*(Z|z|[+-]\d{2}(?::?\d{2})?(?::?\d{2}(?:[.,]\d+)?)?)?$/
const SPLIT = /^(\d{4}-?W\d{2}(?:-?\d)?|\d{4}-\d{1,2}-\d{1,2}|\d{8})(?:([\s\S])(.+))?$/

/**
 * The moment in an ISO 8601 text, as PostgreSQL reads it: without a zone it is UTC, without a time midnight, a space
 * may stand for the T, and what follows the sixth digit of a second is dropped (behaviour.md §0.4).
 */
export const isoMoment = (text: string): string | undefined => {
  const parts = SPLIT.exec(text)
  if (!parts) return undefined
  const day = isoDay(parts[1] ?? '')
  if (day === undefined) return undefined
  if (parts[3] === undefined) return `${day}T00:00:00Z`
  const time = TIME.exec(parts[3])
  if (!time) return undefined
  const [, hour = '00', minute = '00', second = '00', fraction, zone = 'Z'] = time
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const offset = /^([+-]\d{2}):?(\d{2})?/.exec(zone)
  if (offset && (Math.abs(Number(offset[1])) > 23 || Number(offset[2] ?? 0) > 59)) return undefined
  const at = offset ? `${offset[1]}:${offset[2] ?? '00'}` : 'Z'
  const parsed = new Date(`${day}T${hour}:${minute}:${second}${at}`)
  // Shifted to UTC the year must stay in 1–9999, or the answer could not be read back.
  const year = parsed.getUTCFullYear()
  if (!(year >= 1 && year <= 9999)) return undefined
  const part = fraction ? `.${fraction.slice(0, 6)}` : ''
  // PostgreSQL takes no offsets of sixteen hours and more.
  const isFar = Math.abs(Number(offset?.[1] ?? 0)) > 15
  return isFar ? `${parsed.toISOString().slice(0, 19)}${part}Z` : `${day}T${hour}:${minute}:${second}${part}${at}`
}

/** A moment: ISO 8601 in, UTC with `Z` out, microseconds only where there are any. */
export const dateTime = <const O extends DateTimeOptions>(
  options: O,
): Leaf<OrNull<string, O>, OrNull<string, O>, PresenceOf<O>> => ({
  ...basics(options),
  kind: 'dateTime',
  leaf: true,
  sqlType: 'timestamptz',
  initial: options.initialNow ? undefined : null,
  ...(options.initialNow ? { initialSql: 'now()' } : {}),
  ...(options.presentWhen ? { presentWhen: options.presentWhen } : {}),
  accept: (value) => {
    const moment = typeof value === 'string' ? isoMoment(value) : undefined
    return moment === undefined ? refused(complaints.notDateTime) : accepted(moment)
  },
  read: (column: Sql) =>
    sql`replace(to_char(${column} at time zone 'UTC', ${literal('YYYY-MM-DD"T"HH24:MI:SS.US"Z"')}), '.000000Z', 'Z')`,
  schema: { type: 'string', format: 'date-time' },
  form: { type: 'datetime' },
  filterValue: 'dateTime',
  examples: {
    valid: ['2024-01-01T10:00:00Z', '2024-01-01 10:00', '2024-01-01T10:00:00.1234567+02:00'],
    invalid: ['2024-13-01T00:00:00Z', 'gisteren', '', 5, true, [], {}],
  },
})
