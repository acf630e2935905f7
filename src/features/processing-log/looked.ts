/** Who saw or changed something of a partij: the lines of the table about it, newest first. */
import { isPartial } from '../../derive/own.ts'
import { keysEver } from '../../derive/removal.ts'
import { grants } from '../../derive/sight.ts'
import { hides } from '../../derive/veil.ts'
import { dateTime } from '../../model/kinds/date-time.ts'
import type { Caller } from '../../operations/caller.ts'
import type { Call, Engine } from '../../operations/context.ts'
import type { Page } from '../../operations/list.ts'
import { Absent } from '../../operations/problem.ts'
import { seenNow } from '../../operations/read.ts'
import { partij } from '../../resources/partij.ts'
import { Shape, type Sql, slot, sql } from '../../sql/sql.ts'
import { knownPseudonyms } from './pseudonyms.ts'

/** `whole`: with who it was; `resident`: as the law gives it to the one whose data it is, without the employee. */
export type Showing = 'whole' | 'resident'

const showingFor = ({ kind }: Caller): Showing => (kind === 'resident' ? 'resident' : 'whole')

/** Every key that a partij of this uuid has or had, and those of its betrokkenen: what was seen of them is about it too. */
const PEOPLE = sql`with partijen as materialized (${keysEver(partij)})
  select 'partij:' || id as person from partijen
  union all select 'betrokkene:' || b.id from betrokkene b where b.was_partij_id in (select id::bigint from partijen)`

/** Table and key of the partij with this uuid, and of its betrokkenen. Throws `Absent`. */
export const peopleAt = async ({ database }: Pick<Engine, 'database'>, uuid: string): Promise<string[]> => {
  const rows = await database.query(new Shape(PEOPLE).with({ uuids: [uuid] }))
  if (rows.length === 0) throw new Absent()
  return rows.map(({ person }) => person as string)
}

const units = sql`(select coalesce(json_agg(json_build_object('uuid', e.uuid, 'naam', a.naam) order by e.ordinality), '[]')
  from unnest(k.eenheden) with ordinality e (uuid, ordinality) left join actor a on a.uuid = e.uuid)`

const moment = dateTime({}).read(sql`p.moment`)

/**
 * The object that was asked for, of collections of which the caller sees everything: else the log would tell that there
 * is one. Slot: `open`, the collections; null is all.
 */
const OBJECT = sql`case when ${slot('open', 'text[]')} is null or split_part(k.handeling, '/', 5) = any(${slot('open', 'text[]')}) then p.object end`

const openTo = ({ register }: Engine, { caller: { sight } }: Call): string[] | null =>
  sight.key === ''
    ? null
    : register.resources
        .filter((one) => grants(sight, 'lezen', one) && !hides(register, sight, one) && !isPartial(sight, one))
        .map(({ path }) => path)

const SHOWN: Readonly<Record<Showing, Sql>> = {
  whole: sql`json_build_object('moment', ${moment}, 'handeling', k.handeling, 'verwerkingsactiviteit', k.activiteit, 'doel', k.doel,
    'door', json_build_object('soort', k.soort, 'naam', k.naam, 'toepassing', k.toepassing, 'gebruiker', nullif(k.gebruiker, ''), 'actor', k.actor, 'eenheden', ${units}),
    'object', ${OBJECT}, 'status', p.status, 'duur', p.duur, 'traceId', replace(p.trace::text, '-', ''),
    'spanId', encode(p.span, 'hex'), 'parentSpanId', encode(p.ouder, 'hex'))`,
  resident: sql`json_build_object('moment', ${moment}, 'doel', k.doel, 'eenheid',
    (select string_agg(a.naam, ', ' order by a.naam) from actor a where a.uuid = any(k.eenheden)))`,
}

const linesOf = (shown: Sql): Sql => {
  const limit = slot('limit', 'bigint')
  return sql`with found as materialized (select v.* from verwerking v where v.betrokkene = any(${slot('people', 'uuid[]')})),
    page as materialized (
      select amount, coalesce(${slot('offset', 'bigint')}, greatest(amount - 1, 0) / ${limit} * ${limit}) as skip
      from (select count(*) as amount from found) counted)
    select (select amount from page)::text as count, (select skip from page)::text as skip,
      coalesce(json_agg(${shown} order by p.moment desc, p.trace, p.span), '[]')::text as results
    from (select f.* from found f order by f.moment desc, f.trace, f.span limit ${limit} offset (select skip from page)) p
    join verwerking_kader k on k.id = p.kader`
}

export interface Wanted {
  readonly size: number
  readonly page: number | 'last' | undefined
  readonly showing?: Showing
}

/** A page of who saw or changed something of the partij, of one that was removed too. Throws `Absent`. */
export const listLooks = async (engine: Engine, call: Call, uuid: string, wanted: Wanted): Promise<Page> => {
  const { size, page, showing = showingFor(call.caller) } = wanted
  if (page === undefined) throw new Absent('page')
  await seenNow(engine, call, engine.register.get('partij'), uuid)
  const people = await peopleAt(engine, uuid)
  call.trail?.add(people[0])
  const names = [...(await knownPseudonyms(engine.database, people)).values()]
  const shape = engine.statements.shape(`looks ${showing}`, 'own', () => linesOf(SHOWN[showing]))
  const offset = page === 'last' ? null : (page - 1) * size
  const [row] = await engine.database.query(
    shape.with({ people: names, limit: size, offset, ...(showing === 'whole' ? { open: openTo(engine, call) } : {}) }),
    call.cancellation,
  )
  const [count, skip] = [Number(row?.count), Number(row?.skip)]
  if (skip > 0 && skip >= count) throw new Absent('page')
  return { count, page: skip / size + 1, pages: Math.max(Math.ceil(count / size), 1), results: row?.results as string }
}
