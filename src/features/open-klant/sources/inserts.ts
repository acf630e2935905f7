/** Reads `INSERT` statements as pg_dump writes them: constants only, texts in single quotes. */
import { MoveError } from '../failure.ts'

export interface Inserted {
  readonly table: string
  readonly columns: readonly string[] | undefined
  readonly rows: readonly (readonly (string | null)[])[]
}

const HEAD = /^INSERT INTO (?:\S+\.)?"?(\w+)"?(?: \((.*?)\))?(?: OVERRIDING \w+ VALUE)? VALUES\s*/s

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/** Whether the text ends a statement: a semicolon outside quotes. */
const endsStatement = (line: string, isQuoted: boolean): { isQuoted: boolean; isEnd: boolean } => {
  let quoted = isQuoted
  for (let at = line.indexOf("'"); at >= 0; at = line.indexOf("'", at + 1)) quoted = !quoted
  return { isQuoted: quoted, isEnd: !quoted && line.endsWith(';') }
}

const constant = (word: string): string | null => {
  if (word === 'NULL') return null
  if (word === 'true') return 't'
  return word === 'false' ? 'f' : word
}

class Constants {
  readonly #text: string
  #at: number
  constructor(text: string, at: number) {
    this.#text = text
    this.#at = at
  }

  #fail(): never {
    throw new MoveError(
      'An INSERT statement of the dump has a value that cannot be read; make the dump without --inserts.',
    )
  }

  #skip(sign: string): boolean {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1
    if (this.#text[this.#at] !== sign) return false
    this.#at += 1
    return true
  }

  #quoted(isEscaped: boolean): string {
    let value = ''
    for (;;) {
      const next = this.#text.indexOf("'", this.#at)
      if (next < 0) this.#fail()
      value += this.#text.slice(this.#at, next)
      this.#at = next + 1
      if (this.#text[this.#at] !== "'") break
      value += "'"
      this.#at += 1
    }
    return isEscaped ? value.replace(/\\([\s\S])/g, (_all, sign: string) => ESCAPES[sign] ?? sign) : value
  }

  #value(): string | null {
    if (this.#skip("'")) return this.#quoted(false)
    if (this.#text.startsWith("E'", this.#at)) {
      this.#at += 2
      return this.#quoted(true)
    }
    const [word] = /^[-+.\w]+/.exec(this.#text.slice(this.#at, this.#at + 64)) ?? []
    if (word === undefined) this.#fail()
    this.#at += word.length
    return constant(word)
  }

  rows(): (string | null)[][] {
    const rows: (string | null)[][] = []
    do {
      if (!this.#skip('(')) this.#fail()
      const row = [this.#value()]
      while (this.#skip(',')) row.push(this.#value())
      if (!this.#skip(')')) this.#fail()
      rows.push(row)
    } while (this.#skip(','))
    return rows
  }
}

/** Takes lines until a statement is whole. */
export class InsertReader {
  #lines: string[] = []
  #isQuoted = false

  get isOpen(): boolean {
    return this.#lines.length > 0
  }

  take(line: string): Inserted | undefined {
    this.#lines.push(line)
    const { isQuoted, isEnd } = endsStatement(line, this.#isQuoted)
    this.#isQuoted = isQuoted
    if (!isEnd) return undefined
    const text = this.#lines.join('\n')
    this.#lines = []
    const head = HEAD.exec(text)
    if (!head) throw new MoveError('An INSERT statement of the dump cannot be read; make the dump without --inserts.')
    const [all, table = '', columns] = head
    return {
      table,
      columns: columns?.split(',').map((column) => column.trim().replace(/^"(.*)"$/, '$1')),
      rows: new Constants(text, all.length).rows(),
    }
  }
}
