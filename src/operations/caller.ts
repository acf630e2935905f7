/** On whose behalf an operation runs, and what that one may do. */
import { type Sight, sightOf } from '../derive/sight.ts'
import { ALL_RIGHTS, type Rights, rightsOf, type Scope } from '../model/scopes.ts'

/** A client of the API, a person or resident whom one speaks for, or the program itself. */
export interface Caller {
  /** `client`: a program that signs its tokens itself. `system`: a command or a task of the program. */
  readonly kind: 'token' | 'client' | 'person' | 'resident' | 'system'
  /** The identifier of the token, client or person, or what the program was doing. */
  readonly name: string
  /** The program that is used, as its token says. */
  readonly application: string
  /** Who uses a client, as it says itself: told to the log, never trusted. */
  readonly user: string | undefined
  readonly rights: Rights
  /** Works outside the municipality. */
  readonly extern: boolean
  /** The uuid of the actor that the caller is, if any. */
  readonly actor: string | undefined
  /** The uuids of the organisational units, actors too, to which the caller belongs. */
  readonly units: readonly string[]
  /** What statements and answers depend on. */
  readonly sight: Sight
  /** Values that its statements need, in slots; `undefined` when they need none. */
  readonly slots: Readonly<Record<string, string>> | undefined
}

export interface CallerOptions {
  readonly kind: Caller['kind']
  readonly name: string
  readonly scopes: Iterable<Scope>
  readonly application?: string
  readonly user?: string | undefined
  readonly extern?: boolean
  readonly actor?: string | undefined
  readonly units?: readonly string[]
}

export const callerOf = (options: CallerOptions): Caller => {
  const { kind, name, application = '', user, extern = false, actor, units = [] } = options
  const rights = rightsOf(options.scopes)
  const actors = actor === undefined ? units : [actor, ...units]
  const acts = actors.length > 0
  const slots = acts ? { 'caller:actors': `{${actors.join(',')}}` } : undefined
  const sight = sightOf({ rights, extern, acts })
  return Object.freeze({ kind, name, application, user, rights, extern, actor, units, sight, slots })
}

/** The program itself, which may do and see everything. `name`: what it is doing. */
export const systemCaller = (name: string): Caller => callerOf({ kind: 'system', name, scopes: ALL_RIGHTS })

/** Whether this caller may see what the register no longer shows: versions, and objects that are gone. */
export const maySeeHistory = ({ rights }: Caller): boolean => rights.has('historie')
