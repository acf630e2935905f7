/** The tokens in a file with settings: `tokenauth.items[]` (behaviour.md §6.5, §6.8). */
import { mail } from '../../model/formats.ts'
import { isObject } from '../../model/wire-text.ts'
import type { Transaction } from '../../sql/database.ts'
import { type GivenToken, lockTokens, putToken } from './put.ts'

type Wrong = (path: string, fault: string) => void

const ABOUT = ['organization', 'application', 'administration'] as const
const REQUIRED = ['identifier', 'token', 'contact_person', 'email'] as const
const LONGEST = 200

/** What is wrong with a member that is there. */
const FAULTS: Readonly<Record<string, (text: string) => string | undefined>> = {
  identifier: (text) =>
    /^[-a-zA-Z0-9_]{1,50}$/.test(text) ? undefined : 'must have 1 to 50 letters, digits, hyphens and underscores',
  token: (text) =>
    /^[\x21-\x7e]{1,40}$/.test(text) ? undefined : 'must have 1 to 40 visible ASCII characters, and no spaces',
  email: (text) => (mail.check(text) ? 'must be an e-mail address' : undefined),
  contact_person: (text) => (text === '' ? 'may not be empty' : undefined),
}

const memberOf = (item: Record<string, unknown>, key: string, at: string, wrong: Wrong): string => {
  const value = item[key]
  const isRequired = REQUIRED.some((required) => required === key)
  if (value === undefined || (value === null && !isRequired)) {
    if (isRequired) wrong(`${at}.${key}`, 'is missing')
    return ''
  }
  if (typeof value !== 'string') {
    wrong(`${at}.${key}`, 'must be a text; put it between quotes')
    return ''
  }
  const fault = value.length > LONGEST ? `may have ${LONGEST} characters` : FAULTS[key]?.(value)
  if (fault !== undefined) wrong(`${at}.${key}`, fault)
  return value
}

const itemOf = (item: unknown, at: string, wrong: Wrong): GivenToken | undefined => {
  if (!isObject(item)) {
    wrong(at, 'must be an object')
    return undefined
  }
  const known: readonly string[] = [...REQUIRED, ...ABOUT]
  for (const key of Object.keys(item)) if (!known.includes(key)) wrong(`${at}.${key}`, 'is not known')
  const [
    identifier = '',
    token = '',
    contactPerson = '',
    email = '',
    organization = '',
    application = '',
    administration = '',
  ] = known.map((key) => memberOf(item, key, at, wrong))
  return { identifier, token, contactPerson, email, organization, application, administration }
}

const twice = (items: readonly (GivenToken | undefined)[], key: 'identifier' | 'token', wrong: Wrong): void => {
  const seen = new Map<string, number>()
  items.forEach((item, index) => {
    const value = item?.[key] ?? ''
    if (value === '') return
    const before = seen.get(value)
    if (before !== undefined) wrong(`tokenauth.items[${index}].${key}`, `is that of items[${before}] too`)
    seen.set(value, index)
  })
}

const REFUSED = {
  revoked: 'was revoked before; give another, or take the item out of the file',
  taken: 'is in use under another identifier',
  client: 'cannot be given: its identifier is that of a client',
} as const

/** Reads the step; answers what does it. */
export const readTokens = (data: unknown, wrong: Wrong) => {
  let isRight = true
  const noted: Wrong = (path, fault) => {
    isRight = false
    wrong(path, fault)
  }
  const given = isObject(data) ? data.items : undefined
  if (isObject(data))
    for (const key of Object.keys(data)) if (key !== 'items') noted(`tokenauth.${key}`, 'is not known')
  if (!Array.isArray(given)) {
    noted('tokenauth.items', 'must be a list')
    return undefined
  }
  const items = given.map((item, index) => itemOf(item, `tokenauth.items[${index}]`, noted))
  twice(items, 'identifier', noted)
  twice(items, 'token', noted)
  if (!isRight) return undefined
  return async (tx: Transaction, refuse: Wrong): Promise<string[]> => {
    await lockTokens(tx)
    const lines: string[] = []
    for (const [index, item] of items.entries()) {
      if (!item) continue
      const outcome = await putToken(tx, item)
      if (outcome in REFUSED) refuse(`tokenauth.items[${index}].token`, REFUSED[outcome as keyof typeof REFUSED])
      else lines.push(`${item.identifier} ${outcome}`)
    }
    return lines
  }
}
