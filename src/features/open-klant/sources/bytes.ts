/** The bytes of a file, unpacked when they are packed, with a look at the first of them. */
import { createReadStream, statSync } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { MoveError } from '../failure.ts'

export interface Bytes {
  readonly stream: AsyncIterable<Buffer>
  /** At least the first 512, or all there are. */
  readonly head: Buffer
}

const HEAD = 512
const CHUNK = 256 * 1024

/** Reads until there is a head, and gives back a stream that still has it. */
const peek = async (source: AsyncIterable<Buffer>): Promise<Bytes> => {
  const iterator = source[Symbol.asyncIterator]()
  const chunks: Buffer[] = []
  let length = 0
  while (length < HEAD) {
    const { value, done } = await iterator.next()
    if (done) break
    chunks.push(value)
    length += value.length
  }
  async function* whole(): AsyncGenerator<Buffer> {
    try {
      yield* chunks
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { stream: whole(), head: Buffer.concat(chunks) }
}

const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b

export const sizeOf = (path: string): number => {
  try {
    return statSync(path).size
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new MoveError(`${path} cannot be read (${code}).`)
  }
}

async function* counted(file: AsyncIterable<Buffer>, progress: (bytes: number) => void): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of file) {
    bytes += chunk.length
    progress(bytes)
    yield chunk
  }
}

/** @param progress told how many bytes of the file were read. */
export const openBytes = async (path: string, progress: (bytes: number) => void): Promise<Bytes> => {
  const plain = await peek(counted(createReadStream(path, { highWaterMark: CHUNK }), progress))
  if (!isGzip(plain.head)) return plain
  const unpacked = createGunzip({ chunkSize: CHUNK })
  // What goes wrong is told to whoever reads the other end.
  pipeline(Readable.from(plain.stream), unpacked, () => {})
  return peek(unpacked)
}
