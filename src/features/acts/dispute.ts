/**
 * Someone who took part in a contact does not agree with what is reported of it. That is written down beside the contact,
 * which is marked until it is decided, and restricted where that is asked for (AVG art. 16 and 18).
 */
import { randomUUID } from 'node:crypto'
import { accept } from '../../derive/accept.ts'
import { faultsOf, type Pointer } from '../../derive/accepted.ts'
import { andWhole, viewing } from '../../derive/veil.ts'
import { at, complaints } from '../../model/fault.ts'
import { attempt } from '../../operations/attempt.ts'
import { type Call, demand, type Engine, tell } from '../../operations/context.ts'
import { meetExpected } from '../../operations/expected.ts'
import { ask } from '../../operations/judge.ts'
import { Absent, refuse } from '../../operations/problem.ts'
import type { Transaction } from '../../sql/database.ts'
import { slot, sql, statement } from '../../sql/sql.ts'
import { betwisten } from './bodies.ts'
import { disputeStatement } from './disputes.ts'

/** What the row of a contact says of its disputes follows from these. */
const marking = sql`update klantcontact k set betwisting = (
    select case when bool_or(b.besluit is null and b.beperking) then 'beperkt' when bool_or(b.besluit is null) then 'open'
      when bool_or(b.besluit = 'verklaring') then 'verklaring' end
    from betwisting b where b.klantcontact = k.uuid)
  where k.id = ${slot('id', 'bigint')}`

/** Brings the mark on a contact up to date. */
export const mark = ({ statements }: Engine, tx: Transaction, id: string): Promise<unknown> =>
  tx.query(statements.shape('mark klantcontact', 'own', () => marking).with({ id }))

/** The key of a contact that the caller sees all of, locked. Throws `Absent`. */
const lockedContact = async (engine: Engine, call: Call, tx: Transaction, uuid: string): Promise<string> => {
  const { sight, slots } = call.caller
  const resource = engine.register.get('klantcontact')
  const shape = engine.statements.shape(`seen klantcontact ${sight.key}`, 'own', () => {
    const whole = andWhole(viewing(engine.register, sight), resource, 'k')
    return sql`select k.id::text from klantcontact k where k.uuid = ${slot('uuid', 'uuid')}${whole} for update of k`
  })
  const [row] = await tx.query(shape.with({ ...slots, uuid }))
  if (!row) throw new Absent()
  if (call.expects?.uuid === uuid) await meetExpected(engine, call, tx, resource, uuid)
  return row.id as string
}

const refuseStranger = async (tx: Transaction, betrokkene: string, klantcontact: string): Promise<void> => {
  const [row] = await tx.query(
    statement(sql`select b.had_klantcontact_id = ${klantcontact}::bigint as took_part, exists (
        select from betwisting o where o.betrokkene = b.uuid and o.besluit is null) as disputes
      from betrokkene b where b.uuid = ${betrokkene}`),
  )
  if (row?.took_part !== true) refuse([at('betrokkene.uuid', complaints.unknownObject('Betrokkene'))])
  const reason = 'Deze betrokkene heeft dit klantcontact al betwist, en daarover is nog niet besloten.'
  if (row?.disputes === true) refuse([at('betrokkene', { code: 'al-betwist', reason })])
}

/** Writes a dispute down. Answers its uuid, and the dispute as JSON text. Throws `Absent`, or `Refused`. */
export const dispute = (
  engine: Engine,
  call: Call,
  months: number,
  klantcontact: string,
  body: () => unknown,
): Promise<{ readonly uuid: string; readonly body: string }> => {
  const resource = engine.register.get('klantcontact')
  demand(call, 'lezen', resource)
  return attempt(
    engine,
    call,
    () => false,
    async (tx) => {
      const id = await lockedContact(engine, call, tx, klantcontact)
      const { accepted } = accept(engine.register, betwisten, body(), 'create')
      refuse(faultsOf(accepted, await ask(engine, call, tx, [accepted])))
      const { toelichting, beperking = false, betrokkene } = accepted.values
      const who = (betrokkene as Pointer).uuid
      await refuseStranger(tx, who, id)
      const uuid = randomUUID()
      await tx.query(
        statement(sql`insert into betwisting (uuid, klantcontact, betrokkene, toelichting, beperking, ingediend_op,
            ingediend_soort, ingediend_door, uiterlijk_op)
          select ${uuid}, ${klantcontact}, ${who}, ${toelichting}, ${beperking}, moment, ${call.caller.kind},
            ${call.caller.name}, moment + make_interval(months => ${months}::integer) from historie_moment(null) moment`),
      )
      await mark(engine, tx, id)
      // The words are kept with the dispute alone: so they can be destroyed while the contact stays.
      const made = { action: 'create', resource: engine.register.get('betwisting'), uuid } as const
      await tell(engine, { tx, call: { ...call, reason: String(toelichting) } }, [made])
      const work = { tx, call: { ...call, reason: `Betwisting ${uuid}` } }
      await tell(engine, work, [{ action: 'change', resource, id, act: 'dispute' }])
      const [row] = await tx.finish(disputeStatement(engine, call, klantcontact, uuid))
      return { uuid, body: row?.body as string }
    },
  )
}
