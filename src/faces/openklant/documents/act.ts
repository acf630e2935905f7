/** One act on a klantcontact, as the documents tell of it: its body and its operation. */
import { objectSchema } from '../../../derive/openapi/components.ts'
import { type Manner, operation } from '../../../derive/openapi/operations.ts'
import { uuidParameter } from '../../../derive/openapi/parameters.ts'
import { type Context, memberProperties, requiredOf } from '../../../derive/openapi/property.ts'
import type { Schema } from '../../../model/kinds/field.ts'
import type { Resource } from '../../../model/resource.ts'
import { TAG_OF_CONTACT } from './conditions.ts'

export const UUID = { type: 'string', format: 'uuid', description: 'Welk object.' }

/** A reference as an act takes it: only which row. */
const pointer = (context: Context): Schema =>
  context.components.add('Verwijzing', objectSchema({ uuid: UUID }, ['uuid']))

/** The body of an act, as it is declared; `more` and `optional`: members that no declaration has. */
export const bodyOf = (
  context: Context,
  { fields, schemaName, help }: Resource,
  more: Readonly<Record<string, Schema>> = {},
  optional: Readonly<Record<string, Schema>> = {},
): string => {
  const plain = Object.fromEntries(Object.entries(fields).filter(([, { kind }]) => kind !== 'reference'))
  const pointers = Object.entries(fields)
    .filter(([, { kind }]) => kind === 'reference')
    .map(([key, field]) => [
      key,
      { allOf: [pointer(context)], description: field.help, ...(field.nullable ? { nullable: true } : {}) },
    ])
  const properties = { ...memberProperties(context, plain), ...Object.fromEntries(pointers), ...more, ...optional }
  context.components.add(schemaName, objectSchema(properties, [...requiredOf(fields), ...Object.keys(more)], help))
  return schemaName
}

export interface Act {
  /** Behind the address of the contact. */
  readonly act: string
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly body: string
  readonly answer: { readonly status: number; readonly description: string; readonly schemaName: string }
  /** Beside the uuid of the contact. */
  readonly parameters?: readonly Schema[]
  /** The answer is more than one object; its ETag is of the contact. */
  readonly isMore?: true
}

/**
 * An act makes something, or changes the contact, and may be asked for on condition that this is what it was. Location only
 * where something is made that has an address of its own.
 */
const mannerOf = (manner: Manner, { answer, isMore }: Act): Manner => {
  const { Location, ETag, ...headers } = manner.headers('Create') as Readonly<Record<string, Schema>>
  const tagged = ETag ? { ...headers, ETag: isMore ? TAG_OF_CONTACT : ETag } : headers
  return {
    ...manner,
    headers: () => (answer.status === 201 && Location ? { ...tagged, Location } : tagged),
    parameters: () => [...manner.parameters('Update'), ...manner.parameters('Create')],
    failures: () => ({ ...manner.failures('Update'), ...manner.failures('Create') }),
  }
}

export const actPath = (context: Context, manner: Manner, one: Act): Readonly<Record<string, Schema>> => {
  const { act, answer, body, parameters = [], isMore: _more, ...rest } = one
  const tag = context.register.get('klantcontact').tag
  return {
    [`/klantcontacten/{uuid}/${act}`]: {
      post: operation(mannerOf(manner, one), {
        verb: 'Create',
        tag,
        parameters: [uuidParameter, ...parameters],
        body: { schemaName: body, required: true },
        answers: { [answer.status]: answer },
        ...rest,
      }),
    },
  }
}
