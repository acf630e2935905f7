/**
 * A plain SQL dump of pg_dump: rows as `COPY` blocks, which are passed on as they are, or as `INSERT` statements. Of all
 * else only what tables there are, and their columns, is of interest.
 */
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { encodeRow } from '../copy-text.ts'
import { MoveError } from '../failure.ts'
import { InsertReader } from './inserts.ts'
import type { Receiver } from './source.ts'

const END = Buffer.from('\n\\.\n')
const NEWLINE = 0x0a

const COPY = /^COPY (?:\S+\.)?"?(\w+)"? \((.*)\) FROM stdin;/
const TABLE = /^CREATE (?:UNLOGGED )?TABLE (?:\S+\.)?"?(\w+)"? \($/
const DATA = /^-- (?:Data for )?Name: (\w+); Type: TABLE DATA/
const ENCODING = /^SET client_encoding = '(\w+)';/

const columnNames = (list: string): string[] => list.split(',').map((column) => column.trim().replace(/^"(.*)"$/, '$1'))

/** Writes what the other side can take, and waits where it cannot. */
const write = async (to: Writable, chunk: Buffer | string): Promise<void> => {
  if (to.errored) throw to.errored
  if (chunk.length > 0 && !to.write(chunk)) await once(to, 'drain')
}

const end = async (to: Writable): Promise<void> => {
  if (to.errored) throw to.errored
  const finished = once(to, 'finish')
  to.end()
  await finished
}

interface Block {
  readonly to: Writable | undefined
  /** Nothing of it was passed on yet. */
  isStart: boolean
}

export class Dump {
  readonly #receiver: Receiver
  /** Columns of the tables whose `CREATE TABLE` was read. */
  readonly #columns = new Map<string, string[]>()
  /** The table whose columns are being read. */
  #making: { readonly table: string; readonly columns: string[] } | undefined
  /** A `COPY` block that is being read; without `to`, one that nobody wants. */
  #copying: Block | undefined
  #inserting: { readonly table: string; readonly to: Writable } | undefined
  readonly #inserts = new InsertReader()

  constructor(receiver: Receiver) {
    this.#receiver = receiver
  }

  async read(stream: AsyncIterable<Buffer>, name: string): Promise<void> {
    let rest: Buffer = Buffer.alloc(0)
    for await (const chunk of stream) {
      let data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      for (;;) {
        const used = this.#copying ? await this.#copyPart(data, this.#copying) : await this.#line(data)
        if (used === 0) break
        data = data.subarray(used)
      }
      rest = data
    }
    if (!this.#copying && rest.length > 0) await this.#line(Buffer.concat([rest, Buffer.from('\n')]))
    if (this.#copying || this.#inserts.isOpen)
      throw new MoveError(`${name} ends in the middle of a table: it is not complete.`)
    await this.#endInserting()
  }

  /** Passes on as much of a block as is surely part of it. @returns how many bytes were used. */
  async #copyPart(data: Buffer, block: Block): Promise<number> {
    const { to } = block
    const last = END.length - 1
    if (block.isStart && data.length < last) return 0
    // A block without rows starts with its end; anywhere else the end stands behind a row.
    const isEmpty = block.isStart && data.subarray(0, last).equals(END.subarray(1))
    const at = isEmpty ? -1 : data.indexOf(END)
    if (at < 0 && !isEmpty) {
      const sure = data.length - last
      if (sure <= 0) return 0
      if (to) await write(to, data.subarray(0, sure))
      block.isStart = false
      return sure
    }
    if (to) {
      await write(to, data.subarray(0, at + 1))
      await end(to)
    }
    this.#copying = undefined
    return at + END.length
  }

  async #line(data: Buffer): Promise<number> {
    const at = data.indexOf(NEWLINE)
    if (at < 0) return 0
    const line = data.toString('utf8', 0, at)
    if (this.#inserts.isOpen || line.startsWith('INSERT INTO ')) await this.#insert(line)
    else if (this.#making) this.#column(line)
    else await this.#statement(line)
    return at + 1
  }

  async #statement(line: string): Promise<void> {
    if (line === '') return
    const [, encoding] = ENCODING.exec(line) ?? []
    if (encoding !== undefined && encoding !== 'UTF8')
      throw new MoveError(`The dump is in ${encoding}; make it with pg_dump --encoding=UTF8.`)
    const [, making] = TABLE.exec(line) ?? []
    if (making !== undefined) this.#making = { table: making, columns: [] }
    const [, table] = DATA.exec(line) ?? []
    if (table !== undefined) this.#receiver.meet(table, this.#columns.get(table))
    const [, copied, list] = COPY.exec(line) ?? []
    if (copied === undefined || list === undefined) return
    await this.#endInserting()
    const columns = columnNames(list)
    const to = this.#receiver.meet(copied, columns) ? await this.#receiver.rows(copied, columns, 'text') : undefined
    this.#copying = { to, isStart: true }
  }

  /** A line within `CREATE TABLE`: a column starts with its name, a constraint with its kind. */
  #column(line: string): void {
    if (!this.#making) return
    if (line.startsWith(')')) {
      const { table, columns } = this.#making
      this.#columns.set(table, columns)
      this.#making = undefined
      this.#receiver.meet(table, columns)
      return
    }
    const [, quoted, plain] = /^\s+(?:"([^"]+)"|([a-z_][a-z0-9_]*))\s/.exec(line) ?? []
    const column = quoted ?? plain
    if (column !== undefined) this.#making.columns.push(column)
  }

  async #insert(line: string): Promise<void> {
    const read = this.#inserts.take(line)
    if (!read) return
    const { table, rows } = read
    const columns = read.columns ?? this.#columns.get(table)
    if (columns === undefined && !this.#receiver.meet(table)) return
    if (columns === undefined)
      throw new MoveError(`The dump does not name the columns of ${table}: give the file with the schema before it.`)
    if (this.#inserting?.table !== table) {
      await this.#endInserting()
      if (!this.#receiver.meet(table, columns)) return
      this.#inserting = { table, to: await this.#receiver.rows(table, columns, 'text') }
    }
    for (const row of rows) await write(this.#inserting.to, encodeRow(row))
  }

  async #endInserting(): Promise<void> {
    if (this.#inserting) await end(this.#inserting.to)
    this.#inserting = undefined
  }
}
