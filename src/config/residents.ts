/** `INWONER_PORTALEN` and `INWONER_NIVEAUS`: who may speak for residents, and how well those must be known. */
import { createPublicKey } from 'node:crypto'
import { parse } from 'yaml'
import { kind, Mistakes } from './kind.ts'

interface Keys {
  readonly keys: readonly Readonly<Record<string, unknown>>[]
}

export interface PortalSettings {
  readonly issuer: string
  readonly keys: { readonly url: string } | { readonly jwks: Keys } | { readonly pem: string }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isPem = (value: unknown): value is string => {
  try {
    return typeof value === 'string' && createPublicKey(value).asymmetricKeyType !== undefined
  } catch {
    return false
  }
}

/** Symmetric keys would let whoever reads this setting speak for everyone. */
const isJwks = (value: unknown): value is Keys =>
  isObject(value) &&
  Array.isArray(value.keys) &&
  value.keys.length > 0 &&
  value.keys.every((key) => isObject(key) && typeof key.kty === 'string' && key.kty !== 'oct' && key.d === undefined)

const isSecure = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])/.test(value) &&
  URL.canParse(value)

const portalOf = (entry: unknown): PortalSettings | string => {
  if (!isObject(entry)) return 'must be an object'
  const { issuer, jwksUrl, jwks, publicKey, ...rest } = entry
  const unknown = Object.keys(rest)
  if (unknown.length > 0) return `has members that are not known: ${unknown.join(', ')}`
  if (typeof issuer !== 'string' || issuer === '') return 'needs an issuer'
  if ([jwksUrl, jwks, publicKey].filter((one) => one !== undefined).length !== 1)
    return 'needs one of jwksUrl, jwks and publicKey'
  if (jwksUrl !== undefined) return isSecure(jwksUrl) ? { issuer, keys: { url: jwksUrl } } : 'needs an https jwksUrl'
  if (jwks !== undefined)
    return isJwks(jwks) ? { issuer, keys: { jwks } } : 'needs public keys in jwks, none of them secret'
  return isPem(publicKey) ? { issuer, keys: { pem: publicKey } } : 'needs a public key in PEM'
}

export const portals = kind(
  'a list of portals as JSON or YAML: `issuer`, and `jwksUrl`, `jwks` or `publicKey`',
  (text) => {
    let list: unknown
    try {
      list = parse(text)
    } catch {
      throw new Error('must be JSON or YAML')
    }
    if (!Array.isArray(list) || list.length === 0) throw new Error('must be a list of portals')
    const found = list.map(portalOf)
    const mistakes = found.flatMap((one, index) => (typeof one === 'string' ? [`: portal ${index + 1} ${one}`] : []))
    if (mistakes.length > 0) throw new Mistakes(mistakes)
    const known = found as PortalSettings[]
    if (new Set(known.map(({ issuer }) => issuer)).size < known.length) throw new Error('names an issuer twice')
    return known
  },
)

/** A level for each name, from the least to the most; a name that is not given takes the most. */
export const levels = <Name extends string, Level extends string>(
  names: readonly Name[],
  ordered: readonly [Level, ...Level[]],
) => {
  const most = ordered.at(-1) ?? ordered[0]
  const pairOf = (text: string): readonly [Name, Level] | undefined => {
    const [given, wanted] = text.split('=').map((part) => part.trim())
    const name = names.find((one) => one === given)
    const level = ordered.find((one) => one === wanted)
    return name && level && [name, level]
  }
  return kind(
    `\`functie=niveau\`, separated by commas; functies: ${names.join(', ')}; niveaus: ${ordered.join(', ')}`,
    (text) => {
      const given = text.split(',').map(pairOf)
      if (given.includes(undefined)) throw new Error('must be pairs such as lezen=midden, separated by commas')
      const least = new Map(given.filter((pair) => pair !== undefined))
      return Object.fromEntries(names.map((name) => [name, least.get(name) ?? most])) as Record<Name, Level>
    },
  )
}
