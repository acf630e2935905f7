import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { EmbeddedError } from './embedded-error.ts'

/** The right to run the database of a directory. It ends with the process, however that ends. */
export interface Claim {
  release(): void
}

/** What the owner answers to whoever connects. */
interface Owner {
  readonly pid?: number
  readonly certain: boolean
}

const SOCKET = /^\.owner-[0-9a-f]{8}$/
const UNFINISHED = /^\.owner-[0-9a-f]{8}\.new$/
/** What the name of a socket adds to the path of its directory, in bytes. */
export const CLAIM_ROOM = '/.owner-00000000.new'.length

const listen = (server: Server, address: string) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, () => {
      server.off('error', reject)
      resolve()
    })
  })

const DEAD = ['ECONNREFUSED', 'ENOENT', 'ENOTSOCK']

/** The owner behind a socket; undefined when its process is gone. */
const ask = (address: string) =>
  new Promise<Owner | undefined>((resolve) => {
    let answer = ''
    const socket = connect(address)
    socket.setTimeout(1000)
    socket.setEncoding('utf8').on('data', (text) => (answer += text))
    socket.on('end', () => resolve(answer === '' ? { certain: false } : (JSON.parse(answer) as Owner)))
    // The system accepts for a process that is too busy to answer: it lives.
    socket.on('timeout', () => {
      resolve({ certain: true })
      socket.destroy()
    })
    socket.on('error', ({ code = '' }: NodeJS.ErrnoException) =>
      resolve(DEAD.includes(code) ? undefined : { certain: code !== 'ECONNRESET' }),
    )
  })

/** Another process runs the database of the directory. */
export class DirectoryInUse extends EmbeddedError {
  constructor(directory: string, { pid }: Owner) {
    const process = pid === undefined ? '' : ` (process ${pid})`
    super(
      `The database in ${directory} is in use by another running server${process}: stop that one first, or set DATA_DIR to another directory.`,
    )
  }
}

/** The owners that live; sockets of dead ones are removed. Every socket has a new name, so a living one never is. */
const livingOwners = async (path: string, own: string): Promise<Owner[]> => {
  const names = readdirSync(path)
  for (const name of names.filter((name) => UNFINISHED.test(name))) {
    const age = Date.now() - (statSync(join(path, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > 60_000) rmSync(join(path, name), { force: true })
  }
  const asked = names
    .filter((name) => SOCKET.test(name) && name !== own)
    .map(async (name) => {
      const owner = await ask(join(path, name))
      if (!owner) rmSync(join(path, name), { force: true })
      return owner
    })
  return (await Promise.all(asked)).filter((owner) => owner !== undefined)
}

/** Windows keeps a named pipe for one process at a time, which is all that is needed there. */
const claimPipe = async (directory: string): Promise<Claim> => {
  const name = createHash('sha256').update(directory.toLowerCase()).digest('hex').slice(0, 32)
  const server = createServer((socket) => socket.end(JSON.stringify({ pid: process.pid, certain: true }))).unref()
  const address = `\\\\.\\pipe\\klantinteracties-${name}`
  await listen(server, address).catch(async () => {
    throw new DirectoryInUse(directory, (await ask(address)) ?? { certain: true })
  })
  return { release: () => void server.close() }
}

/**
 * Claims a directory for this process.
 *
 * Each process that wants it listens on a socket of its own in the directory and then looks for others: so two can
 * never both find themselves alone. A socket answers as long as its process lives, which neither a reused PID nor
 * another container on the same volume can fake, and which PID files cannot tell.
 *
 * @param path the directory, short enough for a socket's address
 * @throws DirectoryInUse when another process has it
 */
export const claim = async (directory: string, path: string): Promise<Claim> => {
  if (process.platform === 'win32') return claimPipe(directory)
  for (let attempt = 1; ; attempt++) {
    let certain = false
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.end(JSON.stringify({ pid: process.pid, certain }))
    }).unref()
    const name = `.owner-${randomBytes(4).toString('hex')}`
    // Renamed once it listens: a socket that refuses must always be a dead one.
    await listen(server, join(path, `${name}.new`))
    renameSync(join(path, `${name}.new`), join(path, name))
    const release = () => {
      rmSync(join(path, name), { force: true })
      server.close()
    }
    const others = await livingOwners(path, name)
    if (others.length === 0) {
      certain = true
      return { release }
    }
    release()
    const owner = others.find((other) => other.certain) ?? (attempt === 50 ? others[0] : undefined)
    if (owner) throw new DirectoryInUse(directory, owner)
    // Both came at the same moment and both gave way.
    await delay(20 + Math.random() * 100)
  }
}
