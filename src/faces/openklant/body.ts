/** Reading a body (behaviour.md §0.4). */
import type { IncomingHttpHeaders } from 'node:http'
import { WireNumber } from '../../model/wire-text.ts'
import { kinds, Problem, unsupported } from './problem.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A number outside a text whose notation a double would not keep, or that JSON does not have (§0.4: taken all the same). */
const NOTATION_MATTERS = /[:,[]\s*-?(?:\d+\.\d|\d+[eE]|\d{16})|\b(?:NaN|Infinity)\b/
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|NaN|-?Infinity/g
const MARK = '\u0000number'

/** Numbers keep how they were written where that shows in a text: `1.0`, `12345678901234567890`. */
const withNotation = (text: string): unknown =>
  JSON.parse(
    text.replace(TEXT_OR_NUMBER, (token) =>
      token.startsWith('"') || /^-?\d{1,15}$/.test(token) ? token : `{"\\u0000number":"${token}"}`,
    ),
    (_key, value: unknown) => {
      const number = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[MARK] : undefined
      return typeof number === 'string' ? new WireNumber(number) : value
    },
  )

/** `application/json`, with any parameters. */
const isJsonType = (type: string | undefined): boolean =>
  type !== undefined && /^\s*application\/json\s*(;|$)/i.test(type)

/** Packed bodies are not unpacked: a small one may hold more than the limit. */
const isPacked = (encoding: string | undefined): boolean =>
  encoding !== undefined && !/^\s*(identity)?\s*$/i.test(encoding)

const unreadable = (reason: string): Problem => new Problem(kinds.parse, `JSON parse error - ${reason}`)

const decoded = (raw: Buffer): string => {
  try {
    return utf8.decode(raw)
  } catch {
    throw unreadable('not UTF-8')
  }
}

/** The parser's message may quote the text, and that may hold anything: only its kind is told, and where in what was sent. */
const faultOf = (message: string, isRewritten: boolean): string => {
  if (message.includes('end of JSON input')) return 'the text ends too soon'
  const where = isRewritten ? undefined : /position (\d+)/.exec(message)?.[1]
  return `unexpected text${where ? ` at position ${where}` : ''}`
}

/** The value in a body. None at all is `{}`, whatever its type. Throws 415 and 400. */
export const readBody = (raw: Buffer | undefined, headers: IncomingHttpHeaders): unknown => {
  if (raw === undefined || raw.length === 0) return {}
  const { 'content-type': type, 'content-encoding': encoding } = headers
  if (!isJsonType(type)) throw unsupported(type)
  if (isPacked(encoding)) throw new Problem(kinds.media, 'Stuur de inhoud zonder Content-Encoding.')
  const text = decoded(raw)
  const isRewritten = NOTATION_MATTERS.test(text) || /^\s*-?\d/.test(text)
  try {
    return isRewritten ? withNotation(text) : (JSON.parse(text) as unknown)
  } catch (error) {
    throw unreadable(faultOf(String(error), isRewritten))
  }
}
