/** A write as a transaction, and what the database has to say about it in words of the register. */
import { columnAt, columnsOf } from '../derive/columns.ts'
import { at, complaints, type Fault } from '../model/fault.ts'
import { onceFor, type Resource } from '../model/resource.ts'
import type { Transaction } from '../sql/database.ts'
import { isConflict, violatedReference, violatedUnique } from '../sql/errors.ts'
import type { Call, Engine } from './context.ts'
import { Refused } from './problem.ts'

/** Tries for a write that loses against another at the same moment. */
const TRIES = 5

/** The constraint on a number that the register makes, and on a flag that only one row may have. */
export const numberConstraints = onceFor((resource): string[] =>
  columnsOf(resource).flatMap(({ column, leaf }) =>
    leaf?.unique === 'auto' ? [`${resource.table}_${column}_key`] : [],
  ),
)

const isSole = ({ register }: Engine, constraint: string): boolean =>
  register.resources.some(
    (resource) =>
      resource.sole && constraint === `${resource.table}_${columnAt(resource, resource.sole.flag).column}_key`,
  )

const uniqueFault = (resource: Resource, constraint: string): Fault | undefined => {
  const rule = resource.rules?.find(({ unique }) => unique?.constraint === constraint)
  if (rule?.unique) return rule.unique.fault
  const column = columnsOf(resource).find(({ column }) => `${resource.table}_${column}_key` === constraint)
  return column && at(column.path, complaints.taken(resource.label, column.path))
}

const referenceFault = (engine: Engine, resource: Resource, constraint: string): Fault | undefined => {
  const column = columnsOf(resource).find(({ column }) => `${resource.table}_${column}_fkey` === constraint)
  return column?.to === undefined
    ? undefined
    : at(`${column.path}.uuid`, complaints.unknownObject(engine.register.get(column.to).model))
}

const faultOf = (engine: Engine, error: unknown): Fault | undefined => {
  const unique = violatedUnique(error)
  const reference = violatedReference(error)
  for (const resource of engine.register.resources) {
    const fault =
      (unique === undefined ? undefined : uniqueFault(resource, unique)) ??
      (reference === undefined ? undefined : referenceFault(engine, resource, reference))
    if (fault) return fault
  }
  return undefined
}

/**
 * Runs a write. What two writers do at once shows only in the database: a value taken between check and insert, a row
 * gone between look-up and insert. Both become the fault that the check would have found. Where nobody chose the value
 * (`isOurs` knows the constraint), or two writers locked each other out, it is tried again. Work that `isForeseen` asks
 * nothing at its first try.
 */
export const attempt = async <T>(
  engine: Engine,
  call: Call,
  isOurs: (constraint: string) => boolean,
  work: (tx: Transaction, tries: number) => Promise<T>,
  isForeseen = false,
): Promise<T> => {
  const { database } = engine
  for (let tries = 1; ; tries++) {
    try {
      const once = (tx: Transaction) => work(tx, tries)
      if (isForeseen && tries === 1 && !call.within) return await database.together(once, call.cancellation)
      return await (call.within ?? database).transaction(once, call.cancellation)
    } catch (error) {
      const constraint = violatedUnique(error) ?? violatedReference(error)
      const mayGo = constraint !== undefined && (isOurs(constraint) || isSole(engine, constraint))
      if (tries < TRIES && (mayGo || isConflict(error))) continue
      const fault = faultOf(engine, error)
      throw fault ? new Refused([fault]) : error
    }
  }
}

/** For writes whose values all come from the client. */
export const nothingIsOurs = (): boolean => false
