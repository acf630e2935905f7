/** What `KLANTCONTACT_WIJZIGEN` makes of PUT, PATCH and DELETE of a klantcontact and of what documents it. */
import {
  maySupplement,
  onlyTying,
  refuseClosed,
  refuseWithoutReason,
  reported,
  tieOf,
} from '../../features/acts/changing.ts'
import type { Resource } from '../../model/resource.ts'
import { change } from '../../operations/change.ts'
import type { Call, Meaning } from '../../operations/context.ts'
import type { Transaction } from '../../sql/database.ts'
import type { Surroundings } from './route.ts'
import { bodyOf, type Method, type Replacements, uuidOf } from './resource-routes.ts'

const ACTIONS = { PUT: 'replace', PATCH: 'change' } as const
const METHODS = ['PUT', 'PATCH', 'DELETE'] as const

const changing =
  (
    { engine }: Surroundings,
    resource: Resource,
    action: 'replace' | 'change',
    means: (call: Call, tx: Transaction) => Meaning,
  ): Method =>
  async (visit) => ({
    status: 200,
    body: await change(
      engine,
      visit.call,
      resource,
      uuidOf(visit),
      action,
      () => bodyOf(visit),
      (tx) => means(visit.call, tx),
    ),
    tagging: 'whole',
  })

/** Where the register is closed, only a tie is left. */
const closed = (surroundings: Surroundings, resource: Resource, method: (typeof METHODS)[number]): Method => {
  const tie = tieOf(resource)
  if (tie === undefined || method === 'DELETE') return async () => refuseClosed()
  return changing(surroundings, resource, ACTIONS[method], () => onlyTying(tie))
}

const withReason =
  (own: Method): Method =>
  async (visit) => {
    refuseWithoutReason(visit.call)
    return own(visit)
  }

export const changesOfReports = (surroundings: Surroundings): Replacements => {
  const { engine, acts } = surroundings
  const patch = changing(surroundings, engine.register.get('klantcontact'), 'change', (call, tx) =>
    maySupplement(engine, call, acts.windows, tx),
  )
  if (acts.changing === 'vrij') return { 'PATCH klantcontact': () => patch }
  return Object.fromEntries(
    reported(engine.register).flatMap((resource) =>
      METHODS.map((method) => {
        const key = `${method} ${resource.name}`
        if (acts.changing === 'gesloten') return [key, () => closed(surroundings, resource, method)]
        return [key, (own: Method) => withReason(key === 'PATCH klantcontact' ? patch : own)]
      }),
    ),
  )
}
