/** The archive that `dump_data.sh --csv` makes: a tar of a CSV file for each table, with a header. */
import { basename } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'
import { MoveError } from '../failure.ts'
import type { Receiver } from './source.ts'

export const isTar = (head: Buffer): boolean => head.subarray(257, 262).toString('latin1') === 'ustar'

const NEWLINE = 0x0a
const LONGEST_HEADER = 64 * 1024

/** The columns that the first line names. PostgreSQL itself reads the file: `,,` is null, `""` empty. */
const headerOf = async (entry: AsyncIterator<Buffer>, name: string): Promise<{ columns: string[]; head: Buffer }> => {
  let head = Buffer.alloc(0)
  while (head.indexOf(NEWLINE) < 0) {
    const { value, done } = await entry.next()
    if (done || head.length > LONGEST_HEADER)
      throw new MoveError(`${name} in the archive has no line that names its columns.`)
    head = Buffer.concat([head, value])
  }
  const end = head.indexOf(NEWLINE)
  const columns = head
    .subarray(0, end)
    .toString('utf8')
    .trim()
    .split(',')
    .map((column) => column.replace(/^"(.*)"$/, '$1'))
  if (!columns.every((column) => /^[a-z_][a-z0-9_]*$/.test(column)))
    throw new MoveError(`The first line of ${name} in the archive does not name its columns.`)
  return { columns, head }
}

async function* whole(first: Buffer, entry: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first
  for (let next = await entry.next(); !next.done; next = await entry.next()) yield next.value
}

export const sendArchive = async (stream: AsyncIterable<Buffer>, receiver: Receiver): Promise<void> => {
  const archive = extract()
  const fed = pipeline(Readable.from(stream), archive as unknown as Writable)
  fed.catch(() => {})
  for await (const entry of archive) {
    const { name, type } = entry.header
    if (type === 'file' && name.endsWith('.csv')) {
      const chunks = (entry as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
      const { columns, head } = await headerOf(chunks, name)
      const table = basename(name, '.csv')
      if (receiver.meet(table, columns)) {
        await pipeline(whole(head, chunks), await receiver.rows(table, columns, 'csv'))
        continue
      }
      for await (const _skipped of whole(head, chunks));
      continue
    }
    entry.resume()
  }
  await fed
}
