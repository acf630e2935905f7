import type { Sql } from '../../sql/sql.ts'
import { complaints } from '../fault.ts'
import { wireText } from '../wire-text.ts'
import { accepted, basics, type FieldOptions, type Leaf, type OrNull, type PresenceOf, refused } from './field.ts'

export interface IntegerOptions extends FieldOptions {
  readonly min: number
  readonly max: number
}

/** A whole number; digit strings are taken as well, `1.0` too, `1.5`, `''` and booleans are not. */
export const integer = <const O extends IntegerOptions>(
  options: O,
): Leaf<OrNull<number, O>, OrNull<number, O>, PresenceOf<O>> => ({
  ...basics(options),
  kind: 'integer',
  leaf: true,
  sqlType: 'integer',
  initial: null,
  accept: (value) => {
    const text = wireText(value)
    if (typeof value === 'string' && value.length > 1000) return refused(complaints.tooManyDigits)
    const digits = text.replace(/\.0*\s*$/, '').trim()
    if (!/^[+-]?\d+(_\d+)*$/.test(digits)) return refused(complaints.notInteger)
    const number = Number(digits.replaceAll('_', ''))
    if (number > options.max) return refused(complaints.maxValue(options.max))
    if (number < options.min) return refused(complaints.minValue(options.min))
    return accepted(number)
  },
  read: (column: Sql) => column,
  schema: { type: 'integer', maximum: options.max, minimum: options.min },
  form: { type: 'integer', minValue: options.min, maxValue: options.max },
  filterValue: 'text',
  examples: {
    valid: [options.min, options.max],
    invalid: [options.min - 1, options.max + 1, 1.5, 'x', '', true, [], {}],
  },
})
