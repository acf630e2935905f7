/** The consequence of every change: it is written down, in the same transaction, that others must be told. */
import { announceFresh, announceMade, announceTouched, factsOf, type Kept } from '../../derive/announce.ts'
import type { Resource } from '../../model/resource.ts'
import type { Alongside, Call, Change, Consequence, Engine, Touched } from '../../operations/context.ts'
import { type Shape, type Sql, sql } from '../../sql/sql.ts'
import { behindOf } from './behind.ts'
import { LINKS, linkBefore, linkMade, linkTouched } from './zaak-link.ts'

/** What the receivers need beside who changed: nothing is kept that nobody shows. */
export interface Needs {
  /** Kenmerken for the Notificaties API. */
  readonly kenmerken: boolean
  /** Free text among them too. */
  readonly freeText: boolean
  /** Links between contacts and zaken. */
  readonly links: boolean
}

const NOTHING = sql`'{}'::jsonb`

const factsFor = (resource: Resource, { kenmerken, freeText, links }: Needs, isMade: boolean): Sql => {
  if (links && resource.name === LINKS) return isMade ? linkMade : linkTouched
  const { facts = [], free = [] } = resource.announced ?? {}
  return kenmerken && facts.length > 0
    ? factsOf(resource, freeText ? facts : facts.filter((field) => !free.includes(field)))
    : NOTHING
}

/** What one object went through in a transaction is told once: that it goes, else as the request asked for it. */
const once = (changes: readonly Touched[]): Touched[] => {
  const told = new Map<string, Touched>()
  for (const change of changes) {
    const known = told.get(change.id)
    if (!known || change.action === 'destroy' || (known.followed && !change.followed)) told.set(change.id, change)
  }
  return [...told.values()]
}

interface Group {
  readonly created: string[]
  readonly others: Touched[]
}

const grouped = (changes: readonly Change[]): Map<Resource, Group> => {
  const groups = new Map<Resource, Group>()
  for (const change of changes) {
    const group = groups.get(change.resource) ?? { created: [], others: [] }
    groups.set(change.resource, group)
    if (change.action === 'create') group.created.push(change.uuid)
    else group.others.push(change)
  }
  return groups
}

const before = (changes: readonly Touched[]): string =>
  JSON.stringify(Object.fromEntries(changes.flatMap(({ id, before }) => (before ? [[id, linkBefore(before)]] : []))))

/**
 * @param written is told that there is something to send, shortly before the transaction ends.
 */
export const announcing = (
  { register, statements }: Pick<Engine, 'register' | 'statements'>,
  needs: Needs,
  written: () => void,
): Consequence => {
  const kept = (resource: Resource, isMade: boolean): Kept => ({
    behind: behindOf(register, resource),
    facts: factsFor(resource, needs, isMade),
  })
  const made = (resource: Resource): Shape =>
    statements.shape(`announce made ${resource.name}`, 'own', () => announceMade(resource, kept(resource, true)))
  const touched = (resource: Resource): Shape =>
    statements.shape(`announce touched ${resource.name}`, 'own', () => announceTouched(resource, kept(resource, false)))

  const traced = ({ trail }: Call) => ({ traceparent: trail?.traceparent ?? null })

  const tell: Consequence = async (tx, changes, call) => {
    for (const [resource, { created, others }] of grouped(changes)) {
      // What features keep beside them is told by what it does to them.
      if (!register.resources.includes(resource)) continue
      if (created.length > 0) void tx.send(made(resource).with({ uuids: created, ...traced(call) }))
      const told = once(others)
      if (told.length === 0) continue
      const values = {
        ...traced(call),
        ids: told.map(({ id }) => id),
        actions: told.map(({ action, act }) => act ?? action),
        followed: told.map(({ followed }) => followed ?? false),
        before: resource.name === LINKS ? before(told) : '{}',
      }
      void tx.send(touched(resource).with(values))
    }
    written()
  }
  const alongside: Alongside = {
    alone: true,
    write: (resource, row) => announceFresh(resource, kept(resource, true), row),
    values: traced,
  }
  return Object.assign(tell, { alongside })
}
