/** `EVENT_SINKS`: the receivers of events, as YAML or JSON. Every mistake is named, and no value repeated. */
import { parse } from 'yaml'
import { type Kind, kind, Mistakes, type Outside, secretAt } from './kind.ts'

/** The scopes of this name, a role or a scope itself; undefined: there is no such. */
type ScopesOf<S extends string> = (name: string) => readonly S[] | undefined

interface Common<S extends string> {
  readonly name: string
  readonly scopes: readonly S[]
  readonly types: readonly string[]
  readonly timeoutMs: number
}

export type SinkSettings<S extends string> =
  | (Common<S> & {
      readonly kind: 'webhook'
      readonly url: string
      readonly secret: string
      readonly authorization: string | undefined
    })
  | (Common<S> & {
      readonly kind: 'nats'
      readonly servers: readonly string[]
      readonly subject: string
      readonly user: string | undefined
      readonly password: string | undefined
      readonly token: string | undefined
    })
  | (Common<S> & {
      readonly kind: 'rabbitmq'
      readonly url: string
      readonly user: string
      readonly password: string
      readonly exchange: string
    })

const NAME = /^[a-z][a-z0-9-]{0,49}$/
/** The name under which the Notificaties API is delivered to. */
const TAKEN = 'notificaties'
const TIMEOUT_S = 10
const COMMON = ['name', 'kind', 'scopes', 'types', 'timeout']
const KEYS = {
  webhook: ['url', 'secret', 'authorization'],
  nats: ['servers', 'subject', 'user', 'password', 'token'],
  rabbitmq: ['url', 'user', 'password', 'exchange'],
} as const
type SinkKind = keyof typeof KEYS
const SHORTEST_SECRET = 16

/** Reads the members of one sink, and notes what is wrong with them. */
class Reading {
  readonly #members: Readonly<Record<string, unknown>>
  readonly #outside: Outside
  readonly #say: (mistake: string) => void

  constructor(members: Readonly<Record<string, unknown>>, outside: Outside, say: (mistake: string) => void) {
    this.#members = members
    this.#outside = outside
    this.#say = say
  }

  text(key: string, pattern: RegExp, must: string, fallback?: string): string {
    const value = this.#members[key] ?? fallback
    if (typeof value === 'string' && pattern.test(value)) return value
    this.#say(`${key} must be ${must}`)
    return ''
  }

  scopes<S extends string>(key: string, scopesOf: ScopesOf<S>): S[] {
    const names = this.texts(key, /^/, 'scopes and roles')
    if (names.some((name) => scopesOf(name) === undefined)) this.#say(`${key} names what is no role or scope`)
    return [...new Set(names.flatMap((name) => scopesOf(name) ?? []))]
  }

  texts(key: string, pattern: RegExp, must: string): string[] {
    const value = this.#members[key] ?? []
    if (Array.isArray(value) && value.every((one) => typeof one === 'string' && pattern.test(one))) return value
    this.#say(`${key} must be a list of ${must}`)
    return []
  }

  address(key: string, protocols: readonly string[]): string {
    const value = this.#members[key]
    const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
    if (url && protocols.includes(url.protocol) && url.username === '' && url.password === '') return url.href
    this.#say(`${key} must be an address that starts with ${protocols.join(' or ')}//, without user and password`)
    return ''
  }

  seconds(key: string): number {
    const value = this.#members[key] ?? TIMEOUT_S
    if (typeof value === 'number' && value >= 1 && value <= 60) return value
    this.#say(`${key} must be a number of seconds from 1 to 60`)
    return TIMEOUT_S
  }

  secret(key: string): string | undefined {
    const value = this.#members[key]
    if (value === undefined) return undefined
    try {
      return secretAt(value, this.#outside)
    } catch (error) {
      this.#say(`${key} ${(error as Error).message}`)
      return ''
    }
  }

  needed(key: string, shortest = 1): string {
    const secret = this.secret(key)
    if (secret === undefined) this.#say(`${key} is missing`)
    else if (secret !== '' && secret.length < shortest) this.#say(`${key} must have at least ${shortest} characters`)
    return secret ?? ''
  }
}

const own = <S extends string>(reading: Reading, kindOf: SinkKind, common: Common<S>): SinkSettings<S> => {
  switch (kindOf) {
    case 'webhook':
      return {
        ...common,
        kind: kindOf,
        url: reading.address('url', ['https:', 'http:']),
        secret: reading.needed('secret', SHORTEST_SECRET),
        authorization: reading.secret('authorization'),
      }
    case 'nats':
      return {
        ...common,
        kind: kindOf,
        servers: reading.texts('servers', /^(nats|tls):\/\/[^\s@]+$/, 'addresses such as nats://host:4222'),
        subject: reading.text('subject', /^[\w-]+(\.[\w-]+)*$/, 'words with dots between', 'klantinteracties'),
        user: reading.secret('user'),
        password: reading.secret('password'),
        token: reading.secret('token'),
      }
    case 'rabbitmq':
      return {
        ...common,
        kind: kindOf,
        url: reading.address('url', ['amqp:', 'amqps:']),
        user: reading.needed('user'),
        password: reading.needed('password'),
        exchange: reading.text('exchange', /^[\w.-]{1,100}$/, 'a name', 'klantinteracties'),
      }
  }
}

const isMembers = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sinkOf = <S extends string>(
  value: unknown,
  scopesOf: ScopesOf<S>,
  outside: Outside,
  say: (mistake: string) => void,
): SinkSettings<S> | undefined => {
  if (!isMembers(value)) {
    say('must be an object')
    return undefined
  }
  const kindOf = String(value.kind)
  if (!Object.hasOwn(KEYS, kindOf)) {
    say(`kind must be one of ${Object.keys(KEYS).join(', ')}`)
    return undefined
  }
  const known: readonly string[] = [...COMMON, ...KEYS[kindOf as SinkKind]]
  for (const key of Object.keys(value))
    if (!known.includes(key)) say(`has a member that ${kindOf} does not know: ${key}`)
  const reading = new Reading(value, outside, say)
  const common = {
    name: reading.text('name', NAME, 'lower-case letters, digits and hyphens, at most 50'),
    scopes: reading.scopes('scopes', scopesOf),
    types: reading.texts('types', /^[a-z0-9*.-]{1,200}$/, 'types of events, with * for anything'),
    timeoutMs: reading.seconds('timeout') * 1000,
  }
  if (common.name === TAKEN) say(`name may not be ${TAKEN}`)
  return own(reading, kindOf as SinkKind, common)
}

const listIn = (text: string): unknown => {
  try {
    const value: unknown = parse(text)
    return isMembers(value) ? value.sinks : value
  } catch {
    // What the parser says repeats the text.
    return undefined
  }
}

/** `scopesOf`: the roles that there are, and scopes by their own name. */
export const sinks = <S extends string>(scopesOf: ScopesOf<S>): Kind<readonly SinkSettings<S>[]> =>
  kind('YAML or JSON: a list of receivers, see [events.md](events.md)', (text, outside) => {
    const list = listIn(text)
    if (!Array.isArray(list)) throw new Error('must be a list of receivers, as YAML or JSON')
    const mistakes: string[] = []
    const found = list.flatMap((value, index) => {
      const label = isMembers(value) && typeof value.name === 'string' && NAME.test(value.name) ? value.name : index + 1
      return sinkOf(value, scopesOf, outside, (mistake) => void mistakes.push(`receiver ${label}: ${mistake}`)) ?? []
    })
    const names = found.map(({ name }) => name)
    for (const name of new Set(names.filter((one, at) => one !== '' && names.indexOf(one) !== at)))
      mistakes.push(`receiver ${name}: there are two of this name`)
    for (const one of found)
      if (one.kind === 'nats' && one.servers.length === 0) mistakes.push(`receiver ${one.name}: servers is missing`)
    if (mistakes.length > 0) throw new Mistakes(mistakes)
    return found
  })
