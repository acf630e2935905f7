/** On whose behalf an operation runs, and what that one may do. */
import { type Sight, sightOf } from '../derive/sight.ts'
import type { Functie } from '../model/resident.ts'
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
  /** What a resident may do, who is identified well enough for it; of nobody else. */
  readonly functies?: ReadonlySet<Functie>
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

/**
 * The same caller where people see what is of their own units: a person, and a token that says of which units it is. Who
 * has the scope `organisatie` sees everything all the same.
 */
export const withinUnits = (caller: Caller): Caller => {
  const { kind, name, rights, extern, actor, units } = caller
  if (rights.has('organisatie') || (kind !== 'person' && units.length === 0)) return caller
  const acts = actor !== undefined || units.length > 0
  const slots = { ...caller.slots, 'caller:name': name, 'caller:kind': kind }
  return Object.freeze({ ...caller, sight: sightOf({ rights, extern, acts, range: 'units' }), slots })
}

export interface ResidentOptions {
  /** The portal that speaks for the resident. */
  readonly portal: string
  /** The uuid of the resident's own partij, if there is one: never a number that others know. */
  readonly name: string
  /** The uuid of the partij whose data it is about: the resident's, or that of whom it speaks for. */
  readonly partij: string | undefined
  readonly functies: readonly Functie[]
  /** Sees what is confidential too. */
  readonly confidential: boolean
}

/** Someone whose data it is. Works outside the municipality, and sees nothing but what is of one partij. */
export const residentCaller = (options: ResidentOptions): Caller => {
  const { portal: application, name, partij, functies, confidential } = options
  const scopes = FOR_RESIDENTS.filter((scope) => confidential || scope !== 'vertrouwelijk')
  const caller = callerOf({ kind: 'resident', name, scopes, application, extern: true })
  const sight = sightOf({ rights: caller.rights, extern: true, range: 'partij' })
  const slots = { 'caller:partijen': partij === undefined ? '{}' : `{${partij}}` }
  return Object.freeze({ ...caller, functies: new Set(functies), sight, slots })
}

/** What addresses take that residents may use; of whose rows is another matter. */
const FOR_RESIDENTS: readonly Scope[] = [
  'partijen.lezen',
  'partijen.schrijven',
  'partijen.verwijderen',
  'klantcontacten.lezen',
  'klantcontacten.betwisten',
  'taken.lezen',
  'actoren.lezen',
  'verwerkingen',
  'vertrouwelijk',
]

/** The program itself, which may do and see everything. `name`: what it is doing. */
export const systemCaller = (name: string): Caller => callerOf({ kind: 'system', name, scopes: ALL_RIGHTS })

/** Whether this caller may see what the register no longer shows: versions, and objects that are gone. */
export const maySeeHistory = ({ rights }: Caller): boolean => rights.has('historie')
