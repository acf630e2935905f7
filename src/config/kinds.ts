/** The kinds of setting: how the text of an environment variable becomes a value, and what is said when it cannot. */
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { type Kind, kind } from './kind.ts'

const wrong = (message: string): never => {
  throw new Error(message)
}

const words = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '')

export { issuers } from './issuers.ts'
export { activities } from './activities.ts'
export { levels, portals } from './residents.ts'
export { sinks } from './sinks.ts'
export { windows } from './windows.ts'

export const text = kind('text', (value) => value)

const YES = new Set(['on', 'true', 'yes', '1'])
const NO = new Set(['off', 'false', 'no', '0'])

export const onOff = kind('`on` or `off` (also true/false, yes/no, 1/0)', (value) => {
  const word = value.toLowerCase()
  if (YES.has(word)) return true
  return NO.has(word) ? false : wrong('must be on or off')
})

export const whole = (min: number, max: number): Kind<number> =>
  kind(`a whole number from ${min} to ${max}`, (value) => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
    return number >= min && number <= max ? number : wrong(`must be a whole number from ${min} to ${max}`)
  })

export const choice = <const T extends string>(...options: readonly T[]): Kind<T> =>
  kind(`one of ${options.map((option) => `\`${option}\``).join(', ')}`, (value) => {
    const found = options.find((option) => option === value.toLowerCase())
    return found ?? wrong(`must be one of ${options.join(', ')}`)
  })

const quantity = (value: string, units: Readonly<Record<string, number>>): number => {
  const [, amount = '', unit = ''] = /^(\d{1,12})\s*([a-z]*)$/.exec(value.toLowerCase()) ?? []
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined
  return amount === '' || factor === undefined ? Number.NaN : Number(amount) * factor
}

const BYTE_UNITS = { '': 1, b: 1, kb: 1024, kib: 1024, mb: 1024 ** 2, mib: 1024 ** 2, gb: 1024 ** 3, gib: 1024 ** 3 }

/** In bytes. */
export const bytes = (min: number, max: number): Kind<number> =>
  kind('bytes, or with a unit: `512kb`, `1mb` (1 kb = 1024 bytes)', (value) => {
    const size = quantity(value, BYTE_UNITS)
    if (Number.isNaN(size)) wrong('must be a number of bytes, such as 65536, 512kb or 1mb')
    return size >= min && size <= max ? size : wrong(`must be from ${min} to ${max} bytes`)
  })

const TIME_UNITS = { '': 1000, ms: 1, s: 1000, m: 60_000 }

/** In milliseconds. */
export const duration = (minMs: number, maxMs: number): Kind<number> =>
  kind('seconds, or with a unit: `500ms`, `30s`, `2m`', (value) => {
    const time = quantity(value, TIME_UNITS)
    if (Number.isNaN(time)) wrong('must be a time, such as 30, 30s or 500ms')
    return time >= minMs && time <= maxMs ? time : wrong(`must be from ${minMs}ms to ${maxMs / 1000}s`)
  })

/** How often something may be done: `amount` times in `perMs` milliseconds. Undefined: without limit. */
export const rate = kind(
  '`off`, or a number of times a second, minute or hour: `20/s`, `600/m`, `1000/h`',
  (value): { readonly amount: number; readonly perMs: number } | undefined => {
    if (NO.has(value.toLowerCase())) return undefined
    const [, amount = '', unit = ''] = /^(\d{1,7})\s*\/\s*([smh])$/.exec(value.toLowerCase()) ?? []
    const perMs = { s: 1000, m: 60_000, h: 3_600_000 }[unit]
    return Number(amount) > 0 && perMs !== undefined
      ? { amount: Number(amount), perMs }
      : wrong('must be off, or such as 600/m: a number of times a second (s), minute (m) or hour (h)')
  },
)

/** Absolute; or `temp`. */
export const directory = kind('a directory, or `temp`', (value) => (value === 'temp' ? value : resolve(value)))

/** Absolute. */
export const folder = kind('a directory', (value) => resolve(value))

export const databaseUrl = kind('`postgres://user:password@host:port/database`', (value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  return url !== undefined && ['postgres:', 'postgresql:'].includes(url.protocol)
    ? value
    : wrong('must look like postgres://user:password@host:5432/database (special characters percent-encoded)')
})

const SCHEMA_MAX_LENGTH = 63

/** What needs no quotes and belongs to nobody else: names of `pg_…` are PostgreSQL's own. */
export const schemaName = kind('a name of lower-case letters, digits and underscores', (value) => {
  if (value.length > SCHEMA_MAX_LENGTH || !/^[a-z_][a-z0-9_]*$/.test(value))
    wrong(`must be 1 to ${SCHEMA_MAX_LENGTH} lower-case letters, digits and underscores, and not start with a digit`)
  return /^(pg_|information_schema$)/.test(value) ? wrong('must not be a schema of PostgreSQL itself') : value
})

const KEY_BYTES = 32

/** One or more: the first is for what is encrypted now, the others for what was before. */
export const keys = kind(
  '32 random bytes in base64 (`openssl rand -base64 32`); several, with spaces or commas between, to change them',
  (value): readonly [Buffer, ...Buffer[]] => {
    const all = words(value).map((word) => Buffer.from(word, 'base64'))
    const [first, ...others] = all
    const same = new Set(all.map((key) => key.toString('base64'))).size < all.length
    if (first === undefined || same || all.some((key) => key.length !== KEY_BYTES))
      return wrong('must be 32 bytes in base64, such as `openssl rand -base64 32` makes, or several that differ')
    return [first, ...others]
  },
)

const TOKEN_MAX_LENGTH = 128

/** Open Klant made tokens of 40 hexadecimal characters and accepted any text up to that length (behaviour.md §6.5). */
export const token = kind(`1 to ${TOKEN_MAX_LENGTH} visible ASCII characters`, (value) =>
  value.length <= TOKEN_MAX_LENGTH && /^[\x21-\x7e]+$/.test(value)
    ? value
    : wrong(`must be 1 to ${TOKEN_MAX_LENGTH} visible ASCII characters, without spaces`),
)

/** An absolute address without a path, as `URL.origin` writes it. */
const originOf = (value: string): string | undefined => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) return undefined
  const bare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  return bare ? url.origin : undefined
}

export const origin = kind(
  '`https://host` or `https://host:port`',
  (value) => originOf(value) ?? wrong('must look like https://host or https://host:port, without a path'),
)

/** Where an API is, without the slash at the end. */
export const apiRoot = kind('an address such as `https://host/api/v1`', (value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const bare = url?.search === '' && url.hash === '' && url.username === '' && url.password === ''
  return url !== undefined && bare && ['http:', 'https:'].includes(url.protocol)
    ? url.href.replace(/\/+$/, '')
    : wrong('must be an address such as https://host/api/v1, without user, password and query')
})

/** Who speaks: what CloudEvents call a source. */
export const source = kind('a URI, such as `urn:nld:oin:00000001234567890000:systeem:klantinteracties`', (value) =>
  /^[a-z][a-z0-9+.-]*:[\w:./%~@!$&'()*+,;=-]+$/i.test(value) && value.length <= 100
    ? value
    : wrong('must be a URI of at most 100 characters'),
)

export const typePrefix = kind('words in reverse-DNS order, such as `nl.klantinteracties`', (value) =>
  /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/.test(value) && value.length <= 100
    ? value
    : wrong('must be words with dots between, such as nl.klantinteracties'),
)

export const origins = kind('origins (`https://host`) separated by commas or spaces, or `*`', (value) =>
  value === '*'
    ? ('*' as const)
    : words(value).map((word) => originOf(word) ?? wrong('must be * or a list of origins such as https://host:port')),
)

/** Lower case, without port; `.example.nl` stands for every host under example.nl and itself, `*` for any. */
export const hosts = kind(
  'host names separated by commas or spaces; `.example.nl` for all under it; `*` for any',
  (value) =>
    words(value).map((word) =>
      /^(\*|\[[0-9a-f:.]+\]|\.?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?)$/i.test(word)
        ? word.toLowerCase()
        : wrong('must be a list of host names without scheme, port or path'),
    ),
)

/** Without the slash at the end; '' for none. */
export const path = kind('a path such as `/klanten`', (value) => {
  const bare = value.replace(/\/+$/, '')
  return bare === '' || /^(\/[\w.~-]+)+$/.test(bare) ? bare : wrong('must be a path such as /klanten')
})

/** What Fastify's `trustProxy` takes; a number of hops is a function there. */
type TrustProxy = boolean | string[] | ((address: string, hop: number) => boolean)

const NAMED_RANGES = new Set(['loopback', 'linklocal', 'uniquelocal'])

const isRange = (word: string): boolean => {
  const [address = '', prefix, ...more] = word.split('/')
  const family = isIP(address)
  if (NAMED_RANGES.has(word)) return true
  if (family === 0 || more.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128))
}

export const trustProxy = kind(
  '`off`, `on` (trusts any sender), a number of proxies, or addresses and ranges (`10.0.0.0/8`, `loopback`)',
  (value): TrustProxy => {
    const word = value.toLowerCase()
    if (/^\d{1,2}$/.test(word)) {
      const hops = Number(word)
      // Fastify reads a plain number as "trust nobody"; a function says what is meant.
      return hops === 0 ? false : (_address, hop) => hop < hops
    }
    if (YES.has(word)) return true
    if (NO.has(word)) return false
    return words(word).every(isRange)
      ? words(word)
      : wrong('must be off, on, a number of proxies, or a list of IP addresses and ranges such as 10.0.0.0/8')
  },
)
