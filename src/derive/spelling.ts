/** How members are called in bodies and in faults. */
import { toSnake } from '../model/wire-text.ts'

const spellings = new WeakMap<object, ReadonlyMap<string, string>>()

/** Members under their own name or any spelling that has the same snake_case form; the last one in the body wins. */
export const membersOf = (
  fields: Readonly<Record<string, unknown>>,
  body: Record<string, unknown>,
  extra: readonly string[],
): ReadonlyMap<string, unknown> => {
  let known = spellings.get(fields)
  if (!known) {
    known = new Map([...Object.keys(fields), ...extra].map((key) => [toSnake(key), key]))
    spellings.set(fields, known)
  }
  const found = new Map<string, unknown>()
  for (const key of Object.keys(body)) {
    const field = Object.hasOwn(fields, key) ? key : known.get(toSnake(key))
    if (field !== undefined) found.set(field, body[key])
  }
  return found
}

/** A digit keeps its underscore in the names of faults: `bezoekadres.adresregel_1` (behaviour.md §2.2). */
const faultName = (key: string): string => (/\d/.test(key) ? key.replace(/(?<=[a-z])(\d)/g, '_$1') : key)

export const under = (prefix: string, key: string): string =>
  prefix === '' ? faultName(key) : `${prefix}.${faultName(key)}`
