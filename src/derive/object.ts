/** The JSON of an object as SQL: one expression, whatever it includes. */
import type { Guard } from '../model/guard.ts'
import type { Ordered, Source } from '../model/kinds/collection.ts'
import type { Leaf } from '../model/kinds/field.ts'
import type { Members } from '../model/kinds/group.ts'
import type { Reference } from '../model/kinds/reference.ts'
import type { Variants } from '../model/kinds/variants.ts'
import { toColumn } from '../model/register.ts'
import { keptIn, type Resource } from '../model/resource.ts'
import { join, literal, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { columnAt, columnsOf } from './columns.ts'
import { type AnyMember, EMPTY, emptyLeaf, emptyMember, emptyMembers, NOTHING, object, pair } from './empty.ts'
import { boundsOf, isOwnersOnly } from './own.ts'
import type { Expansion, Fresh, Owner, Rendering } from './rendering.ts'
import { grants, has } from './sight.ts'
import { present } from './tables.ts'
import { andExisting, guardUp, holds, isWhole, type Place } from './veil.ts'

const freshAt = ({ fresh }: Rendering, alias: string): Fresh | undefined => fresh.find((one) => one.alias === alias)

/** The collection's own address comes as a value with each execution: never from statement text. */
export const placeSlot = (resource: Resource): string => `place:${resource.name}`

const address = ({ suffix }: Rendering, resource: Resource, uuid: Sql): Sql => {
  const text = sql`${slot(placeSlot(resource), 'text')} || ${uuid}::text`
  return suffix === '' ? text : sql`${text} || ${literal(suffix)}`
}

const identified = (render: Rendering, resource: Resource, uuid: Sql): Sql[] => [
  pair('uuid', uuid),
  pair('url', address(render, resource, uuid)),
]

const identity = (render: Rendering, resource: Resource, alias: string): Sql[] =>
  identified(render, resource, name(`${alias}.uuid`))

/** What is shown of a guarded value, or of a group of them. */
const guarded = (
  render: Rendering,
  resource: Resource,
  place: Place,
  guard: Guard | undefined,
  shown: Sql,
  empty: Sql,
): Sql => {
  if (!guard || has(render.sight, guard.scope)) return shown
  const instead = guard.mask === undefined ? empty : literal(guard.mask)
  if (!guard.when) return instead
  return sql`case when ${guardUp(render, resource, place, guard)} then ${instead} else ${shown} end`
}

/** What is only shown of the caller's own rows, where this row may be another's. */
const ofOwner = (render: Rendering, resource: Resource, { alias, column }: Place, shown: Sql, empty: Sql): Sql => {
  const whole = isOwnersOnly(render.sight, resource, column) ? isWhole(render, resource, alias) : undefined
  return whole ? sql`case when ${whole} then ${shown} else ${empty} end` : shown
}

const leafOf = (render: Rendering, resource: Resource, field: Leaf, place: Place): Sql =>
  guarded(render, resource, place, field.guard, field.read(name(`${place.alias}.${place.column}`)), emptyLeaf(field))

interface Linked {
  /** Where the rows are that a row points at, to stand before an alias. */
  readonly rows: Sql
  /** What else must hold of them, beginning with `and`. */
  readonly exists: Sql
}

/** Rows that are pointed at; for some callers others stand in for them, under their key. */
const linked = (render: Rendering, target: Resource, inner: string): Linked => {
  const { standIn } = target
  const rows = render.tables.rows(target)
  if (render.sight.range !== 'partij' || !standIn) return { rows, exists: andExisting(render, target, inner) }
  const [row, other] = [render.alias(), render.alias()]
  const is = holds(render, target, row, '', standIn.unless)
  const by = name(`${row}.${columnAt(target, standIn.by).column}`)
  const columns = ['uuid', ...columnsOf(target).map(({ column }) => column)].map((column) => name(`${other}.${column}`))
  const shown = sql`select ${name(`${row}.id`)}, ${join(columns, ', ')} from ${rows} ${name(row)} join ${rows} ${name(other)} on ${name(`${other}.id`)} = case when ${is} then ${name(`${row}.id`)} else ${by} end`
  return { rows: sql`(${shown})`, exists: sql`` }
}

const pathIn = (render: Rendering, resource: Resource, alias: string, path: string): Sql => {
  const [head = '', ...rest] = path.split('.')
  const field = resource.fields[head]
  if (field?.kind === 'reference') {
    const target = render.register.get(field.to)
    const inner = render.alias()
    if (!grants(render.sight, 'lezen', target)) return raw('null')
    const { rows, exists } = linked(render, target, inner)
    const from = sql`${rows} ${name(inner)}`
    const where = sql`${name(`${inner}.id`)} = ${name(`${alias}.${toColumn(head)}_id`)}${exists}`
    return sql`(select ${pathIn(render, target, inner, rest.join('.'))} from ${from} where ${where})`
  }
  if (!field || !('leaf' in field)) throw new Error(`${resource.name} shows no ${path}`)
  // Of what a pointer leads to no more than the pointer, without the scope of its group.
  if (!grants(render.sight, 'lezen', resource)) return emptyLeaf(field)
  const place = { alias, prefix: '', column: toColumn(head) }
  return ofOwner(render, resource, place, leafOf(render, resource, field, place), emptyLeaf(field))
}

const shown = (
  render: Rendering,
  resource: Resource,
  alias: string,
  shows: Readonly<Record<string, string>> = {},
): Sql =>
  object([
    ...identity(render, resource, alias),
    ...Object.entries(shows).map(([key, path]) => pair(key, pathIn(render, resource, alias, path))),
  ])

/** What a new row refers to, without reading it. */
const given = (render: Rendering, { to }: Reference, uuid: Sql): Sql =>
  sql`case when ${uuid} is not null then ${object(identified(render, render.register.get(to), uuid))} end`

const referred = (
  render: Rendering,
  field: Reference,
  column: string,
  show: (to: Resource, alias: string) => Sql,
  isPart = false,
): Sql => {
  const target = render.register.get(field.to)
  const inner = render.alias()
  const { rows, exists } = linked(render, target, inner)
  return sql`(select ${show(target, inner)} from ${rows} ${name(inner)} where ${name(`${inner}.id`)} = ${name(column)}${isPart ? sql`` : exists})`
}

/** What a row is part of is there when the row is, for who sees no more than its own and is asked that of every row. */
const isPartOf = ({ sight, tables }: Rendering, { within = [] }: Resource, key: string): boolean =>
  sight.range !== 'all' && tables === present && within.includes(key)

/** The rows of a source that were made together with their owner; of others there are none. */
const madeWith = (
  { fresh }: Rendering,
  { of, by, through }: Source,
  owner: string,
  show: (of: Resource, alias: string) => Sql,
): Sql => {
  const members = fresh.filter(
    (one) => through === undefined && one.resource.name === of && one.owner?.by === by && one.owner.alias === owner,
  )
  if (members.length === 0) return EMPTY
  return sql`json_build_array(${join(
    members.map(({ resource, alias }) => show(resource, alias)),
    ', ',
  )})`
}

/** The rows of a source, as one JSON array, oldest first. */
const gathered = (
  render: Rendering,
  source: Source,
  owner: Omit<Owner, 'by'>,
  show: (of: Resource, alias: string) => Sql,
): Sql => {
  if (freshAt(render, owner.alias)) return madeWith(render, source, owner.alias, show)
  const of = render.register.get(source.of)
  if (!grants(render.sight, 'lezen', of)) return EMPTY
  const inner = render.alias()
  if (source.through === undefined) render.owners.set(inner, { ...owner, by: source.by })
  const rows = (from: Sql, holder: string, exists: Sql): Sql =>
    sql`array_to_json(array(select ${show(of, inner)} from ${from} where ${name(`${holder}.${toColumn(source.by)}_id`)} = ${name(`${owner.alias}.id`)}${exists} order by ${name(`${holder}.id`)}))`
  if (source.through === undefined) {
    const exists = andExisting(render, of, inner, source.by, render.standings.get(owner.alias))
    return rows(sql`${render.tables.rows(of)} ${name(inner)}`, inner, exists)
  }
  const [holderName = '', field = ''] = source.through.split('.')
  const holder = render.alias()
  const held = render.register.get(holderName)
  const on = sql`${name(`${inner}.id`)} = ${name(`${holder}.${toColumn(field)}_id`)}`
  const far = linked(render, of, inner)
  const exists = sql`${far.exists}${andExisting(render, held, holder, source.by, render.standings.get(owner.alias))}`
  return rows(sql`${render.tables.rows(held)} ${name(holder)} join ${far.rows} ${name(inner)} on ${on}`, holder, exists)
}

const orderedRows = (render: Rendering, field: Ordered, owner: string, resource: Resource, first: boolean): Sql => {
  const of = render.register.get(field.of)
  const [between, inner] = [render.alias(), render.alias()]
  const { rows, exists } = linked(render, of, inner)
  const from = sql`${render.tables.list(resource, field, owner)} ${name(between)} join ${rows} ${name(inner)} on ${name(`${inner}.id`)} = ${name(`${between}.${toColumn(field.of)}_id`)} where ${name(`${between}.${resource.table}_id`)} = ${name(`${owner}.id`)}${exists}`
  const link = shown(render, of, inner)
  return first
    ? sql`coalesce((select ${link} from ${from} order by ${name(`${between}.id`)} limit 1), ${NOTHING})`
    : sql`array_to_json(array(select ${link} from ${from} order by ${name(`${between}.id`)}))`
}

const variant = (render: Rendering, resource: Resource, alias: string, field: Variants): Sql => {
  const by = name(`${alias}.${toColumn(field.by)}`)
  const cases = Object.entries(field.variants).map(([kind, { members, identified }]) => {
    const own = identified ? [pair('uuid', name(`${alias}.${kind}_uuid`))] : []
    const is = sql`${by} = ${literal(kind)} and ${name(`${alias}.is_${kind}`)}`
    return sql`when ${is} then ${object([...own, ...membersOf(render, resource, alias, members, `${kind}_`)])}`
  })
  return sql`case ${join(cases, ' ')} end`
}

const memberOf = (
  render: Rendering,
  resource: Resource,
  alias: string,
  key: string,
  field: AnyMember,
  prefix: string,
): Sql[] => {
  const column = `${alias}.${prefix}${toColumn(key)}`
  const place = { alias, prefix, column: `${prefix}${toColumn(key)}` }
  if (render.bare && (field.kind === 'collection' || field.kind === 'links' || field.kind === 'nested')) return []
  switch (field.kind) {
    case 'reference': {
      const shows = render.bare ? undefined : field.options.shows
      const owner = render.owners.get(alias)
      if (owner?.by === key && prefix === '') return [pair(key, shown(render, owner.resource, owner.alias, shows))]
      const made = freshAt(render, alias)
      if (made && prefix === '' && !shows) return [pair(key, given(render, field, made.uuidAt(key)))]
      const show = (to: Resource, inner: string) => shown(render, to, inner, shows)
      return [pair(key, referred(render, field, `${column}_id`, show, isPartOf(render, resource, key)))]
    }
    case 'group': {
      const { members, guard } = field
      const shown = object(membersOf(render, resource, alias, members, `${prefix}${toColumn(key)}_`))
      if (!guard) return [pair(key, shown)]
      return [pair(key, guarded(render, resource, place, guard, shown, object(emptyMembers(members))))]
    }
    case 'variants':
      return [pair(key, variant(render, resource, alias, field))]
    case 'derived': {
      if (render.bare) return []
      const { from, expression } = field
      const columns = from.map((path) => name(`${alias}.${prefix}${toColumn(path)}`))
      return [pair(key, expression(columns))]
    }
    case 'collection': {
      const { source, options } = field
      const show = (of: Resource, inner: string) =>
        options.shows === 'whole' ? objectOf(render, of, inner) : shown(render, of, inner, options.shows)
      return [pair(key, gathered(render, source, { resource, alias }, show))]
    }
    case 'links':
      return [
        pair(
          key,
          gathered(render, field.source, { resource, alias }, (of, inner) => shown(render, of, inner)),
        ),
      ]
    case 'nested':
      return [
        pair(
          key,
          gathered(render, field.source, { resource, alias }, (of, inner) => objectOf(render, of, inner)),
        ),
      ]
    case 'ordered': {
      const list = field
      if (freshAt(render, alias)) return [pair(list.first, NOTHING), pair(key, EMPTY)]
      const whole = pair(key, orderedRows(render, list, alias, resource, false))
      return render.bare ? [whole] : [pair(list.first, orderedRows(render, list, alias, resource, true)), whole]
    }
    default:
      return [pair(key, leafOf(render, resource, field, place))]
  }
}

const membersOf = (
  render: Rendering,
  resource: Resource,
  alias: string,
  members: Readonly<Record<string, AnyMember>>,
  prefix: string,
): Sql[] => Object.entries(members).flatMap(([key, field]) => memberOf(render, resource, alias, key, field, prefix))

/** A group of columns, on its own. */
export const groupOf = (render: Rendering, resource: Resource, alias: string, members: Members, prefix: string): Sql =>
  object(membersOf(render, resource, alias, members, prefix))

/** Where only a part of the row is shown, nothing is included of the rest. */
const included = (render: Rendering, resource: Resource, alias: string, expansion: Expansion, part?: Part): Sql => {
  const pairs = Object.keys(resource.fields)
    .filter((key) => Object.hasOwn(expansion, key))
    .map((key) => {
      const field = resource.fields[key]
      const inside = expansion[key] ?? {}
      const show = (of: Resource, inner: string) => objectOf(render, of, inner, inside)
      const isOut = part !== undefined && !part.includes(key)
      if (field?.kind === 'reference') {
        if (isOut || !grants(render.sight, 'lezen', render.register.get(field.to))) return pair(key, raw('null'))
        return pair(key, referred(render, field, `${alias}.${toColumn(key)}_id`, show, isPartOf(render, resource, key)))
      }
      if (!field || !('source' in field)) throw new Error(`${resource.name} cannot include ${key}`)
      return pair(key, isOut ? EMPTY : gathered(render, field.source, { resource, alias }, show))
    })
  return object(pairs)
}

/** The fields that are shown of a row that is not the caller's own. */
type Part = readonly string[]

const bodyOf = (
  render: Rendering,
  resource: Resource,
  alias: string,
  expansion: Expansion,
  always: boolean,
  part?: Part,
): Sql => {
  const members = part
    ? Object.entries(resource.fields).flatMap(([key, field]) =>
        part.includes(key) ? memberOf(render, resource, alias, key, field, '') : emptyMember(key, field),
      )
    : membersOf(render, resource, alias, resource.fields, '')
  const pairs = [...identity(render, resource, alias), ...members]
  const expands = always || Object.keys(expansion).length > 0
  return object(expands ? [...pairs, pair('_expand', included(render, resource, alias, expansion, part))] : pairs)
}

/**
 * A complete object. With an expansion it ends in `_expand`; `always` shows that member also when nothing is included,
 * as lists do (behaviour.md §3.5). What is not the caller's own is shown in part.
 */
export const objectOf = (
  render: Rendering,
  resource: Resource,
  alias: string,
  expansion: Expansion = {},
  always = false,
): Sql => {
  const { others } = boundsOf(render.sight, resource) ?? {}
  // Who makes a row is shown it.
  const whole = others && !freshAt(render, alias) ? isWhole(render, resource, alias) : undefined
  const body = (part?: Part): Sql => {
    if (whole) render.standings.set(alias, part ? 'part' : 'whole')
    return bodyOf(render, resource, alias, expansion, always, part)
  }
  return whole ? sql`case when ${whole} then ${body()} else ${body(others)} end` : body()
}

/** What a row holds, also beside its body; without its identity. */
export const fieldsOf = (render: Rendering, resource: Resource, alias: string): Sql =>
  object(membersOf(render, resource, alias, keptIn(resource), ''))
