/** What may be asked in a query string, as parameters. */

import type { Filter } from '../../model/filter.ts'
import type { Schema } from '../../model/kinds/field.ts'
import type { Register } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'
import { follow } from '../path.ts'
import { filterSentence } from './sentences.ts'

const TEXT: Schema = { type: 'string' }
const BOOLEAN: Schema = { type: 'boolean' }

/** What a filter takes; the reading of these values is in `derive/query.ts`. */
const valueSchema = (register: Register, resource: Resource, filter: Filter): Schema => {
  if (filter.operator === 'exists' || filter.operator === 'filled') return BOOLEAN
  if (filter.operator === 'address') return { ...TEXT, format: 'uri' }
  const { column, leaf } = follow(register, resource, filter.path)
  if (column === 'uuid') return { ...TEXT, format: 'uuid' }
  switch (leaf?.filterValue) {
    case 'boolean':
      return BOOLEAN
    case 'date':
      return { ...TEXT, format: 'date' }
    case 'dateTime':
      return { ...TEXT, format: 'date-time' }
    case 'choice':
      return filter.loose ? TEXT : { ...TEXT, enum: [...(leaf.choices ?? [])].sort() }
    default:
      return TEXT
  }
}

const query = (name: string, schema: Schema, description: string, more: Schema = {}): Schema => ({
  in: 'query',
  name,
  schema,
  description,
  ...more,
})

export const pageParameters = [
  query('page', { type: 'integer' }, 'Nummer van de pagina, vanaf 1; `last` is de laatste.'),
  query('pageSize', { type: 'integer' }, 'Objecten per pagina: 100 als niets is opgegeven, hoogstens 500.'),
]

export const expandParameter = ({ expand }: Resource): Schema[] => {
  if (!expand) return []
  const schema = { type: 'array', items: { type: 'string', enum: [...expand].sort() } }
  const help = 'Wat het antwoord onder `_expand` meegeeft, met komma’s ertussen.'
  return [query('expand', schema, help, { explode: false, style: 'form' })]
}

export const peildatumParameter = query(
  'peildatum',
  { ...TEXT, format: 'date-time' },
  'Moment in het verleden: het antwoord is wat het register toen wist, ook van waarnaar wordt verwezen.',
)

/** All parameters of a list, by name. */
export const listParameters = (register: Register, resource: Resource): Schema[] => {
  const filters = Object.entries(resource.filters ?? {}).map(([name, filter]) =>
    query(
      name,
      valueSchema(register, resource, filter),
      filterSentence(register, resource, filter),
      filter.deprecated ? { deprecated: true } : {},
    ),
  )
  return [...filters, ...expandParameter(resource), ...pageParameters, peildatumParameter].sort((one, other) =>
    String(one.name) < String(other.name) ? -1 : 1,
  )
}

export const uuidParameter: Schema = {
  in: 'path',
  name: 'uuid',
  required: true,
  schema: { type: 'string', format: 'uuid' },
  description: 'Identificatie van het object.',
}
