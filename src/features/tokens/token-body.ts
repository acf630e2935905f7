/** The body of a request that makes or changes a token. */
import { at, complaints, type Fault, WHOLE } from '../../model/fault.ts'
import { mail } from '../../model/formats.ts'
import { type Outcome, refused } from '../../model/kinds/field.ts'
import { choice, text, yesNo } from '../../model/kinds/index.ts'
import { SCOPES } from '../../model/scopes.ts'
import { isObject, typeName } from '../../model/wire-text.ts'
import { faultOfSecret, SHORTEST_SECRET } from './clients.ts'
import type { TokenAccess, TokenContact, TokenKind } from './tokens.ts'

export type TokenBody = Partial<TokenContact & TokenAccess> & {
  readonly identifier?: string
  /** Of a client. */
  readonly secret?: string
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

interface Reading {
  accept(value: unknown): Outcome
}

const words = (max: number): Reading => text({ max, optional: true })
const uuid: Reading = {
  accept: (value) =>
    typeof value === 'string' && UUID.test(value) ? { value: value.toLowerCase() } : refused(complaints.notUuid),
}
const scope: Reading = choice(Object.fromEntries(SCOPES), { schemaName: 'Scope' })

const IDENTIFIER = /^[-a-zA-Z0-9_]+$/
const identifier: Reading = text({
  max: 50,
  format: {
    check: (given) =>
      IDENTIFIER.test(given)
        ? undefined
        : { code: 'invalid', reason: 'Alleen letters, cijfers, koppeltekens en lage streepjes.' },
    valid: ['kiss'],
    invalid: ['met spatie'],
  },
})

const LENGTHS = { short: `Minstens ${SHORTEST_SECRET} bytes.`, long: 'Hoogstens 512 bytes.' }
const secret: Reading = {
  accept: (value) => {
    if (typeof value !== 'string') return refused(complaints.notText)
    const fault = faultOfSecret(value)
    return fault ? refused({ code: `${fault === 'short' ? 'min' : 'max'}_length`, reason: LENGTHS[fault] }) : { value }
  },
}

const CONTACT: Readonly<Record<string, Reading>> = {
  contactPerson: words(200),
  email: text({ max: 254, optional: true, format: mail }),
  organization: words(200),
  application: words(200),
  administration: words(200),
}
const ONE: Readonly<Record<string, Reading>> = { ...CONTACT, extern: yesNo({}), actor: uuid }
/** Each request of a token looks for what is of its units: a list without end would make all of them slow. */
export const MOST_UNITS = 100

/** What is given as a list, and how many of it are taken; no scope can be meant that is not one of them all. */
const MANY: Readonly<Record<string, { readonly reading: Reading; readonly most: number }>> = {
  scopes: { reading: scope, most: SCOPES.size },
  units: { reading: uuid, most: MOST_UNITS },
}

const tooMany = (most: number) => ({ code: 'max_length', reason: `Hoogstens ${most} verschillende.` })

/** `isNew`: the identifier is asked for; a token keeps the one it has, and whom to ask about it. */
export const readTokenBody = (
  body: unknown,
  isNew: boolean,
  kind: TokenKind = 'token',
): { readonly given: TokenBody; readonly faults: Fault[] } => {
  if (!isObject(body)) return { given: {}, faults: [at(WHOLE, complaints.notAnObject(typeName(body)))] }
  const given: Record<string, unknown> = {}
  const faults: Fault[] = []
  const read = (name: string, reading: Reading, value: unknown): unknown => {
    const outcome = reading.accept(value)
    if ('value' in outcome) return outcome.value
    faults.push(...outcome.complaints.map((complaint) => at(name, complaint)))
    return undefined
  }
  const making = { identifier, ...ONE, ...(kind === 'client' ? { secret } : {}) }
  const own: Readonly<Record<string, Reading>> = isNew ? making : { extern: yesNo({}), actor: uuid }
  if (isNew && body.identifier === undefined) faults.push(at('identifier', complaints.required))
  for (const [name, reading] of Object.entries(own)) {
    const value = body[name]
    if (value === undefined) continue
    if (value === null && name === 'actor') given[name] = null
    else if (value === null) faults.push(at(name, complaints.null))
    else given[name] = read(name, reading, value)
  }
  for (const [name, { reading, most }] of Object.entries(MANY)) {
    const value = body[name]
    if (value === undefined) continue
    if (!Array.isArray(value)) {
      faults.push(at(name, value === null ? complaints.null : complaints.notAList(typeName(value))))
    } else if (new Set(value).size > most) {
      // Without a word about each: the answer would be as long as the list.
      faults.push(at(name, tooMany(most)))
    } else {
      given[name] = [...new Set(value.map((one, index) => read(`${name}.${index}`, reading, one)))]
    }
  }
  return { given: given as TokenBody, faults }
}
