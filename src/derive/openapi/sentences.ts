/** What the documents say of operations and parameters, in the language of their readers. */
import type { Filter, Operator } from '../../model/filter.ts'
import type { Register } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'
import { follow } from '../path.ts'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const OPERATORS: Readonly<Record<Operator, string>> = {
  is: 'Precies deze waarde.',
  contains: 'Bevat deze tekst, ongeacht hoofdletters.',
  oneOf: 'Een van deze waarden, met komma’s ertussen.',
  before: 'Eerder dan deze dag.',
  until: 'Deze dag of eerder.',
  from: 'Deze dag of later.',
  after: 'Later dan deze dag.',
  exists: '`true`: er is er een; `false`: er is er geen.',
  filled: '`true`: ingevuld; `false`: leeg.',
  address: 'Adres (`url`); alleen de uuid aan het eind telt.',
}

export const filterSentence = (register: Register, resource: Resource, filter: Filter): string => {
  const { leaf, column, end } = follow(register, resource, filter.path)
  const plain = filter.operator === 'is' && leaf && (leaf.choices !== undefined || leaf.filterValue === 'boolean')
  const how = column === 'uuid' ? 'Identificatie (`uuid`).' : plain ? '' : OPERATORS[filter.operator]
  const of = leaf?.help ?? (end === resource ? '' : capital(end.help))
  return [filter.help ?? of, how].filter((part) => part !== '').join(' ')
}

/** What happens to objects that refer to the one that is removed. */
const removalSentences = (register: Register, resource: Resource): string[] => {
  const referrers = register.referrers(resource.name)
  const named = (...ways: readonly string[]): string =>
    [
      ...new Set(
        referrers
          .filter(({ onRemoval }) => ways.includes(onRemoval))
          .map((one) => `${one.resource.path} (\`${one.path}\`)`),
      ),
    ].join(', ')
  const [along, cleared, refusing] = [named('remove'), named('clear', 'clearVariant'), named('refuse')]
  const lists = register.resources.flatMap(({ path, fields }) =>
    Object.entries(fields).flatMap(([key, field]) =>
      field.kind === 'ordered' && field.of === resource.name ? [`${path} (\`${key}\`)`] : [],
    ),
  )
  return [
    ...(along ? [`Wat ernaar verwijst gaat mee: ${along}.`] : []),
    ...(cleared ? [`De verwijzing wordt leeg in: ${cleared}.`] : []),
    ...(lists.length > 0 ? [`Het verdwijnt uit: ${lists.join(', ')}.`] : []),
    ...(refusing ? [`Dit wordt geweigerd zolang iets anders ernaar verwijst: ${refusing}.`] : []),
  ]
}

export interface Sentences {
  readonly summary: string
  readonly description: string
}

export const operationSentences = (
  register: Register,
  resource: Resource,
): Readonly<Record<'List' | 'Create' | 'Retrieve' | 'Update' | 'PartialUpdate' | 'Destroy', Sentences>> => {
  const label = capital(resource.label)
  const order = resource.newestBy
    ? `Gesorteerd op \`${resource.newestBy}\`, de laatste eerst.`
    : 'De laatst gemaakte eerst.'
  const about = (summary: string, ...more: readonly string[]): Sentences => ({
    summary,
    description: [`${summary}.`, ...more].join(' '),
  })
  return {
    List: about(`${capital(resource.tag)} doorzoeken`, order, 'Alle opgegeven voorwaarden gelden samen.'),
    Create: about(`${label} toevoegen`, resource.help),
    Retrieve: about(`${label} ophalen`),
    Update: about(
      `${label} vervangen`,
      'Alle verplichte velden zijn nodig; een optioneel veld dat ontbreekt blijft zoals het is.',
    ),
    PartialUpdate: about(`${label} wijzigen`, 'Alleen wat wordt meegegeven verandert.'),
    Destroy: about(`${label} verwijderen`, ...removalSentences(register, resource)),
  }
}
