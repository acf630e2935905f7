/** What tokens and clients have in common on the command line: what they may do, and whom to ask about them. */
import type { Command } from 'commander'
import type { TokenAccess, TokenContact, TokenRecord } from '../features/tokens/tokens.ts'
import { ROLES } from '../model/roles.ts'
import { CommandError } from './failure.ts'

/** What most tokens have is one word; the others are named. */
const scopesText = ({ scopes }: TokenRecord): string => {
  const role = Object.entries(ROLES).find(
    ([, one]) => one.scopes.length === scopes.length && one.scopes.every((scope) => scopes.includes(scope)),
  )
  return role?.[0] ?? (scopes.length === 0 ? '(none)' : scopes.join(','))
}

const COLUMNS = [
  ['identifier', (token) => token.identifier],
  ['application', (token) => token.application],
  ['organization', (token) => token.organization],
  ['contact', (token) => [token.contactPerson, token.email].filter(Boolean).join(' ')],
  ['created', (token) => token.created],
  ['revoked', (token) => token.revokedAt ?? ''],
  ['extern', (token) => (token.extern ? 'yes' : '')],
  ['may', scopesText],
] as const satisfies readonly (readonly [string, (token: TokenRecord) => string])[]

/** As lines of a table. */
export const tableOf = (tokens: readonly TokenRecord[]): string[] => {
  const rows = [
    COLUMNS.map(([title]): string => title),
    ...tokens.map((token) => COLUMNS.map(([, text]) => text(token))),
  ]
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

export interface AccessOptions {
  readonly scope?: readonly string[]
  readonly role?: readonly string[]
  readonly extern?: boolean
  readonly actor?: string
  readonly unit?: readonly string[]
}

/** Each may be given several times, and as a list with commas. */
const listed = (given: readonly string[]): string[] => given.flatMap((one) => one.split(',')).filter(Boolean)

const scopesOf = ({ scope = [], role = [] }: AccessOptions): string[] => {
  const unknown = listed(role).filter((name) => !Object.hasOwn(ROLES, name))
  if (unknown.length > 0)
    throw new CommandError(`Unknown roles: ${unknown.join(', ')}. There are: ${Object.keys(ROLES).join(', ')}.`)
  return [...new Set([...listed(role).flatMap((name) => ROLES[name]?.scopes ?? []), ...listed(scope)])]
}

export const accessOf = (options: AccessOptions): Partial<TokenAccess> => ({
  ...(options.scope || options.role ? { scopes: scopesOf(options) } : {}),
  ...(options.extern === undefined ? {} : { extern: options.extern }),
  ...(options.actor === undefined ? {} : { actor: options.actor === '' ? null : options.actor }),
  ...(options.unit ? { units: listed(options.unit) } : {}),
})

export const withAccess = (command: Command): Command =>
  command
    .option('--scope <scope...>', 'what it may do; `token scopes` names them all')
    .option('--role <role...>', `a ready-made set of scopes: ${Object.keys(ROLES).join(', ')}`)
    .option('--extern', 'it works outside the municipality: no addresses of who asked for geheimhouding')
    .option('--actor <uuid>', 'the actor that it is: what is of that actor it sees, even if confidential')
    .option('--unit <uuid...>', 'actors that are the organisational units to which it belongs')

export const withContact = (command: Command): Command =>
  command
    .option('--contact-person <name>', 'whom to ask about it')
    .option('--email <address>', 'where to ask')
    .option('--organization <name>', 'who uses it')
    .option('--application <name>', 'the program that uses it')
    .option('--administration <name>', 'the part of the organization')

export const contactOf = (given: Partial<TokenContact>): Partial<TokenContact> => {
  const { contactPerson, email, organization, application, administration } = given
  const contact = { contactPerson, email, organization, application, administration }
  return Object.fromEntries(Object.entries(contact).filter(([, value]) => value !== undefined))
}
