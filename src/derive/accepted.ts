/** What is known of a body once it was read: its values, its faults, and what only the database can tell. */
import type { Fault } from '../model/fault.ts'
import type { Resource } from '../model/resource.ts'
import type { Sight } from './sight.ts'

/** A row that the body points at; becomes its key once the database was asked. */
export class Pointer {
  readonly to: string
  readonly uuid: string
  constructor(to: string, uuid: string) {
    this.to = to
    this.uuid = uuid
  }
}

/** What the database answered about this body. */
export interface Known {
  /** The key of the row with this uuid. */
  key(resource: string, uuid: string): string | undefined
  /** The value of a declared `must` of that row. */
  value(resource: string, uuid: string): string | undefined
  /** Whether another row than the one being changed has this number. */
  taken(path: string, value: string): boolean
}

/** A fault, or one that shows when the database has answered. */
export type Finding = Fault | ((known: Known) => Fault | undefined)

export interface Item {
  readonly accepted: Accepted
  readonly uuid: string | undefined
  readonly body: unknown
}

export interface Accepted {
  readonly resource: Resource
  /** By path. References are `Pointer`s still. */
  readonly values: Record<string, unknown>
  readonly given: ReadonlySet<string>
  readonly links: ReadonlyMap<string, readonly Pointer[] | null>
  readonly nested: ReadonlyMap<string, readonly Item[] | null>
  /** Numbers that may be taken: path and value. */
  readonly numbers: readonly (readonly [path: string, value: string])[]
  readonly findings: readonly Finding[]
  /** Every row that the body points at. */
  readonly pointers: readonly Pointer[]
  /** What the body holds of what is kept beside it. */
  readonly beside?: readonly string[]
  /** Paths of what is hidden and was sent back as it was shown: as a mask, or as nothing. It stays as it is stored. */
  readonly kept: ReadonlyMap<string, 'mask' | 'nothing'>
}

/** Which object a body is about. */
export interface About {
  /** The uuid of the object that is being changed. */
  readonly self?: string
  /** What that object holds: a PATCH is judged by the choices that it leaves as they are. */
  readonly stored?: Readonly<Record<string, unknown>>
  /** Whose body it is: what that one is not shown it sends back as nothing. */
  readonly sight?: Sight
  /** The body stands inside another, where a uuid points at an existing object. */
  readonly inside?: true
}

/** How the body is read: PUT and POST ask for what is required, PATCH does not. */
export type Mode = 'create' | 'replace' | 'change'

/** Which rows a body asks the database about: resource → uuids. */
export const pointersOf = ({ pointers }: Accepted): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>()
  for (const { to, uuid } of pointers) found.set(to, (found.get(to) ?? new Set()).add(uuid))
  return found
}

/** The faults, now that the database has answered. */
export const faultsOf = (accepted: Accepted, known: Known): Fault[] =>
  accepted.findings.flatMap((finding) => {
    const fault = typeof finding === 'function' ? finding(known) : finding
    return fault ? [fault] : []
  })

/** Writes the values over those of a row, every pointer as the key of what it points at. */
export const fillIn = (row: Record<string, unknown>, values: Readonly<Record<string, unknown>>, known: Known): void => {
  for (const path in values) {
    const value = values[path]
    row[path] = value instanceof Pointer ? (known.key(value.to, value.uuid) ?? null) : value
  }
}

/** Writes over the keys in a row the uuids by which the values pointed at them. */
export const nameAgain = (row: Record<string, unknown>, values: Readonly<Record<string, unknown>>): void => {
  for (const path in values) {
    const value = values[path]
    if (value instanceof Pointer) row[path] = value.uuid
  }
}

/** Nobody was asked: whatever a body points at is taken to exist, its uuid for its key, and no number to be taken. */
export const trusting: Known = { key: (_resource, uuid) => uuid, value: () => undefined, taken: () => false }
