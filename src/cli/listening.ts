/** The server at its address: from the first connection to the last answer. */
import { isIPv6 } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { CommandError } from './failure.ts'

/** How long requests that run may take to end after the program was asked to stop. */
export const GRACE = 10_000

const LISTEN_ERRORS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use; stop what listens there, or set PORT',
  EACCES: 'may not be used by this user; set PORT to 1024 or higher',
  EADDRNOTAVAIL: 'is not an address of this machine; set HOST',
  ENOTFOUND: 'is not an address of this machine; set HOST',
}

/** @returns the port. */
export const listen = async (app: FastifyInstance, { host, port }: Config): Promise<number> => {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? LISTEN_ERRORS[String(error.code)] : undefined
    throw reason === undefined ? error : new CommandError(`${host}:${port} ${reason}.`)
  }
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Where the server can be reached from this machine. */
export const addressOf = (port: number, { host, subpath }: Config): string => {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : isIPv6(host) ? `[${host}]` : host
  return `http://${name}:${port}${subpath}`
}

/** Stops accepting, lets what runs finish, and breaks off what takes longer than `GRACE`. */
export const close = async (app: FastifyInstance): Promise<void> => {
  // Node closes the connections that are idle now; one that becomes idle later would stay open for its client.
  const idle = setInterval(() => app.server.closeIdleConnections(), 50)
  const closing = app.close().finally(() => clearInterval(idle))
  const late = new AbortController()
  const inTime = await Promise.race([
    closing.then(() => true),
    wait(GRACE, false, { signal: late.signal, ref: false }).catch(() => true),
  ])
  late.abort()
  if (inTime) return
  app.log.warn({ after: GRACE }, 'requests were broken off')
  app.server.closeAllConnections()
  await Promise.race([closing, wait(1000, undefined, { ref: false })])
}
