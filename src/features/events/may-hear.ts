/** What a receiver may know of: the one place that decides. */
import type { Event } from './event.ts'

/** The scopes that a receiver can have. */
export const SCOPES = ['vertrouwelijk'] as const
export type Scope = (typeof SCOPES)[number]

/** A receiver without `vertrouwelijk` hears nothing of confidential contacts, nor of what belongs to them. */
export const mayHear = (scopes: readonly Scope[], { confidential }: Pick<Event, 'confidential'>): boolean =>
  !confidential || scopes.includes('vertrouwelijk')
