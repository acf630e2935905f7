/**
 * Whom an answer is about, as SQL beside its JSON: the people and organisations to whom the rows that it shows belong. A
 * person is named by table and key: `partij:12`. `peopleIn` reads what the statements answer, in which names may occur more
 * than once, between whatever PostgreSQL puts around them.
 */
import { onceFor, type Resource } from '../model/resource.ts'
import { join, literal, name, raw, type Sql, slot, sql } from '../sql/sql.ts'
import { follow, type Passing, type Searching, type Step } from './path.ts'
import type { Expansion, Rendering } from './rendering.ts'
import { keysOf, versions } from './tables.ts'
import { passing } from './veil.ts'
import { versionTable } from './versions.ts'

/** The names in an answer. */
export const peopleIn = (found: string): string[] => found.match(/[a-z_]+:\d+/g) ?? []

/** The rows of such a resource are about people, whether or not it is known who. */
export const isAboutPeople = onceFor(({ person, about = [] }): boolean => person === true || about.length > 0)

const itself = ({ table }: Resource, key: Sql): Sql => sql`${literal(`${table}:`)} || ${key}`

/** One text of several that may be null; null when all are. */
const together = (texts: readonly Sql[]): Sql => {
  const [only] = texts
  if (!only) return raw('null')
  return texts.length === 1 ? only : sql`nullif(concat_ws(',', ${join(texts, ', ')}), '')`
}

/** What a query says of each row, as one text. An array is quicker to make than an aggregate. */
const each = (query: Sql): Sql => sql`array(${query})::text`

/** What a query says of the row with a key. Of that there is one now, but many among the versions. */
const ofOne = ({ tables }: Searching, query: Sql): Sql => (tables === versions ? each(query) : sql`(${query})`)

/** What `asks` says of the rows at the end of these steps, together; `more`: what else must hold of each row passed. */
const atEnd = (
  view: Searching,
  [step, ...rest]: readonly Step[],
  alias: string,
  asks: (alias: string) => Sql,
  more: Passing,
): Sql => {
  if (!step) return asks(alias)
  const inner = view.alias()
  const found = (alias: string) => atEnd(view, rest, alias, asks, more)
  if (step.kind === 'reference') {
    const from = sql`${view.tables.rows(step.to)} ${name(inner)}`
    const row = sql`select ${found(inner)} from ${from} where ${name(`${inner}.id`)} = ${name(`${alias}.${step.column}`)}${more(step.to, inner)}`
    return ofOne(view, row)
  }
  const rows = sql`${view.tables.rows(step.of)} ${name(inner)}`
  if (step.kind === 'rows') {
    return each(
      sql`select ${found(inner)} from ${rows} where ${name(`${inner}.${step.column}`)} = ${name(`${alias}.id`)}${more(step.of, inner)}`,
    )
  }
  const between = view.alias()
  const on = sql`${name(`${inner}.id`)} = ${name(`${between}.${step.far}`)}`
  const held = step.holder ? more(step.holder, between) : raw('')
  return each(
    sql`select ${found(inner)} from ${step.rows(view.tables, alias)} ${name(between)} join ${rows} on ${on} where ${name(`${between}.${step.column}`)} = ${name(`${alias}.id`)}${held}${more(step.of, inner)}`,
  )
}

/** Whom the row with this key is about, without reading it where its key is enough. */
const ofKey = (view: Searching, resource: Resource, key: Sql): Sql => {
  const { person, about = [] } = resource
  if (person && about.length === 0) return itself(resource, key)
  const lists = about.map((path) => follow(view.register, resource, path).steps)
  if (!person && lists.every(([step, ...rest]) => step?.kind === 'rows' && rest.length === 0)) {
    return together(lists.map(([step]) => (step?.kind === 'rows' ? ofRows(view, step, key) : raw('null'))))
  }
  const inner = view.alias()
  const row = sql`select ${ofRow(view, resource, inner)} from ${view.tables.rows(resource)} ${name(inner)} where ${name(`${inner}.id`)} = ${key}`
  return ofOne(view, row)
}

const ofRows = (view: Searching, { of, column }: Extract<Step, { kind: 'rows' }>, key: Sql): Sql => {
  const inner = view.alias()
  return each(
    sql`select ${ofRow(view, of, inner)} from ${view.tables.rows(of)} ${name(inner)} where ${name(`${inner}.${column}`)} = ${key}`,
  )
}

/** The same for the row under an alias. `alone`: nothing refers to it yet. */
const ofRow = (view: Searching, resource: Resource, alias: string, alone = false): Sql => {
  const { person, about = [] } = resource
  const found = about.flatMap((path) => {
    const { steps } = follow(view.register, resource, path)
    const [step] = steps
    if (!step || steps.length > 1 || step.kind === 'between')
      throw new Error(`${resource.name} is about too far a ${path}`)
    if (step.kind === 'reference') return ofKey(view, step.to, name(`${alias}.${step.column}`))
    return alone ? [] : ofRows(view, step, name(`${alias}.id`))
  })
  if (!person) return together(found)
  const own = itself(resource, name(`${alias}.id`))
  return found.length === 0 ? own : sql`coalesce(${together(found)}, ${own})`
}

/** What belongs to a row is about the same people as that, and so are the rows that say who those are. */
const isAboutTheSame = (view: Searching, resource: Resource, key: string): boolean => {
  const field = resource.fields[key]
  if (resource.about?.includes(key)) return true
  if (!field || !('source' in field) || field.source.through !== undefined) return false
  const { person, about = [] } = view.register.get(field.source.of)
  return !person && about.length === 1 && about[0] === field.source.by
}

/** Of an object with what it includes; each a text, or null. */
const ofObject = (
  render: Rendering,
  resource: Resource,
  alias: string,
  expansion: Expansion,
  isKnown = false,
): Sql[] => {
  const own = isAboutPeople(resource) && !isKnown ? [ofRow(render, resource, alias)] : []
  const included = Object.entries(expansion).flatMap(([key, inside]) => {
    const { steps, end } = follow(render.register, resource, key)
    const same = isAboutTheSame(render, resource, key)
    if (ofObject(render, end, alias, inside, same).length === 0) return []
    const asks = (at: string) => together(ofObject(render, end, at, inside, same))
    return [atEnd(render, steps, alias, asks, passing(render))]
  })
  return [...own, ...included]
}

const column = (text: Sql): Sql => sql`, ${text} as about`

/** Behind the columns of a statement that shows one object: `about`; nothing where nobody asks. */
export const about = (render: Rendering, resource: Resource, alias: string, expansion: Expansion = {}): Sql => {
  if (!render.trailed) return raw('')
  const found = ofObject(render, resource, alias, expansion)
  return found.length === 0 ? raw('') : column(together(found))
}

/** The same for all objects of a page. */
export const aboutAll = (render: Rendering, resource: Resource, alias: string, expansion: Expansion = {}): Sql => {
  if (!render.trailed) return raw('')
  const found = ofObject(render, resource, alias, expansion)
  return found.length === 0 ? raw('') : column(sql`string_agg(${together(found)}, ',')`)
}

/** The same for rows that the statement makes. */
export const aboutMade = (render: Rendering): Sql => {
  const made = render.fresh.filter(({ resource }) => render.trailed && isAboutPeople(resource))
  return made.length === 0
    ? raw('')
    : column(together(made.map(({ resource, alias }) => ofRow(render, resource, alias, true))))
}

/** The same for every version that is shown, whoever it was about then. */
export const aboutVersions = (render: Rendering, resource: Resource, alias: string): Sql =>
  aboutAll({ ...render, tables: versions }, resource, alias)

/** Whom these rows are about: `about`. Slot: `ids`. Only for resources that are about people. */
export const aboutRows = (view: Searching, resource: Resource): Sql =>
  sql`select string_agg(${ofRow(view, resource, 'r')}, ',') as about from ${name(resource.table)} r where r.id = any(${slot('ids', 'bigint[]')})`

/** The same for one row that is read to be changed. */
export const aboutStored = (view: Searching, resource: Resource): Sql =>
  isAboutPeople(resource) ? column(ofRow(view, resource, resource.table)) : raw('')

/** Whom an object is about, or was. Slot: `uuid`. Answers one row: `about`; and `versions`, 0 for what never was. */
export const aboutEver = (view: Searching, resource: Resource): Sql => {
  const then = { ...view, tables: versions }
  const about = isAboutPeople(resource) ? column(sql`string_agg(${ofRow(then, resource, 'v')}, ',')`) : raw('')
  const keys = keysOf(resource, slot('uuid', 'uuid'))
  return sql`select count(*)::int as versions${about} from ${name(versionTable(resource))} v where v.id in (${keys})`
}
