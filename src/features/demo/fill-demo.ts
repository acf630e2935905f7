/**
 * The case that the standard tells, as the register would hold it: Henk de Bruin, who is in contact with his
 * municipality for himself, for Graafmachine Verhuur v.o.f. and for the Lokale Zaalvoetbalvereniging.
 */
import { readQuery } from '../../derive/query.ts'
import type { Engine } from '../../operations/context.ts'
import { list } from '../../operations/list.ts'
import { sql, statement } from '../../sql/sql.ts'
import { makeActoren } from './actoren.ts'
import { makeContactgegevens } from './contactgegevens.ts'
import { inOneTransaction } from './one-transaction.ts'
import { makePartijen } from './partijen.ts'
import { callOf, createPen } from './pen.ts'
import { tellPermit } from './permit.ts'
import { tellPhoneCall } from './phone-call.ts'
import { tellUnknownCaller } from './unknown-caller.ts'

const isEmpty = async (engine: Engine): Promise<boolean> => {
  const one = new URLSearchParams('pageSize=1')
  for (const resource of engine.register.resources) {
    const { count } = await list(engine, callOf(engine), resource, readQuery(engine.register, resource, one))
    if (count > 0) return false
  }
  return true
}

/**
 * Fills an empty register, whole or not at all.
 * @returns false when there is anything in the register; then nothing is done.
 */
export const fillDemo = (engine: Engine): Promise<boolean> =>
  inOneTransaction(engine, async (inside, tx) => {
    // Of several programs that fill at once one does; the others wait for it and find a register that is not empty.
    await tx.query(
      statement(sql`select pg_advisory_xact_lock(hashtext('klantinteracties.demo'), hashtext(current_schema()))`),
    )
    if (!(await isEmpty(inside))) return false
    const pen = createPen(inside)
    const actoren = await makeActoren(pen)
    const partijen = await makePartijen(pen)
    const call = await tellPhoneCall(pen, actoren, partijen)
    await tellPermit(pen, actoren, partijen, call)
    await tellUnknownCaller(pen, actoren)
    await makeContactgegevens(pen)
    return true
  })
