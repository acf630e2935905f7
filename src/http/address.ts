/** The address under which a client reached the server: what absolute addresses in answers start with. */
import { isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'

/** Names that are remembered; a client may write one name in many ways and choose ports freely. */
const REMEMBERED = 100

const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?)\.?(:\d{1,5})?$/

const nameOf = (host: string): string | undefined => HOST.exec(host.toLowerCase())?.[1]

const allows = (allowed: readonly string[], name: string): boolean =>
  allowed.some(
    (entry) =>
      entry === '*' || entry === name || (entry.startsWith('.') && (name.endsWith(entry) || name === entry.slice(1))),
  )

/**
 * @returns for a request: scheme, host and subpath without a slash at the end; undefined when it came under a name that
 * is not allowed: then nothing that holds an address may be answered, because caches and mails would spread it.
 */
export const createBaseAddress = (
  config: Pick<Config, 'baseUrl' | 'allowedHosts' | 'host' | 'subpath'>,
): ((request: Pick<FastifyRequest, 'host' | 'protocol'>) => string | undefined) => {
  const { baseUrl, subpath, host: own } = config
  if (baseUrl !== undefined) return () => baseUrl + subpath
  const listening = (isIPv6(own) ? `[${own}]` : own).toLowerCase()
  const allowed = config.allowedHosts ?? ['localhost', '127.0.0.1', '[::1]', listening]
  const known = new Set<string>()
  return ({ host, protocol }) => {
    if (!known.has(host)) {
      const name = nameOf(host)
      if (name === undefined || !allows(allowed, name)) return undefined
      if (known.size < REMEMBERED) known.add(host)
    }
    return `${protocol}://${host}${subpath}`
  }
}
