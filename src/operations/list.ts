import { list as listSql } from '../derive/list.ts'
import { rendering } from '../derive/object.ts'
import type { Asked } from '../derive/query.ts'
import { PEILDATUM, past, present } from '../derive/tables.ts'
import { isNarrow, isSelective } from '../derive/where.ts'
import type { Resource } from '../model/resource.ts'
import type { Shape } from '../sql/sql.ts'
import { type Call, type Engine, expansionKey } from './context.ts'
import { beforeAsking } from './past.ts'
import { Absent } from './problem.ts'

export interface Page {
  readonly count: number
  /** The number of this page, from 1. */
  readonly page: number
  readonly pages: number
  /** A JSON array, as text. */
  readonly results: string
}

/** How many rows each collection had when last seen: only to guess from which end a page is nearer. */
const seen = new WeakMap<Engine, Map<Resource, number>>()

const lastSeen = (engine: Engine): Map<Resource, number> => {
  const known = seen.get(engine) ?? new Map<Resource, number>()
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
  const key = `${tables === past ? 'past ' : ''}list ${resource.name} ${from} ${call.suffix} ${names} ${expansionKey(expansion)}`
  const has = (question: typeof isSelective) =>
    filters.some(({ name }) => resource.filters?.[name] && question(register, resource, resource.filters[name]))
  return {
    shape: statements.shape(key, isOwn ? 'own' : 'asked', () =>
      listSql(rendering(register, call.suffix, [], { tables }), resource, { filters, expansion, expands, from }),
    ),
    isOfFew: has(isSelective),
    isQuick: tables === present && asked.size <= QUICK && has(isNarrow),
  }
}

/** A page of a list. Throws `Absent` for one that is not there. */
export const list = async (engine: Engine, call: Call, resource: Resource, asked: Asked): Promise<Page> => {
  const { filters, size, page, peildatum } = asked
  if (page === undefined) throw new Absent('page')
  if (asked.nothing) return emptyPage(page)
  if (peildatum !== undefined) await beforeAsking(engine, call, peildatum)
  const { database } = engine
  const counts = lastSeen(engine)
  const offset = page === 'last' ? null : (page - 1) * size
  const isUnfiltered = filters.length === 0 && peildatum === undefined
  const nearEnd = offset === null || offset > Math.max((counts.get(resource) ?? 0) / 2, 1000)
  const { shape, isOfFew, isQuick } = wayOf(engine, call, resource, asked, isUnfiltered && nearEnd ? 'end' : 'start')
  const ask = async (skip: number | null): Promise<Page> => {
    const moment = peildatum === undefined ? {} : { [PEILDATUM]: peildatum }
    const statement = shape.with({ ...call.places, ...asked.values, ...moment, limit: size, offset: skip })
    const [row] = await (isQuick
      ? database.quick(statement, call.cancellation)
      : database.query(statement, call.cancellation))
    const [count, skipped] = [Number(row?.count), Number(row?.skip)]
    if (isUnfiltered) counts.set(resource, count)
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
