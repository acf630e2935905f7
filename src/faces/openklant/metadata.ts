/** What OPTIONS says of a collection: its fields as a form would show them (behaviour.md §0.4). */

import type { Members } from '../../model/kinds/group.ts'
import type { Register } from '../../model/register.ts'
import type { AnyField, Fields, Resource } from '../../model/resource.ts'
import { toSnake } from '../../model/wire-text.ts'

type AnyMember = AnyField | Members[string]
type Entry = Readonly<Record<string, unknown>>

const label = (key: string): string => {
  const words = toSnake(key).replaceAll('_', ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const entry = (
  type: string,
  key: string | undefined,
  field: { required?: boolean; readOnly?: boolean; help: string },
  more: Entry = {},
): Entry => ({
  type,
  required: field.required ?? false,
  readOnly: field.readOnly ?? false,
  ...(key === undefined ? {} : { label: label(key) }),
  ...(field.help === '' ? {} : { helpText: field.help }),
  ...more,
})

const identityOf = (resource: Resource, writable: boolean): Record<string, Entry> => ({
  uuid: entry('string', 'uuid', {
    required: writable,
    readOnly: !writable,
    help: `Unieke (technische) identificatiecode van ${resource.label}.`,
  }),
  url: entry('field', 'url', { readOnly: true, help: `Adres van ${resource.label} in deze API.` }),
})

const nestedObject = (key: string | undefined, field: AnyMember, children: Entry): Entry =>
  entry(
    'nested object',
    key,
    { required: field.presence === 'required', readOnly: field.presence === 'readOnly', help: field.help },
    { children },
  )

const pointed = (
  register: Register,
  to: string,
  shows: Readonly<Record<string, string>> = {},
): Record<string, Entry> => {
  const target = register.get(to)
  const shown = Object.entries(shows).map(([key, path]) => {
    const own = target.fields[path]
    const known = own && 'leaf' in own ? own.form.type : 'field'
    return [
      key,
      entry(path.includes('.') ? 'field' : String(known), key, {
        readOnly: path.includes('.') || known === 'string',
        help: own?.help ?? '',
      }),
    ]
  })
  return { ...identityOf(target, true), ...Object.fromEntries(shown) }
}

const list = (key: string, field: AnyMember, children: Entry): Entry => {
  const common = { required: field.presence === 'required', readOnly: field.presence === 'readOnly', help: field.help }
  return entry('field', key, common, { child: entry('nested object', undefined, common, { children }) })
}

const describe = (register: Register, key: string, field: AnyMember): Record<string, Entry> => {
  switch (field.kind) {
    case 'reference':
      return { [key]: nestedObject(key, field, pointed(register, field.to, field.options.shows)) }
    case 'group':
      return { [key]: nestedObject(key, field, describeAll(register, field.members)) }
    // Its members depend on a choice, so a form cannot be told of them beforehand.
    case 'variants':
      return {}
    case 'derived':
      return { [key]: entry('field', key, { readOnly: true, help: field.help }) }
    case 'collection': {
      if (field.source.through !== undefined && field.options.shows !== 'whole') {
        return { [key]: entry('field', key, { readOnly: true, help: field.help }) }
      }
      const of = register.get(field.source.of)
      const children =
        field.options.shows === 'whole'
          ? describeResource(register, of)
          : pointed(register, field.source.of, field.options.shows)
      return { [key]: list(key, field, children) }
    }
    case 'links':
      return { [key]: list(key, field, pointed(register, field.source.of)) }
    case 'nested':
      return { [key]: list(key, field, describeResource(register, register.get(field.source.of))) }
    case 'ordered':
      return {
        [field.first]: entry(
          'nested object',
          field.first,
          { help: field.firstHelp },
          { children: pointed(register, field.of) },
        ),
        [key]: list(key, field, pointed(register, field.of)),
      }
    default: {
      const common = {
        required: field.presence === 'required',
        readOnly: field.presence === 'readOnly',
        help: field.help,
      }
      const { type, ...limits } = field.form
      return { [key]: entry(String(type), key, common, limits) }
    }
  }
}

const describeAll = (register: Register, fields: Fields | Members): Record<string, Entry> =>
  Object.assign({}, ...Object.entries(fields).map(([key, field]) => describe(register, key, field)))

const describeResource = (register: Register, resource: Resource): Record<string, Entry> => ({
  ...identityOf(resource, false),
  ...(resource.namesItself
    ? { uuid: entry('string', 'uuid', { help: `Unieke (technische) identificatiecode van ${resource.label}.` }) }
    : {}),
  ...describeAll(register, resource.fields),
})

/** The body of an answer to OPTIONS. `action`: what a body of these fields would be sent with, if it may be sent. */
export const metadata = (
  register: Register,
  resource: Resource,
  what: 'List' | 'Instance',
  action: 'POST' | 'PUT' | undefined,
): string =>
  JSON.stringify({
    name: `${resource.model} ${what}`,
    description: resource.help,
    renders: ['application/json'],
    parses: ['application/json'],
    ...(action ? { actions: { [action]: describeResource(register, resource) } } : {}),
  })
