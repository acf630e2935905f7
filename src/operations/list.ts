import { list as listSql } from '../derive/list.ts'
import { rendering } from '../derive/object.ts'
import type { Asked } from '../derive/query.ts'
import type { Resource } from '../model/resource.ts'
import { type Call, type Engine, expansionKey } from './context.ts'
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

/** A page of a list. Throws `Absent` for one that is not there. */
export const list = async (engine: Engine, call: Call, resource: Resource, asked: Asked): Promise<Page> => {
  const { filters, expansion, size, page } = asked
  if (page === undefined) throw new Absent('page')
  const offset = page === 'last' ? null : (page - 1) * size
  const counts = lastSeen(engine)
  const nearEnd = filters.length === 0 && (offset === null || offset > Math.max((counts.get(resource) ?? 0) / 2, 1000))
  const from = nearEnd ? 'end' : 'start'
  // Lists under an address with a suffix have `_expand` only where something is asked for (as recorded).
  const expands = resource.expand !== undefined && call.suffix === ''
  const plain = Object.keys(expansion).length === 0 && call.suffix === ''
  const names = filters.map(({ name, yes }) => (yes === undefined ? name : `${name}=${yes}`)).join('&')
  const shape = engine.statements.shape(
    `list ${resource.name} ${from} ${call.suffix} ${names} ${expansionKey(expansion)}`,
    plain && filters.length === 0 ? 'own' : 'asked',
    () => listSql(rendering(engine.register, call.suffix), resource, { filters, expansion, expands, from }),
  )
  if (asked.nothing) return emptyPage(page)
  const values = { ...call.places, ...asked.values, limit: size, offset }
  const [row] = await engine.database.query(shape.with(values), call.cancellation)
  const count = Number(row?.count)
  const skip = Number(row?.skip)
  if (filters.length === 0) counts.set(resource, count)
  if (skip > 0 && skip >= count) throw new Absent('page')
  return { count, page: skip / size + 1, pages: Math.max(Math.ceil(count / size), 1), results: row?.results as string }
}

const emptyPage = (page: number | 'last'): Page => {
  if (page !== 'last' && page > 1) throw new Absent('page')
  return { count: 0, page: 1, pages: 1, results: '[]' }
}
