/** How values of each type of column stand in an archive, and what is wrong with one that does not. */
import { characterComplaints } from '../../model/kinds/text.ts'
import { isoDay } from '../../model/kinds/date.ts'
import { dateTime, isoMoment } from '../../model/kinds/date-time.ts'
import { isObject } from '../../model/wire-text.ts'
import { raw, type Sql, sql } from '../../sql/sql.ts'

export interface Format {
  /** The column as it is written. */
  read(column: Sql): Sql
  /** The column's value out of the text in the line. */
  write(text: Sql): Sql
  /** Whether a value that is not null may stand there. */
  fits(value: unknown): boolean
  /** What should stand there, for who reads that it does not. */
  readonly is: string
}

const as = (type: string, is: string, fits: Format['fits'], read: Format['read'] = (column) => column): Format => ({
  read,
  write: (text) => sql`(${text})::${raw(type)}`,
  fits,
  is,
})

/** Whatever a text column may hold: the rules of a field are for who writes through the API. */
const isText = (value: unknown): boolean => typeof value === 'string'

const INTEGER = 2 ** 31
/** Keys of rows: whole numbers, and runs of them. */
const isKey = (value: unknown): boolean => Number.isSafeInteger(value)
const RUNS = /^\{(\[\d{1,18},\d{1,18}\)(,\[\d{1,18},\d{1,18}\))*)?\}$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value)

const listOf = (type: string, is: string, fits: Format['fits']): Format => ({
  read: (column) => sql`to_json(${column})`,
  write: (text) =>
    sql`case when ${text} is not null then array(select jsonb_array_elements_text((${text})::jsonb)) end::${raw(type)}[]`,
  fits: (value) => Array.isArray(value) && value.every(fits),
  is,
})

const FORMATS: Readonly<Record<string, Format>> = {
  text: as('text', 'a text', isText),
  boolean: as('boolean', 'true or false', (value) => typeof value === 'boolean'),
  integer: as('integer', 'a whole number', (value) => Number.isInteger(value) && Math.abs(value as number) < INTEGER),
  bigint: as('bigint', 'a whole number', isKey),
  date: as('date', 'a day (2024-01-31)', (value) => typeof value === 'string' && isoDay(value) === value),
  timestamptz: as(
    'timestamptz',
    'a moment (2024-01-31T12:00:00.123456Z)',
    (value) => typeof value === 'string' && isoMoment(value) !== undefined,
    dateTime({}).read,
  ),
  uuid: as('uuid', 'a uuid', isUuid),
  'text[]': listOf('text', 'a list of texts', isText),
  'uuid[]': listOf('uuid', 'a list of uuids', isUuid),
  'bigint[]': listOf('bigint', 'a list of whole numbers', isKey),
  int8multirange: as(
    'int8multirange',
    'runs of whole numbers ({[1,5),[7,8)})',
    (value) => typeof value === 'string' && RUNS.test(value),
    (column) => sql`${column}::text`,
  ),
  jsonb: as('jsonb', 'an object', isObject),
  bytea: {
    read: (column) => sql`encode(${column}, 'hex')`,
    write: (text) => sql`decode(${text}, 'hex')`,
    fits: (value) => typeof value === 'string' && /^([0-9a-f]{2})*$/.test(value),
    is: 'hexadecimal digits',
  },
}

/** The format of a type of column. Every type that a table of the register has must have one. */
export const formatOf = (sqlType: string): Format => {
  const found = FORMATS[sqlType]
  if (!found) throw new Error(`an archive does not know columns of type ${sqlType}`)
  return found
}

/** Whether the texts in a value, keys included, are such as PostgreSQL can keep. */
export const canBeKept = (value: unknown): boolean => {
  if (typeof value === 'string') return characterComplaints(value).length === 0
  if (Array.isArray(value)) return value.every(canBeKept)
  if (!isObject(value)) return true
  return Object.entries(value).every(([key, member]) => canBeKept(key) && canBeKept(member))
}
