/** The thread of contacts that answer each other: through onderwerpobjecten that are about an earlier klantcontact. */
import { objectOf } from '../../derive/object.ts'
import { rendering } from '../../derive/rendering.ts'
import { aboutAll } from '../../derive/subjects.ts'
import { andExisting } from '../../derive/veil.ts'
import { type Call, demand, type Engine } from '../../operations/context.ts'
import { Absent } from '../../operations/problem.ts'
import { type Sql, slot, sql } from '../../sql/sql.ts'

/** Contacts that a thread shows at most; more are a mistake of whoever linked them. */
const MOST = 500

/** What is shown of each: its tasks, and the onderwerpobjecten, which say what it answers. */
const SHOWN = { leiddeTotInterneTaken: {}, gingOverOnderwerpobjecten: {} }

/** Slots: `uuid` and the collections' addresses. Answers one row: `count` and `results`, the first contact first. */
const threadOf = ({ register, trailed }: Engine, { suffix, caller }: Call): Sql => {
  const [klantcontact, onderwerpobject] = [register.get('klantcontact'), register.get('onderwerpobject')]
  const render = rendering(register, caller.sight, suffix, [], { trailed })
  const shown = objectOf(render, klantcontact, 'o', SHOWN)
  const link = (alias: string): Sql => andExisting(render, onderwerpobject, alias)
  return sql`with recursive thread (id) as (
      select k.id from klantcontact k where k.uuid = ${slot('uuid', 'uuid')}${andExisting(render, klantcontact, 'k')}
      union
      select case when o.klantcontact_id = t.id then o.was_klantcontact_id else o.klantcontact_id end
      from thread t join lateral (
        select * from onderwerpobject a where a.klantcontact_id = t.id and a.was_klantcontact_id is not null${link('a')}
        union all
        select * from onderwerpobject b where b.was_klantcontact_id = t.id and b.klantcontact_id is not null${link('b')}
      ) o on true
    ), keys as materialized (select id from thread limit ${MOST})
    select count(*)::integer as count,
      coalesce(json_agg(${shown} order by o.plaatsgevonden_op, o.id), '[]')::text as results${aboutAll(render, klantcontact, 'o', SHOWN)}
    from keys join klantcontact o on o.id = keys.id`
}

export interface Thread {
  readonly count: number
  /** A JSON array, as text. */
  readonly results: string
}

/** All contacts of the thread that this one belongs to, itself included. Throws `Absent`. */
export const readThread = async (engine: Engine, call: Call, uuid: string): Promise<Thread> => {
  demand(call, 'lezen', engine.register.get('klantcontact'))
  const shape = engine.statements.shape(`keten ${call.suffix} ${call.caller.sight.key}`, 'own', () =>
    threadOf(engine, call),
  )
  const [row] = await engine.database.query(shape.with({ ...call.places, uuid }), call.cancellation)
  if (!row || row.count === 0) throw new Absent()
  call.trail?.add(row.about)
  return { count: Number(row.count), results: row.results as string }
}
