import type { Command } from 'commander'
import {
  changeToken,
  createToken,
  listTokens,
  revokeToken,
  type TokenAccess,
  type TokenContact,
  type TokenRecord,
} from '../features/tokens/tokens.ts'
import { ROLES } from '../model/roles.ts'
import { OPEN_KLANT_SCOPES, SCOPES } from '../model/scopes.ts'
import { type Context, withDatabase } from './context.ts'
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

const tableOf = (tokens: readonly TokenRecord[]): string[] => {
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

interface AccessOptions {
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

const accessOf = (options: AccessOptions): Partial<TokenAccess> => ({
  ...(options.scope || options.role ? { scopes: scopesOf(options) } : {}),
  ...(options.extern === undefined ? {} : { extern: options.extern }),
  ...(options.actor === undefined ? {} : { actor: options.actor === '' ? null : options.actor }),
  ...(options.unit ? { units: listed(options.unit) } : {}),
})

const withAccess = (command: Command): Command =>
  command
    .option('--scope <scope...>', 'what it may do; `token scopes` names them all')
    .option('--role <role...>', `a ready-made set of scopes: ${Object.keys(ROLES).join(', ')}`)
    .option('--extern', 'it works outside the municipality: no addresses of who asked for geheimhouding')
    .option('--actor <uuid>', 'the actor that it is: what is of that actor it sees, even if confidential')
    .option('--unit <uuid...>', 'actors that are the organisational units to which it belongs')

const addListing = (token: Command, context: Context): void => {
  token
    .command('list')
    .description('show all tokens, revoked ones too; never the token itself')
    .option('--json', 'as JSON')
    .action(async ({ json = false }: { json?: boolean }) => {
      const tokens = await withDatabase(context, listTokens)
      if (json) context.print(JSON.stringify(tokens, null, 2))
      else if (tokens.length === 0) context.say('There are no tokens.')
      else for (const line of tableOf(tokens)) context.print(line)
    })

  token
    .command('scopes')
    .description('show all scopes, and the roles that have them')
    .action(() => {
      for (const [scope, help] of SCOPES) context.print(`${scope.padEnd(34)}${help}`)
      context.print('')
      for (const [name, { help, scopes }] of Object.entries(ROLES)) {
        const all = scopes === OPEN_KLANT_SCOPES ? '' : `\n  ${scopes.join(', ')}`
        context.print(`${name}: ${help}${all}`)
      }
    })
}

export const addTokenCommands = (program: Command, context: Context): void => {
  const token = program
    .command('token')
    .description('make, list, change and revoke the tokens with which programs use the API')

  withAccess(
    token
      .command('create')
      .description('make a token; it is printed once and cannot be had again. Without scopes it can do nothing')
      .requiredOption('--identifier <name>', 'what the log calls it: letters, digits, hyphens and underscores')
      .option('--contact-person <name>', 'whom to ask about it')
      .option('--email <address>', 'where to ask')
      .option('--organization <name>', 'who uses it')
      .option('--application <name>', 'the program that uses it')
      .option('--administration <name>', 'the part of the organization'),
  ).action(async ({ identifier, ...given }: { identifier: string } & AccessOptions & Partial<TokenContact>) => {
    const access = accessOf(given)
    const { contactPerson, email, organization, application, administration } = given
    const contact = { contactPerson, email, organization, application, administration }
    const filled = Object.fromEntries(Object.entries(contact).filter(([, value]) => value !== undefined))
    const made = await withDatabase(context, (database) => createToken(database, identifier, { ...filled, ...access }))
    if (access.scopes === undefined || access.scopes.length === 0)
      context.say(`${identifier} has no scopes and can do nothing: give it some with \`token change\`.`)
    context.say(`The token of ${identifier}, shown only this once:`)
    context.print(made)
  })

  addListing(token, context)

  withAccess(token.command('change').description('change what a token may do; what is not given stays'))
    .argument('<identifier>')
    .option('--no-extern', 'it works for the municipality')
    .action(async (identifier: string, options: AccessOptions) => {
      await withDatabase(context, (database) => changeToken(database, identifier, accessOf(options)))
      context.say(`${identifier} is changed; running servers know it within five seconds.`)
    })

  const revoke = token
    .command('revoke')
    .description('end the use of a token; running servers refuse it within five seconds')
    .argument('[identifier]')
    .option('--identifier <name>', 'the same')
    .action(async (named: string | undefined, options: { identifier?: string }) => {
      const identifier = named ?? options.identifier
      if (identifier === undefined) return revoke.error("error: missing required argument 'identifier'")
      await withDatabase(context, (database) => revokeToken(database, identifier))
      context.say(`${identifier} is revoked.`)
    })
}
