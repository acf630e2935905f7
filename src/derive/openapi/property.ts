/** Fields as properties of a schema. */
import type { Leaf, Schema } from '../../model/kinds/field.ts'
import type { Members } from '../../model/kinds/group.ts'
import type { Register } from '../../model/register.ts'
import type { AnyField, Resource } from '../../model/resource.ts'
import { type Components, objectSchema, reference } from './components.ts'

export interface Context {
  readonly register: Register
  readonly components: Components
}

export type AnyMember = AnyField | Members[string]

export const IDENTITY = {
  uuid: { type: 'string', format: 'uuid', description: 'Identificatie van het object; verandert nooit.' },
  url: {
    type: 'string',
    format: 'uri',
    readOnly: true,
    minLength: 1,
    maxLength: 1000,
    description: 'Adres van het object in deze API.',
  },
} as const

type Marked = Pick<AnyMember, 'nullable' | 'presence' | 'deprecated' | 'help'>

const marks = ({ nullable, presence, deprecated, help }: Marked): Schema => ({
  ...(nullable ? { nullable: true } : {}),
  ...(presence === 'readOnly' ? { readOnly: true } : {}),
  ...(deprecated ? { deprecated: true } : {}),
  ...(help === '' ? {} : { description: help }),
})

/** Choices have a schema of their own, and the empty text among them too. */
const leafSchema = ({ components }: Context, leaf: Leaf): Schema => {
  const { 'x-name': name, 'x-blank': blank, ...schema } = leaf.schema
  if (typeof name !== 'string') return leaf.resets ? { ...schema, default: leaf.initial } : schema
  const choices = components.add(name, schema)
  return blank === true ? { oneOf: [choices, components.add('BlankEnum', { enum: [''] })] } : { allOf: [choices] }
}

/** A member that a reference shows of the row it points to. What may be empty there is the client's; the rest is ours. */
const shownMember = (context: Context, of: Resource, path: string): Schema => {
  const [head = '', ...rest] = path.split('.')
  const field = of.fields[head]
  if (field?.kind === 'reference') {
    const inner = shownMember(context, context.register.get(field.to), rest.join('.'))
    return { ...inner, readOnly: true, ...(field.nullable ? { nullable: true } : {}) }
  }
  if (!field || !('leaf' in field)) throw new Error(`${of.name} shows no ${path}`)
  return { ...leafSchema(context, field), ...marks(field), ...(field.nullable ? {} : { readOnly: true }) }
}

interface PointerOptions {
  readonly shows?: Readonly<Record<string, string>>
  readonly schemaName?: string | undefined
}

/** An object that points at a row: `{uuid}` in, `{uuid, url}` and what else it shows out. */
const pointer = (context: Context, to: string, { shows = {}, schemaName }: PointerOptions = {}): Schema => {
  const target = context.register.get(to)
  const shown = Object.fromEntries(
    Object.entries(shows).map(([key, path]) => [key, shownMember(context, target, path)]),
  )
  const always = Object.keys(shown).filter((key) => shown[key]?.readOnly)
  const schema = objectSchema({ ...IDENTITY, ...shown }, ['uuid', 'url', ...always])
  return context.components.add(schemaName ?? `${target.schemaName}ForeignKey`, schema)
}

const listOf = (items: Schema, field: Marked): Schema => ({ type: 'array', items, ...marks(field) })
const one = (schema: Schema, field: Marked): Schema => ({ allOf: [schema], ...marks(field) })

/** In place of the first of none. */
const nobody = (context: Context, to: string): Schema =>
  context.components.add(`Geen${context.register.get(to).schemaName}`, {
    type: 'object',
    description: 'Er is er geen.',
    properties: { uuid: { type: 'string', format: 'uuid', nullable: true, enum: [null], readOnly: true } },
    required: ['uuid'],
  })

/** A field as properties; one kind of field shows itself under two names. Variants are the resource's own affair. */
const propertiesOf = (context: Context, key: string, field: AnyMember): Readonly<Record<string, Schema>> => {
  switch (field.kind) {
    case 'reference':
      return { [key]: one(pointer(context, field.to, field.options), field) }
    case 'group':
      return {
        [key]: one(context.components.add(field.options.schemaName, membersSchema(context, field.members)), field),
      }
    case 'variants':
      return {}
    case 'derived':
      return { [key]: { ...field.schema, ...marks(field) } }
    case 'collection': {
      const { shows, schemaName } = field.options
      const whole = shows === 'whole'
      const items = whole
        ? reference(context.register.get(field.source.of).schemaName)
        : pointer(context, field.source.of, { ...(shows ? { shows } : {}), schemaName })
      return { [key]: listOf(items, field) }
    }
    case 'links':
      return { [key]: listOf(pointer(context, field.source.of), field) }
    case 'nested':
      return { [key]: listOf(reference(context.register.get(field.source.of).schemaName), field) }
    case 'ordered': {
      const row = pointer(context, field.of)
      return {
        [field.first]: { oneOf: [row, nobody(context, field.of)], deprecated: true, description: field.firstHelp },
        [key]: listOf(row, field),
      }
    }
    default:
      return { [key]: { ...leafSchema(context, field), ...marks(field) } }
  }
}

/** Members that are there whenever the object is: what a client must give, and what the register makes. */
export const requiredOf = (fields: Readonly<Record<string, AnyMember>>): string[] =>
  Object.entries(fields)
    .filter(([, { kind, presence }]) => kind !== 'variants' && presence !== 'optional')
    .map(([key]) => key)

export const memberProperties = (
  context: Context,
  members: Readonly<Record<string, AnyMember>>,
): Record<string, Schema> =>
  Object.assign({}, ...Object.entries(members).map(([key, field]) => propertiesOf(context, key, field)))

const membersSchema = (context: Context, members: Members): Schema =>
  objectSchema(memberProperties(context, members), requiredOf(members))

/** The object of one variant; it may have an identity that a client chooses. */
export const variantSchema = (context: Context, members: Members, identified: boolean): Schema => {
  const own = identified ? { uuid: IDENTITY.uuid } : {}
  return objectSchema({ ...own, ...memberProperties(context, members) }, requiredOf(members))
}
