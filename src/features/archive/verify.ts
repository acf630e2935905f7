/** Whether an archive is whole and every line of it can be read, before anything is done with it. */
import { isUtf8 } from 'node:buffer'
import { checkOf } from '../../derive/archive/check.ts'
import { canBeKept } from '../../derive/archive/formats.ts'
import type { Shelf } from '../../derive/archive/shelf.ts'
import { ArchiveError, archiveError } from './archive-error.ts'
import { type Digest, digesting, emptyDigest, linesOf } from './digest.ts'
import type { ArchivedFile } from './manifest.ts'
import type { Bytes, OpenedArchive } from './place.ts'

/** Far more than any row can hold. */
const LONGEST_LINE = 2 ** 24
/** After so many faults the others no longer matter. */
const ENOUGH = 100

/** Texts that PostgreSQL cannot keep are written with these escapes. */
const MAY_NOT_BE_KEPT = /\\u(0000|d[89a-f])/i

const faultsIn = (check: (line: unknown) => string[], line: Buffer | undefined): string[] => {
  if (line === undefined) return ['is too long']
  if (!isUtf8(line)) return ['is no UTF-8']
  const text = line.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return ['is no JSON']
  }
  if (MAY_NOT_BE_KEPT.test(text) && !canBeKept(value)) return ['has a character that cannot be kept']
  return check(value)
}

/** The faults of a file of lines, each with the name of the file and the number of the line. */
const lineFaults = async (shelf: Shelf, name: string, content: Bytes): Promise<string[]> => {
  const check = checkOf(shelf)
  const faults: string[] = []
  let number = 0
  for await (const line of linesOf(content, LONGEST_LINE)) {
    number++
    if (faults.length < ENOUGH) faults.push(...faultsIn(check, line).map((fault) => `${name}:${number}: ${fault}`))
  }
  return faults
}

/** What a file differs in from what the manifest says of it. */
export const fileFault = ({ name, rows, bytes, sha256 }: ArchivedFile, digest: Digest): string | undefined => {
  if (digest.bytes !== bytes) return `${name} has ${digest.bytes} bytes where it should have ${bytes}`
  if (digest.sha256 !== sha256) return `${name} was changed after it was made (SHA-256)`
  return digest.lines === rows ? undefined : `${name} has ${digest.lines} lines where it should have ${rows}`
}

/** Streams that cannot be read on say so in many ways; whoever made the archive knows it by its path. */
const readable = async (path: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (error instanceof ArchiveError || !(error instanceof Error) || 'syscall' in error) throw error
    throw new ArchiveError(`${path} is cut short, or is not what its name says.`, { cause: error })
  }
}

/** Reads all of it; throws an `ArchiveError` that names every file and line that is wrong. `shelves` by file. */
export const verify = async (archive: OpenedArchive, shelves: ReadonlyMap<string, Shelf>): Promise<void> => {
  const { files } = archive.manifest
  const faults: string[] = []
  const seen = new Set<string>()
  await readable(archive.path, async () => {
    for await (const { name, content } of archive.files()) {
      const file = files.find((one) => one.name === name)
      if (!file || seen.has(name)) continue
      seen.add(name)
      const digest = emptyDigest()
      const shelf = shelves.get(name)
      const found = shelf ? await lineFaults(shelf, name, digesting(content, digest)) : []
      if (!shelf) for await (const _chunk of digesting(content, digest));
      const fault = fileFault(file, digest)
      // What was changed on the way may be wrong in many places; one word says it.
      faults.push(...(fault === undefined ? found : [fault]))
    }
  })
  for (const { name } of files) if (!seen.has(name)) faults.push(`${name} is missing`)
  if (faults.length > 0) throw archiveError(`${archive.path} cannot be restored; nothing was changed:`, faults)
}
