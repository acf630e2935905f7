/**
 * Removal of an onderwerpobject together with the klantcontacten it is about (behaviour.md §1.9): what archiving needs
 * when a zaak goes. A klantcontact that another onderwerpobject is about stays, and is named.
 */

import { placeSlot } from '../../derive/object.ts'
import { attempt } from '../../operations/attempt.ts'
import { type Call, type Change, demand, type Engine, tell } from '../../operations/context.ts'
import { lockedKey, removeRows } from '../../operations/destroy.ts'
import type { Transaction } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'

interface About {
  readonly id: string
  readonly uuid: string
  readonly stays: boolean
}

/** Its klantcontact and wasKlantcontact, and whether another onderwerpobject is about them; locked until the end. */
const about = async (tx: Transaction, id: string): Promise<About[]> => {
  const rows = await tx.query(
    statement(sql`
      select k.id::text, k.uuid, exists (
        select from onderwerpobject other
        where other.id <> o.id and (other.klantcontact_id = k.id or other.was_klantcontact_id = k.id)
      ) as stays
      from onderwerpobject o join klantcontact k on k.id in (o.klantcontact_id, o.was_klantcontact_id)
      where o.id = ${id}::bigint
      order by k.id = o.klantcontact_id desc nulls last
      for update of k`),
  )
  return rows as unknown as About[]
}

/** Addresses that betrokkenen of these klantcontacten gave, and that no partij has. */
const looseAddresses = async (tx: Transaction, klantcontacten: readonly string[]): Promise<string[]> => {
  const rows = await tx.query(
    statement(sql`
      select a.id::text from digitaal_adres a join betrokkene b on b.id = a.verstrekt_door_betrokkene_id
      where b.had_klantcontact_id = any(${klantcontacten}::bigint[]) and a.verstrekt_door_partij_id is null
      for update of a`),
  )
  return rows.map(({ id }) => id as string)
}

/** Answers the addresses of the klantcontacten that stay. Throws `Absent`. */
export const removeWithKlantcontacten = async (engine: Engine, call: Call, uuid: string): Promise<string[]> => {
  for (const name of ['onderwerpobject', 'klantcontact']) demand(call, 'verwijderen', engine.register.get(name))
  return attempt(
    engine,
    call,
    () => true,
    async (tx) => {
      const [onderwerpobject, klantcontact, adres] = ['onderwerpobject', 'klantcontact', 'digitaalAdres'].map((name) =>
        engine.register.get(name),
      )
      if (!onderwerpobject || !klantcontact || !adres) throw new Error('a resource is missing')
      const changes: Change[] = []
      const work = { call, tx, changes }
      const id = await lockedKey(engine, call, tx, onderwerpobject, uuid)
      const found = await about(tx, id)
      const gone = found.filter(({ stays }) => !stays).map((one) => one.id)
      const loose = gone.length > 0 ? await looseAddresses(tx, gone) : []
      if (loose.length > 0) await removeRows(engine, work, adres, loose)
      await removeRows(engine, work, onderwerpobject, [id], true)
      if (gone.length > 0) await removeRows(engine, work, klantcontact, gone)
      await tell(engine, work, changes)
      const place = call.places[placeSlot(klantcontact)] ?? ''
      return found.filter(({ stays }) => stays).map((one) => place + one.uuid)
    },
  )
}
