import { statfsSync } from 'node:fs'
import { EmbeddedError } from './embedded-error.ts'

/** Less than this free, and PostgreSQL cannot go on: one file of its write-ahead log. */
const NEEDED = 16 * 1024 ** 2

const isFull = (directory: string): boolean => {
  try {
    const { bavail, bsize } = statfsSync(directory)
    return bavail * bsize < NEEDED
  } catch {
    return false
  }
}

const full = (directory: string) =>
  new EmbeddedError(`The disk that holds ${directory} is full: make room, or set DATA_DIR to another directory.`)

/** A program of PostgreSQL failed on this directory; `words` are its own, for which a full disk may have had no room. */
export const failure = (words: string, directory: string): EmbeddedError =>
  /No space left on device/.test(words) || isFull(directory) ? full(directory) : new EmbeddedError(words)

/** An error of the operating system about this directory, in words with what to do; another error as it is. */
export const explain = (error: unknown, directory: string): unknown => {
  const { code = '', message } = error as NodeJS.ErrnoException
  if (process.getuid?.() === 0 && (code === 'EPERM' || code === 'EINVAL'))
    return new EmbeddedError(
      `PostgreSQL does not run as root, and here root cannot give files or processes to another user (${message}): run this as an ordinary user, or set DATABASE_URL to a PostgreSQL server.`,
    )
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return full(directory)
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new EmbeddedError(
        `${directory} cannot be used (${message}): give this user the right to write there, or set DATA_DIR to another directory.`,
      )
    case 'ENOTDIR':
    case 'EEXIST':
      return new EmbeddedError(`${directory} is not a directory: set DATA_DIR to one, or to one that can be made.`)
    case 'ENOTSUP':
    case 'EOPNOTSUPP':
      return new EmbeddedError(
        `${directory} is on a file system without sockets (a folder shared with another system, perhaps): set DATA_DIR to a directory on a local disk.`,
      )
    default:
      return error
  }
}
