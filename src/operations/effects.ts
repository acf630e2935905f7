/** What a write does beside its own row: lists, flags and preferences are kept true, and every touched row is told. */
import type { Accepted, Known, Pointer } from '../derive/accepted.ts'
import {
  belongs,
  emptyOrdered,
  fillOrdered,
  forgetPreferred,
  link,
  soleAmongLinked,
  soleAmongOthers,
  unlink,
} from '../derive/upkeep.ts'
import { viewing } from '../derive/veil.ts'
import type { Source } from '../model/kinds/collection.ts'
import type { Resource } from '../model/resource.ts'
import type { Values } from '../model/rule.ts'
import type { Row } from '../sql/database.ts'
import type { Sql } from '../sql/sql.ts'
import type { Change, Engine, Work } from './context.ts'
import { refuse } from './problem.ts'

/** Runs a statement of ours that touches rows of `resource`, and notes each of them. */
const touch = async (
  engine: Engine,
  { tx, changes }: Work,
  resource: Resource,
  key: string,
  build: () => Sql,
  values: Row,
): Promise<Row[]> => {
  const rows = await tx.query(engine.statements.shape(`${key} ${resource.name}`, 'own', build).with(values))
  for (const { id } of rows)
    if (typeof id === 'string') changes.push({ action: 'change', resource, id, followed: true })
  return rows
}

const keys = (known: Known, pointers: readonly Pointer[]): string[] =>
  pointers.flatMap(({ to, uuid }) => known.key(to, uuid) ?? [])

/** Before a row gets a flag that only one may have, the others of its kind lose it. */
export const keepSole = async (
  engine: Engine,
  work: Work,
  resource: Resource,
  after: Values,
  id: string | null,
): Promise<void> => {
  const { sole } = resource
  if (!sole || after[sole.flag] !== true || sole.within.some((path) => after[path] === null)) return
  await touch(engine, work, resource, 'sole', () => soleAmongOthers(resource), { ...after, id })
}

/** References elsewhere that prefer rows of this resource among those they own. */
const preferences = (engine: Engine, of: Resource): { owner: Resource; field: string; source: Source }[] =>
  engine.register.resources.flatMap((owner) =>
    (owner.preferred ?? []).flatMap(({ field, among }) => {
      const list = owner.fields[among]
      return list?.kind === 'links' && list.source.of === of.name ? [{ owner, field, source: list.source }] : []
    }),
  )

/** After rows came to another owner or to none, nobody prefers what is not theirs. */
const forgetMoved = async (engine: Engine, work: Work, of: Resource, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  for (const { owner, field, source } of preferences(engine, of)) {
    await touch(engine, work, owner, `forget ${field}`, () => forgetPreferred(engine.register, owner, field, source), {
      ids,
    })
  }
}

/** After a change of one row: if it has another owner now, preferences for it end. */
export const forgetIfMoved = async (
  engine: Engine,
  work: Work,
  of: Resource,
  before: Values,
  after: Values,
  id: string,
): Promise<void> => {
  const moved = preferences(engine, of).some(({ source }) => before[source.by] !== after[source.by])
  if (moved) await forgetMoved(engine, work, of, [id])
}

const relink = async (
  engine: Engine,
  work: Work,
  source: Source,
  owner: string,
  ids: readonly string[],
  isNew: boolean,
): Promise<void> => {
  const of = engine.register.get(source.of)
  const { register } = engine
  const values = { owner, ids }
  const { sight, slots } = work.call.caller
  const letGo = () =>
    touch(engine, work, of, `unlink ${source.by} ${sight.key}`, () => unlink(viewing(register, sight), source), {
      ...slots,
      ...values,
    })
  const gone = isNew ? [] : await letGo()
  if (ids.length > 0 && of.sole) await touch(engine, work, of, 'sole among linked', () => soleAmongLinked(of), values)
  const come =
    ids.length > 0 ? await touch(engine, work, of, `link ${source.by}`, () => link(register, source), values) : []
  const moved = [...gone, ...come].map(({ id }) => id as string)
  await forgetMoved(engine, work, of, moved)
}

/** Writes the lists of existing rows that a body gave. */
export const writeLists = async (
  engine: Engine,
  work: Work,
  { resource, links }: Accepted,
  known: Known,
  owner: string,
  isNew: boolean,
): Promise<void> => {
  for (const [path, pointers] of links) {
    const field = resource.fields[path]
    const ids = keys(known, pointers ?? [])
    if (field?.kind === 'links') await relink(engine, work, field.source, owner, ids, isNew)
    else if (field?.kind === 'ordered') {
      const { statements, register } = engine
      const run = (key: string, build: () => Sql, values: Row) =>
        work.tx.query(statements.shape(`${key} ${field.table}`, 'own', build).with(values))
      if (!isNew) await run('empty', () => emptyOrdered(resource, field), { owner })
      if (ids.length > 0) await run('fill', () => fillOrdered(register, resource, field), { owner, ids })
    }
  }
}

/** What is preferred must be in the list that the same body gives, or else belong to the owner already (§1.11). */
export const checkPreferred = async (
  engine: Engine,
  { tx }: Work,
  { resource, values, links }: Accepted,
  known: Known,
  action: Change['action'],
  owner: string | null,
): Promise<void> => {
  for (const { field, among, notLinked, noneGiven } of resource.preferred ?? []) {
    const pointer = values[field] as Pointer | null | undefined
    if (pointer === undefined || pointer === null) continue
    const list = links.get(among)
    const invalid = (reason: string) => refuse([{ name: field, code: 'invalid', reason }])
    if (links.has(among)) {
      if (action === 'replace' && (list ?? []).length === 0) invalid(noneGiven)
      if (!list?.some(({ uuid }) => uuid === pointer.uuid)) invalid(notLinked)
      continue
    }
    const source = resource.fields[among]
    if (source?.kind !== 'links') continue
    const shape = engine.statements.shape(`belongs ${resource.name} ${field}`, 'own', () =>
      belongs(engine.register, source.source),
    )
    const [row] =
      owner === null ? [] : await tx.query(shape.with({ owner, id: known.key(pointer.to, pointer.uuid) ?? null }))
    if (row?.belongs !== true) invalid(notLinked)
  }
}
