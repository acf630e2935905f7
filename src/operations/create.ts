import { randomUUID } from 'node:crypto'
import { accept } from '../derive/accept.ts'
import type { Resource } from '../model/resource.ts'
import { attempt, numberConstraints } from './attempt.ts'
import { type Call, type Change, detailStatement, type Engine } from './context.ts'
import { finish } from './finish.ts'
import { insertRow, insertStatement, numberless, prepareRow } from './insert-row.ts'
import { ask, refuseEarly } from './judge.ts'
import { checkNested, writeNested } from './nested.ts'

export interface Created {
  readonly uuid: string
  /** The object as JSON text, as GET shows it. */
  readonly body: string
}

/** Makes an object. Throws `Refused` with every fault of the first phase that has any. */
export const create = async (engine: Engine, call: Call, resource: Resource, body: unknown): Promise<Created> => {
  const { accepted, uuid: claimed } = accept(engine.register, resource, body, 'create')
  const uuid = claimed ?? randomUUID()
  const chosen = numberless(engine, accepted).length > 0 ? numberConstraints(resource) : []
  refuseEarly(accepted)
  return attempt(
    engine,
    call,
    (constraint) => chosen.includes(constraint),
    async (tx, tries) => {
      const changes: Change[] = []
      const work = { tx, changes }
      const known = await ask(engine, tx, [accepted])
      const row = { uuid, again: tries > 1 }
      const read = detailStatement(engine, call, resource, uuid)
      if (accepted.links.size === 0 && accepted.nested.size === 0 && engine.consequences.length === 0) {
        // Nothing depends on the key of the new row: insert, answer and commit go out together.
        const after = await prepareRow(engine, work, accepted, known, row)
        const [made] = await tx.finish(insertStatement(engine, accepted, uuid, after), read)
        return { uuid, body: made?.body as string }
      }
      checkNested(accepted, 'create')
      const id = await insertRow(engine, work, accepted, known, row)
      await writeNested(engine, work, accepted, known, id)
      return { uuid, body: await finish(engine, work, read) }
    },
  )
}
