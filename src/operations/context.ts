/** What every operation has at hand. */

import { detail } from '../derive/detail.ts'
import { placeSlot } from '../derive/object.ts'
import { type Expansion, rendering } from '../derive/rendering.ts'
import { grants } from '../derive/sight.ts'
import type { Register } from '../model/register.ts'
import type { Resource } from '../model/resource.ts'
import type { Values } from '../model/rule.ts'
import type { Right } from '../model/scopes.ts'
import type { Cancellation, Database, Transaction } from '../sql/database.ts'
import type { Inside } from '../sql/inside.ts'
import type { Shape, Sql, Statement } from '../sql/sql.ts'
import type { Caller } from './caller.ts'
import { Forbidden } from './problem.ts'
import type { Statements } from './statements.ts'
import type { Trail } from './trail.ts'

/** A row that an operation touched, whether asked for or brought about by it. */
export type Change = Made | Touched

/** A new row is named by its uuid: statements about it may be sent before its key is known. */
export interface Made {
  readonly action: 'create'
  readonly resource: Resource
  readonly uuid: string
}

export interface Touched {
  readonly action: 'replace' | 'change' | 'destroy'
  readonly resource: Resource
  readonly id: string
  /** Brought about by another change: taken along, let go, moved to another list. */
  readonly followed?: true
  /** The row as it was, where an existing one was changed by a body. */
  readonly before?: Values
  /** What the change means, where that is more than its action says. */
  readonly act?: Act
}

/** A contact that was reported is supplemented, corrected or disputed rather than changed. */
export type Act = 'supplement' | 'correct' | 'dispute'

/** What the change of a row means, now that it is known what it does. Throws where it may not be. */
export type Meaning = (id: string, before: Values, after: Values) => Promise<Act | undefined>

/**
 * What every change brings about, in the same transaction: history, an outbox. Plugged in by `app.ts`, for all
 * resources alike. A removed row is still there when its change is told. What a consequence writes with `tx.send` costs
 * no trip of its own. Of new rows it only sends: who makes them may share the transaction with others.
 */
export interface Consequence {
  (tx: Transaction, changes: readonly Change[], call: Call): Promise<void>
  /** Where it can be so: the statement that makes new rows writes about them too, and they are not told. */
  readonly alongside?: Alongside
}

export interface Alongside {
  /** Only about a row that is made alone: those that others are made with are not there yet for what refers to them. */
  readonly alone?: true
  /** Writes about new rows of a resource, which are found under this name. */
  write(resource: Resource, made: string): Sql
  /** The values of its slots. */
  values(call: Call): Readonly<Record<string, unknown>>
}

/** A transaction with the changes that were made in it, and on whose behalf. */
export interface Work {
  readonly tx: Transaction
  readonly changes: Change[]
  readonly call: Call
}

export interface Engine {
  readonly database: Database
  readonly register: Register
  readonly statements: Statements
  readonly consequences: readonly Consequence[]
  /** Whether the register makes numbers for objects that come without one. */
  readonly numbersAuto: boolean
  /** Statements also answer whom they are about, for the trail of a call. */
  readonly trailed?: boolean
  /** The least value that what is kept beside a row must have before it proves anything; undefined: none is asked for. */
  readonly proof?: Readonly<Record<string, string | undefined>>
}

/** A change on condition that its object still is what the caller last saw. */
export interface Expectation {
  readonly uuid: string
  /**
   * Told what the object is now, as the caller is shown it; undefined where it may not be. Throws where that will not do.
   */
  judge(shown: string | undefined): void
}

/** What one request adds to that. */
export interface Call {
  /**
   * The address of each collection with a slash behind it, in slots of the statements; and what else they need to know
   * of the caller.
   */
  readonly places: Readonly<Record<string, string>>
  /** Behind every address: `.json` or nothing. */
  readonly suffix: string
  readonly caller: Caller
  /** The request, as the log calls it. */
  readonly requestId?: string
  /** Why it is done, in the words of whoever does it. */
  readonly reason?: string
  /** Told when the answer holds what is secret to third parties, and does not say so itself. */
  readonly warn?: () => void
  /** Told what a feature keeps of the object that is answered: the name of the state, and its value. */
  readonly mark?: (state: string, value: string) => void
  /** Told whom the answer is about, where that is written down. */
  readonly trail?: Trail
  readonly cancellation?: Cancellation
  /** What is frozen is changed all the same: this decides on it. */
  readonly thaws?: true
  /** What the caller last saw of the object that the request names; absent where it did not say. */
  readonly expects?: Expectation
  /** The transaction that the whole request is in; else each operation has one of its own. */
  readonly within?: Inside
}

/** Tells every consequence what was changed. */
export const tell = async (
  { consequences }: Engine,
  { tx, call }: Pick<Work, 'tx' | 'call'>,
  changes: readonly Change[],
): Promise<void> => {
  if (changes.length === 0) return
  for (const consequence of consequences) await consequence(tx, changes, call)
}

/** Throws `Forbidden` where the caller may do this to nothing of the resource. */
export const demand = ({ caller, trail }: Call, right: Right, resource: Resource): void => {
  trail?.asked(resource)
  if (!grants(caller.sight, right, resource)) throw new Forbidden([`${resource.group}.${right}`])
}

/** Who changes an object is shown it, and so must be able to read as well. Throws as `demand`. */
export const demandChange = (call: Call, resource: Resource): void => {
  demand(call, 'lezen', resource)
  demand(call, 'schrijven', resource)
}

/** The address of each collection, as slots: made once for a host. */
export const placesAt = (register: Register, address: (resource: Resource) => string): Record<string, string> =>
  Object.fromEntries(register.resources.map((resource) => [placeSlot(resource), `${address(resource)}/`]))

const expansionKey = (expansion: Expansion): string =>
  Object.entries(expansion)
    .map(([field, inside]) => `${field}(${expansionKey(inside)})`)
    .sort()
    .join(',')

/** The statement that reads one object. */
export const detailShape = (
  engine: Engine,
  call: Call,
  resource: Resource,
  expansion: Expansion = {},
  seen = true,
): Shape => {
  const expands = Object.keys(expansion).length > 0
  const { sight } = call.caller
  const forWhom = sight.key === '' ? '' : `${sight.key} ${seen}`
  const key = `detail ${resource.name} ${call.suffix} ${expands ? expansionKey(expansion) : ''} ${forWhom}`
  return engine.statements.shape(key, expands || call.suffix ? 'asked' : 'own', () =>
    detail(rendering(engine.register, sight, call.suffix, [], { trailed: engine.trailed }), resource, expansion, seen),
  )
}

/** Reads back what the caller has just written. */
export const detailStatement = (engine: Engine, call: Call, resource: Resource, uuid: string): Statement =>
  detailShape(engine, call, resource, {}, false).with({ ...call.places, uuid })

export { expansionKey }
