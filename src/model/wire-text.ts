/** How the compatible API names and writes values in its texts: as its own language does (behaviour.md §0.4). */

/** Numbers whose notation a double does not keep (`1.0`, `12345678901234567890`) travel as this. */
export class WireNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  /** True for `12`, false for `1.0` and `1e3`. */
  get isInteger(): boolean {
    return /^-?\d+$/.test(this.text)
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof WireNumber)

export const typeName = (value: unknown): string => {
  if (value === null) return 'NoneType'
  if (Array.isArray(value)) return 'list'
  if (value instanceof WireNumber) return value.isInteger ? 'int' : 'float'
  switch (typeof value) {
    case 'string':
      return 'str'
    case 'boolean':
      return 'bool'
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float'
    default:
      return 'dict'
  }
}

const quoted = (text: string): string => {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll(quote, `\\${quote}`)
  return quote + escaped + quote
}

/** The value inside a list or object, with its quotes. */
const inside = (value: unknown): string => {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(inside).join(', ')}]`
  if (isObject(value)) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${quoted(key)}: ${inside(item)}`)
      .join(', ')}}`
  }
  return wireText(value)
}

const floatText = (text: string): string => {
  const value = Number(text)
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  const [mantissa = '', exponent] = String(value).toLowerCase().split('e')
  if (exponent !== undefined) return `${mantissa}e${exponent.replace(/^([+-]?)(\d)$/, '$10$2')}`
  return Math.abs(value) >= 1e16
    ? value.toExponential().replace('e+', 'e+')
    : mantissa.includes('.')
      ? mantissa
      : `${mantissa}.0`
}

/** The value as a text. */
export const wireText = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (value instanceof WireNumber) return value.isInteger ? value.text.replace(/^-0+$/, '0') : floatText(value.text)
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatText(String(value))
  return inside(value)
}

/** Member names as texts and metadata spell them: `adresregel1` ↔ `adresregel_1`, `BSN` → `bsn` (behaviour.md §1.9). */
const UNDERSCORE_BEFORE =
  /([a-z0-9]|[A-Z]?(?=[A-Z0-9](?=[a-z0-9]|(?<![A-Z])$)))([A-Z]|(?<=[a-z])[0-9](?=[0-9A-Z]|$)|(?<=[A-Z])[0-9](?=[0-9]|$))/g

export const toSnake = (key: string): string => key.replace(UNDERSCORE_BEFORE, '$1_$2').toLowerCase()

export const toCamel = (key: string): string =>
  key.replace(/[a-z0-9]?_[a-z0-9]/g, (found) =>
    found.length === 3 ? `${found[0]}${found[2]?.toUpperCase()}` : `${found[1]?.toUpperCase()}`,
  )
