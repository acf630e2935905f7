/**
 * The embedded database: a PostgreSQL of our own, from npm, that runs as a child of this process on a socket in its
 * data directory, is kept running, and is stopped with it.
 */
import { type AddressInfo, createServer } from 'node:net'
import { isAbsolute } from 'node:path'
import { findBinaries } from './binaries.ts'
import { claim, DirectoryInUse } from './claim.ts'
import { ensureCluster, NAME, passwordOf } from './cluster.ts'
import { explain } from './failure.ts'
import { endLeftovers, readPidFile } from './leftovers.ts'
import { CLUSTER, type Place, preparePlace, rotateLog, SOCKET_PORT } from './place.ts'
import { launch } from './postmaster.ts'
import type { Listening } from './settings.ts'
import { type Log, supervise } from './supervise.ts'
import { makeTemporary, removeTemporary, sweepTemporary } from './temporary.ts'

export { EmbeddedError } from './embedded-error.ts'
export type { Log } from './supervise.ts'

export interface EmbeddedOptions {
  /** Absolute path; made when it is not there. `temp`: a new directory that is removed at the end. */
  readonly dataDir: string
  /** Uses the database that another process runs in the directory, if one does, where it would else be refused. */
  readonly join?: boolean
  readonly log: Log
}

/** As `pg` takes it. A host that is a path is the directory of a socket. */
export interface Connection {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly password?: string
}

export interface Embedded {
  /** Stays the same when PostgreSQL is started again; connections break then, and new ones fail for a moment. */
  readonly connection: Connection
  /** Stops PostgreSQL and lets go of the directory. */
  stop(): Promise<void>
}

const onWindows = process.platform === 'win32'
const LOOPBACK = '127.0.0.1'

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, LOOPBACK, () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

const listeningHere = async (): Promise<Listening> =>
  onWindows ? { addresses: LOOPBACK, port: await freePort() } : { addresses: '', port: SOCKET_PORT }

const connectionTo = (place: Place, { addresses, port }: Listening): Connection => {
  const password = passwordOf(place)
  const host = addresses === '' ? `${place.sockets.path}/${CLUSTER}` : addresses
  return { host, port, user: NAME, database: NAME, ...(password === undefined ? {} : { password }) }
}

/** A running database, and how to end it without waiting when the process exits. */
interface Running extends Embedded {
  readonly kill: () => void
}

const own = async (place: Place, isTemporary: boolean, log: Log): Promise<Running> => {
  const binaries = findBinaries(place.account)
  const { release } = await claim(place.directory, place.sockets.path)
  try {
    const begun = performance.now()
    rotateLog(place)
    const isNew = await ensureCluster(place, binaries)
    const listening = await listeningHere()
    const start = async () => {
      const left = await endLeftovers(place.cluster, binaries.pgCtl)
      if (left !== undefined) log('warn', 'ended a PostgreSQL that an earlier run left behind', { process: left })
      return launch(place, binaries, listening)
    }
    const kept = supervise('the database', await start(), start, log)
    const milliseconds = Math.round(performance.now() - begun)
    log('info', isNew ? 'the embedded database was made' : 'the embedded database runs', { milliseconds })
    // When there is no time to wait, it may finish by itself: unless its files are to go.
    return {
      connection: connectionTo(place, listening),
      stop: async () => {
        await kept.stop()
        release()
      },
      kill: () => kept.kill(isTemporary ? 'SIGKILL' : 'SIGINT'),
    }
  } catch (error) {
    release()
    throw error
  }
}

const joined = (place: Place): Running => {
  const port = readPidFile(place.cluster)?.port ?? SOCKET_PORT
  const addresses = onWindows ? LOOPBACK : ''
  return { connection: connectionTo(place, { addresses, port }), stop: async () => {}, kill: () => {} }
}

/**
 * Starts the embedded database of a directory, or makes it.
 *
 * @throws EmbeddedError with one sentence for the user when it cannot run here
 */
export const startEmbedded = async ({ dataDir, join = false, log }: EmbeddedOptions): Promise<Embedded> => {
  const isTemporary = dataDir === 'temp'
  if (!isTemporary && !isAbsolute(dataDir)) throw new TypeError('dataDir must be an absolute path')
  if (isTemporary) await sweepTemporary()
  const directory = isTemporary ? makeTemporary() : dataDir
  let place: Place | undefined
  const cleanUp = () => {
    place?.sockets.remove()
    if (isTemporary) removeTemporary(directory)
  }
  try {
    const prepared = preparePlace(directory)
    place = prepared
    const running = await own(prepared, isTemporary, log).catch((error: unknown) => {
      if (join && error instanceof DirectoryInUse) return joined(prepared)
      throw error
    })
    const atExit = () => {
      running.kill()
      cleanUp()
    }
    process.once('exit', atExit)
    const stop = async () => {
      process.off('exit', atExit)
      await running.stop()
      cleanUp()
    }
    return { connection: running.connection, stop }
  } catch (error) {
    cleanUp()
    throw explain(error, directory)
  }
}
