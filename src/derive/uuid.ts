import { WireNumber } from '../model/wire-text.ts'

/**
 * A uuid in its usual spelling. Taken too: upper case, without dashes, between braces, as `urn:uuid:`, and a whole
 * number below 2^128 (behaviour.md §1.0; the last is how the compatible server reads JSON numbers and booleans).
 */
export const toUuid = (value: unknown): string | undefined => {
  let hex: string
  if (typeof value === 'string') {
    hex = value
      .replace('urn:', '')
      .replace('uuid:', '')
      .replace(/^[{}]+|[{}]+$/g, '')
      .replaceAll('-', '')
  } else {
    const integer = value instanceof WireNumber ? (value.isInteger ? BigInt(value.text) : undefined) : integerOf(value)
    if (integer === undefined || integer < 0n || integer >= 1n << 128n) return undefined
    hex = integer.toString(16).padStart(32, '0')
  }
  if (!/^[0-9a-fA-F]{32}$/.test(hex)) return undefined
  const digits = hex.toLowerCase()
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`
}

const integerOf = (value: unknown): bigint | undefined => {
  if (typeof value === 'boolean') return value ? 1n : 0n
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : undefined
}
