/** The text format of PostgreSQL's `copy`: a line for each row, tabs between fields, `\N` for null. */
import { StringDecoder } from 'node:string_decoder'

const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

const decoded = (field: string): string | null => {
  if (field === '\\N') return null
  return field.includes('\\') ? field.replace(/\\([\s\S])/g, (_all, sign: string) => LETTERS[sign] ?? sign) : field
}

const decodeRow = (line: string): (string | null)[] => line.split('\t').map(decoded)

const SIGNS: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

const SPECIAL = /[\\\b\f\n\r\t\v]/g

export const encodeRow = (fields: readonly (string | null)[]): string =>
  `${fields.map((field) => (field === null ? '\\N' : field.replace(SPECIAL, (sign) => SIGNS[sign] ?? sign))).join('\t')}\n`

/** The rows of what `copy` sends, as many at a time as come together. */
export async function* rowsOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<(string | null)[][]> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.write(chunk)).split('\n')
    rest = lines.pop() ?? ''
    yield lines.map(decodeRow)
  }
}
