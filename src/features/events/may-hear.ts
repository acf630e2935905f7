/** What a receiver may know of: the one place that decides. */
import type { Resource } from '../../model/resource.ts'
import { GROUPS, type Scope, type ScopeGroup } from '../../model/scopes.ts'
import type { Event } from './event.ts'

const readingOf = (group: ScopeGroup): Scope => `${group}.lezen`
const READING = (Object.keys(GROUPS) as ScopeGroup[]).map(readingOf)

/** The scopes of a receiver. Where none of them is about reading a group, it hears of all groups. */
export const scopesOf = (given: readonly Scope[]): ReadonlySet<string> =>
  new Set<Scope>(given.some((scope) => READING.includes(scope)) ? given : [...given, ...READING])

/**
 * A receiver hears of what it could read: of the groups that it reads, and of what is behind a veil with its scope only. Of
 * the values that other scopes open, a BSN or a note, an own event holds none.
 */
export const mayHear = (
  scopes: ReadonlySet<string>,
  { group }: Pick<Resource, 'group'>,
  { behind }: Pick<Event, 'behind'>,
): boolean => scopes.has(readingOf(group)) && behind.every((scope) => scopes.has(scope))
