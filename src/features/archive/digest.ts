/** Bytes counted and hashed while they pass. */
import { createHash } from 'node:crypto'
import type { Bytes } from './place.ts'

export interface Digest {
  bytes: number
  /** Line ends. */
  lines: number
  /** Hexadecimal; right once all has passed. */
  sha256: string
}

export const emptyDigest = (): Digest => ({ bytes: 0, lines: 0, sha256: '' })

const NEWLINE = 0x0a

const linesIn = (chunk: Uint8Array): number => {
  let count = 0
  for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) count++
  return count
}

/** Passes the bytes on, and fills in the digest. */
export async function* digesting(content: Bytes, digest: Digest): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  for await (const chunk of content) {
    hash.update(chunk)
    digest.bytes += chunk.length
    digest.lines += linesIn(chunk)
    yield chunk
  }
  digest.sha256 = hash.digest('hex')
}

/** The lines of a text, as bytes without their ends. One that is longer than `most` comes as `undefined`. */
export async function* linesOf(content: Bytes, most: number): AsyncGenerator<Buffer | undefined> {
  let parts: Uint8Array[] = []
  let length = 0
  const keep = (part: Uint8Array): void => {
    length += part.length
    if (length <= most) parts.push(part)
  }
  const taken = (): Buffer | undefined => {
    const line = length > most ? undefined : Buffer.concat(parts)
    parts = []
    length = 0
    return line
  }
  for await (const chunk of content) {
    let from = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, at))
      from = at + 1
      yield taken()
    }
    keep(chunk.subarray(from))
  }
  if (length > 0) yield taken()
}
