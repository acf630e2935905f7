/** A contact was tied to the wrong person: it is untied and tied anew, with the digital addresses that were given there. */
import { accept } from '../../derive/accept.ts'
import { type Accepted, faultsOf, type Known, Pointer } from '../../derive/accepted.ts'
import { has } from '../../derive/sight.ts'
import { andExisting, viewing } from '../../derive/veil.ts'
import { at } from '../../model/fault.ts'
import { dateTime } from '../../model/kinds/index.ts'
import { attempt, nothingIsOurs } from '../../operations/attempt.ts'
import { changeRow, storedRow } from '../../operations/change-row.ts'
import { type Call, demand, detailStatement, type Engine, type Work } from '../../operations/context.ts'
import { finish } from '../../operations/finish.ts'
import { ask } from '../../operations/judge.ts'
import { Forbidden, refuse } from '../../operations/problem.ts'
import type { Transaction } from '../../sql/database.ts'
import { slot, sql, statement } from '../../sql/sql.ts'
import { verkeerdePersoon } from './bodies.ts'
import { refuseUnlessInvolved } from './correct.ts'
import type { Named } from './witnesses.ts'

/** Someone who took part, and the partij that it is said to be. */
interface Tie {
  readonly betrokkene: string
  readonly id: string
  readonly partij: string
  readonly partijId: string
  /** The partij asked for geheimhouding: who is not shown its addresses does not move them, nor learns of any. */
  readonly isSecret: boolean
}

const tiesOf = async (tx: Transaction, klantcontact: string): Promise<Tie[]> => {
  const rows = await tx.query(
    statement(sql`select b.uuid as betrokkene, b.id::text, p.uuid as partij, p.id::text as "partijId", p.indicatie_geheimhouding is true as "isSecret"
      from betrokkene b join partij p on p.id = b.was_partij_id where b.had_klantcontact_id = ${klantcontact}::bigint order by b.id`),
  )
  return rows as unknown as Tie[]
}

/** The ties that are wrong. Throws `Refused` where that cannot be told. */
const wrongTies = (ties: readonly Tie[], { values }: Accepted): Tie[] => {
  const given = values.van instanceof Pointer ? values.van.uuid : undefined
  const partijen = new Set(ties.map(({ partij }) => partij))
  const wrong = (code: string, reason: string) => refuse([at('van', { code, reason })])
  if (given === undefined && partijen.size > 1)
    wrong('required', 'Er is meer dan één partij bij dit klantcontact: zeg welke.')
  const van = given ?? [...partijen][0]
  const found = ties.filter(({ partij }) => partij === van)
  if (found.length === 0) wrong('niet-verbonden', 'Dit klantcontact is niet aan die partij verbonden.')
  const naar = values.naar instanceof Pointer ? values.naar.uuid : null
  if (naar === van) refuse([at('naar', { code: 'invalid', reason: 'Dit is de partij die het niet was.' })])
  return found
}

/** Digital addresses that these people gave at the contact, and that were taken to be the partij's. */
const addressesOf = async (tx: Transaction, ties: readonly Tie[]): Promise<string[]> => {
  const rows = await tx.query(
    statement(sql`select a.uuid from digitaal_adres a
      where a.verstrekt_door_betrokkene_id = any(${ties.map(({ id }) => id)}::bigint[])
        and a.verstrekt_door_partij_id = ${ties[0]?.partijId}::bigint order by a.id`),
  )
  return rows.map(({ uuid }) => uuid as string)
}

/** Since when the wrong partij was there, ISO 8601. */
const sinceOf = async (tx: Transaction, ties: readonly Tie[]): Promise<string> => {
  const moment = dateTime({}).read(sql`min(v.versie_moment)`)
  const [row] = await tx.query(
    statement(sql`select ${moment} as since from betrokkene_versie v
      where v.id = any(${ties.map(({ id }) => id)}::bigint[]) and v.was_partij_id = ${ties[0]?.partijId}::bigint`),
  )
  return String(row?.since ?? new Date(0).toISOString())
}

/** Other contacts of the same thread that are tied to the wrong partij still: whoever repairs one looks at those. */
const alsoTied = async (engine: Engine, call: Call, tx: Transaction, id: string, partij: string): Promise<string[]> => {
  const view = viewing(engine.register, call.caller.sight)
  const [contact, took] = ['klantcontact', 'betrokkene'].map((name) => engine.register.get(name))
  const key = `also tied ${call.caller.sight.key}`
  const shape = engine.statements.shape(key, 'never', () => {
    const seen = contact ? andExisting(view, contact, 'k') : sql``
    const part = took ? andExisting(view, took, 'b') : sql``
    return sql`with recursive thread (id) as (
        select ${slot('id', 'bigint')}
        union select case when o.klantcontact_id = t.id then o.was_klantcontact_id else o.klantcontact_id end
        from thread t join onderwerpobject o on (o.klantcontact_id = t.id or o.was_klantcontact_id = t.id)
        where o.klantcontact_id is not null and o.was_klantcontact_id is not null
      )
      select k.uuid from klantcontact k join thread t on t.id = k.id where k.id <> ${slot('id', 'bigint')}${seen}
        and exists (select from betrokkene b where b.had_klantcontact_id = k.id and b.was_partij_id = ${slot('partij', 'bigint')}${part})
      order by k.id limit 500`
  })
  const rows = await tx.query(shape.with({ ...call.caller.slots, id, partij }))
  return rows.map(({ uuid }) => uuid as string)
}

/** Changes a row of a resource, and calls it a correction. */
const put = async (
  engine: Engine,
  work: Work,
  { resource: name, uuid }: Named,
  body: Record<string, unknown>,
  known: Known,
): Promise<void> => {
  const resource = engine.register.get(name)
  const row = await storedRow(engine, work.call, work.tx, resource, uuid)
  const { accepted } = accept(engine.register, resource, body, 'change', { self: uuid, stored: row.values })
  const means = async () => 'correct' as const
  await changeRow(engine, work, accepted, known, uuid, { action: 'change', row, means })
}

export interface Repaired {
  readonly klantcontact: string
  readonly van: string
  readonly naar: string | null
  readonly sinds: string
  readonly betrokkenen: readonly string[]
  readonly digitaleAdressen: readonly string[]
  readonly keten: readonly string[]
}

/** Throws `Absent`, `Forbidden`, or `Refused`. */
export const repair = (engine: Engine, call: Call, uuid: string, body: () => unknown): Promise<Repaired> => {
  const { register } = engine
  const resource = register.get('klantcontact')
  return attempt(engine, call, nothingIsOurs, async (tx) => {
    const row = await storedRow(engine, call, tx, resource, uuid)
    await refuseUnlessInvolved(engine, call, tx, row.id)
    const { accepted } = accept(register, verkeerdePersoon, body(), 'create')
    const known = await ask(engine, call, tx, [accepted])
    refuse(faultsOf(accepted, known))
    const ties = wrongTies(await tiesOf(tx, row.id), accepted)
    const van = ties[0] as Tie
    if (van.isSecret && !has(call.caller.sight, 'geheimhouding')) throw new Forbidden(['geheimhouding'])
    const addresses = await addressesOf(tx, ties)
    if (addresses.length > 0) demand(call, 'schrijven', register.get('digitaalAdres'))
    const sinds = await sinceOf(tx, ties)

    const work: Work = { tx, changes: [], call: { ...call, reason: `Verkeerde persoon: ${accepted.values.reden}` } }
    const to = accepted.values.naar instanceof Pointer ? { uuid: accepted.values.naar.uuid } : null
    const betrokkenen = ties.map(({ betrokkene }) => betrokkene)
    await put(engine, work, { resource: 'klantcontact', uuid }, {}, known)
    for (const one of betrokkenen)
      await put(engine, work, { resource: 'betrokkene', uuid: one }, { wasPartij: to }, known)
    for (const one of addresses) {
      const tie = { verstrektDoorPartij: to, isStandaardAdres: false }
      await put(engine, work, { resource: 'digitaalAdres', uuid: one }, tie, known)
    }
    const keten = await alsoTied(engine, call, tx, row.id, van.partijId)
    const klantcontact = await finish(engine, work, detailStatement(engine, call, resource, uuid))
    return {
      klantcontact,
      van: van.partij,
      naar: to?.uuid ?? null,
      sinds,
      betrokkenen,
      digitaleAdressen: addresses,
      keten,
    }
  })
}
