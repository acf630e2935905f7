/** What is kept beside the body of a row, as its declaration says it. */
import type { Resource } from '../model/resource.ts'
import { columnsOf } from './columns.ts'

const kept = new WeakMap<Resource, Map<string, Resource>>()

/** It as if it were a resource of its own, to read bodies by. */
export const besideOf = (resource: Resource, key: string): Resource => {
  const known = kept.get(resource) ?? new Map<string, Resource>()
  kept.set(resource, known)
  const before = known.get(key)
  if (before) return before
  const declared = resource.beside?.[key]
  if (!declared) throw new Error(`${resource.name} keeps no ${key}`)
  const { api, group, path, model, label, tag, table } = resource
  const { members, options } = declared.group
  const own = { api, group, path, model, label, tag, table, name: `${resource.name}.${key}`, help: declared.help }
  const made: Resource = { ...own, schemaName: options.schemaName, fields: members }
  known.set(key, made)
  return made
}

/** Its columns, with the paths under which its members stand in a body of it. */
export const columnsIn = (resource: Resource, key: string) =>
  columnsOf(resource)
    .filter(({ beside }) => beside === key)
    .map((column) => ({ ...column, own: column.path.slice(key.length + 1) }))

/** The values of what is not there, by path of a body. */
export const besideNothing = (resource: Resource, key: string): Record<string, null> =>
  Object.fromEntries(columnsIn(resource, key).map(({ own }) => [own, null]))

/** The columns of several of them, under their own paths. */
export const besideColumns = (resource: Resource, keys: readonly string[]) =>
  columnsOf(resource).filter(({ beside }) => beside !== undefined && keys.includes(beside))
