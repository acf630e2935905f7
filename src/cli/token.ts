import type { Command } from 'commander'
import {
  changeToken,
  createToken,
  listTokens,
  revokeToken,
  type TokenContact,
  type TokenKind,
} from '../features/tokens/tokens.ts'
import { ROLES } from '../model/roles.ts'
import { OPEN_KLANT_SCOPES, SCOPES } from '../model/scopes.ts'
import { type AccessOptions, accessOf, contactOf, tableOf, withAccess, withContact } from './access.ts'
import { type Context, withDatabase } from './context.ts'

/** `list`, `change` and `revoke`, which tokens and clients have in common. */
export const addUpkeep = (command: Command, context: Context, kind: TokenKind): void => {
  const what = kind === 'token' ? 'the token itself' : 'their secrets'
  command
    .command('list')
    .description(`show all ${kind}s, revoked ones too; never ${what}`)
    .option('--json', 'as JSON')
    .action(async ({ json = false }: { json?: boolean }) => {
      const tokens = await withDatabase(context, (database) => listTokens(database, kind))
      if (json) context.print(JSON.stringify(tokens, null, 2))
      else if (tokens.length === 0) context.say(`There are no ${kind}s.`)
      else for (const line of tableOf(tokens)) context.print(line)
    })

  withAccess(command.command('change').description(`change what a ${kind} may do; what is not given stays`))
    .argument('<identifier>')
    .option('--no-extern', 'it works for the municipality')
    .action(async (identifier: string, options: AccessOptions) => {
      await withDatabase(context, (database) => changeToken(database, identifier, accessOf(options), kind))
      context.say(`${identifier} is changed; running servers know it within five seconds.`)
    })

  const revoke = command
    .command('revoke')
    .description(`end the use of a ${kind}; running servers refuse it within five seconds`)
    .argument('[identifier]')
    .option('--identifier <name>', 'the same')
    .action(async (named: string | undefined, options: { identifier?: string }) => {
      const identifier = named ?? options.identifier
      if (identifier === undefined) return revoke.error("error: missing required argument 'identifier'")
      await withDatabase(context, (database) => revokeToken(database, identifier, kind))
      context.say(`${identifier} is revoked.`)
    })
}

const addScopes = (token: Command, context: Context): void => {
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

  const create = token
    .command('create')
    .description('make a token; it is printed once and cannot be had again. Without scopes it can do nothing')
    .requiredOption('--identifier <name>', 'what the log calls it: letters, digits, hyphens and underscores')
  withAccess(withContact(create)).action(
    async ({ identifier, ...given }: { identifier: string } & AccessOptions & Partial<TokenContact>) => {
      const access = accessOf(given)
      const made = await withDatabase(context, (database) =>
        createToken(database, identifier, { ...contactOf(given), ...access }),
      )
      if (access.scopes === undefined || access.scopes.length === 0)
        context.say(`${identifier} has no scopes and can do nothing: give it some with \`token change\`.`)
      context.say(`The token of ${identifier}, shown only this once:`)
      context.print(made)
    },
  )

  addScopes(token, context)
  addUpkeep(token, context, 'token')
}
