/**
 * SQL as values. Pieces nest; values become `$n`; only `raw` and `name` add text of their own, and only this folder and
 * `derive/` may call those two.
 *
 * A piece may hold *slots*: parameters known by name whose value comes with each execution. So a statement is built
 * once for a shape of question and run with many sets of values.
 */

export class Slot {
  readonly key: string
  readonly type: string
  /** Which of several rows the value is of; undefined: the value is of the statement as a whole. */
  readonly row: number | undefined
  constructor(key: string, type: string, row?: number) {
    this.key = key
    this.type = type
    this.row = row
  }
}

export class Sql {
  readonly strings: readonly string[]
  readonly parts: readonly unknown[]
  constructor(strings: readonly string[], parts: readonly unknown[]) {
    this.strings = strings
    this.parts = parts
  }
}

/** A statement that can be sent: text with `$n`, the values, and the name under which it may be prepared. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
  readonly name?: string | undefined
}

export const sql = (strings: TemplateStringsArray, ...parts: unknown[]): Sql => new Sql(strings, parts)

/** Text that is part of the program, never of the input. */
export const raw = (text: string): Sql => new Sql([text], [])

/** An identifier of ours: lower-case letters, digits, underscores, dots. Anything else is a mistake in a declaration. */
export const name = (identifier: string): Sql => {
  if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$/.test(identifier)) throw new Error(`not an SQL name: ${identifier}`)
  return raw(identifier)
}

/** A literal text of ours, such as a member name of a JSON object. */
export const literal = (text: string): Sql => raw(`'${text.replaceAll("'", "''")}'`)

/** A parameter whose value is given at execution; used twice, it is sent once. */
export const slot = (key: string, type: string, row?: number): Sql => new Sql(['', ''], [new Slot(key, type, row)])

export const join = (pieces: readonly Sql[], separator: string): Sql => {
  if (pieces.length === 0) return raw('')
  return new Sql(['', ...Array<string>(pieces.length - 1).fill(separator), ''], pieces)
}

export const all = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? raw('true') : join(conditions, ' and ')

type Values = Readonly<Record<string, unknown>>

/** A built statement: its text, and where the value of each `$n` comes from. */
export class Shape {
  readonly text: string
  readonly #sources: readonly unknown[]
  /** Set for statements that every client asks for; those are prepared under this name. */
  readonly name: string | undefined

  constructor(piece: Sql, preparedName?: string) {
    let text = ''
    const sources: unknown[] = []
    const numbers = new Map<string, number>()
    const write = (part: Sql): void => {
      part.strings.forEach((chunk, index) => {
        text += chunk
        if (index >= part.parts.length) return
        const value = part.parts[index]
        if (value instanceof Sql) write(value)
        else if (value instanceof Slot) {
          const key = value.row === undefined ? value.key : `${value.row} ${value.key}`
          let number = numbers.get(key)
          if (number === undefined) {
            number = sources.push(value)
            numbers.set(key, number)
          }
          text += `$${number}::${value.type}`
        } else text += `$${sources.push(value)}`
      })
    }
    write(piece)
    this.text = text
    this.#sources = sources
    this.name = preparedName
  }

  /** Equal for shapes that are one statement with the same slots. */
  get identity(): string {
    const keys = this.#sources.map((source) => (source instanceof Slot ? `${source.row} ${source.key}` : ''))
    return `${this.text}\n${keys.join('\n')}`
  }

  /** The statement with these values in its slots, and in those of its rows. A missing one is a mistake of ours. */
  with(values: Values, rows: readonly Values[] = []): Statement {
    const given = this.#sources.map((source) => {
      if (!(source instanceof Slot)) return source
      const value = (source.row === undefined ? values : rows[source.row])?.[source.key]
      if (value === undefined) throw new Error(`no value for ${source.key}`)
      return value
    })
    return { text: this.text, values: given, name: this.name }
  }
}

/** The piece with other pieces in place of its slots. */
export const withoutSlots = (piece: Sql, fill: (key: string) => Sql): Sql =>
  new Sql(
    piece.strings,
    piece.parts.map((part) =>
      part instanceof Slot ? fill(part.key) : part instanceof Sql ? withoutSlots(part, fill) : part,
    ),
  )

/** A statement that is used once or seldom. */
export const statement = (piece: Sql): Statement => new Shape(piece).with({})
