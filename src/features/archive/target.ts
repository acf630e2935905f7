/** Where an archive is made: beside its place at first, so that what stands in its place is always whole. */
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Pack, pack } from 'tar-stream'
import { ArchiveError } from './archive-error.ts'

/** What is in an archive is nobody else's business. */
export const PRIVATE = 0o600

export interface Target {
  /** The directory to write the files in. */
  readonly directory: string
  /** Puts the files, in this order, where they were asked for. */
  finish(files: readonly string[], signal: AbortSignal | undefined): Promise<void>
  discard(): Promise<void>
}

const isFree = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined)
  return found === undefined || (found.isDirectory() && (await readdir(path)).length === 0)
}

/** Each file in its turn, as fast as what comes behind takes them. */
const packed = (directory: string, files: readonly string[]): Pack => {
  const tar = pack()
  const add = async (): Promise<void> => {
    for (const name of files) {
      const path = join(directory, name)
      const { size, mtime } = await stat(path)
      await pipeline(createReadStream(path), tar.entry({ name, size, mtime, mode: PRIVATE }))
    }
    tar.finalize()
  }
  add().catch((error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))))
  return tar
}

const writeTar = async (tar: Pack, to: string, signal: AbortSignal | undefined): Promise<void> => {
  const end = createWriteStream(to, { mode: PRIVATE, flags: 'wx' })
  const options = signal ? { signal } : {}
  await (to.endsWith('.tar') ? pipeline(tar, end, options) : pipeline(tar, createGzip(), end, options))
}

/** A name that ends in `.tar`, `.tar.gz` or `.tgz` is that of a file; any other that of a directory. */
export const openTarget = async (to: string): Promise<Target> => {
  const path = resolve(to)
  const isFile = /\.(tar|tar\.gz|tgz)$/.test(path)
  if (!(await isFree(path)) || (isFile && (await stat(path).catch(() => undefined))?.isDirectory()))
    throw new ArchiveError(`${to} is there already; name another place.`)
  const beside = join(dirname(path), `.${basename(path)}.partial-`)
  const work = await mkdtemp(beside).catch((error: NodeJS.ErrnoException) => {
    throw new ArchiveError(`Nothing can be written in ${dirname(path)} (${error.code}).`)
  })
  const discard = (): Promise<void> => rm(work, { recursive: true, force: true })
  return {
    directory: work,
    finish: async (files, signal) => {
      if (!isFile) {
        await chmod(work, 0o700)
        return rename(work, path)
      }
      const whole = join(work, `whole${path.endsWith('.tar') ? '.tar' : '.tar.gz'}`)
      await writeTar(packed(work, files), whole, signal)
      await rename(whole, path)
      await discard()
    },
    discard,
  }
}
