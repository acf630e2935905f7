import type { Sql } from '../../sql/sql.ts'
import { complaints } from '../fault.ts'
import { wireText } from '../wire-text.ts'
import { accepted, basics, type FieldOptions, type Leaf, type OrNull, type PresenceOf, refused } from './field.ts'

export interface ChoiceOptions extends FieldOptions {
  /** The empty text is one of the choices. */
  readonly blank?: true
  /** Name of the schema in OpenAPI where several fields share these choices. */
  readonly schemaName: string
}

type Chosen<C, O> = (keyof C & string) | (O extends { blank: true } ? '' : never)

/** One of a fixed list. `choices` maps each value to the Dutch label that people see. */
export const choice = <const C extends Readonly<Record<string, string>>, const O extends ChoiceOptions>(
  choices: C,
  options: O,
): Leaf<OrNull<Chosen<C, O>, O>, OrNull<Chosen<C, O>, O>, PresenceOf<O>> => {
  const values = Object.keys(choices)
  return {
    ...basics(options),
    kind: 'choice',
    leaf: true,
    sqlType: 'text',
    initial: options.nullable ? null : '',
    accept: (value) => {
      if (value === '' && options.blank) return accepted('')
      const given = wireText(value)
      return Object.hasOwn(choices, given) ? accepted(given) : refused(complaints.notAChoice(given))
    },
    read: (column: Sql) => column,
    schema: {
      enum: values,
      type: 'string',
      'x-name': options.schemaName,
      ...(options.blank ? { 'x-blank': true } : {}),
    },
    form: {
      type: 'choice',
      choices: Object.entries(choices).map(([value, displayName]) => ({ value, displayName })),
    },
    filterValue: 'choice',
    choices: values,
    examples: { valid: values, invalid: ['onzin', 12, true, [], {}] },
  }
}
