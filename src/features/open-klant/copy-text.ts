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

const PIECE = 64 * 1024

/** The same bytes in larger pieces: `copy` sends a message for each row, and each step of a stream has its price. */
export async function* inPieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let length = 0
  for await (const chunk of chunks) {
    held.push(chunk)
    length += chunk.length
    if (length < PIECE) continue
    yield Buffer.concat(held)
    held = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(held)
}

/** The rows of what `copy` sends, as many at a time as come together. */
export async function* rowsOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<(string | null)[][]> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of inPieces(chunks)) {
    const lines = (rest + decoder.write(chunk)).split('\n')
    rest = lines.pop() ?? ''
    yield lines.map(decodeRow)
  }
}
