/** Objects inside another: what is wrong with them is told by their place in the list. */
import type { Fault } from '../model/fault.ts'
import type { Finding, Item } from './accepted.ts'
import { columnsOf } from './columns.ts'

/**
 * Objects of a list that others of the same list refer to by a uuid that the client chose: they need not exist yet, so
 * that a kvk-nummer and the vestiging under it can be made in one request (behaviour.md §7, 23).
 */
export const namedByOthers = (
  items: readonly Item[],
  of: string,
): { readonly of: string; readonly uuids: ReadonlySet<string> } => {
  const named = items.flatMap(({ accepted, uuid }) =>
    accepted.pointers.flatMap((pointer) => (pointer.to === of && pointer.uuid !== uuid ? [pointer.uuid] : [])),
  )
  return { of, uuids: new Set(items.flatMap(({ uuid }) => (uuid !== undefined && named.includes(uuid) ? [uuid] : []))) }
}

export const prefixed = (finding: Finding, prefix: string, fresh: ReturnType<typeof namedByOthers>): Finding => {
  const rename = (fault: Fault): Fault => ({ ...fault, name: `${prefix}.${fault.name}` })
  if (typeof finding !== 'function') return rename(finding)
  return (known) => {
    const toCome = (to: string, uuid: string) => (to === fresh.of && fresh.uuids.has(uuid) ? uuid : undefined)
    const fault = finding({ ...known, key: (to, uuid) => known.key(to, uuid) ?? toCome(to, uuid) })
    return fault && rename(fault)
  }
}

/** Faults of the whole object that need no database, for an object inside another. */
export const objectFaults = ({ accepted, uuid }: Item, prefix: string): Fault[] => {
  const { resource, values, given } = accepted
  const made = uuid === undefined ? columnsOf(resource).map(({ path, initial }) => [path, initial ?? null]) : []
  // What is hidden is not known here, and stays as it was judged before.
  const hidden = columnsOf(resource).filter(({ path }) => accepted.kept.has(path))
  const initial = hidden.map(({ path, initial }) => [path, initial ?? null])
  const after = { ...Object.fromEntries([...made, ...initial]), ...values }
  for (const { phase, needs, check } of resource.rules ?? []) {
    if (phase === 'saving' || Object.keys(needs).length > 0) continue
    const found = check({ action: 'create', given, before: undefined, after, key: undefined, facts: {} })
    if (found.length > 0) return found.map((fault) => ({ ...fault, name: `${prefix}.${fault.name}` }))
  }
  return []
}
