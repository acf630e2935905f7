/** Which rows belong to a confidential contact: the contact, and what is of no other use than to it. */
import { type Sql, sql } from '../../sql/sql.ts'

const NEVER = sql`false`

/** By resource; the row has the alias `o`. */
const WAYS: Readonly<Record<string, Sql>> = {
  klantcontact: sql`o.vertrouwelijk`,
  actorKlantcontact: sql`(select k.vertrouwelijk from klantcontact k where k.id = o.klantcontact_id)`,
  betrokkene: sql`(select k.vertrouwelijk from klantcontact k where k.id = o.had_klantcontact_id)`,
  bijlage: sql`(select k.vertrouwelijk from klantcontact k where k.id = o.was_bijlage_van_klantcontact_id)`,
  interneTaak: sql`(select k.vertrouwelijk from klantcontact k where k.id = o.aanleidinggevend_klantcontact_id)`,
  onderwerpobject: sql`(select bool_or(k.vertrouwelijk) from klantcontact k
    where k.id in (o.klantcontact_id, o.was_klantcontact_id))`,
  digitaalAdres: sql`(select k.vertrouwelijk from betrokkene b join klantcontact k on k.id = b.had_klantcontact_id
    where b.id = o.verstrekt_door_betrokkene_id)`,
}

export const confidentialOf = (resource: string): Sql => WAYS[resource] ?? NEVER
