import { scopesOfFilter } from '../derive/barred.ts'
import { list as listSql } from '../derive/list.ts'
import { rendering } from '../derive/object.ts'
import type { Asked } from '../derive/query.ts'
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

/** How many rows each collection had when last seen, for whom: only to guess from which end a page is nearer. */
const seen = new WeakMap<Engine, Map<string, number>>()

const lastSeen = (engine: Engine): Map<string, number> => {
  const known = seen.get(engine) ?? new Map<string, number>()
  seen.set(engine, known)
  return known
}

/** A list of few rows at most this long is quick enough to be read beside others. */
const QUICK = 100

interface Way {
  readonly shape: Shape
  /** Some filter finds few rows: they are counted as they are found, and there is no last page of its own. */
  readonly isOfFew: boolean
  readonly isQuick: boolean
}

const wayOf = (engine: Engine, call: Call, resource: Resource, asked: Asked, from: 'start' | 'end'): Way => {
  const { filters, expansion, peildatum } = asked
  const { register, statements } = engine
  const tables = peildatum === undefined ? present : past
  // Lists under an address with a suffix have `_expand` only where something is asked for (as recorded).
  const expands = resource.expand !== undefined && call.suffix === ''
  const isOwn = tables === present && filters.length === 0 && Object.keys(expansion).length === 0 && call.suffix === ''
  const names = filters.map(({ name, yes }) => (yes === undefined ? name : `${name}=${yes}`)).join('&')
  const { sight } = call.caller
  const when = tables === past ? 'past ' : ''
  const key = `${when}list ${resource.name} ${from} ${call.suffix} ${names} ${expansionKey(expansion)} ${sight.key}`
  const has = (question: typeof isSelective) =>
    filters.some(({ name }) => resource.filters?.[name] && question(register, resource, resource.filters[name]))
  return {
    shape: statements.shape(key, isOwn ? 'own' : 'asked', () =>
      listSql(rendering(register, sight, call.suffix, [], { tables }), resource, { filters, expansion, expands, from }),
    ),
    isOfFew: has(isSelective),
    isQuick: tables === present && asked.size <= QUICK && has(isNarrow),
  }
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
  const counts = lastSeen(engine)
  const forWhom = `${resource.name} ${call.caller.sight.key}`
  const offset = page === 'last' ? null : (page - 1) * size
  const isUnfiltered = filters.length === 0 && peildatum === undefined
  const nearEnd = offset === null || offset > Math.max((counts.get(forWhom) ?? 0) / 2, 1000)
  const { shape, isOfFew, isQuick } = wayOf(engine, call, resource, asked, isUnfiltered && nearEnd ? 'end' : 'start')
  const ask = async (skip: number | null): Promise<Page> => {
    const moment = peildatum === undefined ? {} : { [PEILDATUM]: peildatum }
    const statement = shape.with({ ...call.places, ...asked.values, ...moment, limit: size, offset: skip })
    const [row] = await (isQuick
      ? database.quick(statement, call.cancellation)
      : database.query(statement, call.cancellation))
    const [count, skipped] = [Number(row?.count), Number(row?.skip)]
    if (row?.warned === true) call.warn?.()
    if (isUnfiltered) counts.set(forWhom, count)
    if (skipped > 0 && skipped >= count) throw new Absent('page')
    const pages = Math.max(Math.ceil(count / size), 1)
    return { count, page: skipped / size + 1, pages, results: row?.results as string }
  }
  if (offset !== null || !isOfFew) return ask(offset)
  const first = await ask(0)
  return first.pages === 1 ? first : ask((first.pages - 1) * size)
}

const emptyPage = (page: number | 'last'): Page => {
  if (page !== 'last' && page > 1) throw new Absent('page')
  return { count: 0, page: 1, pages: 1, results: '[]' }
}
