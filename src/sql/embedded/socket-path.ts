import { lutimesSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Bytes of a socket's address on macOS; Linux takes 107.
const LONGEST = 103
const HOUR = 3_600_000

export interface SocketPath {
  readonly path: string
  remove(): void
}

/**
 * The directory itself where its sockets' paths (`room` bytes more) fit in an address, else a link to it from a new
 * temporary directory that only this user can enter.
 */
export const socketPath = (directory: string, room: number): SocketPath => {
  if (process.platform === 'win32' || Buffer.byteLength(directory) + room <= LONGEST)
    return { path: directory, remove: () => {} }
  const temporary = mkdtempSync(join(tmpdir(), 'kic-'))
  const path = join(temporary, 'd')
  symlinkSync(directory, path)
  // Cleaners of temporary directories take what is old, even when it is in use.
  const touch = () => {
    for (const entry of [path, temporary]) lutimesSync(entry, new Date(), new Date())
  }
  const timer = setInterval(touch, HOUR).unref()
  return {
    path,
    remove: () => {
      clearInterval(timer)
      rmSync(temporary, { recursive: true, force: true })
    },
  }
}
