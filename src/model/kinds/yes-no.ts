import type { Sql } from '../../sql/sql.ts'
import { complaints } from '../fault.ts'
import { WireNumber } from '../wire-text.ts'
import { accepted, basics, type FieldOptions, type Leaf, type OrNull, type PresenceOf, refused } from './field.ts'

export interface YesNoOptions extends FieldOptions {
  /** The value of a row made without one; without it that is null or, where null may not be, false. */
  readonly initial?: boolean
  /** A PUT that leaves the field out sets it back to its initial value. */
  readonly resets?: true
}

const TRUE = new Set(['t', 'y', 'yes', 'true', 'on', '1'])
const FALSE = new Set(['f', 'n', 'no', 'false', 'off', '0'])
const NULL = new Set(['', 'null', 'n/a', 'none'])

/** True or false; takes the spellings that forms use (behaviour.md §0.4), whatever their case. */
export const yesNo = <const O extends YesNoOptions>(
  options: O,
): Leaf<OrNull<boolean, O>, OrNull<boolean, O>, PresenceOf<O>> => ({
  ...basics(options),
  kind: 'yesNo',
  leaf: true,
  sqlType: 'boolean',
  initial: options.initial ?? (options.nullable ? null : false),
  ...(options.resets ? { resets: true as const } : {}),
  accept: (value) => {
    const number = value instanceof WireNumber ? Number(value.text) : value
    const given = typeof number === 'string' ? number.trim().toLowerCase() : String(number)
    if (typeof number === 'string' || typeof number === 'number' || typeof number === 'boolean') {
      if (TRUE.has(given)) return accepted(true)
      if (FALSE.has(given)) return accepted(false)
      if (options.nullable && NULL.has(given)) return accepted(null)
      if (!options.nullable && given === 'null') return refused(complaints.null)
    }
    return refused(complaints.notBoolean)
  },
  read: (column: Sql) => column,
  schema: { type: 'boolean' },
  form: { type: 'boolean' },
  filterValue: 'boolean',
  examples: { valid: [true, false], invalid: ['misschien', 2, [], {}] },
})
