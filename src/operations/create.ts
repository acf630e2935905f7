import { randomUUID } from 'node:crypto'
import { accept } from '../derive/accept.ts'
import { rendering } from '../derive/object.ts'
import { insertShown, MADE } from '../derive/write.ts'
import type { Resource } from '../model/resource.ts'
import type { Values } from '../model/rule.ts'
import type { Statement } from '../sql/sql.ts'
import { attempt, numberConstraints } from './attempt.ts'
import { type Call, type Change, detailStatement, type Engine } from './context.ts'
import { finish } from './finish.ts'
import { insertRow, numberless, prepareRow } from './insert-row.ts'
import { ask, refuseEarly } from './judge.ts'
import { checkNested, writeNested } from './nested.ts'

export interface Created {
  readonly uuid: string
  /** The object as JSON text, as GET shows it. */
  readonly body: string
}

const shownStatement = (engine: Engine, call: Call, resource: Resource, uuid: string, after: Values): Statement => {
  const { statements, register, numbersAuto } = engine
  const build = () => insertShown(rendering(register, call.suffix, MADE), resource, numbersAuto)
  return statements
    .shape(`create ${resource.name} ${call.suffix}`, 'own', build)
    .with({ ...after, ...call.places, uuid })
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
      if (accepted.links.size === 0 && accepted.nested.size === 0 && engine.consequences.length === 0) {
        // Nothing depends on the key of the new row: it is made and shown by one statement.
        const after = await prepareRow(engine, work, accepted, known, row)
        const [made] = await tx.finish(shownStatement(engine, call, resource, uuid, after))
        return { uuid, body: made?.body as string }
      }
      checkNested(accepted, 'create')
      const id = await insertRow(engine, work, accepted, known, row)
      await writeNested(engine, work, accepted, known, id)
      return { uuid, body: await finish(engine, work, detailStatement(engine, call, resource, uuid)) }
    },
  )
}
