import { accept } from '../derive/accept.ts'
import type { Resource } from '../model/resource.ts'
import type { Transaction } from '../sql/database.ts'
import { attempt, nothingIsOurs } from './attempt.ts'
import { changeRow, storedRow } from './change-row.ts'
import { type Call, type Change, demandChange, detailStatement, type Engine, type Meaning } from './context.ts'
import { finish } from './finish.ts'
import { ask } from './judge.ts'
import { checkNested, writeNested } from './nested.ts'

/**
 * Changes an object: PUT (`replace`) asks for all required fields, PATCH (`change`) for none; what is left out stays as
 * it is in both (behaviour.md §1.0). `body` is only asked for once the object was found. Answers the object as GET
 * shows it, so who changes must be able to read. `means` says what the change is, or that it may not be. Throws `Absent`, or `Refused`.
 */
export const change = (
  engine: Engine,
  call: Call,
  resource: Resource,
  uuid: string,
  action: 'replace' | 'change',
  body: () => unknown,
  means?: (tx: Transaction) => Meaning,
): Promise<string> => {
  demandChange(call, resource)
  return attempt(engine, call, nothingIsOurs, async (tx) => {
    const changes: Change[] = []
    const work = { call, tx, changes }
    const row = await storedRow(engine, call, tx, resource, uuid)
    const { accepted } = accept(engine.register, resource, body(), action, {
      self: uuid,
      stored: row.values,
      sight: call.caller.sight,
    })
    const known = await ask(engine, call, tx, [accepted], uuid)
    checkNested(accepted, action)
    const id = await changeRow(engine, work, accepted, known, uuid, { action, row, means: means?.(tx) })
    await writeNested(engine, work, accepted, known, id)
    return finish(engine, work, detailStatement(engine, call, resource, uuid))
  })
}
