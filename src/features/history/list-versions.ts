/** What happened to one object: its versions, newest first, each with what it changed. */
import { history, type VersionRow } from '../../derive/history.ts'
import { rendering } from '../../derive/rendering.ts'
import { ever } from '../../derive/tables.ts'
import type { Resource } from '../../model/resource.ts'
import { isObject } from '../../model/wire-text.ts'
import type { Call, Engine } from '../../operations/context.ts'
import type { Page } from '../../operations/list.ts'
import { Absent } from '../../operations/problem.ts'
import { seenNow } from '../../operations/read.ts'

interface Difference {
  /** The name of the field, with dots between the layers. */
  readonly veld: string
  readonly van: unknown
  readonly naar: unknown
}

/** An object of the register, or a list: changed as a whole. */
const isWhole = (value: unknown): boolean =>
  !isObject(value) || (Object.hasOwn(value, 'uuid') && Object.hasOwn(value, 'url'))

/** Every value by the path of its field. */
const flat = (value: unknown, path: string, found = new Map<string, unknown>()): Map<string, unknown> => {
  if (isObject(value) && !isWhole(value)) {
    for (const [key, one] of Object.entries(value)) flat(one, path === '' ? key : `${path}.${key}`, found)
  } else if (path !== '') found.set(path, value ?? null)
  return found
}

const differences = ({ van, naar }: VersionRow): Difference[] => {
  const [before, after] = [flat(van, ''), flat(naar, '')]
  return [...new Set([...after.keys(), ...before.keys()])]
    .map((veld) => ({ veld, van: before.get(veld) ?? null, naar: after.get(veld) ?? null }))
    .filter((one) => JSON.stringify(one.van) !== JSON.stringify(one.naar))
}

const shown = (row: VersionRow): object => ({
  versie: row.versie,
  actie: row.actie,
  moment: row.moment,
  door: row.vernietigd ? null : { soort: row.soort, naam: row.door, toepassing: row.toepassing },
  verzoek: row.verzoek,
  reden: row.reden,
  vernietigd: row.vernietigd,
  wijzigingen: differences(row),
})

/** A page of the versions of an object, of one that was removed too. Throws `Absent`. */
export const listVersions = async (
  engine: Engine,
  call: Call,
  resource: Resource,
  uuid: string,
  { size, page }: { readonly size: number; readonly page: number | 'last' | undefined },
): Promise<Page> => {
  if (page === undefined) throw new Absent('page')
  await seenNow(engine, call, resource, uuid, true)
  const { sight } = call.caller
  const shape = engine.statements.shape(`history ${resource.name} ${call.suffix} ${sight.key}`, 'asked', () =>
    history(
      rendering(engine.register, sight, call.suffix, [], { tables: ever, bare: true, trailed: engine.trailed }),
      resource,
    ),
  )
  const offset = page === 'last' ? null : (page - 1) * size
  const statement = shape.with({ ...call.places, uuid, limit: size, offset })
  const [row] = await engine.database.query(statement, call.cancellation)
  if (!row || row.count === '0') throw new Absent()
  const [count, skip] = [Number(row.count), Number(row.skip)]
  call.trail?.add(row.about)
  if (skip >= count) throw new Absent('page')
  const results = JSON.stringify((row.results as readonly VersionRow[]).map(shown))
  return { count, page: skip / size + 1, pages: Math.ceil(count / size), results }
}
