/**
 * Contacts about a zaak, told to the Notificaties API as CloudEvents of its own (behaviour.md §6.2). What they need of an
 * onderwerpobject: the zaak that it links to a contact now and, where its identificator changed, the one before.
 */
import type { Values } from '../../model/rule.ts'
import { type Sql, slot, sql } from '../../sql/sql.ts'

/** The resource that links. */
export const LINKS = 'onderwerpobject'

const BEFORE = sql`(${slot('before', 'jsonb')} -> o.id::text)`

const NOW = sql`jsonb_build_object(
    'zaak', case when o.klantcontact_id is not null and o.onderwerpobjectidentificator_code_objecttype = 'zaak'
      and o.onderwerpobjectidentificator_code_soort_object_id = 'uuid'
      then o.onderwerpobjectidentificator_object_id end,
    'klantcontact', (select k.uuid from klantcontact k where k.id = o.klantcontact_id))`

/** Facts of an onderwerpobject `o`: `zaak` and `klantcontact`. */
export const linkMade: Sql = NOW

/** The same, and `was` where the identificator changed. Slot: `before`, by key of the row what `linkBefore` makes. */
export const linkTouched: Sql = sql`${NOW} || case when ${BEFORE} -> 'identificator' = jsonb_build_array(
      o.onderwerpobjectidentificator_object_id, o.onderwerpobjectidentificator_code_objecttype,
      o.onderwerpobjectidentificator_code_register, o.onderwerpobjectidentificator_code_soort_object_id)
    then '{}' else jsonb_build_object('was', ${BEFORE} -> 'zaak') end`

const member = (before: Values, name: string): unknown => before[`onderwerpobjectidentificator.${name}`]

/** What is needed of an onderwerpobject as it was before a change. */
export const linkBefore = (before: Values) => {
  const [objectId, type, register, kind] = ['objectId', 'codeObjecttype', 'codeRegister', 'codeSoortObjectId'].map(
    (name) => member(before, name),
  )
  const links = before.klantcontact !== null && type === 'zaak' && kind === 'uuid'
  return { identificator: [objectId, type, register, kind], zaak: links ? objectId : null }
}
