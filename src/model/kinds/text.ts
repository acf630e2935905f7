import type { Sql } from '../../sql/sql.ts'
import { type Complaint, complaints } from '../fault.ts'
import { WireNumber, wireText } from '../wire-text.ts'
import {
  accepted,
  basics,
  type FieldOptions,
  type Leaf,
  type OrNull,
  type PresenceOf,
  refused,
  type Schema,
} from './field.ts'

/** A rule on the text itself; answers what is wrong with it. */
export interface TextRule {
  readonly check: (text: string) => Complaint | undefined
  readonly schema?: Readonly<Record<string, unknown>>
  readonly valid: readonly string[]
  readonly invalid: readonly string[]
}

export interface TextOptions extends FieldOptions {
  /** Characters (code points), counted after trimming. */
  readonly max: number
  readonly min?: number
  /** An empty text is fine; by default it is where the field is optional. */
  readonly blank?: boolean
  /** Rules reported before the length. */
  readonly rules?: readonly TextRule[]
  /** A format reported after the length. */
  readonly format?: TextRule
  readonly unique?: 'given' | 'auto'
  /** The value names one thing in the world: few rows have the same. */
  readonly identifies?: true
  readonly form?: 'string' | 'email' | 'url' | 'slug'
}

// Python's idea of white space, not JavaScript's: the byte order mark is none, the separators U+001C–U+001F are.
const SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+'
const AROUND = new RegExp(`^${SPACE}|${SPACE}$`, 'g')
export const strip = (text: string): string => text.replace(AROUND, '')

// With the u flag a paired surrogate is one character, so this finds only lone ones.
const LONE_SURROGATE = /\p{Surrogate}/u

export const lengthOf = (text: string): number => {
  // Most texts are short and plain; spreading into code points is for the few that could differ.
  let count = text.length
  for (let index = 0; index < text.length - 1; index++) {
    const unit = text.charCodeAt(index)
    if (unit >= 0xd800 && unit < 0xdc00) {
      const next = text.charCodeAt(index + 1)
      if (next >= 0xdc00 && next < 0xe000) count--
    }
  }
  return count
}

/** Complaints that any text may get: characters that PostgreSQL or UTF-8 cannot hold. */
export const characterComplaints = (text: string): Complaint[] => {
  const found: Complaint[] = []
  if (text.includes('\0')) found.push(complaints.nullCharacters)
  const surrogate = LONE_SURROGATE.exec(text)?.[0]
  if (surrogate) found.push(complaints.surrogate(surrogate.charCodeAt(0).toString(16).toUpperCase()))
  return found
}

/** A value as a text: numbers are taken, booleans and structures are not (behaviour.md §0.4). */
export const toText = (value: unknown): string | undefined => {
  if (typeof value === 'string') return strip(value)
  if (typeof value === 'number' || value instanceof WireNumber) return wireText(value)
  return undefined
}

/** An optional text is `''` when there is none, so its form is that of what is not empty. */
const schemaOf = ({ max, min, rules = [], format }: TextOptions, blank: boolean): Schema => {
  const { pattern, ...form } = Object.assign({}, format?.schema, ...rules.map(({ schema }) => schema)) as Record<
    string,
    unknown
  >
  const own = { type: 'string', ...form, maxLength: max }
  if (!blank) return { ...own, minLength: min ?? 1, ...(pattern === undefined ? {} : { pattern }) }
  return pattern === undefined ? own : { ...own, pattern: `^(${String(pattern).replace(/^\^|\$$/g, '')})?$` }
}

/** A text. Never null on output unless `nullable`; trimmed; `''` when an optional one is not given. */
export const text = <const O extends TextOptions>(
  options: O,
): Leaf<OrNull<string, O>, OrNull<string, O>, PresenceOf<O>> => {
  const { max, min, rules = [], format } = options
  const blank = options.blank ?? (options.optional || options.nullable || false)
  return {
    ...basics(options),
    kind: 'text',
    leaf: true,
    sqlType: 'text',
    initial: options.nullable ? null : '',
    ...(options.unique ? { unique: options.unique } : {}),
    ...(options.identifies ? { identifies: options.identifies } : {}),
    accept: (value) => {
      const given = toText(value)
      // A format has one complaint for all that it cannot be.
      if (given === undefined) return refused(format?.check('') ?? complaints.notText)
      if (given === '') return blank ? accepted('') : refused(complaints.blank)
      const found: Complaint[] = []
      for (const rule of rules) {
        const wrong = rule.check(given)
        if (wrong) found.push(wrong)
      }
      const length = lengthOf(given)
      if (length > max) found.push(complaints.maxLength(max))
      if (min !== undefined && length < min) found.push(complaints.minLength(min))
      found.push(...characterComplaints(given))
      const wrong = format?.check(given)
      if (wrong) found.push(wrong)
      return found.length > 0 ? refused(...found) : accepted(given)
    },
    read: (column: Sql) => column,
    schema: schemaOf(options, blank),
    form: { type: options.form ?? 'string', maxLength: max, ...(min === undefined ? {} : { minLength: min }) },
    filterValue: 'text',
    examples: {
      valid: rules[0]?.valid ?? format?.valid ?? ['x'.repeat(max)],
      invalid: [true, [], {}, 'x'.repeat(max + 1), 'a\0b', ...(rules[0]?.invalid ?? []), ...(format?.invalid ?? [])],
    },
  }
}
