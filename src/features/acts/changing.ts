/**
 * How far a klantcontact, which documents something that happened, may be changed by anyone who may write: freely, with a
 * reason, or not at all but by the acts. What hangs on it goes with it: the resources that are declared `within` it and
 * opened by the same scopes. Tasks have a life of their own.
 */
import { columnAt } from '../../derive/columns.ts'
import { at } from '../../model/fault.ts'
import type { Register } from '../../model/register.ts'
import type { Resource } from '../../model/resource.ts'
import type { Values } from '../../model/rule.ts'
import type { Call, Engine, Meaning } from '../../operations/context.ts'
import { Forbidden, refuse } from '../../operations/problem.ts'
import type { Transaction } from '../../sql/database.ts'
import { situationOf } from './involved.ts'
import { isOpen, type Windows, windowFor } from './window.ts'

export type Changing = 'vrij' | 'reden' | 'gesloten'

const REPORT = 'klantcontact'

/** What may be tied where it is empty, also when all else is closed: who it was shows afterwards. */
const TIES: Readonly<Record<string, string>> = { betrokkene: 'wasPartij' }

/** The klantcontact, and what documents it. */
export const reported = (register: Register): Resource[] => {
  const report = register.get(REPORT)
  return register.resources.filter(
    (resource) =>
      resource === report ||
      (resource.group === report.group &&
        (resource.within ?? []).flat().some((path) => columnAt(resource, path).to === REPORT)),
  )
}

const CLOSED =
  'Een vastgelegd klantcontact, met wat erbij hoort, wordt in dit register niet gewijzigd of verwijderd. Gebruik aanvullen, corrigeren of betwisten.'

/** Throws `Forbidden`: the register is closed for this. */
export const refuseClosed = (): never => {
  throw new Forbidden([], CLOSED)
}

/** Throws `Refused` for a request that does not say why it is made. */
export const refuseWithoutReason = ({ reason }: Call): void =>
  refuse(
    reason === undefined
      ? [
          at('X-Audit-Toelichting', {
            code: 'required',
            reason: 'Geef in deze header waarom het klantcontact wijzigt.',
          }),
        ]
      : [],
  )

const changedPaths = (before: Values, after: Values): string[] =>
  Object.keys(after).filter((path) => before[path] !== after[path])

/** The reference of this resource that may be tied where it is empty, if any. */
export const tieOf = ({ name }: Resource): string | undefined => TIES[name]

/** Throws `Forbidden` for all but tying what was empty. */
export const onlyTying =
  (path: string): Meaning =>
  async (_id, before, after) => {
    const [changed, ...others] = changedPaths(before, after)
    if (changed !== path || others.length > 0 || before[path] !== null) refuseClosed()
    return undefined
  }

/** A change that only adds to `inhoud`, while the contact may be supplemented, supplements it. */
export const maySupplement =
  (engine: Engine, call: Call, windows: Windows, tx: Transaction): Meaning =>
  async (id, before, after) => {
    const [changed, ...others] = changedPaths(before, after)
    const adds = changed === 'inhoud' && String(after.inhoud).startsWith(String(before.inhoud))
    if (!adds || others.length > 0) return undefined
    const { registered, now } = await situationOf(engine, call.caller, tx, id)
    return isOpen(windowFor(windows, String(after.kanaal)), registered, now) ? 'supplement' : undefined
  }
