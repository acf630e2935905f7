/** Judges a row as the rules of today would if it were sent now. */
import { columnsOf } from '../../derive/columns.ts'
import type { Leaf } from '../../model/kinds/field.ts'
import type { Resource } from '../../model/resource.ts'
import type { Change, Values } from '../../model/rule.ts'
import { repaired } from './repair.ts'

export interface Judgement {
  readonly path: string
  readonly rule: string
  readonly reason: string
  /** What would do, if anything is known to. */
  readonly repair?: { readonly value: string | null }
}

/** A row as `copy` writes it: a text or null for each column, then for each fact. */
export type Fields = readonly (string | null)[]

interface Checked {
  readonly path: string
  readonly index: number
  readonly leaf: Leaf
  /** Where the flag of its variant stands; −1 for none. */
  readonly flag: number
}

/** Kinds of which the database takes nothing that the register would refuse. */
const SAFE = new Set(['yesNo', 'dateTime'])

const accepts = (leaf: Leaf, value: unknown): boolean => 'value' in leaf.accept(value)

const readField = (leaf: Leaf | undefined, field: string | null): unknown => {
  if (field === null || leaf === undefined) return field
  if (leaf.kind === 'yesNo') return field === 't'
  if (leaf.kind === 'integer') return Number(field)
  return leaf.kind === 'texts' ? JSON.parse(field) : field
}

/** A reason may repeat what it is about. */
const withoutValue = (reason: string, value: unknown): string =>
  typeof value === 'string' && value !== '' ? reason.replaceAll(value, '…') : reason

/** Every path, and every object that holds one: as in a body that leaves nothing out. */
const allPaths = (resource: Resource): ReadonlySet<string> =>
  new Set(
    columnsOf(resource).flatMap(({ path }) => {
      const parts = path.split('.')
      return parts.map((_part, index) => parts.slice(0, index + 1).join('.'))
    }),
  )

/** @param facts names of what stands behind the columns. */
export const judgeOf = (resource: Resource, facts: readonly string[]): ((row: Fields) => Judgement[]) => {
  const columns = columnsOf(resource)
  // Before the columns stand `id` and `uuid`.
  const place = new Map(columns.map(({ path }, index) => [path, index + 2]))
  const checked = columns.flatMap(({ path, leaf, variant }): Checked[] => {
    if (!leaf || SAFE.has(leaf.kind)) return []
    return [{ path, index: place.get(path) ?? 0, leaf, flag: variant === undefined ? -1 : (place.get(variant) ?? -1) }]
  })
  const emptyIsFine = new Set(checked.filter(({ leaf }) => accepts(leaf, '')).map(({ index }) => index))
  const given = allPaths(resource)
  // Unique indexes of the database keep their own promises.
  const rules = (resource.rules ?? []).filter(({ unique }) => !unique)

  const faultsOfFields = (row: Fields): Judgement[] => {
    const found: Judgement[] = []
    for (const { path, index, leaf, flag } of checked) {
      const field = row[index] ?? null
      if (field === null || (field === '' && emptyIsFine.has(index)) || (flag >= 0 && row[flag] !== 't')) continue
      const value = readField(leaf, field)
      const outcome = leaf.accept(value)
      if ('value' in outcome) {
        if (leaf.kind !== 'text' || outcome.value === field) continue
        const repair = { value: outcome.value as string }
        found.push({ path, rule: 'trimmed', reason: 'De waarde begint of eindigt met witruimte.', repair })
        continue
      }
      const [first] = outcome.complaints
      const better = leaf.kind === 'text' ? repaired(field, (text) => accepts(leaf, text)) : undefined
      found.push({
        path,
        rule: first?.code ?? 'invalid',
        reason: leaf.kind === 'texts' ? (first?.reason ?? '') : withoutValue(first?.reason ?? '', value),
        ...(better === undefined ? {} : { repair: { value: better } }),
      })
    }
    return found
  }

  const faultsOfRules = (row: Fields): Judgement[] => {
    if (rules.length === 0) return []
    const key = row[0] ?? ''
    const after: Record<string, unknown> = {}
    for (const { path, leaf, sqlType } of columns) {
      const field = row[place.get(path) ?? 0] ?? null
      after[path] = leaf ? readField(leaf, field) : sqlType === 'boolean' ? field === 't' : field
    }
    const known = Object.fromEntries(
      facts.map((fact, index) => {
        const field = row[2 + columns.length + index] ?? null
        return [fact, field === 't' ? true : field === 'f' ? false : field]
      }),
    )
    const check = (values: Values): { name: string; code: string; reason: string }[] => {
      const change: Change = { action: 'create', given, before: undefined, after: values, key, facts: known }
      return rules.flatMap((rule) => [...rule.check(change)])
    }
    return check(after).map(({ name, code, reason }) => {
      const column = columns.find(({ path }) => path === name)
      const value = after[name]
      const isRight = (better: unknown): boolean =>
        !check({ ...after, [name]: better }).some((fault) => fault.name === name)
      const judgement = { path: name, rule: code, reason: withoutValue(reason, value) }
      if (!column?.leaf) return judgement
      if (column.leaf.kind === 'yesNo' && value === true && isRight(false))
        return { ...judgement, repair: { value: 'f' } }
      if (column.leaf.presentWhen && isRight(null)) return { ...judgement, repair: { value: null } }
      const { leaf } = column
      const better =
        typeof value === 'string' ? repaired(value, (text) => accepts(leaf, text) && isRight(text)) : undefined
      return better === undefined ? judgement : { ...judgement, repair: { value: better } }
    })
  }

  return (row) => [...faultsOfFields(row), ...faultsOfRules(row)]
}
