import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type Account, accountFor, reachable } from './account.ts'
import { CLAIM_ROOM } from './claim.ts'
import { EmbeddedError } from './embedded-error.ts'
import { type SocketPath, socketPath } from './socket-path.ts'

/** Where everything of one embedded database is. */
export interface Place {
  /** What DATA_DIR names, without symbolic links. */
  readonly directory: string
  /** PostgreSQL's own directory in it; only the account can enter. Not there before the first start. */
  readonly cluster: string
  readonly logFile: string
  /** `directory`, short enough for the address of a socket in it or in the cluster. */
  readonly sockets: SocketPath
  readonly account: Account | undefined
}

/** In the directory of the embedded database; also the host of its connections. */
export const CLUSTER = 'postgresql'
/** Part of the name of PostgreSQL's socket; nothing listens on this port. */
export const SOCKET_PORT = 5432
const SOCKET_ROOM = Math.max(CLAIM_ROOM, `/${CLUSTER}/.s.PGSQL.${SOCKET_PORT}`.length)

/** Bytes. A start and a stop write a thousand. */
const LONG_LOG = 5_000_000

const chownAll = (directory: string, { uid, gid }: Account) => {
  chownSync(directory, uid, gid)
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true }))
    if (!entry.isSymbolicLink()) chownSync(join(entry.parentPath, entry.name), uid, gid)
}

/** Makes the cluster's files ones that PostgreSQL accepts: its account's own, and closed to others. */
const own = (cluster: string, account: Account | undefined) => {
  const entry = statSync(cluster, { throwIfNoEntry: false })
  if (!entry) return
  if (account && entry.uid !== account.uid) chownAll(cluster, account)
  else if (!account && process.getuid && entry.uid !== process.getuid())
    throw new EmbeddedError(
      `The database in ${cluster} belongs to another user (uid ${entry.uid}): run this as that user, give the directory to this one with chown -R, or set DATA_DIR to another directory.`,
    )
  if (process.platform !== 'win32' && (entry.mode & 0o077) !== 0) chmodSync(cluster, 0o700)
}

/** Makes a directory and those above it. Node's own `recursive` says of a read-only disk that there is no such file. */
const make = (directory: string): void => {
  if (existsSync(directory)) return
  const above = dirname(directory)
  if (above !== directory) make(above)
  try {
    mkdirSync(directory)
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(directory)) throw error
  }
}

/** Prepares the directory of a database, which need not exist. */
export const preparePlace = (dataDir: string): Place => {
  make(dataDir)
  const directory = realpathSync(dataDir)
  const cluster = join(directory, CLUSTER)
  const account = accountFor(cluster)
  own(cluster, account)
  const logFile = join(directory, 'postgresql.log')
  closeSync(openSync(logFile, 'a', 0o600))
  return { directory, cluster, logFile, account, sockets: socketPath(directory, SOCKET_ROOM) }
}

/** Puts a log that has become long aside, in place of the one put aside before. To be called before PostgreSQL starts. */
export const rotateLog = ({ logFile }: Place) => {
  if (statSync(logFile).size < LONG_LOG) return
  renameSync(logFile, `${logFile}.old`)
  closeSync(openSync(logFile, 'a', 0o600))
}

/**
 * How a program of PostgreSQL, started in this directory, names it. Below a directory that its account cannot enter
 * (root's home) every absolute path fails, except the one through the process itself.
 */
export const nameFor = (directory: string, account: Account | undefined): string => {
  if (reachable(directory, account)) return directory
  if (process.platform === 'linux') return '/proc/self/cwd'
  throw new EmbeddedError(
    `PostgreSQL runs under the account "${account?.name}" here, which cannot enter ${dirname(directory)}: set DATA_DIR to a directory that it can enter, or run this as an ordinary user.`,
  )
}
