import type { Command } from 'commander'
import { createToken, listTokens, revokeToken, type TokenContact, type TokenRecord } from '../features/tokens/tokens.ts'
import { type Context, withDatabase } from './context.ts'

const COLUMNS = [
  ['identifier', (token) => token.identifier],
  ['application', (token) => token.application],
  ['organization', (token) => token.organization],
  ['contact', (token) => [token.contactPerson, token.email].filter(Boolean).join(' ')],
  ['created', (token) => token.created],
  ['revoked', (token) => token.revokedAt ?? ''],
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

export const addTokenCommands = (program: Command, context: Context): void => {
  const token = program.command('token').description('make, list and revoke the tokens with which programs use the API')

  token
    .command('create')
    .description('make a token; it is printed once and cannot be had again')
    .requiredOption('--identifier <name>', 'what the log calls it: letters, digits, hyphens and underscores')
    .option('--contact-person <name>', 'whom to ask about it')
    .option('--email <address>', 'where to ask')
    .option('--organization <name>', 'who uses it')
    .option('--application <name>', 'the program that uses it')
    .option('--administration <name>', 'the part of the organization')
    .action(async ({ identifier, ...contact }: { identifier: string } & Partial<TokenContact>) => {
      const made = await withDatabase(context, (database) => createToken(database, identifier, contact))
      context.say(`The token of ${identifier}, shown only this once:`)
      context.print(made)
    })

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
