/** `OIDC_ISSUERS`: whose tokens are taken, and what they say, as YAML or JSON. Every mistake is named. */
import { parse } from 'yaml'
import { type Kind, kind, Mistakes } from './kind.ts'

/** What a role here opens; undefined: there is no such role. */
type ScopesOf<S extends string> = (role: string) => readonly S[] | undefined

export interface IssuerSettings<S extends string> {
  /** As the claim `iss` says it. */
  readonly issuer: string
  /** Where its keys are; undefined: as its discovery document says. */
  readonly jwks: string | undefined
  /** The claim `aud` must hold one of these. */
  readonly audience: readonly string[]
  readonly algorithms: readonly string[]
  /** Seconds that the clocks may differ. */
  readonly skew: number
  /** Before the name of a person, to tell apart those of several issuers. */
  readonly prefix: string
  readonly extern: boolean
  /** Where in a token it stands; each a list of places that are looked at in turn, or all together. */
  readonly claims: Readonly<Record<(typeof CLAIMS)[number], readonly string[]>>
  /** What a role or group of the issuer opens here. */
  readonly roles: ReadonlyMap<string, readonly S[]>
  /** The unit here that a value stands for, where that is not the value itself. */
  readonly units: ReadonlyMap<string, string>
}

const CLAIMS = ['name', 'roles', 'scopes', 'units', 'actor', 'application'] as const
const DEFAULT_CLAIMS: Partial<Record<(typeof CLAIMS)[number], readonly string[]>> = {
  name: ['sub'],
  application: ['azp', 'client_id', 'appid'],
}
const KEYS = [
  'issuer',
  'jwks',
  'audience',
  'algorithms',
  'skew',
  'prefix',
  'extern',
  'claims',
  'roles',
  'units',
  'plain_http',
]
/** Signed with a private key: with a shared secret whoever can check a token could make one. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'],
  ...['EdDSA', 'Ed25519'],
]
const DEFAULT_ALGORITHMS = ['RS256', 'PS256', 'ES256']
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/
const PREFIX = /^[a-z0-9-]{1,30}$/

type Say = (mistake: string) => void
type Members = Readonly<Record<string, unknown>>

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** One text, or a list of them. */
const textsIn = (value: unknown, label: string, say: Say): readonly string[] => {
  const list = Array.isArray(value) ? value : [value]
  if (list.length > 0 && list.every((one) => typeof one === 'string' && one.trim() !== '')) return list as string[]
  say(`${label} must be a text, or a list of texts`)
  return []
}

const addressIn = ({ plain_http: plain, ...members }: Members, key: string, say: Say): string => {
  const value = members[key]
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && (plain === true || LOOPBACK.test(url.hostname)))
  if (isSafe && url?.username === '' && url.password === '' && url.hash === '') return String(value)
  say(`${key} must be an address that starts with https://, without user and password (see plain_http)`)
  return ''
}

const claimsIn = (value: unknown, say: Say): IssuerSettings<never>['claims'] => {
  const given = isMembers(value) ? value : {}
  if (value !== undefined && !isMembers(value)) say('claims must be an object')
  for (const name of Object.keys(given))
    if (!CLAIMS.some((one) => one === name)) say(`claims has a member that is not known: ${name}`)
  return Object.fromEntries(
    CLAIMS.map((name) => [
      name,
      given[name] === undefined ? (DEFAULT_CLAIMS[name] ?? []) : textsIn(given[name], `claims.${name}`, say),
    ]),
  ) as unknown as IssuerSettings<never>['claims']
}

const rolesIn = <S extends string>(value: unknown, scopesOf: ScopesOf<S>, say: Say): Map<string, readonly S[]> => {
  if (value !== undefined && !isMembers(value)) say('roles must be an object')
  const found = new Map<string, readonly S[]>()
  for (const [theirs, given] of Object.entries(isMembers(value) ? value : {})) {
    const names = textsIn(given, `roles.${theirs}`, say)
    const unknown = names.filter((name) => scopesOf(name) === undefined)
    if (unknown.length > 0) say(`roles.${theirs} names what is no role or scope: ${unknown.join(', ')}`)
    found.set(theirs, [...new Set(names.flatMap((name) => scopesOf(name) ?? []))])
  }
  return found
}

const unitsIn = (value: unknown, say: Say): Map<string, string> => {
  if (value !== undefined && !isMembers(value)) say('units must be an object')
  const entries = Object.entries(isMembers(value) ? value : {})
  for (const [theirs, ours] of entries) if (typeof ours !== 'string') say(`units.${theirs} must be a text`)
  return new Map(entries.map(([theirs, ours]) => [theirs, String(ours)]))
}

const algorithmsIn = (value: unknown, say: Say): readonly string[] => {
  const names = value === undefined ? DEFAULT_ALGORITHMS : textsIn(value, 'algorithms', say)
  const unknown = names.filter((name) => !ALGORITHMS.includes(name))
  if (unknown.length > 0) say(`algorithms may be ${ALGORITHMS.join(', ')}`)
  return names
}

const issuerOf = <S extends string>(value: unknown, scopesOf: ScopesOf<S>, say: Say): IssuerSettings<S> | undefined => {
  if (!isMembers(value)) {
    say('must be an object')
    return undefined
  }
  for (const key of Object.keys(value)) if (!KEYS.includes(key)) say(`has a member that is not known: ${key}`)
  const { jwks, audience, skew = 30, prefix = '', extern = false, plain_http: plain = false } = value
  if (typeof extern !== 'boolean') say('extern must be true or false')
  if (typeof plain !== 'boolean') say('plain_http must be true or false')
  if (typeof skew !== 'number' || !(skew >= 0 && skew <= 300)) say('skew must be a number of seconds from 0 to 300')
  if (prefix !== '' && !PREFIX.test(String(prefix))) say('prefix must be lower-case letters, digits and hyphens')
  return {
    issuer: addressIn(value, 'issuer', say),
    jwks: jwks === undefined ? undefined : addressIn(value, 'jwks', say),
    audience: textsIn(audience, 'audience', say),
    algorithms: algorithmsIn(value.algorithms, say),
    skew: Number(skew),
    prefix: String(prefix),
    extern: extern === true,
    claims: claimsIn(value.claims, say),
    roles: rolesIn(value.roles, scopesOf, say),
    units: unitsIn(value.units, say),
  }
}

const listIn = (text: string): unknown => {
  try {
    const value: unknown = parse(text)
    return isMembers(value) ? value.issuers : value
  } catch {
    return undefined
  }
}

/** `scopesOf`: the roles that there are, and scopes by their own name. */
export const issuers = <S extends string>(scopesOf: ScopesOf<S>): Kind<readonly IssuerSettings<S>[]> =>
  kind('YAML or JSON: a list of issuers, see [sign-in.md](how-to/sign-in.md)', (text) => {
    const list = listIn(text)
    if (!Array.isArray(list) || list.length === 0) throw new Error('must be a list of issuers, as YAML or JSON')
    const mistakes: string[] = []
    const found = list.flatMap(
      (value, index) => issuerOf(value, scopesOf, (one) => void mistakes.push(`issuer ${index + 1}: ${one}`)) ?? [],
    )
    if (new Set(found.map(({ issuer }) => issuer)).size < found.length) mistakes.push('names an issuer twice')
    // One person of two issuers would be taken for the same.
    if (new Set(found.map(({ prefix }) => prefix)).size < found.length)
      mistakes.push('needs a prefix of its own for each of several issuers; one may go without')
    if (mistakes.length > 0) throw new Mistakes(mistakes)
    return found
  })
