/**
 * What was reported of a klantcontact was wrong, and is put right: the contact itself, who took part, or what it was
 * about. History and events call it a correction, with the reason.
 */
import { accept } from '../../derive/accept.ts'
import { type Accepted, faultsOf, type Known, Pointer } from '../../derive/accepted.ts'
import { membersOf } from '../../derive/spelling.ts'
import { toUuid } from '../../derive/uuid.ts'
import { at, type Complaint, complaints, type Fault, WHOLE } from '../../model/fault.ts'
import { onceFor, type Resource } from '../../model/resource.ts'
import { isObject, typeName } from '../../model/wire-text.ts'
import { attempt, nothingIsOurs } from '../../operations/attempt.ts'
import { changeRow, type StoredRow, storedRow } from '../../operations/change-row.ts'
import { type Call, demand, demandChange, detailStatement, type Engine, type Work } from '../../operations/context.ts'
import { finish } from '../../operations/finish.ts'
import { ask } from '../../operations/judge.ts'
import { Absent, Forbidden, Refused, refuse } from '../../operations/problem.ts'
import type { Transaction } from '../../sql/database.ts'
import { correctie } from './bodies.ts'
import { isOutsider, situationOf } from './involved.ts'

export const MAY_CORRECT = 'klantcontacten.corrigeren'

/** What hangs on a contact and is put right with it: the member that lists it, its resource, and what holds it. */
const PARTS = [
  { member: 'hadBetrokkenen', of: 'betrokkene', owner: 'hadKlantcontact' },
  { member: 'gingOverOnderwerpobjecten', of: 'onderwerpobject', owner: 'klantcontact' },
] as const

interface Correction {
  /** Where it stands in the body. */
  readonly name: string
  readonly uuid: string
  readonly row: StoredRow
  readonly accepted: Accepted
}

interface Found {
  readonly corrections: readonly Correction[]
  readonly faults: readonly Fault[]
}

const prefixed = (prefix: string, faults: readonly Fault[]): Fault[] =>
  faults.map((fault) => ({ ...fault, name: `${prefix}.${fault.name}` }))

interface Context {
  readonly engine: Engine
  readonly call: Call
  readonly tx: Transaction
}

const storedPart = async (
  { engine, call, tx }: Context,
  of: Resource,
  uuid: string,
): Promise<StoredRow | undefined> => {
  try {
    return await storedRow(engine, call, tx, of, uuid)
  } catch (error) {
    if (error instanceof Absent) return undefined
    throw error
  }
}

const TWICE: Complaint = { code: 'unique', reason: 'Dit staat er al in: geef elk maar één keer.' }
const UNKNOWN: Complaint = { code: 'onbekend', reason: 'Dit kan niet worden gecorrigeerd.' }

const LISTS = Object.fromEntries(PARTS.map(({ member }) => [member, true]))

type Members = Readonly<Record<string, unknown>>

const writable = (fields: Resource['fields']): Members =>
  Object.fromEntries(Object.entries(fields).filter(([, { presence }]) => presence !== 'readOnly'))

/** What a body can change of a resource, with what is kept beside it and may stand there. */
const changeable = onceFor(({ fields, beside = {} }): Members => {
  const inBody = Object.entries(beside).flatMap(([key, { inBody, group }]) => (inBody ? [[key, group] as const] : []))
  return { ...writable(fields), ...Object.fromEntries(inBody) }
})

/**
 * Members that change nothing, in groups too. PATCH passes over them; a correction that is not made must not look as if
 * it was.
 */
const strangers = (name: string, body: Record<string, unknown>, fields: Members): Fault[] =>
  Object.entries(body).flatMap(([key, value]) => {
    const [known] = membersOf(fields, { [key]: value }, []).keys()
    const field = known === undefined ? undefined : (fields[known] as Resource['fields'][string] | true)
    if (field === undefined) return [at(`${name}.${key}`, UNKNOWN)]
    return field !== true && field.kind === 'group' && isObject(value)
      ? strangers(`${name}.${key}`, value, writable(field.members))
      : []
  })

/** One row that hangs on the contact, as the body wants it; or what is wrong with that. */
const partIn = async (
  context: Context,
  { of, owner }: (typeof PARTS)[number],
  name: string,
  value: unknown,
  contact: string,
): Promise<Correction | Fault[]> => {
  const { engine, call } = context
  const resource = engine.register.get(of)
  if (!isObject(value)) return [at(`${name}.${WHOLE}`, complaints.notAnObject(typeName(value)))]
  if (value.uuid === undefined) return [at(`${name}.uuid`, complaints.required)]
  const uuid = toUuid(value.uuid)
  if (uuid === undefined) return [at(`${name}.uuid`, complaints.notUuid)]
  const row = await storedPart(context, resource, uuid)
  if (row?.values[owner] !== contact) return [at(`${name}.uuid`, complaints.unknownObject(resource.model))]
  const { uuid: _uuid, ...body } = value
  const about = { self: uuid, stored: row.values, sight: call.caller.sight }
  const { accepted } = accept(engine.register, resource, body, 'change', about)
  const bound = accepted.given.has(owner)
    ? [at(`${name}.${owner}`, { code: 'invalid', reason: 'Het hoort bij dit klantcontact, en blijft daarbij.' })]
    : []
  const wrong = [...bound, ...strangers(name, body, changeable(resource))]
  if (wrong.length > 0) return wrong
  return { name, uuid, row, accepted }
}

const partsIn = async (context: Context, body: Record<string, unknown>, contact: string): Promise<Found> => {
  const members = membersOf(LISTS, body, [])
  const corrections: Correction[] = []
  const faults: Fault[] = []
  for (const part of PARTS) {
    const list = members.get(part.member)
    const name = `wijzigingen.${part.member}`
    if (list === undefined) continue
    if (!Array.isArray(list)) {
      faults.push(at(name, complaints.notAList(typeName(list))))
      continue
    }
    const before = new Set<string>()
    for (const [index, value] of list.entries()) {
      const found = await partIn(context, part, `${name}.${index}`, value, contact)
      if (!('accepted' in found)) faults.push(...found)
      else if (before.has(found.uuid)) faults.push(at(`${found.name}.uuid`, TWICE))
      else {
        before.add(found.uuid)
        corrections.push(found)
      }
    }
  }
  return { corrections, faults }
}

/** All corrections that a body asks for, that of the contact itself first, with their rows locked. */
const correctionsIn = async (context: Context, wanted: unknown, uuid: string, row: StoredRow): Promise<Found> => {
  const { engine, call } = context
  const name = 'wijzigingen'
  if (wanted === undefined) return { corrections: [], faults: [at(name, complaints.required)] }
  if (!isObject(wanted))
    return { corrections: [], faults: [at(`${name}.${WHOLE}`, complaints.notAnObject(typeName(wanted)))] }
  const about = { self: uuid, stored: row.values, sight: call.caller.sight }
  const resource = engine.register.get('klantcontact')
  const { accepted } = accept(engine.register, resource, wanted, 'change', about)
  const parts = await partsIn(context, wanted, row.id)
  const corrections = [{ name, uuid, row, accepted }, ...parts.corrections]
  const faults = [...parts.faults, ...strangers(name, wanted, { ...changeable(resource), ...LISTS })]
  const isEmpty = faults.length === 0 && corrections.every((one) => one.accepted.given.size === 0)
  const nothing = at(name, { code: 'empty', reason: 'Er is niets om te wijzigen.' })
  return { corrections, faults: isEmpty ? [nothing] : faults }
}

const write = async (
  engine: Engine,
  work: Work,
  { name, uuid, row, accepted }: Correction,
  known: Known,
): Promise<void> => {
  try {
    const means = async () => 'correct' as const
    await changeRow(engine, work, accepted, known, uuid, { action: 'change', row, means })
  } catch (error) {
    throw error instanceof Refused ? new Refused(prefixed(name, error.faults)) : error
  }
}

/**
 * Writes what is to be put right, inside a transaction. `wanted`: what `PATCH` of the contact takes, and lists of what
 * hangs on it, each with its `uuid`. `more`: faults of the rest of the body, told with these. Throws `Refused`.
 */
export const writeCorrections = async (
  engine: Engine,
  work: Work,
  contact: { readonly uuid: string; readonly row: StoredRow },
  wanted: unknown,
  rest?: Accepted,
): Promise<void> => {
  const { call, tx } = work
  const { corrections, faults } = await correctionsIn({ engine, call, tx }, wanted, contact.uuid, contact.row)
  const bodies = [...corrections.map(({ accepted }) => accepted), ...(rest ? [rest] : [])]
  const known = await ask(engine, call, tx, bodies, contact.uuid)
  const wrong = corrections.flatMap(({ name, accepted }) => prefixed(name, faultsOf(accepted, known)))
  refuse([...wrong, ...faults, ...(rest ? faultsOf(rest, known) : [])])
  for (const correction of corrections) await write(engine, work, correction, known)
}

/** Throws `Forbidden` where the caller may not put right what was reported of this contact. */
export const refuseUnlessInvolved = async (engine: Engine, call: Call, tx: Transaction, id: string): Promise<void> => {
  const { caller } = call
  if (caller.rights.has(MAY_CORRECT)) return
  const { isInvolved } = await situationOf(engine, caller, tx, id)
  if (isOutsider(caller) || !isInvolved) {
    throw new Forbidden(
      [MAY_CORRECT],
      'Alleen wie namens de gemeente bij het klantcontact betrokken was, kan het corrigeren.',
    )
  }
}

/** The reason as it stands in the versions. */
const reasonOf = ({ values }: Accepted): string => {
  const { reden, opVerzoekVan } = values
  return opVerzoekVan instanceof Pointer ? `${reden} (op verzoek van partij ${opVerzoekVan.uuid})` : String(reden)
}

/** Corrects a klantcontact. Answers it as GET shows it. Throws `Absent`, `Forbidden`, or `Refused`. */
export const correct = (engine: Engine, call: Call, uuid: string, body: () => unknown): Promise<string> => {
  const resource = engine.register.get('klantcontact')
  demandChange(call, resource)
  return attempt(engine, call, nothingIsOurs, async (tx) => {
    const row = await storedRow(engine, call, tx, resource, uuid)
    await refuseUnlessInvolved(engine, call, tx, row.id)
    const given = body()
    const { accepted } = accept(engine.register, correctie, given, 'create')
    if (accepted.values.opVerzoekVan instanceof Pointer) demand(call, 'lezen', engine.register.get('partij'))
    const wanted = isObject(given) ? given.wijzigingen : undefined
    const work: Work = { tx, changes: [], call: { ...call, reason: reasonOf(accepted) } }
    await writeCorrections(engine, work, { uuid, row }, wanted, accepted)
    return finish(engine, work, detailStatement(engine, call, resource, uuid))
  })
}
