import type { Sql } from '../../sql/sql.ts'
import { type Complaint, complaints } from '../fault.ts'
import { isObject, toCamel, toSnake, typeName } from '../wire-text.ts'
import { accepted, basics, type FieldOptions, type Leaf, type Outcome, type PresenceOf } from './field.ts'
import { characterComplaints, lengthOf, toText } from './text.ts'

export interface TextsOptions extends FieldOptions {
  /** Characters of each value. */
  readonly max: number
}

/** Complaints about one member carry its key. */
export interface KeyedComplaint extends Complaint {
  readonly key: string
}

// `_expand` is spared because answers use that very key.
const wireKey = (key: string): string => (key === '_expand' ? key : toCamel(toSnake(key)))

/** Faults name a key as the register keeps it, with its inner words joined. */
const faultKey = (key: string): string =>
  key.replace(/([a-z])_([a-z])/g, (_found, before: string, after: string) => before + after.toUpperCase())

const complaintAbout = (value: unknown, max: number): Complaint[] => {
  if (value === null) return [complaints.null]
  const text = toText(value)
  if (text === undefined) return [complaints.notText]
  if (text === '') return [complaints.blank]
  return [...(lengthOf(text) > max ? [complaints.maxLength(max)] : []), ...characterComplaints(text)]
}

/**
 * An object of free keys and text values, replaced as a whole. Keys are re-cased as the compatible API does
 * (behaviour.md §1.9): what is stored is what is shown.
 */
export const texts = <const O extends TextsOptions>(
  options: O,
): Leaf<Record<string, string>, Record<string, string>, PresenceOf<O>> => ({
  ...basics(options),
  kind: 'texts',
  leaf: true,
  sqlType: 'jsonb',
  initial: '{}',
  accept: (value): Outcome => {
    if (!isObject(value)) return { complaints: [complaints.notADictionary(typeName(value))] }
    const found: KeyedComplaint[] = []
    const kept = new Map<string, string>()
    for (const [key, member] of Object.entries(value)) {
      const shown = wireKey(key)
      const name = faultKey(toSnake(key))
      const wrong = characterComplaints(shown).concat(complaintAbout(member, options.max))
      for (const complaint of wrong) found.push({ ...complaint, key: name })
      kept.set(shown, toText(member) ?? '')
    }
    return found.length > 0 ? { complaints: found } : accepted(JSON.stringify(Object.fromEntries(kept)))
  },
  read: (column: Sql) => column,
  schema: { type: 'object', additionalProperties: { type: 'string', maxLength: options.max } },
  form: { type: 'field' },
  filterValue: 'text',
  examples: { valid: [{ kenmerk: 'waarde' }, {}], invalid: [[], 'x', 5, { a: true }, { a: '' }, { a: null }] },
})
