/** docs/resources.md: what every resource holds and answers, from the declarations. */
import type { Leaf } from '../../src/model/kinds/field.ts'
import type { Members } from '../../src/model/kinds/group.ts'
import type { Register } from '../../src/model/register.ts'
import type { AnyField, Resource } from '../../src/model/resource.ts'

type AnyMember = AnyField | Members[string]

const anchor = (name: string): string => name.toLowerCase()
const link = (name: string): string => `[${name}](#${anchor(name)})`

const KINDS: Readonly<Record<Leaf['kind'], string>> = {
  text: 'text',
  choice: 'choice',
  yesNo: 'yes or no',
  integer: 'whole number',
  date: 'day',
  dateTime: 'moment',
  texts: 'texts by key',
}

const leafText = ({ kind, schema, choices, unique }: Leaf): string => {
  const limits =
    kind === 'text' ? [`≤ ${schema.maxLength}`] : kind === 'integer' ? [`${schema.minimum}–${schema.maximum}`] : []
  const also = unique === 'auto' ? ['unique', 'made when absent'] : unique ? ['unique'] : []
  return [choices ? choices.map((choice) => `\`${choice}\``).join(' ') : KINDS[kind], ...limits, ...also].join(', ')
}

const kindText = (field: AnyMember): string => {
  switch (field.kind) {
    case 'reference':
      return `reference to ${link(field.to)}`
    case 'group':
      return 'group'
    case 'variants':
      return `by \`${field.by}\``
    case 'derived':
      return `made from ${field.from.map((path) => `\`${path}\``).join(', ')}`
    case 'collection':
      return `list of ${link(field.source.of)}${field.options.shows === 'whole' ? ', complete objects' : ''}`
    case 'links':
      return `list of ${link(field.source.of)}, chosen from what there is`
    case 'nested':
      return `list of ${link(field.source.of)}, complete objects`
    case 'ordered':
      return `ordered list of ${link(field.of)}; its first is \`${field.first}\``
    default:
      return leafText(field)
  }
}

const presenceText = ({ presence, nullable, deprecated }: AnyMember): string =>
  [
    presence === 'readOnly' ? 'read only' : presence,
    ...(nullable ? ['null'] : []),
    ...(deprecated ? ['deprecated'] : []),
  ].join(', ')

const rows = (fields: Readonly<Record<string, AnyMember>>, prefix = ''): string[] =>
  Object.entries(fields).flatMap(([key, field]) => {
    const own = `| \`${prefix}${key}\` | ${kindText(field)} | ${presenceText(field)} | ${field.help} |`
    if (field.kind === 'group') return [own, ...rows(field.members, `${prefix}${key}.`)]
    if (field.kind !== 'variants') return [own]
    const inner = Object.entries(field.variants).flatMap(([choice, { members, identified }]) => [
      `| \`${key}\` with \`${field.by}\` ${choice} | group | | |`,
      ...(identified
        ? [`| \`${key}.uuid\` | uuid | optional | Identificatie; het register maakt er een als die ontbreekt. |`]
        : []),
      ...rows(members, `${key}.`),
    ])
    return [own, ...inner]
  })

const filterRows = ({ filters = {} }: Resource): string[] =>
  Object.entries(filters).map(([name, { operator, path, deprecated, help }]) => {
    const way = path.replace(/<(\w+):(\w+)\.?/g, '$1 by $2, ').replace(/, $/, '')
    return `| \`${name}\` | ${operator} | ${way} | ${[...(deprecated ? ['deprecated'] : []), help ?? ''].join(' ').trim()} |`
  })

const section = (resource: Resource): string => {
  const { name, help, api, path, fields, expand, newestBy } = resource
  const filters = filterRows(resource)
  return [
    `## ${name}`,
    `${help} \`/${api}/api/v1/${path}\`, ${newestBy ? `latest \`${newestBy}\` first` : 'newest first'}.`,
    ['| property | kind | presence | meaning |', '|---|---|---|---|', ...rows(fields)].join('\n'),
    ...(filters.length > 0
      ? [['| filter | asks | of | |', '|---|---|---|---|', ...filters].join('\n')]
      : ['No filters.']),
    ...(expand ? [`\`expand\`: ${expand.map((one) => `\`${one}\``).join(', ')}.`] : []),
  ].join('\n\n')
}

/** The text of docs/resources.md. */
export const resourcesPage = ({ resources }: Register): string => `# Resources

<!-- Generated from src/resources by tools/contract.ts: change it there. -->

Every object begins with \`uuid\` and \`url\`, which the register makes. *Required* is asked of POST and PUT, not of PATCH.
A text that is optional is \`""\` when there is none; a group is never null in an answer. References are written as
\`{"uuid": …}\` and shown as \`{"uuid": …, "url": …}\`. All lists also take \`page\` and \`pageSize\`.

${resources.map(({ name }) => `- ${link(name)}`).join('\n')}

${resources.map(section).join('\n\n')}
`
