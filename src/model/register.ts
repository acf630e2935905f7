/** All resources together: names resolved, mistakes in declarations found at start. */
import type { Source } from './kinds/collection.ts'
import type { Members } from './kinds/group.ts'
import type { OnRemoval } from './kinds/reference.ts'
import { type AnyField, keptIn, type Resource } from './resource.ts'

/** A reference somewhere in a resource: where it stands, its column, and what removal of its target does. */
export interface Referrer {
  readonly resource: Resource
  readonly path: string
  readonly column: string
  readonly onRemoval: OnRemoval
}

export interface Register {
  readonly resources: readonly Resource[]
  /** What has a history: the resources, and the records of features. */
  readonly remembered: readonly Resource[]
  get(name: string): Resource
  /** The references that point at rows of this resource. */
  referrers(name: string): readonly Referrer[]
}

export const toColumn = (path: string): string =>
  path.replaceAll('.', '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

interface Place {
  readonly path: string
  readonly prefix: string
}

export type Visit = (
  place: Place & { readonly column: string },
  field: AnyField | Members[string],
  variant?: string,
) => void

/** Visits every field that is a column or a member of one, groups and variants opened, in the order declared. */
export const visitFields = (
  fields: Readonly<Record<string, AnyField | Members[string]>>,
  visit: Visit,
  within: Place = { path: '', prefix: '' },
  variant?: string,
): void => {
  for (const [name, field] of Object.entries(fields)) {
    const path = within.path === '' ? name : `${within.path}.${name}`
    const column = within.prefix + toColumn(name)
    visit({ path, prefix: within.prefix, column }, field, variant)
    if (field.kind === 'group') {
      visitFields(field.members, visit, { path, prefix: `${column}_` }, variant)
    } else if (field.kind === 'variants') {
      for (const [kind, { members }] of Object.entries(field.variants)) {
        visitFields(members, visit, { path: `${path}.${kind}`, prefix: `${kind}_` }, `${path}.${kind}`)
      }
    }
  }
}

const referencesOf = (resource: Resource): (Referrer & { readonly to: string })[] => {
  const found: (Referrer & { to: string })[] = []
  visitFields(keptIn(resource), ({ path, column }, field) => {
    if (field.kind !== 'reference') return
    const { to, options } = field
    found.push({ resource, path, column: `${column}_id`, onRemoval: options.onRemoval, to })
  })
  return found
}

const sourcesOf = (resource: Resource): Source[] =>
  Object.values(resource.fields).flatMap((field) => ('source' in field ? [field.source] : []))

/** `records`: what features keep in tables of their own. Resolves the names in these declarations. Throws an error that names the declaration which is wrong. */
export const register = (resources: readonly Resource[], records: readonly Resource[] = []): Register => {
  const remembered = [...resources, ...records]
  const byName = new Map(remembered.map((resource) => [resource.name, resource]))
  const get = (name: string): Resource => {
    const found = byName.get(name)
    if (!found) throw new Error(`no resource is called ${name}`)
    return found
  }
  const referrers = new Map<string, Referrer[]>(resources.map(({ name }) => [name, []]))
  for (const resource of resources) {
    for (const { to, ...referrer } of referencesOf(resource)) {
      const list = referrers.get(to)
      if (!list) throw new Error(`${resource.name}.${referrer.path} refers to ${to}, which is no resource`)
      list.push(referrer)
    }
    for (const source of sourcesOf(resource)) {
      const holder = get(source.through?.split('.')[0] ?? source.of)
      if (holder.fields[source.by]?.kind !== 'reference') throw new Error(`${holder.name}.${source.by} is no reference`)
      get(source.of)
    }
  }
  return { resources, remembered, get, referrers: (name) => referrers.get(name) ?? [] }
}
