import { randomUUID } from 'node:crypto'
import { accept } from '../derive/accept.ts'
import type { Resource } from '../model/resource.ts'
import { attempt, numberConstraints } from './attempt.ts'
import { type Call, demand, detailStatement, type Engine, type Work } from './context.ts'
import { finish } from './finish.ts'
import { foreseenAlone, insertRow, isAlone, numberless, prepareAlone } from './insert-row.ts'
import { ask, refuseEarly } from './judge.ts'
import { makeShown } from './make-shown.ts'
import { checkNested, writeNested } from './nested.ts'

export interface Created {
  readonly uuid: string
  /** The object as JSON text, as GET shows it. */
  readonly body: string
}

/** Makes an object. Throws `Refused` with every fault of the first phase that has any. */
export const create = async (engine: Engine, call: Call, resource: Resource, body: unknown): Promise<Created> => {
  demand(call, 'schrijven', resource)
  const { accepted, uuid: claimed } = accept(engine.register, resource, body, 'create')
  const uuid = claimed ?? randomUUID()
  refuseEarly(accepted)
  const foreseen = foreseenAlone(engine, call, accepted)
  const chosen = numberless(engine, accepted).length > 0 ? numberConstraints(resource) : []
  const shown = await attempt(
    engine,
    call,
    (constraint) => foreseen !== undefined || chosen.includes(constraint),
    async (tx, tries) => {
      const work: Work = { call, tx, changes: [] }
      const makeAlone = async (row: Record<string, unknown>) =>
        (await makeShown(engine, work, [{ resource, uuid, row, beside: accepted.beside }]))[0] as string
      if (foreseen && tries === 1) return makeAlone(foreseen)
      const known = await ask(engine, call, tx, [accepted])
      const how = { uuid, again: tries > 1 }
      if (isAlone(accepted)) return makeAlone(await prepareAlone(engine, work, accepted, known, how))
      checkNested(accepted, 'create')
      const id = await insertRow(engine, work, accepted, known, how)
      await writeNested(engine, work, accepted, known, id)
      return finish(engine, work, detailStatement(engine, call, resource, uuid))
    },
    foreseen !== undefined,
  )
  return { uuid, body: shown }
}
