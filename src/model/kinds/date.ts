import type { Sql } from '../../sql/sql.ts'
import { complaints } from '../fault.ts'
import { accepted, basics, type FieldOptions, type Leaf, type OrNull, type PresenceOf, refused } from './field.ts'

export interface DateOptions extends FieldOptions {
  /** A row made without a date, or with null, gets today's (UTC). */
  readonly initialToday?: true
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether there is such a day, in the years 1–9999. */
export const isDay = (year: number, month: number, day: number): boolean => {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false
  const leap = month === 2 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0)
  return day <= (DAYS[month - 1] ?? 0) + (leap ? 1 : 0)
}

const pad = (value: number, length: number): string => String(value).padStart(length, '0')

export const dayText = (year: number, month: number, day: number): string =>
  `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`

/** The Monday-based date of `YYYY-Www-D`. */
const weekDay = (year: number, week: number, day: number): string | undefined => {
  if (week < 1 || week > 53 || day < 1 || day > 7 || year < 1 || year > 9999) return undefined
  const fourth = new Date(Date.UTC(2000, 0, 4))
  fourth.setUTCFullYear(year, 0, 4)
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 86_400_000
  const date = new Date(monday + ((week - 1) * 7 + day - 1) * 86_400_000)
  const thursday = new Date(monday + ((week - 1) * 7 + 3) * 86_400_000)
  if (thursday.getUTCFullYear() !== year) return undefined
  return dayText(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

/** The date in an ISO 8601 text, as `YYYY-MM-DD`; `2024-1-5`, `20240105` and `2024-W01-5` are taken too. */
export const isoDay = (text: string): string | undefined => {
  const plain = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (plain) {
    const [year, month, day] = plain.slice(1).map(Number) as [number, number, number]
    return isDay(year, month, day) ? dayText(year, month, day) : undefined
  }
  const week = /^(\d{4})-?W(\d{2})(?:-?(\d))?$/.exec(text)
  return week ? weekDay(Number(week[1]), Number(week[2]), Number(week[3] ?? 1)) : undefined
}

/** A day, `YYYY-MM-DD`. */
export const date = <const O extends DateOptions>(
  options: O,
): Leaf<OrNull<string, O>, OrNull<string, O>, PresenceOf<O>> => ({
  ...basics(options),
  kind: 'date',
  leaf: true,
  sqlType: 'date',
  initial: options.initialToday ? undefined : null,
  ...(options.initialToday ? { initialSql: "(now() at time zone 'UTC')::date" } : {}),
  accept: (value) => {
    const day = typeof value === 'string' ? isoDay(value) : undefined
    return day === undefined ? refused(complaints.notDate) : accepted(day)
  },
  read: (column: Sql) => column,
  schema: { type: 'string', format: 'date' },
  form: { type: 'date' },
  filterValue: 'date',
  examples: {
    valid: ['2024-02-29'],
    invalid: ['2023-02-29', '01-02-2024', '2024-01-01T10:00:00Z', '', 5, true, [], {}],
  },
})
