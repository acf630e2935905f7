/** Complete objects inside a body: changed, made, and removed when not listed (behaviour.md §1.11). */
import { accept } from '../derive/accept.ts'
import { type Accepted, faultsOf, type Item, type Known } from '../derive/accepted.ts'
import { members } from '../derive/upkeep.ts'
import { viewing } from '../derive/veil.ts'
import { toColumn } from '../model/register.ts'
import { changeRow } from './change-row.ts'
import type { Change, Engine, Work } from './context.ts'
import { removeRows } from './destroy.ts'
import { insertRow } from './insert-row.ts'
import { refuse } from './problem.ts'

/** Faults of a list that are about the list: the owner is never given, and no object is listed twice. */
export const checkNested = ({ resource, nested }: Accepted, action: Change['action']): void => {
  for (const [path, items] of nested) {
    const field = resource.fields[path]
    if (field?.kind !== 'nested' || !items) continue
    const { by } = field.source
    const name = `${path}.${by}`
    if (
      action === 'create' &&
      items.some(({ accepted }) => accepted.values[by] !== undefined && accepted.values[by] !== null)
    ) {
      const reason = `Het veld \`${toColumn(by)}\` wordt automatisch ingesteld en dient niet te worden opgegeven.`
      refuse([{ name, code: 'invalid', reason }])
    }
    const uuids = items.flatMap(({ uuid }) => uuid ?? [])
    if (new Set(uuids).size < uuids.length) {
      refuse([
        { name, code: 'duplicated', reason: `Duplicaat uuid kan niet worden ingevoerd voor \`${toColumn(path)}\`.` },
      ])
    }
  }
}

/** Writes the lists in the order given, so that a later object may build on an earlier one. */
export const writeNested = async (
  engine: Engine,
  work: Work,
  { resource, nested }: Accepted,
  known: Known,
  owner: string,
): Promise<void> => {
  for (const [path, items] of nested) {
    const field = resource.fields[path]
    if (field?.kind !== 'nested' || !items) continue
    const of = engine.register.get(field.source.of)
    const { sight, slots } = work.call.caller
    const shape = engine.statements.shape(`members ${resource.name} ${path} ${sight.key}`, 'never', () =>
      members(viewing(engine.register, sight), field.source),
    )
    const listed = new Set(items.flatMap(({ uuid }) => uuid ?? []))
    const stored = await work.tx.query(shape.with({ ...slots, owner }))
    const gone = stored.filter(({ uuid }) => !listed.has(uuid as string))
    if (gone.length > 0)
      await removeRows(
        engine,
        work,
        of,
        gone.map(({ id }) => id as string),
      )
    const forced = { [field.source.by]: owner }
    const made = new Map<string, string>()
    const knownNow: Known = {
      ...known,
      key: (to, one) => known.key(to, one) ?? (to === of.name ? made.get(one) : undefined),
    }
    for (const item of items) {
      const id = await writeItem(engine, work, item, knownNow, forced)
      if (item.uuid !== undefined) made.set(item.uuid, id)
    }
  }
}

const writeItem = async (
  engine: Engine,
  work: Work,
  { accepted, uuid, body }: Item,
  known: Known,
  forced: Readonly<Record<string, unknown>>,
): Promise<string> => {
  if (uuid === undefined || known.key(accepted.resource.name, uuid) === undefined) {
    // A PATCH asked for no member; a new object needs its required ones all the same.
    const self = uuid === undefined ? {} : { [uuid]: uuid }
    const toCome: Known = {
      ...known,
      key: (to, one) => known.key(to, one) ?? (to === accepted.resource.name ? self[one] : undefined),
    }
    const whole = accept(engine.register, accepted.resource, body, 'create', { inside: true })
    refuse(faultsOf(whole.accepted, toCome))
    return insertRow(engine, work, whole.accepted, toCome, { forced, ...(uuid === undefined ? {} : { uuid }) })
  }
  return changeRow(engine, work, accepted, known, uuid, { action: 'change', forced })
}
