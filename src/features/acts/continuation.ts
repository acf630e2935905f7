/** A klantcontact that goes on where another is full: about the same, with the same people, and it answers the first. */
import { randomUUID } from 'node:crypto'
import { accept } from '../../derive/accept.ts'
import { type StoredRow, storedRow } from '../../operations/change-row.ts'
import type { Engine, Work } from '../../operations/context.ts'
import { insertRow } from '../../operations/insert-row.ts'
import { slot, sql } from '../../sql/sql.ts'
import { type Keyed, knowing } from './keyed.ts'

/** What is the same as of the first. Its number, its moment and what came of it are its own. */
const SAME = /^(kanaal|onderwerp|taal|vertrouwelijk|hoofdOnderwerpType|indicatieContactGelukt)$/

/** Of a betrokkene: who it is, not where to reach whom. */
const WHO = /^(wasPartij|rol|organisatienaam|initiator|contactnaam\..*)$/

const only = (values: Readonly<Record<string, unknown>>, wanted: RegExp): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([path]) => wanted.test(path)))

const make = async (
  engine: Engine,
  work: Work,
  name: string,
  forced: Readonly<Record<string, unknown>>,
  again = false,
): Promise<Keyed> => {
  const uuid = randomUUID()
  const { accepted } = accept(engine.register, engine.register.get(name), {}, 'change')
  return { uuid, id: await insertRow(engine, work, accepted, knowing(), { uuid, forced, again }) }
}

const copyPeople = async (engine: Engine, work: Work, from: Keyed, to: Keyed): Promise<void> => {
  const shape = engine.statements.shape(
    'betrokkenen of klantcontact',
    'own',
    () => sql`select uuid from betrokkene where had_klantcontact_id = ${slot('id', 'bigint')} order by id`,
  )
  for (const { uuid } of await work.tx.query(shape.with({ id: from.id }))) {
    const { values } = await storedRow(engine, work.call, work.tx, engine.register.get('betrokkene'), String(uuid))
    await make(engine, work, 'betrokkene', { ...only(values, WHO), hadKlantcontact: to.id })
  }
}

export interface Next {
  readonly first: Keyed
  readonly row: StoredRow
  /** What did not fit in the first. */
  readonly rest: string
  /** A second try: the number is looked for among the free ones. */
  readonly again: boolean
}

/** Makes it. Clients link contacts in the same way. */
export const continuation = async (engine: Engine, work: Work, { first, row, rest, again }: Next): Promise<Keyed> => {
  const same = only(row.values, SAME)
  const next = await make(engine, work, 'klantcontact', { ...same, inhoud: rest }, again)
  await copyPeople(engine, work, first, next)
  const onderwerpobject = engine.register.get('onderwerpobject')
  const identification = {
    objectId: first.uuid,
    codeObjecttype: 'klantcontact',
    codeRegister: 'openklant',
    codeSoortObjectId: 'uuid',
  }
  const body = {
    klantcontact: { uuid: next.uuid },
    wasKlantcontact: { uuid: first.uuid },
    onderwerpobjectidentificator: identification,
  }
  const { accepted } = accept(engine.register, onderwerpobject, body, 'create')
  await insertRow(engine, work, accepted, knowing(first, next), {})
  return next
}
