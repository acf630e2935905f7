/** Writes in the register as a client of the API would: with the same bodies, through the same operations. */

import type { Create, Patch, Resource } from '../../model/resource.ts'
import { systemCaller } from '../../operations/caller.ts'
import { change } from '../../operations/change.ts'
import { type Call, type Engine, placesAt } from '../../operations/context.ts'
import { create } from '../../operations/create.ts'

/** How a body refers to an object. */
export interface Ref {
  readonly uuid: string
}

export interface Pen {
  /** As POST. Throws `Refused`. */
  make<R extends Resource>(resource: R, body: Create<R>): Promise<Ref>
  /** As PATCH. Throws `Absent`, or `Refused`. */
  change<R extends Resource>(resource: R, object: Ref, body: Patch<R>): Promise<void>
}

/** Addresses in the answers, which nobody reads here: paths without a host. */
export const callOf = ({ register }: Engine): Call => ({
  places: placesAt(register, ({ path }) => `/${path}`),
  suffix: '',
  caller: systemCaller('demo'),
})

export const createPen = (engine: Engine): Pen => {
  const call = callOf(engine)
  return {
    make: async (resource, body) => {
      const { uuid } = await create(engine, call, resource, body)
      return { uuid }
    },
    change: async (resource, { uuid }, body) => {
      await change(engine, call, resource, uuid, 'change', () => body)
    },
  }
}
