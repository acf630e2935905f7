/**
 * Something is added to a klantcontact because the same contact went on. It goes behind `inhoud`; what does not fit there
 * becomes a klantcontact of its own, which answers the first. All in one transaction.
 */
import { accept } from '../../derive/accept.ts'
import { faultsOf, Pointer } from '../../derive/accepted.ts'
import { columnAt } from '../../derive/columns.ts'
import { at, complaints } from '../../model/fault.ts'
import { lengthOf, strip } from '../../model/kinds/text.ts'
import { attempt, numberConstraints } from '../../operations/attempt.ts'
import { changeRow, type StoredRow, storedRow } from '../../operations/change-row.ts'
import { type Call, demandChange, detailStatement, type Engine, tell, type Work } from '../../operations/context.ts'
import { insertRow } from '../../operations/insert-row.ts'
import { ask } from '../../operations/judge.ts'
import { Forbidden, refuse } from '../../operations/problem.ts'
import type { Transaction } from '../../sql/database.ts'
import { slot, sql } from '../../sql/sql.ts'
import { aanvulling } from './bodies.ts'
import { continuation } from './continuation.ts'
import { actorsOf, isOutsider, situationOf } from './involved.ts'
import { type Keyed, knowing, type WithContact } from './keyed.ts'
import { closedBecause, isOpen, type Windows, windowFor } from './window.ts'

const ALWAYS = 'klantcontacten.altijd_aanvullen'

/** Between what was there and what is added. */
const APART = '\n\n'

/** The text that fits behind this one, cut between words, and what is left. */
export const fitting = (inhoud: string, tekst: string, max: number): { inhoud: string; rest: string } => {
  const before = inhoud === '' ? '' : inhoud + APART
  if (lengthOf(before + tekst) <= max) return { inhoud: before + tekst, rest: '' }
  const room = [...tekst].slice(0, Math.max(max - lengthOf(before), 0) + 1).join('')
  const cut = room.search(/\s\S*$/)
  return cut <= 0
    ? { inhoud, rest: tekst }
    : { inhoud: before + strip(tekst.slice(0, cut)), rest: strip(tekst.slice(cut)) }
}

/** The uuid of the actor that adds: the one named, else the one that the caller is, if the register knows it. */
const actorIn = async (
  engine: Engine,
  { caller }: Call,
  tx: Transaction,
  given: unknown,
): Promise<Keyed | undefined> => {
  const uuid = given instanceof Pointer ? given.uuid : caller.actor
  if (uuid === undefined) return undefined
  const shape = engine.statements.shape(
    'key of actor',
    'own',
    () => sql`select id::text from actor where uuid = ${slot('uuid', 'uuid')}`,
  )
  const [row] = await tx.query(shape.with({ uuid }))
  return row ? { uuid, id: row.id as string } : undefined
}

/** Throws `Forbidden`, or `Refused`, where this caller may not add to this contact for this actor. */
const refuseUnlessAllowed = async (
  engine: Engine,
  { caller }: Call,
  tx: Transaction,
  row: StoredRow,
  actor: Keyed | undefined,
  windows: Windows,
): Promise<void> => {
  if (caller.rights.has(ALWAYS)) return
  if (isOutsider(caller))
    throw new Forbidden([ALWAYS], 'Wie buiten de gemeente werkt, kan een klantcontact niet aanvullen.')
  if (!actor) return refuse([at('actor', complaints.required)])
  const { registered, now, isInvolved } = await situationOf(engine, caller, tx, row.id)
  const own = actorsOf(caller)
  if (own.length > 0 && !own.includes(actor.uuid) && !isInvolved) {
    throw new Forbidden([ALWAYS], 'Alleen wie bij het klantcontact betrokken is, kan namens een ander aanvullen.')
  }
  const kanaal = String(row.values.kanaal)
  const window = windowFor(windows, kanaal)
  if (!isOpen(window, registered, now)) throw new Forbidden([ALWAYS], closedBecause(window, kanaal))
}

/** The actor is with the contact from now on, if it was not. */
const withActor = async (engine: Engine, work: Work, klantcontact: Keyed, actor: Keyed): Promise<void> => {
  const shape = engine.statements.shape(
    'is actor of klantcontact',
    'own',
    () =>
      sql`select from actor_klantcontact where klantcontact_id = ${slot('klantcontact', 'bigint')} and actor_id = ${slot('actor', 'bigint')}`,
  )
  const linked = await work.tx.query(shape.with({ klantcontact: klantcontact.id, actor: actor.id }))
  if (linked.length > 0) return
  const resource = engine.register.get('actorKlantcontact')
  const body = { actor: { uuid: actor.uuid }, klantcontact: { uuid: klantcontact.uuid } }
  const { accepted } = accept(engine.register, resource, body, 'create')
  await insertRow(engine, work, accepted, knowing(klantcontact, actor), {})
}

/**
 * Adds to a klantcontact. Answers `{klantcontact, vervolg}` as JSON text: the contact, and the one that what did not fit
 * became, or null; and the first by itself. Throws `Absent`, `Forbidden`, or `Refused`.
 */
export const supplement = (
  engine: Engine,
  call: Call,
  windows: Windows,
  uuid: string,
  body: () => unknown,
): Promise<WithContact> => {
  const resource = engine.register.get('klantcontact')
  demandChange(call, resource)
  const numbers = numberConstraints(resource)
  const isOurs = (constraint: string) => numbers.includes(constraint) || constraint === 'actor_klantcontact_pair_key'
  return attempt(engine, call, isOurs, async (tx, tries) => {
    const row = await storedRow(engine, call, tx, resource, uuid)
    const { accepted } = accept(engine.register, aanvulling, body(), 'create')
    refuse(faultsOf(accepted, await ask(engine, call, tx, [accepted])))
    const actor = await actorIn(engine, call, tx, accepted.values.actor)
    await refuseUnlessAllowed(engine, call, tx, row, actor, windows)

    const reason = [accepted.values.reden, ...(call.reason === undefined ? [] : [call.reason])].join(': ')
    const work: Work = { tx, changes: [], call: { ...call, reason } }
    const max = Number(columnAt(resource, 'inhoud').leaf?.schema.maxLength)
    const { inhoud, rest } = fitting(String(row.values.inhoud), String(accepted.values.tekst), max)
    const change = accept(engine.register, resource, { inhoud }, 'change', { self: uuid, stored: row.values })
    const means = async () => 'supplement' as const
    await changeRow(engine, work, change.accepted, knowing(), uuid, { action: 'change', row, means })
    const first = { id: row.id, uuid }
    if (actor) await withActor(engine, work, first, actor)
    const next = rest === '' ? undefined : await continuation(engine, work, { first, row, rest, again: tries > 1 })
    if (next && actor) await withActor(engine, work, next, actor)

    await tell(engine, work, work.changes)
    const [vervolg] = next ? await tx.query(detailStatement(engine, call, resource, next.uuid)) : []
    const [klantcontact] = await tx.finish(detailStatement(engine, call, resource, uuid))
    const contact = String(klantcontact?.body)
    return { klantcontact: contact, body: `{"klantcontact":${contact},"vervolg":${vervolg?.body ?? 'null'}}` }
  })
}
