import { scopesOfFilter } from '../derive/barred.ts'
import { FEW, list as listSql, mayBeBroad, type Question } from '../derive/list.ts'
import type { Asked } from '../derive/query.ts'
import { rendering } from '../derive/rendering.ts'
import { has } from '../derive/sight.ts'
import { PEILDATUM, past, present } from '../derive/tables.ts'
import { isNarrow, isSelective } from '../derive/where.ts'
import type { Resource } from '../model/resource.ts'
import type { Shape } from '../sql/sql.ts'
import { type Call, demand, type Engine, expansionKey } from './context.ts'
import { beforeAsking } from './past.ts'
import { Absent, Forbidden } from './problem.ts'

export interface Page {
  readonly count: number
  /** The number of this page, from 1. */
  readonly page: number
  readonly pages: number
  /** A JSON array, as text. */
  readonly results: string
}

/** A list of few rows at most this long is quick enough to be read beside others. */
const QUICK = 100
/** Rows that are skipped one by one to come to a page. */
const STEPS = 5000

interface Way {
  readonly shape: Shape
  /** Some filter finds few rows: they are counted as they are found, and there is no last page of its own. */
  readonly isOfFew: boolean
  readonly isQuick: boolean
  /** What was taken for few may be many, which shows in the count. */
  readonly mayBeBroad: boolean
}

type Reading = Pick<Question, 'from' | 'broad'>

const wayOf = (engine: Engine, call: Call, resource: Resource, asked: Asked, reading: Reading): Way => {
  const { filters, expansion, peildatum } = asked
  const { register, statements } = engine
  const tables = peildatum === undefined ? present : past
  // Lists under an address with a suffix have `_expand` only where something is asked for (as recorded).
  const expands = resource.expand !== undefined && call.suffix === ''
  const isOwn = tables === present && filters.length === 0 && Object.keys(expansion).length === 0 && call.suffix === ''
  const names = filters.map(({ name, yes }) => (yes === undefined ? name : `${name}=${yes}`)).join('&')
  const { sight } = call.caller
  const { from, broad } = reading
  const how = `${tables === past ? 'past ' : ''}${broad ? 'broad ' : ''}`
  const key = `${how}list ${resource.name} ${from} ${call.suffix} ${names} ${expansionKey(expansion)} ${sight.key}`
  const has = (question: typeof isSelective) =>
    filters.some(({ name }) => resource.filters?.[name] && question(register, resource, resource.filters[name]))
  return {
    shape: statements.shape(key, isOwn ? 'own' : 'asked', () =>
      listSql(rendering(register, sight, call.suffix, [], { tables, trailed: engine.trailed }), resource, {
        filters,
        expansion,
        expands,
        ...reading,
      }),
    ),
    isOfFew: !broad && has(isSelective),
    isQuick: tables === present && asked.size <= QUICK && has(isNarrow),
    mayBeBroad: !broad && mayBeBroad(register, resource, asked),
  }
}

/** From where a page of a list without filters is read. Each way gives the same page; this one is the shortest. */
const fromWhere = (offset: number | null, isPast: boolean): Question['from'] => {
  if (offset === null) return 'end'
  return offset > STEPS && !isPast ? 'middle' : 'start'
}

/** A filter may not tell by what it finds of what the caller does not see. */
const refuseFilters = ({ register }: Engine, { caller }: Call, resource: Resource, asked: Asked): void => {
  const { sight } = caller
  if (sight.key === '') return
  const taken = asked.filters.flatMap(({ name }) => {
    const filter = resource.filters?.[name]
    return filter ? scopesOfFilter(register, resource, filter, asked.values[name]) : []
  })
  const lacking = [...new Set(taken.filter((scope) => !has(sight, scope)))]
  if (lacking.length > 0) throw new Forbidden(lacking)
}

/** A page of a list. Throws `Forbidden`, and `Absent` for one that is not there. */
export const list = async (engine: Engine, call: Call, resource: Resource, asked: Asked): Promise<Page> => {
  demand(call, 'lezen', resource)
  refuseFilters(engine, call, resource, asked)
  const { filters, size, page, peildatum } = asked
  if (page === undefined) throw new Absent('page')
  if (asked.nothing) return emptyPage(page)
  if (peildatum !== undefined) await beforeAsking(engine, call, peildatum)
  const { database } = engine
  const offset = page === 'last' ? null : (page - 1) * size
  const moment = peildatum === undefined ? {} : { [PEILDATUM]: peildatum }

  const answer = async ({ shape, isQuick }: Way, skip: number | null): Promise<Answer> => {
    const statement = shape.with({ ...call.places, ...asked.values, ...moment, limit: size, offset: skip })
    const [row] = await (isQuick
      ? database.quick(statement, call.cancellation)
      : database.query(statement, call.cancellation))
    const [count, skipped] = [Number(row?.count), Number(row?.skip)]
    call.trail?.add(row?.about)
    return { count, skipped, warned: row?.warned === true, results: row?.results as string }
  }
  const pagesOf = (count: number): number => Math.max(Math.ceil(count / size), 1)
  const shown = ({ count, skipped, warned, results }: Answer): Page => {
    if (warned) call.warn?.()
    if (skipped > 0 && skipped >= count) throw new Absent('page')
    return { count, page: skipped / size + 1, pages: pagesOf(count), results }
  }

  const from = filters.length === 0 ? fromWhere(offset, peildatum !== undefined) : 'start'
  const way = wayOf(engine, call, resource, asked, { from })
  if (!way.isOfFew) return shown(await answer(way, offset))
  const first = await answer(way, offset ?? 0)
  if (way.mayBeBroad && first.count > FEW) {
    return shown(await answer(wayOf(engine, call, resource, asked, { from, broad: true }), offset))
  }
  const pages = pagesOf(first.count)
  return offset !== null || pages === 1 ? shown(first) : shown(await answer(way, (pages - 1) * size))
}

interface Answer {
  readonly count: number
  readonly skipped: number
  readonly warned: boolean
  readonly results: string
}

const emptyPage = (page: number | 'last'): Page => {
  if (page !== 'last' && page > 1) throw new Absent('page')
  return { count: 0, page: 1, pages: 1, results: '[]' }
}
