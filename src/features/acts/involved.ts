/** Who was involved in a klantcontact, and what else must be known before one acts on it. */
import type { Caller } from '../../operations/caller.ts'
import type { Engine } from '../../operations/context.ts'
import type { Transaction } from '../../sql/database.ts'
import { type Sql, slot, sql } from '../../sql/sql.ts'

const ID = slot('id', 'bigint')
const ACTORS = slot('actors', 'uuid[]')

/** When the contact was registered; one that was there when its history began, or was imported: when it took place. */
const registered = sql`(select case when v.versie_actie = 'opgenomen' then least(v.versie_moment, k.plaatsgevonden_op) else v.versie_moment end
  from klantcontact_versie v where v.id = k.id and v.versie = 1)`

const ms = (moment: Sql): Sql => sql`(extract(epoch from ${moment}) * 1000)::float8`

const situation = sql`select ${ms(sql`coalesce(${registered}, k.plaatsgevonden_op)`)} as registered, ${ms(sql`clock_timestamp()`)} as now,
    exists (select from actor_klantcontact b join actor a on a.id = b.actor_id
      where b.klantcontact_id = k.id and a.uuid = any(${ACTORS}))
    or exists (select from interne_taak t join interne_taak_actor b on b.interne_taak_id = t.id join actor a on a.id = b.actor_id
      where t.aanleidinggevend_klantcontact_id = k.id and a.uuid = any(${ACTORS})) as involved
  from klantcontact k where k.id = ${ID}`

export interface Situation {
  readonly registered: Date
  /** By the clock of the database: that is the one which registered. */
  readonly now: Date
  /** The caller, or a unit to which it belongs, was there or has a task that follows from the contact. */
  readonly isInvolved: boolean
}

/** The actors that the caller is, or belongs to. */
export const actorsOf = ({ actor, units }: Caller): readonly string[] =>
  actor === undefined ? units : [actor, ...units]

export const situationOf = async (
  { statements }: Engine,
  caller: Caller,
  tx: Transaction,
  id: string,
): Promise<Situation> => {
  const shape = statements.shape('situation of klantcontact', 'own', () => situation)
  const [row] = await tx.query(shape.with({ id, actors: actorsOf(caller) }))
  return {
    registered: new Date(Number(row?.registered)),
    now: new Date(Number(row?.now)),
    isInvolved: row?.involved === true,
  }
}

/** Residents, and programs and people outside the municipality, dispute what is reported; they do not write it. */
export const isOutsider = ({ kind, extern }: Caller): boolean => kind === 'resident' || extern
