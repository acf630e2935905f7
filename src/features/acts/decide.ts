/** What is decided on a dispute, by someone else than who reported the contact and than who wrote the dispute down. */
import { accept } from '../../derive/accept.ts'
import { type Accepted, faultsOf } from '../../derive/accepted.ts'
import { nothingKnown } from '../../derive/lookup.ts'
import { at, complaints, type Fault } from '../../model/fault.ts'
import { isObject } from '../../model/wire-text.ts'
import { attempt, nothingIsOurs } from '../../operations/attempt.ts'
import { type StoredRow, storedRow } from '../../operations/change-row.ts'
import { type Call, demandChange, type Engine, tell, type Work } from '../../operations/context.ts'
import { Absent, Forbidden, refuse } from '../../operations/problem.ts'
import type { Transaction } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'
import { besluit, type Uitkomst } from './bodies.ts'
import { MAY_CORRECT, writeCorrections } from './correct.ts'
import { mark } from './dispute.ts'
import { disputeStatement } from './disputes.ts'

interface Dispute {
  readonly id: string
  readonly toelichting: string
  readonly isDecided: boolean
  /** By the caller. */
  readonly isOwn: boolean
}

const lockedDispute = async (
  tx: Transaction,
  { caller }: Call,
  uuid: string,
  klantcontact: string,
): Promise<Dispute> => {
  const [row] = await tx.query(
    statement(sql`select id::text, toelichting, besluit is not null as decided,
        ingediend_soort = ${caller.kind} and ingediend_door = ${caller.name} as own
      from betwisting where uuid = ${uuid} and klantcontact = ${klantcontact} for update`),
  )
  if (!row) throw new Absent()
  return {
    id: String(row.id),
    toelichting: String(row.toelichting),
    isDecided: row.decided === true,
    isOwn: row.own === true,
  }
}

/** Whether the caller was there, or wrote any of the report; what a decision changed was not written by who decided. */
const isAuthor = async (tx: Transaction, { caller }: Call, id: string, klantcontact: string): Promise<boolean> => {
  const [row] = await tx.query(
    statement(sql`select exists (select from klantcontact_versie v
        where v.id = ${id}::bigint and v.versie_soort = ${caller.kind} and v.versie_door = ${caller.name} and v.versie_actie <> 'betwisting'
          and not exists (select from betwisting d where d.klantcontact = ${klantcontact} and d.besloten_op = v.versie_moment))
      or exists (select from actor_klantcontact b join actor a on a.id = b.actor_id
        where b.klantcontact_id = ${id}::bigint and a.uuid = ${caller.actor ?? null}::uuid) as author`),
  )
  return row?.author === true
}

const refuseAuthor = async (
  tx: Transaction,
  call: Call,
  { isOwn }: Dispute,
  id: string,
  klantcontact: string,
): Promise<void> => {
  if (isOwn) throw new Forbidden([], 'Wie een betwisting vastlegt, besluit er niet zelf over.')
  if (await isAuthor(tx, call, id, klantcontact)) {
    throw new Forbidden(
      [],
      'Over een betwisting besluit iemand anders dan wie het klantcontact vastlegde of erbij was.',
    )
  }
}

const wrongFor = (uitkomst: unknown, { given }: Accepted, body: unknown): Fault[] => {
  const only = (name: string, which: string): Fault =>
    at(name, { code: 'invalid', reason: `Alleen bij de uitkomst \`${which}\`.` })
  const hasChanges = isObject(body) && body.wijzigingen !== undefined
  return [
    ...(hasChanges && uitkomst !== 'gecorrigeerd' ? [only('wijzigingen', 'gecorrigeerd')] : []),
    ...(!hasChanges && uitkomst === 'gecorrigeerd' ? [at('wijzigingen', complaints.required)] : []),
    ...(given.has('verklaring') && uitkomst !== 'verklaring' ? [only('verklaring', 'verklaring')] : []),
  ]
}

const REASONS: Readonly<Record<Uitkomst, string>> = {
  gecorrigeerd: 'Na betwisting gecorrigeerd',
  verklaring: 'Na betwisting een verklaring toegevoegd',
  afgewezen: 'Betwisting afgewezen',
}

interface Decided {
  readonly uitkomst: Uitkomst
  readonly toelichting: string
  readonly verklaring: string | null
}

const write = async (
  { tx, call }: Work,
  uuid: string,
  { uitkomst, toelichting, verklaring }: Decided,
): Promise<void> => {
  await tx.query(
    statement(sql`update betwisting set besluit = ${uitkomst}, besluit_toelichting = ${toelichting}, verklaring = ${verklaring},
      besloten_op = historie_moment(null), besloten_soort = ${call.caller.kind}, besloten_door = ${call.caller.name}
      where uuid = ${uuid}`),
  )
}

/** What becomes of the contact: it is corrected, or only its mark changes. */
const carryOut = async (
  engine: Engine,
  work: Work,
  contact: { readonly uuid: string; readonly row: StoredRow },
  uitkomst: Uitkomst,
  wanted: unknown,
): Promise<void> => {
  const { id } = contact.row
  if (uitkomst === 'gecorrigeerd') await writeCorrections(engine, work, contact, wanted)
  else work.changes.push({ action: 'change', resource: engine.register.get('klantcontact'), id })
  await mark(engine, work.tx, id)
}

/** Decides on a dispute of a contact. Answers it as JSON text. Throws `Absent`, `Forbidden`, or `Refused`. */
export const decide = (
  engine: Engine,
  call: Call,
  klantcontact: string,
  uuid: string,
  body: () => unknown,
): Promise<string> => {
  const deciding: Call = { ...call, thaws: true }
  const resource = engine.register.get('klantcontact')
  demandChange(call, resource)
  if (!call.caller.rights.has(MAY_CORRECT)) throw new Forbidden([MAY_CORRECT])
  return attempt(engine, call, nothingIsOurs, async (tx) => {
    const row = await storedRow(engine, deciding, tx, resource, klantcontact)
    const found = await lockedDispute(tx, call, uuid, klantcontact)
    await refuseAuthor(tx, call, found, row.id, klantcontact)
    const given = body()
    const { accepted } = accept(engine.register, besluit, given, 'create')
    const { toelichting, verklaring } = accepted.values
    const uitkomst = accepted.values.uitkomst as Uitkomst
    const shape = faultsOf(accepted, nothingKnown)
    refuse([...shape, ...(shape.length === 0 ? wrongFor(uitkomst, accepted, given) : [])])
    const taken = at('nonFieldErrors', { code: 'al-besloten', reason: 'Over deze betwisting is al besloten.' })
    refuse(found.isDecided ? [taken] : [])

    const reason = `${REASONS[uitkomst]}: ${toelichting}`
    const work: Work = { tx, changes: [], call: { ...deciding, reason } }
    const statementOf = uitkomst === 'verklaring' ? String(verklaring || found.toelichting) : null
    await write(work, uuid, { uitkomst, toelichting: String(toelichting), verklaring: statementOf })
    const decided = { action: 'change', resource: engine.register.get('betwisting'), id: found.id } as const
    await tell(engine, work, [decided])
    const wanted = isObject(given) ? given.wijzigingen : undefined
    await carryOut(engine, work, { uuid: klantcontact, row }, uitkomst, wanted)
    await tell(engine, work, work.changes)
    const [shown] = await tx.finish(disputeStatement(engine, call, klantcontact, uuid))
    return shown?.body as string
  })
}
