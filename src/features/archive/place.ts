/** Where an archive is: a directory, or a tar file, compressed or not. Nothing is ever unpacked onto the disk. */
import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { ArchiveError } from './archive-error.ts'
import { MANIFEST, type Manifest, readManifest } from './manifest.ts'

export type Bytes = AsyncIterable<Uint8Array>

export interface OpenedArchive {
  readonly path: string
  readonly manifest: Manifest
  /** Each file, one after another. What is not read of one is passed over. */
  files(): AsyncGenerator<{ readonly name: string; readonly content: Bytes }>
}

type Files = OpenedArchive['files']

const filesOfDirectory = (path: string): Files =>
  async function* () {
    for (const entry of await readdir(path, { withFileTypes: true }))
      if (entry.isFile()) yield { name: entry.name, content: createReadStream(join(path, entry.name)) }
  }

const isCompressed = async (path: string): Promise<boolean> => {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

const filesOfTar = (path: string): Files =>
  async function* () {
    const entries = extract()
    const reading = [createReadStream(path), ...((await isCompressed(path)) ? [createGunzip()] : []), entries]
    const read = pipeline(reading)
    // Whoever reads the entries hears of it from them.
    read.catch(() => {})
    try {
      for await (const entry of entries) {
        if (entry.header.type === 'file')
          yield { name: basename(entry.header.name), content: entry as AsyncIterable<Buffer> }
        entry.resume()
      }
      await read
    } catch (error) {
      // Messages of the libraries speak of bytes; what the reader can do something about is the file.
      throw error instanceof ArchiveError || isSystemError(error)
        ? error
        : new ArchiveError(`${path} is no tar file, or is cut short.`)
    } finally {
      entries.destroy()
    }
  }

const isSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error

const textOf = async (content: Bytes): Promise<string> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** Throws `ArchiveError` when there is none. */
export const openArchive = async (path: string): Promise<OpenedArchive> => {
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new ArchiveError(`There is no ${path}.`)
  const files = found.isDirectory() ? filesOfDirectory(path) : filesOfTar(path)
  for await (const { name, content } of files())
    if (name === MANIFEST) return { path, manifest: readManifest(await textOf(content)), files }
  throw new ArchiveError(`${path} has no ${MANIFEST}: it is no archive of this program, or its making was broken off.`)
}
