/** Why an operation did not happen, in words of the register; a face gives them their status and wording. */
import type { Fault } from '../model/fault.ts'
import type { Scope } from '../model/scopes.ts'

export class Refused extends Error {
  readonly faults: readonly Fault[]
  constructor(faults: readonly Fault[]) {
    super('the input was refused')
    this.name = 'Refused'
    this.faults = faults
  }
}

/** What is not there. `history`: the register does not know what was there then. */
export type Missing = 'object' | 'page' | 'history'

/** There is no such object, or not such a page, or no memory of it. */
export class Absent extends Error {
  readonly what: Missing
  constructor(what: Missing = 'object') {
    super(`no such ${what}`)
    this.name = 'Absent'
    this.what = what
  }
}

/** The caller may not do this at all, or not to this object. */
export class Forbidden extends Error {
  /** The scopes that it takes. */
  readonly scopes: readonly Scope[]
  /** Why, where that is more than a scope that is lacking. */
  readonly reason: string | undefined
  constructor(scopes: readonly Scope[], reason?: string) {
    super(reason ?? `it takes ${scopes.join(', ')}`)
    this.name = 'Forbidden'
    this.scopes = scopes
    this.reason = reason
  }
}

/** Throws `Forbidden` for a row that is frozen: the reason is a text. */
export const refuseFrozen = (reason: unknown): void => {
  if (typeof reason === 'string') throw new Forbidden([], reason)
}

export const refuse = (faults: readonly Fault[]): void => {
  if (faults.length > 0) throw new Refused(faults)
}
