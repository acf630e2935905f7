import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBinaries } from './binaries.ts'
import { claim } from './claim.ts'
import { endLeftovers } from './leftovers.ts'
import { type Place, preparePlace } from './place.ts'

const PREFIX = 'klantinteracties-temp-'
const MINUTE = 60_000

/** A new directory for a database that is thrown away. */
export const makeTemporary = (): string => {
  const directory = mkdtempSync(join(tmpdir(), PREFIX))
  // Under root another account works in it; the cluster in it is closed to all others.
  chmodSync(directory, 0o711)
  return directory
}

export const removeTemporary = (directory: string) =>
  rmSync(directory, { recursive: true, force: true, maxRetries: 10 })

/** Throws away the temporary databases, and their servers, of processes that were killed. */
export const sweepTemporary = async () => {
  const own = process.getuid?.()
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX))) {
    const directory = join(tmpdir(), name)
    const entry = statSync(directory, { throwIfNoEntry: false })
    // A young one may belong to a process that is about to claim it.
    if (!entry || (own !== undefined && entry.uid !== own) || Date.now() - entry.mtimeMs < MINUTE) continue
    let place: Place | undefined
    try {
      place = preparePlace(directory)
      const { release } = await claim(directory, place.sockets.path)
      await endLeftovers(place.cluster, findBinaries(place.account).pgCtl)
      release()
      removeTemporary(directory)
    } catch {
      // In use.
    } finally {
      place?.sockets.remove()
    }
  }
}
