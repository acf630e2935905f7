/** Disputes as they are shown, to who sees the contact, and to who wrote them down. */
import type { Asked } from '../../derive/query.ts'
import { placeSlot } from '../../derive/object.ts'
import { isOwn } from '../../derive/own.ts'
import { rendering } from '../../derive/rendering.ts'
import { about, aboutAll } from '../../derive/subjects.ts'
import { andExisting, isWhole, passing, viewing } from '../../derive/veil.ts'
import { dateTime } from '../../model/kinds/index.ts'
import { type Call, demand, type Engine } from '../../operations/context.ts'
import type { Page } from '../../operations/list.ts'
import { Absent } from '../../operations/problem.ts'
import { all, type Sql, slot, sql } from '../../sql/sql.ts'

const moment = (column: Sql): Sql => dateTime({}).read(column)

const OVERDUE = sql`(b.besluit is null and b.uiterlijk_op < clock_timestamp())`

/** A dispute `b` of the contact `k` as JSON. */
const shownOf = ({ register }: Engine, { suffix }: Call): Sql => {
  const at = (resource: string): Sql => slot(placeSlot(register.get(resource)), 'text')
  const pointer = (resource: string, uuid: Sql): Sql =>
    sql`json_build_object('uuid', ${uuid}, 'url', ${at(resource)} || ${uuid} || ${suffix}::text)`
  return sql`json_build_object(
    'uuid', b.uuid, 'url', ${at('klantcontact')} || b.klantcontact || '/betwistingen/' || b.uuid,
    'klantcontact', ${pointer('klantcontact', sql`b.klantcontact`)}, 'betrokkene', ${pointer('betrokkene', sql`b.betrokkene`)},
    'toelichting', b.toelichting, 'beperking', b.beperking,
    'ingediendOp', ${moment(sql`b.ingediend_op`)}, 'uiterlijkOp', ${moment(sql`b.uiterlijk_op`)},
    'status', case when b.besluit is null then 'open' else 'besloten' end, 'verlopen', ${OVERDUE},
    'besluit', case when b.besluit is not null then json_build_object('uitkomst', b.besluit,
      'toelichting', b.besluit_toelichting, 'verklaring', coalesce(b.verklaring, ''),
      'beslotenOp', ${moment(sql`b.besloten_op`)}) end)`
}

/** Whoever the betrokkene turned out to be since, it was the same partij that disputed. */
const sinceThen = sql`(select v.was_partij_id from betrokkene_versie v where v.id = t.id and v.versie_moment <= b.ingediend_op
  order by v.versie desc limit 1) = t.was_partij_id`

/**
 * Who sees all of a contact sees its disputes. Who wrote one down may follow it, also while the contact itself is
 * restricted. Residents follow those of themselves, in the capacity in which they are there: `t` is who disputes.
 */
const seen = ({ register }: Engine, { caller }: Call): Sql => {
  const view = viewing(register, caller.sight)
  const contact = register.get('klantcontact')
  const whole = isWhole(view, contact, 'k') ?? sql`true`
  const written = sql`b.ingediend_soort = ${slot('soort', 'text')} and b.ingediend_door = ${slot('door', 'text')}`
  const own = isOwn(view, 'each', register.get('betrokkene'), 't', passing(view))
  const isTheirs = own ? sql`${own} and ${sinceThen}` : sql`true`
  return sql`from betwisting b join klantcontact k on k.uuid = b.klantcontact left join betrokkene t on t.uuid = b.betrokkene
    where ((${whole}${andExisting(view, contact, 'k')}) or (${written})) and ${isTheirs}`
}

/** Behind the columns of a statement: whom the dispute of `t` is about, or those of a page. */
const aboutWhom = ({ register, trailed }: Engine, { caller }: Call, ask: typeof about): Sql =>
  ask(rendering(register, caller.sight, '', [], { trailed }), register.get('betrokkene'), 't')

const WANTED: Readonly<Record<string, Sql>> = {
  status: sql`(b.besluit is null) = (${slot('status', 'text')} = 'open')`,
  verlopen: sql`${OVERDUE} = ${slot('verlopen', 'boolean')}`,
  klantcontact__uuid: sql`b.klantcontact = ${slot('klantcontact__uuid', 'uuid')}`,
  betrokkene__uuid: sql`b.betrokkene = ${slot('betrokkene__uuid', 'uuid')}`,
}

const ownSlots = ({ caller, places }: Call) => ({ ...places, ...caller.slots, soort: caller.kind, door: caller.name })

/** A page of disputes, the newest first. Throws `Absent` for a page that is not there. */
export const listDisputes = async (engine: Engine, call: Call, asked: Asked): Promise<Page> => {
  demand(call, 'lezen', engine.register.get('klantcontact'))
  const { filters, values, size, page } = asked
  if (page === undefined) throw new Absent('page')
  const names = filters.map(({ name }) => name)
  const yes = Object.fromEntries(filters.flatMap(({ name, yes }) => (yes === undefined ? [] : [[name, yes]])))
  const shape = engine.statements.shape(
    `betwistingen ${names} ${call.suffix} ${call.caller.sight.key}`,
    'asked',
    () => {
      const wanted = all(names.map((name) => WANTED[name] ?? sql`true`))
      const limit = slot('limit', 'bigint')
      const page = sql`select id from found order by id desc limit ${limit} offset (select skip from page)`
      const rows = sql`from betwisting b left join betrokkene t on t.uuid = b.betrokkene where b.id in (${page})`
      return sql`with found as materialized (select b.id ${seen(engine, call)} and ${wanted}),
      page as (select coalesce(${slot('offset', 'bigint')}, greatest((select count(*) from found) - 1, 0) / ${limit} * ${limit}) as skip)
      select (select count(*) from found)::integer as count, (select skip from page)::text as skip,
        coalesce(json_agg(${shownOf(engine, call)} order by b.id desc), '[]')::text as results${aboutWhom(engine, call, aboutAll)} ${rows}`
    },
  )
  const offset = page === 'last' ? null : (page - 1) * size
  const slots = { ...ownSlots(call), ...values, ...yes, limit: size, offset }
  const [row] = await engine.database.query(shape.with(slots), call.cancellation)
  const [count, skip] = [Number(row?.count), Number(row?.skip)]
  call.trail?.add(row?.about)
  if (skip > 0 && skip >= count) throw new Absent('page')
  return { count, page: skip / size + 1, pages: Math.max(Math.ceil(count / size), 1), results: String(row?.results) }
}

/** Answers `body` and `about`. Slots: `uuid` and `klantcontact`, and those of the caller. */
export const disputeStatement = (engine: Engine, call: Call, klantcontact: string, uuid: string) =>
  engine.statements
    .shape(`betwisting ${call.suffix} ${call.caller.sight.key}`, 'asked', () => {
      const which = sql`b.uuid = ${slot('uuid', 'uuid')} and b.klantcontact = ${slot('klantcontact', 'uuid')}`
      const shown = sql`${shownOf(engine, call)}::text as body${aboutWhom(engine, call, about)}`
      return sql`select ${shown} ${seen(engine, call)} and ${which}`
    })
    .with({ ...ownSlots(call), uuid, klantcontact })

/** One dispute of a contact, as JSON text. Throws `Absent`. */
export const readDispute = async (engine: Engine, call: Call, klantcontact: string, uuid: string): Promise<string> => {
  demand(call, 'lezen', engine.register.get('klantcontact'))
  const [row] = await engine.database.query(disputeStatement(engine, call, klantcontact, uuid), call.cancellation)
  if (!row) throw new Absent()
  call.trail?.add(row.about)
  return row.body as string
}
